"""Every command of the app, once: its id, keys, title and what it does.

Bindings, footer, palette, help screen, the README's table and the user's own keymap are all made from this table. A
new key is one entry here and one `action_` method in the place that the entry names.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum, auto
from itertools import groupby
from typing import NamedTuple

from roadmap_tui.core.settings import Keymap
from roadmap_tui.formats.keymap import key_label as key_label


class Scope(Enum):
    """The class with the `action_` method of a command."""

    PANE = auto()
    """Both panes, each in its own way."""

    TREE = auto()
    MAIN = auto()
    """The main screen."""

    APP = auto()


class Command(NamedTuple):
    """A command of the app."""

    id: str
    """What the keymap in the settings names; its first part is the group."""

    keys: tuple[str, ...]
    """As Textual names them; the first is the one that is shown."""

    title: str
    """A few words, for the footer, the palette and the help."""

    action: str
    """The Textual action."""

    scope: Scope

    @property
    def group(self) -> str:
        """Its heading in the help."""
        return GROUPS[self.id.partition(".")[0]]


_LEVELS = tuple(
    Command(f"fold.level-{level}", (str(level),), "Fold to that level", f"fold_to_level({level})", Scope.TREE)
    for level in range(1, 10)
)

COMMANDS: tuple[Command, ...] = (
    Command("move.down", ("j", "down"), "Down", "move(1)", Scope.PANE),
    Command("move.up", ("k", "up"), "Up", "move(-1)", Scope.PANE),
    Command("move.half-page-down", ("ctrl+d",), "Half a page down", "move_page(0.5)", Scope.PANE),
    Command("move.half-page-up", ("ctrl+u",), "Half a page up", "move_page(-0.5)", Scope.PANE),
    Command("move.page-down", ("pagedown",), "Page down", "move_page(1)", Scope.PANE),
    Command("move.page-up", ("pageup",), "Page up", "move_page(-1)", Scope.PANE),
    Command("move.top", ("g", "home"), "Top", "move_to_top", Scope.PANE),
    Command("move.bottom", ("G", "end"), "Bottom", "move_to_bottom", Scope.PANE),
    Command("move.next-open", ("right_square_bracket",), "Next open topic", "next_open(1)", Scope.MAIN),
    Command("move.previous-open", ("left_square_bracket",), "Previous open topic", "next_open(-1)", Scope.MAIN),
    Command("move.next-up", ("full_stop",), "Next up: what to learn now", "next_up", Scope.MAIN),
    Command("pane.switch", ("tab", "shift+tab"), "Switch pane", "switch_pane", Scope.MAIN),
    Command("pane.enter", ("enter",), "Unfold a section, read a topic", "enter", Scope.TREE),
    Command("pane.back", ("escape",), "Drop the selection or the filter, back to the tree", "back", Scope.MAIN),
    Command("find.search", ("slash",), "Search", "search", Scope.MAIN),
    Command("find.next", ("n",), "Next hit", "next_hit(1)", Scope.MAIN),
    Command("find.previous", ("N",), "Previous hit", "next_hit(-1)", Scope.MAIN),
    Command("find.filter", ("f",), "Filter by status, level, tag …", "filter", Scope.MAIN),
    Command("find.hide-done", ("D",), "Hide what is done, or show it", "hide('done')", Scope.MAIN),
    Command("find.hide-skipped", ("X",), "Hide what is skipped, or show it", "hide('skipped')", Scope.MAIN),
    Command("fold.out", ("h", "left"), "Fold, or go to the section", "fold_out", Scope.TREE),
    Command("fold.into", ("l", "right"), "Unfold, or go to the first child", "fold_into", Scope.TREE),
    Command("fold.toggle", ("z",), "Fold or unfold the section", "fold_toggle", Scope.TREE),
    Command("fold.all", ("Z",), "Fold or unfold everything", "fold_all", Scope.TREE),
    *_LEVELS,
    Command("topic.toggle", ("space", "x"), "Done, or to do again", "toggle_done", Scope.MAIN),
    Command("topic.done", ("d",), "Done", "mark('done')", Scope.MAIN),
    Command("topic.doing", ("i",), "In progress", "mark('doing')", Scope.MAIN),
    Command("topic.skip", ("s",), "Skip", "mark('skipped')", Scope.MAIN),
    Command("topic.todo", ("r",), "Reset to to-do", "mark('todo')", Scope.MAIN),
    Command("topic.select", ("v",), "Select several", "select", Scope.MAIN),
    Command("topic.note", ("e",), "Write a note", "write_note", Scope.MAIN),
    Command("step.undo", ("u",), "Undo", "undo", Scope.MAIN),
    Command("step.redo", ("ctrl+r",), "Redo", "redo", Scope.MAIN),
    Command("link.open", ("o",), "Open the best link", "open_link", Scope.MAIN),
    Command("link.choose", ("O",), "Links: choose, tick, add", "choose_link", Scope.MAIN),
    Command("link.add", ("a",), "Add a link of your own", "add_link", Scope.MAIN),
    Command("link.copy", ("y",), "Copy the link's address", "copy_link", Scope.MAIN),
    Command("link.copy-markdown", ("Y",), "Copy the link as Markdown", "copy_link_as_markdown", Scope.MAIN),
    Command("screen.stats", ("S",), "Where you stand", "show_stats", Scope.MAIN),
    Command("screen.history", ("H",), "History", "show_history", Scope.MAIN),
    Command("screen.notes", ("M",), "All your notes", "show_notes", Scope.MAIN),
    Command("screen.orphans", ("A",), "Marked topics that are gone", "show_orphans", Scope.MAIN),
    Command("screen.library", ("R",), "Roadmaps", "show_library", Scope.MAIN),
    Command("roadmap.edit", ("E",), "Edit the roadmap file at this topic", "edit_roadmap", Scope.MAIN),
    Command("roadmap.export", ("W",), "Export: write it to a file", "export", Scope.MAIN),
    Command("roadmap.reload", ("f5",), "Read the roadmap file again", "reload", Scope.MAIN),
    Command("app.help", ("question_mark", "f1"), "Help", "help", Scope.APP),
    Command("app.theme", ("f2",), "Choose the colours", "change_theme", Scope.APP),
    Command("app.glyphs", ("f3",), "Unicode or ASCII characters", "switch_glyphs", Scope.APP),
    Command("app.palette", ("colon", "ctrl+p"), "Command palette", "command_palette", Scope.APP),
    Command("app.suspend", ("ctrl+z",), "Suspend", "suspend_process", Scope.APP),
    Command("app.quit", ("q", "ctrl+q"), "Quit", "quit", Scope.APP),
)

GROUPS = {
    "move": "Moving",
    "pane": "Panes",
    "find": "Finding",
    "fold": "Folding",
    "topic": "Marking",
    "step": "Marking",
    "link": "Links",
    "screen": "Screens",
    "roadmap": "Roadmaps",
    "app": "The app",
}
"""What the first part of an id is called in the help."""

DEFAULT_KEYS = {command.id: command.keys for command in COMMANDS}


def keys_of(command_id: str, keymap: Keymap) -> tuple[str, ...]:
    """The keys of a command under the user's keymap, the one that is shown first."""
    return keymap.get(command_id, DEFAULT_KEYS[command_id])


def keys_label(keys: Iterable[str]) -> str:
    """Several keys for one thing: `j ↓`, `1 … 9`."""
    labels = [key_label(key) for key in keys]
    return f"{labels[0]} … {labels[-1]}" if len(labels) > 4 else " ".join(labels)


def command_rows(live_keys: Mapping[str, Sequence[str]] | None = None) -> Iterator[tuple[str, str, str]]:
    """The commands as people read them: group, keys, title; commands of one title share a row.

    Args:
        live_keys: The keys by command id that are bound now, in any order; those of the table where an id is missing.
    """
    for (group, title), commands in groupby(COMMANDS, lambda command: (command.group, command.title)):
        keys = [key for command in commands for key in _bound(command, live_keys or {})]
        if keys:
            yield group, keys_label(keys), title


def _bound(command: Command, live_keys: Mapping[str, Sequence[str]]) -> Sequence[str]:
    live = live_keys.get(command.id, command.keys)
    return command.keys if set(live) == set(command.keys) else live

"""The main screen: tree left, details right, the title above and the hints below. All its actions are on this page.

An action asks the workspace for a change, and `draw_change` draws it. State with a life of its own belongs to the
controllers that the screen owns: search, notes, file sync, saving and notices.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from time import monotonic

from textual import events, on
from textual.app import ComposeResult
from textual.message import Message
from textual.screen import Screen

from roadmap_tui.core.links import TopicLink, as_markdown, default_link, topic_links
from roadmap_tui.core.marks import Status, Step
from roadmap_tui.core.notes import MAX_NOTE_BYTES
from roadmap_tui.core.roadmap import Node, NodeId
from roadmap_tui.core.settings import Keymap
from roadmap_tui.core.update.node_map import NodeMap
from roadmap_tui.errors import RoadmapError
from roadmap_tui.presentation.commands import Scope, key_label, keys_of
from roadmap_tui.presentation.glyphs import Glyphs
from roadmap_tui.presentation.words import format_step
from roadmap_tui.storage import library, session
from roadmap_tui.storage.opening import OpenRoadmap
from roadmap_tui.storage.roadmap_file import RoadmapFile
from roadmap_tui.tui.bindings import bindings
from roadmap_tui.tui.controllers.file_sync import FileSync
from roadmap_tui.tui.controllers.notes import NoteEdit, NotesController, ShowMessage
from roadmap_tui.tui.controllers.notices import Notices
from roadmap_tui.tui.controllers.saving import SaveStatus
from roadmap_tui.tui.controllers.search import FILTER_HINT, SEARCH_HINT, SearchController
from roadmap_tui.tui.desktop import editor
from roadmap_tui.tui.widgets.bars import StatusBar, TitleBar
from roadmap_tui.tui.widgets.next_up import NOTHING_LEFT, NextUp
from roadmap_tui.tui.widgets.notice import Notice
from roadmap_tui.tui.widgets.panes import Panes
from roadmap_tui.tui.widgets.search_bar import SearchBar
from roadmap_tui.tui.widgets.topic_details import TopicDetails
from roadmap_tui.tui.widgets.topic_tree import TopicTree
from roadmap_tui.tui.workspace.workspace import Change, Workspace

_MAX_NOTE_CHARACTERS = 16 * MAX_NOTE_BYTES
"""The text area gets no longer note; only a log made elsewhere holds one."""

_HINTS = {
    "app.help": "help",
    "topic.toggle": "done",
    "pane.switch": "other pane",
    "app.quit": "quit",
    "app.palette": "commands",
    "move.next-up": "next up",
    "topic.doing": "in progress",
    "topic.skip": "skip",
    "step.undo": "undo",
    "find.search": "search",
    "link.open": "open link",
    "move.next-open": "next open",
    "fold.all": "fold all",
    "topic.select": "select",
    "topic.note": "note",
    "screen.notes": "notes",
    "screen.stats": "where you stand",
    "screen.history": "history",
    "screen.library": "roadmaps",
}
"""What the status bar offers, the most useful first."""


class MainScreen(Screen[None]):
    """The screen on which the user works."""

    BINDINGS = bindings(Scope.MAIN)
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]

    class Chosen(Message):
        """The user wants to go on with another roadmap."""

        def __init__(self, opened: OpenRoadmap) -> None:
            super().__init__()
            self.opened = opened

    def __init__(self, workspace: Workspace, view: session.ViewState, *, shows_setting_problems: bool = True) -> None:
        """Make the screen of one roadmap.

        Args:
            workspace: The open roadmap.
            view: Folds and cursor to open with.
            shows_setting_problems: Whether to begin with the problems in the settings; the screen of a further roadmap
                need not repeat them.
        """
        super().__init__()
        self._has_explained_letters = False
        self.workspace = workspace
        self._shows_setting_problems = shows_setting_problems
        tally, glyphs, settings = workspace.tally, workspace.glyphs, workspace.settings
        self.title_bar = TitleBar(tally, glyphs)
        self.search_bar = SearchBar(tally.roadmap, glyphs)
        self.next_up = NextUp(tally, glyphs, keys_of("move.next-up", settings.keys)[0])
        self.topic_tree = TopicTree(tally, glyphs, view)
        self.details = TopicDetails(tally, glyphs, settings.date_format, workspace.key("topic.note"))
        self.panes = Panes(self.topic_tree, self.details)
        self.notice = Notice()
        self.status = StatusBar(_hints(settings.keys), glyphs)
        self.notices = Notices(workspace, self.notice, self.status)
        self.notes = NotesController(self, workspace, self.status)
        self.saving = SaveStatus(self, workspace, self.status, self.notices, self.notes.draft_failed)
        self.file_sync = FileSync(self, workspace, self.status, self.notices, self.search_bar)
        self.search = SearchController(
            self, workspace, self.search_bar, self.title_bar, self.topic_tree, self.panes, self.status
        )
        workspace.subscribe(self.draw_change)

    def compose(self) -> ComposeResult:
        """Title, next topic, search, panes, notice, status."""
        yield self.title_bar
        yield self.next_up
        yield self.search_bar
        yield self.panes
        yield self.notice
        yield self.status

    def on_mount(self) -> None:
        """Show the cursor's topic, and begin to save and to follow the logs and the file."""
        self.watch(self.topic_tree, "cursor", self._cursor_moved, init=False)
        self.details.show(self.topic_tree.cursor)
        self.notices.show_log_problems()
        if self.workspace.setting_problems and self._shows_setting_problems:
            self.notices.show_setting_problems()
        self.workspace.saver.start()
        self.file_sync.start()
        self.notes.start()

    def on_unmount(self) -> None:
        """Watch the file no longer."""
        self.workspace.stop_watching()

    # Drawing

    def draw_change(self, change: Change) -> None:
        """Draw what a change made different."""
        if change.node_map:
            self._draw_edition(change.node_map)
            return
        if change.rows_changed:
            self.search.show_filtered(self.topic_tree.cursor, keeps_folds=True)
        self.topic_tree.refresh_nodes(change.nodes)
        self.title_bar.refresh()
        self.next_up.tally_changed()
        self.details.show(self.topic_tree.cursor)
        if change.step:
            self._draw_step(change.step)

    def _draw_step(self, step: Step) -> None:
        """Say what a step of several marks made, but over no reason why saving fails."""
        state = self.workspace.saver.state_after_fast_save()
        self.saving.show(state)
        if not state.error:
            kind = "shown topics" if self.workspace.filter.result else "topics"
            words = f"{format_step(step, kind)}; {self.workspace.key('step.undo')} takes it back"
            self.status.show_message(words if len(step) > 1 else "")

    def _draw_edition(self, node_map: NodeMap) -> None:
        """Draw another edition of the roadmap, the details scrolled as they were if they show the same node."""
        self.search.edition_changed(node_map)
        self.next_up.tally_changed()
        cursor, shown = self.topic_tree.cursor, self.details.index
        is_same = shown is not None and node_map.same(shown) == cursor
        self.details.renumber(cursor if is_same else 0)
        self.details.show(cursor)

    def _cursor_moved(self, index: int) -> None:
        """Show the node; a message goes with the cursor's last place, unless it says why saving fails."""
        self.search.cursor_moved(index)
        self.details.show(index)
        if not self.status.is_failing:
            self.status.show_message("")

    def use_glyphs(self, glyphs: Glyphs) -> None:
        """Use other glyphs for screens that are opened from now on, and for what is drawn only at times."""
        self.workspace.glyphs = glyphs
        self.search.use_glyphs()

    def reset_to_initial_view(self) -> bool:
        """Look as after the next start; False if something is open that is not kept until then."""
        has_filter = self.workspace.filter.result or self.search_bar.has_class("-shown")
        has_notice = self.notices.announcements or self.notices.file_problems or self.notes.has_orphaned_drafts
        if has_filter or self.status.warning or has_notice or self.app.screen is not self or not self.app.app_focus:
            return False
        self.topic_tree.clear_selection()
        self.status.show_message("")
        self.panes.read(False)
        self.next_up.reset_to_initial_view()
        self.topic_tree.reset_to_initial_view()
        self.details.scroll_to(y=0, animate=False)
        return True

    # Leaving

    def leave(self) -> None:
        """Save the note that is being written, and post `SaveStatus.AllSaved` once everything is on disk."""
        self.notes.save_changes()
        self.saving.leave()

    def successor(self, opened: OpenRoadmap, view: session.ViewState) -> "MainScreen":
        """Make the screen of another roadmap, with everything else as it is here.

        Args:
            opened: The roadmap.
            view: Folds and cursor to open with.
        """
        return MainScreen(self.workspace.successor(opened), view, shows_setting_problems=False)

    # Marking

    def action_toggle_done(self) -> None:
        """Finish what is open, or reopen what is done."""
        self.workspace.toggle(self.topic_tree.pop_selection())

    def action_mark(self, status: str) -> None:
        """Give a status to the topic, the section's topics or the selected ones."""
        self.workspace.set_status(self.topic_tree.pop_selection(), Status(status))

    def action_select(self) -> None:
        """Select several, for the next status key."""
        self.topic_tree.toggle_selected()

    def action_undo(self) -> None:
        """Take back the last step."""
        self.status.show_message(self.workspace.undo().message)

    def action_redo(self) -> None:
        """Bring back what the last undo took."""
        self.status.show_message(self.workspace.redo().message)

    def on_key(self, event: events.Key) -> None:
        """Say once how keys are bound, to whoever types letters of an alphabet that none is bound in."""
        letter = event.character or ""
        is_foreign = letter.isalpha() and not letter.isascii() and event.key not in self.active_bindings
        if is_foreign and not self._has_explained_letters:
            self._has_explained_letters = True
            self.notices.announce(
                f'No command is on "{letter}". The table [keys] of {self.workspace.locations.settings} binds keys of '
                'any keyboard layout, such as "topic.toggle" = ["Space", "x", "ч"].'
            )

    @on(TopicTree.BoxClicked)
    def box_clicked(self) -> None:
        """A click on a box is the toggle key."""
        self.action_toggle_done()

    @on(TopicTree.SelectionChanged)
    def selection_changed(self, message: TopicTree.SelectionChanged) -> None:
        """Show how many are selected for as long as any is: the next status key marks them, seen or not."""
        self.status.show_selected(message.count)

    # Moving

    def action_next_open(self, direction: int) -> None:
        """Go to the next topic that is to do or in progress, from the last one on to the first."""
        count = len(self.workspace.roadmap.nodes)
        around = ((self.topic_tree.cursor + direction * step) % count for step in range(1, count + 1))
        found = next((index for index in around if self.workspace.is_open_match(index)), None)
        if found is None:
            self.status.show_message("Nothing is open: every topic is done or skipped.")
        else:
            self.topic_tree.go_to(found)

    def action_next_up(self) -> None:
        """Go to what is best learned next, and say why."""
        found = self.next_up.suggestion()
        if found:
            self.topic_tree.go_to(found.node_index)
        self.status.show_message(f"Next up: {self.next_up.reason()}" if found else NOTHING_LEFT)

    def action_switch_pane(self) -> None:
        """Go to the other pane; where there is room for one, it takes the place of this one."""
        self.panes.read(not self.panes.is_reading)

    def action_back(self) -> None:
        """Hide the notice or clear the selection; without them, go back to the tree, and there clear the filter."""
        self.status.show_message("")
        if self.notices.dismiss() or self.topic_tree.clear_selection():
            return
        if self.topic_tree.has_focus and self.workspace.filter.is_searching:
            self.search.clear()
        self.panes.read(False)

    @on(TopicTree.Entered)
    def topic_entered(self) -> None:
        """Go on reading in the details."""
        self.panes.read(True)

    @on(Notice.Clicked)
    def notice_clicked(self, message: Notice.Clicked) -> None:
        """A click on the notice hides it."""
        message.stop()
        self.notices.dismiss()

    # Searching

    async def action_search(self) -> None:
        """Open the search line; what is typed takes the place of the query in force."""
        await self.search.open(SEARCH_HINT, is_adding=False)

    async def action_filter(self) -> None:
        """Open the search line to type on, and say what can be asked for."""
        await self.search.open(FILTER_HINT, is_adding=True)

    def action_next_hit(self, direction: int) -> None:
        """Go to the next topic or section that was searched for, or to the one before."""
        self.search.walk(direction, lambda: f"There is no hit; {self.workspace.key('find.search')} searches.")

    async def action_hide(self, status: str) -> None:
        """Hide what has a status, or show it again."""
        await self.search.toggle_hidden(Status(status))

    @on(SearchBar.Walked)
    def search_walked(self, message: SearchBar.Walked) -> None:
        """Go to another hit, while the search line stays open."""
        self.action_next_hit(message.direction)
        self.search.restart_from_cursor()

    @on(SearchBar.Clicked)
    async def search_clicked(self) -> None:
        """A click on the filter is the filter key."""
        await self.action_filter()

    # Links

    def action_open_link(self) -> None:
        """Open the best link."""
        if chosen := self._default_link():
            self.app.open_url(chosen.link.url)

    def action_copy_link(self) -> None:
        """Copy the address of the best link."""
        if chosen := self._default_link():
            self.app.copy_to_clipboard(chosen.link.url)

    def action_copy_link_as_markdown(self) -> None:
        """Copy the best link as Markdown."""
        if chosen := self._default_link():
            self.app.copy_to_clipboard(as_markdown(chosen.link))

    def action_choose_link(self, *, is_adding: bool = False) -> None:
        """List the links."""
        from roadmap_tui.tui.screens.links import LinksScreen

        self.app.push_screen(LinksScreen(self.workspace, self._node.id, is_adding=is_adding))

    def action_add_link(self) -> None:
        """List the links, with the line open in which one can be added."""
        self.action_choose_link(is_adding=True)

    def _default_link(self) -> TopicLink | None:
        chosen = default_link(topic_links(self.workspace.tally.progress, self._node))
        if chosen is None:
            self.status.show_message(f"No link here; {self.workspace.key('link.add')} adds one of your own.")
        return chosen

    @property
    def _node(self) -> Node:
        """The node under the cursor."""
        return self.workspace.roadmap.nodes[self.topic_tree.cursor]

    # Notes

    def action_write_note(self) -> None:
        """Write on the note of the topic or section under the cursor."""
        if self.topic_tree.rows:
            self.write_note(self._node.id, self.status.show_message)

    def write_note(self, topic: NodeId, show_message: ShowMessage) -> None:
        """Open a note.

        Args:
            topic: The topic that the note is on; one that the roadmap no longer has will do.
            show_message: Shows a sentence when the note was saved.
        """
        from roadmap_tui.tui.screens.note import NoteScreen

        if len(self.workspace.tally.progress.note(topic)) > _MAX_NOTE_CHARACTERS:
            show_message("Too long to be edited here; `roadmap-tui note` prints it.")
            return
        self.notes.writer = screen = NoteScreen(NoteEdit(self.notes, topic, show_message), self.workspace)
        self.app.push_screen(screen)

    # The roadmap's file

    def action_reload(self) -> None:
        """Read the file again, whatever its times say."""
        self.file_sync.reload()

    def action_edit_roadmap(self) -> None:
        """Open the file in the user's editor, at the topic; a bundled roadmap becomes the user's own first."""
        try:
            problem = self._edit()
        except RoadmapError as error:
            problem = str(error)
        self.status.show_message(problem)
        self.workspace.check_file()

    def _edit(self) -> str:
        """Returns what went wrong, a sentence; empty when all is well."""
        if not self.workspace.file:
            return "This roadmap has no file."
        path, roadmaps = self.workspace.file.path, self.workspace.locations.roadmaps
        line = library.line_of(path, self._node.id)
        if path != library.bundled_path():
            return editor.run(self.app, editor.command(path, line, os.environ))
        return self._edit_own_copy(editor.command(library.own_path(roadmaps), line, os.environ))

    def _edit_own_copy(self, command: Sequence[str]) -> str:
        """Edit the user's own copy of the bundled roadmap, and go on with it if something was changed."""
        made: list[tuple[Path, bool]] = []
        begun = monotonic()
        problem = editor.run(
            self.app, command, lambda: made.append(library.own_copy(self.workspace.locations.roadmaps))
        )
        if not made:
            return problem
        ((path, is_new),) = made
        # An editor that came back at once may still be open in a window of its own, with this file.
        if is_new and monotonic() - begun >= editor.AT_ONCE_S and library.discard_copy(path):
            return problem or "Nothing was changed, so the bundled roadmap stays open."
        self.file_sync.watch(RoadmapFile(path))
        words = "This copy is yours now" if is_new else "You have a copy of your own already, and it is open now"
        self.notices.announce(f"{words}: {path}. Newer editions of the bundled roadmap do not reach it.")
        return problem

    # Other screens; each is imported when it is opened, because the first paint does without

    def action_show_library(self) -> None:
        """Show all roadmaps."""
        from roadmap_tui.tui.screens.library import LibraryScreen

        self.app.push_screen(LibraryScreen(self.workspace), self._chosen)

    def _chosen(self, opened: OpenRoadmap | None) -> None:
        if opened:
            self.post_message(self.Chosen(opened))

    def action_export(self) -> None:
        """Write the roadmap and the progress on it to a file."""
        from roadmap_tui.tui.screens.export import ExportScreen

        self.app.push_screen(ExportScreen(self.workspace))

    def action_show_stats(self) -> None:
        """Show the statistics."""
        from roadmap_tui.tui.screens.stats import StatsScreen

        self.app.push_screen(StatsScreen(self.workspace))

    def action_show_notes(self) -> None:
        """Show all notes."""
        from roadmap_tui.tui.screens.notes import NotesScreen

        self.app.push_screen(NotesScreen(self.workspace, self.write_note, self.search.reveal))

    def action_show_history(self) -> None:
        """Show all marks."""
        from roadmap_tui.tui.screens.history import HistoryScreen

        self.app.push_screen(HistoryScreen(self.workspace))

    def action_show_orphans(self) -> None:
        """Show the marks of topics that the roadmap no longer has."""
        from roadmap_tui.tui.screens.orphans import OrphansScreen

        self.app.push_screen(OrphansScreen(self.workspace, self._node if self._node.is_topic else None))


def _hints(keymap: Keymap) -> list[tuple[str, str]]:
    return [(key_label(keys_of(name, keymap)[0]), words) for name, words in _HINTS.items()]

"""What the parts of the main screen share: its widgets, the counts they show, and what draws a change.

The reader's desk. Each part beside this one answers one group of commands; `screens.main` puts them together.
"""

from textual.app import ComposeResult
from textual.screen import Screen

from roadmap_tui.core.marks import Step
from roadmap_tui.core.settings import Keymap
from roadmap_tui.core.text import clean_line
from roadmap_tui.core.update.node_map import NodeMap
from roadmap_tui.presentation.commands import key_label, keys_of
from roadmap_tui.presentation.glyphs import Glyphs, Role
from roadmap_tui.presentation.paragraphs import Paragraph
from roadmap_tui.presentation.words import format_step
from roadmap_tui.storage import session
from roadmap_tui.tui.widgets.bars import StatusBar, TitleBar
from roadmap_tui.tui.widgets.next_up import NextUp
from roadmap_tui.tui.widgets.notice import Notice
from roadmap_tui.tui.widgets.panes import Panes
from roadmap_tui.tui.widgets.search_bar import SearchBar
from roadmap_tui.tui.widgets.topic_details import TopicDetails
from roadmap_tui.tui.widgets.topic_tree import TopicTree
from roadmap_tui.tui.workspace.saver import SaverEvent, SaveState
from roadmap_tui.tui.workspace.workspace import Change, Workspace

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


class Desk(Screen[None]):
    """The widgets of the main screen."""

    def __init__(self, workspace: Workspace, view: session.ViewState) -> None:
        """Make the screen of one roadmap.

        Args:
            workspace: The open roadmap.
            view: Folds and cursor to open with.
        """
        super().__init__()
        self.workspace = workspace
        self.tally = tally = workspace.tally
        self.saver = workspace.saver
        self.filtering = workspace.filter
        settings, glyphs = workspace.settings, workspace.glyphs
        workspace.on_saver_event = self.on_saver_event
        workspace.subscribe(self.draw_change)
        self.title_bar = TitleBar(tally, glyphs)
        self.search_bar = SearchBar(tally.roadmap, glyphs)
        self.next_up = NextUp(tally, glyphs, keys_of("move.next-up", settings.keys)[0])
        self.topic_tree = TopicTree(tally, glyphs, view)
        self.details = TopicDetails(tally, glyphs, settings.date_format, self.key("topic.note"))
        self.panes = Panes(self.topic_tree, self.details)
        self.notice = Notice()
        self.news: list[Paragraph] = []
        """What the notice says for once."""
        self.file_mistakes: list[Paragraph] = []
        """What the notice says for as long as the file has mistakes or is gone."""
        self.file_warning = ""
        self.status = StatusBar(_hints(settings.keys), glyphs)

    def compose(self) -> ComposeResult:
        """Title, search, panes, notice, status."""
        yield self.title_bar
        yield self.next_up
        yield self.search_bar
        yield self.panes
        yield self.notice
        yield self.status

    def on_mount(self) -> None:
        """Show where the reader was."""
        self.watch(self.topic_tree, "cursor", self._cursor_moved, init=False)
        self.details.show(self.topic_tree.cursor)

    def on_saver_event(self, event: SaverEvent) -> None:
        """Called in the saver's thread, with what the screen should know."""
        raise NotImplementedError

    def key(self, command_id: str) -> str:
        """The key to name when a message speaks of a command."""
        return self.workspace.key(command_id)

    def use_glyphs(self, glyphs: Glyphs) -> None:
        """Hand other characters to what is opened from now on, and to what is drawn only at times."""
        self.workspace.glyphs = glyphs
        self.search_bar.filter_line.words = self.filtering.format(glyphs)
        self.search_bar.filter_line.use_glyphs(glyphs)

    def _cursor_moved(self, index: int) -> None:
        """What was said belonged to where the cursor was, but for a reason why saving fails."""
        if self.filtering.cursor_moved(index):
            self.show_filtered(index, keeps_folds=True)
        self.details.show(index)
        if not self.status.is_failing:
            self.status.show_message("")

    def draw_change(self, change: Change) -> None:
        """Draw what a change made different."""
        if change.node_map:
            self.draw_edition(change.node_map)
            return
        if change.rows_changed:
            self.show_filtered(self.topic_tree.cursor, keeps_folds=True)
        self.topic_tree.refresh_nodes(change.nodes)
        self.title_bar.refresh()
        self.next_up.tally_changed()
        self.details.show(self.topic_tree.cursor)
        if change.step:
            self._draw_step(change.step)

    def _draw_step(self, step: Step) -> None:
        """Say what a step of several marks made, but over no reason why saving fails."""
        state = self.saver.state_after_fast_save()
        self.show_saving(state)
        if not state.error:
            kind = "shown topics" if self.filtering.result else "topics"
            words = f"{format_step(step, kind)}; {self.key('step.undo')} takes it back"
            self.status.show_message(words if len(step) > 1 else "")

    def draw_edition(self, node_map: NodeMap) -> None:
        """Draw another edition of the roadmap."""
        raise NotImplementedError

    def show_saving(self, state: SaveState) -> None:
        """Show what is not on disk yet, if anything."""
        raise NotImplementedError

    def show_filtered(self, cursor: int, *, keeps_folds: bool = False) -> None:
        """Draw what the filter leaves, with the cursor on that node; see `TopicTree.show_result` for the folds."""
        shown = self.filtering.result
        self.show_counts()
        if shown or self.topic_tree.result:
            self.topic_tree.show_result(shown, cursor, keeps_folds=keeps_folds)

    def show_counts(self) -> None:
        """Draw the counts of what the filter leaves."""
        shown = self.filtering.result
        self.title_bar.show_result(shown)
        hits = len(shown.hits) if shown else self.tally.overall.total
        self.search_bar.count(hits if self.filtering.is_complete else None)

    def show_notice(self) -> None:
        """Draw what the notice has to say."""
        stays = "The old content stays; " if self.file_mistakes else ""
        foot = [Paragraph([(f"{stays}{self.key('pane.back')} hides this", Role.MUTED)])]
        body = [*self.file_mistakes, *self.news]
        self.notice.show(body, foot if body else [])

    def show_announcement(self, words: str) -> None:
        """Say something that takes more than a line, until the reader has read it."""
        self.news = [Paragraph([(clean_line(words), Role.TEXT)])]
        self.show_notice()

    def drop_notice(self) -> bool:
        """Show no notice until there is a new one; False when there was none."""
        self.news = []
        was_shown = self.notice.has_class("-shown")
        self.notice.show([])
        return was_shown

    def warn_of_file(self, words: str) -> None:
        """Keep saying at the bottom that what is shown is not what the file says now, or no longer."""
        self.file_warning = words
        self.show_warnings()

    def show_warnings(self) -> None:
        """Keep saying how much is wrong with the logs, the settings and the file."""
        raise NotImplementedError


def _hints(keymap: Keymap) -> list[tuple[str, str]]:
    return [(key_label(keys_of(name, keymap)[0]), words) for name, words in _HINTS.items()]

"""The main screen: tree left, details right, the title above and the hints below.

It owns the reader's progress. A key makes marks; they are folded in and drawn at once, and handed to the saver.
"""

from textual.message import Message

from roadmap_tui.presentation.commands import Scope, bindings
from roadmap_tui.storage import session
from roadmap_tui.storage.opening import OpenRoadmap
from roadmap_tui.tui.desk.editing import Editing
from roadmap_tui.tui.desk.linking import Linking
from roadmap_tui.tui.desk.moving import Moving
from roadmap_tui.tui.desk.noting import Noting


class MainScreen(Noting, Linking, Moving, Editing):
    """Where the reader works."""

    BINDINGS = bindings(Scope.MAIN)
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]

    def reset_to_initial_view(self) -> bool:
        """Look as after the next start, if the reader left nothing open that is not kept until then."""
        has_filter = self.filtering.result or self.search_bar.has_class("-shown")
        is_telling = self.status.warning or self.news or self.file_mistakes or self._left_behind
        if has_filter or is_telling or self.app.screen is not self or not self.app.app_focus:
            return False
        self.topic_tree.clear_selection()
        self.status.show_message("")
        self.panes.read(False)
        self.next_up.reset_to_initial_view()
        self.topic_tree.reset_to_initial_view()
        self.details.scroll_to(y=0, animate=False)
        return True

    class Chosen(Message):
        """The reader wants to go on with another roadmap."""

        def __init__(self, opened: OpenRoadmap) -> None:
            super().__init__()
            self.opened = opened

    def successor(self, opened: OpenRoadmap, view: session.ViewState) -> "MainScreen":
        """The screen of another roadmap, with everything else as it is here.

        Args:
            opened: The roadmap.
            view: Folds and cursor to open with.
        """
        screen = MainScreen(self.workspace.successor(opened), view)
        screen.shows_setting_errors = False
        return screen

    def action_show_library(self) -> None:
        """Show every roadmap there is."""
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
        """Show where the reader stands."""
        from roadmap_tui.tui.screens.stats import StatsScreen

        self.app.push_screen(StatsScreen(self.workspace))

    def action_show_notes(self) -> None:
        """Show all notes."""
        from roadmap_tui.tui.screens.notes import NotesScreen

        self.app.push_screen(NotesScreen(self.workspace, self.write_note, self.reveal))

    def action_show_history(self) -> None:
        """Show what was marked."""
        from roadmap_tui.tui.screens.history import HistoryScreen

        self.app.push_screen(HistoryScreen(self.workspace))

    def action_show_orphans(self) -> None:
        """Show what is left of topics that are gone."""
        from roadmap_tui.tui.screens.orphans import OrphansScreen

        node = self.tally.roadmap.nodes[self.topic_tree.cursor]
        self.app.push_screen(OrphansScreen(self.workspace, node if node.is_topic else None))

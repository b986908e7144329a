"""The main screen: tree left, details right, the title above and the hints below.

It owns the reader's progress. A key makes marks; they are folded in and drawn at once, and handed to the saver.
"""

from roadmap_tui.tui.commands import Scope, bindings
from roadmap_tui.tui.desk.marking import Marking
from roadmap_tui.tui.desk.moving import Moving


class MainScreen(Marking, Moving):
    """Where the reader works."""

    BINDINGS = bindings(Scope.MAIN)
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]

    def action_show_stats(self) -> None:
        """Show where the reader stands."""
        from roadmap_tui.tui.screens.stats import StatsScreen

        self.app.push_screen(StatsScreen(self.tally, self.now, self.days, self.glyphs, self.settings.date_format))

    def action_show_history(self) -> None:
        """Show what was marked."""
        from roadmap_tui.tui.screens.history import HistoryScreen

        date_format = self.settings.date_format
        history = HistoryScreen(self.tally, self.now, self.days, self.glyphs, date_format, self.undo, self.redo)
        self.app.push_screen(history)

    def action_show_orphans(self) -> None:
        """Show what is left of topics that are gone."""
        from roadmap_tui.tui.screens.orphans import OrphansScreen

        node = self.tally.roadmap.nodes[self.topic_tree.cursor]
        topic = node if node.is_topic else None
        self.app.push_screen(OrphansScreen(self.tally, topic, self.glyphs, self.give, self.undo, self.redo))

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

    def look_as_opened(self) -> bool:
        """Look as after the next start, if the reader left nothing open that is not kept until then."""
        has_filter = self.filtering.shown or self.search_bar.has_class("-shown")
        if has_filter or self.status.warning or self.app.screen is not self or not self.app.app_focus:
            return False
        self.topic_tree.drop_selection()
        self.status.say("")
        self.panes.read(False)
        self.next_up.look_as_opened()
        self.topic_tree.look_as_opened()
        self.details.scroll_to(y=0, animate=False)
        return True

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

"""The statistics: totals, days, curve, forecast and sections."""

from textual.app import ComposeResult
from textual.binding import Binding

from roadmap_tui.core.stats import Stats, compute_stats
from roadmap_tui.presentation.words import format_day
from roadmap_tui.tui.screens.workspace_screen import WorkspaceScreen
from roadmap_tui.tui.widgets.bars import Caption, StatusBar
from roadmap_tui.tui.widgets.stats_view import StatsView
from roadmap_tui.tui.workspace.workspace import Change, Workspace


class StatsScreen(WorkspaceScreen):
    """Something to look at; it changes nothing."""

    BINDINGS = [
        Binding("escape,q", "dismiss", "Close", show=False),
        Binding("S", "dismiss", "Close", show=False, id="screen.stats"),
    ]

    def __init__(self, workspace: Workspace) -> None:
        """Make the statistics of one roadmap.

        Args:
            workspace: The open roadmap.
        """
        super().__init__(workspace)
        self.title_bar = Caption("Where you stand", workspace.glyphs, about=workspace.roadmap.title)
        self.view = StatsView(workspace.tally, workspace.glyphs, self._compute, workspace.settings.date_format)

    def compose(self) -> ComposeResult:
        """Title, statistics, hints."""
        yield self.title_bar
        yield self.view
        hints = [("Esc", "back"), ("j k", "scroll"), ("Ctrl+D", "half a page"), ("g G", "top, bottom")]
        yield StatusBar(hints, self.view.glyphs)

    def draw_change(self, change: Change) -> None:  # noqa: ARG002  # any mark changes the statistics
        """Compute the statistics again."""
        self.title_bar.about = self.workspace.roadmap.title
        self.title_bar.refresh()
        self.view.refresh_stats()

    def _compute(self) -> Stats:
        days = self.workspace.days
        today = days.of(self.workspace.now())
        self.title_bar.words = format_day(today, self.workspace.settings.date_format)
        return compute_stats(self.workspace.tally, today, days)

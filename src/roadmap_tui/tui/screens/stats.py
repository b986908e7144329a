"""Where the reader stands: totals, days, curve, forecast and sections."""

from collections.abc import Callable
from datetime import datetime

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from roadmap_tui.core.counts import Tally
from roadmap_tui.core.settings import DateFormat
from roadmap_tui.core.standing import Stats, compute_stats
from roadmap_tui.core.stats import DayBoundary
from roadmap_tui.presentation.glyphs import Glyphs
from roadmap_tui.presentation.words import format_day
from roadmap_tui.tui.widgets.bars import StatusBar
from roadmap_tui.tui.widgets.caption import Caption
from roadmap_tui.tui.widgets.stats_view import StatsView

FOLLOW_INTERVAL_S = 0.5
"""How soon it shows what another window has marked."""


class StatsScreen(Screen[None]):
    """Something to look at; it changes nothing."""

    BINDINGS = [
        Binding("escape,q", "dismiss", "Close", show=False),
        Binding("S", "dismiss", "Close", show=False, id="screen.stats"),
    ]

    def __init__(
        self, tally: Tally, now: Callable[[], datetime], days: DayBoundary, glyphs: Glyphs, date_format: DateFormat
    ) -> None:
        """The statistics of one roadmap.

        Args:
            tally: The counts, which the main screen keeps up to date.
            now: The wall clock, UTC.
            days: The rule for days.
            glyphs: The characters to draw with.
            date_format: How days are written.
        """
        super().__init__()
        self.tally = tally
        self.now = now
        self.days = days
        self.date_format = date_format
        self.title_bar = Caption("Where you stand", glyphs, about=tally.roadmap.title)
        self.view = StatsView(tally, glyphs, self._stand, date_format)
        self._shown = tally.progress

    def compose(self) -> ComposeResult:
        """Title, statistics, hints."""
        yield self.title_bar
        yield self.view
        hints = [("Esc", "back"), ("j k", "scroll"), ("Ctrl+D", "half a page"), ("g G", "top, bottom")]
        yield StatusBar(hints, self.view.glyphs)

    def on_mount(self) -> None:
        """Follow what other windows mark."""
        self.set_interval(FOLLOW_INTERVAL_S, self._follow)

    def _stand(self) -> Stats:
        today = self.days.of(self.now())
        self.title_bar.words = format_day(today, self.date_format)
        return compute_stats(self.tally, today, self.days)

    def _follow(self) -> None:
        if self.tally.progress is not self._shown:
            self._shown = self.tally.progress
            self.title_bar.about = self.tally.roadmap.title
            self.title_bar.refresh()
            self.view.refresh_stats()

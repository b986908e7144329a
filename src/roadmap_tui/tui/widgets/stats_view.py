"""The statistics as a scrolling document, laid out for each width."""

from collections.abc import Callable

from textual.geometry import Size

from roadmap_tui.core.counts import Tally
from roadmap_tui.core.settings import DateFormat
from roadmap_tui.core.stats import Stats
from roadmap_tui.presentation.glyphs import Glyphs, Line
from roadmap_tui.presentation.stats import stats_lines
from roadmap_tui.tui.burn_up import curve
from roadmap_tui.tui.widgets.document_view import DocumentView

_CURVE_HEIGHT = 10
_ADVICE = "Esc and then . goes to what to learn first."


class StatsView(DocumentView):
    """The statistics."""

    def __init__(self, tally: Tally, glyphs: Glyphs, compute: Callable[[], Stats], date_format: DateFormat) -> None:
        """A view that works out what it shows when it gets its size.

        Args:
            tally: The counts, which their owner keeps up to date.
            glyphs: The characters to draw with.
            compute: Computes the statistics that are shown beside the counts, as of now.
            date_format: How days are written.
        """
        super().__init__(id="standing")
        self.tally = tally
        self.glyphs = glyphs
        self.date_format = date_format
        self._compute = compute
        self.stats = compute()

    def use_glyphs(self, glyphs: Glyphs) -> None:
        """The lines were made with the old ones."""
        super().use_glyphs(glyphs)
        self.on_resize()

    def refresh_stats(self) -> None:
        """Something was marked."""
        self.stats = self._compute()
        self.on_resize()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many lines as there are."""
        return len(self._wrapped(width))

    def _wrapped(self, width: int) -> list[Line]:
        now, width = self.stats, max(width - 1, 20)
        drawn = curve(now.burn_up, now.today, min(width, 100), _CURVE_HEIGHT, self.glyphs) if now.finished else []
        return stats_lines(self.tally, now, self.look(width), drawn, _ADVICE)

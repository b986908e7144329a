"""The burn-up curve, drawn by Plotext through textual-plotext: loaded when the statistics open and not before.

Plotext gives text with colours of its own; they are taken off, and the curve gets ours, so that it follows every
theme, the terminal's own colours and plain ASCII.
"""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from textual_plotext import Plot

from roadmap_tui.core.stats import Point, sample
from roadmap_tui.presentation.glyphs import ASCII, Glyphs, Line, Role
from roadmap_tui.presentation.words import format_day

_AXES = "┤│└┬─┼├┴┐┌┘"
_PLAIN_AXES = str.maketrans(_AXES, "+|++-+++++.")
_LEAST_WIDTH = 34


def curve(points: Sequence[Point], today: date, width: int, height: int, glyphs: Glyphs) -> list[Line]:
    """The curve as lines.

    Args:
        points: How many topics were done, day by day.
        today: Where the curve ends.
        width: Cells there are.
        height: Lines, axes included.
        glyphs: Whether it may be drawn with dots.

    Returns:
        No lines when there is nothing to draw or no room for it.
    """
    if not points or width < _LEAST_WIDTH or height < 4:
        return []
    shown = sample(points, today, 2 * width)
    plot = Plot()
    plot.plotsize(width, height)
    plot._set_size(width, height)  # as in textual-plotext's widget: `plotsize` goes no further than some terminal
    plot.theme("clear")
    plot.plot(
        [point.day.toordinal() for point in shown],
        [point.done for point in shown],
        marker="*" if glyphs is ASCII else "braille",
    )
    _set_axes(plot, shown, width)
    text = Plot.uncolorize(plot.build())
    drawn = text.translate(_PLAIN_AXES) if glyphs is ASCII else text
    return [_roles(line) for line in drawn.splitlines()]


def _set_axes(plot: Plot, shown: Sequence[Point], width: int) -> None:
    """An axis at the left and one below, with whole numbers and days."""
    plot.xaxes(True, False)
    plot.yaxes(True, False)
    most = max(max(point.done for point in shown), 1)
    marks = sorted({0, most // 2, most})
    plot.ylim(0, most)
    plot.yticks(list(map(float, marks)), list(map(str, marks)))
    ends = [shown[0], shown[len(shown) // 2], shown[-1]] if width >= 60 and len(shown) > 2 else [shown[0], shown[-1]]
    plot.xticks([point.day.toordinal() for point in ends], [format_day(point.day) for point in ends])


def _roles(line: str) -> Line:
    """The curve in the colour of bars, all else muted."""
    runs = groupby(line, lambda sign: "⠀" < sign <= "⣿" or sign == "*")
    return [("".join(signs), Role.BAR if is_curve else Role.MUTED) for is_curve, signs in runs]

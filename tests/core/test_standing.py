"""Where the reader stands, put together."""

from datetime import UTC, date

from roadmap_tui.core.standing import compute_stats
from roadmap_tui.core.stats import DayBoundary, Point, Streak
from tests.mark_strategies import ROADMAP, tallied

TODAY = date(2026, 11, 22)


def test_it_holds_what_the_marks_say() -> None:
    """Two topics done today: a streak of one day, a curve of one point, and too little for a forecast."""
    found = compute_stats(
        tallied(ROADMAP, data_sql="done", tools_make="done", tools_git="doing"), TODAY, DayBoundary(UTC)
    )
    assert (found.today, found.finished, found.streak) == (TODAY, {TODAY: 2}, Streak(1, 1))
    assert (found.burn_up, found.forecast) == ([Point(TODAY, 2)], None)

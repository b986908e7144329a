"""Where the reader stands: everything that the statistics show beside the counts of a `Tally`, worked out once."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from roadmap_tui.core.counts import Tally
from roadmap_tui.core.stats import DayBoundary, Forecast, Point, Streak, burn_up, finished_per_day, forecast, streak


class Stats(NamedTuple):
    """What the marks say about the reader's days."""

    today: date
    finished: Mapping[date, int]
    """Topics by the day on which they were finished; days without any are left out."""

    streak: Streak
    burn_up: list[Point]
    forecast: Forecast | None
    """None when there is too little to say."""


def compute_stats(tally: Tally, today: date, days: DayBoundary) -> Stats:
    """Where the reader stands on a day.

    Args:
        tally: The counts of that day.
        today: The reader's day.
        days: The rule for days.
    """
    finished = finished_per_day(tally.progress, days)
    overall = tally.overall
    return Stats(
        today=today,
        finished=finished,
        streak=streak(finished, today),
        burn_up=burn_up(tally.progress, days, today),
        forecast=forecast(finished, overall.todo + overall.doing, today),
    )

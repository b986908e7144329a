"""Statistics of the user's days: topics finished by day, streaks, the burn-up curve, pace and forecast.

The rule for days: a mark belongs to the day that the user's wall clock showed when it was made, and a day begins at a
given hour, by default midnight; with 4, a tick at 3:59 still belongs to the evening before. The wall clock decides on
days of 23 and 25 hours, too. Only topics of the roadmap that are done now count as finished.
"""

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo
from itertools import accumulate
from typing import NamedTuple

from roadmap_tui.core.counts import Tally
from roadmap_tui.core.marks import Mark, Status, local_time
from roadmap_tui.core.progress import Progress

_DAY = timedelta(days=1)
_WEEK = timedelta(weeks=1)


class DayBoundary(NamedTuple):
    """The rule that gives a moment its day."""

    zone: tzinfo | None = None
    """The zone of marks that name no offset; None for the zone of this machine."""

    start_hour: int = 0
    """When a day begins by that clock, 0 to 23."""

    def of(self, at: datetime, offset: int | None = None) -> date:
        """The day of a moment, UTC, on a clock so many minutes east of UTC or in the zone."""
        local = local_time(at, offset, self.zone)
        is_evening_before = local.hour < self.start_hour and local.date() > date.min
        return local.date() - _DAY if is_evening_before else local.date()

    def of_mark(self, mark: Mark) -> date:
        """The day of a mark: the one that it names, else by the clock of the user who made it."""
        return mark.on or self.of(mark.at, mark.offset)


def as_of(progress: Progress, day: date, days: DayBoundary) -> Progress:
    """The progress at the end of a day: a fold of the marks made until then."""
    earlier = sorted(mark for mark in progress.marks() if days.of_mark(mark) <= day)
    return Progress(progress.roadmap, progress.device).with_marks(earlier)


def finished_per_day(progress: Progress, days: DayBoundary) -> Counter[date]:
    """The number of topics finished on each day, of those that are done now."""
    done = (topic.id for topic in progress.roadmap.topics() if progress.status(topic.id) is Status.DONE)
    return Counter(days.of_mark(mark) for mark in map(progress.status_since, done) if mark)


class Week(NamedTuple):
    """A column of the heat map."""

    monday: date
    counts: tuple[int | None, ...]
    """For Monday to Sunday; None for days that have not come."""


def heat_map(finished: Mapping[date, int], today: date, weeks: int = 53) -> list[Week]:
    """The last weeks, the present one last; 53 hold every day of the year until today."""
    monday = today - timedelta(days=today.weekday())
    back = min(weeks - 1, (monday - date.min) // _WEEK)
    mondays = (monday - _WEEK * ago for ago in range(back, -1, -1))
    return [Week(monday, tuple(_counts(finished, monday, today))) for monday in mondays]


def _counts(finished: Mapping[date, int], monday: date, today: date) -> Iterator[int | None]:
    for weekday in range(7):
        is_past = weekday <= (today - monday).days
        yield finished.get(monday + _DAY * weekday, 0) if is_past else None


class Streak(NamedTuple):
    """Days in a row on which something was finished."""

    current: int
    longest: int


def streak(active: Collection[date], today: date) -> Streak:
    """The present run of days and the longest one.

    Args:
        active: Days on which something was finished.
        today: A day that is not over: without anything finished yet it breaks no run.
    """
    runs = _runs(active)
    current = next((length for last, length in runs if 0 <= (today - last).days <= 1), 0)
    return Streak(current, max((length for _, length in runs), default=0))


def _runs(active: Collection[date]) -> list[tuple[date, int]]:
    """The last day and the length of every run, the latest first."""
    runs: list[tuple[date, int]] = []
    for day in sorted(active):
        length = runs[-1][1] if runs and (day - runs[-1][0]).days == 1 else 0
        if length:
            runs.pop()
        runs.append((day, length + 1))
    return runs[::-1]


class Point(NamedTuple):
    """So many topics were done at the end of a day."""

    day: date
    done: int


def burn_up(progress: Progress, days: DayBoundary, today: date) -> list[Point]:
    """The number of topics done, for each day on which it changed; it falls when a topic is no longer done.

    What a wrong clock has dated after today counts for today.
    """
    changes: Counter[date] = Counter()
    for topic in progress.roadmap.topics():
        for mark, change in _changes(progress.history(topic.id)):
            changes[min(days.of_mark(mark), today)] += change
    ordered = sorted(day for day, change in changes.items() if change)
    return [Point(day, done) for day, done in zip(ordered, accumulate(changes[day] for day in ordered), strict=True)]


def _changes(history: Iterable[Mark]) -> Iterator[tuple[Mark, int]]:
    """The marks by which a topic became done, +1, or was no longer, -1."""
    was_done = False
    for mark in history:
        is_done = mark.value == Status.DONE
        if is_done != was_done:
            yield mark, 1 if is_done else -1
        was_done = is_done


def sample(points: Sequence[Point], today: date, count: int) -> list[Point]:
    """The curve at evenly spaced days from the day before its first point to today.

    Args:
        points: At least one, in order.
        today: The last day.
        count: How many samples, at least 2; there are no more than days.
    """
    days = [point.day for point in points]
    first = days[0] - _DAY if days[0] > date.min else days[0]
    span = max((today - first).days, 1)
    count = min(count, span + 1)
    chosen = (first + _DAY * (span * number // (count - 1)) for number in range(count))
    return [Point(day, points[place - 1].done if (place := bisect_right(days, day)) else 0) for day in chosen]


PACE_WEEKS = 8
"""How far back the pace is looked at, in weeks."""

_LEAST_WEEKS, _LEAST_DAYS, _LEAST_TOPICS = 2, 4, 5
"""Less than that says nothing about a pace."""

_FARTHEST = timedelta(days=3653)
"""What is more than ten years away cannot be foreseen."""


class Forecast(NamedTuple):
    """When everything will be done if the user goes on at the pace of the last weeks."""

    earliest: date
    latest: date
    weeks: int
    """How many weeks the pace was taken from, 2 to 8."""


def forecast(finished: Mapping[date, int], left: int, today: date) -> Forecast | None:
    """When the open topics will be done at the pace of the last eight weeks, or of those since the user began.

    The range is that of the weekly mean give or take its standard error, from half to twice the mean at most.

    Args:
        finished: Topics by day.
        left: Topics that are open.
        today: The last day of the last week.

    Returns:
        None when nothing is left or there is too little to say: fewer than 2 weeks, 4 active days or 5 topics, or an
        end more than ten years away.
    """
    weekly = weekly_counts(finished, today)
    active = sum(1 for day in finished if finished[day] and 0 <= (today - day).days < 7 * len(weekly))
    if not left or len(weekly) < _LEAST_WEEKS or active < _LEAST_DAYS or sum(weekly) < _LEAST_TOPICS:
        return None
    mean = sum(weekly) / len(weekly)
    error = math.sqrt(sum((count - mean) ** 2 for count in weekly) / (len(weekly) - 1) / len(weekly))
    soonest, latest = (_time_for(left, pace) for pace in (min(mean + error, 2 * mean), max(mean - error, mean / 2)))
    if latest > _FARTHEST or date.max - today < latest:
        return None
    return Forecast(today + soonest, today + latest, len(weekly))


def weekly_counts(finished: Mapping[date, int], today: date) -> list[int]:
    """Topics finished in each of the last eight spans of seven days, the latest first, from the user's first on."""
    ages = [((today - day).days, count) for day, count in finished.items() if count and day <= today]
    weeks = min(PACE_WEEKS, max((age // 7 + 1 for age, _ in ages), default=0))
    return [sum(count for age, count in ages if age // 7 == week) for week in range(weeks)]


def _time_for(topics: int, per_week: float) -> timedelta:
    return timedelta(days=min(math.ceil(7 * topics / per_week), 10**6))


class Stats(NamedTuple):
    """Everything that the statistics show beside the counts of a `Tally`."""

    today: date
    finished: Mapping[date, int]
    """Topics by the day on which they were finished; days without any are left out."""

    streak: Streak
    burn_up: list[Point]
    forecast: Forecast | None
    """None when there is too little to say."""


def compute_stats(tally: Tally, today: date, days: DayBoundary) -> Stats:
    """Work out the statistics of a day.

    Args:
        tally: The counts of that day.
        today: The user's day.
        days: The rule for days.
    """
    finished = finished_per_day(tally.progress, days)
    return Stats(
        today=today,
        finished=finished,
        streak=streak(finished, today),
        burn_up=burn_up(tally.progress, days, today),
        forecast=forecast(finished, tally.overall.open, today),
    )

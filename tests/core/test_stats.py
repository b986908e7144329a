"""Days, streaks, the burn-up curve, pace and forecast: plain functions of marks and dates."""

import os
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_tui.core.actions import set_status
from roadmap_tui.core.counts import Tally
from roadmap_tui.core.marks import Mark, Status
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.roadmap import NodeId
from roadmap_tui.core.stats import (
    DayBoundary,
    Forecast,
    Point,
    Streak,
    as_of,
    burn_up,
    compute_stats,
    finished_per_day,
    forecast,
    heat_map,
    sample,
    streak,
    weekly_counts,
)
from tests.conftest import NOON
from tests.mark_strategies import OWN, PROPERTY, ROADMAP, marks, some_mark, tallied

TODAY = date(2026, 11, 22)
IN_UTC = DayBoundary(UTC)
BERLIN = "CET-1CEST,M3.5.0,M10.5.0/3"
"""Summer time from the last Sunday of March at 2:00 to the last Sunday of October at 3:00, by POSIX's rule."""

HOUR_S, DAY_S = 3600, 86400

days_near = st.dates(TODAY - timedelta(days=500), TODAY)
"""Days of the last year and a bit."""


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def progress_of(*made: Mark) -> Progress:
    return Progress(ROADMAP, OWN).with_marks(made)


@pytest.fixture
def live_in() -> Iterator[Callable[[str], None]]:
    """Moves this machine to another time zone, and back."""

    def move(zone: str) -> None:
        os.environ["TZ"] = zone
        time.tzset()

    yield move
    move("UTC")


# Which day it is


@pytest.mark.parametrize(
    ("zone", "start_hour", "at", "expected"),
    [
        (UTC, 0, "2026-11-22T00:00", date(2026, 11, 22)),
        (UTC, 0, "2026-11-21T23:59", date(2026, 11, 21)),
        (timezone(timedelta(hours=9)), 0, "2026-11-21T23:59", date(2026, 11, 22)),
        (timezone(timedelta(hours=-5)), 0, "2026-11-22T04:59", date(2026, 11, 21)),
        (UTC, 4, "2026-11-22T03:59", date(2026, 11, 21)),
        (UTC, 4, "2026-11-22T04:00", date(2026, 11, 22)),
        (UTC, 23, "2026-11-22T22:59", date(2026, 11, 21)),
        (timezone(timedelta(hours=9)), 4, "2026-11-21T18:59", date(2026, 11, 21)),
    ],
)
def test_a_mark_belongs_to_the_day_of_the_readers_clock(
    zone: timezone, start_hour: int, at: str, expected: date
) -> None:
    """A day begins at its hour, and not before."""
    assert DayBoundary(zone, start_hour).of(datetime.fromisoformat(at).replace(tzinfo=UTC)) == expected


@pytest.mark.parametrize(
    ("start_hour", "at", "expected"),
    [
        # 29 March 2026 has 23 hours: 1:59 is followed by 3:00.
        (0, "2026-03-28T22:59", date(2026, 3, 28)),
        (0, "2026-03-28T23:00", date(2026, 3, 29)),
        (0, "2026-03-29T21:59", date(2026, 3, 29)),
        (0, "2026-03-29T22:00", date(2026, 3, 30)),
        (2, "2026-03-29T00:59", date(2026, 3, 28)),
        (2, "2026-03-29T01:00", date(2026, 3, 29)),
        # 25 October 2026 has 25 hours: 2:00 to 2:59 comes twice.
        (0, "2026-10-24T21:59", date(2026, 10, 24)),
        (0, "2026-10-24T22:00", date(2026, 10, 25)),
        (0, "2026-10-25T22:59", date(2026, 10, 25)),
        (0, "2026-10-25T23:00", date(2026, 10, 26)),
        (3, "2026-10-25T00:30", date(2026, 10, 24)),
        (3, "2026-10-25T01:30", date(2026, 10, 24)),
        (3, "2026-10-25T02:00", date(2026, 10, 25)),
    ],
)
def test_the_wall_clock_decides_when_the_clocks_change(
    live_in: Callable[[str], None], start_hour: int, at: str, expected: date
) -> None:
    """Days of 23 and of 25 hours are one day each."""
    live_in(BERLIN)
    assert DayBoundary(start_hour=start_hour).of(datetime.fromisoformat(at).replace(tzinfo=UTC)) == expected


@pytest.mark.parametrize("zone", [None, UTC, timezone(timedelta(hours=14)), timezone(timedelta(hours=-12))])
@pytest.mark.parametrize("at", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)])
def test_every_moment_has_a_day(zone: timezone | None, at: datetime) -> None:
    """A wrong clock is no reason to fail."""
    assert isinstance(DayBoundary(zone, 4).of(at), date)


@PROPERTY
@given(st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2030, 1, 1)), st.integers(0, 23))
def test_a_day_has_24_hours_where_no_clock_changes(at: datetime, start_hour: int) -> None:
    """A day later is the next day, whenever days begin."""
    days, moment = DayBoundary(UTC, start_hour), at.replace(tzinfo=UTC)
    assert days.of(moment + timedelta(days=1)) - days.of(moment) == timedelta(days=1)


# What was finished when


def test_finished_topics_are_counted_on_their_days() -> None:
    """Two today, one yesterday; what is in progress is not finished."""
    progress = progress_of(
        some_mark("data.sql"),
        some_mark("tools.make", second=60),
        some_mark("tools.git", second=-DAY_S),
        some_mark("tools.git.rebase", "doing"),
    )
    assert finished_per_day(progress, IN_UTC) == {TODAY: 2, ago(1): 1}


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        (["done"], {ago(9): 1}),
        (["done", "todo"], {}),
        (["done", "skipped"], {}),
        (["done", "todo", "done"], {ago(7): 1}),
        (["done", "done"], {ago(9): 1}),
        (["doing", "done", "done", "done"], {ago(8): 1}),
    ],
)
def test_only_what_is_still_done_was_finished(statuses: list[str], expected: dict[date, int]) -> None:
    """On the day since which it has been done without a break."""
    made = [some_mark("data.sql", status, (number - 9) * DAY_S) for number, status in enumerate(statuses)]
    assert finished_per_day(progress_of(*made), IN_UTC) == expected


def test_what_the_roadmap_does_not_have_is_not_counted() -> None:
    """Neither orphans nor sections; a former id counts for the topic."""
    progress = progress_of(some_mark("gone"), some_mark("data"), some_mark("make"))
    assert finished_per_day(progress, IN_UTC) == {TODAY: 1}


@PROPERTY
@given(marks())
def test_as_many_topics_were_finished_as_are_done(made: tuple[Mark, ...]) -> None:
    """On some day or other; and the curve ends at that number."""
    progress = progress_of(*made)
    done = Tally(progress).overall.done
    curve = burn_up(progress, IN_UTC, TODAY)
    assert finished_per_day(progress, IN_UTC).total() == done
    assert (curve[-1].done if curve else 0) == done


# As of a day


def test_how_it_stood_is_the_fold_until_the_end_of_that_day() -> None:
    """The last second of the day counts, the first of the next does not."""
    midnight = datetime(2026, 11, 23, tzinfo=UTC) - NOON
    last, first = midnight.total_seconds() - 1, midnight.total_seconds()
    progress = progress_of(some_mark("data.sql", second=last), some_mark("tools.make", second=first))
    then = as_of(progress, TODAY, IN_UTC)
    assert [then.status(mark.topic) for mark in sorted(progress.marks())] == [Status.DONE, Status.TODO]
    assert as_of(progress, TODAY + timedelta(days=1), IN_UTC).status(some_mark("tools.make").topic) is Status.DONE


def test_what_was_taken_back_later_was_done_then() -> None:
    """And is not any more."""
    progress = progress_of(some_mark("data.sql", second=-2 * DAY_S), some_mark("data.sql", "todo", second=0))
    assert Tally(as_of(progress, ago(1), IN_UTC)).overall.done == 1
    assert Tally(as_of(progress, ago(3), IN_UTC)).overall.done == Tally(progress).overall.done == 0


@PROPERTY
@given(marks())
def test_how_it_stands_is_as_of_the_last_day(made: tuple[Mark, ...]) -> None:
    """Nothing is lost by asking for the end of time."""
    progress = progress_of(*made)
    assert Tally(as_of(progress, date.max, IN_UTC)).statuses == Tally(progress).statuses


# The heat map


def test_the_heat_map_ends_today() -> None:
    """Weeks begin on Monday, and days that have not come are left empty."""
    wednesday = date(2026, 11, 18)
    last = heat_map({wednesday: 3, date(2026, 11, 16): 1}, wednesday)[-1]
    assert (last.monday, last.counts) == (date(2026, 11, 16), (1, 0, 3, None, None, None, None))


@PROPERTY
@given(st.dictionaries(days_near, st.integers(1, 9)), days_near)
def test_the_heat_map_holds_the_year(finished: dict[date, int], today: date) -> None:
    """Every one of the last 365 days once, and nothing after today."""
    weeks = heat_map(finished, today)
    cells = {
        week.monday + timedelta(days=place): count
        for week in weeks
        for place, count in enumerate(week.counts)
        if count is not None
    }
    assert len(weeks) == 53
    assert {today - timedelta(days=back) for back in range(365)} <= cells.keys()
    assert max(cells) == today
    assert {day: count for day, count in cells.items() if count} == {
        day: count for day, count in finished.items() if day in cells
    }


def test_the_heat_map_begins_with_the_calendar() -> None:
    """There is no day before the first."""
    assert len(heat_map({}, date.min, 53)) == 1


# Streaks


@pytest.mark.parametrize(
    ("active", "expected"),
    [
        ([], (0, 0)),
        ([0], (1, 1)),
        ([1], (1, 1)),
        ([2], (0, 1)),
        ([0, 1, 2], (3, 3)),
        ([1, 2], (2, 2)),
        ([0, 2, 3, 4], (1, 3)),
        ([2, 3, 4, 9], (0, 3)),
        ([0, 1, 5, 6, 7, 8], (2, 4)),
        ([-3, -2, -1], (0, 3)),
    ],
)
def test_a_streak_is_days_in_a_row(active: list[int], expected: tuple[int, int]) -> None:
    """A day that is not over breaks none: yesterday's streak still stands."""
    assert streak([ago(days) for days in active], TODAY) == expected


@PROPERTY
@given(st.sets(days_near))
def test_the_present_streak_is_never_the_longer_one(active: set[date]) -> None:
    """And what is finished today never shortens it."""
    found = streak(active, TODAY)
    assert 0 <= found.current <= found.longest <= len(active)
    assert streak(active | {TODAY}, TODAY).current >= found.current


def test_a_streak_goes_over_a_change_of_the_clocks(live_in: Callable[[str], None]) -> None:
    """A tick every evening at 23:30, over the day of 25 hours, is a streak of three."""
    live_in(BERLIN)
    evenings = [datetime(2026, 10, 24, 21, 30, tzinfo=UTC), datetime(2026, 10, 25, 22, 30, tzinfo=UTC)]
    evenings.append(datetime(2026, 10, 26, 22, 30, tzinfo=UTC))
    assert streak([DayBoundary().of(at) for at in evenings], date(2026, 10, 27)) == Streak(3, 3)


# The curve


def test_the_curve_goes_up_and_down() -> None:
    """A topic that is done adds one on its day, one that no longer is takes one away."""
    progress = progress_of(
        some_mark("data.sql", second=-9 * DAY_S),
        some_mark("tools.make", second=-9 * DAY_S + 1),
        some_mark("tools.git", second=-5 * DAY_S),
        some_mark("data.sql", "todo", second=-3 * DAY_S),
        some_mark("tools.git.rebase", second=-2 * DAY_S),
        some_mark("tools.git.rebase", "todo", second=-2 * DAY_S + 1),
    )
    assert burn_up(progress, IN_UTC, TODAY) == [Point(ago(9), 2), Point(ago(5), 3), Point(ago(3), 2)]


def test_a_wrong_clock_does_not_lead_the_curve_beyond_today() -> None:
    """What is dated later counts for today."""
    progress = progress_of(some_mark(second=400 * DAY_S))
    assert burn_up(progress, IN_UTC, TODAY) == [Point(TODAY, 1)]


@PROPERTY
@given(st.lists(st.tuples(days_near, st.integers(0, 99)), min_size=1, max_size=9), st.integers(2, 200))
def test_samples_lead_from_nothing_to_where_it_stands(drawn: list[tuple[date, int]], count: int) -> None:
    """In order, no more than asked for, and the last one today."""
    points = [Point(day, done) for day, done in sorted(dict(drawn).items())]
    found = sample(points, TODAY, count)
    assert 2 <= len(found) <= count
    assert found == sorted(found, key=lambda point: point.day)
    assert (found[0].done, found[-1]) == (0, Point(TODAY, points[-1].done))


# Pace and forecast


def test_weeks_are_spans_of_seven_days_that_end_today() -> None:
    """Eight at most, and none before the user began."""
    assert weekly_counts({}, TODAY) == []
    assert weekly_counts({TODAY: 1, ago(6): 2, ago(7): 4, ago(20): 8}, TODAY) == [3, 4, 8]
    assert weekly_counts({TODAY: 1, ago(500): 8}, TODAY) == [1, 0, 0, 0, 0, 0, 0, 0]
    assert weekly_counts({TODAY + timedelta(days=1): 5}, TODAY) == []


def test_an_even_pace_gives_one_day() -> None:
    """Two topics a week and four left are two weeks."""
    even = {ago(7 * week): 2 for week in range(8)}
    assert forecast(even, 4, TODAY) == Forecast(TODAY + timedelta(days=14), TODAY + timedelta(days=14), 8)


def test_an_uneven_pace_gives_a_range() -> None:
    """Four topics every other week for seven weeks: the mean is 2.29 a week, its standard error 0.81."""
    uneven = {ago(14 * week): 4 for week in range(4)}
    found = forecast(uneven, 20, TODAY)
    assert found
    assert [(day - TODAY).days for day in found[:2]] == [46, 95]


@pytest.mark.parametrize(
    ("finished", "left"),
    [
        ({ago(7 * week): 2 for week in range(8)}, 0),
        ({}, 5),
        ({ago(0): 9, ago(10): 9, ago(20): 9}, 5),
        ({ago(10 * week): 1 for week in range(4)}, 5),
        ({ago(day): 5 for day in range(6)}, 5),
        ({ago(60 + day): 5 for day in range(6)}, 5),
        ({ago(7 * week): 2 for week in range(8)}, 100_000),
        (dict.fromkeys([ago(0), ago(8), ago(16), ago(24)], 0), 5),
    ],
    ids=["nothing-left", "nothing-done", "three-days", "four-topics", "one-week", "long-ago", "too-far", "zeros"],
)
def test_there_is_no_forecast_from_too_little(finished: dict[date, int], left: int) -> None:
    """Fewer than two weeks, four days or five topics, or an end too far away."""
    assert forecast(finished, left, TODAY) is None


@PROPERTY
@given(st.dictionaries(days_near, st.integers(1, 9), max_size=60), st.integers(1, 500))
def test_a_forecast_is_a_range_in_the_future(finished: dict[date, int], left: int) -> None:
    """Never before today, the earliest first, and never more than four times as wide as near."""
    found = forecast(finished, left, TODAY)
    if found:
        near, far = (found.earliest - TODAY).days, (found.latest - TODAY).days
        assert 0 < near <= far <= 4 * near
        assert 2 <= found.weeks <= 8


def test_a_forecast_does_not_run_out_of_the_calendar() -> None:
    """Not even in its last year."""
    assert forecast({date.max - timedelta(days=7 * week): 2 for week in range(8)}, 50, date.max) is None


TODAY = date(2026, 11, 22)


def test_it_holds_what_the_marks_say() -> None:
    """Two topics done today: a streak of one day, a curve of one point, and too little for a forecast."""
    found = compute_stats(
        tallied(ROADMAP, data_sql="done", tools_make="done", tools_git="doing"), TODAY, DayBoundary(UTC)
    )
    assert (found.today, found.finished, found.streak) == (TODAY, {TODAY: 2}, Streak(1, 1))
    assert (found.burn_up, found.forecast) == ([Point(TODAY, 2)], None)


# The clock of the user who made a mark


@pytest.mark.parametrize("hours", [0, 9, -8])
def test_a_mark_stays_on_the_day_of_its_writers_clock(hours: int) -> None:
    """Three evenings in Los Angeles are three days, wherever they are looked at."""
    evenings = [datetime(2026, 11, day, 6, 30, tzinfo=UTC) for day in (2, 3, 4)]  # 22:30 of the day before
    marks = [some_mark(f"t{at.day}", step=str(at.day))._replace(at=at, offset=-480) for at in evenings]
    days = DayBoundary(timezone(timedelta(hours=hours)))
    assert [days.of_mark(mark) for mark in marks] == [date(2026, 11, day) for day in (1, 2, 3)]


def test_a_mark_of_a_day_that_is_named_is_on_that_day() -> None:
    """Whatever its time says."""
    mark = some_mark()._replace(at=datetime(2030, 1, 1, tzinfo=UTC), offset=0, on=date(2026, 11, 22))
    assert DayBoundary(UTC, 4).of_mark(mark) == date(2026, 11, 22)


def test_a_fast_clock_of_another_device_moves_no_day_of_ours() -> None:
    """Our mark has to be later than that of the other device, and is still of today."""
    ahead = some_mark("data.sql", "doing", device="phone")._replace(at=datetime(2030, 1, 1, tzinfo=UTC))
    progress = progress_of(ahead)
    topic = progress.roadmap.node(NodeId("data.sql"))
    progress = progress.with_marks(set_status(progress, [topic], Status.DONE, NOON))
    mark = progress.latest(topic.id)
    assert mark and mark.at > ahead.at
    assert DayBoundary().of_mark(mark) == NOON.astimezone().date()


@pytest.mark.parametrize("zone", ["<+24>-24", "<-24>+24"])
def test_a_zone_a_whole_day_from_utc_is_taken_for_utc(zone: str, live_in: Callable[[str], None]) -> None:
    """Python has no such zone, though the system has."""
    live_in(zone)
    assert DayBoundary().of(NOON) == NOON.date()
    assert set_status(progress_of(), [ROADMAP.node(NodeId("data.sql"))], Status.DONE, NOON)[0].at == NOON

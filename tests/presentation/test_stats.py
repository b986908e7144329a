"""Where the user stands, as lines: everything is there, lines up and keeps to the width."""

from datetime import UTC, date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from roadmap_tui.core.counts import Summary, Tally
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.stats import DayBoundary, Forecast, Point, Streak, compute_stats
from roadmap_tui.presentation.glyphs import ASCII, GLYPHS, UNICODE, Glyphs, Line, Look, Role
from roadmap_tui.presentation.stats import NOTHING_YET, format_forecast, format_streak, stats_lines, status_bar
from roadmap_tui.tui.burn_up import curve
from tests.conftest import make_roadmap
from tests.mark_strategies import OWN, PROPERTY, ROADMAP, some_mark, tallied

TODAY = date(2026, 11, 22)
DAY_S = 86400


def text(line: Line) -> str:
    return "".join(part for part, _ in line).rstrip()


def lines(tally: Tally, width: int = 100, glyphs: Glyphs = UNICODE, drawn: list[Line] | None = None) -> list[str]:
    now = compute_stats(tally, TODAY, DayBoundary(UTC))
    return [text(line) for line in stats_lines(tally, now, Look(width, glyphs, cell_len), drawn or [], "Begin.")]


@pytest.fixture
def begun() -> Tally:
    """Two topics done, on two days in a row, one skipped and one in progress."""
    made = [some_mark("data.sql", second=-DAY_S), some_mark("data.stores.redis")]
    made += [some_mark("tools.make", "skipped"), some_mark("tools.git", "doing")]
    return Tally(Progress(ROADMAP, OWN).with_marks(made))


def test_the_total_stands_in_all_four_statuses(begun: Tally) -> None:
    """With a bar and the percentage."""
    first, second, *_ = lines(begun)
    assert (first[:2], first[-3:]) == ("━━", "50%")
    assert second == "✓ 2 done  ◐ 1 in progress  – 1 skipped  ○ 1 to do"


def test_each_section_stands_in_all_four_statuses(begun: Tally) -> None:
    """Numbers under the glyphs of their statuses; a zero is left out."""
    found = lines(begun)
    place = next(number for number, line in enumerate(found) if line.startswith("Sections"))
    head, data, stores, tools, git = found[place : place + 5]
    columns = [head.index(sign) for sign in "✓◐–○"]
    assert [tools[column : column + 1] for column in columns] == [" ", "1", "1", "1"]
    assert (data.split()[0], stores.split()[0], git.split()[0]) == ("Data", "Stores", "Git")
    assert [line.rstrip().endswith(end) for line, end in ((data, "100%"), (tools, "0%"))] == [True, True]


def test_the_year_shows_the_days(begun: Tally) -> None:
    """Seven rows; yesterday and today have a topic each, and the streak is said."""
    found = lines(begun)
    place = found.index("Topics finished by day")
    rows = found[place + 2 : place + 9]
    assert (rows[5][-1], rows[6][-1]) == ("░", "░")
    assert "2 days in a row" in found


def test_the_hottest_day_is_the_darkest() -> None:
    """Five topics and more."""
    marks = [some_mark(topic.id) for topic in ROADMAP.topics()]
    found = lines(Tally(Progress(ROADMAP, OWN).with_marks(marks)))
    assert next(line for line in found if line.startswith("Sun"))[-1] == "█"


def test_nothing_done_says_how_to_begin() -> None:
    """In place of days, streaks and curve."""
    found = lines(tallied(ROADMAP))
    assert f"{NOTHING_YET} Begin." in " ".join(found)
    assert "Topics finished by day" not in found


def test_the_curve_has_a_heading(begun: Tally) -> None:
    """And none where there is no curve."""
    drawn: list[Line] = [[("curve", Role.BAR)]]
    found = lines(begun, drawn=drawn)
    assert found[found.index("Topics done") + 1] == "curve"
    assert "Topics done" not in lines(begun)


def test_a_roadmap_without_sections_has_no_table() -> None:
    """Nor one without topics."""
    assert not any(line.startswith("Sections") for line in lines(tallied(make_roadmap(("", "R", False)))))


@pytest.mark.parametrize("glyphs", GLYPHS.values(), ids=GLYPHS)
@pytest.mark.parametrize("width", [38, 60, 78, 100, 118, 200])
def test_no_line_is_wider_than_there_is_room(begun: Tally, width: int, glyphs: Glyphs) -> None:
    """At any width, in Unicode and in ASCII, which is ASCII indeed."""
    drawn = curve(compute_stats(begun, TODAY, DayBoundary(UTC)).burn_up, TODAY, width, 10, glyphs)
    found = lines(begun, width, glyphs, drawn)
    assert max(map(cell_len, found)) <= width
    assert glyphs is UNICODE or "".join(found).isascii()


def test_hostile_titles_are_made_harmless() -> None:
    """And wide ones line up."""
    rows = [
        ("", "R", False),
        ("a", "\x1b[31m数据[b]", False),
        ("a.x", "X", True),
        ("b", "B", False),
        ("b.y", "Y", True),
    ]
    *_, head, first, second = lines(tallied(make_roadmap(*rows)))
    assert "␛[31m数据[b]" in first
    assert cell_len(first) == cell_len(second)
    assert head.startswith("Sections")


@PROPERTY
@given(st.builds(Summary, *[st.integers(0, 300)] * 4), st.integers(4, 120), st.sampled_from([UNICODE, ASCII]))
def test_a_bar_has_a_part_for_each_status_that_is_there(summary: Summary, width: int, glyphs: Glyphs) -> None:
    """Exactly as wide as it should be, and empty when there is nothing."""
    drawn = text(status_bar(summary, width, glyphs))
    assert len(drawn) == (width if summary.total else 0)
    for status, part in glyphs.parts.items():
        assert (part in drawn) is (summary._asdict()[status] > 0)


@pytest.mark.parametrize(
    ("earliest", "latest", "expected"),
    [
        (date(2027, 3, 2), date(2027, 5, 30), "between March and May 2027"),
        (date(2026, 12, 20), date(2027, 2, 3), "between December 2026 and February 2027"),
        (date(2027, 3, 2), date(2027, 3, 30), "in March 2027"),
        (date(2026, 12, 1), date(2026, 12, 20), "between 1 Dec 2026 and 20 Dec 2026"),
        (date(2026, 12, 1), date(2026, 12, 1), "on 1 Dec 2026"),
    ],
)
def test_a_forecast_is_a_range_of_dates(earliest: date, latest: date, expected: str) -> None:
    """In months, and in days when it is near."""
    assert format_forecast(Forecast(earliest, latest, 8), TODAY) == f"{expected} at the pace of the last 8 weeks"


def test_no_forecast_is_no_words() -> None:
    """Nothing is said where there is too little to say."""
    assert format_forecast(None, TODAY) == ""


def test_the_forecast_stands_under_the_total(begun: Tally) -> None:
    """As a sentence."""
    now = compute_stats(begun, TODAY, DayBoundary(UTC))
    far = now._replace(forecast=Forecast(TODAY + timedelta(days=100), TODAY + timedelta(days=200), 5))
    found = [text(line) for line in stats_lines(begun, far, Look(100, UNICODE, cell_len))]
    assert "All done between March and June 2027 at the pace of the last 5 weeks" in found


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (Streak(0, 0), ""),
        (Streak(1, 1), ""),
        (Streak(3, 3), "3 days in a row"),
        (Streak(3, 12), "3 days in a row · 12 at most"),
        (Streak(0, 12), "12 days in a row at most"),
        (Streak(1, 2), "2 days in a row at most"),
    ],
)
def test_a_streak_is_told_without_scolding(found: Streak, expected: str) -> None:
    """What was reached is said; that it ended is not."""
    assert format_streak(found, UNICODE) == expected


# The curve


@pytest.mark.parametrize("glyphs", GLYPHS.values(), ids=GLYPHS)
@pytest.mark.parametrize(("width", "height"), [(34, 4), (60, 10), (118, 10)])
def test_the_curve_fills_its_place(width: int, height: int, glyphs: Glyphs) -> None:
    """As wide and as high as asked for, with the number at its end and the days below."""
    points = [Point(TODAY - timedelta(days=90), 2), Point(TODAY - timedelta(days=20), 17)]
    drawn = [text(line) for line in curve(points, TODAY, width, height, glyphs)]
    assert len(drawn) == height
    assert width - 2 <= max(map(cell_len, drawn)) <= width
    assert drawn[0].startswith("17")
    assert drawn[-1].rstrip().endswith("22 Nov 2026")
    assert glyphs is UNICODE or "".join(drawn).isascii()


def test_the_curve_rises() -> None:
    """What was done first stands lower than what stands last."""
    points = [Point(TODAY - timedelta(days=90), 2), Point(TODAY, 17)]
    drawn = curve(points, TODAY, 60, 10, ASCII)
    columns = [text(line).rfind("*") for line in drawn]
    assert columns[0] == max(columns)
    assert any(role is Role.BAR for line in drawn for _, role in line)


@pytest.mark.parametrize(("points", "width", "height"), [([], 80, 10), ([Point(TODAY, 1)], 20, 10)])
def test_without_points_or_room_there_is_no_curve(points: list[Point], width: int, height: int) -> None:
    """Rather than a broken one."""
    assert curve(points, TODAY, width, height, UNICODE) == []


@pytest.mark.parametrize(
    "points", [[Point(TODAY, 1)], [Point(TODAY, 0)], [Point(date.min, 3)], [Point(TODAY, 200_000)]]
)
def test_any_points_can_be_drawn(points: list[Point]) -> None:
    """A single day, nothing left of it, the first day of the calendar."""
    assert len(curve(points, TODAY, 60, 10, UNICODE)) == 10

"""The history as rows: newest first, under days, filtered by words."""

from datetime import UTC, date

import pytest
from hypothesis import given
from rich.cells import cell_len

from roadmap_tui.core.marks import Field, Mark
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.stats import DayBoundary
from roadmap_tui.presentation.glyphs import ASCII, UNICODE, Glyphs
from roadmap_tui.presentation.history import HistoryRows, history_line
from tests.mark_strategies import OWN, PROPERTY, ROADMAP, any_marks, some_mark

DAY_S = 86400
IN_UTC = DayBoundary(UTC)


@pytest.fixture
def history() -> HistoryRows:
    """Three marks on two days, one of them made on the phone."""
    made = [
        some_mark("data.sql", second=-DAY_S),
        some_mark("tools.make", "skipped", second=1),
        some_mark("data.stores.redis", "doing", second=2, device="phone"),
    ]
    return HistoryRows(Progress(ROADMAP, OWN).with_marks(made), IN_UTC)


def told(history: HistoryRows, query: str) -> list[str]:
    """Days as they are, marks by their topics' ids."""
    return [row.topic if isinstance(row, Mark) else str(row) for row in history.rows(query)]


def test_marks_stand_under_their_days_the_newest_first(history: HistoryRows) -> None:
    """Each day once."""
    assert told(history, "") == ["2026-11-22", "data.stores.redis", "tools.make", "2026-11-21", "data.sql"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("redis", ["2026-11-22", "data.stores.redis"]),
        ("SKIPPED", ["2026-11-22", "tools.make"]),
        ("phone", ["2026-11-22", "data.stores.redis"]),
        ("done title", ["2026-11-21", "data.sql"]),
        ("progress phone redis", ["2026-11-22", "data.stores.redis"]),
        ("redis done", []),
    ],
)
def test_a_filter_keeps_marks_by_title_status_and_device(history: HistoryRows, query: str, expected: list[str]) -> None:
    """Words in any order and any case; days without a mark go."""
    assert told(history, query) == expected


def line(row: Mark | date, width: int = 80, glyphs: Glyphs = UNICODE) -> str:
    return "".join(part for part, _ in history_line(row, width, glyphs, cell_len))


def test_a_mark_says_when_what_where() -> None:
    """And when it took something back."""
    assert line(some_mark()).split() == ["12:00", "✓", "done", "Title", "of", "data.sql", "laptop"]
    assert line(some_mark()._replace(undoes="x")).endswith("laptop (undo)")
    assert line(some_mark(value="*hm*", field=Field.NOTE)).split()[1:4] == ["•", "a", "note"]
    assert line(date(2026, 11, 22)) == "Sunday 22 Nov 2026"


@PROPERTY
@given(any_marks())
def test_no_row_is_too_wide_or_raw(mark: Mark) -> None:
    """Whatever a log holds; the device gives way on a narrow screen."""
    for width, glyphs in ((38, ASCII), (118, UNICODE)):
        found = line(mark._replace(device=OWN), width, glyphs)
        assert cell_len(found) <= width
        assert found.isprintable() or not any(ord(sign) < 32 or 127 <= ord(sign) < 160 for sign in found)
    assert "laptop" not in line(mark._replace(device=OWN, title="x"), 38)

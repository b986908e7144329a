"""The rows of lists: tree and history, in every width."""

import re
from datetime import UTC, date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from roadmap_tui.core.counts import Tally
from roadmap_tui.core.marks import Field, Mark
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.roadmap import NodeId, Roadmap, build_roadmap
from roadmap_tui.core.stats import DayBoundary
from roadmap_tui.presentation.glyphs import ASCII, UNICODE, Glyphs, Line, Look, Role
from roadmap_tui.presentation.rows import HistoryRows, Part, TreeColumns, history_line, part_at, tree_row
from tests.conftest import make_roadmap
from tests.mark_strategies import OWN, PROPERTY, ROADMAP, any_marks, some_mark, tallied

GLYPH_SETS = st.sampled_from([UNICODE, ASCII])
HOSTILE = "\x1b]0;x\x07\x9b\u202e\n[b]"


def at(roadmap: Roadmap, name: str) -> int:
    """The index of a node."""
    return roadmap.indexes[NodeId(name)]


def text(line: Line) -> str:
    """A line without its roles."""
    return "".join(part for part, _ in line)


def with_node(roadmap: Roadmap, name: str, **changes: object) -> Roadmap:
    """The roadmap with one node changed."""
    return build_roadmap(
        roadmap.id,
        (node._replace(**changes) if node.id == name else node for node in roadmap.nodes),  # type: ignore[arg-type]
    )


def line_of(tally: Tally, name: str, width: int = 44, *, folded: bool = False, glyphs: Glyphs = UNICODE) -> Line:
    """The row of a node."""
    columns = TreeColumns.fitting(tally, width)
    index = at(tally.roadmap, name)
    return tree_row(tally, index, Look(width, glyphs, cell_len), columns, folded=folded)


def row(tally: Tally, name: str, width: int = 44, *, folded: bool = False, glyphs: Glyphs = UNICODE) -> str:
    """The same without its roles."""
    return text(line_of(tally, name, width, folded=folded, glyphs=glyphs))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("data", "▾ Data                      ━━────── 1/4"),
        ("data.sql", "  ✓ SQL                                 "),
        ("data.stores", "  ▾ Stores                  ──────── 0/2"),
        ("tools.git", "  ▾ – Git                   ──────── 0/1"),
        ("tools.git.rebase", "    ○ Rebase                            "),
    ],
)
def test_a_row_has_arrow_box_title_bar_and_count(roadmap: Roadmap, name: str, expected: str) -> None:
    """Whichever of them the node has, in columns that line up."""
    tally = tallied(roadmap, data_sql="done", tools_git="skipped")
    columns = TreeColumns(bar=8, counts=3)
    index = at(roadmap, name)
    line = tree_row(tally, index, Look(40, UNICODE, cell_len), columns, folded=False)
    assert text(line) == expected


def test_a_folded_row_shows_it(roadmap: Roadmap) -> None:
    """By its arrow."""
    tally = tallied(roadmap)
    assert row(tally, "data", folded=True).startswith("▸ Data")
    assert row(tally, "data", folded=True, glyphs=ASCII).startswith("> Data")
    assert row(tally, "tools.make", glyphs=ASCII).startswith("  [ ] Make")


TITLES = st.text("ab 漢é\u0301👩\u200d💻", max_size=60) | st.just(HOSTILE * 9)


@PROPERTY
@given(TITLES, st.integers(30, 120), st.booleans(), GLYPH_SETS, st.sampled_from(["data", "data.sql", "data.x.y"]))
def test_a_row_fills_its_width_exactly(title: str, width: int, folded: bool, glyphs: Glyphs, name: str) -> None:
    """Whatever the title is: wide letters, accents, nothing at all."""
    rows = [("", "R", False), ("data", title, False), ("data.sql", title, True), ("data.x", title, False)]
    tally = tallied(make_roadmap(*rows, ("data.x.y", title, True)), data_sql="done")
    line = line_of(tally, name, width, folded=folded, glyphs=glyphs)
    assert sum(cell_len(part) for part, _ in line) == width


def test_a_row_is_clean(roadmap: Roadmap) -> None:
    """Titles come from a stranger; markup is shown letter for letter."""
    tally = tallied(with_node(roadmap, "data.sql", title=HOSTILE))
    assert row(tally, "data.sql").rstrip() == "  ○ ␛]0;x␇�<202E> [b]"


def test_a_title_that_is_too_long_is_cut(roadmap: Roadmap) -> None:
    """The counts stay where they are."""
    tally = tallied(with_node(roadmap, "data", title="Data " * 30))
    assert re.fullmatch(r"▾ (Data )+(D|Da|Dat|)… ─+ 0/4", row(tally, "data"))
    assert re.fullmatch(r"v (Data )+(D|Da|Dat|)\.\.\. -+ 0/4", row(tally, "data", glyphs=ASCII))


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("data", "AATTT"),
        ("data.sql", "TTBBTTT"),
        ("tools.git", "TTAABBTTT"),
        ("data.stores", "TTAATTT"),
    ],
)
def test_the_mouse_hits_what_it_points_at(roadmap: Roadmap, name: str, parts: str) -> None:
    """Cell by cell: A is the arrow, B the box, T the rest."""
    tally = tallied(roadmap)
    letters = {Part.ARROW: "A", Part.BOX: "B", Part.TITLE: "T"}
    hit = [part_at(tally, at(roadmap, name), cell, UNICODE) for cell in range(len(parts))]
    assert "".join(letters[part] for part in hit) == parts


@pytest.mark.parametrize(("width", "expected"), [(120, 12), (60, 12), (59, 8), (44, 8), (43, 5), (10, 5)])
def test_the_bar_gives_way_first(roadmap: Roadmap, width: int, expected: int) -> None:
    """The counts never do."""
    assert TreeColumns.fitting(tallied(roadmap), width) == TreeColumns(bar=expected, counts=3)


@pytest.mark.parametrize(("topics", "counts"), [(1, 3), (9, 3), (10, 5), (120, 7)])
def test_the_counts_have_room_for_the_largest_section(topics: int, counts: int) -> None:
    """So that they line up."""
    rows = [("", "R", False), ("s", "S", False), *((f"s.t{number}", "T", True) for number in range(topics))]
    assert TreeColumns.fitting(tallied(make_roadmap(*rows)), 80).counts == counts


def test_a_roadmap_of_nothing_but_topics_needs_no_room(roadmap: Roadmap) -> None:
    """There is no section to count."""
    flat = make_roadmap(("", "R", False), ("a", "A", True))
    assert TreeColumns.fitting(tallied(flat), 80).counts == 3
    assert row(tallied(flat), "a", 20) == "○ A".ljust(20)


@pytest.mark.parametrize(
    ("status", "name", "role"),
    [
        ("todo", "data.sql", Role.TEXT),
        ("doing", "data.sql", Role.TEXT),
        ("done", "data.sql", Role.MUTED),
        ("skipped", "data.sql", Role.MUTED),
        ("todo", "data", Role.STRONG),
        ("todo", "data.stores", Role.TEXT),
    ],
)
def test_what_is_behind_the_reader_steps_back(roadmap: Roadmap, status: str, name: str, role: Role) -> None:
    """And top-level sections stand out."""
    tally = tallied(roadmap, data_sql=status)
    title = roadmap.node(NodeId(name)).title
    assert {found for part, found in line_of(tally, name) if part == title} == {role}


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
    return "".join(part for part, _ in history_line(row, Look(width, glyphs, cell_len)))


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

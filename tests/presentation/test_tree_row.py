"""One row of the tree: columns that line up, and what the mouse hits."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from roadmap_tui.core.counts import Tally
from roadmap_tui.core.roadmap import NodeId, Roadmap, build_roadmap
from roadmap_tui.presentation.glyphs import ASCII, UNICODE, Glyphs, Line, Role
from roadmap_tui.presentation.tree_row import Part, TreeColumns, part_at, tree_row
from tests.conftest import make_roadmap
from tests.mark_strategies import PROPERTY, tallied

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
    return tree_row(tally, index, width=width, columns=columns, folded=folded, glyphs=glyphs, measure=cell_len)


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
    line = tree_row(tally, index, width=40, columns=columns, folded=False, glyphs=UNICODE, measure=cell_len)
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

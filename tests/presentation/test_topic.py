"""Everything the user should know about one node, in order."""

from collections.abc import Mapping

import pytest
from rich.cells import cell_len

from roadmap_tui.core.counts import Tally
from roadmap_tui.core.marks import Field
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.roadmap import Level, Link, LinkKind, NodeId, Roadmap, build_roadmap
from roadmap_tui.presentation.glyphs import ASCII, UNICODE, Glyphs
from roadmap_tui.presentation.paragraphs import wrap
from roadmap_tui.presentation.topic import topic_paragraphs
from tests.conftest import make_roadmap
from tests.mark_strategies import OWN, some_mark, tallied

HOSTILE = "x\x1b]0;\x07\x9b\u202e\x7fy"


@pytest.fixture
def roadmap() -> Roadmap:
    """A section with two topics, of which one has everything that a topic may have."""
    rows = make_roadmap(
        ("", "A roadmap", False),
        ("data", "Data", False),
        ("data.sql", "SQL", True),
        ("data.indexes", "Indexes", True),
    )
    link = Link("A tutorial", "https://example.org/sql", LinkKind.COURSE, "Ann", True)
    everything = {
        "about": "Why *indexes* matter.",
        "links": (link,),
        "tags": ("fast",),
        "level": Level.CORE,
        "minutes": 90,
        "after": (NodeId("data.sql"), NodeId("data")),
    }
    return with_attributes(rows, "data.indexes", everything)


def with_attributes(roadmap: Roadmap, name: str, attributes: Mapping[str, object]) -> Roadmap:
    """The roadmap with one node changed."""
    nodes = (node._replace(**attributes) if node.id == name else node for node in roadmap.nodes)  # type: ignore[arg-type]
    return build_roadmap(roadmap.id, nodes)


def shown(tally: Tally, name: str, glyphs: Glyphs = UNICODE, width: int = 60) -> list[str]:
    """The lines that a user sees."""
    document = topic_paragraphs(tally, tally.roadmap.indexes[NodeId(name)], glyphs)
    return ["".join(part for part, _ in line).rstrip() for line in wrap(document, width, cell_len)]


def test_a_topic_is_shown_with_everything_there_is(roadmap: Roadmap) -> None:
    """Breadcrumb, title, status, attributes, text, note, links, prerequisites."""
    note = some_mark("data.indexes", "B-trees, *mostly*.", field=Field.NOTE)
    tally = tallied(roadmap, data_indexes="doing", data_sql="done")
    tally = Tally(tally.progress.with_marks([note]))
    assert shown(tally, "data.indexes") == [
        "Data",
        "Indexes",
        "◐ in progress since 22 Nov 2026",
        "core · about 1.5 h · #fast",
        "",
        "Why indexes matter.",
        "",
        "Your note",
        "B-trees, mostly.",
        "",
        "Links",
        "  ○ course  A tutorial, by Ann (free)",
        "    https://example.org/sql",
        "",
        "Learn first",
        "  ✓ SQL",
        "  ◐ Data",
    ]


def test_a_bare_topic_has_no_empty_headings(roadmap: Roadmap) -> None:
    """What is not there takes no line."""
    assert shown(tallied(roadmap), "data.sql") == ["Data", "SQL", "○ to do"]


def test_a_section_shows_its_counts(roadmap: Roadmap) -> None:
    """In place of a status."""
    assert shown(tallied(roadmap, data_sql="done"), "data") == [
        "A roadmap",
        "Data",
        "━━━━━━━━━━────────── 50%",
        "1 of 2 done · about 1.5 h left",
    ]


def test_the_plain_glyphs_are_plain(roadmap: Roadmap) -> None:
    """All the way down."""
    tally = tallied(roadmap, data_indexes="doing")
    for name in ("data", "data.sql", "data.indexes"):
        assert all(line.isascii() for line in shown(tally, name, ASCII))


def test_blank_texts_are_no_texts(roadmap: Roadmap) -> None:
    """Nor are notes that were emptied."""
    roadmap = with_attributes(roadmap, "data.sql", {"about": "  \n\n "})
    marks = [some_mark(value="x", field=Field.NOTE), some_mark(value="  ", second=1, field=Field.NOTE)]
    marks[1] = marks[1]._replace(over=(marks[0].step,))
    tally = Tally(Progress(roadmap, OWN).with_marks(marks))
    assert shown(tally, "data.sql") == ["Data", "SQL", "○ to do"]


def test_no_hostile_character_is_left(roadmap: Roadmap) -> None:
    """In no text of the node, of its section, of its prerequisites, of its note."""
    hostile = {
        "title": HOSTILE,
        "about": HOSTILE,
        "tags": (HOSTILE,),
        "links": (Link(HOSTILE, f"https://e.org/{HOSTILE}", by=HOSTILE),),
    }
    for name in ("data", "data.sql", "data.indexes"):
        roadmap = with_attributes(roadmap, name, hostile)
    note = some_mark("data.indexes", HOSTILE, field=Field.NOTE)
    lines = "".join(shown(Tally(Progress(roadmap, OWN).with_marks([note])), "data.indexes", width=400))
    assert not set(lines) & set("\x1b\x07\x9b\u202e\x7f")
    assert lines.count("x␛]0;␇�<202E>␡y") == 10


@pytest.mark.parametrize("width", [10, 20, 40, 80])
def test_no_line_is_wider_than_the_pane(roadmap: Roadmap, width: int) -> None:
    """Long titles and addresses are wrapped, the breadcrumb is cut."""
    long = {"title": "Long " * 40, "links": (Link("L" * 90, "https://example.org/" + "x" * 300),)}
    roadmap = with_attributes(with_attributes(roadmap, "data", long), "data.sql", long)
    lines = shown(tallied(roadmap), "data.sql", width=width)
    assert max(map(cell_len, lines)) <= width
    assert "x" * 300 in "".join(line.strip() for line in lines)


def test_a_breadcrumb_that_is_cut_is_plain_among_plain_glyphs(roadmap: Roadmap) -> None:
    """A terminal that needs them cannot show the other one."""
    roadmap = with_attributes(roadmap, "data", {"title": "Long " * 40})
    assert all(line.isascii() for line in shown(tallied(roadmap), "data.sql", ASCII))


def test_notes_written_apart_are_shown_with_device_and_day(roadmap: Roadmap) -> None:
    """And with the key that writes one over them; the device's name is no more to be trusted than the text."""
    notes = [
        some_mark("data.indexes", "mine", field=Field.NOTE),
        some_mark("data.indexes", "theirs", 5, device=f"phone{HOSTILE}", field=Field.NOTE),
    ]
    tally = Tally(Progress(roadmap, OWN).with_marks(notes))
    lines = shown(tally, "data.indexes")
    start = lines.index("Your notes, written apart")
    assert lines[start : start + 3] == ["Your notes, written apart", "laptop · 22 Nov 2026", "mine"]
    assert lines[start + 4].endswith(" · 22 Nov 2026") and lines[start + 5] == "theirs"
    assert lines[start + 7] == "e writes one over all of them."
    assert not {"\x1b", "\x07", "\u202e"} & set("".join(lines))

"""Core values in the user's words and glyphs."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from roadmap_tui.core.counts import Summary, Tally
from roadmap_tui.core.marks import Device, Field, Mark, Status, Step
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.roadmap import Level, Link, LinkKind, NodeId, Origin, Roadmap, RoadmapId, build_roadmap
from roadmap_tui.core.settings import DateFormat
from roadmap_tui.core.suggestions import Suggestion
from roadmap_tui.presentation.glyphs import ASCII, UNICODE, Glyphs, Line, Role
from roadmap_tui.presentation.words import (
    derived_status,
    format_attributes,
    format_breadcrumb,
    format_count,
    format_day,
    format_link,
    format_mark,
    format_minutes,
    format_since,
    format_step,
    format_suggestion,
    format_summary,
    format_time_left,
    progress_bar,
    status_span,
)
from tests.mark_strategies import OWN, PROPERTY, some_mark, tallied

SUMMARIES = st.builds(Summary, *[st.integers(0, 60)] * 4) | st.builds(Summary, st.integers(0, 9**6), todo=st.just(1))
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


# The bar


@PROPERTY
@given(SUMMARIES, st.integers(1, 60), GLYPH_SETS)
def test_a_bar_is_exactly_as_wide_as_asked(summary: Summary, width: int, glyphs: Glyphs) -> None:
    """Filled and empty part together."""
    assert cell_len(text(progress_bar(summary, width, glyphs))) == width


@PROPERTY
@given(SUMMARIES, st.integers(1, 60), GLYPH_SETS)
def test_a_bar_is_empty_only_when_nothing_is_done(summary: Summary, width: int, glyphs: Glyphs) -> None:
    """The first topic shows."""
    filled = progress_bar(summary, width, glyphs)[0][0]
    assert bool(filled) is (summary.done > 0 or summary.is_complete)


@PROPERTY
@given(SUMMARIES, st.integers(1, 60))
def test_a_bar_is_full_only_when_nothing_is_left(summary: Summary, width: int) -> None:
    """The last topic shows, too."""
    assert (progress_bar(summary, width, UNICODE)[0][0] == UNICODE.bar * width) is summary.is_complete


@PROPERTY
@given(SUMMARIES, st.integers(2, 60))
def test_a_bar_in_ascii_is_full_only_when_nothing_is_left(summary: Summary, width: int) -> None:
    """As with the other glyphs."""
    assert (text(progress_bar(summary, width, ASCII)) == ASCII.bar * width) is summary.is_complete


@PROPERTY
@given(st.integers(1, 200), st.integers(1, 60), GLYPH_SETS)
def test_a_bar_never_shrinks_as_topics_get_done(total: int, width: int, glyphs: Glyphs) -> None:
    """Nor does it jump further than it should."""
    lengths = [len(progress_bar(Summary(done, todo=total - done), width, glyphs)[0][0]) for done in range(total + 1)]
    assert lengths == sorted(lengths)
    assert all(abs(length - width * done / total) <= 1 for done, length in enumerate(lengths))


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        (Summary(), "──────────"),
        (Summary(todo=5), "──────────"),
        (Summary(done=1, todo=999), "╸─────────"),
        (Summary(done=1, todo=3), "━━╸───────"),
        (Summary(done=1, todo=1), "━━━━━─────"),
        (Summary(done=999, todo=1), "━━━━━━━━━╸"),
        (Summary(done=1, skipped=99), "━━━━━━━━━━"),
        (Summary(skipped=3), "━━━━━━━━━━"),
        (Summary(doing=3), "──────────"),
    ],
)
def test_a_bar_goes_in_halves_of_a_cell(summary: Summary, expected: str) -> None:
    """Rounded down; skipped topics count for nothing."""
    assert text(progress_bar(summary, 10, UNICODE)) == expected


# Words


@pytest.mark.parametrize(
    ("summary", "short", "long"),
    [
        (Summary(), "0/0", "0 of 0 done"),
        (Summary(done=3, todo=6), "3/9", "3 of 9 done"),
        (Summary(done=3, doing=1, skipped=2, todo=5), "3/9", "3 of 9 done · 1 in progress · 2 skipped"),
        (Summary(skipped=2), "0/0", "0 of 0 done · 2 skipped"),
    ],
)
def test_counts_leave_out_what_is_skipped(summary: Summary, short: str, long: str) -> None:
    """And name it beside them."""
    assert format_count(summary) == short
    assert format_summary(summary, UNICODE) == long
    assert format_summary(summary, ASCII) == long.replace(" · ", ", ")


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (1, "about 1 min"),
        (59, "about 59 min"),
        (60, "about 1 h"),
        (90, "about 1.5 h"),
        (150, "about 2.5 h"),
        (240, "about 4 h"),
        (600, "about 10 h"),
        (1930, "about 32 h"),
    ],
)
def test_effort_is_given_roughly(minutes: int, words: str) -> None:
    """In minutes, in halves of an hour, then in hours."""
    assert format_minutes(minutes) == words
    assert format_time_left(minutes) == f"{words} left"


@pytest.mark.parametrize("minutes", [None, 0])
def test_no_effort_left_is_not_worth_a_word(minutes: int | None) -> None:
    """Nor is one that nobody estimated."""
    assert format_time_left(minutes) == ""


@pytest.mark.parametrize(
    ("when", "words"),
    [(date(2026, 11, 22), "22 Nov 2026"), (date(1, 1, 1), "1 Jan 1"), (datetime.max, "31 Dec 9999")],
)
def test_a_day_reads_alike_in_every_locale(when: date, words: str) -> None:
    """Every other word is English, too."""
    assert format_day(when) == words


@pytest.mark.parametrize(
    ("date_format", "words"),
    [(DateFormat.DAY_FIRST, "2 Nov 2026"), (DateFormat.MONTH_FIRST, "Nov 2, 2026"), (DateFormat.ISO, "2026-11-02")],
)
def test_a_day_is_written_as_the_reader_wants_it(date_format: DateFormat, words: str) -> None:
    """In English, whatever the locale says."""
    assert format_day(date(2026, 11, 2), date_format) == words


def test_a_breadcrumb_is_clean(roadmap: Roadmap) -> None:
    """Titles come from a stranger."""
    assert format_breadcrumb(["Data", "Stores"], UNICODE) == "Data › Stores"
    assert format_breadcrumb(["Data", "Stores"], ASCII) == "Data > Stores"
    assert format_breadcrumb([], UNICODE) == ""
    assert format_breadcrumb([HOSTILE], ASCII) == "␛]0;x␇�<202E> [b]"


@pytest.mark.parametrize(
    ("link", "words"),
    [
        (Link("A book", "https://e.org/"), "A book"),
        (Link("A book", "https://e.org/", by="Ann"), "A book, by Ann"),
        (Link("A book", "https://e.org/", LinkKind.BOOK, "Ann", True), "A book, by Ann (free)"),
        (Link("A book", "https://e.org/", free=False), "A book (paid)"),
        (Link(HOSTILE, "https://e.org/", by="\x1b"), "␛]0;x␇�<202E> [b], by ␛"),
    ],
)
def test_a_link_is_named_with_its_author_and_price(link: Link, words: str) -> None:
    """As far as they are known."""
    assert format_link(link) == words


def test_attributes_are_what_the_roadmap_says_besides_its_text(roadmap: Roadmap) -> None:
    """Level, effort, origin, tags; nothing when there is nothing."""
    node = roadmap.node(NodeId("data.sql"))
    full = node._replace(level=Level.CORE, minutes=90, origin=Origin.ADDED, tags=("sql", "a\x1bb"))
    assert format_attributes(full, UNICODE) == "core · about 1.5 h · added here · #sql · #a␛b"
    assert format_attributes(full._replace(origin=Origin.POST), ASCII) == "core, about 1.5 h, from the post, #sql, #a␛b"
    assert format_attributes(node, UNICODE) == ""


def test_since_when_is_said_of_what_was_tallied(roadmap: Roadmap) -> None:
    """By the user's own calendar."""
    tally = tallied(roadmap, data_sql="done", tools_make="todo")
    assert format_since(tally, at(roadmap, "data.sql")) == "done since 22 Nov 2026"
    assert format_since(tally, at(roadmap, "tools.make")) == "to do since 22 Nov 2026"
    assert format_since(tally, at(roadmap, "data.indexes")) == "to do"


def test_a_suggestion_says_why(roadmap: Roadmap) -> None:
    """What is known of it, and nothing otherwise."""
    roadmap = with_node(roadmap, "data.sql", level=Level.CORE, minutes=30)
    index = at(roadmap, "data.sql")
    assert format_suggestion(tallied(roadmap), Suggestion(index, 7), UNICODE) == "core · unlocks 7 · about 30 min"
    doing = tallied(roadmap, data_sql="doing")
    assert format_suggestion(doing, Suggestion(index, 0), ASCII) == "in progress, core, about 30 min"
    assert format_suggestion(doing, Suggestion(at(roadmap, "tools.make"), 0), UNICODE) == ""


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ({}, "todo"),
        ({"redis": "done"}, "doing"),
        ({"redis": "doing"}, "doing"),
        ({"redis": "skipped"}, "todo"),
        ({"redis": "done", "mongodb": "done"}, "done"),
        ({"redis": "done", "mongodb": "skipped"}, "done"),
        ({"redis": "skipped", "mongodb": "skipped"}, "skipped"),
    ],
)
def test_a_sections_status_follows_from_its_topics(roadmap: Roadmap, statuses: dict[str, str], expected: str) -> None:
    """A plain section has none of its own."""
    tally = tallied(roadmap, **{f"data_stores_{name}": status for name, status in statuses.items()})
    index = at(roadmap, "data.stores")
    assert derived_status(tally, index) == expected
    assert status_span(tally, index, UNICODE) == (UNICODE.status[Status(expected)], Role(expected))


def test_a_topic_with_children_shows_its_own_status(roadmap: Roadmap) -> None:
    """Whatever its children are."""
    tally = tallied(roadmap, tools_git_rebase="done")
    assert derived_status(tally, at(roadmap, "tools.git")) is Status.TODO


def test_marks_of_any_time_can_be_shown(roadmap: Roadmap) -> None:
    """A wrong clock is no reason to crash."""
    for when in (datetime(1, 1, 1, tzinfo=UTC), datetime.max.replace(tzinfo=UTC)):
        tally = Tally(Progress(roadmap, OWN).with_marks([some_mark()._replace(at=when)]))
        assert format_since(tally, at(roadmap, "data.sql")).startswith("done since ")


# Steps.


def a_mark(topic: str, value: str, field: Field = Field.STATUS) -> Mark:
    """One of a step."""
    when = datetime(2026, 11, 22, tzinfo=UTC)
    return Mark(when, Device("laptop"), RoadmapId("small"), NodeId(topic), field, value, topic.title(), "1")


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ((a_mark("sql", "done"),), "Sql is done"),
        ((a_mark("sql", "", Field.LINK),), "Sql has a link less"),
        ((a_mark("sql", "done"), a_mark("redis", "done")), "2 topics are done"),
        ((a_mark("sql", "done"), a_mark("sql", "x", Field.NOTE), a_mark("redis", "todo")), "2 topics are as they were"),
        ((a_mark("sql", "done"), a_mark("sql", "x", Field.NOTE)), "Sql is as it was"),
    ],
)
def test_a_step_counts_topics_and_not_marks(step: Step, words: str) -> None:
    """Several marks of one act may be on the same topic."""
    assert format_step(step) == words


@pytest.mark.parametrize("value", ["", "x"])
@pytest.mark.parametrize("field", [Field.NOTE, Field.LINK, Field.READ])
def test_what_a_mark_made_fits_its_column(field: Field, value: str) -> None:
    """The title stands behind it in the log and the history, in 13 cells or less."""
    assert len(format_mark(a_mark("sql", value, field))) <= 13

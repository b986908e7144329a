"""Exports: what every format keeps to, and what each is read by."""

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roadmap_tui.core.actions import set_link, set_read, set_status
from roadmap_tui.core.counts import Tally
from roadmap_tui.core.links import topic_links
from roadmap_tui.core.marks import Device, Status, Step
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.roadmap import Node, Roadmap
from roadmap_tui.core.text import clean_line
from roadmap_tui.core.update.draft import parse_outline
from roadmap_tui.formats.exports import ExportFormat, dumps, format_of, svg
from roadmap_tui.formats.exports.csv_table import escape_formula
from roadmap_tui.formats.markdown_list import loads
from tests.conftest import make_roadmap
from tests.strategies import roadmaps

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
slowly = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
"""Drawing whole roadmaps with every text there is takes its time."""


@st.composite
def tallies(draw: st.DrawFn) -> Tally:
    roadmap = draw(roadmaps(max_nodes=7).filter(lambda found: any(found.topics())))
    topics = list(roadmap.topics())
    progress = Progress(roadmap, Device("laptop"))
    statuses = draw(st.lists(st.sampled_from(Status), min_size=len(topics), max_size=len(topics)))
    for topic, status in zip(topics, statuses, strict=True):
        progress = progress.with_marks(set_status(progress, [topic], status, NOON))
    for node in roadmap.nodes[1:]:
        progress = progress.with_marks(_on_links(draw, progress, node))
    return Tally(progress)


def _on_links(draw: st.DrawFn, progress: Progress, node: Node) -> Step:
    """Perhaps a link of the user's own, perhaps one that was read."""
    title = draw(st.sampled_from(["", "", "Mine", "[x] a", "- [ ] b", "](c)", "\x1b[2J", "` | *d*"]))
    own = set_link(progress, node, "https://example.org/own_(1)", title, NOON)
    read = [link.url for link in node.links][: draw(st.integers(0, 1))]
    return own + tuple(mark for url in read for mark in set_read(progress, node, url, True, NOON))


@pytest.mark.parametrize("wanted", ExportFormat)
def test_notes_leave_only_when_they_are_asked_for(wanted: ExportFormat, tally: Tally) -> None:
    """A card has no room for them at all."""
    assert "My secret" not in dumps(wanted, tally)
    assert ("My secret" in dumps(wanted, tally, with_notes=True)) is (wanted is not ExportFormat.SVG)


def with_own_links(tally: Tally) -> Tally:
    """Yeast with a link of the user's own, one that nothing may open, and the roadmap's link read."""
    progress, node = tally.progress, tally.roadmap.nodes[2]
    for url, title in (("https://example.org/own", "My <own>"), ("javascript:alert(1)", "Evil")):
        progress = progress.with_marks(set_link(progress, node, url, title, NOON))
    return Tally(progress.with_marks(set_read(progress, node, node.links[0].url, True, NOON)))


@pytest.mark.parametrize("wanted", sorted(set(ExportFormat) - {ExportFormat.SVG, ExportFormat.TODOTXT}))
def test_own_links_leave_with_the_notes_only(wanted: ExportFormat, tally: Tally) -> None:
    """They are the user's; a calendar has room for one link alone, and one that nothing may open never leaves."""
    text = dumps(wanted, with_own_links(tally), with_notes=True)
    assert ("example.org/own" in text) is (wanted is not ExportFormat.ICS)
    assert "alert(1)" not in text
    assert dumps(wanted, with_own_links(tally)) == dumps(wanted, tally)


def test_what_was_read_is_said_where_there_is_a_place(tally: Tally) -> None:
    """A mark in Markdown that makes no topic of a link, a word or a key elsewhere."""
    texts = {wanted: dumps(wanted, with_own_links(tally), with_notes=True) for wanted in ExportFormat}
    assert ") ✓\n" in texts[ExportFormat.MARKDOWN]
    assert " (read)\n" in texts[ExportFormat.ORG]
    assert '<span class="word">read</span>' in texts[ExportFormat.HTML]
    yeast = next(node for node in json.loads(texts[ExportFormat.JSON])["nodes"] if node["id"] == "dough.yeast")
    assert [(link["own"], link["read"]) for link in yeast["links"]] == [(False, True), (True, False)]
    outline = loads(texts[ExportFormat.MARKDOWN].encode(), "x.md")
    assert not any("✓" in line for entry in outline.items for line in entry.about)


@pytest.mark.parametrize("wanted", ExportFormat)
def test_nothing_can_steer_a_terminal(wanted: ExportFormat, tally: Tally) -> None:
    """An export may end on one."""
    text = dumps(wanted, tally, with_notes=True)
    assert not set(text) & {chr(code) for code in (*range(9), 11, 12, *range(14, 32), 127, *range(128, 160))}


@slowly
@given(tallies())
def test_equal_input_gives_equal_output(tally: Tally) -> None:
    """Whatever the texts are, and every format can hold them."""
    for wanted in ExportFormat:
        text = dumps(wanted, tally, with_notes=True)
        assert text == dumps(wanted, Tally(tally.progress), with_notes=True)
        assert text.encode()


def seen(text: str) -> str:
    """A title as any user sees it."""
    return " ".join(clean_line(text).split()) or "Untitled"


def topics_of(roadmap: Roadmap, done: set[int]) -> list[tuple[str, bool]]:
    return sorted((seen(node.title), index in done) for index, node in enumerate(roadmap.nodes) if node.is_topic)


@slowly
@given(tallies())
def test_markdown_imports_back_to_the_same_topics_and_ticks(tally: Tally) -> None:
    """Whatever stands in titles, links and notes."""
    for with_notes in (False, True):
        outline = loads(dumps(ExportFormat.MARKDOWN, tally, with_notes=with_notes).encode(), "x.md")
        done = {index for index, status in enumerate(tally.statuses) if status is Status.DONE}
        back = sorted((entry.title, entry.status is Status.DONE) for entry in outline.items if entry.is_topic)
        assert back == topics_of(tally.roadmap, done)
        assert outline.title == seen(tally.roadmap.title)


@slowly
@given(tallies())
def test_markdown_keeps_sections_and_links(tally: Tally) -> None:
    """Paths of titles, as long as no section stands in a topic, and every address."""
    with_own = loads(dumps(ExportFormat.MARKDOWN, tally, with_notes=True).encode(), "x.md")
    outline = loads(dumps(ExportFormat.MARKDOWN, tally).encode(), "x.md")
    nodes, back = tally.roadmap.nodes, parse_outline(outline, "x").nodes
    assert sum(len(node.links) for node in back) == sum(len(node.links) for node in nodes)
    every = sum(len(topic_links(tally.progress, node)) for node in nodes)
    assert sum(len(node.links) for node in parse_outline(with_own, "x").nodes) == every
    if not any(nodes[node.parent].is_topic and not node.is_topic for node in nodes[1:]):
        paths = sorted(
            [*map(seen, tally.roadmap.path(index)), seen(node.title)] for index, node in enumerate(nodes) if index
        )
        again = [(node, node.parent) for node in back[1:]]
        found = []
        for node, parent in again:
            path = [node.title]
            while parent > 0:
                path, parent = [back[parent].title, *path], back[parent].parent
            found.append(path)
        assert sorted(found) == paths


@pytest.mark.parametrize(
    "title",
    [
        "[x] y",
        "# a #",
        "http://a.b/c www.a.b",
        "*a* `b` ~~c~~",
        "<b>",
        "&amp;",
        "1. a",
        "a\\",
        "- [ ] a",
        "a | b",
        "![i](j)",
        ":x: $a$",
    ],
)
def test_markdown_shows_a_title_as_it_is(title: str, roadmap: Roadmap) -> None:
    """No syntax in it comes to life, as a topic, a heading or the title of all."""
    rows = [node._replace(title=title) for node in roadmap.nodes]
    text = dumps(ExportFormat.MARKDOWN, Tally(Progress(roadmap._replace(nodes=tuple(rows)), Device("x"))))
    outline = loads(text.encode(), "x.md")
    assert {outline.title, *(entry.title for entry in outline.items)} == {title}
    assert not any(entry.links for entry in outline.items)


_VOID = ("meta", "hr", "br")
"""Elements without content, whether or not a slash says so."""


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert tag in _VOID or self.open.pop() == tag


def page(tally: Tally) -> _Page:
    parser = _Page()
    parser.feed(dumps(ExportFormat.HTML, tally, with_notes=True))
    assert parser.open == []
    return parser


@slowly
@given(tallies())
def test_a_page_runs_and_fetches_nothing(tally: Tally) -> None:
    """No script, picture or frame, no handler, and links to the web only; every element is closed."""
    found = page(tally)
    assert not {"script", "img", "iframe", "link", "object", "form"} & set(found.tags)
    for name, value in found.attributes:
        assert not name.startswith("on")
        assert name not in ("src", "srcset", "style")
        assert name != "href" or (value or "").lower().startswith(("http://", "https://"))


def test_a_page_shows_tree_and_progress(tally: Tally) -> None:
    """With hostile texts as text, for phones, the dark and paper."""
    text = dumps(ExportFormat.HTML, tally)
    assert page(tally).tags.count("details") == 4
    assert "&lt;script&gt;" in text
    assert all(
        words in text
        for words in ("prefers-color-scheme:dark", "@media print", "width=device-width", "1 of 4 topics done (25%)")
    )


def test_a_page_has_one_look_for_a_status(tally: Tally) -> None:
    """Of a topic with children, too; and only topics are never torn by a page, or most pages would be empty."""
    text = dumps(ExportFormat.HTML, tally)
    found = re.findall(r'<span class="box (\w+)" [^>]*>.</span><span class="title">=?(\w+)', text)
    assert found == [("done", "Yeast"), ("doing", "Rye"), ("todo", "Sourdough"), ("todo", "Salt"), ("skipped", "cmd")]
    assert re.findall(r"([.\w,]+){break-inside:avoid}", text) == [".topic"]


@slowly
@given(tallies())
def test_a_card_is_well_formed(tally: Tally) -> None:
    """It has a title and a description, for those who do not see it."""
    for text in (dumps(ExportFormat.SVG, tally), svg.badge(tally)):
        names = [element.tag.rpartition("}")[2] for element in ET.fromstring(text).iter()]
        assert names[:3] == ["svg", "title", "desc"]
        assert not {"script", "image", "a", "foreignObject"} & set(names)


@slowly
@given(tallies())
def test_a_table_has_a_row_for_every_topic(tally: Tally) -> None:
    """RFC 4180, and no cell that a spreadsheet would run."""
    text = dumps(ExportFormat.CSV, tally, with_notes=True)
    head, *rows = list(csv.reader(io.StringIO(text, newline="")))
    assert len(rows) == tally.overall.total
    assert all(len(row) == len(head) for row in rows)
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@a", "\t=1", " =1", "＝1"])
def test_formulas_are_defused(cell: str) -> None:
    """Blanks before one are no disguise."""
    assert escape_formula(cell).startswith("'")
    assert escape_formula("a=1") == "a=1"


def test_json_has_everything(tally: Tally) -> None:
    """Statuses with their times, counts, and what the roadmap says."""
    document = json.loads(dumps(ExportFormat.JSON, tally))
    assert document["summary"] == {"done": 1, "doing": 1, "skipped": 1, "todo": 2, "total": 5, "percent": 25}
    yeast = next(node for node in document["nodes"] if node["id"] == "dough.yeast")
    assert (yeast["status"], yeast["since"], yeast["parent"]) == ("done", "2026-11-22T12:00:00.000000Z", "dough")
    assert "note" not in yeast


def test_org_counts_as_org_does(tally: Tally) -> None:
    """Headings with cookies; what is in progress is half a tick; what is skipped has no box."""
    lines = dumps(ExportFormat.ORG, tally).splitlines()
    assert lines[1] == "* Dough [1/4]"
    assert "- [X] Yeast" in lines
    assert lines[lines.index("** Flour [0/2]") + 1 :] == [
        "- [-] Rye",
        "  - [ ] Sourdough",
        "* =Ovens [0/0]",
        "- =cmd|' /C calc'!A0",
    ]


def test_todo_txt_has_a_line_for_every_topic(tally: Tally) -> None:
    """With date, project and context."""
    lines = dumps(ExportFormat.TODOTXT, tally).splitlines()
    assert lines[0] == "x 2026-11-22 Yeast +small @dough"
    assert lines[1] == "(A) Rye +small @dough"
    assert lines[4].endswith("+small @ovens status:skipped")


@slowly
@given(tallies())
def test_todo_txt_and_calendars_hold_any_text(tally: Tally) -> None:
    """One line a topic; lines of 75 octets at most, and as many ends as beginnings."""
    assert len(dumps(ExportFormat.TODOTXT, tally).split("\n")) == tally.overall.total + 1
    text = dumps(ExportFormat.ICS, tally, with_notes=True)
    lines = text.split("\r\n")
    assert all(len(line.encode()) <= 75 and "\n" not in line and "\r" not in line for line in lines)
    assert lines.count("BEGIN:VTODO") == lines.count("END:VTODO") == tally.overall.total


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("pay due:2026-11-26 rec:1w", "pay due: 2026-11-26 rec: 1w"),
        ("t:1", "t: 1"),
        ("see https://example.org and std::vector", "see https://example.org and std::vector"),
        ("the +x and @y", "the \u200b+x and \u200b@y"),
        ("C++ a@b", "C++ a@b"),
        ("x marks", "· x marks"),
        ("(A) first", "· (A) first"),
    ],
)
def test_a_title_is_no_syntax_of_todo_txt(title: str, expected: str) -> None:
    """No date, no recurrence, no project, no context, no priority."""
    roadmap = make_roadmap(("", "R", False), ("a", title, True))
    assert dumps(ExportFormat.TODOTXT, Tally(Progress(roadmap, Device("d")))) == f"{expected} +small\n"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("TODO lists", "\u200bTODO lists"),
        ("TODOs", "TODOs"),
        ("[#A] first", "\u200b[#A] first"),
        ("#+BEGIN_SRC sh", "\u200b#+BEGIN_SRC sh"),
        ("| a |", "\u200b| a |"),
        ("- a", "\u200b- a"),
        ("at <2026-11-26>", "at <\u200b2026-11-26>"),
        ("at [2026-11-26]", "at [\u200b2026-11-26]"),
        ("DEADLINE: soon", "DEADLINE\u200b: soon"),
        ("a :b:", "a :\u200bb:"),
        ("a :: b", "a \u200b:: b"),
        ("C++ and a: b", "C++ and a: b"),
    ],
)
def test_a_title_is_no_syntax_of_org(title: str, expected: str) -> None:
    """No keyword, priority, block, date or tag."""
    roadmap = make_roadmap(("", "R", False), ("a", title, True))
    text = dumps(ExportFormat.ORG, Tally(Progress(roadmap, Device("d"))))
    assert text.splitlines()[1].partition("[ ] ")[2] == expected or text.splitlines()[1].startswith(f"* {expected} [")


def test_a_calendar_entry_says_when_it_was_done(tally: Tally) -> None:
    """Its UID does not change, and texts are escaped."""
    text = dumps(ExportFormat.ICS, tally).replace("\r\n ", "")
    assert (
        "UID:dough.yeast@small.roadmap-tui\r\nDTSTAMP:20261122T120000Z\r\nSUMMARY:Yeast\r\nSTATUS:COMPLETED\r\nCOMPLETED:20261122T120000Z"
        in text
    )
    assert re.search(r"STATUS:CANCELLED", text)


@pytest.mark.parametrize("wanted", ExportFormat)
def test_the_endings_of_a_format_stand_for_it(wanted: ExportFormat) -> None:
    """The name of a file says enough, in capitals, too."""
    assert wanted.endings
    assert {format_of(f"list{ending}") for ending in wanted.endings} == {wanted}
    assert format_of(f"LIST{wanted.endings[0].upper()}") is wanted


@pytest.mark.parametrize("name", ["list", "", ".md", "list.docx"])
def test_another_ending_stands_for_markdown(name: str) -> None:
    """The most usual format."""
    assert format_of(name) is ExportFormat.MARKDOWN

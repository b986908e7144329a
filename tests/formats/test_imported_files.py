"""Whatever is imported becomes a file that `check` passes, twice the same, and that exports and imports back."""

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roadmap_tui.core.actions import set_status
from roadmap_tui.core.counts import Tally
from roadmap_tui.core.marks import Device, Status
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.roadmap import RoadmapId
from roadmap_tui.core.update.draft import Outline, parse_outline
from roadmap_tui.core.update.merge import NO_PREVIOUS_EDITIONS, Edition, collect_previous, merge
from roadmap_tui.errors import UnreadableRoadmapError
from roadmap_tui.formats import markdown_list, roadmap_sh, roadmap_toml
from roadmap_tui.formats.exports import ExportFormat, dumps
from tests.conftest import NOON
from tests.strategies import texts

_PIECES = [
    *("- [ ] ", "- [x] ", "* ", "1. ", "  ", "    ", "\t", "\n", "\n\n", "# ", "## ", "#### ", "> ", "---\n", "```\n"),
    *(
        "| a | b |\n|---|---|\n| c | d |\n",
        "Course | Prerequisites\n---|---\nx | y\ny | x\n",
        "<div>\n",
        "<!-- ",
        " -->",
    ),
    *(
        "[a](http://b.c/d)",
        "[a](<x y>)",
        "[a]: http://b.c\n",
        "[a]",
        "![i](j)",
        "http://e.f",
        "www.g.h",
        "title",
        "links",
    ),
    *(
        "**b**",
        "`c`",
        "&amp;",
        "\\",
        "é",
        "数据",
        "Redis",
        "redis",
        "REDIS",
        "\x00",
        "\x1b[c",
        "\u202e",
        "\u2028",
        "İ",
        "ß",
        "ſ",
    ),
]
markdown = st.lists(st.sampled_from(_PIECES) | texts, max_size=40).map("".join)
values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5) | st.sampled_from(["topic", "subtopic", "\ud800"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
nodes = st.fixed_dictionaries(
    {
        "id": st.text(max_size=3) | values,
        "type": st.sampled_from(["topic", "subtopic", "checklist", "section", "button"]) | values,
    },
    optional={
        "position": st.fixed_dictionaries({"x": values, "y": st.integers(-9, 9)}) | values,
        "data": st.fixed_dictionaries(
            {"label": texts}, optional={"href": texts, "legend": values, "checklists": values, "links": values}
        )
        | values,
        "width": values,
    },
)


def edition_of(outline: Outline, before: Edition | None = None) -> Edition:
    past = collect_previous(before.roadmap, (), {}) if before else NO_PREVIOUS_EDITIONS
    title = outline.title if outline.title.strip() else "Untitled"
    return merge(RoadmapId("x"), parse_outline(outline, title), past, reserved=roadmap_toml.ATTRIBUTES)


def passes_check_and_stays(outline: Outline) -> Edition:
    made = edition_of(outline)
    data = roadmap_toml.dumps(made.roadmap).encode()
    assert roadmap_toml.loads(data, "x.toml") == made.roadmap
    assert roadmap_toml.dumps(edition_of(outline, made).roadmap).encode() == data
    return made


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(markdown, st.sampled_from([None, *markdown_list.Kind]))
def test_any_markdown_gives_a_valid_file(text: str, kind: markdown_list.Kind | None) -> None:
    """Whatever the titles, addresses and levels are."""
    outline = markdown_list.loads(text.encode(), "x.md", kind)
    if any(entry.is_topic for entry in outline.items):
        made = passes_check_and_stays(outline)
        assert sum(1 for _ in made.roadmap.topics()) == sum(entry.is_topic for entry in outline.items)


@settings(deadline=None)
@given(st.lists(nodes, max_size=6), values)
def test_any_map_gives_a_valid_file(drawn: list[Any], edges: Any) -> None:
    """Whatever a stranger's JSON holds, half characters included."""
    try:
        outline = roadmap_sh.loads(json.dumps({"nodes": drawn, "edges": edges}).encode(), "x.json", {})
    except UnreadableRoadmapError:
        return
    passes_check_and_stays(outline)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(markdown)
def test_an_imported_list_exports_to_the_same_bytes_again(text: str) -> None:
    """Markdown out, in, and out again."""
    outline = markdown_list.loads(text.encode(), "x.md", markdown_list.Kind.TASKS)
    if any(entry.is_topic for entry in outline.items):
        first = dumps(ExportFormat.MARKDOWN, tally(edition_of(outline)))
        again = markdown_list.loads(first.encode(), "x.md")
        assert dumps(ExportFormat.MARKDOWN, tally(edition_of(again))) == first


def tally(edition: Edition) -> Tally:
    progress = Progress(edition.roadmap, Device("x"))
    done = [edition.roadmap.node(node_id) for node_id, status in edition.statuses.items() if status is Status.DONE]
    return Tally(progress.with_marks(set_status(progress, done, Status.DONE, NOON)))

"""The bundled roadmap keeps the rules that CONTRIBUTING.md states for it."""

import re
import tomllib
from collections import Counter
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from roadmap_tui.core.actions import set_status
from roadmap_tui.core.counts import Tally
from roadmap_tui.core.marks import Device, Status
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.roadmap import Level, Node, Origin
from roadmap_tui.core.suggestions import suggestions
from roadmap_tui.storage import library
from tests.conftest import NOON

ROOT = Path(__file__).parents[1]
ROADMAP = library.load(library.bundled_path())
TOPICS = list(ROADMAP.topics())
SECTIONS = [node for _, node in ROADMAP.sections()]
MINUTES = {15, 30, 60, 120, 180, 240, 480, 900, 960, 2400, 4800}
TOP_LEVEL = [
    "Databases",
    "Programming",
    "Tools",
    "APIs",
    "QA",
    "Operating systems",
    "Hardware",
    "Infrastructure",
    "Distributed systems, software architecture",
    "Monitoring and Alerting",
    "Networking",
    "Security",
    "Basic math and statistics",
    "Resources",
    "LLMs and AI",
]


def broken(nodes: list[Node], rule: object) -> list[str]:
    """Ids of the nodes for which a rule does not hold."""
    assert callable(rule)
    return [node.id for node in nodes if not rule(node)]


def vocabulary() -> set[str]:
    """The tags that CONTRIBUTING.md lists."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    return set(re.findall(r"`([a-z]+)`", text.partition("<!-- tags -->")[2].partition("<!-- /tags -->")[0]))


def last_paragraph(node: Node) -> str:
    return node.about.strip().rpartition("\n\n")[2]


def test_the_sections_are_those_of_the_post_and_one_more() -> None:
    """The fourteen sections in the post's order, then the one that was added."""
    assert [node.title for node in SECTIONS if node.depth == 1] == TOP_LEVEL


def test_it_is_as_large_as_it_should_be() -> None:
    """At least the 186 topics of the inventory and the four books, and not padded beyond 250."""
    assert 190 <= len(TOPICS) <= 250
    assert sum(topic.origin is Origin.POST for topic in TOPICS) == 52


def test_the_id_is_the_one_that_the_library_knows() -> None:
    """The bundled roadmap is found by its id without being read."""
    assert ROADMAP.id == library.BUNDLED_ID


def test_the_root_says_where_it_comes_from() -> None:
    """The author is credited with the post's address, and it is said that something was added."""
    about = ROADMAP.nodes[0].about
    assert "Samu Balogh" in about
    assert "samu.space/backenddevareas" in about
    assert "added" in about


@pytest.mark.parametrize(
    "rule",
    [
        lambda node: len(node.about) > 80,
        lambda node: last_paragraph(node).startswith("You can "),
        lambda node: last_paragraph(node) != node.about.strip(),
        lambda node: node.links,
        lambda node: node.level,
        lambda node: node.origin,
        lambda node: node.minutes in MINUTES,
        lambda node: 1 <= len(node.tags) <= 3,
        lambda node: set(node.tags) <= vocabulary(),
        lambda node: all(link.by and link.free is not None for link in node.links),
    ],
    ids=[
        "described",
        "check",
        "two-paragraphs",
        "linked",
        "level",
        "origin",
        "minutes",
        "tag-count",
        "tag-words",
        "links-complete",
    ],
)
def test_every_topic_is_complete(rule: object) -> None:
    """Text, check, links, level, origin, effort and tags are there and in their ranges."""
    assert broken(TOPICS, rule) == []


def test_every_section_says_why_it_matters() -> None:
    """One paragraph each."""
    assert broken(SECTIONS, lambda node: node.about.strip() and "\n\n" not in node.about.strip()) == []


def test_no_title_stands_twice_in_a_section() -> None:
    """Siblings can be told apart, and titles fit into the tree."""
    counts = Counter((node.parent, node.title) for node in ROADMAP.nodes)
    assert [pair for pair, count in counts.items() if count > 1] == []
    assert broken(TOPICS, lambda node: len(node.title) <= 60) == []


def test_the_last_part_of_an_id_names_a_topic() -> None:
    """`roadmap-tui done redis` is never ambiguous in the bundled roadmap."""
    counts = Counter(node.id.rpartition(".")[2] for node in ROADMAP.nodes)
    assert [part for part, count in counts.items() if count > 1] == []


def test_links_are_well_formed() -> None:
    """https, a host with a dot, and nothing that a package index serves."""
    urls = [urlsplit(link.url) for node in ROADMAP.nodes for link in node.links]
    assert {url.scheme for url in urls} == {"https"}
    assert all("." in url.netloc for url in urls)
    assert not {url.netloc for url in urls} & {"pypi.org", "www.npmjs.com", "crates.io", "rubygems.org"}


def test_levels_are_spread_as_they_should_be() -> None:
    """About half core, a third more, the remainder optional."""
    shares = {level: sum(topic.level is level for topic in TOPICS) / len(TOPICS) for level in Level}
    assert 0.4 <= shares[Level.CORE] <= 0.55
    assert 0.25 <= shares[Level.MORE] <= 0.42


def test_next_is_a_course_from_beginning_to_end() -> None:
    """Doing what is suggested first, again and again, reaches every topic, core before more before optional."""
    progress, now, levels = Progress(ROADMAP, Device("laptop")), NOON, []
    tally = Tally(progress)
    while found := suggestions(tally):
        topic = ROADMAP.nodes[found[0].node_index]
        levels.append(list(Level).index(topic.level or Level.OPTIONAL))
        now += timedelta(seconds=1)
        progress = progress.with_marks(set_status(progress, [topic], Status.DONE, now))
        tally.update(progress, [topic.id])
    assert tally.overall.is_complete
    assert levels == sorted(levels)


def test_the_file_is_wrapped_for_people() -> None:
    """Texts are wrapped at 100 characters, so that a diff of one reads well."""
    data = tomllib.loads(library.bundled_path().read_text(encoding="utf-8"))
    assert max(map(len, data["about"].splitlines())) <= 100
    assert broken(TOPICS, lambda node: max(map(len, node.about.splitlines())) <= 100) == []

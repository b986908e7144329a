"""What to learn next: what is begun, then what is ready, by level and in the roadmap's order."""

import pytest

from roadmap_tui.core.roadmap import Level, NodeId, Roadmap, build_roadmap
from roadmap_tui.core.suggestions import open_topics, suggestions, unmet
from tests.conftest import make_roadmap
from tests.mark_strategies import tallied

NEEDS = {"b": ("a",), "c": ("a", "s"), "s.y": ("s.x",)}
LEVELS = {"s.x": Level.CORE, "d": Level.OPTIONAL, "e": Level.MORE}


@pytest.fixture
def roadmap() -> Roadmap:
    """Topics a to e and a section with two more; b and c need a, c needs the whole section."""
    rows = [("", "R", False), *((name, name.upper(), True) for name in "abc"), ("s", "S", False)]
    plain = make_roadmap(*rows, ("s.x", "X", True), ("s.y", "Y", True), ("d", "D", True), ("e", "E", True))
    nodes = (
        node._replace(after=tuple(map(NodeId, NEEDS.get(node.id, ()))), level=LEVELS.get(node.id))
        for node in plain.nodes
    )
    return build_roadmap(plain.id, nodes)


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ({}, ["s.x", "a", "e", "d"]),
        ({"d": "doing"}, ["d", "s.x", "a", "e"]),
        ({"a": "done"}, ["s.x", "b", "e", "d"]),
        ({"a": "skipped"}, ["s.x", "b", "e", "d"]),
        ({"a": "doing"}, ["a", "s.x", "e", "d"]),
        ({"s_x": "done"}, ["a", "s.y", "e", "d"]),
        ({"a": "done", "s_x": "done"}, ["b", "s.y", "e", "d"]),
        ({"a": "done", "s_x": "done", "s_y": "done"}, ["b", "c", "e", "d"]),
        ({"a": "done", "s_x": "skipped", "s_y": "skipped"}, ["b", "c", "e", "d"]),
        ({"c": "doing"}, ["c", "s.x", "a", "e", "d"]),
        (dict.fromkeys(["a", "b", "c", "d", "e", "s_x", "s_y"], "done"), []),
    ],
)
def test_what_can_be_taken_up_comes_in_the_right_order(
    roadmap: Roadmap, statuses: dict[str, str], expected: list[str]
) -> None:
    """In progress first, core before the rest, and nothing before its prerequisites are behind the reader."""
    found = suggestions(tallied(roadmap, **statuses))
    assert [roadmap.nodes[suggestion.position].id for suggestion in found] == expected


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [({}, {"a": 2, "s.x": 1, "d": 0, "e": 0}), ({"b": "done", "s_y": "skipped"}, {"a": 1, "s.x": 0, "d": 0, "e": 0})],
)
def test_a_suggestion_says_how_many_open_topics_wait_for_it(
    roadmap: Roadmap, statuses: dict[str, str], expected: dict[str, int]
) -> None:
    """What is behind the reader no longer waits."""
    found = suggestions(tallied(roadmap, **statuses))
    assert {roadmap.nodes[each.position].id: each.unlocks for each in found} == expected


def test_open_topics_are_to_do_or_in_progress(roadmap: Roadmap) -> None:
    """In file order, sections left out."""
    found = open_topics(tallied(roadmap, a="done", b="doing", d="skipped"))
    assert [roadmap.nodes[index].id for index in found] == ["b", "c", "s.x", "s.y", "e"]


def test_prerequisites_are_unmet_until_they_are_complete(roadmap: Roadmap) -> None:
    """A section counts as a whole, and what was begun anyway is the reader's to judge."""
    topic = roadmap.node(NodeId("c"))
    half = tallied(roadmap, a="done", s_x="done")
    assert [roadmap.nodes[index].id for index in unmet(half, topic)] == ["s"]
    assert unmet(tallied(roadmap, c="doing"), topic) == []

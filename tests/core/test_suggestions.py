"""What to learn next: what is begun, then what is ready, by level, by what it unlocks and by time."""

import pytest

from roadmap_tui.core.roadmap import Level, NodeId, Roadmap, build_roadmap
from roadmap_tui.core.suggestions import (
    MOST_UNLOCKED,
    dependents,
    next_up,
    open_topics,
    suggestions,
    unmet_prerequisites,
)
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
        ({"a": "done", "s_x": "done"}, ["s.y", "b", "e", "d"]),
        ({"a": "done", "s_x": "done", "s_y": "done"}, ["b", "c", "e", "d"]),
        ({"a": "done", "s_x": "skipped", "s_y": "skipped"}, ["b", "c", "e", "d"]),
        ({"c": "doing"}, ["c", "s.x", "a", "e", "d"]),
        (dict.fromkeys(["a", "b", "c", "d", "e", "s_x", "s_y"], "done"), []),
    ],
)
def test_what_can_be_taken_up_comes_in_the_right_order(
    roadmap: Roadmap, statuses: dict[str, str], expected: list[str]
) -> None:
    """In progress first, core before the rest, and nothing before its prerequisites are behind the user."""
    found = suggestions(tallied(roadmap, **statuses))
    assert [roadmap.nodes[suggestion.node_index].id for suggestion in found] == expected


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ({}, {"a": 2, "s.x": 2, "d": 0, "e": 0}),
        ({"b": "done", "s_y": "skipped"}, {"a": 1, "s.x": 1, "d": 0, "e": 0}),
        ({"c": "skipped"}, {"a": 1, "s.x": 1, "d": 0, "e": 0}),
    ],
)
def test_a_suggestion_says_how_many_open_topics_wait_for_it(
    roadmap: Roadmap, statuses: dict[str, str], expected: dict[str, int]
) -> None:
    """Directly, through other topics, or for the section it is in; what is behind the user no longer waits."""
    found = suggestions(tallied(roadmap, **statuses))
    assert {roadmap.nodes[each.node_index].id: each.unlocks for each in found} == expected


def test_open_topics_are_to_do_or_in_progress(roadmap: Roadmap) -> None:
    """In file order, sections left out."""
    found = open_topics(tallied(roadmap, a="done", b="doing", d="skipped"))
    assert [roadmap.nodes[index].id for index in found] == ["b", "c", "s.x", "s.y", "e"]


def test_prerequisites_are_unmet_until_they_are_complete(roadmap: Roadmap) -> None:
    """A section counts as a whole, and what was begun anyway is the user's to judge."""
    topic = roadmap.node(NodeId("c"))
    half = tallied(roadmap, a="done", s_x="done")
    assert [roadmap.nodes[index].id for index in unmet_prerequisites(half, topic)] == ["s"]
    assert unmet_prerequisites(tallied(roadmap, c="doing"), topic) == []


def timed(minutes: dict[str, int], after: dict[str, str]) -> Roadmap:
    """Six topics, a to f, with times and prerequisites."""
    plain = make_roadmap(("", "R", False), *((name, name.upper(), True) for name in "abcdef"))
    nodes = (
        node._replace(minutes=minutes.get(node.id), after=tuple(map(NodeId, after.get(node.id, ""))))
        for node in plain.nodes
    )
    return build_roadmap(plain.id, nodes)


@pytest.mark.parametrize(
    ("minutes", "after", "expected"),
    [
        ({}, {}, "abcdef"),
        ({"c": 30, "e": 15}, {}, "ecabdf"),
        ({"c": 30}, {"d": "f", "e": "f"}, "fcab"),
        ({"a": 15}, {"e": "d", "f": "e", "c": "b"}, "dba"),
    ],
    ids=["file-order", "shorter-first", "unlocks-before-time", "through-others"],
)
def test_within_a_level_what_unlocks_more_and_takes_less_comes_first(
    minutes: dict[str, int], after: dict[str, str], expected: str
) -> None:
    """Then the roadmap's own order; a topic that does not say how long it takes comes after those that do."""
    roadmap = timed(minutes, after)
    assert "".join(roadmap.nodes[each.node_index].id for each in suggestions(tallied(roadmap))) == expected


def test_what_has_to_wait_comes_last_and_only_when_asked_for(roadmap: Roadmap) -> None:
    """With what it waits for."""
    tally = tallied(roadmap, d="done")
    found = suggestions(tally, with_blocked=True)
    needs = {roadmap.nodes[each.node_index].id: [roadmap.nodes[index].id for index in each.needs] for each in found}
    assert list(needs) == ["s.x", "a", "e", "s.y", "b", "c"]
    assert needs == {"s.x": [], "a": [], "e": [], "s.y": ["s.x"], "b": ["a"], "c": ["a", "s"]}
    assert [each for each in found if not each.needs] == suggestions(tally)


@pytest.mark.parametrize(
    "statuses",
    [{}, {"d": "doing"}, {"a": "done"}, {"s_x": "done", "a": "done"}, dict.fromkeys(["a", "b", "c", "d", "e"], "done")],
)
def test_next_up_is_the_first_suggestion(roadmap: Roadmap, statuses: dict[str, str]) -> None:
    """Found by a shorter way."""
    tally = tallied(roadmap, **statuses)
    assert next_up(tally, dependents(roadmap)) == suggestions(tally)[0]


def test_nothing_is_next_when_nothing_is_left(roadmap: Roadmap) -> None:
    """Nor is anything suggested."""
    tally = tallied(roadmap, **dict.fromkeys(["a", "b", "c", "d", "e", "s_x", "s_y"], "skipped"))
    assert next_up(tally, dependents(roadmap)) is None


def test_a_chain_is_not_followed_to_its_end() -> None:
    """Counting ends where the number says nothing more."""
    names = [f"t{number}" for number in range(300)]
    plain = make_roadmap(("", "R", False), *((name, name, True) for name in names))
    nodes = (
        node._replace(after=(plain.nodes[index - 1].id,)) if index > 1 else node
        for index, node in enumerate(plain.nodes)
    )
    (found,) = suggestions(tallied(build_roadmap(plain.id, nodes)))
    assert found.unlocks == MOST_UNLOCKED

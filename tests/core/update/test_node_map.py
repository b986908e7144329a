"""Another edition of a roadmap: the same marks, the same counts, and the user stays where they are."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_tui.core.counts import Tally
from roadmap_tui.core.marks import Mark
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.roadmap import NodeId, Roadmap, build_roadmap
from roadmap_tui.core.update.node_map import NodeMap
from tests.conftest import make_roadmap
from tests.mark_strategies import MARKED_IDS, OWN, PROPERTY, ROADMAP, histories, marks, some_mark
from tests.mark_strategies import state as shown

WITHOUT_SQL = make_roadmap(
    ("", "A small roadmap", False),
    ("data", "Data", False),
    ("data.stores", "Stores", False),
    ("data.stores.redis", "Redis", True),
    ("tools", "Tools", False),
    ("tools.make", "Make", True),
)
"""An edition that has lost some topics, and all former ids."""

RENAMED = build_roadmap(
    ROADMAP.id,
    (
        node._replace(id=NodeId("storage.redis"), was=(NodeId("data.stores.redis"),))
        if node.id == "data.stores.redis"
        else node
        for node in ROADMAP.nodes
    ),
)
"""An edition in which a topic has another id."""

EDITIONS = st.sampled_from([ROADMAP, WITHOUT_SQL, RENAMED])


def state(progress: Progress) -> object:
    """Everything that a progress says."""
    stacks = [list(progress.undoable), list(progress.redoable)]
    return histories(progress), shown(progress), stacks, sorted(progress.orphans()), sorted(progress.marks())


@PROPERTY
@given(marks())
def test_the_same_edition_changes_nothing(made: tuple[Mark, ...]) -> None:
    """Neither what is shown, nor what can be undone."""
    progress = Progress(ROADMAP, OWN).with_marks(made)
    assert state(progress.rebased_on(ROADMAP)) == state(progress)


@PROPERTY
@given(marks(), EDITIONS, EDITIONS)
def test_going_to_an_edition_is_beginning_with_it(made: tuple[Mark, ...], old: Roadmap, new: Roadmap) -> None:
    """So it does not matter when a file was edited, before the marks were read or after."""
    assert state(Progress(old, OWN).with_marks(made).rebased_on(new)) == state(Progress(new, OWN).with_marks(made))


@PROPERTY
@given(marks(), EDITIONS)
def test_what_is_gone_comes_back_with_the_topic(made: tuple[Mark, ...], between: Roadmap) -> None:
    """A topic that was taken out and put in again has all its marks."""
    progress = Progress(ROADMAP, OWN).with_marks(made)
    assert state(progress.rebased_on(between).rebased_on(ROADMAP)) == state(progress)


@PROPERTY
@given(marks(), marks(shift_us=1), EDITIONS)
def test_marks_made_meanwhile_are_folded_as_ever(
    before: tuple[Mark, ...], later: tuple[Mark, ...], edition: Roadmap
) -> None:
    """Whichever comes first, the edition or the marks."""
    progress = Progress(ROADMAP, OWN).with_marks(before)
    assert state(progress.rebased_on(edition).with_marks(later)) == state(
        progress.with_marks(later).rebased_on(edition)
    )


@PROPERTY
@given(marks(), EDITIONS)
def test_the_progress_itself_stays_what_it_was(made: tuple[Mark, ...], edition: Roadmap) -> None:
    """It is a value."""
    progress = Progress(ROADMAP, OWN).with_marks(made)
    before = state(progress)
    progress.rebased_on(edition)
    assert state(progress) == before


def test_a_topic_that_is_gone_is_an_orphan() -> None:
    """It is named, and counts again when it comes back."""
    progress = Progress(ROADMAP, OWN).with_marks([some_mark("data.sql")])
    gone = progress.rebased_on(WITHOUT_SQL)
    assert [mark.topic for mark in gone.orphans()] == ["data.sql"]
    assert gone.rebased_on(ROADMAP).status(NodeId("data.sql")) == "done"


@PROPERTY
@given(marks(), EDITIONS)
def test_a_tally_that_adopts_another_counts_like_it(made: tuple[Mark, ...], edition: Roadmap) -> None:
    """And is kept up to date from there on."""
    tally = Tally(Progress(ROADMAP, OWN))
    tally.replace_with(Tally(Progress(edition, OWN)))
    tally.update(tally.progress.with_marks(made), {mark.topic for mark in made})
    fresh = Tally(Progress(edition, OWN).with_marks(made))
    topics = [index for index, node in enumerate(edition.nodes) if node.is_topic]
    assert tally.roadmap is edition
    assert tally.summaries == fresh.summaries
    assert [tally.statuses[index] for index in topics] == [fresh.statuses[index] for index in topics]


def ids(roadmap: Roadmap, indexes: Iterable[int]) -> list[str]:
    """The ids of nodes, in file order."""
    return [roadmap.nodes[index].id for index in sorted(indexes)]


@pytest.mark.parametrize(
    ("node_id", "expected"),
    [
        ("data", "data"),
        ("data.sql", "data.stores"),
        ("data.stores.redis", "data.stores.redis"),
        ("tools.git", "tools.make"),
        ("tools.git.rebase", "tools.make"),
        ("tools.make", "tools.make"),
    ],
)
def test_a_cursor_goes_to_what_is_nearest(node_id: str, expected: str) -> None:
    """The node itself; else the next one beside it, the one before, or the same for what it stood in."""
    matching = NodeMap(ROADMAP, WITHOUT_SQL)
    assert WITHOUT_SQL.nodes[matching.nearest(ROADMAP.indexes[NodeId(node_id)])].id == expected


def test_the_last_one_goes_to_the_one_before() -> None:
    """Where nothing follows; and to the section where there is nothing else in it."""
    last = make_roadmap(("", "R", False), ("a", "A", False), ("a.x", "X", True), ("a.y", "Y", True), ("b", "B", True))
    without_y = make_roadmap(("", "R", False), ("a", "A", False), ("a.x", "X", True))
    assert without_y.nodes[NodeMap(last, without_y).nearest(3)].id == "a.x"
    assert without_y.nodes[NodeMap(last, without_y).nearest(4)].id == "a"
    empty_a = make_roadmap(("", "R", False), ("a", "A", True))
    assert empty_a.nodes[NodeMap(last, empty_a).nearest(2)].id == "a"


def test_nothing_in_common_is_the_first_node() -> None:
    """There always is one."""
    other = make_roadmap(("", "R", False), ("q", "Q", True))
    assert {NodeMap(ROADMAP, other).nearest(index) for index in range(len(ROADMAP.nodes))} == {1}


def test_a_node_is_followed_through_its_names() -> None:
    """Forwards to its new id, and back to the former one."""
    redis, new = ROADMAP.indexes[NodeId("data.stores.redis")], RENAMED.indexes[NodeId("storage.redis")]
    assert NodeMap(ROADMAP, RENAMED).same(redis) == new
    assert NodeMap(RENAMED, ROADMAP).same(new) == redis


def test_what_is_gone_has_no_counterpart() -> None:
    """And is left out of a set."""
    matching = NodeMap(ROADMAP, WITHOUT_SQL)
    named = [ROADMAP.indexes[NodeId(name)] for name in ("data", "data.sql", "tools.make")]
    assert matching.same(named[1]) is None
    assert ids(WITHOUT_SQL, matching.all_same(named)) == ["data", "tools.make"]


@pytest.mark.parametrize(
    ("old", "new", "counts"),
    [
        (ROADMAP, ROADMAP, (0, 0)),
        (ROADMAP, WITHOUT_SQL, (0, 3)),
        (WITHOUT_SQL, ROADMAP, (3, 0)),
        (ROADMAP, RENAMED, (0, 0)),
        (RENAMED, ROADMAP, (0, 0)),
    ],
)
def test_topics_that_come_and_go_are_counted(old: Roadmap, new: Roadmap, counts: tuple[int, int]) -> None:
    """One that has another name now does neither."""
    matching = NodeMap(old, new)
    assert (matching.count_added(), matching.count_removed()) == counts


def test_every_id_of_a_log_can_be_looked_up() -> None:
    """So that the properties above look at orphans, too."""
    assert set(MARKED_IDS) - set(ROADMAP.indexes)

"""What the user has asked to see, without a screen."""

import pytest

from roadmap_tui.core.counts import Tally
from roadmap_tui.core.marks import Status
from roadmap_tui.core.roadmap import NodeId, Roadmap, build_roadmap
from roadmap_tui.core.update.node_map import NodeMap
from roadmap_tui.errors import UsageError
from roadmap_tui.presentation.glyphs import UNICODE
from roadmap_tui.tui.workspace.filter import ActiveFilter
from tests.conftest import NOON
from tests.mark_strategies import some_mark, tallied


@pytest.fixture
def tally(roadmap: Roadmap) -> Tally:
    return tallied(roadmap, data_sql="done")


@pytest.fixture
def filtering(tally: Tally) -> ActiveFilter:
    return ActiveFilter(tally)


def at(tally: Tally, name: str) -> int:
    """The index of a node."""
    return tally.roadmap.indexes[NodeId(name)]


def hits(filtering: ActiveFilter) -> str:
    """The last parts of the ids of the hits; a star when everything is shown."""
    if filtering.result is None:
        return "*"
    return " ".join(filtering._tally.roadmap.nodes[hit].id.rpartition(".")[2] for hit in filtering.result.hits)


def mark(tally: Tally, filtering: ActiveFilter, topic: str, status: str, second: int = 0) -> bool:
    """Mark a topic; whether other nodes are shown then."""
    made = some_mark(topic, status)._replace(at=NOON.replace(year=2027, second=second))
    return filtering.nodes_changed(tally.update(tally.progress.with_marks([made]), [made.topic]))


def test_at_first_everything_is_shown(filtering: ActiveFilter) -> None:
    """And nothing is said about it."""
    assert (hits(filtering), filtering.is_searching, filtering.format(UNICODE)) == ("*", False, "")


def test_a_query_is_in_force_until_it_is_empty(filtering: ActiveFilter) -> None:
    """Blanks at its ends do not count."""
    filtering.set_query(" redis ")
    assert (hits(filtering), filtering.is_searching, filtering.format(UNICODE)) == ("redis", True, "redis")
    filtering.set_query(" ")
    assert (hits(filtering), filtering.is_searching, filtering.format(UNICODE)) == ("*", False, "")


def test_a_query_that_cannot_be_understood_changes_nothing(filtering: ActiveFilter) -> None:
    """The last good one stays in force."""
    filtering.set_query("redis")
    with pytest.raises(UsageError):
        filtering.set_query("redis level:")
    assert (hits(filtering), filtering.text) == ("redis", "redis")


def test_what_is_typed_shows_what_is_found_so_far(filtering: ActiveFilter, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is counted before all is known, and what is not known yet is not taken for nothing."""
    monkeypatch.setattr("roadmap_tui.tui.workspace.filter.SLICE", 4)
    filtering.set_partial_query("data")
    assert (hits(filtering), filtering.is_complete) == ("data sql indexes", False)
    filtering.set_partial_query("git")
    assert (hits(filtering), filtering.is_complete) == ("data sql indexes", False)
    assert filtering.prepare()
    filtering.set_partial_query("git")
    assert (hits(filtering), filtering.is_complete) == ("git rebase", True)


@pytest.mark.parametrize("kept", ["git", "", "level:core"])
def test_what_is_kept_is_all_that_fits(filtering: ActiveFilter, monkeypatch: pytest.MonkeyPatch, kept: str) -> None:
    """However early Enter or Esc comes."""
    monkeypatch.setattr("roadmap_tui.tui.workspace.filter.SLICE", 2)
    filtering.set_partial_query("git")
    assert not filtering.is_complete
    filtering.set_query(kept)
    whole = ActiveFilter(filtering._tally)
    whole.set_query(kept)
    assert filtering.is_complete
    assert hits(filtering) == hits(whole)


def test_marks_that_come_while_texts_are_prepared_are_counted(
    tally: Tally, filtering: ActiveFilter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On topics before and behind the place that was reached."""
    monkeypatch.setattr("roadmap_tui.tui.workspace.filter.SLICE", 3)
    filtering.set_partial_query("data status:done")
    for topic in ("data.sql", "data.stores.redis"):
        mark(tally, filtering, topic, "done", 1)
    filtering.set_query("data status:done")
    assert hits(filtering) == "sql redis"


def test_the_beginning_of_a_name_is_not_looked_for(filtering: ActiveFilter) -> None:
    """While it is typed, and when no text has it."""
    filtering.set_partial_query("redis lev")
    assert hits(filtering) == "redis"
    filtering.set_query("redis lev")
    assert hits(filtering) == ""


@pytest.mark.parametrize(("cursor", "expected"), [("data", "data"), ("data.sql", "data.indexes"), ("tools", "tools")])
def test_hiding_moves_the_cursor_no_further_than_it_must(
    tally: Tally, filtering: ActiveFilter, cursor: str, expected: str
) -> None:
    """To the next row where its own has gone."""
    filtering.toggle_hidden(Status.DONE)
    assert filtering.nearest_row(at(tally, cursor)) == at(tally, expected)


def test_hiding_stays_whatever_is_searched(filtering: ActiveFilter) -> None:
    """It has a key of its own, which takes it back."""
    assert filtering.toggle_hidden(Status.DONE)
    filtering.set_query("data")
    assert hits(filtering) == "data indexes stores redis mongodb"
    assert filtering.format(UNICODE) == "data · done hidden"
    filtering.set_query("")
    assert hits(filtering) == "indexes redis mongodb git rebase make"
    assert not filtering.toggle_hidden(Status.DONE)
    assert hits(filtering) == "*"


@pytest.mark.parametrize(
    ("cursor", "direction", "expected"),
    [
        ("data", 1, ("data.stores.redis", 1, 3)),
        ("data.stores.redis", 1, ("data.stores.mongodb", 2, 3)),
        ("tools.make", 1, ("data.stores.redis", 1, 3)),
        ("tools.make", -1, ("data.stores.mongodb", 2, 3)),
        ("data", -1, ("tools.make", 3, 3)),
    ],
)
@pytest.mark.parametrize("is_over", [False, True])
def test_walking_the_hits_goes_round(
    filtering: ActiveFilter, cursor: str, direction: int, expected: tuple[str, int, int], is_over: bool
) -> None:
    """From wherever the cursor is, while the filter is on and after it was taken off."""
    tally = filtering._tally
    filtering.set_query("is:todo -indexes -tools.git")
    if is_over:
        filtering.set_query("")
    found = filtering.next_hit(at(tally, cursor), direction)
    assert found == (at(tally, expected[0]), *expected[1:])


def test_without_a_search_there_is_no_hit(filtering: ActiveFilter) -> None:
    """Nor when nothing fits."""
    assert filtering.next_hit(1, 1) is None
    filtering.set_query("nowhere")
    assert filtering.next_hit(1, 1) is None


@pytest.mark.parametrize(
    ("query", "cursor", "expected"),
    [("redis", "data", "data.stores.redis"), ("redis", "tools", "data.stores.redis"), ("sql", "data.sql", "data.sql"),
     ("nowhere", "tools", "tools"), ("", "tools", "tools")],
)  # fmt: skip
def test_the_cursor_stays_or_goes_to_the_next_hit(
    tally: Tally, filtering: ActiveFilter, query: str, cursor: str, expected: str
) -> None:
    """From the end on to the first one."""
    filtering.set_query(query)
    assert filtering.nearest_hit(at(tally, cursor)) == at(tally, expected)


def test_a_section_stands_for_what_is_shown_of_it(tally: Tally, filtering: ActiveFilter) -> None:
    """Nothing unseen is marked; a topic stands for itself, even where it is only on the way to a hit."""
    filtering.set_query("is:todo -mongodb")
    assert [topic.title for topic in filtering.topics_marked_by(at(tally, "data"))] == ["Indexes", "Redis"]
    filtering.set_query("rebase")
    assert [topic.title for topic in filtering.topics_marked_by(at(tally, "tools.git"))] == ["Git"]
    filtering.set_query("")
    assert len(filtering.topics_marked_by(at(tally, "data"))) == 4


def test_a_letter_that_changes_no_hit_changes_no_count(tally: Tally, filtering: ActiveFilter) -> None:
    """What is marked is counted all the same, and so is another edition that has its hits at the same places."""
    filtering.set_query("dat")
    before = filtering.result
    assert before and before.summary(0).done == 1
    filtering.set_query("data")
    shown = filtering.result
    assert shown and before and shown.rows is before.rows and shown.query != before.query
    mark(tally, filtering, "data.indexes", "done")
    assert shown.summary(0).done == 2
    old = tally.roadmap
    new = build_roadmap(
        old.id, [node._replace(id=NodeId(f"{node.id}2" if node.is_topic else node.id)) for node in old.nodes]
    )
    tally.replace_with(Tally(tally.progress.rebased_on(new)))
    filtering.roadmap_changed(NodeMap(old, new))
    assert filtering.result and filtering.result.hits == shown.hits
    assert filtering.result.summary(0).done == 0


def test_what_no_longer_fits_stays_until_the_cursor_leaves_it(tally: Tally, filtering: ActiveFilter) -> None:
    """So a second key press means the same topic."""
    filtering.set_query("is:todo data")
    assert not mark(tally, filtering, "data.indexes", "done")
    assert hits(filtering) == "indexes redis mongodb"
    assert not filtering.cursor_moved(at(tally, "data.indexes"))
    assert filtering.cursor_moved(at(tally, "data.stores.redis"))
    assert hits(filtering) == "redis mongodb"
    assert not filtering.cursor_moved(at(tally, "data.stores.mongodb"))


def test_what_fits_again_stays(tally: Tally, filtering: ActiveFilter) -> None:
    """A toggle back before the cursor leaves changes nothing."""
    filtering.set_query("is:todo data")
    mark(tally, filtering, "data.indexes", "done")
    mark(tally, filtering, "data.indexes", "todo", second=1)
    assert not filtering.cursor_moved(at(tally, "data"))
    assert hits(filtering) == "indexes redis mongodb"


def test_what_fits_since_a_mark_comes_in(tally: Tally, filtering: ActiveFilter) -> None:
    """As after an undo, or from another window."""
    filtering.set_query("is:done")
    assert mark(tally, filtering, "tools.make", "done")
    assert hits(filtering) == "sql make"


def test_marks_without_a_filter_cost_nothing(tally: Tally, filtering: ActiveFilter) -> None:
    """Nothing is shown differently."""
    assert not mark(tally, filtering, "tools.make", "done")
    assert not filtering.cursor_moved(1)

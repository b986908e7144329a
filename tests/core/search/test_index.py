"""What of a roadmap a query leaves."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_tui.core.counts import Summary, Tally
from roadmap_tui.core.marks import Field, Status
from roadmap_tui.core.roadmap import Node, NodeId, Roadmap
from roadmap_tui.core.search.index import FilterResult, SearchIndex
from roadmap_tui.core.search.query import Query, parse
from tests.core.search.test_query import QUERIES
from tests.mark_strategies import PROPERTY, some_mark, tallied
from tests.strategies import roadmaps


def ids(tally: Tally, indexes: list[int]) -> str:
    """The last parts of the ids."""
    return " ".join(tally.roadmap.nodes[index].id.rpartition(".")[2] for index in indexes)


def shown_by(tally: Tally, query: str, *hidden: Status) -> FilterResult:
    """What a query leaves."""
    asked = parse(query)._replace(hidden=frozenset(hidden))
    finder = SearchIndex(tally)
    hits = finder.find(asked)
    return FilterResult(tally, asked, hits, finder.with_ancestors(hits))


@pytest.mark.parametrize(
    ("query", "hits", "rows"),
    [
        ("redis", "redis", "data stores redis"),
        ("stores", "stores redis mongodb", "data stores redis mongodb"),
        ("-data", "git rebase make", "tools git rebase make"),
        ("rebase", "rebase", "tools git rebase"),
        ("is:done", "sql", "data sql"),
        ("tools.git -rebase", "git", "tools git"),
        ("nowhere", "", ""),
    ],
)
def test_sections_of_hits_stay(roadmap: Roadmap, query: str, hits: str, rows: str) -> None:
    """Everything else leaves."""
    tally = tallied(roadmap, data_sql="done")
    shown = shown_by(tally, query)
    assert (ids(tally, shown.hits), ids(tally, shown.rows)) == (hits, rows)


def test_what_is_hidden_leaves(roadmap: Roadmap) -> None:
    """Topics of that status, and sections that have no other."""
    tally = tallied(roadmap, data_stores_redis="done", data_stores_mongodb="done", tools_make="skipped")
    assert ids(tally, shown_by(tally, "", Status.DONE).rows) == "data sql indexes tools git rebase make"
    assert ids(tally, shown_by(tally, "", Status.DONE, Status.SKIPPED).hits) == "sql indexes git rebase"


@PROPERTY
@given(roadmaps(), QUERIES)
def test_the_fast_way_finds_what_fits(roadmap: Roadmap, query: str) -> None:
    """The same as asking each node by itself; rows are the hits and what stands above them, in file order."""
    tally, asked = tallied(roadmap), parse(query)
    finder = SearchIndex(tally)
    found = finder.find(asked)
    nodes = list(enumerate(roadmap.nodes))[1:]
    assert found == [index for index, node in nodes if asked.matches(node, Status.TODO, "")]
    above = {place for hit in found for place in roadmap.ancestors(hit)} - {0}
    assert finder.with_ancestors(found) == sorted(above | set(found))


@PROPERTY
@given(roadmaps(), st.lists(QUERIES, max_size=4))
def test_what_was_asked_before_does_not_matter(roadmap: Roadmap, queries: list[str]) -> None:
    """Narrowing the last result gives what searching afresh gives."""
    tally = tallied(roadmap)
    finder, typed = SearchIndex(tally), ""
    for query in queries:
        typed = f"{typed} {query}"
        assert finder.find(parse(typed)) == SearchIndex(tally).find(parse(typed))


@PROPERTY
@given(roadmaps(), QUERIES)
def test_counts_add_up(roadmap: Roadmap, query: str) -> None:
    """A filter that leaves everything counts as the tally does, any other no more."""
    tally = tallied(roadmap)
    everything = shown_by(tally, "")
    assert [everything.summary(index) for index in range(len(roadmap.nodes))] == tally.summaries
    shown = shown_by(tally, query)
    assert shown.summary(0).total == len(shown.topics_in(0)) <= tally.overall.total


def test_only_what_is_shown_is_counted(roadmap: Roadmap) -> None:
    """And counted again when a mark arrives."""
    tally = tallied(roadmap, data_sql="done")
    shown = shown_by(tally, "data -indexes")
    assert shown.summary(0) == shown.summary(1) == Summary(done=1, todo=2)
    mark = some_mark("data.stores.redis", "skipped")
    shown.recount(tally.update(tally.progress.with_marks([mark]), [mark.topic]))
    assert shown.summary(0) == shown.summary(1) == Summary(done=1, todo=1, skipped=1)


def test_notes_are_found(roadmap: Roadmap) -> None:
    """Those that were there, and those written since; a note that is gone is not found any more."""
    tally = tallied(roadmap)
    first = some_mark("data.sql", "Window *functions*", field=Field.NOTE)
    tally.update(tally.progress.with_marks([first]), [first.topic])
    finder = SearchIndex(tally)
    assert ids(tally, finder.find(parse("window"))) == ids(tally, finder.find(parse("has:note"))) == "sql"
    later = [
        some_mark("data.sql", "", 1, field=Field.NOTE)._replace(over=(first.step,)),
        some_mark("data", "a window", field=Field.NOTE),
    ]
    finder.invalidate(tally.update(tally.progress.with_marks(later), [mark.topic for mark in later]))
    assert ids(tally, finder.find(parse("window"))) == ids(tally, finder.find(parse("has:note"))) == "data"


@pytest.mark.parametrize("is_there_before", [True, False])
def test_own_links_are_found(roadmap: Roadmap, is_there_before: bool) -> None:
    """By their titles and as links, from the moment they are added until they are taken away."""
    tally = tallied(roadmap)
    added, gone = (some_mark("data.sql", title, second, field=Field.LINK) for second, title in enumerate(["Mine", ""]))
    finder = SearchIndex(tally)
    for mark, expected in ((added, "sql"), (gone, "")):
        tally.update(tally.progress.with_marks([mark._replace(url="https://example.org")]), [])
        finder = SearchIndex(tally) if is_there_before else finder
        finder.invalidate([tally.roadmap.indexes[NodeId("data.sql")]])
        assert [ids(tally, finder.find(parse(query))) for query in ("mine", "has:link")] == [expected, expected]


def test_a_status_is_found_as_it_is_now(roadmap: Roadmap) -> None:
    """Whatever was found before."""
    tally = tallied(roadmap)
    finder = SearchIndex(tally)
    assert finder.find(parse("is:done")) == []
    mark = some_mark("tools.make")
    finder.invalidate(tally.update(tally.progress.with_marks([mark]), [mark.topic]))
    assert ids(tally, finder.find(parse("is:done"))) == "make"
    assert finder.matches(roadmap.indexes[NodeId("tools.make")], parse("is:done"))
    assert not finder.matches(0, Query())


@PROPERTY
@given(roadmaps(), QUERIES, st.lists(st.integers(0, 3), max_size=6))
def test_preparing_in_slices_finds_the_same(roadmap: Roadmap, query: str, slices: list[int]) -> None:
    """Until then nothing is found that will not be found in the end."""
    tally = tallied(roadmap)
    asked, finder = parse(query), SearchIndex(tally)
    whole = SearchIndex(tally).find(asked)
    for count in slices:
        finder.prepare(count)
        assert set(finder.find_ready(asked)) <= set(whole)
    finder.prepare()
    assert finder.is_prepared
    assert finder.find_ready(asked) == finder.find(asked) == whole


class CountingNodes(tuple[Node, ...]):
    """Nodes that count how often one is asked for."""

    asked = 0

    def __getitem__(self, place: Any) -> Any:
        """One more."""
        CountingNodes.asked += 1
        return super().__getitem__(place)


def test_a_letter_asks_no_node_for_each_hit(roadmap: Roadmap, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nodes lie far apart in memory: texts, rows and the count above them come from what lies side by side."""
    tally = tallied(roadmap._replace(nodes=CountingNodes(roadmap.nodes)))
    finder, asked = SearchIndex(tally), parse("a")
    finder.prepare()
    monkeypatch.setattr(CountingNodes, "asked", 0)
    hits = finder.find(asked)
    shown = FilterResult(tally, asked, hits, finder.with_ancestors(hits))
    assert shown.summary(0).total == len(shown.hits) - 2 > 4
    assert CountingNodes.asked == 1

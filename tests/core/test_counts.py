"""What the numbers mean: counting, rounding, and keeping counts up to date mark by mark."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_tui.core.actions import set_status
from roadmap_tui.core.counts import Summary, Tally
from roadmap_tui.core.marks import Mark, Status
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.roadmap import NodeId, Roadmap
from tests.conftest import NOON, make_roadmap
from tests.mark_strategies import OWN, PROPERTY, ROADMAP, TOPICS, marks, some_mark, tallied

SUMMARIES = st.builds(Summary, *[st.integers(0, 1000)] * 4)


def summary_of(tally: Tally, name: str) -> Summary:
    """The summary of one node."""
    return tally.summaries[tally.roadmap.indexes[NodeId(name)]]


@PROPERTY
@given(SUMMARIES)
def test_done_is_never_more_than_counted_nor_counted_than_all(summary: Summary) -> None:
    """And the percentage is one."""
    assert 0 <= summary.done <= summary.counted <= summary.total
    assert 0 <= summary.percent <= 100


@PROPERTY
@given(SUMMARIES)
def test_a_hundred_percent_means_that_nothing_is_left(summary: Summary) -> None:
    """And the other way round, unless there is nothing at all."""
    is_finished = summary.total > 0 and summary.doing == summary.todo == 0
    assert (summary.percent == 100) is summary.is_complete is is_finished


@pytest.mark.parametrize(
    ("summary", "percent"),
    [
        (Summary(), 0),
        (Summary(todo=3), 0),
        (Summary(done=1, todo=2), 33),
        (Summary(done=2, todo=1), 66),
        (Summary(done=2, doing=1), 66),
        (Summary(done=999, todo=1), 99),
        (Summary(done=199_999, todo=1), 99),
        (Summary(done=1, todo=199), 0),
        (Summary(done=1, todo=1, skipped=98), 50),
        (Summary(done=1, skipped=9), 100),
        (Summary(skipped=2), 100),
    ],
)
def test_percent_is_rounded_down_and_leaves_out_what_is_skipped(summary: Summary, percent: int) -> None:
    """Only skipped topics count as complete; nothing at all does not."""
    assert summary.percent == percent


def test_a_summary_counts_topics_at_any_depth(roadmap: Roadmap) -> None:
    """Sections add up, and the root is the whole."""
    tally = tallied(roadmap, data_sql="done", data_stores_redis="skipped", tools_make="doing")
    assert summary_of(tally, "data") == Summary(done=1, skipped=1, todo=2)
    assert summary_of(tally, "data.stores") == Summary(skipped=1, todo=1)
    assert tally.overall == Summary(done=1, doing=1, skipped=1, todo=4)


def test_a_topic_with_children_counts_itself(roadmap: Roadmap) -> None:
    """Its own box and those below it."""
    assert summary_of(tallied(roadmap, tools_git="done"), "tools.git") == Summary(done=1, todo=1)
    assert summary_of(tallied(roadmap, tools_git_rebase="done"), "tools.git.rebase") == Summary(done=1)


def test_a_mark_on_a_section_counts_for_nothing(roadmap: Roadmap) -> None:
    """A topic may have become a section since; the section's status follows from its topics."""
    assert tallied(roadmap, data="done").overall == Summary(todo=7)


def test_a_roadmap_without_topics_counts_nothing() -> None:
    """Nor does it divide by nothing."""
    tally = tallied(make_roadmap(("", "Empty", False)))
    assert (tally.overall, tally.overall.percent, tally.overall.is_complete) == (Summary(), 0, False)


@PROPERTY
@given(marks(), marks())
def test_updating_gives_what_counting_afresh_gives(first: tuple[Mark, ...], later: tuple[Mark, ...]) -> None:
    """Whatever is marked, in whatever order it arrives."""
    progress = Progress(ROADMAP, OWN).with_marks(first)
    tally = Tally(progress)
    for made in (later, *((mark,) for mark in reversed(later))):
        progress = progress.with_marks(made)
        tally.update(progress, [mark.topic for mark in made])
    fresh = Tally(progress)
    assert tally.summaries == fresh.summaries
    assert [tally.statuses[ROADMAP.indexes[topic.id]] for topic in TOPICS] == [
        progress.status(topic.id) for topic in TOPICS
    ]


def test_updating_names_what_reads_differently(roadmap: Roadmap) -> None:
    """The topic and every node above it."""
    tally = tallied(roadmap)
    progress = tally.progress.with_marks([some_mark("data.stores.redis")])
    changed = tally.update(progress, [NodeId("data.stores.redis")])
    assert {roadmap.nodes[index].id for index in changed} == {"data.stores.redis", "data.stores", "data", ""}
    assert tally.progress is progress


def test_a_note_changes_only_its_own_node(roadmap: Roadmap) -> None:
    """The counts stay, so nothing above it reads differently."""
    tally = tallied(roadmap)
    assert tally.update(tally.progress, [NodeId("data.sql")]) == {roadmap.indexes[NodeId("data.sql")]}


def test_updating_passes_over_topics_that_are_gone(roadmap: Roadmap) -> None:
    """An orphan has no place in the counts."""
    tally = tallied(roadmap)
    assert tally.update(tally.progress.with_marks([some_mark("gone")]), [NodeId("gone")]) == set()


def test_updating_follows_former_ids() -> None:
    """A mark that another device made under an old id counts for the topic."""
    tally = tallied(ROADMAP)
    tally.update(tally.progress.with_marks([some_mark("make")]), [NodeId("make")])
    assert summary_of(tally, "tools.make") == Summary(done=1)


def test_counting_every_topic_as_done_completes_everything() -> None:
    """Every section reads a hundred percent."""
    progress = Progress(ROADMAP, OWN)
    tally = Tally(progress.with_marks(set_status(progress, TOPICS, Status.DONE, NOON)))
    assert all(summary.is_complete for summary in tally.summaries)

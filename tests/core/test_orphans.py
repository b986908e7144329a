"""Orphans: what is left of topics that are gone, and how it comes to other topics."""

import pytest

from roadmap_tui.core.actions import redo, set_link, set_note, set_read, set_status, undo
from roadmap_tui.core.marks import Device, Status
from roadmap_tui.core.orphans import attach, find_orphan, orphans
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.roadmap import Node, NodeId, Roadmap
from roadmap_tui.errors import NotFoundError
from tests.conftest import Clock, make_roadmap

URL = "https://example.org"

Marked = tuple[Progress, Progress]


@pytest.fixture
def edition(roadmap: Roadmap) -> Roadmap:
    """A later edition of the small roadmap, without Redis; Git is a plain section now."""
    kept = [(node.id, node.title, node.is_topic and node.id != "tools.git") for node in roadmap.nodes]
    return make_roadmap(*(row for row in kept if row[0] != "data.stores.redis"))


@pytest.fixture
def progress(progress: Progress, edition: Roadmap, clock: Clock) -> Progress:
    """Marked on the earlier edition, read with the later one."""
    redis, git = (progress.roadmap.node(NodeId(name)) for name in ("data.stores.redis", "tools.git"))
    progress = progress.with_marks(set_status(progress, [redis, git], Status.DONE, clock.tick()))
    progress = progress.with_marks(set_note(progress, redis, "Fast.", clock.tick()))
    progress = progress.with_marks(set_link(progress, redis, URL, "Mine", clock.tick()))
    progress = progress.with_marks(set_read(progress, redis, URL, True, clock.tick()))
    return Progress(edition, Device("laptop")).with_marks(progress.marks())


@pytest.fixture
def sql(edition: Roadmap) -> Node:
    return edition.node(NodeId("data.sql"))


def state(progress: Progress, topic: str) -> tuple[object, ...]:
    """All that counts of a topic."""
    node = NodeId(topic)
    links = [(mark.url, mark.value) for mark in progress.own_links(node)]
    return progress.status(node), progress.note(node), links, progress.has_read(node, URL)


def test_orphans_are_listed_by_topic_with_their_titles(progress: Progress) -> None:
    """A section can have no status, so it is one as well."""
    assert [(one.id, one.title, len(one.marks)) for one in orphans(progress)] == [
        ("data.stores.redis", "Redis", 4),
        ("tools.git", "Git", 1),
    ]


@pytest.mark.parametrize("reference", ["data.stores.redis", "stores.redis", "redis"])
def test_an_orphan_is_named_like_a_topic(progress: Progress, reference: str) -> None:
    """By its id, or by the end of it."""
    assert find_orphan(progress, reference).title == "Redis"


def test_what_is_no_orphan_is_answered_with_those_there_are(progress: Progress, roadmap: Roadmap) -> None:
    """Or with the news that there are none."""
    with pytest.raises(NotFoundError, match=r"data\.stores\.redis  Redis\n  tools\.git  Git"):
        find_orphan(progress, "sql")
    with pytest.raises(NotFoundError, match="nothing to attach"):
        find_orphan(Progress(roadmap, Device("laptop")), "sql")


def test_a_topic_gets_everything_that_the_orphan_had(progress: Progress, sql: Node, clock: Clock) -> None:
    """And the orphan is none any more."""
    before = state(progress, "data.stores.redis")
    after = progress.with_marks(attach(progress, find_orphan(progress, "redis"), sql, clock.tick()))
    assert state(after, "data.sql") == before == (Status.DONE, "Fast.", [(URL, "Mine")], True)
    assert [one.id for one in orphans(after)] == ["tools.git"]


def test_a_note_is_added_to_the_one_there_is(progress: Progress, sql: Node, clock: Clock) -> None:
    """Neither is lost."""
    progress = progress.with_marks(set_note(progress, sql, "Mine.", clock.tick()))
    after = progress.with_marks(attach(progress, find_orphan(progress, "redis"), sql, clock.tick()))
    assert after.note(sql.id) == "Mine.\n\n---\n\nFast."


def test_attaching_is_one_step_to_undo_and_redo(progress: Progress, sql: Node, clock: Clock) -> None:
    """Both are what they were, and back again."""
    step = attach(progress, find_orphan(progress, "redis"), sql, clock.tick())
    after = progress.with_marks(step)
    assert len({mark.step for mark in step}) == 1
    undone = after.with_marks(undo(after, clock.tick()))
    for topic in ("data.sql", "data.stores.redis"):
        assert state(undone, topic) == state(progress, topic)
    redone = undone.with_marks(redo(undone, clock.tick()))
    for topic in ("data.sql", "data.stores.redis"):
        assert state(redone, topic) == state(after, topic)


def test_a_topic_that_comes_back_has_its_progress_back(progress: Progress, roadmap: Roadmap) -> None:
    """Nothing was taken away while it was gone."""
    back = Progress(roadmap, Device("laptop")).with_marks(progress.marks())
    assert state(back, "data.stores.redis") == (Status.DONE, "Fast.", [(URL, "Mine")], True)
    assert orphans(back) == []

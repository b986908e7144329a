"""Marks for properties, and what users do that makes marks.

The roadmap here is the small one of `conftest`, with former ids. Times are few and close together, so that marks meet
in one history and clocks seem to run behind.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from hypothesis import settings
from hypothesis import strategies as st

from roadmap_tui.core.actions import redo, set_link, set_note, set_read, set_status, toggle, undo
from roadmap_tui.core.counts import Tally
from roadmap_tui.core.marks import READ, Device, Field, Mark, Status, Step
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.roadmap import Node, NodeId, Roadmap, RoadmapId, build_roadmap
from tests.conftest import NOON, make_roadmap

PROPERTY = settings(max_examples=60, deadline=None, derandomize=True, database=None)
"""How every property is tried: the same examples on every machine, and nothing kept between runs."""

OWN = Device("laptop")
OTHERS = (Device("phone"), Device("desk"))

FORMER = {"data.sql": ("databases.sql", "sql"), "tools.make": ("make",)}
"""Topics of the roadmap below that had other ids before."""


def _roadmap() -> Roadmap:
    plain = make_roadmap(
        ("", "A small roadmap", False),
        ("data", "Data", False),
        ("data.sql", "SQL", True),
        ("data.stores", "Stores", False),
        ("data.stores.redis", "Redis", True),
        ("tools", "Tools", False),
        ("tools.git", "Git", True),
        ("tools.git.rebase", "Rebase", True),
        ("tools.make", "Make", True),
    )
    return build_roadmap(plain.id, (node._replace(was=_former(node)) for node in plain.nodes))


def _former(node: Node) -> tuple[NodeId, ...]:
    return tuple(map(NodeId, FORMER.get(node.id, ())))


ROADMAP = _roadmap()
TOPICS = tuple(ROADMAP.topics())
TOPIC_IDS = tuple(topic.id for topic in TOPICS)
MARKED_IDS = (*TOPIC_IDS, *ROADMAP.renamed, NodeId("data"), NodeId("gone"), NodeId("gone.too"))
"""What a log may name: topics, their former ids, a section, and what the roadmap does not have."""


def some_mark(
    topic: str = "data.sql",
    value: str = "done",
    second: float = 0,
    *,
    device: str = OWN,
    field: Field = Field.STATUS,
    step: str = "",
) -> Mark:
    """One mark, made so many seconds past noon; a step of its own unless another is named."""
    return Mark(
        at=NOON + timedelta(seconds=second),
        device=Device(device),
        roadmap=RoadmapId("small"),
        topic=NodeId(topic),
        field=field,
        value=value,
        title=f"Title of {topic}",
        step=step or f"{device}-{topic}-{second}",
    )


def tallied(roadmap: Roadmap, **statuses: str) -> Tally:
    """The counts after topics, named with underscores for dots, were given these statuses at noon."""
    given = [some_mark(name.replace("_", "."), status) for name, status in statuses.items()]
    return Tally(Progress(roadmap, OWN).with_marks(given))


def texts(max_size: int = 20) -> st.SearchStrategy[str]:
    """Any text that a file can hold: everything but lone surrogates."""
    return st.text(st.characters(exclude_categories=["Cs"]), max_size=max_size)


URLS = ("https://example.org/a", "https://example.org/b")


class Content(NamedTuple):
    """What a mark sets, and to what."""

    field: Field
    value: str
    url: str = ""
    over: tuple[str, ...] = ()


def contents(steps: st.SearchStrategy[str]) -> st.SearchStrategy[Content]:
    """Something of every kind; a note may have been written over others."""
    some_urls = st.sampled_from(URLS)
    over = st.lists(steps, max_size=2).map(tuple)
    return st.one_of(
        st.sampled_from([Content(Field.STATUS, status.value) for status in Status]),
        st.builds(lambda text, seen: Content(Field.NOTE, text, over=seen), texts(), over),
        st.builds(lambda title, url: Content(Field.LINK, title, url), texts(), some_urls),
        st.builds(lambda value, url: Content(Field.READ, value, url), st.sampled_from([READ, ""]), some_urls),
    )


@st.composite
def any_marks(draw: st.DrawFn, device: Device = OWN) -> Mark:
    """A mark of any topic of any roadmap at any time, as one device's log may hold it."""
    content = draw(contents(texts()))
    return Mark(
        at=draw(st.datetimes(timezones=st.just(UTC))),
        device=device,
        roadmap=RoadmapId(draw(texts())),
        topic=NodeId(draw(texts())),
        title=draw(texts()),
        step=draw(texts()) or "s",
        undoes=draw(texts()),
        **content._asdict(),
    )


@st.composite
def marks(
    draw: st.DrawFn, devices: Iterable[Device] = (OWN, *OTHERS), within_s: int = 3, shift_us: int = 0
) -> tuple[Mark, ...]:
    """Marks on the small roadmap and now and then on another, from several devices, within a few seconds.

    Args:
        draw: Hypothesis's.
        devices: Whose.
        within_s: How many different seconds there are.
        shift_us: Microseconds past the whole second, so that two sets of marks never share a time.
    """
    drawn = draw(
        st.lists(
            st.tuples(
                st.integers(0, within_s),
                st.sampled_from(tuple(devices)),
                st.sampled_from([RoadmapId("small")] * 5 + [RoadmapId("other")]),
                st.sampled_from(MARKED_IDS),
                contents(st.sampled_from("abc")),
                st.sampled_from("abc"),
                st.sampled_from(["", "", "a", "b"]),
            ),
            max_size=14,
        )
    )
    return tuple(
        Mark(
            at=NOON + timedelta(seconds=s, microseconds=shift_us),
            device=device,
            roadmap=roadmap,
            topic=topic,
            title="A title",
            step=step,
            undoes=what,
            **content._asdict(),
        )
        for s, device, roadmap, topic, content, step, what in drawn
    )


class Act(NamedTuple):
    """Something the user does."""

    name: str
    clock_s: int
    """Seconds from noon that the clock shows: negative when it runs behind."""

    make: Callable[[Progress, datetime], Step]

    def __repr__(self) -> str:
        return f"{self.name} at {self.clock_s:+} s"

    def marks(self, progress: Progress, number: int) -> Step:
        """The marks of this act, the so-manieth of a series: no two of them fall on one microsecond."""
        return self.make(progress, NOON + timedelta(seconds=self.clock_s, microseconds=2 * number + 1))


def marking_acts() -> st.SearchStrategy[Act]:
    """Whatever a user does that is not undo or redo."""
    return status_acts() | annotating_acts()


def annotating_acts() -> st.SearchStrategy[Act]:
    """Writing a note, adding or taking away a link, ticking one off."""
    some_nodes, short, some_urls = st.sampled_from(TOPICS), st.sampled_from(["", "a", "b"]), st.sampled_from(URLS)

    def note(node: Node, text: str, clock_s: int) -> Act:
        return Act("note", clock_s, lambda progress, now: set_note(progress, node, text, now))

    def link(node: Node, url: str, title: str, clock_s: int) -> Act:
        return Act("link", clock_s, lambda progress, now: set_link(progress, node, url, title, now))

    def read(node: Node, url: str, is_read: bool, clock_s: int) -> Act:
        return Act("read", clock_s, lambda progress, now: set_read(progress, node, url, is_read, now))

    clocks = st.integers(-5, 5)
    return st.one_of(
        st.builds(note, some_nodes, short, clocks),
        st.builds(link, some_nodes, some_urls, short, clocks),
        st.builds(read, some_nodes, some_urls, st.booleans(), clocks),
    )


@st.composite
def status_acts(draw: st.DrawFn) -> Act:
    """Setting or toggling some topics."""
    topics = draw(st.lists(st.sampled_from(TOPICS), min_size=1, max_size=4, unique=True))
    status = draw(st.sampled_from([*Status, None]))
    clock_s = draw(st.integers(-5, 5))
    if status is None:
        return Act("toggle", clock_s, lambda progress, now: toggle(progress, topics, now))
    return Act(f"set {status}", clock_s, lambda progress, now: set_status(progress, topics, status, now))


def reversing_acts() -> st.SearchStrategy[Act]:
    """Undo or redo."""
    return st.builds(Act, st.just("undo"), st.integers(-5, 5), st.just(undo)) | st.builds(
        Act, st.just("redo"), st.integers(-5, 5), st.just(redo)
    )


def acts() -> st.SearchStrategy[list[Act]]:
    """Some minutes of a user's time."""
    return st.lists(marking_acts() | reversing_acts(), max_size=12)


def after(progress: Progress, series: Iterable[Act]) -> Progress:
    """Progress after these acts, each made on what the one before left."""
    for number, act in enumerate(series):
        progress = progress.with_marks(act.marks(progress, number))
    return progress


def state(progress: Progress) -> list[tuple[Status, str, list[tuple[str, str]], list[bool]]]:
    """What the user sees of every topic, in file order: status, note, own links, what was read."""
    return [
        (
            progress.status(topic),
            progress.note(topic),
            sorted((mark.url, mark.value) for mark in progress.own_links(topic)),
            [progress.has_read(topic, url) for url in URLS],
        )
        for topic in TOPIC_IDS
    ]


def histories(progress: Progress) -> dict[tuple[NodeId, Field, str], tuple[Mark, ...]]:
    """Every history there is."""
    keys = [(topic, field, url) for topic in MARKED_IDS for field in Field for url in ("", *URLS)]
    found = {key: progress.history(*key) for key in keys}
    return {key: history for key, history in found.items() if history}

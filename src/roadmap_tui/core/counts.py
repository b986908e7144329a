"""Counts: how many topics of each section are done, in progress, skipped and to do.

A node's summary counts the topics at any depth below it, and the node itself if it is a topic.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, overload

from roadmap_tui.core.marks import Status
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.roadmap import NodeId, Roadmap


class Summary(NamedTuple):
    """Whole topics, by status."""

    done: int = 0
    doing: int = 0
    skipped: int = 0
    todo: int = 0

    @property
    def total(self) -> int:
        """All topics, skipped ones included."""
        return sum(self)

    @property
    def counted(self) -> int:
        """The denominator: topics of every status that counts, so not the skipped ones."""
        return self.total - sum(self[column] for column in _NOT_COUNTED)

    @property
    def open(self) -> int:
        """The topics with something left to do."""
        return sum(self[column] for column in _OPEN)

    @property
    def percent(self) -> int:
        """0 to 100, rounded down, and 100 only when nothing is left."""
        if self.counted:
            return 100 * self.done // self.counted
        return 100 if self.total else 0

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left; only skipped topics count as nothing left."""
        return self.percent == 100

    def other_counts(self) -> list[str]:
        """In words, the topics that are neither done nor to do: `1 in progress`, `2 skipped`."""
        others = [status for status in _COLUMNS if status not in (Status.DONE, Status.TODO)]
        return [f"{count} {status.label}" for status in others if (count := self[_COLUMNS[status]])]

    def by_status(self) -> dict[Status, int]:
        """The number of topics of each status, in the order in which statuses are shown."""
        return dict(zip(_COLUMNS, self, strict=True))


_NO_TOPIC = len(Summary._fields)
_COLUMNS = {Status(name): column for column, name in enumerate(Summary._fields)}
"""Which number of a summary counts the topics of a status."""

_OPEN = [_COLUMNS[status] for status in Status if status.is_open]
_NOT_COUNTED = [_COLUMNS[status] for status in Status if not status.counts]


class _Summaries(Sequence[Summary]):
    """The summary of every node, counted when it is asked for: few rows are on a screen.

    One byte a node says what it counts as. The nodes of a subtree stand side by side, so that counting them is a search
    through memory: the root of 100,000 topics takes 20 µs, and nothing has to be kept up to date.
    """

    def __init__(self, roadmap: Roadmap, statuses: Sequence[Status]) -> None:
        self._nodes = roadmap.nodes
        self._columns = bytearray(
            [
                _COLUMNS[status] if node.is_topic else _NO_TOPIC
                for node, status in zip(roadmap.nodes, statuses, strict=True)
            ]
        )

    def __len__(self) -> int:
        return len(self._nodes)

    @overload
    def __getitem__(self, index: int) -> Summary: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Summary]: ...
    def __getitem__(self, index: int | slice) -> Summary | Sequence[Summary]:
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(len(self)))]
        return _counted(self._columns, index, self._nodes[index].end)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    def of(self, indexes: Iterable[int]) -> Summary:
        """The summary of these nodes, each for itself alone."""
        return _counted(bytes([self._columns[index] for index in indexes]))

    def move(self, index: int, after: Status) -> None:
        """A topic has that status now."""
        self._columns[index] = _COLUMNS[after]


def _counted(columns: bytes | bytearray, start: int = 0, end: int | None = None) -> Summary:
    """The number of times that each column occurs."""
    return Summary(*[columns.count(column, start, end) for column in range(len(Summary._fields))])


class Tally:
    """The status of every topic and the summary of every node, kept up to date mark by mark.

    A change costs the length of the path to the root, however large the roadmap is.
    """

    def __init__(self, progress: Progress) -> None:
        """Look at every mark once.

        Args:
            progress: The user's marks on the roadmap to count.
        """
        self.roadmap: Roadmap = progress.roadmap
        self.progress = progress
        self.statuses: list[Status] = _statuses(progress)
        """By index in `roadmap.nodes`; what stands at a plain section means nothing."""
        self._summaries = _Summaries(self.roadmap, self.statuses)
        self._minutes: dict[int, tuple[int, int]] = {}
        """Of the nodes that were asked for: how many minutes are estimated, and how many of these are left."""

    @property
    def summaries(self) -> Sequence[Summary]:
        """By index in `roadmap.nodes`."""
        return self._summaries

    @property
    def overall(self) -> Summary:
        """The summary of the whole roadmap."""
        return self.summaries[0]

    def summary_of(self, indexes: Iterable[int]) -> Summary:
        """The summary of the topics among these nodes, each counted for itself alone."""
        return self._summaries.of(indexes)

    def replace_with(self, other: "Tally") -> None:
        """Become another tally in place, for all who hold this one: the roadmap has a new edition.

        Args:
            other: Counted elsewhere, in a thread perhaps; it is not to be updated any more.
        """
        self.roadmap, self.progress = other.roadmap, other.progress
        self.statuses, self._summaries, self._minutes = other.statuses, other._summaries, other._minutes

    def update(self, progress: Progress, topics: Iterable[NodeId]) -> set[int]:
        """Take over newer progress.

        Args:
            progress: The next progress on the same roadmap.
            topics: What was marked; ids that the roadmap does not have are passed over.

        Returns:
            Indexes of the nodes that now read differently: the topics and every node above them.
        """
        self.progress = progress
        changed: set[int] = set()
        for topic in topics:
            index = self.roadmap.indexes.get(self.roadmap.renamed.get(topic, topic))
            if index is not None:
                changed |= self._move(index, progress.status(self.roadmap.nodes[index].id))
        return changed

    def minutes_left(self, index: int) -> int | None:
        """The effort that the open topics of a subtree still take, as far as it is estimated.

        Args:
            index: Of its root, in `roadmap.nodes`.

        Returns:
            Minutes; None when no topic there has an estimate, open or not.
        """
        if index not in self._minutes:
            self._minutes[index] = self._estimate(index)
        estimated, left = self._minutes[index]
        return left if estimated else None

    def _estimate(self, index: int) -> tuple[int, int]:
        estimated = left = 0
        for place in range(index, self.roadmap.nodes[index].end):
            node = self.roadmap.nodes[place]
            if node.minutes and node.is_topic:
                estimated += node.minutes
                left += node.minutes * self.statuses[place].is_open
        return estimated, left

    def _move(self, index: int, after: Status) -> set[int]:
        before = self.statuses[index]
        if before is after or not self.roadmap.nodes[index].is_topic:
            return {index}
        self.statuses[index] = after
        self._summaries.move(index, after)
        reopened = (after.is_open - before.is_open) * (self.roadmap.nodes[index].minutes or 0)
        touched = {index, *self.roadmap.ancestors(index)}
        for node in touched & self._minutes.keys():
            estimated, left = self._minutes[node]
            self._minutes[node] = (estimated, left + reopened)
        return touched


def _statuses(progress: Progress) -> list[Status]:
    found = [Status.TODO] * len(progress.roadmap.nodes)
    for topic, status in progress.statuses():
        index = progress.roadmap.indexes.get(topic)
        if index is not None:
            found[index] = status
    return found

"""What the numbers mean: how many topics of a section are done, in progress, skipped and to do.

A node's summary counts the topics at any depth below it, and the node itself if it is a topic.
"""

from collections.abc import Iterable
from typing import NamedTuple

from roadmap_tui.core.progress import Progress, Status
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
        """The denominator: skipped topics are nobody's debt."""
        return self.total - self.skipped

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

    def moved(self, before: Status, after: Status) -> "Summary":
        """This summary after one topic went from one status to another."""
        counts = self._asdict()
        counts[before] -= 1
        counts[after] += 1
        return Summary(**counts)


class Tally:
    """The status of every topic and the summary of every node, kept up to date mark by mark.

    A change costs the length of the path to the root, however large the roadmap is.
    """

    def __init__(self, progress: Progress) -> None:
        """Count everything once.

        Args:
            progress: The reader's marks on the roadmap to count.
        """
        self.roadmap: Roadmap = progress.roadmap
        self.progress = progress
        self.statuses: list[Status] = [progress.status(node.id) for node in self.roadmap.nodes]
        """By index in `roadmap.nodes`; what stands at a plain section means nothing."""
        self.summaries: list[Summary] = _summarize(self.roadmap, self.statuses)
        """By index in `roadmap.nodes`."""
        self._minutes: list[tuple[int, int]] = _estimate(self.roadmap, self.statuses)

    @property
    def overall(self) -> Summary:
        """The summary of the whole roadmap."""
        return self.summaries[0]

    def adopt(self, other: "Tally") -> None:
        """Become another tally in place, for all who hold this one: the roadmap has a new edition.

        Args:
            other: Counted elsewhere, in a thread perhaps; it is not to be updated any more.
        """
        self.roadmap, self.progress = other.roadmap, other.progress
        self.statuses, self.summaries, self._minutes = other.statuses, other.summaries, other._minutes

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
            index = self.roadmap.positions.get(self.roadmap.renamed.get(topic, topic))
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
        estimated, left = self._minutes[index]
        return left if estimated else None

    def _move(self, index: int, after: Status) -> set[int]:
        before = self.statuses[index]
        if before is after or not self.roadmap.nodes[index].is_topic:
            return {index}
        self.statuses[index] = after
        reopened = (after.is_open - before.is_open) * (self.roadmap.nodes[index].minutes or 0)
        touched = {index, *self.roadmap.ancestors(index)}
        for node in touched:
            self.summaries[node] = self.summaries[node].moved(before, after)
            estimated, left = self._minutes[node]
            self._minutes[node] = (estimated, left + reopened)
        return touched


def _summarize(roadmap: Roadmap, statuses: list[Status]) -> list[Summary]:
    column = {status: place for place, status in enumerate(Summary._fields)}
    counts = [[0, 0, 0, 0] for _ in roadmap.nodes]
    for node, status, count in zip(roadmap.nodes, statuses, counts, strict=True):
        count[column[status]] += node.is_topic
    _add_up(roadmap, counts)
    return [Summary(*count) for count in counts]


def _estimate(roadmap: Roadmap, statuses: list[Status]) -> list[tuple[int, int]]:
    """How many minutes each node's topics were estimated to take, and how many of these are still open."""
    own = [node.minutes if node.is_topic and node.minutes else 0 for node in roadmap.nodes]
    minutes = [[all_, all_ * status.is_open] for all_, status in zip(own, statuses, strict=True)]
    _add_up(roadmap, minutes)
    return [(estimated, left) for estimated, left in minutes]


def _add_up(roadmap: Roadmap, numbers: list[list[int]]) -> None:
    """Add every node's numbers to those above it: children stand after their parents, so one pass from the end does."""
    for index in range(len(numbers) - 1, 0, -1):
        above = numbers[roadmap.nodes[index].parent]
        for place, number in enumerate(numbers[index]):
            above[place] += number

"""Marks that were folded before and are read again only when they are needed.

After some months a log holds thousands of marks, and a screen shows forty topics. The status of each topic is known
without its marks. A single history or step is read from the log when it is looked at.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, overload

from roadmap_tui.core.marks import Field, FieldKey, Mark, Status
from roadmap_tui.core.roadmap import NodeId
from roadmap_tui.core.undo import UndoStacks


class LazyHistory(Sequence[Mark]):
    """The marks of one topic and field, the newest last. The old ones are read one by one."""

    __slots__ = ("_count", "_newer", "_read")

    def __init__(self, count: int, read: Callable[[int], Mark], newer: tuple[Mark, ...] = ()) -> None:
        """Nothing is read yet.

        Args:
            count: How many old marks there are; at least one.
            read: Reads an old mark by its number; 0 is the oldest.
            newer: The marks that follow.
        """
        self._count = count
        self._read = read
        self._newer = newer

    def __add__(self, newer: tuple[Mark, ...]) -> "LazyHistory":
        return LazyHistory(self._count, self._read, self._newer + newer)

    def __len__(self) -> int:
        return self._count + len(self._newer)

    @overload
    def __getitem__(self, index: int) -> Mark: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Mark, ...]: ...
    def __getitem__(self, index: int | slice) -> Mark | tuple[Mark, ...]:
        if isinstance(index, slice):
            return tuple(self[place] for place in range(*index.indices(len(self))))
        place = range(len(self))[index]
        return self._read(place) if place < self._count else self._newer[place - self._count]


Marks = tuple[Mark, ...] | LazyHistory
"""Of one topic and field, the newest last."""


class Snapshot(NamedTuple):
    """What all marks up to some moment come to."""

    histories: Mapping[FieldKey, Marks]
    statuses: Mapping[NodeId, Status]
    """Of each topic whose status was ever set: the one that counts."""

    steps: UndoStacks
    """What can be undone and redone."""

    def updated(self, histories: Mapping[FieldKey, Marks]) -> "Snapshot":
        """The same with some histories replaced, and without those that are replaced by an empty one."""
        kept, statuses = {**self.histories, **histories}, {**self.statuses}
        for key, marks in histories.items():
            if not marks:
                del kept[key]
                statuses.pop(key[0], None)
            elif key[1] is Field.STATUS:
                statuses[key[0]] = Status(marks[-1].value)
        return Snapshot(kept, statuses, self.steps)


EMPTY_SNAPSHOT = Snapshot({}, {}, UndoStacks())

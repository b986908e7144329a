"""Marks that were folded before, and that are read again only when somebody asks for them.

After some months a log holds thousands of marks, and a screen shows forty topics. What each topic has come to is known
without any mark; what it came from is looked up history by history, and what can be undone step by step.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, Set
from typing import overload

from roadmap_tui.core.marks import FieldKey, Mark, Status
from roadmap_tui.core.undo import UndoStacks

MarkAt = Callable[[int], Mark]
"""Reads the mark that stands at a place."""


class LazyHistory(Sequence[Mark]):
    """The marks of one topic and field, the newest last; the old ones are read one by one, when they are looked at."""

    __slots__ = ("_known", "_mark_at", "_newer", "_places")

    def __init__(self, places: Sequence[int], mark_at: MarkAt) -> None:
        """No mark is read yet.

        Args:
            places: Where the marks stand; at least one.
            mark_at: Reads one of them.
        """
        self._places = places
        self._mark_at = mark_at
        self._known: dict[int, Mark] = {}
        self._newer: tuple[Mark, ...] = ()

    def __add__(self, newer: tuple[Mark, ...]) -> "LazyHistory":
        """The history with newer marks; what is read of one is read of both."""
        longer = LazyHistory(self._places, self._mark_at)
        longer._known, longer._newer = self._known, (*self._newer, *newer)
        return longer

    def __len__(self) -> int:
        return len(self._places) + len(self._newer)

    @overload
    def __getitem__(self, index: int) -> Mark: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Mark, ...]: ...
    def __getitem__(self, index: int | slice) -> Mark | tuple[Mark, ...]:
        if isinstance(index, slice):
            return tuple(self[place] for place in range(*index.indices(len(self))))
        place = range(len(self))[index]
        if place >= len(self._places):
            return self._newer[place - len(self._places)]
        if place not in self._known:
            self._known[place] = self._mark_at(self._places[place])
        return self._known[place]


Marks = tuple[Mark, ...] | LazyHistory
"""Of one topic and field, the newest last."""


class Snapshot:
    """Every history up to some mark. A value, but for remembering what was looked up."""

    def __init__(
        self,
        numbers: Mapping[FieldKey, int],
        statuses: Sequence[Status | None],
        look_up: Callable[[int], LazyHistory],
        steps: UndoStacks,
    ) -> None:
        """Nothing is looked up yet.

        Args:
            numbers: What was marked, and the number of its history.
            statuses: By number: the status that the history comes to; None where it is of another field.
            look_up: Gives a history by its number.
            steps: What could be undone and redone.
        """
        self._numbers = numbers
        self._statuses = statuses
        self._look_up = look_up
        self._known: dict[FieldKey, LazyHistory] = {}
        self.steps = steps

    @property
    def keys(self) -> Collection[FieldKey]:
        """What was marked."""
        return self._numbers.keys()

    def history(self, key: FieldKey) -> Marks:
        """Every mark of a key; empty when there is none."""
        if key in self._known:
            return self._known[key]
        number = self._numbers.get(key)
        return () if number is None else self._known.setdefault(key, self._look_up(number))

    def status(self, key: FieldKey) -> Status | None:
        """What the newest mark of a key says, without reading it; None when there is none."""
        number = self._numbers.get(key)
        return None if number is None else self._statuses[number]

    def statuses(self) -> Iterator[tuple[FieldKey, Status]]:
        """What was given a status, and which one counts."""
        return ((key, status) for key, number in self._numbers.items() if (status := self._statuses[number]))

    def without_keys(self, keys: Set[FieldKey]) -> "Snapshot":
        """The same but for some histories; what can be undone stays what it was."""
        kept = {key: number for key, number in self._numbers.items() if key not in keys}
        return Snapshot(kept, self._statuses, self._look_up, self.steps)


EMPTY_SNAPSHOT = Snapshot({}, (), dict[int, LazyHistory]().__getitem__, UndoStacks())
"""All marks are still to be folded."""

"""Undo and redo: two stacks of the steps made on this device."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from roadmap_tui.core.marks import Mark, Step

_Marks = tuple[Mark, "_Marks | None"]
"""The marks of a step, the last one first, linked so that adding one copies nothing."""

_Pair = tuple[_Marks, "_Stack"]
"""A step, and those below it."""

_Stack: TypeAlias = "_Pair | LazyStack | None"
"""Steps, the last one first, linked so that all who hold an earlier one share what lies below."""


class LazyStack:
    """Steps that are read one by one, when they come to the top."""

    def __init__(self, read: Callable[[int], Step], count: int) -> None:
        """Nothing is read yet.

        Args:
            read: Reads a step by its number, from 0 for the one at the bottom.
            count: How many there are, at least one.
        """
        self._read = read
        self._count = count
        self._opened: _Pair | None = None

    def top(self) -> _Pair:
        """The step at the top, and those below it; read once."""
        if not self._opened:
            first, *others = self._read(self._count - 1)
            marks: _Marks = (first, None)
            for mark in others:
                marks = (mark, marks)
            self._opened = marks, LazyStack(self._read, self._count - 1) if self._count > 1 else None
        return self._opened


class UndoStacks:
    """Both stacks. A value: adding a mark gives the next one."""

    __slots__ = ("_redo", "_undo")

    def __init__(self, undo: _Stack = None, redo: _Stack = None) -> None:
        """These stacks; at first there is nothing to undo or redo."""
        self._undo = undo
        self._redo = redo

    @property
    def undoable(self) -> Iterator[Step]:
        """The steps that undo would take back, the next one first."""
        return _steps(self._undo)

    @property
    def redoable(self) -> Iterator[Step]:
        """The undoing steps that redo would take back, the next one first."""
        return _steps(self._redo)

    def with_mark(self, mark: Mark) -> "UndoStacks":
        """The stacks after a mark; marks of one step come one after the other."""
        if (undo := _top(self._undo)) and undo[0][0].step == mark.step:
            return UndoStacks(((mark, undo[0]), undo[1]), self._redo)
        if (redo := _top(self._redo)) and redo[0][0].step == mark.step:
            return UndoStacks(self._undo, ((mark, redo[0]), redo[1]))
        return self._with_step((mark, None), mark.undoes)

    def _with_step(self, step: _Marks, undoes: str) -> "UndoStacks":
        if undoes:
            is_redone, redo = _below(self._redo, undoes)
            if is_redone:
                return UndoStacks((step, self._undo), redo)
            is_undone, undo = _below(self._undo, undoes)
            if is_undone:
                return UndoStacks(undo, (step, self._redo))
        return UndoStacks((step, self._undo))


def _top(stack: _Stack) -> _Pair | None:
    return stack.top() if isinstance(stack, LazyStack) else stack


def _steps(stack: _Stack) -> Iterator[Step]:
    while pair := _top(stack):
        marks, stack = pair
        yield tuple(_marks(marks))[::-1]


def _marks(linked: _Marks) -> Iterator[Mark]:
    rest: _Marks | None = linked
    while rest:
        mark, rest = rest
        yield mark


def _below(stack: _Stack, step: str) -> tuple[bool, _Stack]:
    """Whether that step is on the stack, and what lies below it."""
    while pair := _top(stack):
        marks, stack = pair
        if marks[0].step == step:
            return True, stack
    return False, None

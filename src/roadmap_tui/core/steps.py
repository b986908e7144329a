"""The reader's own steps, as an editor keeps them: what undo would take back, and what redo would."""

from collections.abc import Iterator
from typing import NamedTuple

from roadmap_tui.core.marks import Mark, Step

_Marks = tuple[Mark, "_Marks | None"]
"""The marks of a step, the last one first, linked so that adding one copies nothing."""

_Stack = tuple[_Marks, "_Stack"] | None
"""Steps, the last one first, linked so that all who hold an earlier one share what lies below."""


class Steps(NamedTuple):
    """Both stacks. A value: adding a mark gives the next one."""

    undo: _Stack = None
    redo: _Stack = None

    @property
    def undoable(self) -> Iterator[Step]:
        """The steps that undo would take back, the next one first."""
        return _steps(self.undo)

    @property
    def redoable(self) -> Iterator[Step]:
        """The undoing steps that redo would take back, the next one first."""
        return _steps(self.redo)

    def with_mark(self, mark: Mark) -> "Steps":
        """The stacks after a mark; marks of one step come one after the other."""
        if self.undo and self.undo[0][0].step == mark.step:
            return self._replace(undo=((mark, self.undo[0]), self.undo[1]))
        if self.redo and self.redo[0][0].step == mark.step:
            return self._replace(redo=((mark, self.redo[0]), self.redo[1]))
        return self._with_step((mark, None), mark.undoes)

    def _with_step(self, step: _Marks, undoes: str) -> "Steps":
        if undoes:
            is_redone, redo = _below(self.redo, undoes)
            if is_redone:
                return Steps((step, self.undo), redo)
            is_undone, undo = _below(self.undo, undoes)
            if is_undone:
                return Steps(undo, (step, self.redo))
        return Steps((step, self.undo))


def _steps(stack: _Stack) -> Iterator[Step]:
    while stack:
        marks, stack = stack
        yield tuple(_marks(marks))[::-1]


def _marks(linked: _Marks) -> Iterator[Mark]:
    rest: _Marks | None = linked
    while rest:
        mark, rest = rest
        yield mark


def _below(stack: _Stack, step: str) -> tuple[bool, _Stack]:
    """Whether that step is on the stack, and what lies below it."""
    while stack:
        marks, stack = stack
        if marks[0].step == step:
            return True, stack
    return False, None

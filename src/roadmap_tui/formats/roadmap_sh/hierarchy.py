"""The hierarchy of a map, which is drawn and not stored.

A line to a topic says it; else the topic of the smallest frame around the box; else the nearest topic, which is right
two times of three and reported.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from roadmap_tui.formats.roadmap_sh.drawing import Area, Box, Drawing


class Placed(NamedTuple):
    """The boxes in reading order."""

    boxes: list[Box]
    """Topics from top to bottom, each before what stands under it."""

    parents: list[int]
    """Index of each one's topic; -1 at the top."""

    doubts: list[str]
    """A sentence for each one that only nearness put where it is."""


def place(drawing: Drawing) -> Placed:
    """Put every box somewhere, exactly once."""
    heads = sorted((box for box in drawing.boxes if box.is_head), key=_reading_order)
    others = sorted((box for box in drawing.boxes if not box.is_head), key=_reading_order)
    finder = _Finder(drawing, heads)
    below: dict[int, list[Box]] = defaultdict(list)
    doubts = []
    for box in others:
        above, is_sure = finder.head_of(box)
        below[above].append(box)
        if not is_sure and above >= 0:
            doubts.append(f'"{box.title}" was put under "{heads[above].title}", which is the nearest.')
    placed = Placed([], [], doubts)
    _append(placed, below[-1], -1)
    for index, head in enumerate(heads):
        _append(placed, [head], -1)
        _append(placed, below[index], len(placed.boxes) - 1)
    return placed


def _append(placed: Placed, boxes: Iterable[Box], parent: int) -> None:
    for box in boxes:
        placed.boxes.append(box)
        placed.parents.append(parent)


def _reading_order(box: Box) -> tuple[float, float]:
    return box.area.y, box.area.x


class _Finder:
    def __init__(self, drawing: Drawing, heads: Sequence[Box]) -> None:
        self.heads = heads
        self.frames = sorted(drawing.frames, key=lambda frame: frame[1].width * frame[1].height)
        self.neighbours: dict[str, list[int]] = defaultdict(list)
        places = {head.node: index for index, head in reversed([*enumerate(heads)])}
        for source, target in drawing.edges:
            if source in places:
                self.neighbours[target].append(places[source])
            if target in places:
                self.neighbours[source].append(places[target])
        self.frame_heads = [self._frame_head(name, area) for name, area in self.frames]

    def head_of(self, box: Box) -> tuple[int, bool]:
        """The index of its topic and whether that is sure; -1 when there is no topic at all."""
        if found := self.neighbours.get(box.node):
            return self._nearest(box.area, found), True
        framed = (head for (_, area), head in zip(self.frames, self.frame_heads, strict=True) if area.holds(box.area))
        head = next((head for head in framed if head is not None), None)
        if head is not None:
            return head, True
        return (self._nearest(box.area, range(len(self.heads))), False) if self.heads else (-1, False)

    def _frame_head(self, name: str, area: Area) -> int | None:
        """The topic that a frame is about: a line leads there, or it stands inside alone."""
        if linked := self.neighbours.get(name):
            return self._nearest(area, linked)
        inside = list(self._inside(area))
        return inside[0] if len(inside) == 1 else None

    def _inside(self, area: Area) -> Iterator[int]:
        return (index for index, head in enumerate(self.heads) if area.holds(head.area))

    def _nearest(self, area: Area, heads: Iterable[int]) -> int:
        return min(
            heads, key=lambda head: (area.distance(self.heads[head].area), area.between_centres(self.heads[head].area))
        )

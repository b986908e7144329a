"""The progress on one roadmap in a form that loads without reading every line of the logs, for the cache.

For each topic, field and link the status that counts, and the places of its marks in the logs; the same for the steps
that can be undone and redone. `formats.cache.columns` is the file around them.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from operator import lt
from typing import Protocol

from roadmap_tui.core.lazy_history import LazyHistory, Snapshot
from roadmap_tui.core.marks import Device, Field, FieldKey, Mark, Status
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.roadmap import NodeId, Roadmap, RoadmapId
from roadmap_tui.core.undo import LazyStack, UndoStacks
from roadmap_tui.formats.cache import columns
from roadmap_tui.formats.cache.columns import Parts, choices, require, to_json

_KIND = "progress 1"
"""The number goes up when what is written here, or what marks come to, means something else."""

_FIELDS = {field.value: field for field in Field}
_STATUSES = {status.value: status for status in Status}


class Lines(Protocol):
    """The lines of the logs, one after the other."""

    def mark_at(self, place: int, /) -> Mark:
        """The mark that begins there."""

    def are_starts(self, places: Sequence[int], /) -> bool:
        """Whether a line begins at each of these places."""


def dumps(key: columns.CacheKey, roadmap: RoadmapId, device: Device, marks: Iterable[tuple[int, Mark]]) -> bytes:
    """Fold marks, and serialize the result.

    Args:
        key: What they were read from; `key_of` gives it back.
        roadmap: Whose progress it is; marks of others are passed over.
        device: Whose steps can be undone.
        marks: In the order of the logs, each with its place.

    Raises:
        UnicodeEncodeError: A text holds a lone surrogate.
    """
    placed = [(mark, place) for place, mark in marks if mark.roadmap == roadmap]
    places = dict(placed)
    # A roadmap without topics renames none: marks are found under the ids that they name, whatever edition is opened.
    progress = Progress(Roadmap(roadmap, (), {}, {}), device).with_marks(mark for mark, _ in placed)
    histories: defaultdict[FieldKey, list[Mark]] = defaultdict(list)
    for mark in progress.marks():
        histories[mark.topic, mark.field, mark.url].append(mark)
    parts = [
        to_json([topic for topic, _, _ in histories]),
        *choices([field for _, field, _ in histories]),
        *choices([url for _, _, url in histories]),
        *choices([history[-1].value if key[1] is Field.STATUS else None for key, history in histories.items()]),
        *_placed(histories.values(), places),
        *_placed([*progress.undoable][::-1], places),
        *_placed([*progress.redoable][::-1], places),
    ]
    return columns.dumps(_KIND, key, parts)


def key_of(data: bytes) -> columns.CacheKey | None:
    """The key of a file; None when this version did not write it."""
    return columns.key_of(data, _KIND)


def loads(data: bytes, lines: Lines) -> Snapshot | None:
    """Load folded marks; None when the data is cut short, changed, or of another kind.

    Args:
        data: What `dumps` gave.
        lines: The lines of the logs, from which a mark is read when it is needed.
    """
    try:
        parts = columns.loads(data, _KIND)
        return _snapshot(parts, lines) if parts else None
    except Exception:  # whatever is wrong with a cache, there is none
        return None


def _snapshot(parts: Parts, lines: Lines) -> Snapshot:
    topics = [*map(NodeId, parts.strings())]
    fields, urls = map(_FIELDS.__getitem__, parts.choices(_FIELDS.__contains__)), parts.choices(_is_text_or_none)
    keys = list(zip(topics, fields, urls, strict=True))
    values = parts.choices(_is_text_or_none)
    statuses = {topic: _STATUSES[value] for topic, value in zip(topics, values, strict=True) if value}
    histories, undo, redo = (_Groups(parts, lines) for _ in range(3))
    require(len(histories), len(keys).__eq__)
    return Snapshot(_Histories(keys, histories), statuses, UndoStacks(undo.steps(), redo.steps()))


def _is_text_or_none(value: object) -> bool:
    return value is None or isinstance(value, str)


class _Groups:
    """Marks in groups, by their places."""

    def __init__(self, parts: Parts, lines: Lines) -> None:
        self._ends, self._places = parts.numbers("I"), parts.numbers("Q")
        self._lines = lines
        require([0, *self._ends], lambda ends: ends[-1] == len(self._places) and all(map(lt, ends, ends[1:])))
        require(self._places, lines.are_starts)

    def __len__(self) -> int:
        return len(self._ends)

    def history(self, number: int) -> LazyHistory:
        """A group as a history."""
        start = self._ends[number - 1] if number else 0
        places = self._places[start : self._ends[number]]
        return LazyHistory(len(places), lambda index: self._lines.mark_at(places[index]))

    def steps(self) -> LazyStack | None:
        """The groups as steps, the last one on top."""
        return LazyStack(lambda number: tuple(self.history(number)), len(self._ends)) if self._ends else None


class _Histories(Mapping[FieldKey, LazyHistory]):
    """The groups by what their marks set."""

    def __init__(self, keys: Sequence[FieldKey], groups: _Groups) -> None:
        self._numbers = {key: number for number, key in enumerate(keys)}
        self._groups = groups

    def __getitem__(self, key: FieldKey) -> LazyHistory:
        return self._groups.history(self._numbers[key])

    def __iter__(self) -> Iterator[FieldKey]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)


def _placed(groups: Iterable[Sequence[Mark]], places: dict[Mark, int]) -> Iterator[bytes]:
    """Two parts: where each group ends, and the places of all marks."""
    known = list(groups)
    yield array("I", accumulate(map(len, known))).tobytes()
    yield array("Q", [places[mark] for group in known for mark in group]).tobytes()

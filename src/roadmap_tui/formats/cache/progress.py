"""What the logs come to for one roadmap, in a form that loads without reading every line: what the cache keeps.

For each topic, field and link the status that counts, and the places of its marks in the logs; the same for the steps
that can be undone and redone. The file around it is for `formats.cache.columns`.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from roadmap_tui.core.lazy_history import LazyHistory, MarkAt, Snapshot
from roadmap_tui.core.marks import Device, Field, FieldKey, Mark, Status
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.roadmap import NodeId, Roadmap, RoadmapId
from roadmap_tui.core.undo import LazyStack, UndoStacks
from roadmap_tui.formats.cache import columns
from roadmap_tui.formats.cache.columns import Parts, choices, to_json

_KIND = "progress 1"
"""The number goes up when what is written here, or what marks come to, means something else."""

_FIELDS = {field.value: field for field in Field}
_STATUSES = {status.value: status for status in Status}


def dumps(key: columns.CacheKey, roadmap: RoadmapId, device: Device, marks: Iterable[tuple[int, Mark]]) -> bytes:
    """Fold marks, and write down what they come to.

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
    """What marks were read from; None when they are none that this version wrote down."""
    return columns.key_of(data, _KIND)


def loads(data: bytes, mark_at: MarkAt) -> Snapshot | None:
    """Read what marks come to; None when it was cut short or changed, or is none.

    Args:
        data: What `dumps` gave.
        mark_at: Called later, when somebody asks for a mark.
    """
    try:
        parts = columns.loads(data, _KIND)
        return _past(parts, mark_at) if parts else None
    except (ValueError, TypeError, LookupError):
        return None


def _past(parts: Parts, mark_at: MarkAt) -> Snapshot:
    topics, fields, urls = map(NodeId, parts.json()), map(_FIELDS.__getitem__, parts.choices()), parts.choices()
    numbers = {key: number for number, key in enumerate(zip(topics, fields, urls, strict=True))}
    statuses = list(map(_STATUSES.get, parts.choices()))
    histories, undo, redo = (_Groups(parts, mark_at) for _ in range(3))
    return Snapshot(numbers, statuses, histories.history, UndoStacks(undo.steps(), redo.steps()))


class _Groups:
    """Marks in groups, by their places."""

    def __init__(self, parts: Parts, mark_at: MarkAt) -> None:
        self._ends, self._places = parts.numbers("I"), parts.numbers("Q")
        self._mark_at = mark_at

    def history(self, number: int) -> LazyHistory:
        """A group as a history."""
        start = self._ends[number - 1] if number else 0
        return LazyHistory(self._places[start : self._ends[number]], self._mark_at)

    def steps(self) -> LazyStack | None:
        """The groups as steps, the last one on top."""
        return LazyStack(lambda number: tuple(self.history(number)), len(self._ends)) if self._ends else None


def _placed(groups: Iterable[Sequence[Mark]], places: dict[Mark, int]) -> Iterator[bytes]:
    """Two parts: where each group ends, and the places of all marks."""
    known = list(groups)
    yield array("I", accumulate(map(len, known))).tobytes()
    yield array("Q", [places[mark] for group in known for mark in group]).tobytes()

"""Progress: the user's marks on one roadmap, folded.

A mark sets one field of one topic. For each topic and field the mark with the greatest (time, device) wins, so it does
not matter in which order marks are read, or how often. Notes are too precious for that: a note names those that it was
written over, and one that was written over by none is shown beside the others. Undo makes more marks; nothing is ever
taken out.
`formats.progress_jsonl` serializes marks; `storage.log` stores them.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from roadmap_tui.core.lazy_history import EMPTY_SNAPSHOT, Marks, Snapshot
from roadmap_tui.core.marks import DEFAULT_VALUES, NOTE_SEPARATOR, Device, Field, FieldKey, Mark, Status, Step
from roadmap_tui.core.roadmap import NodeId, Roadmap

_MAX_OVERLAY = 1000
"""Histories that are copied for a tick before they go into the base, so that a tick costs the same after any number."""

_MICROSECOND = timedelta(microseconds=1)
_MAX_TIME = datetime.max.replace(tzinfo=UTC)
_LATEST = _MAX_TIME - timedelta(days=1)
"""What a clock that is wrong may say at most, so that there is always a later moment for the next mark."""


class Progress:
    """What the user has marked on one roadmap: the log folded. A value: adding marks gives the next one.

    A history is looked up in the overlay first, then in the base.
    """

    __slots__ = ("_base", "_overlay", "_steps", "_urls", "device", "roadmap")

    def __init__(self, roadmap: Roadmap, device: Device, base: Snapshot = EMPTY_SNAPSHOT) -> None:
        """Nothing is marked, or what was marked up to a snapshot.

        Args:
            roadmap: Marks of other roadmaps are ignored. Marks under a former id of a node count for the node.
            device: The user's own device. Only its steps can be undone.
            base: Marks that were folded before, under the ids that they name.
        """
        self.roadmap = roadmap
        self.device = device
        self._base = base
        self._overlay: dict[FieldKey, Marks] = {}
        """Histories that are newer than the base; empty where the base has marks under a former id."""
        self._steps = base.steps
        self._urls: dict[NodeId, frozenset[str]] = {}
        """The links that the user has added to a topic, those that were removed included."""
        former = _former_keys(base, roadmap)
        self._overlay.update(dict.fromkeys(former, ()))
        self._add_urls(self._keys())
        self._insert(mark for key in former for mark in base.histories[key])

    def with_marks(self, marks: Iterable[Mark]) -> "Progress":
        """This progress with further marks folded in; marks that it has already change nothing."""
        folded = Progress(self.roadmap, self.device)
        folded._base, folded._overlay, folded._urls = self._base, self._overlay.copy(), self._urls.copy()
        folded._steps = self._steps
        for mark in folded._insert(mark for mark in marks if mark.roadmap == self.roadmap.id):
            if mark.device == self.device:
                folded._steps = folded._steps.with_mark(mark)
        if len(folded._overlay) > _MAX_OVERLAY:
            folded._base, folded._overlay = folded._base.updated(folded._overlay), {}
        return folded

    def rebased_on(self, roadmap: Roadmap) -> "Progress":
        """The same marks on another edition of the roadmap.

        What the edition renames is found under its new id, what it no longer has becomes an orphan, and an orphan that
        it has again comes back. What can be undone stays what it was.

        Args:
            roadmap: Of the same id.
        """
        moved = Progress(roadmap, self.device)
        moved._steps = self._steps
        moved._insert(self.marks())
        return moved

    @property
    def undoable(self) -> Iterator[Step]:
        """Own steps that undo would take back, the next one first."""
        return self._steps.undoable

    @property
    def redoable(self) -> Iterator[Step]:
        """Own undoing steps that redo would take back, the next one first."""
        return self._steps.redoable

    def history(self, topic: NodeId, field: Field = Field.STATUS, url: str = "") -> tuple[Mark, ...]:
        """Every mark of that topic and field, and of that link where one is meant; the newest last."""
        return tuple(self._history((topic, field, url)))

    def latest(self, topic: NodeId, field: Field = Field.STATUS, url: str = "") -> Mark | None:
        """The newest mark, which counts; None when there is none."""
        history = self._history((topic, field, url))
        return history[-1] if history else None

    def status(self, topic: NodeId) -> Status:
        """The status of a topic; to do when it was never marked."""
        key = (topic, Field.STATUS, "")
        if newer := self._overlay.get(key):
            return Status(newer[-1].value)
        return self._base.statuses.get(topic, Status.TODO) if newer is None else Status.TODO

    def statuses(self) -> Iterator[tuple[NodeId, Status]]:
        """Every topic whose status was ever set, by its present id, and its status."""
        newer = {key[0]: history for key, history in self._overlay.items() if key[1] is Field.STATUS}
        yield from ((topic, Status(history[-1].value)) for topic, history in newer.items() if history)
        yield from ((topic, status) for topic, status in self._base.statuses.items() if topic not in newer)

    def note(self, topic: NodeId) -> str:
        """The user's note on a topic, Markdown; empty when there is none, and all of them when several count."""
        return winning_value(self.history(topic, Field.NOTE))

    def notes(self, topic: NodeId) -> tuple[Mark, ...]:
        """The notes that count, the oldest first: more than one when they were written apart on several devices."""
        return _winners(self.history(topic, Field.NOTE))

    def own_links(self, topic: NodeId) -> list[Mark]:
        """The marks of the links that the user added to a topic and did not remove, the oldest first."""
        marks = (self.latest(topic, Field.LINK, url) for url in self._urls.get(topic, ()))
        return sorted(mark for mark in marks if mark and mark.value)

    @property
    def topics_with_links(self) -> Collection[NodeId]:
        """The topics to which the user ever added a link."""
        return self._urls.keys()

    def has_read(self, topic: NodeId, url: str) -> bool:
        """Whether the user has ticked off a link of a topic."""
        mark = self.latest(topic, Field.READ, url)
        return bool(mark and mark.value)

    def orphans(self) -> list[Mark]:
        """The winning marks of topics that the roadmap does not have and that are not simply to do."""
        winners = (mark for key in self._keys() if self._is_orphan(key) for mark in _winners(self._history(key)))
        return [mark for mark in winners if mark.value != DEFAULT_VALUES[mark.field]]

    def marks(self) -> Iterator[Mark]:
        """Every mark, in no particular order."""
        return (mark for key in self._keys() for mark in self._history(key))

    def topics_with(self, field: Field) -> set[NodeId]:
        """The topics of which that field was ever set, by their present ids."""
        return {key[0] for key in self._keys() if key[1] is field}

    def status_since(self, topic: NodeId) -> Mark | None:
        """The mark that gave a topic its status: neither what was undone since counts, nor marking it so again."""
        history = self._history((topic, Field.STATUS, ""))
        place, steps = len(history) - 1, list[str]()
        while place >= 0 and (undone := history[place].undoes):
            steps = steps or [mark.step for mark in history]
            if undone not in steps[:place]:
                break
            place = steps.index(undone) - 1
        while place > 0 and history[place - 1].value == history[place].value:
            place -= 1
        return history[place] if place >= 0 else None

    def _is_orphan(self, key: FieldKey) -> bool:
        """A plain section can have a note, but a status only through its topics."""
        index = self.roadmap.indexes.get(key[0])
        return index is None or (key[1] is Field.STATUS and not self.roadmap.nodes[index].is_topic)

    def _keys(self) -> Iterator[FieldKey]:
        yield from (key for key, history in self._overlay.items() if history)
        yield from (key for key in self._base.histories if key not in self._overlay)

    def _history(self, key: FieldKey) -> Marks:
        newer = self._overlay.get(key)
        return self._base.histories.get(key, ()) if newer is None else newer

    def key_of(self, mark: Mark) -> FieldKey:
        """The key of a mark on this edition of the roadmap; a former id of a topic becomes its present one."""
        topic = mark.topic
        if topic not in self.roadmap.indexes:
            topic = self.roadmap.renamed.get(topic, topic)
        return topic, mark.field, mark.url

    def _insert(self, marks: Iterable[Mark]) -> Iterable[Mark]:
        """Put marks at their places in their histories, and give those that were not there already, in their order."""
        added = dict.fromkeys(marks)
        by_key: dict[FieldKey, list[Mark]] = {}
        for mark in added:
            by_key.setdefault(self.key_of(mark), []).append(mark)
        for key, new in by_key.items():
            history = self._history(key)
            if len(new) > 1:
                new.sort()  # in linear time, as marks come in the order of a log or of a few
            if not history or history[-1].at < new[0].at:
                self._overlay[key] = history + tuple(self._without_copies(new))  # old marks stay unread
            else:
                known = set(history)
                merged = sorted((*history, *(mark for mark in new if mark not in known)))
                self._overlay[key] = tuple(self._without_copies(merged))
                for mark in known.intersection(new):
                    del added[mark]
        self._add_urls(by_key)
        return added

    def _without_copies(self, history: list[Mark]) -> list[Mark]:
        """A sorted history in which every mark is there once, of copies in several logs the one in our own."""
        if all(one.at != next_one.at for one, next_one in pairwise(history)):
            return history
        kept: dict[Mark, Mark] = {}
        for mark in history:
            content = mark._replace(device=self.device)
            if content not in kept or mark == content:
                kept[content] = mark
        return sorted(kept.values())

    def _add_urls(self, keys: Iterable[FieldKey]) -> None:
        for topic, field, url in keys:
            if field is Field.LINK:
                self._urls[topic] = self._urls.get(topic, frozenset()) | {url}

    def next_time(self, key: FieldKey, now: datetime) -> datetime:
        """The time of a new mark: now, or just past the newest mark seen, whatever the clocks say."""
        now = min(now, _LATEST)
        history = self._history(key)
        return max(now, min(history[-1].at, _MAX_TIME - _MICROSECOND) + _MICROSECOND) if history else now


def _former_keys(base: Snapshot, roadmap: Roadmap) -> list[FieldKey]:
    """The keys of marks under former ids of nodes."""
    if not base.histories:
        return []  # a tick makes a Progress without a base
    former = roadmap.renamed.keys() - roadmap.indexes.keys()
    return [key for key in base.histories if key[0] in former] if former else []


def _winners(history: Marks) -> tuple[Mark, ...]:
    """The newest mark, which counts; of notes every one that no other was written over.

    A note names those that it was written over, on whatever device. Should notes say that they are over each other, the
    newest one counts.
    """
    if len(history) < 2 or history[-1].field is not Field.NOTE:
        return history[-1:]
    replaced = {step for mark in history for step in mark.over}
    return tuple(mark for mark in history if mark.step not in replaced) or history[-1:]


def winning_value(history: Marks) -> str:
    """The value that the marks of one field fold to."""
    winners = _winners(history)
    if len(winners) == 1:
        return winners[0].value
    return NOTE_SEPARATOR.join(dict.fromkeys(mark.value for mark in winners if mark.value))

"""Progress: what this reader has done, as a fold of marks.

A mark sets one field of one topic. For each topic and field the mark with the greatest (time, device) wins, so it does
not matter in which order marks are read, or how often. Notes are too precious for that: a note says which ones it was
written over, and one that was written over by none is shown beside the others. Undo makes more marks; nothing is ever
taken out.
How marks are written down is for `formats.progress_jsonl`, where they are kept is for `storage.log`.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime, timedelta

from roadmap_tui.core.lazy_history import EMPTY_SNAPSHOT, Marks, Snapshot
from roadmap_tui.core.marks import DEFAULT_VALUES, NOTE_SEPARATOR, Device, Field, FieldKey, Mark, Status, Step
from roadmap_tui.core.roadmap import NodeId, Roadmap

_MANY = 1000
"""How many recent histories are copied for a mark before they are settled."""

_MICROSECOND = timedelta(microseconds=1)
_MAX_TIME = datetime.max.replace(tzinfo=UTC)
_LATEST = _MAX_TIME - timedelta(days=1)
"""What a clock that is wrong may say at most, so that there is always a later moment for the next mark."""


class Progress:
    """What a reader has marked on one roadmap: the log folded. A value: adding marks gives the next one."""

    __slots__ = ("_past", "_recent", "_settled", "_steps", "_urls", "device", "roadmap")

    def __init__(self, roadmap: Roadmap, device: Device, past: Snapshot = EMPTY_SNAPSHOT) -> None:
        """Nothing marked yet, or nothing since the marks that were folded before.

        Args:
            roadmap: Whose progress it is; marks of other roadmaps are passed over, marks under a node's former ids
                count for the node.
            device: The reader's own device; only what was marked there can be undone.
            past: What its marks came to before, under the ids that they name.
        """
        self.roadmap = roadmap
        self.device = device
        former = _former_keys(past, roadmap)
        self._past = past.without_keys(former) if former else past
        self._settled: dict[FieldKey, Marks] = {}
        self._recent: dict[FieldKey, Marks] = {}
        self._urls: dict[NodeId, frozenset[str]] = {}
        """The links of the reader's own that a topic has or had."""
        self._steps = past.steps
        for topic, field, url in self._past.keys:
            if field is Field.LINK:
                self._add_url(topic, url)
        for key in former:
            for mark in past.history(key):
                self._insert(mark)

    def with_marks(self, marks: Iterable[Mark]) -> "Progress":
        """This progress with further marks folded in; marks it has already change nothing."""
        folded = Progress(self.roadmap, self.device)
        folded._past, folded._settled, folded._steps = self._past, self._settled, self._steps
        # Histories are shared but for the recent ones, so that a tick costs the same after any number of marks.
        folded._recent = self._recent.copy()
        folded._urls = self._urls.copy()  # readers have few links of their own
        for mark in marks:
            if mark.roadmap == self.roadmap.id and folded._insert(mark) and mark.device == self.device:
                folded._steps = folded._steps.with_mark(mark)
        if len(folded._recent) > _MANY:
            folded._settled, folded._recent = folded._settled | folded._recent, {}
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
        regrouped: dict[FieldKey, list[Mark]] = {}
        for mark in self.marks():
            regrouped.setdefault(moved.key_of(mark), []).append(mark)
        moved._settled = {key: tuple(sorted(marks)) for key, marks in regrouped.items()}
        for topic, field, url in regrouped:
            if field is Field.LINK:
                moved._add_url(topic, url)
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
        """Where the reader is with a topic; to do when it was never marked."""
        key = (topic, Field.STATUS, "")
        newer = self._recent.get(key) or self._settled.get(key)
        return Status(newer[-1].value) if newer else self._past.status(key) or Status.TODO

    def statuses(self) -> Iterator[tuple[NodeId, Status]]:
        """Every topic that was marked, by its present id, and where the reader is with it."""
        newer = self._settled | self._recent
        for key, history in newer.items():
            if key[1] is Field.STATUS:
                yield key[0], Status(history[-1].value)
        for key, status in self._past.statuses():
            if key not in newer:
                yield key[0], status

    def note(self, topic: NodeId) -> str:
        """The reader's note on a topic, Markdown; empty when there is none, and all of them when several count."""
        return winning_value(self.history(topic, Field.NOTE))

    def notes(self, topic: NodeId) -> tuple[Mark, ...]:
        """The notes that count, the oldest first: more than one when they were written apart on several devices."""
        return _winners(self.history(topic, Field.NOTE))

    def own_links(self, topic: NodeId) -> list[Mark]:
        """The marks of the links that the reader has added to a topic and not taken away, the oldest first."""
        marks = (self.latest(topic, Field.LINK, url) for url in self._urls.get(topic, ()))
        return sorted(mark for mark in marks if mark and mark.value)

    @property
    def topics_with_links(self) -> Collection[NodeId]:
        """The topics that have, or had, links of the reader's own."""
        return self._urls.keys()

    def has_read(self, topic: NodeId, url: str) -> bool:
        """Whether the reader has ticked off a link of a topic."""
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

    def status_since(self, topic: NodeId) -> datetime | None:
        """When the topic came to be what it is: neither what was undone since then counts, nor marking it so again."""
        history = self._history((topic, Field.STATUS, ""))
        place, steps = len(history) - 1, list[str]()
        while place >= 0 and (undone := history[place].undoes):
            steps = steps or [mark.step for mark in history]
            if undone not in steps[:place]:
                break
            place = steps.index(undone) - 1
        while place > 0 and history[place - 1].value == history[place].value:
            place -= 1
        return history[place].at if place >= 0 else None

    def _is_orphan(self, key: FieldKey) -> bool:
        """A plain section can have a note, but a status only through its topics."""
        index = self.roadmap.indexes.get(key[0])
        return index is None or (key[1] is Field.STATUS and not self.roadmap.nodes[index].is_topic)

    def _keys(self) -> Iterator[FieldKey]:
        newer = self._settled | self._recent
        yield from newer
        yield from (key for key in self._past.keys if key not in newer)

    def _history(self, key: FieldKey) -> Marks:
        return self._recent.get(key) or self._settled.get(key) or self._past.history(key)

    def key_of(self, mark: Mark) -> FieldKey:
        """What a mark sets on this edition of the roadmap, whatever its topic was called when it was made."""
        topic = mark.topic
        if topic not in self.roadmap.indexes:
            topic = self.roadmap.renamed.get(topic, topic)
        return topic, mark.field, mark.url

    def _insert(self, mark: Mark) -> bool:
        """Put a mark at its place in its history; False when it stood there already."""
        key = self.key_of(mark)
        history = self._history(key)
        if not history or history[-1] < mark:
            self._recent[key] = history + (mark,)  # noqa: RUF005  # old marks stay unread
        elif history[place := bisect_left(history, mark)] == mark:
            return False
        else:
            self._recent[key] = (*history[:place], mark, *history[place:])
        if mark.field is Field.LINK and not history:
            self._add_url(key[0], mark.url)
        return True

    def _add_url(self, topic: NodeId, url: str) -> None:
        self._urls[topic] = self._urls.get(topic, frozenset()) | {url}

    def next_time(self, key: FieldKey, now: datetime) -> datetime:
        """The time of a new mark: now, or just past the newest mark seen, whatever the clocks say."""
        now = min(now, _LATEST)
        history = self._history(key)
        return max(now, min(history[-1].at, _MAX_TIME - _MICROSECOND) + _MICROSECOND) if history else now


def _former_keys(past: Snapshot, roadmap: Roadmap) -> set[FieldKey]:
    """What was marked under an id that a node had before."""
    former = roadmap.renamed.keys() - roadmap.indexes.keys() if past.keys else set()  # a tick has no past to look at
    return {key for key in past.keys if key[0] in former} if former else set()


def _winners(history: Marks) -> tuple[Mark, ...]:
    """The newest mark, which counts; of notes every one that no other was written over.

    What one device wrote last is over everything it wrote before, and copies of a log bring every note twice. Should
    notes say that they are over each other, the newest one counts.
    """
    if len(history) < 2 or history[-1].field is not Field.NOTE:
        return history[-1:]
    replaced = {step for mark in history for step in mark.over}
    last = {mark.device: mark for mark in history}
    texts = {mark.step: mark for mark in last.values() if mark.step not in replaced}
    return tuple(sorted(texts.values())) or history[-1:]


def winning_value(history: Marks) -> str:
    """What the marks of one field come to."""
    winners = _winners(history)
    if len(winners) == 1:
        return winners[0].value
    return NOTE_SEPARATOR.join(dict.fromkeys(mark.value for mark in winners if mark.value))

"""Marks: the records of the log. A mark sets one field of one topic at one moment."""

from datetime import date, datetime, timedelta, timezone, tzinfo
from enum import StrEnum
from typing import NamedTuple, NewType, Self

from roadmap_tui.core.roadmap import NodeId, RoadmapId

Device = NewType("Device", str)
"""The name of the log file a mark stands in, without its ending."""


class Status(StrEnum):
    """The status of a topic. A row has the name in files, the label, and whether it is open and counts."""

    label: str
    """In words, for people."""

    is_open: bool
    """Whether there is still something to do."""

    counts: bool
    """Whether a topic with this status is part of the total that progress is measured against."""

    TODO = "todo", "to do"
    DOING = "doing", "in progress"
    DONE = "done", "done", False
    SKIPPED = "skipped", "skipped", False, False

    def __new__(cls, name: str, label: str = "", is_open: bool = True, counts: bool = True) -> Self:
        """Make the member of a row. The label is the name unless it is given."""
        status = str.__new__(cls, name)
        status._value_ = name
        status.label, status.is_open, status.counts = label or name, is_open, counts
        return status


class Field(StrEnum):
    """The field of a topic that a mark sets."""

    STATUS = "status"
    NOTE = "note"
    LINK = "link"
    """A link that the user added."""

    READ = "read"
    """Whether a link was read."""


DEFAULT_VALUES = {Field.STATUS: Status.TODO.value, Field.NOTE: "", Field.LINK: "", Field.READ: ""}
"""The value of a field before any mark."""

READ = "read"
"""The value of a READ mark on a link that was read."""

NOTE_SEPARATOR = "\n\n---\n\n"
"""What stands between notes that were written apart where they are edited as one: a rule, as Markdown has it."""


class Mark(NamedTuple):
    """One recorded event: at that moment the user set this field of this topic."""

    at: datetime
    """UTC."""

    device: Device
    roadmap: RoadmapId
    topic: NodeId
    field: Field
    value: str
    """A `Status` for the status; Markdown for a note: the whole new text; the title of an own link, or nothing when it
    was taken away; `READ` or nothing for whether a link was read."""

    title: str
    """The topic's title at that moment, so that it can be named when the roadmap no longer has it."""

    step: str
    """Marks made by one act share it."""

    undoes: str = ""
    """The step whose effect this mark takes back; empty when it takes nothing back."""

    url: str = ""
    """The link that is meant; empty where no link is."""

    over: tuple[str, ...] = ()
    """For a note, the steps of those that its writer saw and wrote over."""

    offset: int | None = None
    """Minutes that the writer's wall clock was east of UTC; None when the log does not say."""

    on: date | None = None
    """The day that the mark belongs to; None when its time tells."""


FieldKey = tuple[NodeId, Field, str]
"""The key of a history: topic, field, and the link's address for the fields of a link, else an empty text."""

Step = tuple[Mark, ...]
"""The marks of one act of this device's user, at least one."""

MAX_TITLE_BYTES = 200
"""Bytes of a title that a mark keeps: enough to name the topic, and too few to fill up the log."""


def local_time(at: datetime, offset: int | None = None, zone: tzinfo | None = None) -> datetime:
    """A moment on a wall clock.

    Args:
        at: UTC.
        offset: Minutes that the clock is east of UTC.
        zone: The clock's zone where there is no offset; None for the zone of this machine.

    Returns:
        The local time; UTC where Python has none: on its first and last day, and in zones a whole day from UTC.
    """
    try:
        return at.astimezone(zone if offset is None else timezone(timedelta(minutes=offset)))
    except (OverflowError, ValueError):
        return at


def title_for_log(title: str) -> str:
    """The beginning of a title that a mark keeps, in whole characters."""
    return title[:MAX_TITLE_BYTES].encode(errors="surrogatepass")[:MAX_TITLE_BYTES].decode(errors="ignore")

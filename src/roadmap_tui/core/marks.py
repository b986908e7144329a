"""Marks: what the log is made of, each setting one field of one topic at one moment."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, NewType, Self

from roadmap_tui.core.roadmap import NodeId, RoadmapId

Device = NewType("Device", str)
"""The name of the log file a mark stands in, without its ending."""


class Status(StrEnum):
    """Where the user is with a topic. A row has the name in files, the label, and whether it is open and counts."""

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
    """What of a topic a mark sets."""

    STATUS = "status"
    NOTE = "note"
    LINK = "link"
    """A link of the reader's own."""

    READ = "read"
    """Whether a link was read."""


DEFAULT_VALUES = {Field.STATUS: Status.TODO.value, Field.NOTE: "", Field.LINK: "", Field.READ: ""}
"""What a field is worth before any mark."""

READ = "read"
"""What a link is worth that was read."""

NOTE_SEPARATOR = "\n\n---\n\n"
"""What stands between notes that were written apart where they are edited as one: a rule, as Markdown has it."""


class Mark(NamedTuple):
    """One recorded event: at that moment the reader set this field of this topic."""

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


FieldKey = tuple[NodeId, Field, str]
"""What a mark sets: of which topic, which field, and of which link where one is meant."""

Step = tuple[Mark, ...]
"""The marks of one act of this device's reader, at least one."""

MAX_TITLE = 200
"""Characters of a title that a mark keeps: what names a topic, and not so many that a roadmap could fill up the log."""

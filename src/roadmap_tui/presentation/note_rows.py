"""Notes as lines of a list: all notes with their beginnings, and the earlier texts of one."""

from datetime import datetime

from roadmap_tui.core.marks import Mark
from roadmap_tui.core.notes import NoteEntry
from roadmap_tui.core.settings import DateFormat
from roadmap_tui.core.text import Measure, clean_line, truncate_with_ellipsis
from roadmap_tui.presentation.glyphs import Glyphs, Line, Role
from roadmap_tui.presentation.paragraphs import Paragraph
from roadmap_tui.presentation.words import format_day, to_local_time

_BEGINNING = 2
"""How many lines of a note are shown in the list of all."""

_LOOKED_AT = 4000
"""Characters of a note in which these lines are looked for."""


def beginning(text: str) -> list[str]:
    """The first lines of a note that say something."""
    lines = (clean_line(line).strip() for line in text[:_LOOKED_AT].splitlines())
    return [line for line in lines if line][:_BEGINNING]


def note_lines(entry: NoteEntry, width: int, glyphs: Glyphs, measure: Measure, date_format: DateFormat) -> list[Line]:
    """A note in the list: the title with the day at the right, and the beginning of the text below it."""
    gone = " (no longer in the roadmap)" if entry.node_index is None else ""
    head = _ends(
        clean_line(entry.title) + gone, format_day(to_local_time(entry.at), date_format), width, glyphs, measure
    )
    texts = (truncate_with_ellipsis(line, width - 2, measure, glyphs.ellipsis) for line in beginning(entry.text))
    below: list[Line] = [[(f"  {text}", Role.MUTED)] for text in texts]
    return [head, *below]


def revision_line(mark: Mark, width: int, glyphs: Glyphs, measure: Measure, date_format: DateFormat) -> Line:
    """An earlier text in the list: its first line, with the moment and the device at the right where there is room."""
    first = next(iter(beginning(mark.value)), "")
    when = format_moment(mark.at, date_format)
    where = f"{when}  {clean_line(mark.device)}" if width >= 60 else when
    return [
        (text, Role.TEXT if role is Role.STRONG else role) for text, role in _ends(first, where, width, glyphs, measure)
    ]


def format_moment(at: datetime, date_format: DateFormat) -> str:
    """Day and time by the reader's own clock: `22 Nov 2026 14:03`."""
    when = to_local_time(at)
    return f"{format_day(when, date_format)} {when:%H:%M}"


def verbatim(text: str) -> list[Paragraph]:
    """A text as it was written, line by line."""
    return [Paragraph([(clean_line(line), Role.TEXT)], verbatim=True) for line in text.splitlines()]


def _ends(left: str, right: str, width: int, glyphs: Glyphs, measure: Measure) -> Line:
    """Something at the left, cut where it has to be, and something at the right."""
    room = max(1, width - measure(right) - 2)
    text = truncate_with_ellipsis(left, room, measure, glyphs.ellipsis)
    return [(text, Role.STRONG), (" " * (room - measure(text) + 2), Role.TEXT), (right, Role.MUTED)]

"""The rows of lists: tree, history, library, notes and orphans."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from roadmap_tui.core.counts import Summary, Tally
from roadmap_tui.core.marks import Field, Mark, Status, local_time
from roadmap_tui.core.notes import NoteEntry
from roadmap_tui.core.orphans import Orphan
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.search.index import FilterResult
from roadmap_tui.core.search.normalize import matched_letters, normalize
from roadmap_tui.core.settings import DateFormat
from roadmap_tui.core.stats import DayBoundary
from roadmap_tui.core.text import screen_line
from roadmap_tui.errors import InvalidFileError
from roadmap_tui.presentation.glyphs import Glyphs, Line, Look, Role, Span
from roadmap_tui.presentation.paragraphs import Paragraph
from roadmap_tui.presentation.words import (
    WEEKDAYS,
    format_count,
    format_day,
    format_mark,
    mark_role,
    progress_bar,
    status_span,
)
from roadmap_tui.storage.library import LibraryFile
from roadmap_tui.storage.opening import LibraryEntry

# The tree


class TreeColumns(NamedTuple):
    """The widths in cells of the columns at the right of the tree."""

    bar: int
    counts: int

    @classmethod
    def fitting(cls, tally: Tally, width: int) -> "TreeColumns":
        """The columns for a tree of that width: the bar gives way first."""
        largest = max((tally.summaries[index].total for index in tally.roadmap.children(0)), default=0)
        return cls(bar=12 if width >= 60 else 8 if width >= 44 else 5, counts=2 * len(str(largest)) + 1)


class Part(StrEnum):
    """The parts of a tree row that the mouse can hit."""

    ARROW = "arrow"
    BOX = "box"
    TITLE = "title"


def tree_row(
    tally: Tally,
    index: int,
    look: Look,
    columns: TreeColumns,
    *,
    folded: bool,
    shown: FilterResult | None = None,
) -> Line:
    """One row of the tree: arrow, box, title, the sign of a note, and at the right bar and count of what is below it.

    Args:
        tally: The counts.
        index: Of the node, in `Roadmap.nodes`.
        look: The cells to fill, and the characters to draw with; the title is cut to fit.
        columns: The widths at the right, the same for every row so that they line up.
        folded: Whether the node's children are hidden.
        shown: The result of a filter; then only its topics are counted, and the letters it matched are marked.
    """
    node, measure, glyphs = tally.roadmap.nodes[index], look.measure, look.glyphs
    head = [(text, role) for text, role, _ in _tree_head(tally, index, folded, glyphs)]
    summary = shown.summary(index) if shown else tally.summaries[index]
    tail = _tree_tail(summary, columns, glyphs) if node.end > index + 1 and summary.total else []
    sign = f" {glyphs.note}" if tally.progress.note(node.id) else ""
    room = max(0, look.width - sum(measure(text) for text, _ in (*head, *tail)) - measure(sign))
    title = look.cut(screen_line(node.title), room)
    spans = _marked(title, _title_role(tally, index), shown.query.words if shown else ())
    gap = " " * (room - measure(title))
    return (
        [*head, *spans, (sign, Role.ACCENT), (gap, Role.TEXT), *tail]
        if sign
        else [*head, *spans, (gap, Role.TEXT), *tail]
    )


def part_at(tally: Tally, index: int, cell: int, glyphs: Glyphs) -> Part:
    """The part of a tree row at a cell, counted from the left edge of the row."""
    end = 0
    for text, _, part in _tree_head(tally, index, folded=False, glyphs=glyphs):
        end += len(text)
        if cell < end:
            return part
    return Part.TITLE


def _tree_head(tally: Tally, index: int, folded: bool, glyphs: Glyphs) -> list[tuple[str, Role, Part]]:
    node = tally.roadmap.nodes[index]
    head = [("  " * (node.depth - 1), Role.TEXT, Part.TITLE)]
    if node.end > index + 1:
        head.append((f"{glyphs.folded if folded else glyphs.unfolded} ", Role.MUTED, Part.ARROW))
    if node.is_topic:
        box, role = status_span(tally, index, glyphs)
        head.append((f"{box} ", role, Part.BOX))
    return head


def _tree_tail(summary: Summary, columns: TreeColumns, glyphs: Glyphs) -> Line:
    count_role = Role.DONE if summary.is_complete else Role.MUTED
    return [
        (" ", Role.TEXT),
        *progress_bar(summary, columns.bar, glyphs),
        (f" {format_count(summary):>{columns.counts}}", count_role),
    ]


def _marked(title: str, role: Role, words: tuple[str, ...]) -> Line:
    """A title in which the letters are marked that a filter matched."""
    if not words:
        return [(title, role)]
    letters = zip(title, matched_letters(title, words), strict=True)
    parts = groupby(letters, key=lambda letter: letter[1])
    return [("".join(text for text, _ in part), Role.MATCH if is_match else role) for is_match, part in parts]


def _title_role(tally: Tally, index: int) -> Role:
    """Sections stand out; topics that are no longer open are muted."""
    node = tally.roadmap.nodes[index]
    if node.is_topic:
        return Role.TEXT if tally.statuses[index].is_open else Role.MUTED
    return Role.STRONG if node.depth == 1 else Role.TEXT


# The history

_MARK_WIDTH = max(len(status.label) for status in Status)

HistoryRow = date | Mark
"""The day of the marks that follow, or a mark."""


class HistoryRows:
    """Every mark of a progress, the newest first, under its day."""

    def __init__(self, progress: Progress, days: DayBoundary) -> None:
        """The marks in order.

        Args:
            progress: The marks.
            days: The rule for days.
        """
        self.days = days
        self.marks = sorted(progress.marks(), reverse=True)

    @cached_property
    def _texts(self) -> list[str]:
        """The text of each mark that a filter searches."""
        return [normalize(f"{_title(mark)} {format_mark(mark)} {mark.device}") for mark in self.marks]

    def rows(self, query: str = "") -> list[HistoryRow]:
        """The marks that contain every word of the query, each day before its marks."""
        words = normalize(query).split()
        if not words:
            return self._under_days(self.marks)
        pairs = zip(self.marks, self._texts, strict=True)
        return self._under_days(mark for mark, text in pairs if all(word in text for word in words))

    def _under_days(self, marks: Iterable[Mark]) -> list[HistoryRow]:
        rows: list[HistoryRow] = []
        last = None
        for mark in marks:
            present = self.days.of_mark(mark)
            if present != last:
                rows.append(present)
                last = present
            rows.append(mark)
        return rows


def _title(mark: Mark) -> str:
    return mark.title or mark.topic


def history_line(row: HistoryRow, look: Look) -> Line:
    """A row of the history; where there is little room, the device gives way first, then the title is cut."""
    if not isinstance(row, Mark):
        return [(f"{WEEKDAYS[row.weekday()]} {format_day(row, look.date_format)}", Role.STRONG)]
    box = look.glyphs.status[Status(row.value)] if row.field is Field.STATUS else look.glyphs.bullet
    head = f"  {local_time(row.at, row.offset):%H:%M}  "
    words = f"{box} {format_mark(row):<{_MARK_WIDTH}}  "
    device = f"  {screen_line(row.device)}{' (undo)' if row.undoes else ''}" if look.width >= 60 else ""
    room = max(1, look.width - len(head) - look.measure(words) - look.measure(device))
    title = look.pad(screen_line(_title(row)), room) if device else look.cut(screen_line(_title(row)), room)
    return [(head, Role.MUTED), (words, mark_role(row)), (title, Role.TEXT), (device, Role.MUTED)]


# The library

_COUNTS_WIDTH = 9
"""`1234/5678`, in cells."""


def library_line(file: LibraryFile, entry: LibraryEntry | None, look: Look, id_width: int) -> Line:
    """A roadmap of the library: id, title, bar, counts and percent; where there is little room, the bar goes first.

    Args:
        file: The roadmap.
        entry: The contents of its file; None while it is being read.
        look: The cells to fill, and the characters to draw with.
        id_width: Cells of the column with the ids.
    """
    tail = _library_tail(entry, look)
    name = look.pad(screen_line(file.id), min(id_width, look.width // 3))
    room = max(0, look.width - look.measure(name) - 2 - sum(look.measure(text) for text, _ in tail))
    title = screen_line((entry and entry.title) or "")
    return [(name, Role.STRONG), ("  ", Role.TEXT), (look.pad(title, room), Role.TEXT), *tail]


def _library_tail(entry: LibraryEntry | None, look: Look) -> Line:
    width = look.width
    if entry is None:
        return [(f" reading{look.glyphs.ellipsis}", Role.MUTED)]
    if entry.summary is None:
        has_mistakes = isinstance(entry.problem, InvalidFileError)
        return [(" has mistakes" if has_mistakes else " cannot be read", Role.ERROR)]
    drawn = progress_bar(entry.summary, 12 if width >= 90 else 6, look.glyphs) if width >= 56 else []
    counts = f" {format_count(entry.summary):>{_COUNTS_WIDTH}}" if width >= 44 else ""
    return [(" ", Role.TEXT), *drawn, (counts, Role.MUTED), (f" {entry.summary.percent:>3}%", Role.STRONG)]


# Notes

_BEGINNING = 2
"""How many lines of a note are shown in the list of all."""

_LOOKED_AT = 4000
"""Characters of a note that are searched for these lines."""


def beginning(text: str) -> list[str]:
    """The first lines of a note that say something."""
    lines = (screen_line(line).strip() for line in text[:_LOOKED_AT].splitlines())
    return [line for line in lines if line][:_BEGINNING]


def note_lines(entry: NoteEntry, look: Look) -> list[Line]:
    """A note: the title with the day at the right, and the beginning of the text below it."""
    gone = " (no longer in the roadmap)" if entry.node_index is None else ""
    title, day = screen_line(entry.title) + gone, format_day(local_time(entry.at), look.date_format)
    below: list[Line] = [[(f"  {look.cut(line, look.width - 2)}", Role.MUTED)] for line in beginning(entry.text)]
    return [_at_ends((title, Role.STRONG), day, look), *below]


def revision_line(mark: Mark, look: Look) -> Line:
    """An earlier text of a note: its first line, with the time and the device at the right where there is room."""
    first = next(iter(beginning(mark.value)), "")
    when = format_moment(mark.at, look.date_format, mark.offset)
    origin = f"{when}  {screen_line(mark.device)}" if look.width >= 60 else when
    return _at_ends((first, Role.TEXT), origin, look)


def format_moment(at: datetime, date_format: DateFormat, offset: int | None = None) -> str:
    """Day and time on the writer's clock, or the user's: `22 Nov 2026 14:03`."""
    when = local_time(at, offset)
    return f"{format_day(when, date_format)} {when:%H:%M}"


def verbatim(text: str) -> list[Paragraph]:
    """A text as it was written, line by line."""
    return [Paragraph([(screen_line(line), Role.TEXT)], verbatim=True) for line in text.splitlines()]


def _at_ends(left: Span, right: str, look: Look) -> Line:
    """A text at the left, cut where it has to be, and one at the right."""
    room = max(1, look.width - look.measure(right) - 2)
    text = look.cut(left[0], room)
    return [(text, left[1]), (" " * (room - look.measure(text) + 2), Role.TEXT), (right, Role.MUTED)]


# Orphans


def orphan_line(orphan: Orphan, look: Look) -> Line:
    """A topic that the roadmap no longer has: status, title, what was marked, id."""
    first = orphan.marks[0]
    box = look.glyphs.status[Status(first.value)] if first.field is Field.STATUS else look.glyphs.bullet
    words = ", ".join(dict.fromkeys(format_mark(mark) for mark in orphan.marks))
    title = look.cut(f"{box} {screen_line(orphan.title)}", look.width)
    rest = look.cut(f"  {screen_line(words)}  {screen_line(orphan.id)}", look.width - look.measure(title))
    return [(title, mark_role(first)), (rest, Role.MUTED)]

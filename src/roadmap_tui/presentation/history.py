"""The history as rows: marks newest first under their days, and which of them a filter keeps."""

from collections.abc import Iterable
from datetime import date
from functools import cached_property

from roadmap_tui.core.marks import Field, Mark, Status
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.search.normalize import normalize
from roadmap_tui.core.settings import DateFormat
from roadmap_tui.core.stats import DayBoundary
from roadmap_tui.core.text import Measure, clean_line, truncate_with_ellipsis
from roadmap_tui.presentation.glyphs import Glyphs, Line, Role
from roadmap_tui.presentation.words import format_day, format_mark, mark_role, to_local_time

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WORDS_WIDTH = len("in progress")

Row = date | Mark
"""What stands on a line: the day of the marks that follow, or a mark."""


class HistoryRows:
    """Every mark of a progress, the newest first."""

    def __init__(self, progress: Progress, days: DayBoundary) -> None:
        """The marks in order.

        Args:
            progress: The reader's.
            days: The rule for days.
        """
        self.days = days
        self.marks = sorted(progress.marks(), reverse=True)

    @cached_property
    def _texts(self) -> list[str]:
        """What a filter looks at in each mark."""
        return [normalize(f"{_title(mark)} {format_mark(mark)} {mark.device}") for mark in self.marks]

    def rows(self, query: str = "") -> list[Row]:
        """The marks in which every word of the query stands, each day before its marks."""
        words = normalize(query).split()
        if not words:
            return self._under_days(self.marks)
        pairs = zip(self.marks, self._texts, strict=True)
        return self._under_days(mark for mark, text in pairs if all(word in text for word in words))

    def _under_days(self, marks: Iterable[Mark]) -> list[Row]:
        rows: list[Row] = []
        last = None
        for mark in marks:
            present = self.days.of(mark.at)
            if present != last:
                rows.append(present)
                last = present
            rows.append(mark)
        return rows


def _title(mark: Mark) -> str:
    return mark.title or mark.topic


def history_line(
    row: Row, width: int, glyphs: Glyphs, measure: Measure, date_format: DateFormat = DateFormat.DAY_FIRST
) -> Line:
    """A row as a line of at most that many cells; the device gives way first, then the title is cut."""
    if not isinstance(row, Mark):
        return [(f"{_WEEKDAYS[row.weekday()]} {format_day(row, date_format)}", Role.STRONG)]
    box = glyphs.status[Status(row.value)] if row.field is Field.STATUS else glyphs.bullet
    head = f"  {to_local_time(row.at):%H:%M}  "
    words = f"{box} {format_mark(row):<{_WORDS_WIDTH}}  "
    device = f"  {clean_line(row.device)}{' (undo)' if row.undoes else ''}" if width >= 60 else ""
    room = max(1, width - len(head) - measure(words) - measure(device))
    title = truncate_with_ellipsis(clean_line(_title(row)), room, measure, glyphs.ellipsis)
    line: Line = [(head, Role.MUTED), (words, mark_role(row)), (title, Role.TEXT)]
    return [*line, (" " * (room - measure(title)), Role.TEXT), (device, Role.MUTED)] if device else line

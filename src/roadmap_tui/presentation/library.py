"""A roadmap of the library as a line."""

from roadmap_tui.core.text import Measure, clean_line, truncate_with_ellipsis
from roadmap_tui.errors import InvalidFileError
from roadmap_tui.presentation.glyphs import Glyphs, Line, Role
from roadmap_tui.presentation.words import format_count, progress_bar
from roadmap_tui.storage.library import LibraryFile
from roadmap_tui.storage.opening import LibraryEntry

_COUNTS_WIDTH = 9
"""`1234/5678`, in cells."""


def library_line(
    file: LibraryFile, entry: LibraryEntry | None, width: int, id_width: int, glyphs: Glyphs, measure: Measure
) -> Line:
    """Id, title, bar, counts and percent in just so many cells; where there is little room, the bar gives way first.

    Args:
        file: The roadmap.
        entry: What was found in its file; None while it is being read.
        width: Cells there are.
        id_width: Cells of the column with the ids.
        glyphs: The characters to draw with.
        measure: How many cells a text takes.
    """
    tail = _tail(entry, width, glyphs)
    name = _padded(clean_line(file.id), min(id_width, width // 3), glyphs, measure)
    room = max(0, width - measure(name) - 2 - sum(measure(text) for text, _ in tail))
    title = clean_line((entry and entry.title) or "")
    return [(name, Role.STRONG), ("  ", Role.TEXT), (_padded(title, room, glyphs, measure), Role.TEXT), *tail]


def _padded(text: str, width: int, glyphs: Glyphs, measure: Measure) -> str:
    cut = truncate_with_ellipsis(text, width, measure, glyphs.ellipsis)
    return cut + " " * (width - measure(cut))


def _tail(entry: LibraryEntry | None, width: int, glyphs: Glyphs) -> Line:
    if entry is None:
        return [(f" reading{glyphs.ellipsis}", Role.MUTED)]
    if entry.summary is None:
        has_mistakes = isinstance(entry.problem, InvalidFileError)
        return [(" has mistakes" if has_mistakes else " cannot be read", Role.ERROR)]
    drawn = progress_bar(entry.summary, 12 if width >= 90 else 6, glyphs) if width >= 56 else []
    counts = f" {format_count(entry.summary):>{_COUNTS_WIDTH}}" if width >= 44 else ""
    return [(" ", Role.TEXT), *drawn, (counts, Role.MUTED), (f" {entry.summary.percent:>3}%", Role.STRONG)]

"""Paragraphs of spans, wrapped to a width. The details and the help consist of them."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, repeat
from pathlib import Path
from typing import NamedTuple

from roadmap_tui.core.text import Measure, plural, screen_line, truncate, truncate_with_ellipsis
from roadmap_tui.errors import InvalidFileError, RoadmapError
from roadmap_tui.presentation.glyphs import Line, Role, Span

_WORD = re.compile(r"\s+|\S+")


class Paragraph(NamedTuple):
    """Text that is wrapped as one."""

    spans: Line
    """Without newlines."""

    first: Line = []
    """What stands before the first line, such as a bullet."""

    rest: Line = []
    """What stands before each further line."""

    ellipsis: str = ""
    """When there is one, the text is cut with it where the line ends instead of wrapped."""

    verbatim: bool = False
    """Whether blanks count, as in code: lines end where they are full, not between words."""


BLANK = Paragraph([])


def wrap(paragraphs: Iterable[Paragraph], width: int, measure: Measure) -> list[Line]:
    """Paragraphs as lines of at most that many cells.

    Args:
        paragraphs: In order.
        width: Cells there are; less than ten are taken for ten.
        measure: How many cells a text takes.
    """
    return [line for paragraph in paragraphs for line in _wrap_one(paragraph, max(width, 10), measure)]


def _wrap_one(paragraph: Paragraph, width: int, measure: Measure) -> Iterator[Line]:
    first, rest = (_narrow(prefix, width * 2 // 3, measure) for prefix in (paragraph.first, paragraph.rest))
    room = width - max(_cells(first, measure), _cells(rest, measure))
    break_up = _cut if paragraph.ellipsis else _broken
    prefixes = chain([first], repeat(rest))
    yield from ([*prefix, *line] for prefix, line in zip(prefixes, break_up(paragraph, room, measure), strict=False))


def _cells(line: Line, measure: Measure) -> int:
    return sum(measure(text) for text, _ in line)


def _narrow(prefix: Line, width: int, measure: Measure) -> Line:
    """A prefix that leaves room for text: of a deep indentation the innermost part."""
    kept = list(prefix)
    while _cells(kept, measure) > width:
        kept.pop(0)
    return kept


def _cut(paragraph: Paragraph, room: int, measure: Measure) -> Iterator[Line]:
    line: Line = []
    for text, role in paragraph.spans:
        line.append((truncate_with_ellipsis(text, room, measure, paragraph.ellipsis), role))
        room = max(0, room - measure(line[-1][0]))
    yield line


def _broken(paragraph: Paragraph, room: int, measure: Measure) -> Iterator[Line]:
    if _is_one_line(paragraph, room, measure):
        yield paragraph.spans
        return
    line: Line = []
    left = room
    for word in _words(paragraph, room, measure):
        is_blank = word[0][0].isspace() and not paragraph.verbatim
        cells = _cells(word, measure)
        if is_blank and (not line or cells > left):
            continue  # blanks where a line breaks are what the break replaces
        if cells > left and line:
            yield line
            line, left = [], room
        line += word
        left -= cells
    yield line


def _is_one_line(paragraph: Paragraph, room: int, measure: Measure) -> bool:
    """Whether it fits as it is: most do, and to take one apart into words takes ten times as long."""
    begins_blank = next((text for text, _ in paragraph.spans if text), "")[:1].isspace()
    return (paragraph.verbatim or not begins_blank) and _cells(paragraph.spans, measure) <= room


def _words(paragraph: Paragraph, room: int, measure: Measure) -> Iterator[Line]:
    """The units that a line must not break: words of one or more spans, such as `code` and the comma after it."""
    word: Line = []
    for text, role in _pieces(paragraph, room, measure):
        ends = text.isspace() or paragraph.verbatim or _cells(word, measure) + measure(text) > room
        if ends and word:
            yield word
            word = []
        word.append((text, role))
        if text.isspace():
            yield word
            word = []
    if word:
        yield word


def _pieces(paragraph: Paragraph, room: int, measure: Measure) -> Iterator[Span]:
    """Words and the blanks between them, or all of it as it is; what is wider than a line comes in parts."""
    for text, role in paragraph.spans:
        for piece in [text] if paragraph.verbatim else _WORD.findall(text):
            yield from ((part, role) for part in _parts(piece, room, measure))


def _parts(piece: str, room: int, measure: Measure) -> Iterator[str]:
    start = 0
    while start < len(piece):
        end = start + max(1, truncate(piece[start : start + 8 * (room + 1)], room, measure))
        yield piece[start:end]
        start = end


def indent(paragraphs: Iterable[Paragraph], first: str, rest: str) -> list[Paragraph]:
    """Paragraphs moved to the right.

    Args:
        paragraphs: In order.
        first: What stands before the first line of all, such as a bullet.
        rest: What stands before every other line.
    """
    found = []
    for number, paragraph in enumerate(paragraphs):
        before: Line = [(rest if number else first, Role.MUTED)]
        after: Line = [(rest, Role.MUTED)]
        found.append(paragraph._replace(first=[*before, *paragraph.first], rest=[*after, *paragraph.rest]))
    return found


def heading(text: str) -> list[Paragraph]:
    """A heading inside a document, with the blank line above it."""
    return [BLANK, Paragraph([(text, Role.STRONG)])]


_NAMED = 3
"""How many mistakes are named one by one."""


def problem_paragraphs(error: RoadmapError, path: Path) -> list[Paragraph]:
    """The first mistakes of a file, each with its line; of another error its sentence.

    Args:
        error: Why the file cannot be shown.
        path: The file, of which only the name is given, because there is little room.
    """
    name = screen_line(path.name)
    if not isinstance(error, InvalidFileError):
        return [Paragraph([(screen_line(str(error).replace(str(path), path.name)), Role.ERROR)])]
    found = [
        Paragraph([(f"{name}:{line}: ", Role.ERROR), (screen_line(message), Role.TEXT)])
        for line, message in error.problems[:_NAMED]
    ]
    more = len(error.problems) - _NAMED
    return [*found, Paragraph([(f"and {plural(more, 'more mistake')}", Role.MUTED)])] if more > 0 else found

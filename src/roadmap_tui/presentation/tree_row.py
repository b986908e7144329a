"""One row of the tree: what stands in it, and what of it the mouse hits."""

from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from roadmap_tui.core.counts import Summary, Tally
from roadmap_tui.core.search.index import FilterResult
from roadmap_tui.core.search.normalize import matched_letters
from roadmap_tui.core.text import Measure, clean_line, truncate_with_ellipsis
from roadmap_tui.presentation.glyphs import Glyphs, Line, Role
from roadmap_tui.presentation.words import format_count, progress_bar, status_span


class TreeColumns(NamedTuple):
    """How wide the columns at the right of the tree are, in cells."""

    bar: int
    counts: int

    @classmethod
    def fitting(cls, tally: Tally, width: int) -> "TreeColumns":
        """The columns for a tree of that width: the bar gives way first."""
        largest = max((tally.summaries[index].total for index in tally.roadmap.top_level()), default=0)
        return cls(bar=12 if width >= 60 else 8 if width >= 44 else 5, counts=2 * len(str(largest)) + 1)


class Part(StrEnum):
    """What of a tree row the mouse can hit."""

    ARROW = "arrow"
    BOX = "box"
    TITLE = "title"


def tree_row(
    tally: Tally,
    index: int,
    *,
    width: int,
    columns: TreeColumns,
    folded: bool,
    glyphs: Glyphs,
    measure: Measure,
    shown: FilterResult | None = None,
) -> Line:
    """One row of the tree: arrow, box, title, the sign of a note, and at the right bar and count of what is below it.

    Args:
        tally: The counts.
        index: Of the node, in `Roadmap.nodes`.
        width: Cells to fill; the title is cut to fit.
        columns: The widths at the right, the same for every row so that they line up.
        folded: Whether the node's children are hidden.
        glyphs: The characters to draw with.
        measure: How many cells a text takes.
        shown: What a filter leaves; then only that is counted, and the letters it was found by are marked.
    """
    node = tally.roadmap.nodes[index]
    head = [(text, role) for text, role, _ in _tree_head(tally, index, folded, glyphs)]
    summary = shown.summary(index) if shown else tally.summaries[index]
    tail = _tree_tail(summary, columns, glyphs) if node.end > index + 1 and summary.total else []
    sign = f" {glyphs.note}" if tally.progress.note(node.id) else ""
    room = max(0, width - sum(measure(text) for text, _ in (*head, *tail)) - measure(sign))
    title = truncate_with_ellipsis(clean_line(node.title), room, measure, glyphs.ellipsis)
    spans = _marked(title, _title_role(tally, index), shown.query.words if shown else ())
    gap = " " * (room - measure(title))
    return (
        [*head, *spans, (sign, Role.ACCENT), (gap, Role.TEXT), *tail]
        if sign
        else [*head, *spans, (gap, Role.TEXT), *tail]
    )


def part_at(tally: Tally, index: int, cell: int, glyphs: Glyphs) -> Part:
    """What of a tree row stands at a cell, counted from the row's left edge."""
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
    """A title with the letters marked that it was found by."""
    if not words:
        return [(title, role)]
    letters = zip(title, matched_letters(title, words), strict=True)
    parts = groupby(letters, key=lambda letter: letter[1])
    return [("".join(text for text, _ in part), Role.MATCH if is_match else role) for is_match, part in parts]


def _title_role(tally: Tally, index: int) -> Role:
    """Sections stand out, what is behind the reader steps back."""
    node = tally.roadmap.nodes[index]
    if node.is_topic:
        return Role.TEXT if tally.statuses[index].is_open else Role.MUTED
    return Role.STRONG if node.depth == 1 else Role.TEXT

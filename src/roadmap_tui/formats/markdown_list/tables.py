"""Curricula in tables: every row is a topic, and the header says what its cells are.

`formats/list_items.py` says which column is which. The cells of unknown columns are kept as text, with their header.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from roadmap_tui.core.marks import Status
from roadmap_tui.core.update.draft import OutlineItem
from roadmap_tui.formats.durations import parse_minutes
from roadmap_tui.formats.error_text import quote
from roadmap_tui.formats.list_items import Columns, cell_status, short_title
from roadmap_tui.formats.markdown_list.blocks import Block
from roadmap_tui.formats.markdown_list.building import Builder
from roadmap_tui.formats.markdown_list.guess import Survey, columns_of
from roadmap_tui.formats.markdown_list.inlines import Words

_NOTHING = {"", "-", "–", "—", "none", "n/a", "no", "nil"}


class TableReader:
    """Makes topics of the rows of tables, wherever they stand in a document."""

    def __init__(self, builder: Builder) -> None:
        """Nothing is read yet; `builder` takes what is found."""
        self.builder = builder
        self.needs: list[tuple[int, int, str]] = []

    @staticmethod
    def is_status_table(block: Block, found: Survey) -> bool:
        """Whether a column of a table says what is done."""
        columns = found.columns.get(id(block))
        return columns is not None and columns.status is not None

    def read(self, block: Block, owner: int) -> None:
        """Make topics of the rows."""
        cells = [[self.builder.inlines.read(cell) for cell in row] for row in block.rows]
        for words in cells[0]:
            self.builder.add_links(owner, words, block.first)
        columns = columns_of(cells)
        for line, row in zip(block.row_lines[1:], cells[1:], strict=True):
            self._row(owner, line, row, columns, cells[0])

    def _row(self, owner: int, line: int, row: Sequence[Words], columns: Columns, head: Sequence[Words]) -> None:
        title = row[columns.title].text or next(
            (words.text for place, words in enumerate(row) if words.text and place not in columns.omitted), ""
        )
        if not title:
            self.builder.remark(line, "An empty row was left out.")
            return
        topic = self.builder.add_topic(owner, short_title(title), line)
        for words in (row[columns.title], *(words for place, words in enumerate(row) if place != columns.title)):
            self.builder.add_links(topic, words, line)
        entry = self.builder.outline.items[topic]
        entry.minutes = parse_minutes(*(row[place].text for place in columns.efforts))
        if columns.status is not None:
            entry.status = cell_status(row[columns.status].text) or Status.TODO
        self.builder.add_text(topic, title if len(title) > len(entry.title) else "")
        self.builder.add_text(topic, _about(row, columns, head))
        self.needs += [(topic, line, row[place].text) for place in columns.needs]

    def resolve(self) -> None:
        """Look up what the rows need, when all topics are known."""
        _resolve(self.builder, self.needs)


def _about(row: Sequence[Words], columns: Columns, head: Sequence[Words]) -> str:
    """A line for every cell with text, except the title."""
    return "\n".join(
        f"- {head[place].text or 'Also'}: {words.text}"
        for place, words in enumerate(row)
        if place != columns.title and place not in columns.omitted and words.text.lower() not in _NOTHING
    )


def _listed(text: str) -> list[str]:
    return [
        part for part in (part.strip(" .") for part in re.split(r"[,;]| and ", text)) if part.lower() not in _NOTHING
    ]


def _resolve(builder: Builder, needs: Sequence[tuple[int, int, str]]) -> None:
    """Prerequisites are written as titles; what is none, and what leads round in a circle, is reported."""
    entries = builder.outline.items
    places = _by_title(entries)
    for topic, line, need in _each_need(needs, places):
        found = _place(places, need)
        if found is None:
            builder.remark(line, f"The prerequisite {quote(need)} is no topic here; it was kept as text.")
        elif _reaches(entries, found, topic):
            builder.remark(line, f"The prerequisite {quote(need)} leads round in a circle; it was kept as text.")
        elif found not in entries[topic].needs:
            entries[topic].needs.append(found)


def _each_need(needs: Sequence[tuple[int, int, str]], places: Mapping[str, int]) -> Iterator[tuple[int, int, str]]:
    """One by one: a cell that is the title of a topic is one, any other is a list."""
    for topic, line, cell in needs:
        parts = [cell] if _place(places, cell) is not None else _listed(cell)
        yield from ((topic, line, part) for part in parts)


def _place(places: Mapping[str, int], title: str) -> int | None:
    return places.get(title.casefold(), places.get(_without_aside(title)))


def _by_title(entries: Sequence[OutlineItem]) -> Mapping[str, int]:
    """Titles that only one topic has, with and without what stands in brackets after them."""
    places: dict[str, int | None] = {}
    for index, entry in enumerate(entries):
        if entry.is_topic:
            for title in {entry.title.casefold(), _without_aside(entry.title)}:
                places[title] = None if title in places else index
    return {title: index for title, index in places.items() if index is not None}


def _without_aside(title: str) -> str:
    """A title, folded, without what stands in brackets at its end."""
    return re.sub(r"\s*\([^()]*\)$", "", title).casefold()


def _reaches(entries: Sequence[OutlineItem], start: int, goal: int) -> bool:
    """Whether one topic needs the other, in the end."""
    waiting, seen = [start], {start}
    while waiting:
        index = waiting.pop()
        if index == goal:
            return True
        fresh = [need for need in entries[index].needs if need not in seen]
        seen.update(fresh)
        waiting += fresh
    return False

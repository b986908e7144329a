"""Curricula in tables: every row is a topic, and the header says what its cells are.

A column is known by the words of its header. What a column that nobody knows says is kept as text, with its header.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from roadmap_tui.core.update.draft import OutlineItem
from roadmap_tui.formats.durations import parse_minutes
from roadmap_tui.formats.error_text import quote
from roadmap_tui.formats.markdown_list.blocks import Block
from roadmap_tui.formats.markdown_list.building import Builder
from roadmap_tui.formats.markdown_list.inlines import Words
from roadmap_tui.formats.markdown_list.lists import ListWalker

_TITLE = re.compile(
    r"\b(?:courses?|titles?|names?|topics?|subjects?|books?|resources?|projects?|modules?|lectures?|chapters?|class|tutorials?|lessons?)\b",
    re.IGNORECASE,
)
_EFFORT = re.compile(r"\b(?:durations?|efforts?|time|hours?|length|workload|minutes)\b", re.IGNORECASE)
_NEEDS = re.compile(r"\b(?:prerequisites?|prereqs?|requires?|requirements?|after)\b", re.IGNORECASE)
_NOTHING = {"", "-", "–", "—", "none", "n/a", "no", "nil"}
_NO_NAME = re.compile(r"[\d\s.#:)(-]*")
"""What stands in a column of numbers."""


class Columns(NamedTuple):
    """What the cells of a table are, by their place."""

    title: int
    efforts: tuple[int, ...]
    needs: tuple[int, ...]


class TableWalker(ListWalker):
    """Goes through a document in which the rows of tables are the topics."""

    def __init__(self, builder: Builder) -> None:
        """Nothing is read yet; `builder` takes what is found."""
        super().__init__(builder, with_boxes=True)
        self.needs: list[tuple[int, int, str]] = []

    def walk(self, document: Block) -> None:
        """Read everything, then look up what the rows need."""
        super().walk(document)
        _resolve(self.builder, self.needs)

    def _item(self, item: Block, owner: int) -> None:
        owner = self._bullet(item, owner)
        for child in item.children[1:]:
            self._visit(child, owner)

    def _table(self, block: Block, owner: int) -> None:
        cells = [[self.builder.inlines.read(cell) for cell in row] for row in block.rows]
        for words in cells[0]:
            self.builder.add_links(owner, words, block.first)
        columns = _columns([words.text for words in cells[0]], cells[1:])
        for line, row in zip(block.row_lines[1:], cells[1:], strict=True):
            self._row(owner, line, row, columns, cells[0])

    def _row(self, owner: int, line: int, row: Sequence[Words], columns: Columns, head: Sequence[Words]) -> None:
        title = row[columns.title].text or next((words.text for words in row if words.text), "")
        if not title:
            self.builder.remark(line, "An empty row was left out.")
            return
        topic = self.builder.add_topic(owner, title, line)
        for words in (row[columns.title], *(words for place, words in enumerate(row) if place != columns.title)):
            self.builder.add_links(topic, words, line)
        entry = self.builder.outline.items[topic]
        entry.minutes = parse_minutes(*(row[place].text for place in columns.efforts))
        self.builder.add_text(topic, _about(row, columns, head))
        self.needs += [(topic, line, need) for place in columns.needs for need in _listed(row[place].text)]


def _columns(head: Sequence[str], body: Sequence[Sequence[Words]]) -> Columns:
    """Which column is which; the first one that names things has the titles."""
    named = [place for place, text in enumerate(head) if _TITLE.search(text) and not _EFFORT.search(text)]
    speaking = [place for place in range(len(head)) if any(not _NO_NAME.fullmatch(row[place].text) for row in body)]
    title = next((place for place in named if place in speaking), next(iter(speaking), 0))
    efforts = tuple(place for place, text in enumerate(head) if place != title and _EFFORT.search(text))
    needs = tuple(place for place, text in enumerate(head) if place != title and _NEEDS.search(text))
    return Columns(title, efforts, needs)


def _about(row: Sequence[Words], columns: Columns, head: Sequence[Words]) -> str:
    """A line for every cell that says something, but for the title."""
    return "\n".join(
        f"- {head[place].text or 'Also'}: {words.text}"
        for place, words in enumerate(row)
        if place != columns.title and words.text.lower() not in _NOTHING
    )


def _listed(text: str) -> list[str]:
    return [
        part for part in (part.strip(" .") for part in re.split(r"[,;]| and ", text)) if part.lower() not in _NOTHING
    ]


def _resolve(builder: Builder, needs: Sequence[tuple[int, int, str]]) -> None:
    """Prerequisites are written as titles; what is none, and what leads round in a circle, is reported."""
    entries = builder.outline.items
    places = _by_title(entries)
    for topic, line, need in needs:
        found = places.get(need.casefold(), places.get(_without_aside(need)))
        if found is None:
            builder.remark(line, f"The prerequisite {quote(need)} is no topic here; it was kept as text.")
        elif _reaches(entries, found, topic):
            builder.remark(line, f"The prerequisite {quote(need)} leads round in a circle; it was kept as text.")
        elif found not in entries[topic].needs:
            entries[topic].needs.append(found)


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

"""The guess of what in a Markdown file is a topic: everything is counted once, and one function decides.

Counted is what would become a topic by each kind. What leads to a place of the same file counts for nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from roadmap_tui.core.text import plural
from roadmap_tui.formats.list_items import BALLOTS, Columns, box_at_start, find_columns, sign_at_start
from roadmap_tui.formats.markdown_list.blocks import Block
from roadmap_tui.formats.markdown_list.contents import Contents, heading_slug
from roadmap_tui.formats.markdown_list.details import is_generic
from roadmap_tui.formats.markdown_list.inlines import Inlines, Words


class Kind(StrEnum):
    """The items of a Markdown file that are topics."""

    TASKS = "tasks"
    LISTS = "lists"
    TABLES = "tables"
    HEADINGS = "headings"
    PARAGRAPHS = "paragraphs"


_NAMED_WEIGHT = 3
"""How much more a row counts than a bullet, in a table whose header says that it names topics."""

_QUESTION = re.compile(r".*[?？]\s*$|(?:q|question)\.?\s*\d+\b.*", re.IGNORECASE | re.DOTALL)
_NO_TOPIC = re.compile(
    r"(?:table of )?contents?|toc|index|licen[cs]e|copyright|contribut(?:ing|ors?|ions?)|how to contribute|authors?"
    r"|credits|acknowledge?ments?|stargazers.*|star history|sponsors?|support|donate|changelog"
    r"|about(?: me| the author)?",
    re.IGNORECASE,
)
"""Headings that are about the file."""


@dataclass(slots=True)
class Survey:
    """What a document has, before anything is decided."""

    boxes: int = 0
    """Items that begin with a box."""

    items: int = 0
    """List items with a text, without contents."""

    linked_items: int = 0
    """Of them, those that begin with a link to elsewhere."""

    item_links: int = 0
    status_rows: int = 0
    """Rows of tables with a column that says what is done."""

    named_rows: int = 0
    """Rows of tables whose header names a title."""

    rows: int = 0
    row_links: int = 0
    summaries: int = 0
    """`<summary>`s that name something."""

    headings: int = 0
    """Headings without another below them."""

    told: int = 0
    """Of them, those with a paragraph or code."""

    questions: int = 0
    """Of them, those that ask something, and items that begin with a heading."""

    contents_targets: int = 0
    """Of them, those that a table of contents leads to."""

    paragraphs: int = 0
    topic_paragraphs: int = 0
    """Paragraphs that are nothing but a link, or begin with bold words."""

    columns: dict[int, Columns] = field(default_factory=dict)
    """Of each table, by its identity."""

    loose_lists: set[int] = field(default_factory=set)
    """Identities of items in a list that has boxes: what looks nearly like one is one, too."""

    signs_are_boxes: bool = False
    common_summaries: set[str] = field(default_factory=set)
    """Titles of details that stand in the document again and again."""

    def describe(self, kind: Kind) -> str:
        """The counts in words, and what follows."""
        return (
            f"tasks: {plural(self.boxes, 'box').replace('boxs', 'boxes')}; "
            f"tables: {plural(self.rows, 'row')}, {self.status_rows} with a status, {self.named_rows} under a header "
            f"that names topics, {plural(self.row_links, 'link')}; "
            f"lists: {plural(self.items, 'item')}, {plural(self.item_links, 'link')}; "
            f"headings: {self.headings} without others below, {self.told} with text, "
            f"{plural(self.questions, 'question')}; "
            f"paragraphs: {self.topic_paragraphs} of {self.paragraphs} are a link or begin in bold; "
            f"details: {self.summaries}; {kind} it is."
        )


def choose(found: Survey) -> Kind:
    """What is a topic: boxes and statuses decide, then tables of topics, then what there is most of."""
    if found.boxes:
        return Kind.TASKS
    if found.status_rows or _are_tables(found):
        return Kind.TABLES
    if found.topic_paragraphs >= 2 and _are_paragraphs(found):
        return Kind.PARAGRAPHS
    return Kind.HEADINGS if _are_headings(found) else Kind.LISTS


def _are_tables(found: Survey) -> bool:
    if found.named_rows * _NAMED_WEIGHT >= max(found.items, 1):
        return True
    return (found.row_links, found.rows) > (found.item_links, found.items)


def _are_paragraphs(found: Survey) -> bool:
    if found.summaries > found.topic_paragraphs or found.items >= found.topic_paragraphs:
        return False
    return 2 * found.topic_paragraphs >= found.paragraphs or not found.headings


def _are_headings(found: Survey) -> bool:
    """Texts under headings, questions, or a table of contents that leads to them, and no lists of links."""
    if found.headings < 2 or found.summaries >= found.headings or found.linked_items >= found.headings:
        return False
    if not found.items or 2 * found.questions > found.headings:
        return True
    is_told = 2 * found.told >= found.headings
    return is_told and (2 * found.contents_targets > found.headings or 2 * found.items <= found.headings)


def survey(document: Block, inlines: Inlines, contents: Contents) -> Survey:
    """Count what a document has."""
    found = Survey()
    _find_boxes(document, found)
    for block in document.walk():
        if block.kind == "table" and not contents.has(block):
            _count_rows(block, inlines, found)
        elif block.kind == "list_item" and not contents.has(block):
            _count_item(block, inlines, contents, found)
    _count_summaries(document, inlines, found)
    _count_headings(document, inlines, contents, found)
    _count_paragraphs(document, inlines, contents, found)
    return found


def item_text(item: Block) -> str | None:
    """The text that a list item begins with; None for any other block."""
    if item.kind == "list_item" and item.children and item.children[0].kind == "paragraph":
        return item.children[0].text
    return None


def _find_boxes(document: Block, found: Survey) -> None:
    """Look for boxes, then for what is one among them, then for signs."""
    signs: set[str] = set()
    signed = 0
    for block in document.children:
        texts = [(each, text) for each in [block, *block.walk()] if (text := item_text(each)) is not None]
        if any(box_at_start(text) for _, text in texts):
            found.loose_lists |= {id(each) for each, _ in texts}
        for each, text in texts:
            found.boxes += box_at_start(text, is_loose=id(each) in found.loose_lists) is not None
            if sign := sign_at_start(text):
                signs.add(sign.sign)
                signed += 1
    found.signs_are_boxes = bool(found.boxes or signs & BALLOTS or len(signs) > 1)
    found.boxes += signed if found.signs_are_boxes else 0


def _count_rows(table: Block, inlines: Inlines, found: Survey) -> None:
    cells = [[inlines.read(cell) for cell in row] for row in table.rows]
    columns = columns_of(cells)
    found.columns[id(table)] = columns
    rows = len(cells) - 1
    found.rows += rows
    found.row_links += sum(len(words.links) for row in cells for words in row)
    found.status_rows += rows if columns.status is not None else 0
    found.named_rows += rows if columns.is_named else 0


def columns_of(cells: list[list[Words]]) -> Columns:
    """Which column of a table is which; its header is the first row."""
    texts = [[words.text for words in row] for row in cells]
    return find_columns(texts[0], texts[1:], lambda place: sum(len(row[place].links) for row in cells[1:]))


def _count_item(item: Block, inlines: Inlines, contents: Contents, found: Survey) -> None:
    text = item_text(item)
    if text is None:
        if item.children and item.children[0].kind == "heading":
            found.items += 1
        return
    words = inlines.read(text)
    links = sum(not contents.is_here(url) for _, url in words.links)
    if contents.is_entry(words) or not words.text:
        return
    found.items += 1
    found.item_links += links
    found.linked_items += bool(links) and not words.before_link.strip(" *_")


def _count_summaries(document: Block, inlines: Inlines, found: Survey) -> None:
    titles = [inlines.read(block.text).text for block in document.walk() if block.kind == "details"]
    counts: dict[str, int] = {}
    for title in titles:
        counts[title] = counts.get(title, 0) + 1
    found.common_summaries = {title for title, count in counts.items() if count > 2}
    found.summaries = sum(not is_generic(title) and title not in found.common_summaries for title in titles)


class Leaf(NamedTuple):
    """A heading without another below it."""

    heading: Block
    blocks: list[Block]
    """What stands up to the next heading."""

    is_item: bool
    """Whether it is the beginning of a list item, as questions are in some lists."""


def leaf_headings(document: Block) -> Iterator[Leaf]:
    """The headings that no other stands below, in their order."""
    rows: list[tuple[int, Leaf]] = []
    for block in document.children:
        if block.kind == "heading":
            rows.append((block.level, Leaf(block, [], is_item=False)))
        elif questions := question_items(block):
            rows += [(7, Leaf(item.children[0], item.children[1:], is_item=True)) for item in questions]
        elif rows:
            rows[-1][1].blocks.append(block)
    for place, (level, leaf) in enumerate(rows):
        if place + 1 == len(rows) or rows[place + 1][0] <= level:
            yield leaf


def question_items(block: Block) -> list[Block]:
    """The items of a list that begin with headings, when all of them do."""
    is_list = block.kind in ("bullet_list", "ordered_list") and bool(block.children)
    found = [item for item in block.children if item.children and item.children[0].kind == "heading"] if is_list else []
    return found if len(found) == len(block.children) else []


def is_about_the_file(title: str) -> bool:
    """Whether a heading is one like `License`."""
    return _NO_TOPIC.fullmatch(re.sub(r"^\W+|\W+$", "", title)) is not None


def _count_headings(document: Block, inlines: Inlines, contents: Contents, found: Survey) -> None:
    for leaf in leaf_headings(document):
        title = inlines.read(leaf.heading.text).text
        if is_about_the_file(title) or not title:
            continue
        found.headings += 1
        found.told += any(block.kind in ("paragraph", "fence", "code_block", "html_block") for block in leaf.blocks)
        found.questions += leaf.is_item or bool(_QUESTION.match(title))
        found.contents_targets += heading_slug(title) in contents.targets


def _count_paragraphs(document: Block, inlines: Inlines, contents: Contents, found: Survey) -> None:
    for block in document.children:
        if block.kind == "paragraph":
            count = len(topic_lines(block, inlines, contents))
            found.topic_paragraphs += count
            found.paragraphs += max(count, 1)


def topic_lines(block: Block, inlines: Inlines, contents: Contents) -> list[str]:
    """The lines of a paragraph that are topics: one for the whole, or each one; empty for prose."""
    lines = block.text.split("\n")
    if len(lines) > 1 and all(_is_topic(inlines.read(line), contents) for line in lines):
        return lines
    return [block.text] if _is_topic(inlines.read(block.text), contents) else []


def _is_topic(words: Words, contents: Contents) -> bool:
    """Whether a text is nothing but one link to elsewhere, or begins with bold words."""
    if not words.lead or not re.search(r"\w", words.lead):
        return False
    if words.links and words.links[0][0] == words.lead and not words.before_link:
        return not contents.is_here(words.links[0][1]) and (
            (len(words.links) == 1 and words.is_link_only) or bool(_SEPARATED.match(words.after_lead))
        )
    is_parted = _SEPARATED.match(words.after_lead) or not words.after_lead.strip() or words.lead[-1] in ":."
    return words.begins_bold and bool(is_parted)


_SEPARATED = re.compile(r"\s*(?:[-–—:]|\.(?=\s))\s*\S")

"""From the bytes of a Markdown file to an outline."""

from collections.abc import Iterator
from enum import StrEnum

from roadmap_tui.core.update.draft import ImportNote, Outline, OutlineItem, dropped_sections
from roadmap_tui.formats.error_text import quote
from roadmap_tui.formats.markdown_list.blocks import Block, parse_blocks
from roadmap_tui.formats.markdown_list.building import TOP, Builder
from roadmap_tui.formats.markdown_list.inlines import Inlines
from roadmap_tui.formats.markdown_list.lists import ListWalker, box_of
from roadmap_tui.formats.markdown_list.source import MarkdownText, decode, split_front_matter
from roadmap_tui.formats.markdown_list.tables import TableWalker
from roadmap_tui.formats.roadmap_toml import MAX_ENTRIES


class Kind(StrEnum):
    """What in a Markdown file is a topic."""

    TASKS = "tasks"
    LISTS = "lists"
    TABLES = "tables"


def loads(data: bytes, name: str, kind: Kind | None = None) -> Outline:
    """Read a Markdown file.

    Args:
        data: UTF-8, with or without a byte order mark.
        name: The file, as the reader named it.
        kind: What is a topic; the file's content decides when left out.

    Raises:
        UnreadableRoadmapError: It is no text, or has more topics than a roadmap may have.
    """
    source = split_front_matter(decode(data, name))
    document, environment = parse_blocks(source.lines)
    inlines = Inlines(environment)
    builder = Builder(source.lines, inlines, name)
    title = _take_title(document, builder, source)
    kind = kind or guess(document, inlines)
    walker = TableWalker(builder) if kind is Kind.TABLES else ListWalker(builder, with_boxes=kind is Kind.TASKS)
    walker.walk(document)
    outline = builder.outline
    outline.title, outline.language = title, source.language
    if not any(block.kind == "heading" for block in document.children) and not title:
        _put_into_section(outline)
    _fold_dropped(outline)
    return outline


def guess(document: Block, inlines: Inlines) -> Kind:
    """Boxes decide; without any, whichever of lists and tables holds more links."""
    if any(box_of(block) for block in document.walk()):
        return Kind.TASKS
    in_tables = sum(len(inlines.read(cell).links) for block in _tables(document) for row in block.rows for cell in row)
    in_lists = sum(len(inlines.read(text).links) for text in _item_texts(document))
    rows = sum(len(block.rows) - 1 for block in _tables(document))
    items = sum(1 for _ in _item_texts(document))
    return Kind.TABLES if (in_tables, rows) > (in_lists, items) else Kind.LISTS


def _tables(document: Block) -> Iterator[Block]:
    return (block for block in document.walk() if block.kind == "table")


def _item_texts(document: Block) -> Iterator[str]:
    items = (block for block in document.walk() if block.kind == "list_item")
    return (child.text for item in items for child in item.children if child.kind == "paragraph")


def _take_title(document: Block, builder: Builder, source: MarkdownText) -> str:
    """A first heading of the highest rank names the whole; the only one of that rank is no section beside."""
    headings = [block for block in document.children if block.kind == "heading"]
    if not headings or headings[0].level > 1:
        return source.title
    words = builder.inlines.read(headings[0].text)
    if words.text and sum(block.level == 1 for block in headings) == 1:
        document.children.remove(headings[0])
        builder.add_links(TOP, words, headings[0].first)
    return source.title or words.text


def _put_into_section(outline: Outline) -> None:
    """A file without a heading has one section that is not named."""
    outline.items.insert(0, OutlineItem("Topics", TOP, 1, about=outline.about, links=outline.links))
    outline.about, outline.links = [], []
    for entry in outline.items[1:]:
        entry.parent += 1
        entry.needs = [need + 1 for need in entry.needs]


def _fold_dropped(outline: Outline) -> None:
    """What a section without topics says is kept by the nearest one above it that has some."""
    dropped = {id(section) for section in dropped_sections(outline)}
    for section in outline.items:
        if id(section) in dropped:
            above = section.parent
            while above != TOP and id(outline.items[above]) in dropped:
                above = outline.items[above].parent
            outline.import_notes.append(_fold(section, outline if above == TOP else outline.items[above]))
    outline.import_notes.sort()


def _fold(section: OutlineItem, above: Outline | OutlineItem) -> ImportNote:
    if not section.about and not section.links:
        return ImportNote(section.line, f"The section {quote(section.title)} has no topic and was left out.")
    above.about += [f"**{section.title}**", *section.about] if section.about else []
    above.links += section.links[: MAX_ENTRIES - len(above.links)]
    kept = f"by {quote(above.title)}" if isinstance(above, OutlineItem) else "by the roadmap itself"
    return ImportNote(section.line, f"The section {quote(section.title)} has no topic; what it says was kept {kept}.")

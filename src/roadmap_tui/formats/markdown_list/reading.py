"""From the bytes of a Markdown file to an outline."""

from typing import assert_never

from roadmap_tui.core.text import plural
from roadmap_tui.core.update.draft import ImportNote, Outline, OutlineItem, dropped_sections
from roadmap_tui.formats.error_text import quote
from roadmap_tui.formats.markdown_list.blocks import Block, parse_blocks
from roadmap_tui.formats.markdown_list.building import TOP, Builder
from roadmap_tui.formats.markdown_list.contents import Contents
from roadmap_tui.formats.markdown_list.details import fold_details
from roadmap_tui.formats.markdown_list.guess import Kind, Survey, choose, survey
from roadmap_tui.formats.markdown_list.headings import HeadingWalker, ParagraphWalker
from roadmap_tui.formats.markdown_list.inlines import Inlines
from roadmap_tui.formats.markdown_list.lists import ListWalker, TableWalker
from roadmap_tui.formats.markdown_list.source import MarkdownText, decode, split_front_matter
from roadmap_tui.formats.roadmap_toml import MAX_ENTRIES


def loads(data: bytes, name: str, kind: Kind | None = None) -> Outline:
    """Read a Markdown file.

    Args:
        data: UTF-8, with or without a byte order mark.
        name: The file, as the user named it.
        kind: What is a topic; the file's content decides when left out.

    Raises:
        UnreadableRoadmapError: It is no text, or has more topics than a roadmap may have.
    """
    source = split_front_matter(decode(data, name))
    document, environment = parse_blocks(source.lines)
    fold_details(document)
    inlines = Inlines(environment)
    reader = _Reader(source, name, document, inlines)
    chosen = kind or choose(reader.survey)
    outline = reader.read(chosen)
    if kind is None:
        reader.report_weak_guess(outline, chosen)
    outline.details.append(reader.survey.describe(chosen))
    return outline


_ITEMS = {
    Kind.TASKS: "box",
    Kind.LISTS: "list item",
    Kind.TABLES: "table row",
    Kind.HEADINGS: "heading",
    Kind.PARAGRAPHS: "paragraph",
}
"""What the topics of each kind are called in reports."""

_FEW_LINKS = 4
"""A file with fewer links does not show by them whether a guess was right."""


class _Reader:
    """Makes outlines of one document, which is read once."""

    def __init__(self, source: MarkdownText, name: str, document: Block, inlines: Inlines) -> None:
        self.source = source
        self.name = name
        self.document = document
        self.inlines = inlines
        self.headings = sum(block.kind == "heading" for block in document.children)
        self.title_block, self.title = _take_title(document, Builder(source.lines, inlines, name), source)
        self.contents = Contents(document, inlines)
        self.survey = survey(document, inlines, self.contents)

    def read(self, kind: Kind) -> Outline:
        """The outline by one kind."""
        builder = Builder(self.source.lines, self.inlines, self.name)
        if self.title_block:
            builder.add_links(TOP, builder.heading_words(self.title_block), self.title_block.first)
        _walker(kind, builder, self.survey, self.contents).walk(self.document)
        outline = builder.outline
        outline.title, outline.language = self.title, self.source.language
        if not self.headings and not self.title:
            _put_into_section(outline)
        outline.summary = _summary(kind, builder)
        _fold_dropped(outline)
        return outline

    def report_weak_guess(self, outline: Outline, kind: Kind) -> None:
        """Say first when most links are in no topic, and what another kind would make of the file."""
        every = _links(outline)
        inside = _links(outline, topics_only=True)
        if every < _FEW_LINKS or 2 * inside >= every:
            return
        others = {other: self.read(other) for other in Kind if other is not kind}
        better = {
            other: each
            for other, each in others.items()
            if _links(each, topics_only=True) > inside and _topics(each) > max(_topics(outline), 1)
        }
        best = sorted(better, key=lambda other: -_links(better[other], topics_only=True))
        instead = [f"--as {other} would make {plural(_topics(better[other]), 'topic')}" for other in best]
        said = f"This is a guess: {inside} of {plural(every, 'link')} {'is' if inside == 1 else 'are'} in topics."
        outline.import_notes.insert(0, ImportNote(0, " ".join([said, *(_sentence(instead))])))


def _sentence(parts: list[str]) -> list[str]:
    return [f"{', '.join(parts)}."] if parts else []


def _topics(outline: Outline) -> int:
    return sum(entry.is_topic for entry in outline.items)


def _links(outline: Outline, *, topics_only: bool = False) -> int:
    inside = sum(len(entry.links) for entry in outline.items if entry.is_topic or not topics_only)
    return inside + (0 if topics_only else len(outline.links))


def _summary(kind: Kind, builder: Builder) -> str:
    """What became topics, and what could have, a sentence."""
    count = _topics(builder.outline)
    became = f"{plural(count, _ITEMS[kind]).replace('boxs', 'boxes')} became {'a topic' if count == 1 else 'topics'}"
    if not builder.tables_as_text:
        return f"{became}."
    tables, rows = plural(builder.tables_as_text, "table"), plural(builder.rows_as_text, "row")
    return f"{became}; {tables} with {rows} did not: --as tables makes topics of them."


def _walker(kind: Kind, builder: Builder, found: Survey, contents: Contents) -> ListWalker:
    match kind:
        case Kind.TASKS | Kind.LISTS:
            return ListWalker(builder, found, contents, with_boxes=kind is Kind.TASKS)
        case Kind.TABLES:
            return TableWalker(builder, found, contents)
        case Kind.HEADINGS:
            return HeadingWalker(builder, found, contents)
        case Kind.PARAGRAPHS:
            return ParagraphWalker(builder, found, contents)
        case _:
            assert_never(kind)


def _take_title(document: Block, builder: Builder, source: MarkdownText) -> tuple[Block | None, str]:
    """A first heading of the highest rank names the whole; the only one of that rank is no section beside.

    Returns:
        The heading that was taken out of the document, if one was, and the title.
    """
    headings = [block for block in document.children if block.kind == "heading"]
    if not headings or headings[0].level > 1:
        return None, source.title
    words = builder.heading_words(headings[0])
    is_title = bool(words.text) and sum(block.level == 1 for block in headings) == 1
    if is_title:
        document.children.remove(headings[0])
    return headings[0] if is_title else None, source.title or words.text


def _put_into_section(outline: Outline) -> None:
    """A file without a heading has one section that is not named."""
    outline.items.insert(0, OutlineItem("Topics", TOP, 1, about=outline.about, links=outline.links))
    outline.about, outline.links = [], []
    for entry in outline.items[1:]:
        entry.parent += 1
        entry.needs = [need + 1 for need in entry.needs]


def _fold_dropped(outline: Outline) -> None:
    """Move the text of a section without topics to the nearest section above it that has some."""
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
    section.links = []
    kept = f"by {quote(above.title)}" if isinstance(above, OutlineItem) else "by the roadmap itself"
    return ImportNote(section.line, f"The section {quote(section.title)} has no topic; what it says was kept {kept}.")

"""Documents whose topics are headings or paragraphs, each with what follows up to the next one as its text."""

from roadmap_tui.formats.markdown_list.blocks import Block
from roadmap_tui.formats.markdown_list.building import TOP, Builder
from roadmap_tui.formats.markdown_list.contents import Contents
from roadmap_tui.formats.markdown_list.guess import (
    Survey,
    is_about_the_file,
    leaf_headings,
    question_items,
    topic_lines,
)
from roadmap_tui.formats.markdown_list.lists import ListWalker


class HeadingWalker(ListWalker):
    """Every heading without another below it is a topic; details that name something are topics below it."""

    def __init__(self, builder: Builder, found: Survey, contents: Contents) -> None:
        """Nothing is read yet; `builder` takes what is found."""
        super().__init__(builder, found, contents, with_boxes=False)

    def walk(self, document: Block) -> None:
        """Read everything."""
        leaves = {id(leaf.heading): leaf.blocks for leaf in leaf_headings(document)}
        owner = self.builder.section
        for block in document.children:
            questions = question_items(block)
            if block.kind == "heading":
                self.builder.start_section(block)
                owner = self._take(block, leaves.get(id(block)))
            elif questions:
                for item in questions:
                    owner = self._question(item)
            else:
                self._visit(block, owner)
        self.tables.resolve()

    def _take(self, heading: Block, blocks: list[Block] | None) -> int:
        """The section that a heading began, made a topic if it is to be one."""
        section = self.builder.section
        if blocks is not None and section >= 0:
            title = self.builder.inlines.read(heading.text).text
            entry = self.builder.outline.items[section]
            if title and entry.line == heading.first + 1 and self._is_topic(title, blocks):
                self.builder.make_topic(section)
        return section

    def _is_topic(self, title: str, blocks: list[Block]) -> bool:
        """Whether it names more than a part of the file; one over details that name something is their section."""
        if is_about_the_file(title):
            return False
        below = [each for block in blocks for each in (block, *block.walk())]
        if any(each.kind == "details" and not self.is_generic(each) for each in below):
            return False
        items = [each for each in below if each.kind in ("list_item", "table")]
        return not items or not all(map(self.contents.has, items)) or len(items) < len(blocks)

    def _question(self, item: Block) -> int:
        words = self.builder.inlines.read(item.children[0].text)
        section, items = self.builder.section, self.builder.outline.items
        while section != TOP and is_about_the_file(items[section].title):
            section = items[section].parent
        topic = self.builder.add_topic(section, words.text, item.first)
        self.builder.add_links(topic, words, item.first)
        for child in item.children[1:]:
            self._visit(child, topic)
        return topic

    def _children(self, block: Block, owner: int) -> None:
        """Lists are text here, other than those that lead to places in the file."""
        if block.kind not in ("bullet_list", "ordered_list"):
            super()._children(block, owner)
        elif any(self.contents.has(each) for each in block.walk()):
            for item in block.children:
                self._leave_out_contents(item)
        else:
            self._keep(block, owner)

    def _table(self, block: Block, owner: int) -> None:
        self._keep(block, owner)

    def holds_items(self, details: Block) -> bool:  # noqa: ARG002 - there are none
        """Nothing in an element is a topic but other elements."""
        return False


class ParagraphWalker(HeadingWalker):
    """Every paragraph that is nothing but a link or begins with bold words is a topic."""

    def walk(self, document: Block) -> None:
        """Read everything."""
        owner = self.builder.section
        for block in document.children:
            if block.kind == "heading":
                self.builder.start_section(block)
                owner = self.builder.section
            elif block.kind == "paragraph" and (lines := topic_lines(block, self.builder.inlines, self.contents)):
                for line, text in enumerate(lines, block.first):
                    owner = self.add_topic(text, self.builder.section, line)
            else:
                self._visit(block, owner)
        self.tables.resolve()

"""Task lists and plain lists: which items are topics, and where the others go.

A task item is what GFM 5.3 says, with more boxes than GFM has: a list item whose first block is a paragraph that begins
with a box and a blank. `formats/list_items.py` has the table of boxes.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from roadmap_tui.core.marks import Status
from roadmap_tui.formats.error_text import quote
from roadmap_tui.formats.list_items import Box, box_at_start, sign_at_start, task_text
from roadmap_tui.formats.markdown_list.blocks import Block
from roadmap_tui.formats.markdown_list.building import TOP, Builder
from roadmap_tui.formats.markdown_list.contents import Contents
from roadmap_tui.formats.markdown_list.details import is_generic
from roadmap_tui.formats.markdown_list.guess import Survey, item_text
from roadmap_tui.formats.markdown_list.inlines import Words
from roadmap_tui.formats.markdown_list.tables import TableReader
from roadmap_tui.formats.markdown_list.titles import title_and_about

_LISTS = ("bullet_list", "ordered_list")
_BELONGS_TO_THE_BOX_ABOVE = ("fence", "code_block", "blockquote", *_LISTS)


class ListWalker:
    """Goes through a document once, block by block."""

    def __init__(self, builder: Builder, found: Survey, contents: Contents, *, with_boxes: bool) -> None:
        """Nothing is read yet.

        Args:
            builder: Takes what is found.
            found: What the document has.
            contents: Its tables of contents.
            with_boxes: Whether only items with a box are topics, or else every item with a text.
        """
        self.builder = builder
        self.survey = found
        self.contents = contents
        self.with_boxes = with_boxes
        self.tables = TableReader(builder)
        self._handlers: dict[str, Callable[[Block, int], None]] = {
            "bullet_list": self._children,
            "ordered_list": self._children,
            "list_item": self._item,
            "blockquote": self._quote,
            "html_block": self._html,
            "html_text": self._keep,
            "details": self._details,
            "hr": lambda _block, _owner: None,
            "table": self._table,
        }

    def walk(self, document: Block) -> None:
        """Read everything; only headings at the top level of the document make sections."""
        between = self._between_boxes(document) if self.with_boxes else set()
        for block in document.children:
            if block.kind == "heading":
                self.builder.start_section(block)
            elif id(block) in between:
                self._keep(block, len(self.builder.outline.items) - 1)
            else:
                self._visit(block, self.builder.section)
        self.tables.resolve()

    def box_of(self, item: Block) -> Box | None:
        """The box of a task item; None for any other block."""
        if (text := item_text(item)) is None:
            return None
        box = box_at_start(text, is_loose=id(item) in self.survey.loose_lists)
        return box or (sign_at_start(text) if self.survey.signs_are_boxes or not self.with_boxes else None)

    def _between_boxes(self, document: Block) -> set[int]:
        """Code, quotes and lists without boxes that stand between two lists with boxes of one section."""
        found: set[int] = set()
        waiting: list[int] | None = None
        for block in document.children:
            if block.kind == "heading":
                waiting = None
            elif self._has_boxes(block):
                found.update(waiting or ())
                waiting = []
            elif block.kind in _BELONGS_TO_THE_BOX_ABOVE and waiting is not None and not self._has_contents(block):
                waiting.append(id(block))
        return found

    def _has_contents(self, block: Block) -> bool:
        return any(self.contents.has(each) for each in block.walk())

    def _has_boxes(self, block: Block) -> bool:
        return any(self.box_of(each) for each in (block, *block.walk()))

    def _visit(self, block: Block, owner: int) -> None:
        if block.is_cut:
            self.builder.remark(block.first, "What is nested deeper than 60 lists was left out.")
        self._handlers.get(block.kind, self._keep)(block, owner)

    def _children(self, block: Block, owner: int) -> None:
        for child in block.children:
            self._visit(child, owner)

    def _item(self, item: Block, owner: int) -> None:
        if self.contents.has(item):
            self._leave_out_contents(item)
            return
        if self.with_boxes:
            box = self.box_of(item)
            owner = self._task(item, owner, box) if box else self._bullet(item, owner)
        else:
            owner = self._plain(item, owner)
        for child in item.children[1:] if _has_own_text(item) else item.children:
            self._visit(child, owner)

    def _task(self, item: Block, owner: int, box: Box) -> int:
        text, tags = task_text(item.children[0].text[box.end :])
        topic = self.add_topic(text, owner, item.first)
        self.builder.outline.items[topic].status = box.status
        self.builder.outline.items[topic].tags = tags
        return topic

    def add_topic(self, text: str, owner: int, line: int) -> int:
        """A topic made of an item's text, with its links; its index."""
        words = self.builder.inlines.read(text)
        title, about = title_and_about(words, text)
        topic = self.builder.add_topic(owner, title, line)
        self.builder.add_text(topic, about)
        self.builder.add_links(topic, words, line)
        return topic

    def _bullet(self, item: Block, owner: int) -> int:
        """An item without a box, where others have one: it is a link or a text of the topic or section above it."""
        if not _has_own_text(item):
            return owner
        text = item.children[0].text
        words = self.builder.inlines.read(text)
        if self.contents.is_entry(words):
            self._remark_contents(words, item)
            return owner
        if self._is_section(item, words, owner):
            return self.builder.add_section(owner, words.text.rstrip(" :"), words, item.first)
        self.builder.add_links(owner, words, item.first)
        if not words.is_link_only:
            self.builder.add_text(owner, f"- {' '.join(text.split())}")
        kept = f"as part of {quote(self._title(owner))}" if owner != TOP else "as part of the roadmap's description"
        self.builder.remark(item.first, f"{quote(words.text)} has no box and was kept {kept}.")
        return owner

    def _is_section(self, item: Block, words: Words, owner: int) -> bool:
        """Whether an item without a box stands over boxes: it groups them, below a topic when it is all bold."""
        if not re.search(r"\w", words.text) or not any(self._has_boxes(child) for child in item.children[1:]):
            return False
        is_in_topic = owner != TOP and self.builder.outline.items[owner].is_topic
        return not is_in_topic or (words.begins_bold and words.lead == words.text)

    def _plain(self, item: Block, owner: int) -> int:
        """An item of a list without boxes: a topic, unless it only leads to a place in the same file."""
        if not _has_own_text(item):
            return owner
        box = self.box_of(item)
        text = item.children[0].text[box.end if box else 0 :]
        words = self.builder.inlines.read(text)
        if self.contents.is_entry(words):
            self._remark_contents(words, item)
            return owner
        if not words.text:
            self.builder.remark(item.first, "A list item without words was left out.")
            return owner
        topic = self.add_topic(text, owner, item.first)
        self.builder.outline.items[topic].status = box.status if box else Status.TODO
        return topic

    def _leave_out_contents(self, item: Block) -> None:
        for each in (item, *item.walk()):
            if each.kind == "list_item" and _has_own_text(each):
                self._remark_contents(self.builder.inlines.read(each.children[0].text), each)

    def _remark_contents(self, words: Words, item: Block) -> None:
        self.builder.remark(item.first, f"{quote(words.text)} is an entry of the table of contents.")

    def _keep(self, block: Block, owner: int) -> None:
        """Prose and code: it belongs to what it stands under."""
        if self.contents.has(block) or self._leads_back(block):
            return
        self.builder.add_text(owner, self.text_of(block))
        for each in (block, *block.walk()):
            self._keep_links(each, owner)

    def _leads_back(self, block: Block) -> bool:
        """Whether a paragraph is nothing but a way to the table of contents."""
        return block.kind == "paragraph" and self.contents.is_entry(self.builder.inlines.read(block.text))

    def _keep_links(self, block: Block, owner: int) -> None:
        if block.kind in ("paragraph", "heading", "html_text", "details") and block.text:
            self.builder.add_links(owner, self.builder.inlines.read(block.text), block.first)
        for line, row in zip(block.row_lines, block.rows, strict=True):
            for cell in row:
                self.builder.add_links(owner, self.builder.inlines.read(cell), line)

    def text_of(self, block: Block) -> str:
        """A block as Markdown."""
        if block.kind in ("html_text", "html_block"):
            return block.text if block.kind == "html_text" else ""
        if block.kind != "details":
            return self.builder.raw(block)
        summary = "" if self.is_generic(block) else f"**{self.builder.inlines.read(block.text).text}**"
        return "\n\n".join(filter(None, [summary, *map(self.text_of, block.children)]))

    def is_generic(self, details: Block) -> bool:
        """Whether a summary is no title: it says `Answer`, or what others say, too."""
        title = self.builder.inlines.read(details.text).text
        return is_generic(title) or title in self.survey.common_summaries

    def _details(self, block: Block, owner: int) -> None:
        """A summary is a topic with the rest as its text, or a section when there are items in it."""
        lists = [each for each in block.walk() if each.kind in ("list_item", "table")]
        if lists and all(self.contents.has(each) for each in lists):
            self._children(block, owner)
            return
        is_section = self.holds_items(block)
        is_text = self.is_generic(block) or (self.with_boxes and self._is_in_topic(owner))
        if is_section:
            words = self.builder.inlines.read(block.text)
            place = owner if is_text else self.builder.add_section(owner, words.text, words, block.first)
            self._children(block, place)
        elif is_text:
            self._keep(block, owner)
        else:
            self.keep_answer(block, self.add_topic(block.text, owner, block.first))

    def keep_answer(self, block: Block, topic: int) -> None:
        """What stands behind a summary: text, but for summaries in it, which are topics of their own."""
        for child in block.children:
            if child.kind == "details" and not self.with_boxes:
                self._details(child, topic)
            else:
                self._keep(child, topic)

    def _is_in_topic(self, owner: int) -> bool:
        return owner != TOP and self.builder.outline.items[owner].is_topic

    def holds_items(self, details: Block) -> bool:
        """Whether there are topics in an element, other than summaries."""
        below = list(details.walk())
        if self.with_boxes:
            return any(self.box_of(each) or self.tables.is_status_table(each, self.survey) for each in below)
        texts = (text for each in below if (text := item_text(each)) is not None)
        return any(words.links and not words.before_link for words in map(self.builder.inlines.read, texts))

    def _quote(self, block: Block, owner: int) -> None:
        if any(child.kind == "list_item" for child in block.walk()):
            self._children(block, owner)
        else:
            self._keep(block, owner)

    def _html(self, block: Block, _owner: int) -> None:
        self.builder.remark(block.first, "HTML was left out.")

    def _table(self, block: Block, owner: int) -> None:
        if self.contents.has(block):
            self.builder.remark(block.first, "A table was left out: it is a table of contents.")
        elif self.with_boxes and self.tables.is_status_table(block, self.survey):
            self.tables.read(block, owner)
        else:
            self._keep(block, owner)
            rows = len(block.rows) - 1
            self.builder.remark(block.first, "A table was kept as text; --as tables makes topics of its rows.", rows)

    def _title(self, owner: int) -> str:
        return self.builder.outline.items[owner].title


class TableWalker(ListWalker):
    """Goes through a document in which the rows of tables are the topics."""

    def __init__(self, builder: Builder, found: Survey, contents: Contents) -> None:
        """Nothing is read yet; `builder` takes what is found."""
        super().__init__(builder, found, contents, with_boxes=True)
        self._only_statuses = found.status_rows > 0

    def _item(self, item: Block, owner: int) -> None:
        if self.contents.has(item):
            self._leave_out_contents(item)
            return
        owner = self._bullet(item, owner)
        for child in item.children[1:]:
            self._visit(child, owner)

    def _is_section(self, item: Block, words: Words, owner: int) -> bool:  # noqa: ARG002 - no box counts here
        return False

    def holds_items(self, details: Block) -> bool:
        """Whether there is a table of topics in an element."""
        return any(each.kind == "table" and self._has_topics(each) for each in details.walk())

    def _has_topics(self, table: Block) -> bool:
        has_status = self.tables.is_status_table(table, self.survey)
        return not self.contents.has(table) and (has_status or not self._only_statuses)

    def _table(self, block: Block, owner: int) -> None:
        if self._has_topics(block):
            self.tables.read(block, owner)
        elif self.contents.has(block):
            self.builder.remark(block.first, "A table was left out: it is a table of contents.")
        else:
            self._keep(block, owner)
            self.builder.remark(block.first, "A table was kept as text: others say what is done, and it does not.")


def _has_own_text(item: Block) -> bool:
    return bool(item.children) and item.children[0].kind in ("paragraph", "heading")


def flat(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks and everything in them."""
    for block in blocks:
        yield block
        yield from block.walk()

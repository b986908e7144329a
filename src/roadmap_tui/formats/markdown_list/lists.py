"""Task lists and plain lists: which of their items are topics, and what becomes of the others.

A task item is what GFM 5.3 says: a list item whose first block is a paragraph that begins with a box and a blank.
"""

import re
from collections.abc import Callable

from roadmap_tui.core.marks import Status
from roadmap_tui.formats.error_text import quote
from roadmap_tui.formats.markdown_list.blocks import Block
from roadmap_tui.formats.markdown_list.building import TOP, Builder
from roadmap_tui.formats.markdown_list.inlines import Words

_BOX = re.compile(r"\[([ xX])\][ \t\n]\s*")
_SEPARATOR = re.compile(r"\s*(?:[-–—:|]|\.(?=\s))\s*(?=\S)")


def box_of(item: Block) -> re.Match[str] | None:
    """The box of a task item; None for any other block."""
    if item.kind != "list_item" or not item.children or item.children[0].kind != "paragraph":
        return None
    return _BOX.match(item.children[0].text)


class ListWalker:
    """Goes through a document once, block by block."""

    def __init__(self, builder: Builder, *, with_boxes: bool) -> None:
        """Nothing is read yet.

        Args:
            builder: Takes what is found.
            with_boxes: Whether only items with a box are topics, or else every item with a text.
        """
        self.builder = builder
        self.with_boxes = with_boxes
        self._handlers: dict[str, Callable[[Block, int], None]] = {
            "bullet_list": self._children,
            "ordered_list": self._children,
            "list_item": self._item,
            "blockquote": self._quote,
            "html_block": self._html,
            "hr": lambda _block, _owner: None,
            "table": self._table,
        }

    def walk(self, document: Block) -> None:
        """Read everything; only headings at the top level of the document make sections."""
        for block in document.children:
            if block.kind == "heading":
                self.builder.start_section(block)
            else:
                self._visit(block, self.builder.section)

    def _visit(self, block: Block, owner: int) -> None:
        if block.is_cut:
            self.builder.remark(block.first, "What is nested deeper than 60 lists was left out.")
        self._handlers.get(block.kind, self._text)(block, owner)

    def _children(self, block: Block, owner: int) -> None:
        for child in block.children:
            self._visit(child, owner)

    def _item(self, item: Block, owner: int) -> None:
        box = box_of(item)
        if self.with_boxes:
            owner = self._task(item, owner, box) if box else self._bullet(item, owner)
        else:
            owner = self._plain(item, owner)
        for child in item.children[1:] if _has_own_text(item) else item.children:
            self._visit(child, owner)

    def _task(self, item: Block, owner: int, box: re.Match[str]) -> int:
        words = self.builder.inlines.read(item.children[0].text[box.end() :])
        topic = self.builder.add_topic(owner, words.text, item.first)
        if box[1] != " ":
            self.builder.outline.items[topic].status = Status.DONE
        self.builder.add_links(topic, words, item.first)
        return topic

    def _bullet(self, item: Block, owner: int) -> int:
        """An item without a box, where others have one: it is a link or a text of the topic or section above it."""
        if not _has_own_text(item):
            return owner
        text = item.children[0].text
        words = self.builder.inlines.read(text)
        if _is_contents(words):
            return self._leave_out_contents(words, item, owner)
        self.builder.add_links(owner, words, item.first)
        if not words.is_link_only:
            self.builder.add_text(owner, f"- {' '.join(text.split())}")
        kept = f"as part of {quote(self._title(owner))}" if owner != TOP else "as part of the roadmap's description"
        self.builder.remark(item.first, f"{quote(words.text)} has no box and was kept {kept}.")
        return owner

    def _plain(self, item: Block, owner: int) -> int:
        """An item of a list without boxes: a topic, unless it only leads to a place in the same file."""
        if not _has_own_text(item):
            return owner
        box = box_of(item)
        words = self.builder.inlines.read(item.children[0].text[box.end() if box else 0 :])
        if _is_contents(words):
            return self._leave_out_contents(words, item, owner)
        if not words.text:
            self.builder.remark(item.first, "A list item without words was left out.")
            return owner
        title, about = _title_and_about(words)
        topic = self.builder.add_topic(owner, title, item.first)
        self.builder.outline.items[topic].status = Status.DONE if box and box[1] != " " else Status.TODO
        self.builder.add_text(topic, about)
        self.builder.add_links(topic, words, item.first)
        return topic

    def _leave_out_contents(self, words: Words, item: Block, owner: int) -> int:
        self.builder.remark(item.first, f"{quote(words.text)} is an entry of the table of contents.")
        return owner

    def _text(self, block: Block, owner: int) -> None:
        """Prose and code: it belongs to what it stands under."""
        self.builder.add_text(owner, self.builder.raw(block))
        if block.text and block.kind in ("paragraph", "heading"):
            self.builder.add_links(owner, self.builder.inlines.read(block.text), block.first)

    def _quote(self, block: Block, owner: int) -> None:
        if any(child.kind == "list_item" for child in block.walk()):
            self._children(block, owner)
            return
        self.builder.add_text(owner, self.builder.raw(block))
        for child in block.walk():
            if child.kind == "paragraph":
                self.builder.add_links(owner, self.builder.inlines.read(child.text), child.first)

    def _html(self, block: Block, _owner: int) -> None:
        self.builder.remark(block.first, "HTML was left out.")

    def _table(self, block: Block, owner: int) -> None:
        self.builder.add_text(owner, self.builder.raw(block))
        for line, row in zip(block.row_lines, block.rows, strict=True):
            for cell in row:
                self.builder.add_links(owner, self.builder.inlines.read(cell), line)
        self.builder.remark(block.first, "A table was kept as text; --as tables makes topics of its rows.")

    def _title(self, owner: int) -> str:
        return self.builder.outline.items[owner].title


def _has_own_text(item: Block) -> bool:
    return bool(item.children) and item.children[0].kind in ("paragraph", "heading")


def _is_contents(words: Words) -> bool:
    """An entry of a table of contents is nothing but one link to a fragment."""
    return len(words.links) == 1 and words.links[0][1].startswith("#") and words.is_link_only


def _title_and_about(words: Words) -> tuple[str, str]:
    """`[Name](url) - What it is.` has a title and a text; anything else is all title."""
    found = _SEPARATOR.match(words.after_link)
    if not found or words.before_link or not words.links:
        return words.text, ""
    return words.links[0][0], words.after_link[found.end() :]

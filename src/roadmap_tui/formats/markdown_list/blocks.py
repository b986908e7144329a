"""Markdown as a tree of blocks, made from markdown-it's tokens.

CommonMark with the tables of GFM. Inline text is parsed later and only where it is wanted; nesting has a limit, because
markdown-it leaves out what is deeper without a word (its `maxNesting`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

MAX_NESTING = 120
"""Of blocks in blocks; a list takes two of them."""

MAX_COLUMNS = 50
"""Of a table; a short row is filled up to the length of its header, which makes a small file a large one."""


@dataclass(slots=True)
class Block:
    """A heading, paragraph, list, item, quote, table, code or HTML, with its place in the source."""

    kind: str
    """markdown-it's name of the token, without `_open`."""

    first: int
    """Its first line, counted from 0."""

    end: int
    """The line after its last one."""

    level: int = 0
    """Of a heading: 1 to 6."""

    text: str = ""
    """Inline Markdown of a heading or paragraph, the source of code."""

    children: "list[Block]" = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    """Of a table: inline Markdown of its cells, the header first."""

    row_lines: list[int] = field(default_factory=list)
    """Of a table: the line of each row, counted from 0."""

    is_cut: bool = False
    """Whether what was in it is nested too deep to be read."""

    def walk(self) -> "Iterator[Block]":
        """All blocks below, parents before children."""
        waiting = self.children[::-1]
        while waiting:
            block = waiting.pop()
            yield block
            waiting += block.children[::-1]


@cache
def parser() -> MarkdownIt:
    """CommonMark, GFM's tables and strikethrough; links to anywhere, since what is unfit is reported later."""
    found = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable(["table", "strikethrough"])
    found.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    found.disable(["inline", "text_join"])
    return found


def parse_blocks(lines: Sequence[str]) -> tuple[Block, dict[str, object]]:
    """The document and what its reference links mean, for `Inlines`.

    Args:
        lines: The source without its line ends.
    """
    environment: dict[str, object] = {}
    document = Block("document", 0, len(lines))
    stack = [document]
    for token in parser().parse("\n".join(lines), environment):
        _take(token, stack, lines)
    return document, environment


def _take(token: Token, stack: list[Block], lines: Sequence[str]) -> None:
    kind = token.type.removesuffix("_open").removesuffix("_close")
    if token.nesting < 0:
        if kind in _CONTAINERS:
            _close(stack.pop(), lines)
    elif kind in _CONTAINERS:
        block = _block(token, kind)
        stack[-1].children.append(block)
        stack.append(block)
    elif kind == "tr":
        stack[-1].rows.append([])
        stack[-1].row_lines.append(token.map[0] if token.map else stack[-1].first)
    elif kind == "inline":
        _take_text(token, stack[-1])
    elif token.nesting == 0:
        stack[-1].children.append(_block(token, kind))


_CONTAINERS = {"heading", "paragraph", "bullet_list", "ordered_list", "list_item", "blockquote", "table"}


def _block(token: Token, kind: str) -> Block:
    first, end = token.map or (0, 0)
    level = int(token.tag[1:]) if kind == "heading" else token.level
    return Block(kind, first, end, level, token.content)


def _take_text(token: Token, block: Block) -> None:
    if block.kind == "table":
        block.rows[-1] += [token.content] if len(block.rows[-1]) < MAX_COLUMNS else []
    else:
        block.text = token.content


def _close(block: Block, lines: Sequence[str]) -> None:
    """An item or quote at the limit has no children, though there is more in it than its marker."""
    if block.level >= MAX_NESTING - 1 and block.kind in ("list_item", "blockquote") and not block.children:
        block.is_cut = any(character.isalnum() for line in lines[block.first : block.end] for character in line)

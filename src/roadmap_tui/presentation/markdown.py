"""Markdown as paragraphs for the detail pane.

markdown-it-py reads it (CommonMark 0.31). Raw HTML stays text, an image is its description, and a link shows where it
leads, since its words may say something else. Nothing here can be clicked. Text is cleaned after it was read, because
`&#x202e;` is harmless only before. No recursion: the text chooses its nesting.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from roadmap_tui.core.text import screen_line, screen_text
from roadmap_tui.presentation.glyphs import Anchor, Glyphs, Line, Role, Span, anchor
from roadmap_tui.presentation.paragraphs import BLANK, Paragraph

MAX_CHARACTERS = 10_000
"""A longer text is cut, and says so: the parser takes the square of the time for some, and the cursor waits for it."""

MAX_NESTING = 60
"""markdown-it leaves out what is nested deeper without a word; such a text is shown as it was written."""

_OPENING = {"strong_open": Role.STRONG, "em_open": Role.ACCENT}
_CLOSING = {"strong_close", "em_close", "link_close"}


def paragraphs(text: str, glyphs: Glyphs) -> list[Paragraph]:
    """Format a Markdown text block by block, with a blank line between blocks.

    Args:
        text: Markdown, not cleaned.
        glyphs: For bullets and rules.
    """
    return list(_paragraphs(text, glyphs.bullet, glyphs.rule))


@lru_cache(maxsize=16)
def _paragraphs(text: str, bullet: str, rule: str) -> tuple[Paragraph, ...]:
    """Kept for the texts that were looked at last, because every tick shows the same one again."""
    shown = text[:MAX_CHARACTERS].replace("\r\n", "\n")
    tokens = _parser().parse(shown)
    if any(token.level >= MAX_NESTING - 1 for token in tokens):
        found = [Paragraph([(line, Role.TEXT)]) for line in screen_text(shown).splitlines()]
    else:
        found = _Blocks(bullet, rule).read(tokens)
    if len(text) > MAX_CHARACTERS:
        found += [BLANK, Paragraph([(f"The text goes on; it is longer than {MAX_CHARACTERS:,} letters.", Role.MUTED)])]
    return tuple(found)


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "maxNesting": MAX_NESTING})


class _Blocks:
    """Turns block tokens into paragraphs, keeping count of the lists and quotes they stand in."""

    def __init__(self, bullet: str, rule: str) -> None:
        self._bullet = bullet
        self._rule = rule
        self._found: list[Paragraph] = []
        self._numbers: list[int | None] = []
        self._signs: list[str] = []
        self._indents: list[str] = []
        self._is_tight = False
        self._role = Role.TEXT

    def read(self, tokens: Sequence[Token]) -> list[Paragraph]:
        for token in tokens:
            handler = getattr(self, f"_{token.type}", None)
            if handler:
                handler(token)
        return self._found

    def _add(self, lines: Sequence[Line], *, verbatim: bool = False) -> None:
        if self._found and not self._is_tight:
            self._found.append(BLANK)
        for line in lines:
            first: Line = [(sign, Role.MUTED) for sign in self._signs]
            rest: Line = [(indent, Role.MUTED) for indent in self._indents]
            self._found.append(Paragraph(line, first, rest, verbatim=verbatim))
            self._signs = self._indents.copy()

    def _inline(self, token: Token) -> None:
        self._add(_lines(_spans(token.children or [], self._role)))

    def _fence(self, token: Token) -> None:
        lines = [screen_line(line.expandtabs(4)) for line in token.content.removesuffix("\n").split("\n")]
        self._add([[(line, Role.CODE)] for line in lines], verbatim=True)

    _code_block = _fence

    def _hr(self, _: Token) -> None:
        self._add([[(self._rule * 8, Role.MUTED)]])

    def _heading_open(self, _: Token) -> None:
        self._role = Role.STRONG

    def _heading_close(self, _: Token) -> None:
        self._role = Role.TEXT

    def _paragraph_open(self, token: Token) -> None:
        # The first item of a list stands apart from what is before the list, however tight the list is.
        self._is_tight = token.hidden and (self._is_tight or len(self._numbers) > 1)

    def _paragraph_close(self, token: Token) -> None:
        self._is_tight = token.hidden

    def _bullet_list_open(self, _: Token) -> None:
        self._numbers.append(None)

    def _ordered_list_open(self, token: Token) -> None:
        self._numbers.append(int(token.attrs.get("start", 1)))

    def _bullet_list_close(self, _: Token) -> None:
        self._numbers.pop()
        self._is_tight = self._is_tight and bool(self._numbers)

    _ordered_list_close = _bullet_list_close

    def _list_item_open(self, _: Token) -> None:
        number = self._numbers[-1]
        self._open(f"{self._bullet} " if number is None else f"{number}. ")
        if number is not None:
            self._numbers[-1] = number + 1

    def _blockquote_open(self, _: Token) -> None:
        self._open("  ")

    def _open(self, sign: str) -> None:
        self._signs.append(sign)
        self._indents.append(" " * len(sign))

    def _list_item_close(self, _: Token) -> None:
        if self._signs != self._indents:  # an empty item still has its bullet
            self._add([[]])
            self._is_tight = True
        self._signs.pop()
        self._indents.pop()

    def _blockquote_close(self, _: Token) -> None:
        self._signs.pop()
        self._indents.pop()


def _spans(tokens: Sequence[Token], role: Role) -> Iterator[Span]:
    """The spans of a line of text; a hard break is a newline in them."""
    roles: list[Role | Anchor] = [role]
    link: list[str] = []
    for token in tokens:
        link.append(token.content)
        if token.type in _OPENING:
            roles.append(_OPENING[token.type])
        elif token.type in _CLOSING:
            roles.pop()
        if token.type == "link_open":
            link = [str(token.attrs["href"])]
            roles.append(anchor(link[0]))
        elif token.type == "link_close":
            yield from _address(*link)
        elif token.type == "code_inline":
            yield screen_line(token.content), Role.CODE
        else:
            text = {"softbreak": " ", "hardbreak": "\n"}.get(token.type)
            yield screen_line(token.content) if text is None else text, roles[-1]


def _address(address: str, *words: str) -> Iterator[Span]:
    if address != "".join(words):
        yield f" ({screen_line(address)})", Role.MUTED


def _lines(spans: Iterator[Span]) -> list[Line]:
    """One line for each that hard breaks make."""
    lines: list[Line] = [[]]
    for text, role in spans:
        first, *more = text.split("\n")
        lines[-1].append((first, role))
        lines += [[(part, role)] for part in more]
    return lines

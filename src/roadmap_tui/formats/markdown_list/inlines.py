"""Inline Markdown as the words and links that a reader sees."""

import re
from typing import NamedTuple

from markdown_it.token import Token

from roadmap_tui.formats.markdown_list.blocks import parser

_MANY_BRACKETS = 500
"""That open no link, in one paragraph: markdown-it's time grows with their square, so such a text stays as it is."""

_BARE_URL = re.compile(r"(?<![\w/.@:])(?:https?://|www\.(?=[^\s.]+\.))[^\s<]+", re.IGNORECASE)
"""GFM 6.9, extended autolinks of the web."""


class Words(NamedTuple):
    """What one paragraph, heading or cell says."""

    text: str
    """Without Markdown syntax, on one line."""

    links: tuple[tuple[str, str], ...]
    """Text and address of each, as the source has them."""

    before_link: str = ""
    """What stands before the first link."""

    after_link: str = ""
    """What stands after the first link."""

    @property
    def is_link_only(self) -> bool:
        """Whether there is nothing but links in it, whatever stands between them."""
        return bool(self.links) and not re.search(r"\w", self.before_link + self.rest)

    @property
    def rest(self) -> str:
        """What follows the first link, without the words of further links."""
        rest = self.after_link
        for title, _ in self.links[1:]:
            rest = rest.replace(title, "", 1)
        return rest


class Inlines:
    """Reads the inline texts of one document."""

    def __init__(self, environment: dict[str, object]) -> None:
        """Remember the reference links.

        Args:
            environment: What parsing the blocks left.
        """
        self.environment = environment

    def read(self, text: str) -> Words:
        """The words and links of a text."""
        if not text or text.count("[") - text.count("](") > _MANY_BRACKETS:
            return Words(" ".join(text.split()), ())
        tokens: list[Token] = []
        parser().inline.parse(text, parser(), self.environment, tokens)
        reader = _Reader()
        for token in tokens:
            reader.take(token)
        return reader.words()


class _Reader:
    def __init__(self) -> None:
        self.parts: list[str] = []
        self.literal: set[int] = set()
        self.images: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.open: tuple[int, int, str] | None = None
        self.first: tuple[int, int] | None = None

    def take(self, token: Token) -> None:
        if token.type == "link_open":
            self.open = (len(self.parts), len(self.images), str(token.attrs.get("href", "")))
        elif token.type == "link_close" and self.open:
            self._close_link(*self.open)
            self.open = None
        elif token.type in ("text", "text_special", "code_inline"):
            self.literal |= {len(self.parts)} if token.type != "text" else set()
            self.parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            self.parts.append(" ")
        elif token.type == "image":
            self.images.append(_alt(token))
        elif token.type == "html_inline" and token.content.lower().startswith("<br"):
            self.parts.append(" ")

    def _close_link(self, start: int, images: int, url: str) -> None:
        title = _line(self.parts[start:]) or _line(self.images[images:]) or url
        self._note(start, len(self.parts))
        self.links.append((title, url))

    def _note(self, start: int, end: int) -> None:
        if self.first is None:
            self.first = (start, end)

    def words(self) -> Words:
        text = _line(self.parts) or _line(self.images)
        if not self.links and (bare := self._bare()) and bare[0] in text:
            place = text.index(bare[0])
            links = tuple((url, _address(url)) for url in bare)
            return Words(text, links, text[:place], text[place + len(bare[0]) :])
        if self.first is None:
            return Words(text, ())
        start, end = self.first
        # An address that is a link's own words is no second link.
        more = [(url, _address(url)) for url in self._bare() if not any(url in title for title, _ in self.links)]
        return Words(text, (*self.links, *more), _line(self.parts[:start]), _line(self.parts[end:]))

    def _bare(self) -> list[str]:
        return bare_links("".join("`" if place in self.literal else part for place, part in enumerate(self.parts)))


def bare_links(text: str) -> list[str]:
    """Addresses that stand in a text without any syntax."""
    return [_trimmed(found[0]) for found in _BARE_URL.finditer(text)]


def _trimmed(url: str) -> str:
    """Without the punctuation of the sentence around it."""
    while url and (url[-1] in "?!.,:*_~'\";" or (url[-1] == ")" and url.count(")") > url.count("("))):
        url = url[:-1]
    return url


def _address(url: str) -> str:
    return url if "://" in url else f"http://{url}"


def _alt(token: Token) -> str:
    return "".join(child.content for child in token.children or () if child.content) or token.content


def _line(parts: list[str]) -> str:
    return " ".join("".join(parts).split())

"""Inline Markdown as visible words and links."""

import re
from collections.abc import Callable
from typing import NamedTuple

from markdown_it.token import Token

from roadmap_tui.formats.markdown_list.blocks import parser

_MANY_BRACKETS = 500
"""That open no link, in one paragraph: markdown-it's time grows with their square, so such a text stays as it is."""

_BARE_URL = re.compile(r"(?<![\w/.@:])(?:https?://|www\.(?=[^\s.]+\.))[^\s<]+", re.IGNORECASE)
"""GFM 6.9, extended autolinks of the web."""


_TEXTS = ("text", "text_special", "code_inline")
_BREAK = re.compile(r"<br\b", re.IGNORECASE)
_ANCHOR = re.compile(r"""<a\s[^<>]*?\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_BRACKETED_URL = re.compile(r"(?<![\]!\\])\[(https?://[^\s\[\]<>]+)\](?![(\[:])", re.IGNORECASE)


class Words(NamedTuple):
    """The text of one paragraph, heading or cell."""

    text: str
    """Without Markdown syntax, on one line."""

    links: tuple[tuple[str, str], ...]
    """Text and address of each, as the source has them."""

    before_link: str = ""
    """What stands before the first link."""

    after_link: str = ""
    """What stands after the first link."""

    lead: str = ""
    """The bold text, code or link that it begins with."""

    after_lead: str = ""
    """What stands after that."""

    begins_bold: bool = False
    """Whether it is bold."""

    first_line: str = ""
    """What stands before the first hard break, if there is one."""

    other_lines: str = ""
    """What stands after it."""

    @property
    def is_link_only(self) -> bool:
        """Whether there is nothing but links in it, whatever stands between them."""
        return bool(self.links) and not re.search(r"\w", self.before_link + self.rest)

    @property
    def rest(self) -> str:
        """The text after the first link, without the words of further links."""
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
        self._known: dict[str, Words] = {}

    def read(self, text: str) -> Words:
        """The words and links of a text, which is looked at by several readers."""
        if text not in self._known:
            self._known[text] = self._parse(text)
        return self._known[text]

    def _parse(self, text: str) -> Words:
        if not text or text.count("[") - text.count("](") > _MANY_BRACKETS:
            return Words(" ".join(text.split()), ())
        text = _BRACKETED_URL.sub(r"<\1>", text) if "[http" in text.lower() else text
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
        self.lead: tuple[int, int] | None = None
        self.strong: int | None = None
        self.is_bold = False
        self.line_end: int | None = None
        self._handlers: dict[str, Callable[[Token], None]] = {
            "link_open": self._open_link,
            "link_close": self._end_link,
            "strong_open": self._open_strong,
            "strong_close": self._end_strong,
            "hardbreak": self._break_line,
            "softbreak": lambda _token: self.parts.append(" "),
            "image": lambda token: self.images.append(_alt(token)),
            "html_inline": self._take_html,
        }

    def take(self, token: Token) -> None:
        if token.type in _TEXTS:
            self._take_text(token)
        elif handler := self._handlers.get(token.type):
            handler(token)

    def _open_link(self, token: Token) -> None:
        self.open = (len(self.parts), len(self.images), str(token.attrs.get("href", "")))

    def _open_strong(self, _token: Token) -> None:
        self.strong = len(self.parts) if self.strong is None else self.strong

    def _take_text(self, token: Token) -> None:
        self.literal |= {len(self.parts)} if token.type != "text" else set()
        self.parts.append(token.content)
        if token.type == "code_inline":
            self._take_lead(len(self.parts) - 1)

    def _end_link(self, _token: Token | None = None) -> None:
        if self.open:
            self._close_link(*self.open)
            self.open = None

    def _end_strong(self, _token: Token) -> None:
        if self.strong is not None:
            self.is_bold |= self._take_lead(self.strong) or self.lead == (self.strong, len(self.parts))
            self.strong = None

    def _take_html(self, token: Token) -> None:
        """A line break, or a link; whatever else it is leaves no trace."""
        tag = token.content
        if _BREAK.match(tag):
            self._break_line()
        elif found := _ANCHOR.match(tag):
            self.open = (len(self.parts), len(self.images), found[1] or found[2])
        elif tag.lower() == "</a>":
            self._end_link()

    def _break_line(self, _token: Token | None = None) -> None:
        if self.line_end is None and _line(self.parts):
            self.line_end = len(self.parts)
        self.parts.append(" ")

    def _take_lead(self, start: int) -> bool:
        """Remember the first span of the text, when nothing stands before it; whether it was that one."""
        is_first = self.lead is None and not _line(self.parts[:start]) and bool(_line(self.parts[start:]))
        if is_first or (self.lead and self.lead[0] == start == 0):  # a link in bold words ends before them
            self.lead = (start, len(self.parts))
        return is_first

    def _close_link(self, start: int, images: int, url: str) -> None:
        title = _line(self.parts[start:]) or _line(self.images[images:]) or url
        self._note(start, len(self.parts))
        self._take_lead(start)
        self.links.append((title, url))

    def _note(self, start: int, end: int) -> None:
        if self.first is None:
            self.first = (start, end)

    def words(self) -> Words:
        text = _line(self.parts) or _line(self.images)
        lead, after_lead = ("", "")
        if self.lead:
            lead, after_lead = _line(self.parts[slice(*self.lead)]), "".join(self.parts[self.lead[1] :])
        first_line, other_lines = "", ""
        if self.line_end is not None:
            first_line, other_lines = _line(self.parts[: self.line_end]), _line(self.parts[self.line_end :])
        more = (lead, after_lead, self.is_bold, first_line, other_lines)
        if not self.links and (bare := self._bare()) and bare[0] in text:
            place = text.index(bare[0])
            links = tuple((url, _address(url)) for url in bare)
            return Words(text, links, text[:place], text[place + len(bare[0]) :], *more)
        if self.first is None:
            return Words(text, (), "", "", *more)
        start, end = self.first
        # An address that is a link's own words is no second link.
        bare_too = [(url, _address(url)) for url in self._bare() if not any(url in title for title, _ in self.links)]
        return Words(text, (*self.links, *bare_too), _line(self.parts[:start]), _line(self.parts[end:]), *more)

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
    return parser().normalizeLink(url if "://" in url else f"http://{url}")


def _alt(token: Token) -> str:
    return "".join(child.content for child in token.children or () if child.content) or token.content


def _line(parts: list[str]) -> str:
    return " ".join("".join(parts).split())


def without_urls(words: Words) -> str:
    """The text without the addresses that stand in it; whole when there would be nothing left."""
    text = words.text
    for title, url in words.links[:50]:
        if title in (url, url.removeprefix("http://")) and title in text:
            text = text.replace(title, "", 1)
    if text == words.text:
        return text
    text = " ".join(re.sub(r"[(\[<]\s*[)\]>]", "", text).split())
    text = re.sub(r"\s+(?=[.,;:!?])", "", text).strip(" :;,-–—|")
    return text if re.search(r"\w", text) else words.text

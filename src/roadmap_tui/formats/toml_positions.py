"""Where the keys of a TOML text stand, which the standard library's parser does not tell.

The text is known to be valid TOML, at least up to where the parser stopped: nothing is checked here, and what is not
TOML gives odd places but no exception. Grammar: https://toml.io/en/v1.0.0. An explicit stack stands in for recursion,
so that no nesting is too deep, and the patterns are possessive, so that no string is too long.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from enum import Enum, auto
from typing import NamedTuple

Path = tuple[str | int, ...]
"""Keys from the root, with the index, from 0, wherever an array is entered: `("databases", "links", 0, "url")`."""


class Token(NamedTuple):
    """A piece of TOML text, without the blanks before it."""

    kind: str
    """`text` for a multi-line string, `word` for a dotted key or another scalar, `newline` with the comment before it,
    `mark` for any other character."""

    text: str
    line: int
    """The one it begins on, counted from 1."""


class Position(NamedTuple):
    """The position at which a key or an element of an array begins."""

    line: int
    """Counted from 1."""

    is_quoted: bool
    """Whether the last key of the path stands in quotes."""


class KeyMention(NamedTuple):
    """One mention of a path."""

    path: Path
    position: Position
    is_implicit: bool
    """Whether it is only on the way to another path, as `a` is in `[a.b]`."""


_PART = r"""(?:[A-Za-z0-9_-]++|"(?:[^"\\\n]++|\\[^\n])*+"?|'[^'\n]*+'?)"""
_TOKENS = rf"""[ \t\r]*+(?:(?P<newline>\n|\#[^\n]*+\n?|\Z)
    |(?P<text>"{{3}}(?:[^"\\]++|\\.|"{{1,2}}+(?!"))*+(?:"{{3,5}}+|\Z)|'{{3}}(?:[^']++|'{{1,2}}+(?!'))*+(?:'{{3,5}}+|\Z))
    |(?P<word>{_PART}(?:[ \t]*+\.[ \t]*+{_PART})*+)|(?P<mark>.))"""
"""Compiled at its first use: that takes 2 ms, and a file without mistakes never needs it."""


def tokens(text: str) -> Iterator[Token]:
    """Cut any text into tokens, in linear time."""
    line = 1
    for found in re.finditer(_TOKENS, text, re.DOTALL | re.VERBOSE):
        kind = found.lastgroup or ""
        yield Token(kind, found[kind], line)
        if kind in ("newline", "text"):
            line += found[kind].count("\n")


def key_parts(word: str) -> list[str]:
    """The keys of a dotted key, each as it is written, with its quotes."""
    return re.findall(_PART, word)


def scan(text: str) -> Iterator[KeyMention]:
    """Every mention of every path, in the order of the text; no more of it is read than was asked for."""
    scanner = _Scanner()
    for token in tokens(text):
        scanner.take(token)
        yield from scanner.entries
        scanner.entries.clear()


def locate(text: str) -> dict[Path, Position]:
    """The position of each path: where it is defined, or first mentioned on the way to another."""
    positions: dict[Path, Position] = {(): Position(1, False)}
    for path, position, is_implicit in scan(text):
        if is_implicit:
            positions.setdefault(path, position)
        else:
            positions[path] = position
    return positions


def nearest(positions: Mapping[Path, Position], path: Path) -> Position:
    """The position of a path, or of the closest path above it that is there; at least the root is."""
    while path not in positions:
        path = path[:-1]
    return positions[path]


class _Expects(Enum):
    KEY = auto()
    VALUE = auto()
    NEITHER = auto()
    """A value is complete: what follows up to a comma, a bracket or a newline belongs to it."""


class _Frame(NamedTuple):
    """An open bracket."""

    path: Path
    element: int | None
    """Index of the element that is next; None in an inline table."""


class _Scanner:
    """Follows the tokens of one text and notes the paths it meets."""

    def __init__(self) -> None:
        self.entries: list[KeyMention] = []
        """Noted and not yet taken away."""
        self._expects = _Expects.KEY
        self._frames: list[_Frame] = []
        self._table: Path = ()
        """Of the header above."""
        self._target: Path = ()
        """What the next value is the value of."""
        self._header = ""
        """The brackets that opened the header being read."""
        self._lengths: dict[Path, int] = {}
        """How many tables each array of tables has so far."""

    def take(self, token: Token) -> None:
        if token.kind == "newline":
            self._end_line()
        elif token.kind == "mark":
            self._MARKS.get(token.text, _Scanner._pass)(self, token)
        elif self._expects is _Expects.KEY:
            self._take_key(token)
        elif self._expects is _Expects.VALUE:
            self._begin_value(token)
            self._expects = _Expects.NEITHER

    def _take_key(self, token: Token) -> None:
        parts = key_parts(token.text)
        if not self._header:
            base = self._frames[-1].path if self._frames else self._table
            self._target = self._note_path(base, parts, token.line)
            return
        self._table = self._note_path((), parts, token.line, is_array=self._header == "[[")
        self._expects = _Expects.NEITHER

    def _note_path(self, path: Path, parts: list[str], line: int, *, is_array: bool = False) -> Path:
        """Note a dotted key and what is on its way; gives the whole path, with the index of a new table of an array."""
        for number, part in enumerate(parts, 1):
            path = (*path, _plain(part))
            is_last = number == len(parts)
            self._note(path, line, is_quoted=part[0] in "\"'", is_implicit=is_array or not is_last)
            if is_last and is_array:
                self._lengths[path] = self._lengths.get(path, 0) + 1
            if path in self._lengths:
                path = (*path, self._lengths[path] - 1)
                self._note(path, line, is_implicit=not (is_last and is_array))
        return path

    def _begin_value(self, token: Token) -> None:
        if self._frames and (element := self._frames[-1].element) is not None:
            self._target = (*self._frames[-1].path, element)
            self._note(self._target, token.line)

    def _note(self, path: Path, line: int, *, is_quoted: bool = False, is_implicit: bool = False) -> None:
        self.entries.append(KeyMention(path, Position(line, is_quoted), is_implicit))

    def _open_bracket(self, token: Token) -> None:
        if self._expects is _Expects.KEY and not self._frames:
            self._header += "["
        elif self._expects is _Expects.VALUE:
            self._begin_value(token)
            self._frames.append(_Frame(self._target, 0))

    def _open_brace(self, token: Token) -> None:
        if self._expects is _Expects.VALUE:
            self._begin_value(token)
            self._frames.append(_Frame(self._target, None))
            self._expects = _Expects.KEY

    def _close(self, _token: Token) -> None:
        if self._frames:
            self._frames.pop()
        self._expects = _Expects.NEITHER

    def _equals(self, _token: Token) -> None:
        self._expects = _Expects.VALUE

    def _comma(self, _token: Token) -> None:
        if self._frames:
            path, element = self._frames.pop()
            self._frames.append(_Frame(path, None if element is None else element + 1))
            self._expects = _Expects.KEY if element is None else _Expects.VALUE

    def _pass(self, _token: Token) -> None:
        """A sign or a colon within a number or a time."""

    def _end_line(self) -> None:
        if not self._frames:
            self._expects, self._header = _Expects.KEY, ""

    _MARKS = {"[": _open_bracket, "{": _open_brace, "]": _close, "}": _close, "=": _equals, ",": _comma}


def _plain(part: str) -> str:
    """A key without its quotes and escapes."""
    if part[0] not in "\"'":
        return part
    if "\\" not in part:
        return part[1:-1]
    try:
        return str(tomllib.loads(f"key = {part}")["key"])
    except tomllib.TOMLDecodeError:
        return part

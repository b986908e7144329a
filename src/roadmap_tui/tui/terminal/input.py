"""Filters what a terminal sends: text, and the sequences that Textual understands.

Textual reads a sequence that it does not know as keys, letter by letter: a terminal's late answer to an earlier
program would mark topics. Forms of the sequences: ECMA-48 5.4 and 5.6, xterm's "Control Sequences", kitty's keyboard
protocol.
"""

import re
from codecs import getincrementaldecoder
from collections.abc import Callable

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS  # private in Textual 8.2: the sequences its parser knows

MAX_PASTE = 100_000
"""Characters; Textual reads them one by one, and the user would wait for more."""

MAX_SILENCE = 10
"""How many silent pauses end a string whose end does not come."""

_ESCAPE = "\x1b"
_PASTE_BEGINS, _PASTE_ENDS = "\x1b[200~", "\x1b[201~"

_C1 = {code: f"{_ESCAPE}{chr(code - 0x40)}" if chr(code - 0x40) in "PX[\\]^_" else "" for code in range(0x80, 0xA0)}
_STRAY = {0xDC00 + byte: _C1.get(byte, "") for byte in range(0x80, 0x100)}
_SEVEN_BITS = {**_STRAY, **_C1}
"""Replaces controls of 8 bits, valid UTF-8 or not, by those of 7 bits; drops other stray bytes."""

_PLAIN = re.compile(r"[^\x1b]+")
_STRING_BEGINS = re.compile(r"\x1b[PX\]^_](?=[^\x1b]|\x1b\\)")
_STRING_ENDS = re.compile(r"\x07|\x1b\\|\x1b(?=[^\\])")
_SEQUENCE = re.compile(r"\x1b(\[(\[.|M...|(?!M)[ -?]*[@-Z\\-~])|O.|[^\[O\x1b]|(?=\x1b))", re.DOTALL)
_PASTE_END_BEGUN = re.compile(r"\x1b(\[(20?1?)?)?\Z")
_UNFINISHED = re.compile(r"\x1b(\[([ -?]*|\[|M.{0,2})|[OPX\]^_]\x1b?)?", re.DOTALL)

_UNDERSTOOD = tuple(
    re.compile(pattern)
    for pattern in (
        r"\x1b([^\[]|O.)?",  # Escape, Alt with a key, the function keys of old
        r"\x1b\[([IO]|20[01]~)",  # focus, paste
        r"\x1b\[<\d{1,4};-?\d{1,6};-?\d{1,6}[Mm]",  # mouse
        r"\x1b\[\d{1,4};\d{1,4}R",  # cursor position, or F3 with a modifier
        r"\x1b\[\?\d{1,5};\d\$y",  # modes
        r"\x1b\[48(;[1-9]\d{0,4}(:\d*)*){4}t",  # the window's size
    )
)
_KEY = re.compile(r"\x1b\[(\d{0,7})(?:;\d{0,3}(?:;(\d{1,7}(?::\d{1,7})*)?)?)?[u~A-FHPQRS]")
_MODIFIED = re.compile(r"\x1b\[(\d{1,7})(?::\d{0,7})*(?:;(\d{0,3})(?::([1-3]))?(?:;([\d:]*))?)?([u~A-FHPQRS])")
"""A key of kitty's protocol: its code, one more than its modifiers, what happened to it, its text, the final byte."""

_SHIFT, _ALT, _CTRL, _LOCKS = 1, 2, 4, 64 + 128
_RELEASED = "3"
_SAME_WITH_SHIFT = {("127", "u"), ("13", "u"), ("32", "u"), ("27", "u"), ("3", "~")}
"""Backspace, Enter, Space, Escape and Delete."""

_BACKSPACE = ("127", "u")
_DELETE_WORD = "\x17"
"""Ctrl+W, which text fields take for it."""

_SURROGATES = range(0xD800, 0xE000)


class TerminalInput:
    """Filters input piece by piece; a sequence may be split anywhere."""

    def __init__(self) -> None:
        self._decode = getincrementaldecoder("utf-8")("surrogateescape").decode
        self._take: Callable[[str], tuple[str, str]] = self._take_keys
        self._held = ""
        self._room = 0
        self._silence = 0

    def feed(self, data: bytes) -> str:
        """Filter the next bytes; gives whole sequences, or nothing."""
        self._silence = 0
        rest, self._held = self._held + self._decode(data).translate(_SEVEN_BITS), ""
        kept: list[str] = []
        while rest:
            piece, rest = self._take(rest)
            kept.append(piece)
        return "".join(kept)

    def wait(self) -> str:
        """Give the input held back after a short silence if it is a key.

        Half a report, and a string that does not go on, are dropped.
        """
        self._silence += 1
        held, self._held = self._held, ""
        if self._take == self._take_string and self._silence >= MAX_SILENCE:
            self._take = self._take_keys
        return held if self._take == self._take_keys and len(held) <= 2 else ""

    def _take_keys(self, text: str) -> tuple[str, str]:
        """Split a text into its first piece, empty if it is dropped, and the rest."""
        if found := _PLAIN.match(text):
            return found[0], text[found.end() :]
        if found := _STRING_BEGINS.match(text):
            self._take = self._take_string
            return "", text[found.end() :]
        if _UNFINISHED.fullmatch(text):
            self._held = text
            return "", ""
        if found := _SEQUENCE.match(text):
            if found[0] == _PASTE_BEGINS:
                self._take, self._room = self._take_paste, MAX_PASTE
            sequence = _plain_key(found[0])
            return sequence if _is_understood(sequence) else "", text[found.end() :]
        return "", text[1:].removeprefix("[")  # the beginning of a sequence without an end

    def _take_string(self, text: str) -> tuple[str, str]:
        """Drop everything up to the end of the string (DCS, OSC, APC, PM, SOS)."""
        if found := _STRING_ENDS.search(text):
            self._take = self._take_keys
            return "", text[found.end() if found[0] != _ESCAPE else found.start() :]
        self._held = _ESCAPE if text.endswith(_ESCAPE) else ""
        return "", ""

    def _take_paste(self, text: str) -> tuple[str, str]:
        """Give pasted text, without anything that could end it early."""
        pasted, end, rest = text.partition(_PASTE_ENDS)
        if end:
            self._take = self._take_keys
        else:
            begun = _PASTE_END_BEGUN.search(pasted)
            self._held = begun[0] if begun else ""
            pasted = pasted.removesuffix(self._held)
        pasted = pasted.replace(_ESCAPE, "")[: self._room]
        self._room -= len(pasted)
        return pasted + end, rest


def _plain_key(sequence: str) -> str:
    """The same key as the bindings name it; empty when it was let go. Other sequences stay as they are.

    Textual 8.2 finds no binding for Shift with Backspace, Enter, Space, Escape or Delete, none for Alt or Ctrl with
    Backspace, and drops what says that a key went down.
    """
    if not (found := _MODIFIED.fullmatch(sequence)):
        return sequence
    code, number, event, text, final = found.groups(default="")
    if event == _RELEASED:
        return ""
    pressed = max(int(number or 1) - 1, 0)
    modifiers = pressed & ~_LOCKS
    key = (code, final)
    if key == _BACKSPACE and modifiers & (_ALT | _CTRL):
        return _DELETE_WORD
    if key in _SAME_WITH_SHIFT and modifiers == _SHIFT:
        modifiers = 0
    if modifiers == pressed and not event and ":" not in code:
        return sequence
    if text or modifiers:
        return f"\x1b[{code};{modifiers + 1 if modifiers else ''}{text and f';{text}'}{final}"
    return f"\x1b[{'' if final.isupper() else code}{final}"


def _is_understood(sequence: str) -> bool:
    """Whether Textual's parser knows a sequence, and does not fail on it."""
    if sequence in ANSI_SEQUENCES_KEYS or any(pattern.fullmatch(sequence) for pattern in _UNDERSTOOD):
        return True
    if not (found := _KEY.fullmatch(sequence)):
        return False
    return all(map(_is_character, f"{found[1]}:{found[2] or ''}".split(":")))


def _is_character(digits: str) -> bool:
    code = int(digits or 0)
    return code <= 0x10FFFF and code not in _SURROGATES

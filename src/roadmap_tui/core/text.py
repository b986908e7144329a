"""Make hostile text harmless.

Roadmaps come from strangers, and neither Textual nor Rich keeps control characters from the terminal. `clean` and
`clean_line` stand at every border where such text becomes visible; JSON output escapes instead.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable

_C0_PICTURES = 0x2400
"""U+2400 and the 31 after it are pictures of the C0 controls."""

_BIDI_CONTROLS = {0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)}
_LINE_BREAKS = {0x2028, 0x2029}
_TAGS = range(0xE0000, 0xE0080)


def _visible(code: int) -> str | None:
    """The replacement for a character that must not reach a terminal; None when it may."""
    if code < 0x20:
        return chr(_C0_PICTURES + code)
    if code == 0x7F:
        return "␡"
    if 0x80 <= code < 0xA0 or 0xD800 <= code < 0xE000:
        return "�"
    if code in _BIDI_CONTROLS or code in _LINE_BREAKS or code in _TAGS:
        return f"<{code:04X}>"
    return None


class _Table(dict[int, str | int]):
    """A translation table that works out each character once."""

    def __init__(self, kept: str) -> None:
        super().__init__({ord(character): character for character in kept})

    def __missing__(self, code: int) -> str | int:
        shown = _visible(code)
        self[code] = code if shown is None else shown
        return self[code]


_TEXT = _Table(kept="\n\t")
_LINE = _Table(kept="")
_LINE.update({ord("\n"): " ", ord("\t"): " "})


def clean(text: str) -> str:
    """Text of several lines, with everything that could steer a terminal made visible.

    C0 controls but newline and tab, DEL, C1 controls, lone surrogates, bidi controls, line separators and tag
    characters are replaced, one by one; CR LF counts as a newline. Every other character stays.
    """
    return text.replace("\r\n", "\n").translate(_TEXT)


def clean_line(text: str) -> str:
    """The same for text that stands on one line: newlines and tabs become spaces."""
    return text.replace("\r\n", "\n").translate(_LINE)


_PICTURE = "\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff"
_JOINED = re.compile(
    f"(?<=[{_PICTURE}\ufe0f])(?:\u200d|[\U0001f3fb-\U0001f3ff])"  # a family, a profession; a skin tone
    "|[\ufe0e\ufe0f]"  # variation selectors
)
_SEPARATOR = "\u200b"


def screen_text(text: str) -> str:
    """`clean` text that is as wide in every terminal.

    Terminals disagree on the width of pictures that are joined to one, have a skin tone, or are asked for in colour.
    What joins them is replaced by a character without width, one for one: the parts are as wide everywhere. For the
    screen alone: in files they stay as they are.
    """
    cleaned = clean(text)
    return cleaned if cleaned.isascii() else _JOINED.sub(_SEPARATOR, cleaned)


def screen_line(text: str) -> str:
    """The same for text that stands on one line."""
    return screen_text(clean_line(text))


def escape_markdown(text: str, signs: str) -> str:
    """Text with a backslash before each of these ASCII signs (CommonMark 0.31, section 2.4)."""
    return text.translate({ord(sign): f"\\{sign}" for sign in signs})


def plural(number: int, word: str) -> str:
    """`1 mark`, `3 marks`."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def cell_width(text: str) -> int:
    """The width of a clean line in cells, by Unicode's own tables (UAX #11); for code that prints without Rich."""
    if text.isascii():
        return len(text)
    return sum(_WIDTHS.get(unicodedata.east_asian_width(each), 1) for each in text if not _takes_no_cell(each))


def _takes_no_cell(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Me", "Cf")


_WIDTHS = {"W": 2, "F": 2}

Measure = Callable[[str], int]
"""How many terminal cells a text takes."""

_CHARACTERS_PER_CELL = 8
"""As many as anybody stacks on one letter; a higher heap of marks is not measured to its top."""


def truncate(text: str, width: int, measure: Measure) -> int:
    """Cut a line to so many cells. The cost does not grow with the length of the line.

    Args:
        text: One clean line.
        width: Cells there are, 0 or more.
        measure: How many cells a text takes.
    """
    head = text[: _CHARACTERS_PER_CELL * (width + 1)]
    return bisect_right(range(len(head) + 1), width, key=lambda length: measure(head[:length])) - 1


def truncate_with_ellipsis(text: str, width: int, measure: Measure, ellipsis: str = "…") -> str:
    """Cut a line to a width in terminal cells, with an ellipsis where something was left out.

    Args:
        text: One clean line.
        width: Cells there are; less than 0 is taken for 0.
        measure: How many cells a text takes.
        ellipsis: What stands for the rest, one cell a character.
    """
    width = max(width, 0)
    if truncate(text, width, measure) == len(text):
        return text
    if width <= len(ellipsis):
        return ellipsis[:width]
    return text[: truncate(text, width - len(ellipsis), measure)] + ellipsis

"""The text of a Markdown file before it is Markdown: its encoding, its line ends, its front matter."""

import re
from typing import NamedTuple

from roadmap_tui.errors import UnreadableRoadmapError

_ENCODINGS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
"""By byte order mark, what is not UTF-8."""

_FRONT_LINES = 200
"""Front matter that does not end by then is a rule and a paragraph."""

_KEY = re.compile(r"#|\[|[\w\"'-]+\s*[:=]")
_DATA = re.compile(r"\s|#|-|\[|\]|\}|[\w\"'-]+\s*[:=]")
_ENTRY = re.compile(r"(title|lang|language)\s*[:=]\s*(\S.*)", re.IGNORECASE)


class MarkdownText(NamedTuple):
    """A text, taken apart."""

    lines: list[str]
    """The front matter's are empty, so that the others keep their numbers."""

    title: str
    """What the front matter says; else empty."""

    language: str | None


def decode(data: bytes, name: str) -> str:
    """The text of a file.

    Raises:
        UnreadableRoadmapError: It is neither UTF-8 nor UTF-16 with its mark.
    """
    encoding = _ENCODINGS.get(data[:2], "utf-8-sig")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        found = f"here is a byte 0x{data[error.start]:02X}"
        raise UnreadableRoadmapError(f"{name}:{line}: the file is not UTF-8: {found}; save it as UTF-8.") from None


def split_front_matter(text: str) -> MarkdownText:
    """Lines as Markdown counts them, and what the front matter says."""
    lines = re.split(r"\r\n|\n|\r", text)
    end = _front_matter_end(lines)
    entries = {found[1].lower(): found[2] for line in lines[:end] if (found := _ENTRY.match(line))}
    language = entries.get("lang") or entries.get("language")
    title = _unquoted(entries.get("title", ""))
    return MarkdownText([""] * end + lines[end:], title, _unquoted(language) if language else None)


def _front_matter_end(lines: list[str]) -> int:
    """The number of lines it takes; 0 when there is none. YAML has `---` around it, TOML `+++`."""
    fence = lines[0].rstrip()
    if fence not in ("---", "+++"):
        return 0
    ends = {"---": ("---", "..."), "+++": ("+++",)}[fence]
    rest = enumerate(lines[1:_FRONT_LINES], 1)
    end = next((number for number, line in rest if line.rstrip() in ends), 0)
    data = [line for line in lines[1:end] if line.strip()]
    is_data = bool(data) and _KEY.match(data[0]) and all(_DATA.match(line) for line in data)
    return end + 1 if end and is_data else 0


def _unquoted(text: str) -> str:
    text = text.strip()
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text

"""From bytes to TOML, as far as this version knows it; one mistake here is the only one that is reported."""

import tomllib

from roadmap_tui.errors import Problem
from roadmap_tui.formats.roadmap_toml.limits import FORMAT, MAX_BYTES, MAX_DEPTH
from roadmap_tui.formats.roadmap_toml.rows import TomlTable
from roadmap_tui.formats.toml_positions import key_parts, locate, nearest, tokens

_MAX_KEY_PARTS = 100
"""tomllib's time grows with the square of a dotted key's length, so a longer one is refused before it sees it."""


class InvalidSyntaxError(Exception):
    """A mistake after which nobody knows what the rest of the file means."""

    def __init__(self, mistake: Problem) -> None:
        super().__init__(mistake)
        self.mistake = mistake


def decode(data: bytes) -> str:
    """The text of a file; a byte order mark is no part of it."""
    if len(data) > MAX_BYTES:
        raise InvalidSyntaxError(Problem(1, f"the file is larger than {MAX_BYTES // 1024**2} MiB, the most it may be"))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"the file is not UTF-8: here is a byte 0x{data[error.start]:02X}; save it as UTF-8"
        raise InvalidSyntaxError(Problem(line, message)) from None


def parse(text: str) -> TomlTable:
    """The root table of a text."""
    _refuse_long_keys(text)
    root = _parse_toml(text)
    _refuse_newer(root, text)
    return root


def _refuse_long_keys(text: str) -> None:
    if not any(line.count(".") >= _MAX_KEY_PARTS for line in text.split("\n")):
        return
    for token in tokens(text):
        if token.kind == "word" and len(key_parts(token.text)) > _MAX_KEY_PARTS:
            message = f"the key has more than {_MAX_KEY_PARTS} parts; a roadmap has at most {MAX_DEPTH} levels"
            raise InvalidSyntaxError(Problem(token.line, message))


def _parse_toml(text: str) -> TomlTable:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        from roadmap_tui.formats.roadmap_toml.syntax_mistakes import syntax_mistake

        raise InvalidSyntaxError(syntax_mistake(text, error)) from None


def _refuse_newer(root: TomlTable, text: str) -> None:
    version = root.get("format")
    if isinstance(version, int) and version > FORMAT:
        line = nearest(locate(text), ("format",)).line
        message = f"format is higher than {FORMAT}: the file was written for a newer version of this program"
        raise InvalidSyntaxError(Problem(line, message))

"""From bytes to TOML of this version of the format; an error here is the only one that is reported.

Errors are worded for people who edit a roadmap, and get a line where tomllib names none.
"""

import tomllib

from roadmap_tui.errors import Problem
from roadmap_tui.formats.error_text import quote
from roadmap_tui.formats.roadmap_toml.rows import TomlTable
from roadmap_tui.formats.roadmap_toml.schema import ATTRIBUTES, FORMAT, MAX_BYTES, MAX_DEPTH, key_problem
from roadmap_tui.formats.toml_errors import TomlError, parse_error, repeated_keys
from roadmap_tui.formats.toml_positions import key_parts, locate, nearest, tokens

_MAX_KEY_PARTS = 100
"""tomllib's time grows with the square of a dotted key's length, so a longer one is refused before it sees it."""


class InvalidSyntaxError(Exception):
    """An error after which the rest of the file has no certain meaning."""

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
        raise InvalidSyntaxError(_syntax_problem(text, error)) from None


def _refuse_newer(root: TomlTable, text: str) -> None:
    version = root.get("format")
    if isinstance(version, int) and version > FORMAT:
        line = nearest(locate(text), ("format",)).line
        message = f"format is higher than {FORMAT}: the file was written for a newer version of this program"
        raise InvalidSyntaxError(Problem(line, message))


_FRIENDLIER = {
    r"Illegal character '\n'": "a closing quote is missing on this line",
    r"Unescaped '\' in a string": r"in double quotes a backslash is written \\",
}


def _syntax_problem(text: str, error: ValueError | RecursionError) -> Problem:
    """Find and word the error that stopped tomllib.

    Args:
        text: The whole file.
        error: The exception of tomllib; only a `TOMLDecodeError` names a position.
    """
    if isinstance(error, tomllib.TOMLDecodeError):
        return _grammar_problem(text, parse_error(error))
    if isinstance(error, RecursionError):
        message = f"brackets are nested too deep; a roadmap has at most {MAX_DEPTH} levels"
        return Problem(_line_of_deep_bracket(text), message)
    return Problem(_line_of_long_number(text), "the number has too many digits")


def _grammar_problem(text: str, error: TomlError) -> Problem:
    """The error of tomllib, with the line in front as in every problem."""
    message, line, column = error
    if message.startswith(("Cannot", "Duplicate")) and (repeated := _repeated_key(text)):
        return repeated
    sentence = error.sentence(_FRIENDLIER)
    if not line:
        return Problem(_last_line(text), sentence)
    hint = "" if message == "Invalid value" else _quotes_hint(text.split("\n")[line - 1][column - 1 : column])
    return Problem(line, f"{sentence}{hint} (column {column})")


def _quotes_hint(character: str) -> str:
    return "; a key with letters other than a-z needs quotes" if character.isalpha() and not character.isascii() else ""


def _repeated_key(text: str) -> Problem | None:
    """The first key that is there twice, or a header that makes a child of an attribute."""
    lines = text.split("\n")
    for path, line, first_line, is_implicit in repeated_keys(text):
        if path[-1] in ATTRIBUTES and lines[line - 1].lstrip().startswith("["):
            return Problem(line, f"{path[-1]} {key_problem(str(path[-1]))}")
        if not is_implicit:
            key = quote(".".join(map(str, path)))
            return Problem(line, f"{key} is here for the second time; the first is on line {first_line}")
    return None


def _last_line(text: str) -> int:
    """The line of the last token: for a string without an end that is the line of its opening quotes."""
    return max((token.line for token in tokens(text) if token.kind != "newline"), default=1)


def _line_of_deep_bracket(text: str) -> int:
    depth = 0
    for token in tokens(text):
        depth += (token.text in ("[", "{")) - (token.text in ("]", "}"))
        if depth > MAX_DEPTH:
            return token.line
    return 1


def _line_of_long_number(text: str) -> int:
    numbers = [token for token in tokens(text) if token.text.replace("_", "").lstrip("-").isdecimal()]
    return max(numbers, key=lambda token: len(token.text)).line if numbers else 1

"""The settings file: TOML, every key of it optional.

Reading never fails: what is wrong is a mistake with its line and leaves the default in force. Writing changes the value
of one key and no other character.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Any, NamedTuple

import tomli_w
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from roadmap_tui.core.settings import DEFAULT_SETTINGS, DateFormat, GlyphSet, Settings, ThemeName
from roadmap_tui.errors import Problem
from roadmap_tui.formats.error_text import did_you_mean, kind_of, must_be_one_of, quote
from roadmap_tui.formats.keymap import KeymapProblem, KeysById, read_keymap
from roadmap_tui.formats.toml_errors import parse_error, repeated_keys
from roadmap_tui.formats.toml_positions import locate, nearest, scan


class SettingsTable(BaseModel):
    """The file as it is written."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, alias_generator=lambda name: name.replace("_", "-")
    )

    theme: Annotated[ThemeName, Field(strict=False)] = Field(default=DEFAULT_SETTINGS.theme, description="The colours.")
    glyphs: Annotated[GlyphSet, Field(strict=False)] | None = Field(
        default=None, description="What states are drawn with; left out, the terminal's encoding decides."
    )
    keys: dict[str, Any] = Field(default={}, description='Keys by command: "topic.toggle" = ["space", "x"].')
    roadmap: Annotated[str, Field(pattern=r"\S")] | None = Field(
        default=None, description="What to open at first: an id or the path of a .toml file."
    )
    confirm_quit: bool = Field(
        default=DEFAULT_SETTINGS.confirm_quit, description="Whether leaving the app takes a second key."
    )
    date_format: Annotated[DateFormat, Field(strict=False)] = Field(
        default=DEFAULT_SETTINGS.date_format, description="How days are written."
    )
    day_starts_at: Annotated[int, Field(ge=0, le=12)] = Field(
        default=DEFAULT_SETTINGS.day_starts_at, description="The hour at which a new day begins."
    )


_KEYS = tuple(field.alias or "" for field in SettingsTable.model_fields.values())
_CHOICES: Mapping[str | int, type[StrEnum]] = {"theme": ThemeName, "glyphs": GlyphSet, "date-format": DateFormat}


class Allowed(NamedTuple):
    """The names that a settings file may use."""

    keys: KeysById
    """The usual keys of every command, by id."""

    roadmap_problem: Callable[[str], str | None]
    """Why a roadmap cannot be opened, the end of a sentence that begins with "roadmap"; None when it can be."""


def loads(data: bytes, known: Allowed) -> tuple[Settings, list[Problem]]:
    """Read a settings file.

    Args:
        data: UTF-8, with or without a byte order mark.
        known: What it may name.

    Returns:
        The settings, with the default for whatever is wrong, and all mistakes in the order of their lines. What is not
        TOML is the only mistake.
    """
    try:
        text = data.decode("utf-8-sig")
        root = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        return DEFAULT_SETTINGS, [_syntax_mistake(data, error)]
    settings, findings = _settings(root, known)
    positions = locate(text) if findings else {}
    mistakes = [Problem(nearest(positions, finding.path).line, finding.message) for finding in findings]
    return settings, sorted(mistakes, key=lambda mistake: mistake.line)


def _settings(root: dict[str, Any], known: Allowed) -> tuple[Settings, list[KeymapProblem]]:
    table, findings = _validated(root)
    keys, key_findings = read_keymap(table.keys, known.keys)
    problem = known.roadmap_problem(table.roadmap) if table.roadmap else None
    if problem:
        findings.append(KeymapProblem(("roadmap",), f"roadmap {problem}"))
    settings = Settings(
        theme=table.theme,
        glyphs=table.glyphs,
        keys=keys,
        roadmap=None if problem else table.roadmap,
        confirm_quit=table.confirm_quit,
        date_format=table.date_format,
        day_starts_at=table.day_starts_at,
    )
    return settings, [*findings, *key_findings]


def _validated(root: dict[str, Any]) -> tuple[SettingsTable, list[KeymapProblem]]:
    """The table without its wrong values, and what is wrong with them."""
    try:
        return SettingsTable.model_validate(root), []
    except ValidationError as error:
        details = error.errors(include_url=False)
        wrong = {detail["loc"][0] for detail in details}
        right = {key: value for key, value in root.items() if key not in wrong}
        return SettingsTable.model_validate(right), [KeymapProblem(one["loc"][:1], _sentence(one)) for one in details]


def _sentence(error: ErrorDetails) -> str:
    """An error of pydantic as a sentence."""
    name, value = str(error["loc"][0]), error["input"]
    if error["type"] == "extra_forbidden":
        return f"unknown setting {quote(name)}{did_you_mean(name, _KEYS)} (allowed: {', '.join(_KEYS)})"
    if error["type"] == "enum":
        return f"{name} {must_be_one_of(list(_CHOICES[name]), value)}"
    return f"{name} {_SENTENCES[error['type']].format(given=kind_of(value))}"


_SENTENCES = {
    "string_type": "must be text, not {given}",
    "string_pattern_mismatch": "is blank",
    "bool_type": "must be true or false, not {given}",
    "int_type": "must be a whole number, not {given}",
    "greater_than_equal": "must be an hour between 0 and 12",
    "less_than_equal": "must be an hour between 0 and 12",
    "dict_type": 'must be a table such as [keys] with "topic.toggle" = ["space", "x"], not {given}',
}
"""By pydantic's error type, the end of a sentence that begins with the key."""


_FRIENDLIER = {
    "Invalid value": "here should be a value; text stands in quotes",
    "Illegal character '\\n'": "a closing quote is missing on this line",
    'Expected "\'"': "a closing quote is missing",
}


def _syntax_mistake(data: bytes, error: ValueError | RecursionError) -> Problem:
    if isinstance(error, UnicodeDecodeError):
        return Problem(data.count(b"\n", 0, error.start) + 1, "the file is not UTF-8; save it as UTF-8")
    report = parse_error(error)
    repeats = repeated_keys(data.decode("utf-8-sig")) if report.message.startswith("Cannot") else ()
    for path, line, first_line, is_implicit in repeats:
        if not is_implicit:
            return Problem(line, f"{quote('.'.join(map(str, path)))} is here again; the first is on line {first_line}")
    column = f" (column {report.column})" if report.column else ""
    return Problem(report.line or data.rstrip().count(b"\n") + 1, report.sentence(_FRIENDLIER) + column)


# Writing.


def with_value(text: str, key: str, value: str) -> str | None:
    """The same text with another value for a key at its top, or with that key when it was not there.

    Args:
        text: Of a settings file.
        key: One that needs no quotes.
        value: What it is to be.

    Returns:
        None when the text is not TOML, or the value is written in a way that cannot be changed without touching more.
    """
    try:
        wanted = {**tomllib.loads(text), key: value}
        return next((edited for edited in _edits(text, key, value) if _means(edited, wanted)), None)
    except (ValueError, RecursionError):
        return None


def _means(text: str, wanted: dict[str, Any]) -> bool:
    try:
        return tomllib.loads(text) == wanted
    except (ValueError, RecursionError):
        return False


def _edits(text: str, key: str, value: str) -> Iterator[str]:
    """Ways to write it, the best first; that one does what it should is for the caller to see."""
    written = tomli_w.dumps({key: value}).rstrip("\n")
    lines = text.split("\n")
    end = "\r" if "\r\n" in text else ""
    positions = locate(text)
    if (key,) in positions:
        at = positions[(key,)].line - 1
        yield "\n".join([*lines[:at], _with_new_value(lines[at], written.partition("= ")[2]), *lines[at + 1 :]])
        return
    for at in (_end_of_head(text, lines), 0):
        yield "\n".join([*lines[:at], written + end, *lines[at:]])


def _end_of_head(text: str, lines: list[str]) -> int:
    """The line, from 1, that the last entry before the first header is on; 0 when there is none."""
    last = 0
    for entry in scan(text):
        if lines[entry.position.line - 1].lstrip().startswith("["):
            break
        last = entry.position.line
    return last


_KEY_AND_VALUE = re.compile(r"""([^=]*=[ \t]*+)(?:"[^"\n]*"|'[^'\n]*'|[^\s#"'][^\s#]*)""")


def _with_new_value(line: str, value: str) -> str:
    return _KEY_AND_VALUE.sub(lambda found: found[1] + value, line, count=1)

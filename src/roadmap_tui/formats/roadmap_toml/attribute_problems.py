"""Attributes that do not fit the schema, in sentences that name the error, the allowed values and a likely meaning."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from roadmap_tui.core.roadmap import Level, LinkKind, Origin
from roadmap_tui.formats.error_text import did_you_mean, display, kind_of, must_be_one_of, quote, slug_hint
from roadmap_tui.formats.roadmap_toml.rows import Row, Validated, model_of
from roadmap_tui.formats.roadmap_toml.schema import FORMAT, MAX_MINUTES, LinkTable, NodeTable, key_problem
from roadmap_tui.formats.roadmap_toml.source_map import LocatedProblem, Location
from roadmap_tui.formats.toml_positions import Path


def attribute_problems(rows: Sequence[Row], tables: Sequence[Validated]) -> Iterator[LocatedProblem]:
    """Find every problem within one table."""
    for index, (row, table) in enumerate(zip(rows, tables, strict=True)):
        for key, value in row.unknown:
            yield LocatedProblem(Location(index, (key,)), _unknown(key, value, list(model_of(row).model_fields)))
        if isinstance(table, ValidationError):
            for error in table.errors(include_url=False):
                yield LocatedProblem(Location(index, error["loc"]), _sentence(error, row))


def _unknown(key: str, value: object, allowed: Sequence[str]) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return f"unknown attribute {quote(key)}; the header of a section or topic has single brackets: [{display(key)}]"
    return f"unknown attribute {quote(key)}{_allowed(key, allowed)}"


def _allowed(given: str, allowed: Sequence[str]) -> str:
    return f"{did_you_mean(given, allowed)} (allowed: {', '.join(allowed)})"


def _sentence(error: ErrorDetails, row: Row) -> str:
    """Word an error of pydantic for the user."""
    path = error["loc"]
    if error["type"] == "missing":
        return _missing(path, row)
    if len(path) == 1 and isinstance(error["input"], dict):
        return f"{path[0]} {key_problem(str(path[0]))}"
    return f"{_name(path)} {_SENTENCES[error['type']](error)}"


def _missing(path: Path, row: Row) -> str:
    owner = _name(path[:-1]) if len(path) > 1 else quote(row.id) if row.depth else "the roadmap"
    return f"{owner} has no {path[-1]}; add {_EXAMPLES[path[-1]]}"


_EXAMPLES: Mapping[str | int, str] = {
    "format": "format = 1 at the top of the file",
    "id": 'id = "…" at the top of the file, a short name that never changes',
    "title": 'title = "…"',
    "url": 'url = "https://…"',
}


def _name(path: Path) -> str:
    """The user's name for a value."""
    match path:
        case ("links", int(index)):
            return f"link {index + 1}"
        case ("links", int(index), name):
            return f"{display(str(name))} of link {index + 1}"
        case (name, int(index)):
            return f"entry {index + 1} of {name}"
    return str(path[0])


def _must_be(what: str) -> Callable[[ErrorDetails], str]:
    return lambda error: f"must be {what}, not {kind_of(error['input'])}"


def _not_in_range(error: ErrorDetails) -> str:
    return f"must be {FORMAT}" if error["loc"] == ("format",) else f"must be between 1 and {MAX_MINUTES:,}"


def _not_a_choice(error: ErrorDetails) -> str:
    return must_be_one_of(list(_CHOICES[error["loc"][-1]]), error["input"])


_CHOICES: Mapping[str | int, type[StrEnum]] = {"level": Level, "origin": Origin, "kind": LinkKind}


def _not_here(error: ErrorDetails) -> str:
    """Word an attribute that links do not have, or that belongs to the other kind of table."""
    if len(error["loc"]) > 1:
        return f"is an unknown attribute{_allowed(str(error['loc'][-1]), list(LinkTable.model_fields))}"
    if error["loc"][0] in NodeTable.model_fields:
        return "belongs to sections and topics, not to the roadmap itself"
    return "belongs to the roadmap itself, at the top of the file"


def _breaks_rule(error: ErrorDetails) -> str:
    hint = slug_hint(error["input"]) if error["loc"] == ("id",) else ""
    return f"{error['ctx']['error']}{hint}"


_SENTENCES: Mapping[str, Callable[[ErrorDetails], str]] = {
    "string_type": _must_be("text"),
    "int_type": _must_be("a whole number"),
    "bool_type": _must_be("true or false"),
    "tuple_type": _must_be("a list"),
    "model_type": _must_be('a table such as { title = "…", url = "https://…" }'),
    "enum": _not_a_choice,
    "greater_than_equal": _not_in_range,
    "less_than_equal": _not_in_range,
    "string_pattern_mismatch": lambda _error: "is blank",
    "string_too_long": lambda error: f"is longer than {error['ctx']['max_length']:,} characters",
    "extra_forbidden": _not_here,
    "value_error": _breaks_rule,
}
"""By pydantic's error type, the end of a sentence that begins with the name of the value."""

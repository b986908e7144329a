"""The roadmap file: TOML, `format = 1`.

A table is a node, its plain keys are the node's attributes, its sub-tables are the node's children, in file order. The
pydantic models mirror one table each and are the schema; what concerns several tables (keys, circles, former ids) is
checked between the tables. Every mistake is reported with its line, all of them in one run; `toml_positions` finds the
lines, and only when there are mistakes. Texts are kept as they are: whoever shows them cleans them.
"""

import gc
import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from difflib import get_close_matches
from enum import StrEnum
from functools import cached_property
from itertools import chain, islice, pairwise
from typing import Annotated, Any, NamedTuple
from urllib.parse import urlsplit

import tomli_w
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from roadmap_tui.core.roadmap import (
    ROOT,
    Level,
    Link,
    LinkKind,
    Node,
    NodeId,
    Origin,
    Roadmap,
    RoadmapId,
    build_roadmap,
)
from roadmap_tui.core.text import clean_line, shorten
from roadmap_tui.errors import FileMistakesError, Mistake
from roadmap_tui.formats.toml_positions import Path, Position, key_parts, locate, nearest, scan, tokens

FORMAT = 1
"""The `format` that this version reads and writes."""

MAX_BYTES = 64 * 1024 * 1024
MAX_DEPTH = 32
"""Levels below the root."""

MAX_TOPICS = 200_000
MAX_ID = 200
"""Characters, of a roadmap's id and of a node's dotted path."""

MAX_URL = 2_048
"""Characters."""

MAX_MINUTES = 100_000
MAX_ENTRIES = 10_000
"""Of one list; without it a list of millions of wrong entries would fill the memory with errors."""

MAX_MISTAKES = 1_000
"""The most that one run lists; a file with more is hardly a roadmap, and nobody reads on."""

_MAX_KEY_PARTS = 100
"""tomllib's time grows with the square of a dotted key's length, so a longer one is refused before it sees it."""

_MAX_QUOTED = 60
"""Characters of the file that a message quotes."""

_MAX_COMPARISONS = 100_000
"""Of ids, to find what a wrong one may have meant; about a second."""


# Rules of single values. Each gives the end of a sentence that begins with what the value is, or None when all is well.

_PLAIN_KEY = re.compile(r"[a-z0-9-]+")
_PLAIN_URL = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9.-]*(?:[/?#][!-\[\]-~]*)?")
"""Nearly every URL there is; matching it is ten times as fast as looking at each character."""

_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"})
"""Unicode categories: controls, format characters, surrogates, separators."""


def key_problem(key: str, *, is_quoted: bool = True) -> str | None:
    """Why a child must not have that key.

    Args:
        key: The last part of the child's id.
        is_quoted: Whether it stands in quotes in the file, which capital letters need.
    """
    if key in ATTRIBUTES:
        return "is the name of an attribute, so it cannot be the key of a section or topic"
    if _PLAIN_KEY.fullmatch(key):
        return None
    if not key or not _is_slug(key):
        return "may hold only letters, digits and hyphens" if key else "is empty"
    return None if is_quoted else "has capital letters, which need quotes around the key"


def _is_slug(text: str) -> bool:
    """Whether there are only hyphens and letters, accents and digits of any alphabet."""
    return all(character == "-" or unicodedata.category(character)[0] in "LMN" for character in text)


def node_id_problem(node_id: str) -> str | None:
    """Why a section or topic cannot have, or have had, that id."""
    if len(node_id) > MAX_ID:
        return f"is longer than {MAX_ID} characters"
    return next(filter(None, map(key_problem, node_id.split("."))), None)


def roadmap_id_problem(roadmap_id: str) -> str | None:
    """Why a roadmap must not call itself that."""
    if len(roadmap_id) > MAX_ID:
        return f"is longer than {MAX_ID} characters"
    is_fine = roadmap_id and _is_slug(roadmap_id) and roadmap_id == roadmap_id.lower()
    return None if is_fine else "may hold only small letters, digits and hyphens"


def url_problem(url: str) -> str | None:
    """Why a link must not lead to that URL."""
    if len(url) > MAX_URL:
        return f"is longer than {MAX_URL:,} characters"
    if _PLAIN_URL.fullmatch(url):
        return None
    if any(character == "\\" or unicodedata.category(character) in _INVISIBLE for character in url):
        return "has a blank, a backslash or an invisible character in it"
    return _address_problem(url)


def _address_problem(url: str) -> str | None:
    address = re.match(r"https?://([^/?#]*)", url, re.IGNORECASE)
    if not address:
        return "must begin with http:// or https://"
    if "@" in address[1]:
        return "must not hold a user name or a password"
    return None if _has_host(url) else "has no valid host after the //"


def _has_host(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return any(map(str.isalnum, parts.hostname or "")) and parts.port != 0
    except ValueError:
        return False


# The tables. `Field` describes the fields, because `use_attribute_docstrings` parses this file anew at every start.


def _obeys(rule: Callable[[str], str | None]) -> AfterValidator:
    def check(text: str) -> str:
        if problem := rule(text):
            raise ValueError(problem)
        return text

    return AfterValidator(check)


def _check_length(value: object) -> object:
    if isinstance(value, list) and len(value) > MAX_ENTRIES:
        raise ValueError(f"has more than {MAX_ENTRIES:,} entries")
    return value


_Text = Annotated[str, Field(pattern=r"\S")]
_FROM_LIST = Field(strict=False, max_length=MAX_ENTRIES)
_BOUNDED = BeforeValidator(_check_length)
_Ids = Annotated[tuple[NodeId, ...], _FROM_LIST, _BOUNDED]


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class LinkTable(_Table):
    """A resource to learn from."""

    title: _Text = Field(description="What the resource is called.")
    url: Annotated[str, Field(max_length=MAX_URL), _obeys(url_problem)] = Field(
        description="Where it is: http or https, with a host, without user name and password."
    )
    kind: Annotated[LinkKind, Field(strict=False)] = Field(default=LinkKind.OTHER, description="What sort it is.")
    by: str | None = Field(default=None, description="Its authors, as it names them.")
    free: bool | None = Field(default=None, description="Whether it costs nothing; left out when unknown.")


_Links = Annotated[tuple[LinkTable, ...], _FROM_LIST, _BOUNDED]


class NodeTable(_Table):
    """The attributes of a section or a topic; every sub-table is a child."""

    title: _Text = Field(description="What it is called.")
    about: str = Field(default="", description="What there is to know about it, in Markdown.")
    topic: bool | None = Field(default=None, description="True for what has children and a box of its own to tick.")
    links: _Links = Field(default=(), description="Resources to learn it from.")
    tags: Annotated[tuple[_Text, ...], _FROM_LIST, _BOUNDED] = Field(default=(), description="Words to filter by.")
    level: Annotated[Level, Field(strict=False)] | None = Field(default=None, description="How much it matters.")
    minutes: Annotated[int, Field(ge=1, le=MAX_MINUTES)] | None = Field(
        default=None, description="Rough effort; left out when unknown."
    )
    after: _Ids = Field(default=(), description="Ids of what should be learnt before.")
    origin: Annotated[Origin, Field(strict=False)] | None = Field(
        default=None, description="Whether it stands in the source of the roadmap or was added to it."
    )
    was: _Ids = Field(default=(), description="Ids it had in earlier editions; progress made under them counts for it.")
    ref: str | None = Field(default=None, description="Its id in the roadmap it was imported from.")


class RoadmapTable(_Table):
    """The attributes of the roadmap itself; every sub-table is a section or a topic."""

    format: Annotated[int, Field(ge=FORMAT, le=FORMAT)] = Field(description="The version of this file format.")
    id: Annotated[str, Field(max_length=MAX_ID), _obeys(roadmap_id_problem)] = Field(
        description="What progress is kept under: small letters, digits and hyphens. It never changes."
    )
    title: _Text = Field(description="What the roadmap is called.")
    source: str | None = Field(default=None, description="Where the curriculum comes from.")
    language: str | None = Field(default=None, description="What it is written in, as a BCP 47 tag such as en.")
    about: str = Field(default="", description="What the roadmap is for, in Markdown.")
    links: _Links = Field(default=(), description="Resources for all of it.")


ATTRIBUTES = frozenset(NodeTable.model_fields) | frozenset(RoadmapTable.model_fields)
"""No child can have one of them as its key, at any level, so that a subtree can move to another."""

_TomlTable = dict[str, Any]


def loads(data: bytes, name: str) -> Roadmap:
    """Read a roadmap file.

    Args:
        data: UTF-8, with or without a byte order mark.
        name: The file, as the reader named it.

    Raises:
        FileMistakesError: There are mistakes. What is not TOML, or of a newer format, is the only one reported;
            otherwise all are, up to `MAX_MISTAKES`, in the order of their lines.
    """
    try:
        with _collector_paused():
            return _read(_decode(data))
    except _MistakesError as error:
        raise FileMistakesError(name, error.mistakes) from None


def dumps(roadmap: Roadmap) -> str:
    """The text of a file that `loads` reads as the same roadmap.

    Of the root node only title, about and links have a place in the file.

    Args:
        roadmap: One that keeps the rules; `key_problem`, `url_problem` and their like tell.
    """
    head = {
        "format": FORMAT,
        "id": roadmap.id,
        "title": roadmap.title,
        "source": roadmap.source,
        "language": roadmap.language,
        "about": roadmap.nodes[0].about or None,
        "links": roadmap.nodes[0].links or None,
    }
    return "\n".join([_dump_attributes(head), *(_dump_node(roadmap, index) for index in range(1, len(roadmap.nodes)))])


class _MistakesError(Exception):
    """Why the text is no roadmap."""

    def __init__(self, *mistakes: Mistake) -> None:
        super().__init__(mistakes)
        self.mistakes = mistakes


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep the garbage collector from looking, again and again, at millions of values that are all in use.

    With 100,000 topics that would be half of the time, tomllib's included.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _read(text: str) -> Roadmap:
    root = _parse(text)
    _refuse_newer(root, text)
    rows = _flatten(root)
    tables = [_validate(row) for row in rows]
    source = _Source(text, rows)
    if mistakes := source.mistakes(_findings(rows, tables, source)):
        raise _MistakesError(*mistakes)
    return _roadmap(rows, tables)


# From bytes to TOML.


def _decode(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise _MistakesError(Mistake(1, f"the file is larger than {MAX_BYTES // 1024**2} MiB, the most it may be"))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"the file is not UTF-8: here is a byte 0x{data[error.start]:02X}; save it as UTF-8"
        raise _MistakesError(Mistake(line, message)) from None


def _parse(text: str) -> _TomlTable:
    _refuse_long_keys(text)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _MistakesError(_syntax_mistake(text, str(error))) from None
    except RecursionError:
        message = f"brackets are nested too deep; a roadmap has at most {MAX_DEPTH} levels"
        raise _MistakesError(Mistake(_line_of_deep_bracket(text), message)) from None
    except ValueError:
        raise _MistakesError(Mistake(_line_of_long_number(text), "the number has too many digits")) from None


def _refuse_long_keys(text: str) -> None:
    if not any(line.count(".") >= _MAX_KEY_PARTS for line in text.split("\n")):
        return
    for token in tokens(text):
        if token.kind == "word" and len(key_parts(token.text)) > _MAX_KEY_PARTS:
            message = f"the key has more than {_MAX_KEY_PARTS} parts; a roadmap has at most {MAX_DEPTH} levels"
            raise _MistakesError(Mistake(token.line, message))


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


def _refuse_newer(root: _TomlTable, text: str) -> None:
    version = root.get("format")
    if isinstance(version, int) and version > FORMAT:
        line = nearest(locate(text), ("format",)).line
        message = f"format is higher than {FORMAT}: the file was written for a newer version of this program"
        raise _MistakesError(Mistake(line, message))


_TOMLLIB_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)\Z")

_FRIENDLIER = {
    r"Illegal character '\n'": "a closing quote is missing on this line",
    r"Unescaped '\' in a string": r"in double quotes a backslash is written \\",
}


def _syntax_mistake(text: str, report: str) -> Mistake:
    """What tomllib says, with the line in front as in every mistake."""
    message, place = _TOMLLIB_PLACE.sub("", report), _TOMLLIB_PLACE.search(report)
    if message.startswith(("Cannot", "Duplicate")) and (repeated := _repeated_key(text)):
        return repeated
    message = f"this is not TOML: {_FRIENDLIER.get(message, clean_line(message[:1].lower() + message[1:]))}"
    if not place or not place[1]:
        return Mistake(_last_line(text), message)
    line, column = int(place[1]), int(place[2])
    hint = "" if report.startswith("Invalid value") else _quotes_hint(text.split("\n")[line - 1][column - 1 : column])
    return Mistake(line, f"{message}{hint} (column {column})")


def _quotes_hint(character: str) -> str:
    return "; a key with letters other than a-z needs quotes" if character.isalpha() and not character.isascii() else ""


def _repeated_key(text: str) -> Mistake | None:
    """The first thing that is there twice, or a header that makes a child of an attribute."""
    seen: dict[Path, int] = {}
    for path, (line, _), is_implicit in scan(text):
        if path in seen and path[-1] in ATTRIBUTES and _is_header(text, line):
            return Mistake(line, f"{path[-1]} {key_problem(str(path[-1]))}")
        if path in seen and not is_implicit:
            key = _quote(".".join(map(str, path)))
            return Mistake(line, f"{key} is here for the second time; the first is on line {seen[path]}")
        if not is_implicit:
            seen[path] = line
    return None


def _is_header(text: str, line: int) -> bool:
    return text.split("\n")[line - 1].lstrip().startswith("[")


def _last_line(text: str) -> int:
    """Where the last thing begins: for a string without an end that is where its quotes are."""
    return max((token.line for token in tokens(text) if token.kind != "newline"), default=1)


# From TOML to core values.


class _Row(NamedTuple):
    """One table of the file, taken apart."""

    id: str
    key: str
    depth: int
    parent: int
    """Index of the parent's row; the root's is -1."""

    attributes: _TomlTable
    unknown: Sequence[tuple[str, object]]
    """Keys that are neither attributes nor children, with their values."""

    is_leaf: bool


def _flatten(root: _TomlTable) -> list[_Row]:
    """Every table in file order, parents before children; what is below one that breaks a limit is left out."""
    rows: list[_Row] = []
    waiting = [("", "", 0, -1, root)]
    while waiting:
        node_id, key, depth, parent, table = waiting.pop()
        attributes, children, unknown = _take_apart(table)
        if depth <= MAX_DEPTH and len(node_id) <= MAX_ID:
            prefix, below, index = f"{node_id}." if node_id else "", depth + 1, len(rows)
            waiting += [(prefix + key, key, below, index, children[key]) for key in reversed(children)]
        rows.append(_Row(node_id, key, depth, parent, attributes, unknown, not children))
    return rows


def _take_apart(table: _TomlTable) -> tuple[_TomlTable, dict[str, _TomlTable], Sequence[tuple[str, object]]]:
    attributes, children, unknown = {}, {}, []
    for key, value in table.items():
        if key in ATTRIBUTES:
            attributes[key] = value
        elif isinstance(value, dict):
            children[key] = value
        else:
            unknown.append((key, value))
    return attributes, children, unknown


def _validate(row: _Row) -> _Table | ValidationError:
    model = NodeTable if row.depth else RoadmapTable
    try:
        return model.model_validate(row.attributes)
    except ValidationError as error:
        return error


def _roadmap(rows: Sequence[_Row], tables: Sequence[_Table | ValidationError]) -> Roadmap:
    ends, head = _ends(rows), tables[0]
    assert isinstance(head, RoadmapTable)
    root = Node(ROOT, head.title, 0, -1, ends[0], is_topic=False, about=head.about, links=_links(head.links))
    parts = zip(rows, tables, ends, strict=True)
    nodes = [_node(row, table, end) for row, table, end in parts if isinstance(table, NodeTable)]
    return build_roadmap(RoadmapId(head.id), [root, *nodes], source=head.source, language=head.language)


def _ends(rows: Sequence[_Row]) -> list[int]:
    """Where each subtree ends, worked out from the back: children stand after their parents."""
    ends = list(range(1, len(rows) + 1))
    for index in range(len(rows) - 1, 0, -1):
        parent = rows[index].parent
        ends[parent] = max(ends[parent], ends[index])
    return ends


def _node(row: _Row, table: NodeTable, end: int) -> Node:
    return Node(
        id=NodeId(row.id),
        title=table.title,
        depth=row.depth,
        parent=row.parent,
        end=end,
        is_topic=row.is_leaf or table.topic is True,
        about=table.about,
        links=_links(table.links),
        tags=table.tags,
        level=table.level,
        minutes=table.minutes,
        after=table.after,
        origin=table.origin,
        was=table.was,
        ref=table.ref,
    )


def _links(tables: Iterable[LinkTable]) -> tuple[Link, ...]:
    return tuple([Link(link.title, link.url, link.kind, link.by, link.free) for link in tables])


# Mistakes, and where they are.


class _Place(NamedTuple):
    """Somewhere in the file."""

    row: int
    path: Path = ()
    """From the row's table."""


class _Finding(NamedTuple):
    """A mistake whose line is still to be looked up."""

    place: _Place
    message: str
    other: _Place | None = None
    """What the message ends with the line of."""


class _Source:
    """The text that the rows come from."""

    def __init__(self, text: str, rows: Sequence[_Row]) -> None:
        self._text = text
        self._rows = rows

    @cached_property
    def _positions(self) -> Mapping[Path, Position]:
        return locate(self._text)

    def position(self, place: _Place) -> Position:
        """Where a place is, or the nearest thing around it that is in the file."""
        path, row = place.path, self._rows[place.row]
        while row.depth:
            path, row = (row.key, *path), self._rows[row.parent]
        return nearest(self._positions, path)

    def mistakes(self, findings: Iterable[_Finding]) -> list[Mistake]:
        """Look up the lines, in whose order the mistakes are; no more are searched for than are listed."""
        found = list(islice(findings, MAX_MISTAKES + 1))
        mistakes = sorted(map(self._mistake, found[:MAX_MISTAKES]), key=lambda mistake: mistake.line)
        if len(found) > MAX_MISTAKES:
            mistakes.append(Mistake(mistakes[-1].line, f"only {MAX_MISTAKES:,} mistakes are listed; there are more"))
        return mistakes

    def _mistake(self, finding: _Finding) -> Mistake:
        place, message, other = finding
        see = f" (line {self.position(other).line})" if other else ""
        return Mistake(self.position(place).line, message + see)


def _findings(rows: Sequence[_Row], tables: Sequence[_Table | ValidationError], source: _Source) -> Iterator[_Finding]:
    """Every mistake in the tables and between them; none keeps another from being found."""
    ids = _KnownIds(rows)
    return chain(
        _attribute_findings(rows, tables),
        _key_findings(rows, source),
        _topic_findings(rows),
        _limit_findings(rows),
        _after_findings(rows, ids),
        _was_findings(rows, ids),
    )


def _quote(text: str) -> str:
    return f'"{_shown(text)}"'


def _shown(text: str) -> str:
    """A piece of the file, harmless and short; cut before it is cleaned, because it may be a megabyte."""
    return shorten(clean_line(text[: _MAX_QUOTED + 1]), _MAX_QUOTED, len)


def _did_you_mean(text: str, allowed: Iterable[str], cutoff: float = 0.6) -> str:
    close = get_close_matches(text, allowed, 1, cutoff) if len(text) <= MAX_ID else []
    return f"; did you mean {_shown(close[0])}?" if close else ""


# Mistakes in one table.


def _attribute_findings(rows: Sequence[_Row], tables: Sequence[_Table | ValidationError]) -> Iterator[_Finding]:
    for index, (row, table) in enumerate(zip(rows, tables, strict=True)):
        for key, value in row.unknown:
            yield _Finding(_Place(index, (key,)), _unknown(key, value, NodeTable if row.depth else RoadmapTable))
        if isinstance(table, ValidationError):
            for error in table.errors(include_url=False):
                yield _Finding(_Place(index, error["loc"]), _sentence(error, row))


def _unknown(key: str, value: object, model: type[_Table]) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return f"unknown attribute {_quote(key)}; the header of a section or topic has single brackets: [{_shown(key)}]"
    return f"unknown attribute {_quote(key)}{_allowed(key, list(model.model_fields))}"


def _slug_hint(text: str) -> str:
    slug = re.sub(r"[\W_]+", "-", text.lower()).strip("-")
    return _did_you_mean(text, [slug], 0) if slug else ""


def _allowed(given: str, allowed: Sequence[str]) -> str:
    return f"{_did_you_mean(given, allowed)} (allowed: {', '.join(allowed)})"


def _sentence(error: ErrorDetails, row: _Row) -> str:
    """What pydantic found, in our words."""
    path = error["loc"]
    if error["type"] == "missing":
        return _missing(path, row)
    if len(path) == 1 and isinstance(error["input"], dict):
        return f"{path[0]} {key_problem(str(path[0]))}"
    return f"{_name(path)} {_SENTENCES[error['type']](error)}"


def _missing(path: Path, row: _Row) -> str:
    owner = _name(path[:-1]) if len(path) > 1 else _quote(row.id) if row.depth else "the roadmap"
    return f"{owner} has no {path[-1]}; add {_EXAMPLES[path[-1]]}"


_EXAMPLES: Mapping[str | int, str] = {
    "format": "format = 1 at the top of the file",
    "id": 'id = "…" at the top of the file, a short name that never changes',
    "title": 'title = "…"',
    "url": 'url = "https://…"',
}


def _name(path: Path) -> str:
    """What the reader would call a value."""
    match path:
        case ("links", int(index)):
            return f"link {index + 1}"
        case ("links", int(index), name):
            return f"{_shown(str(name))} of link {index + 1}"
        case (name, int(index)):
            return f"entry {index + 1} of {name}"
    return str(path[0])


def _must_be(what: str) -> Callable[[ErrorDetails], str]:
    return lambda error: f"must be {what}, not {_kind_of(error['input'])}"


def _kind_of(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else _KINDS[type(value)]


_KINDS = {
    str: "text",
    int: "a whole number",
    float: "a decimal number",
    list: "a list",
    dict: "a table",
    datetime: "a date and time",
    date: "a date",
    time: "a time",
}


def _not_in_range(error: ErrorDetails) -> str:
    return f"must be {FORMAT}" if error["loc"] == ("format",) else f"must be between 1 and {MAX_MINUTES:,}"


def _not_a_choice(error: ErrorDetails) -> str:
    value, choices = error["input"], list(_CHOICES[error["loc"][-1]])
    given = _quote(value) + _did_you_mean(value, choices) if isinstance(value, str) else _kind_of(value)
    return f"must be one of {', '.join(choices)}, not {given}"


_CHOICES: Mapping[str | int, type[StrEnum]] = {"level": Level, "origin": Origin, "kind": LinkKind}


def _not_here(error: ErrorDetails) -> str:
    """For what a link does not have, and for an attribute of the other kind of table."""
    if len(error["loc"]) > 1:
        return f"is an unknown attribute{_allowed(str(error['loc'][-1]), list(LinkTable.model_fields))}"
    if error["loc"][0] in NodeTable.model_fields:
        return "belongs to sections and topics, not to the roadmap itself"
    return "belongs to the roadmap itself, at the top of the file"


def _breaks_rule(error: ErrorDetails) -> str:
    hint = _slug_hint(error["input"]) if error["loc"] == ("id",) else ""
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
"""By pydantic's error type, the end of a sentence that begins with what the value is."""


# Mistakes between tables.


def _key_findings(rows: Sequence[_Row], source: _Source) -> Iterator[_Finding]:
    unusual = [index for index, row in enumerate(rows) if row.depth and not _PLAIN_KEY.fullmatch(row.key)]
    for index in unusual:
        key, place = rows[index].key, _Place(index)
        is_quoted = not key.isascii() or source.position(place).is_quoted
        if problem := key_problem(key, is_quoted=is_quoted):
            yield _Finding(place, f"the key {_quote(key)} {problem}{_slug_hint(key)}")
    yield from _twin_findings(rows, {rows[index].parent for index in unusual})


def _twin_findings(rows: Sequence[_Row], parents: set[int]) -> Iterator[_Finding]:
    """Siblings that look the same to a reader, under those parents; elsewhere all keys are plain and cannot be."""
    seen: dict[tuple[int, str], int] = {}
    for index, row in enumerate(rows):
        if row.parent in parents:
            folded = unicodedata.normalize("NFC", row.key.casefold())
            twin = seen.setdefault((row.parent, folded), index)
            if twin != index:
                keys = f"{_quote(rows[twin].key)} and {_quote(row.key)}"
                yield _Finding(_Place(index), f"the keys {keys} differ only in case or Unicode form", _Place(twin))


def _topic_findings(rows: Sequence[_Row]) -> Iterator[_Finding]:
    topics = 0
    for index, row in enumerate(rows):
        topic = row.attributes.get("topic")
        if row.is_leaf and topic is False and row.depth:
            message = f"topic cannot be false here: {_quote(row.id)} has no children, which makes it a topic"
            yield _Finding(_Place(index, ("topic",)), message)
        if row.is_leaf or topic is True:
            topics += 1
            if topics == MAX_TOPICS + 1:
                yield _Finding(_Place(index), f"there are more than {MAX_TOPICS:,} topics, the most there may be")
    if len(rows) == 1:
        yield _Finding(_Place(0), 'the roadmap has no topic; add a table such as [basics] with title = "…"')


def _limit_findings(rows: Sequence[_Row]) -> Iterator[_Finding]:
    for index, row in enumerate(rows):
        if row.depth > MAX_DEPTH:
            yield _Finding(
                _Place(index), f"{_quote(row.id)} is more than {MAX_DEPTH} levels deep, the most there may be"
            )
        if len(row.id) > MAX_ID:
            yield _Finding(_Place(index), f"the id {_quote(row.id)} is longer than {MAX_ID} characters")


class _KnownIds:
    """The ids of the sections and topics."""

    def __init__(self, rows: Sequence[_Row]) -> None:
        self.rows = {row.id: index for index, row in enumerate(rows) if row.depth}
        """Which row has an id."""
        self._comparisons_left = _MAX_COMPARISONS

    def guess(self, missing: str) -> str:
        """A question after the id that may be meant: one with the same last part, else a similar one; or nothing."""
        namesakes = self._by_last_part.get(missing.rpartition(".")[2], ())
        self._comparisons_left -= len(namesakes or self.rows)
        if self._comparisons_left < 0:
            return ""
        return _did_you_mean(missing, namesakes, 0) if namesakes else _did_you_mean(missing, self.rows)

    @cached_property
    def _by_last_part(self) -> Mapping[str, Sequence[str]]:
        groups: dict[str, list[str]] = {}
        for node_id in self.rows:
            groups.setdefault(node_id.rpartition(".")[2], []).append(node_id)
        return groups


def _entries(row: _Row, attribute: str) -> Iterator[tuple[str, Path]]:
    """The texts in a list and where they are; whatever else is in it is a mistake of its own."""
    entries = row.attributes.get(attribute)
    if isinstance(entries, list):
        for number, entry in enumerate(entries):
            if isinstance(entry, str):
                yield entry, (attribute, number)


def _after_findings(rows: Sequence[_Row], ids: _KnownIds) -> Iterator[_Finding]:
    edges: dict[int, dict[int, Path]] = {}
    for index, row in enumerate(rows):
        for entry, path in _entries(row, "after"):
            targets = edges.setdefault(index, {})
            if problem := _after_problem(row.id, entry, ids):
                yield _Finding(_Place(index, path), f"after names {_quote(entry)}, {problem}")
            elif targets.setdefault(ids.rows[entry], path) is not path:
                yield _Finding(_Place(index, path), f"after names {_quote(entry)} twice")
    yield from _circle_findings(rows, edges)


def _after_problem(node_id: str, entry: str, ids: _KnownIds) -> str | None:
    if entry not in ids.rows:
        return f"which does not exist{ids.guess(entry)}"
    if entry == node_id:
        return "which is itself"
    if node_id.startswith(f"{entry}."):
        return "which it is a part of"
    return "which is a part of it" if entry.startswith(f"{node_id}.") else None


def _circle_findings(rows: Sequence[_Row], edges: Mapping[int, Mapping[int, Path]]) -> Iterator[_Finding]:
    """Who needs a section needs all of its parts, so a circle may lead from a section down to one of them."""
    needs = {index: list(targets) for index, targets in edges.items()}
    for index, row in enumerate(rows if edges else ()):
        if row.depth > 1:
            needs.setdefault(row.parent, []).append(index)
    for circle in _circles(needs):
        index, target = next(pair for pair in pairwise(circle) if pair[1] in edges.get(pair[0], ()))
        message = f"after leads round in a circle: {_arrows([rows[index].id for index in circle])}"
        yield _Finding(_Place(index, edges[index][target]), message)


def _circles(edges: Mapping[int, Iterable[int]]) -> Iterator[list[int]]:
    """Circles as a depth-first walk closes them, each from a node round to itself; without these there are none."""
    left: set[int] = set()
    for start in edges:
        trail = {start: iter(edges[start])} if start not in left else {}
        while trail:
            node = next(reversed(trail))
            target = next(trail[node], None)
            if target is None:
                left.add(node)
                del trail[node]
            elif target in trail:
                nodes = list(trail)
                yield [*nodes[nodes.index(target) :], target]
            elif target in edges and target not in left:
                trail[target] = iter(edges[target])


def _arrows(ids: Sequence[str]) -> str:
    shown = [_shown(node_id) for node_id in ids[:5]]
    if len(ids) > 10:
        shown.append(f"({len(ids) - 8} more)")
    return " → ".join([*shown, *map(_shown, ids[5:] if len(ids) <= 10 else ids[-3:])])


def _was_findings(rows: Sequence[_Row], ids: _KnownIds) -> Iterator[_Finding]:
    claims: dict[str, _Place] = {}
    for index, row in enumerate(rows):
        for entry, path in _entries(row, "was"):
            place = _Place(index, path)
            first = claims.setdefault(entry, place)
            if problem := node_id_problem(entry):
                yield _Finding(place, f"was names {_quote(entry)}, which is no id: it {problem}")
            elif entry in ids.rows:
                yield _Finding(place, f"was names {_quote(entry)}, which is an id in use", _Place(ids.rows[entry]))
            elif first is not place:
                owner = "it" if first.row == index else _quote(rows[first.row].id)
                yield _Finding(place, f"was names {_quote(entry)}, which {owner} names already", first)


# From core values to text. tomli_w writes keys and values. Headers and lists of links are laid out here: it would leave
# capital letters in keys without quotes and give every long link a header of its own.


def _dump_node(roadmap: Roadmap, index: int) -> str:
    node = roadmap.nodes[index]
    attributes = {
        "title": node.title,
        "about": node.about or None,
        "topic": True if node.is_topic and node.end > index + 1 else None,
        "links": node.links or None,
        "tags": node.tags or None,
        "level": node.level,
        "minutes": node.minutes,
        "after": node.after or None,
        "origin": node.origin,
        "was": node.was or None,
        "ref": node.ref,
    }
    return f"[{_dump_header(node.id)}]\n{_dump_attributes(attributes)}"


def _dump_header(node_id: NodeId) -> str:
    return ".".join(part if _PLAIN_KEY.fullmatch(part) else f'"{part}"' for part in node_id.split("."))


def _dump_attributes(attributes: Mapping[str, Any]) -> str:
    return "".join(_dump_attribute(key, value) for key, value in attributes.items() if value is not None)


def _dump_attribute(key: str, value: Any) -> str:
    if key == "links":
        return f"links = [\n{''.join(map(_dump_link, value))}]\n"
    # tomli_w turns CR LF in a multi-line string into LF.
    is_multiline = isinstance(value, str) and "\r\n" not in value
    return tomli_w.dumps({key: value}, multiline_strings=is_multiline, indent=2)


def _dump_link(link: Link) -> str:
    kind = None if link.kind is LinkKind.OTHER else link.kind
    attributes = {"title": link.title, "by": link.by, "url": link.url, "kind": kind, "free": link.free}
    lines = tomli_w.dumps({key: value for key, value in attributes.items() if value is not None})
    return "  { " + ", ".join(lines.rstrip("\n").split("\n")) + " },\n"

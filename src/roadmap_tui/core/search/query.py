"""The language of search and filter: `sql status:todo level:core minutes<60 -tag:book "exact words"`.

Everything must hold at once. Words are looked for in all texts of a topic; `name:value` asks for an attribute, several
values stand for any of them, and a minus turns the question round. `core.search.index` applies a query to a roadmap.
"""

import operator
import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from roadmap_tui.core.lookup import closest_names
from roadmap_tui.core.marks import Status
from roadmap_tui.core.roadmap import Level, Node, Origin
from roadmap_tui.core.search.normalize import normalize_spaces
from roadmap_tui.errors import UsageError

MAX_LENGTH = 1_000
"""Characters of a query; that bounds what the search for it can cost."""

Test = Callable[[Node, Status, str], bool]
"""Whether a node with that status and note fits."""

_TOKEN = re.compile(r'(?:[^\s"]|"[^"]*"?)+')
_FILTER = re.compile(r"([^\W\d_]+)(<=|>=|[:=<>])(.*)", re.DOTALL)
_COMPARE = {
    ":": operator.eq,
    "=": operator.eq,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_OPEN = "open"

VALUES: dict[str, tuple[str, ...]] = {
    "status": (*map(str, Status), _OPEN),
    "is": (*map(str, Status), _OPEN),
    "level": tuple(map(str, Level)),
    "origin": tuple(map(str, Origin)),
    "has": ("note", "link", "minutes"),
}
"""What may follow a name, where that is not the roadmap's to say."""

NAMES = (*VALUES, "tag", "minutes")
_SECTION_NAMES = {"has", "tag", "origin"}
"""What a plain section can be asked for; the rest is about topics alone."""


class Filter(NamedTuple):
    """One `name:value` of a query."""

    name: str
    operator: str
    values: tuple[str, ...]
    """Any of them will do; folded."""

    is_excluding: bool = False

    @property
    def test(self) -> Test:
        """The question it asks."""
        asked = _TESTS[self.name](self)
        if self.is_excluding:
            return lambda node, status, note: not asked(node, status, note)
        return asked


class Query(NamedTuple):
    """A parsed query. A value; the empty one matches everything."""

    words: tuple[str, ...] = ()
    """Folded; each must stand somewhere."""

    excluded_words: tuple[str, ...] = ()
    """Folded; none may stand anywhere."""

    filters: tuple[Filter, ...] = ()
    hidden: frozenset[Status] = frozenset()
    """Statuses whose topics do not fit, whatever else is asked."""

    @property
    def reads_texts(self) -> bool:
        """Whether it asks for what stands in the texts."""
        return bool(self.words or self.excluded_words)

    @property
    def finds_sections(self) -> bool:
        """Whether a plain section can be what is looked for: by its words or its note, never by a status."""
        is_asking = self.words or any(each.name == "has" and not each.is_excluding for each in self.filters)
        return bool(is_asking) and all(each.name in _SECTION_NAMES for each in self.filters)

    def admits(self, node: Node, status: Status) -> bool:
        """Whether that kind of node can fit at all."""
        return status not in self.hidden if node.is_topic else self.finds_sections

    def matches(self, node: Node, status: Status, note: str) -> bool:
        """Whether everything holds for a node."""
        text = searchable(node, note)
        return (
            self.admits(node, status)
            and all(word in text for word in self.words)
            and not any(word in text for word in self.excluded_words)
            and all(each.test(node, status, note) for each in self.filters)
        )

    def narrows(self, other: "Query") -> bool:
        """Whether everything that fits this query fits the other one, too, as far as can be told at once."""
        return (
            all(any(word in longer for longer in self.words) for word in other.words)
            and set(other.excluded_words) <= set(self.excluded_words)
            and set(other.filters) <= set(self.filters)
            and other.hidden <= self.hidden
            and self.finds_sections <= other.finds_sections
        )


def searchable(node: Node, note: str = "") -> str:
    """Everything of a node that a search looks at, in the form that is compared; no word reaches across two texts."""
    parts = [node.id, node.title, node.about, note, *node.tags, *(link.title for link in node.links)]
    return "\n".join(map(normalize_spaces, parts))


def tokens(text: str) -> list[str]:
    """Split at blanks, but not inside quotes."""
    return _TOKEN.findall(text)


def parse(text: str) -> Query:
    """Parse a query.

    Raises:
        UsageError: It asks for what there is not; the message says what there is.
    """
    if len(text) > MAX_LENGTH:
        raise UsageError(f"A search has at most {MAX_LENGTH:,} characters; this one has {len(text):,}.")
    words: list[str] = []
    unwanted: list[str] = []
    filters: list[Filter] = []
    for token in tokens(text):
        is_excluding = token.startswith("-")
        body = token[is_excluding:]
        if found := _filter(body, is_excluding):
            filters.append(found)
        elif word := normalize_spaces(body.replace('"', "")):
            (unwanted if is_excluding else words).append(word)
    return Query(tuple(dict.fromkeys(words)), tuple(dict.fromkeys(unwanted)), tuple(dict.fromkeys(filters)))


def _filter(body: str, is_excluding: bool) -> Filter | None:
    """The filter that a token is; None for a word."""
    match = _FILTER.fullmatch(body)
    if not match:
        return None
    name, sign, rest = match[1].lower(), match[2], match[3]
    values = tuple(filter(None, map(normalize_spaces, [rest.replace('"', "")] if '"' in rest else rest.split(","))))
    if name in NAMES:
        _check(name, sign, values)
        return Filter(name, sign, values, is_excluding)
    if sign == ":" and values:
        hint = _hint(name, NAMES, ":")
        raise UsageError(f'There is no filter "{name}:".{hint} To look for it as it stands, quote it: "{body}".')
    return None


def _check(name: str, sign: str, values: tuple[str, ...]) -> None:
    if name == "minutes":
        if not values or not all(value.isdecimal() and len(value) < 10 for value in values):
            raise UsageError("minutes needs a whole number: minutes<60, minutes>=120 or minutes:30.")
        return
    if sign not in ":=":
        raise UsageError(f"{name} cannot be compared with {sign}; write {name}:value.")
    allowed = VALUES.get(name, ())
    if not values:
        raise UsageError(f"{name}: {'is one of ' + ', '.join(allowed) if allowed else 'needs a word'}.")
    for value in values:
        if allowed and value not in allowed:
            hint = _hint(value, allowed)
            raise UsageError(f'{name}: is one of {", ".join(allowed)}, not "{value}".{hint}')


def _hint(word: str, known: Iterable[str], sign: str = "") -> str:
    close = closest_names(word, known)
    return f" Did you mean {close[0]}{sign}?" if close else ""


def _by_status(asked: Filter) -> Test:
    wanted = {status for status in Status if status in asked.values or (status.is_open and _OPEN in asked.values)}
    return lambda _node, status, _note: status in wanted


def _by_level(asked: Filter) -> Test:
    return lambda node, _status, _note: node.level in asked.values


def _by_origin(asked: Filter) -> Test:
    return lambda node, _status, _note: node.origin in asked.values


def _by_tag(asked: Filter) -> Test:
    wanted = set(asked.values)
    return lambda node, _status, _note: any(_folded_tag(tag) in wanted for tag in node.tags)


def _by_having(asked: Filter) -> Test:
    note, link, minutes = (value in asked.values for value in VALUES["has"])
    return lambda node, _status, text: bool(
        (note and text) or (link and node.links) or (minutes and node.minutes is not None)
    )


def _by_minutes(asked: Filter) -> Test:
    compare, numbers = _COMPARE[asked.operator], tuple(map(int, asked.values))
    return lambda node, _status, _note: (
        node.minutes is not None and any(compare(node.minutes, number) for number in numbers)
    )


@lru_cache(maxsize=4096)
def _folded_tag(tag: str) -> str:
    """Folded once: a roadmap has few tags and uses them often."""
    return normalize_spaces(tag)


_TESTS: dict[str, Callable[[Filter], Test]] = {
    "status": _by_status,
    "is": _by_status,
    "level": _by_level,
    "origin": _by_origin,
    "has": _by_having,
    "tag": _by_tag,
    "minutes": _by_minutes,
}

"""The schema of the roadmap file: its limits, the rules for ids and keys, and a pydantic model for each kind of table.

A rule returns the end of a sentence that begins with the name of the value, or None when the value is valid;
`core.links` has the rule for URLs. `Field` describes the fields, because `use_attribute_docstrings` would parse this
file at every start.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from roadmap_tui.core.links import MAX_URL, url_problem
from roadmap_tui.core.roadmap import Level, LinkKind, NodeId, Origin

FORMAT = 1
"""The `format` that this version reads and writes."""

MAX_BYTES = 64 * 1024 * 1024
MAX_DEPTH = 32
"""Levels below the root."""

MAX_TOPICS = 200_000
MAX_ID = 200
"""Characters, of a roadmap's id and of a node's dotted path."""

MAX_MINUTES = 100_000
MAX_ENTRIES = 10_000
"""Of one list; without it a list of millions of wrong entries would fill the memory with errors."""

MAX_MISTAKES = 1_000
"""The most that one run lists; a file with more is hardly a roadmap."""


_BEGINS_WITH_HYPHEN = "begins with a hyphen, which a command would take for an option; begin with a letter or digit"


def is_slug(text: str) -> bool:
    """Whether there are only hyphens and letters, accents and digits of any alphabet."""
    return all(character == "-" or unicodedata.category(character)[0] in "LMN" for character in text)


def roadmap_id_problem(roadmap_id: str) -> str | None:
    """Why a roadmap must not call itself that."""
    if len(roadmap_id) > MAX_ID:
        return f"is longer than {MAX_ID} characters"
    if roadmap_id.startswith("-"):
        return _BEGINS_WITH_HYPHEN
    is_fine = roadmap_id and is_slug(roadmap_id) and roadmap_id == roadmap_id.lower()
    return None if is_fine else "may hold only small letters, digits and hyphens"


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


_T = TypeVar("_T")
_Text = Annotated[str, Field(pattern=r"\S")]
_List = Annotated[tuple[_T, ...], Field(strict=False, max_length=MAX_ENTRIES), BeforeValidator(_check_length)]
"""`max_length` is for the published schema: it looks at every entry before it counts them."""


class Table(BaseModel):
    """The configuration of all tables."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class LinkTable(Table):
    """A resource to learn from."""

    title: _Text = Field(description="What the resource is called.")
    url: Annotated[str, Field(max_length=MAX_URL), _obeys(url_problem)] = Field(
        description="Where it is: http or https, with a host, without user name and password."
    )
    kind: Annotated[LinkKind, Field(strict=False)] = Field(default=LinkKind.OTHER, description="What sort it is.")
    by: str | None = Field(default=None, description="Its authors, as it names them.")
    free: bool | None = Field(default=None, description="Whether it costs nothing; left out when unknown.")


class NodeTable(Table):
    """The attributes of a section or a topic; every sub-table is a child."""

    title: _Text = Field(description="What it is called.")
    about: str = Field(default="", description="What there is to know about it, in Markdown.")
    topic: bool | None = Field(default=None, description="True for what has children and a box of its own to tick.")
    links: _List[LinkTable] = Field(default=(), description="Resources to learn it from.")
    tags: _List[_Text] = Field(default=(), description="Words to filter by.")
    level: Annotated[Level, Field(strict=False)] | None = Field(default=None, description="How much it matters.")
    minutes: Annotated[int, Field(ge=1, le=MAX_MINUTES)] | None = Field(
        default=None, description="Rough effort; left out when unknown."
    )
    after: _List[NodeId] = Field(default=(), description="Ids of what should be learnt before.")
    origin: Annotated[Origin, Field(strict=False)] | None = Field(
        default=None, description="Whether it stands in the source of the roadmap or was added to it."
    )
    was: _List[NodeId] = Field(
        default=(), description="Ids it had in earlier editions; progress made under them counts for it."
    )
    ref: str | None = Field(default=None, description="Its id in the roadmap it was imported from.")


class RoadmapTable(Table):
    """The attributes of the roadmap itself; every sub-table is a section or a topic."""

    format: Annotated[int, Field(ge=FORMAT, le=FORMAT)] = Field(description="The version of this file format.")
    id: Annotated[str, Field(max_length=MAX_ID), _obeys(roadmap_id_problem)] = Field(
        description="What progress is kept under: small letters, digits and, not first, hyphens. It never changes."
    )
    title: _Text = Field(description="What the roadmap is called.")
    source: str | None = Field(default=None, description="Where the curriculum comes from.")
    language: str | None = Field(default=None, description="What it is written in, as a BCP 47 tag such as en.")
    about: str = Field(default="", description="What the roadmap is for, in Markdown.")
    links: _List[LinkTable] = Field(default=(), description="Resources for all of it.")


ATTRIBUTES = frozenset(NodeTable.model_fields) | frozenset(RoadmapTable.model_fields)
"""No child can have one of them as its key, at any level, so that a subtree can move to another."""


_PLAIN_KEY = re.compile(r"[a-z0-9][a-z0-9-]*")


def is_plain(key: str) -> bool:
    """Whether it has only small ASCII letters, digits and inner hyphens, and so stands in the file without quotes."""
    return _PLAIN_KEY.fullmatch(key) is not None


def key_problem(key: str, *, is_quoted: bool = True) -> str | None:
    """Why a child must not have that key.

    Args:
        key: The last part of the child's id.
        is_quoted: Whether it stands in quotes in the file, which capital letters need.

    Returns:
        The end of a sentence that begins with the key, or None when all is well.
    """
    if key in ATTRIBUTES:
        return "is the name of an attribute, so it cannot be the key of a section or topic"
    if is_plain(key):
        return None
    if not key or not is_slug(key):
        return "may hold only letters, digits and hyphens" if key else "is empty"
    if key.startswith("-"):
        return _BEGINS_WITH_HYPHEN
    return None if is_quoted else "has capital letters, which need quotes around the key"


def node_id_problem(node_id: str) -> str | None:
    """Why a section or topic cannot have, or have had, that id."""
    if len(node_id) > MAX_ID:
        return f"is longer than {MAX_ID} characters"
    # Files of earlier versions had keys that begin with a hyphen, and `was` must be able to name them.
    problems = map(key_problem, node_id.split("."))
    return next((problem for problem in problems if problem not in (None, _BEGINS_WITH_HYPHEN)), None)

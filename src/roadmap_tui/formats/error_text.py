"""Parts of the sentences about problems: quoted pieces of the file, and guesses of the user's meaning."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

from roadmap_tui.core.lookup import closest_names
from roadmap_tui.core.text import clean_line, truncate_with_ellipsis

_MAX_QUOTED = 60
"""Characters of the file that a message quotes."""

_MAX_COMPARED = 200
"""Characters of the longest word whose meaning is guessed."""

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


def quote(text: str) -> str:
    """A piece of the file, in quotes."""
    return f'"{display(text)}"'


def display(text: str) -> str:
    """A piece of the file, harmless and short; cut before it is cleaned, because it may be a megabyte."""
    return truncate_with_ellipsis(clean_line(text[: _MAX_QUOTED + 1]), _MAX_QUOTED, len)


def did_you_mean(text: str, allowed: Iterable[str], cutoff: float = 0.6) -> str:
    """A question, to end a sentence with, for the allowed word most like the text; or nothing.

    Args:
        text: The wrong word.
        allowed: The right words.
        cutoff: How alike they must be, from 0 to 1, which is equal.
    """
    close = closest_names(text, allowed, cutoff=cutoff) if len(text) <= _MAX_COMPARED else []
    return f"; did you mean {display(close[0])}?" if close else ""


def kind_of(value: object) -> str:
    """The kind of a TOML value: `a whole number`; a boolean is named as itself."""
    return str(value).lower() if isinstance(value, bool) else _KINDS[type(value)]


def must_be_one_of(choices: Sequence[str], value: object) -> str:
    """The end of a sentence about a value that is none of the choices."""
    given = quote(value) + did_you_mean(value, choices) if isinstance(value, str) else kind_of(value)
    return f"must be one of {', '.join(choices)}, not {given}"


def slug_hint(text: str) -> str:
    """The same question after the text as a slug."""
    slug = re.sub(r"[\W_]+", "-", text.lower()).strip("-") if len(text) <= _MAX_COMPARED else ""
    return f"; did you mean {display(slug)}?" if slug else ""

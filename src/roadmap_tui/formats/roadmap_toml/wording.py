"""What the sentences about mistakes have in common: pieces of the file, quoted, and what may have been meant."""

import re
from collections.abc import Iterable

from roadmap_tui.core.text import clean_line, shorten
from roadmap_tui.formats.roadmap_toml.limits import MAX_ID

_MAX_QUOTED = 60
"""Characters of the file that a message quotes."""


def quote(text: str) -> str:
    """A piece of the file, in quotes."""
    return f'"{shown(text)}"'


def shown(text: str) -> str:
    """A piece of the file, harmless and short; cut before it is cleaned, because it may be a megabyte."""
    return shorten(clean_line(text[: _MAX_QUOTED + 1]), _MAX_QUOTED, len)


def did_you_mean(text: str, allowed: Iterable[str], cutoff: float = 0.6) -> str:
    """A question, to end a sentence with, after what is most like the text; or nothing.

    Args:
        text: What is wrong.
        allowed: What would be right.
        cutoff: How alike they must be, from 0 to 1, which is equal.
    """
    from difflib import get_close_matches  # nobody has mistyped anything in most files

    close = get_close_matches(text, allowed, 1, cutoff) if len(text) <= MAX_ID else []
    return f"; did you mean {shown(close[0])}?" if close else ""


def slug_hint(text: str) -> str:
    """The same question after the text as a slug."""
    slug = re.sub(r"[\W_]+", "-", text.lower()).strip("-") if len(text) <= MAX_ID else ""
    return f"; did you mean {shown(slug)}?" if slug else ""

"""What the key of a section or topic may be, and so its id: the keys from the top of the tree, joined by dots."""

import re

from roadmap_tui.formats.roadmap_toml.limits import MAX_ID
from roadmap_tui.formats.roadmap_toml.rules import is_slug
from roadmap_tui.formats.roadmap_toml.schema import ATTRIBUTES

_PLAIN_KEY = re.compile(r"[a-z0-9-]+")


def is_plain(key: str) -> bool:
    """Whether it has only small ASCII letters, digits and hyphens, and so stands in the file without quotes."""
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
    return None if is_quoted else "has capital letters, which need quotes around the key"


def node_id_problem(node_id: str) -> str | None:
    """Why a section or topic cannot have, or have had, that id."""
    if len(node_id) > MAX_ID:
        return f"is longer than {MAX_ID} characters"
    return next(filter(None, map(key_problem, node_id.split("."))), None)

"""Values of an untrusted JSON document: a value that is missing or of another type counts as absent."""

import json
import math
import re
from typing import Any

from roadmap_tui.errors import UnreadableRoadmapError

Table = dict[str, Any]

_HALF = re.compile("[\ud800-\udfff]")
"""Lone surrogates, which no encoding can hold."""


def parse(data: bytes, name: str) -> Table:
    """The object that a JSON file holds.

    Raises:
        UnreadableRoadmapError: It is not JSON, or holds something else.
    """
    try:
        document = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UnreadableRoadmapError(f"{name}: the file is not UTF-8 ({error.reason}).") from None
    except json.JSONDecodeError as error:
        raise UnreadableRoadmapError(f"{name}:{error.lineno}: the file is not JSON: {error.msg}.") from None
    except (RecursionError, ValueError):
        raise UnreadableRoadmapError(
            f"{name}: the file is nested too deep, or has a number that is too long."
        ) from None
    if not isinstance(document, dict):
        raise UnreadableRoadmapError(f"{name}: the file holds no map of roadmap.sh.")
    return document


def as_text(value: object) -> str:
    """A text on one line; half characters, which JSON can hold, are replaced."""
    if not isinstance(value, str):
        return ""
    return " ".join(_HALF.sub("\N{REPLACEMENT CHARACTER}", value).split())


def has_half_characters(document: Table) -> bool:
    """Whether there is a lone surrogate in any text."""
    try:
        return _HALF.search(json.dumps(document, ensure_ascii=False)) is not None
    except RecursionError:
        return False


def as_dict(value: object) -> Table:
    """An object; an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def as_dicts(value: object) -> list[Table]:
    """The objects of a list; a single one is a list of one."""
    values = value if isinstance(value, list) else [value]
    return [each for each in values if isinstance(each, dict)]


def as_number(*values: object) -> float:
    """The first of some values that is a finite number, or text that says one; else 0."""
    for value in values:
        if isinstance(value, (int, float, str)) and not isinstance(value, bool):
            try:
                number = float(value)
            except (ValueError, OverflowError):
                continue
            if math.isfinite(number):
                return number
    return 0.0

"""Completion of a query that is being typed."""

import re
from collections.abc import Iterable

from roadmap_tui.core.roadmap import Node
from roadmap_tui.core.search.query import NAMES, VALUES, tokens
from roadmap_tui.core.text import clean_line

_VALUE = re.compile(r"([a-z]+)[:=](?:[^\",]*,)*([^,]*)", re.DOTALL)
_FIRST_LETTERS = 2
"""A single letter is far more often the beginning of a word than of a filter."""


def known_tags(nodes: Iterable[Node]) -> list[str]:
    """A roadmap's tags as they are typed, in order of the alphabet; those that no keyboard has are left out."""
    tags = {tag for node in nodes for tag in node.tags if '"' not in tag and tag == clean_line(tag)}
    return sorted(f'"{tag}"' if " " in tag or "," in tag else tag for tag in tags)


def complete(text: str, tags: Iterable[str]) -> str:
    """The text with its last word completed; empty when nothing is known to go there.

    Args:
        text: What was typed so far.
        tags: What may follow `tag:`, from `known_tags`.
    """
    if not text or text[-1].isspace() or not (typed := tokens(text)[-1:]):
        return ""
    body = typed[0].removeprefix("-")
    if match := _VALUE.fullmatch(body):
        return _completions(text, match[2], tags if match[1] == "tag" else VALUES.get(match[1], ()))
    names = (f"{name}<" if name == "minutes" else f"{name}:" for name in NAMES)
    return _completions(text, body, names) if len(body) >= _FIRST_LETTERS else ""


def _completions(text: str, beginning: str, words: Iterable[str]) -> str:
    found = next((word for word in words if word.startswith(beginning) and word != beginning), beginning)
    return text + found[len(beginning) :] if found != beginning else ""

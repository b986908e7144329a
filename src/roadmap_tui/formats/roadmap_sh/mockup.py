"""The layout before today's: a mock-up whose groups have names such as `100-internet:what-is-http`.

A leading number is the order, a colon stands between a topic and what is under it. The name without the number is the
upstream id.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

from roadmap_tui.formats.roadmap_sh.values import Table, as_dict, as_dicts, as_number, as_text

_OTHER = ("ext_link:", "json:", "check:")
"""What the names of groups begin with that are no topics."""

_MAX_CONTROLS = 100_000


class Group(NamedTuple):
    """Something that can be ticked."""

    ref: str
    title: str
    order: tuple[float, float, float]


def is_mockup(document: Table) -> bool:
    """Whether a document has that layout."""
    return isinstance(document.get("mockup"), dict)


def read_groups(document: Table) -> list[Group]:
    """The groups in reading order, each once."""
    found: dict[str, Group] = {}
    for control in _controls(document):
        name = as_text(as_dict(control.get("properties")).get("controlName"))
        if control.get("typeID") == "__group__" and name and not name.startswith(_OTHER):
            group = _group(control, name)
            found.setdefault(group.ref, group)
    return sorted(found.values(), key=lambda group: group.order)


def _group(control: Table, name: str) -> Group:
    number, ref = re.match(r"(?:(\d{1,9})-)?(.*)", name, re.DOTALL).groups()  # type: ignore[union-attr]
    order = (as_number(number) if number else float("inf"), as_number(control.get("y")), as_number(control.get("x")))
    return Group(ref, _title(control) or ref.rpartition(":")[2].replace("-", " ").strip().capitalize() or name, order)


def _controls(document: Table) -> Iterator[Table]:
    """All controls, those inside others included."""
    waiting = _children(document["mockup"].get("controls"))[::-1]
    for _ in range(_MAX_CONTROLS):
        if not waiting:
            return
        control = waiting.pop()
        yield control
        waiting += _children(as_dict(control.get("children")).get("controls"))[::-1]


def _children(controls: object) -> list[Table]:
    return as_dicts(as_dict(controls).get("control"))


def _title(control: Table) -> str:
    """The text in the group."""
    texts = (
        as_dict(each.get("properties")).get("text")
        for each in _children(as_dict(control.get("children")).get("controls"))
    )
    return " ".join(as_text(unquote(text)) for text in texts if isinstance(text, str)).strip()

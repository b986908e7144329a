"""todo.txt: a line a topic, with the roadmap as its project and the section as its context."""

import re
from typing import assert_never

from roadmap_tui.core.counts import Tally
from roadmap_tui.core.marks import Status
from roadmap_tui.core.text import clean_line
from roadmap_tui.core.update.ids import slug

_LOOKS_LIKE_MORE = re.compile(r"x |\([A-Z]\) |\d{4}-\d\d-\d\d ")
"""What begins a line with a meaning of its own."""


def dumps(tally: Tally, *, with_notes: bool = False) -> str:
    """The text of the file."""
    indexes = (index for index, node in enumerate(tally.roadmap.nodes) if node.is_topic)
    return "".join(f"{_line(tally, index, with_notes=with_notes)}\n" for index in indexes)


def _line(tally: Tally, index: int, *, with_notes: bool) -> str:
    node, status = tally.roadmap.nodes[index], tally.statuses[index]
    title = " ".join(clean_line(node.title).split())
    note = " ".join(clean_line(tally.progress.note(node.id)).split()) if with_notes else ""
    path = tally.roadmap.path(index)
    words = [
        f"· {title}" if _LOOKS_LIKE_MORE.match(title + " ") else title,
        f"({note})" if note else "",
        f"+{tally.roadmap.id}",
        f"@{slug(path[0]) or 'section'}" if path else "",
        "status:skipped" if status is Status.SKIPPED else "",
    ]
    return " ".join([*_start(tally, index), *filter(None, words)])


def _start(tally: Tally, index: int) -> list[str]:
    match tally.statuses[index]:
        case Status.TODO:
            return []
        case Status.DOING:
            return ["(A)"]
        case Status.DONE | Status.SKIPPED:
            since = tally.progress.status_since(tally.roadmap.nodes[index].id)
            return ["x", since.date().isoformat()] if since else ["x"]
        case status:
            assert_never(status)

"""todo.txt: a line a topic, with the roadmap as its project and the section as its context."""

import re
from typing import assert_never

from roadmap_tui.core.counts import Tally
from roadmap_tui.core.marks import Status, local_time
from roadmap_tui.core.text import clean_line
from roadmap_tui.core.update.ids import slug

_LOOKS_LIKE_MORE = re.compile(r"[xX] |\([A-Za-z]\) |\d{4}-\d\d-\d\d ")
"""What begins a line with a meaning of its own."""

_TAG = re.compile(r"(?<!\S)(?=[+@]\S)")
"""Where a project or a context begins."""

_KEY = re.compile(r"(?<!\S)([^\s:\d][^\s:]*:)(?=[^\s:])(?!//)")
"""The key of a `key:value` such as `due:2026-11-26`; an address has none."""


def dumps(tally: Tally, *, with_notes: bool = False) -> str:
    """The text of the file."""
    indexes = (index for index, node in enumerate(tally.roadmap.nodes) if node.is_topic)
    return "".join(f"{_line(tally, index, with_notes=with_notes)}\n" for index in indexes)


def _line(tally: Tally, index: int, *, with_notes: bool) -> str:
    node, status = tally.roadmap.nodes[index], tally.statuses[index]
    title = _plain(node.title)
    note = _plain(tally.progress.note(node.id)) if with_notes else ""
    path = tally.roadmap.path(index)
    words = [
        f"· {title}" if _LOOKS_LIKE_MORE.match(title + " ") else title,
        f"({note})" if note else "",
        f"+{tally.roadmap.id}",
        f"@{slug(path[0]) or 'section'}" if path else "",
        "status:skipped" if status is Status.SKIPPED else "",
    ]
    return " ".join([*_start(tally, index), *filter(None, words)])


def _plain(text: str) -> str:
    """A text on one line whose words are no projects, contexts or keys: a zero-width space or a space parts them."""
    words = " ".join(clean_line(text).split())
    return _KEY.sub(r"\1 ", _TAG.sub("\u200b", words))


def _start(tally: Tally, index: int) -> list[str]:
    match tally.statuses[index]:
        case Status.TODO:
            return []
        case Status.DOING:
            return ["(A)"]
        case Status.DONE | Status.SKIPPED:
            since = tally.progress.status_since(tally.roadmap.nodes[index].id)
            return ["x", (since.on or local_time(since.at, since.offset).date()).isoformat()] if since else ["x"]
        case status:
            assert_never(status)

"""iCalendar (RFC 5545): a VTODO a topic, with a UID that stays, so that importing again updates."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import assert_never

from roadmap_tui.core.counts import Tally
from roadmap_tui.core.marks import Status
from roadmap_tui.core.text import clean, clean_line
from roadmap_tui.formats.exports.outline import links_of

_MAX_OCTETS = 75
"""Of a line, without its end (RFC 5545, 3.1)."""

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""When a topic was changed last that was never marked."""


def dumps(tally: Tally, *, with_notes: bool = False) -> str:
    """The text of the file, with its lines ending in CR LF."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//roadmap-tui//roadmap-tui//EN"]
    for index, node in enumerate(tally.roadmap.nodes):
        if node.is_topic:
            lines += _todo(tally, index, with_notes=with_notes)
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCALENDAR"] for part in _folded(line))


def _todo(tally: Tally, index: int, *, with_notes: bool) -> Iterator[str]:
    node, status = tally.roadmap.nodes[index], tally.statuses[index]
    since = tally.progress.status_since(node.id)
    yield "BEGIN:VTODO"
    yield f"UID:{_text(node.id)}@{_text(tally.roadmap.id)}.roadmap-tui"
    yield f"DTSTAMP:{_time(since.at if since else _NEVER)}"
    yield f"SUMMARY:{_text(clean_line(node.title))}"
    yield f"STATUS:{_status(status)}"
    if status is Status.DONE and since:
        yield f"COMPLETED:{_time(since.at)}"
    if path := tally.roadmap.path(index):
        yield f"CATEGORIES:{_text(clean_line(path[0]))}"
    urls = [each.link.url for each in links_of(tally, node, with_notes=with_notes)]
    if urls and re.fullmatch(r"[!-~]+", urls[0]):
        yield f"URL:{urls[0]}"
    if with_notes and (note := tally.progress.note(node.id)):
        yield f"DESCRIPTION:{_text(clean(note))}"
    yield "END:VTODO"


def _status(status: Status) -> str:
    """A value of STATUS (RFC 5545, 3.8.1.11)."""
    match status:
        case Status.TODO:
            return "NEEDS-ACTION"
        case Status.DOING:
            return "IN-PROCESS"
        case Status.DONE:
            return "COMPLETED"
        case Status.SKIPPED:
            return "CANCELLED"
        case _:
            assert_never(status)


def _text(text: str) -> str:
    """A value of type TEXT (RFC 5545, 3.3.11)."""
    return re.sub(r"([\\;,])", r"\\\1", text).replace("\n", "\\n").replace("\t", " ")


def _time(moment: datetime) -> str:
    return f"{moment:%Y%m%dT%H%M%SZ}".rjust(16, "0")


def _folded(line: str) -> Iterator[str]:
    """Lines that are short enough, cut between characters; each but the first begins with a blank."""
    part, size = "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > _MAX_OCTETS:
            yield part
            part, size = " ", 1
        part, size = part + character, size + octets
    yield part

"""CSV (RFC 4180): one row a topic.

A cell that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, "CSV injection").
"""

import csv
import io

from roadmap_tui.core.counts import Tally
from roadmap_tui.core.marks import local_time
from roadmap_tui.core.text import clean
from roadmap_tui.formats.exports.outline import links_of

_HEAD = ["id", "title", "section", "status", "since", "level", "minutes", "tags", "links"]
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def dumps(tally: Tally, *, with_notes: bool = False) -> str:
    """The text of the file, with its lines ending in CR LF."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*_HEAD, *(["note"] if with_notes else [])])
    for index, node in enumerate(tally.roadmap.nodes):
        if node.is_topic:
            note = [tally.progress.note(node.id)] if with_notes else []
            writer.writerow(
                [escape_formula(str(cell)) for cell in [*_cells(tally, index, with_notes=with_notes), *note]]
            )
    return out.getvalue()


def escape_formula(cell: str) -> str:
    """A cell that is shown and never run."""
    text = clean(cell)
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) or text.startswith(_FORMULA) else text


def _cells(tally: Tally, index: int, *, with_notes: bool) -> list[object]:
    node = tally.roadmap.nodes[index]
    since = tally.progress.status_since(node.id)
    return [
        node.id,
        node.title,
        " > ".join(tally.roadmap.path(index)),
        tally.statuses[index],
        (since.on or local_time(since.at, since.offset).date()).isoformat() if since else "",
        node.level or "",
        node.minutes or "",
        ", ".join(node.tags),
        " ".join(each.link.url for each in links_of(tally, node, with_notes=with_notes)),
    ]

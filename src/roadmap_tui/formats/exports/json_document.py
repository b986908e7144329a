"""JSON: everything there is, roadmap, progress and summary; keys are always present and only ever added to."""

import json

from roadmap_tui.core.counts import Tally
from roadmap_tui.core.roadmap import Node
from roadmap_tui.formats.exports.outline import links_of
from roadmap_tui.formats.progress_jsonl import format_time


def dumps(tally: Tally, *, with_notes: bool = False) -> str:
    """The text of the file; control characters are escaped."""
    roadmap, overall = tally.roadmap, tally.overall
    root = roadmap.nodes[0]
    document = {
        "format": 1,
        "id": roadmap.id,
        "title": roadmap.title,
        "source": roadmap.source,
        "language": roadmap.language,
        "about": root.about,
        "links": _links(tally, root, with_notes=with_notes),
        "summary": {**overall._asdict(), "total": overall.total, "percent": overall.percent},
        "nodes": [_node(tally, index, with_notes=with_notes) for index in range(1, len(roadmap.nodes))],
    }
    return json.dumps(document, indent=1) + "\n"


def _node(tally: Tally, index: int, *, with_notes: bool) -> dict[str, object]:
    node = tally.roadmap.nodes[index]
    since = tally.progress.status_since(node.id) if node.is_topic else None
    return {
        "id": node.id,
        "title": node.title,
        "parent": tally.roadmap.nodes[node.parent].id or None,
        "topic": node.is_topic,
        "status": tally.statuses[index] if node.is_topic else None,
        "since": format_time(since.at) if since else None,
        "about": node.about,
        "links": _links(tally, node, with_notes=with_notes),
        "tags": node.tags,
        "level": node.level,
        "minutes": node.minutes,
        "after": node.after,
        "origin": node.origin,
        "was": node.was,
        "ref": node.ref,
        **({"note": tally.progress.note(node.id) or None} if with_notes else {}),
    }


def _links(tally: Tally, node: Node, *, with_notes: bool) -> list[dict[str, object]]:
    found = links_of(tally, node, with_notes=with_notes)
    said = [{"own": each.is_own, "read": each.is_read} if with_notes else {} for each in found]
    return [{**each.link._asdict(), **more} for each, more in zip(found, said, strict=True)]

"""What `--json` prints: plain dictionaries with stable keys, always present, null when empty, only ever added to.

Other programs read these, so a key is never renamed or removed.
"""

from typing import TYPE_CHECKING

from roadmap_tui.core.counts import Tally
from roadmap_tui.core.links import TopicLink, topic_links
from roadmap_tui.core.marks import Mark
from roadmap_tui.core.notes import NoteEntry, conflicting_notes
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.roadmap import Node
from roadmap_tui.core.stats import Stats, weekly_counts
from roadmap_tui.core.suggestions import Suggestion
from roadmap_tui.formats.progress_jsonl import format_time
from roadmap_tui.presentation.glyphs import UNICODE
from roadmap_tui.presentation.words import derived_status, format_suggestion

if TYPE_CHECKING:
    from roadmap_tui.storage.opening import LibraryEntry


def topic_entry(tally: Tally, index: int) -> dict[str, object]:
    """One element of `list --json`."""
    node = tally.roadmap.nodes[index]
    since = tally.progress.status_since(node.id) if node.is_topic else None
    return {
        "id": node.id,
        "title": node.title,
        "status": derived_status(tally, index),
        "path": tally.roadmap.path(index),
        "level": node.level,
        "tags": list(node.tags),
        "links": len(topic_links(tally.progress, node)),
        "note": bool(tally.progress.note(node.id)),
        "since": format_time(since.at) if since else None,
    }


def node_entry(tally: Tally, index: int) -> dict[str, object]:
    """`show --json`: everything about one topic or section."""
    node = tally.roadmap.nodes[index]
    return {
        **topic_entry(tally, index),
        "topic": node.is_topic,
        "about": node.about,
        "links": [link_entry(each) for each in topic_links(tally.progress, node)],
        "minutes": node.minutes,
        "after": [_reference(tally, tally.roadmap.indexes[needed]) for needed in node.after],
        "origin": node.origin,
        "note": tally.progress.note(node.id) or None,
        **_counts(tally, index),
    }


def _reference(tally: Tally, index: int) -> dict[str, object]:
    node = tally.roadmap.nodes[index]
    return {"id": node.id, "title": node.title, "status": derived_status(tally, index)}


def suggestion_entry(tally: Tally, suggestion: Suggestion) -> dict[str, object]:
    """One element of `next --json`."""
    return {
        **topic_entry(tally, suggestion.node_index),
        "minutes": tally.roadmap.nodes[suggestion.node_index].minutes,
        "unlocks": suggestion.unlocks,
        "reason": format_suggestion(tally, suggestion, UNICODE),
        "needs": [tally.roadmap.nodes[needed].id for needed in suggestion.needs],
    }


def link_entry(each: TopicLink) -> dict[str, object]:
    """One element of `link --json`."""
    return {**each.link._asdict(), "own": each.is_own, "read": each.is_read}


def mark_entry(mark: Mark) -> dict[str, object]:
    """One element of `log --json`."""
    return {
        "at": format_time(mark.at),
        "device": mark.device,
        "roadmap": mark.roadmap,
        "topic": mark.topic,
        "title": mark.title,
        "field": mark.field,
        "value": mark.value,
        "url": mark.url or None,
        "step": mark.step,
        "undoes": mark.undoes or None,
    }


def roadmap_entry(entry: "LibraryEntry") -> dict[str, object]:
    """One element of `roadmaps --json`; what a file with mistakes does not tell is null."""
    summary = entry.summary
    return {
        "id": entry.file.id,
        "title": entry.title,
        "file": str(entry.file.path),
        "bundled": entry.is_bundled,
        "total": summary.total if summary else None,
        "done": summary.done if summary else None,
        "percent": summary.percent if summary else None,
    }


def note_entry(progress: Progress, node: Node) -> dict[str, object]:
    """`note --json`: a note, and the several that it is made of when they were written apart."""
    notes = [
        {"at": format_time(mark.at), "device": mark.device, "note": mark.value}
        for mark in conflicting_notes(progress, node.id)
    ]
    return {"id": node.id, "title": node.title, "note": progress.note(node.id) or None, "notes": notes}


def note_list_entry(entry: NoteEntry) -> dict[str, object]:
    """One element of `notes --json`."""
    return {
        "id": entry.topic,
        "title": entry.title,
        "note": entry.text,
        "at": format_time(entry.at),
        "orphan": entry.node_index is None,
    }


def stats_entry(tally: Tally, now: Stats, orphans: int, damaged: int) -> dict[str, object]:
    """`stats --json`.

    Args:
        tally: The counts.
        now: What the marks say about the user's days.
        orphans: Topics with progress that the roadmap does not have.
        damaged: Lines of the logs that could not be used.
    """
    sections = [
        {"id": node.id, "title": node.title, "depth": node.depth, **_counts(tally, index)}
        for index, node in tally.roadmap.sections()
    ]
    return {
        "roadmap": tally.roadmap.id,
        "title": tally.roadmap.title,
        **_counts(tally, 0),
        "sections": sections,
        "orphans": orphans,
        "damaged_marks": damaged,
        **_activity(now),
    }


def _activity(now: Stats) -> dict[str, object]:
    """Days as ISO 8601 has them, in order; weeks of seven days, the one that ends with `as_of` first."""
    found = now.forecast
    return {
        "as_of": now.today.isoformat(),
        "days": {day.isoformat(): now.finished[day] for day in sorted(now.finished)},
        "weeks": weekly_counts(now.finished, now.today),
        "streak": now.streak._asdict(),
        "forecast": {"from": found.earliest.isoformat(), "to": found.latest.isoformat()} if found else None,
    }


def _counts(tally: Tally, index: int) -> dict[str, int | None]:
    summary = tally.summaries[index]
    return {
        "total": summary.total,
        **summary._asdict(),
        "percent": summary.percent,
        "minutes_left": tally.minutes_left(index),
    }

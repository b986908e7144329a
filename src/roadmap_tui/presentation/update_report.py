"""The report of an update: the fate of topics and ticks, and the changes since the edition before.

For the app and for the commands; plain functions of a plan or an edition, and all text that leaves is clean.
"""

from collections.abc import Iterable
from pathlib import Path

from roadmap_tui.core.counts import Summary
from roadmap_tui.core.marks import Status
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.text import plural, screen_line
from roadmap_tui.core.update.diff import Diff, path
from roadmap_tui.core.update.matching import Pair
from roadmap_tui.core.update.merge import Edition
from roadmap_tui.storage.imports import ImportPlan

CHANGES = {
    "added": "Added",
    "removed": "Removed",
    "renamed": "Renamed",
    "moved": "Moved",
    "relinked": "With other links",
}
"""What the parts of a difference are called."""


def count_ticks(plan: ImportPlan) -> dict[str, int]:
    """Ticks that come from the source, that were there before and still count, and that wait for their topics."""
    parked = {mark.topic for mark in plan.after.orphans() if mark.field == "status"}
    return {
        "marked": len(plan.marks),
        "kept": _ticks(plan.after) - len(plan.marks),
        "parked": len(parked),
        "added": _added(plan),
    }


def _ticks(progress: Progress) -> int:
    return sum(progress.status(node.id) is not Status.TODO for node in progress.roadmap.topics())


def _added(plan: ImportPlan) -> int:
    known = {pair.new for pair in plan.edition.matching.certain}
    return sum(node.is_topic and index not in known for index, node in enumerate(plan.edition.roadmap.nodes))


def pairs_to_confirm(plan: ImportPlan) -> list[Pair]:
    """The doubtful matches that progress hangs on."""
    return [pair for pair in plan.edition.matching.ambiguous if _has_progress(plan, pair.old)]


def removed_with_progress(plan: ImportPlan) -> list[int]:
    """Nodes of the previous edition that are removed and have progress."""
    return [old for old in plan.edition.matching.removed if _has_progress(plan, old)]


def _has_progress(plan: ImportPlan, old: int) -> bool:
    return old not in plan.edition.previous.without_progress


def pair_titles(plan: ImportPlan, pair: Pair) -> tuple[str, str]:
    """Both topics of a match with the sections they stand in."""
    nodes, roadmap = plan.edition.previous.nodes, plan.edition.roadmap
    old = nodes[pair.old]
    section = f"{nodes[old.parent].title} > " if old.parent > 0 else ""
    above = "".join(f"{title} > " for title in roadmap.path(pair.new)[-1:])
    return screen_line(section + old.title), screen_line(above + roadmap.nodes[pair.new].title)


def format_outcome(plan: ImportPlan, kept: Path | None = None, *, would: str = "") -> list[str]:
    """The outcome, one sentence each.

    Args:
        plan: What was carried out.
        kept: Where the edition before is kept.
        would: What stands before each verb when nothing was.
    """
    roadmap, counts = plan.edition.roadmap, count_ticks(plan)
    topics = plural(sum(1 for _ in roadmap.topics()), "topic")
    links = plural(sum(len(node.links) for node in roadmap.nodes), "link")
    what = f"{would}{'updated' if plan.old else 'imported'}" if plan.is_new_text else "is unchanged"
    sentences = [f"{roadmap.id}: {screen_line(roadmap.title)}: {what}, {topics}, {links}."]
    if plan.summary:
        sentences.append(screen_line(plan.summary))
    if counts["marked"]:
        sentences.append(f"{plural(counts['marked'], 'tick')} of the source {would}taken over as marks.")
    if plan.old or counts["kept"] or counts["parked"]:
        added = plural(counts["added"], "topic")
        sentences.append(f"{plural(counts['kept'], 'tick')} kept, {counts['parked']} parked; {added} added.")
    return [*sentences, f"The edition before is kept in {screen_line(str(kept))}."] if kept else sentences


def format_effect(before: Summary, after: Summary) -> str:
    """The effect of a new edition on the user's counts, a sentence."""
    counts = f"Topics {before.total} -> {after.total}, done {before.done} -> {after.done}"
    return f"{counts}: {before.percent}% -> {after.percent}%."


def diff_lines(edition: Edition, found: Diff) -> dict[str, list[list[str]]]:
    """Everything that changed by its name in `CHANGES`, each with the lines that say it."""
    old, new = edition.previous.nodes, edition.roadmap.nodes
    return {
        "added": [[format_trail([*path(new, index), new[index].title])] for index in found.added],
        "removed": [[format_trail([*path(old, index), old[index].title])] for index in found.removed],
        "renamed": [
            [f"{format_trail([old[p.old].title])} -> {format_trail([new[p.new].title])}"] for p in found.renamed
        ],
        "moved": [[_format_move(edition, p)] for p in found.moved],
        "relinked": [_relinked(edition, p) for p in found.relinked],
    }


def _format_move(edition: Edition, pair: Pair) -> str:
    before, after = path(edition.previous.nodes, pair.old), path(edition.roadmap.nodes, pair.new)
    title = format_trail([edition.roadmap.nodes[pair.new].title])
    return f"{title}: {format_trail(before) or 'top'} -> {format_trail(after) or 'top'}"


def pair_urls(edition: Edition, pair: Pair) -> tuple[list[str], list[str]]:
    """Addresses that are gone and that have come."""
    before = [link.url for link in edition.previous.nodes[pair.old].links]
    after = [link.url for link in edition.roadmap.nodes[pair.new].links]
    return [url for url in before if url not in after], [url for url in after if url not in before]


def _relinked(edition: Edition, pair: Pair) -> list[str]:
    gone, come = pair_urls(edition, pair)
    changes = [*(f"  + {screen_line(url)}" for url in come), *(f"  - {screen_line(url)}" for url in gone)]
    return [format_trail([edition.roadmap.nodes[pair.new].title]), *changes]


def format_trail(titles: Iterable[str]) -> str:
    """Titles of sections and what stands in them."""
    return " > ".join(map(screen_line, titles))

"""`diff`: the changes from one roadmap, or edition of it, to another."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from itertools import chain

from roadmap_tui.cli.arguments import add_json
from roadmap_tui.cli.context import Context
from roadmap_tui.cli.output import print_json, print_text
from roadmap_tui.cli.progress_line import progress_line
from roadmap_tui.core.counts import Summary, Tally
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.roadmap import Roadmap
from roadmap_tui.core.update.diff import Diff, diff, path
from roadmap_tui.core.update.matching import Pair
from roadmap_tui.core.update.merge import Edition
from roadmap_tui.presentation.update_report import CHANGES, diff_lines, format_effect, pair_urls
from roadmap_tui.storage import imports, library
from roadmap_tui.storage.log import ProgressLog
from roadmap_tui.storage.os_errors import unreachable_reason


def add_arguments(command: ArgumentParser) -> None:
    """Declare the arguments."""
    command.add_argument("old", metavar="A", help="a roadmap, or anything that can be imported")
    command.add_argument("new", metavar="B", help="what to compare it with")
    add_json(command)


def run(context: Context, options: Namespace) -> int:
    """What changed from one roadmap, or edition of it, to another, and what that does to your percentage."""
    old, new = (_side_of(context, reference) for reference in (options.old, options.new))
    with progress_line("Comparing"):
        edition = imports.compare(old, new)
    found = diff(edition)
    before, after = (_counts(context, roadmap) for roadmap in (old.roadmap, edition.roadmap))
    if options.json:
        print_json(_entry(edition, found, before, after))
        return 0
    for name, changes in diff_lines(edition, found).items():
        if changes:
            print_text(f"{CHANGES[name]} ({len(changes)})")
        for line in chain.from_iterable(changes):
            print_text(f"  {line}")
    if found.is_empty:
        print_text("The same topics, titles, places and links.")
    print_text(format_effect(before, after))
    return 0


def _side_of(context: Context, reference: str) -> imports.DiffSide:
    """A roadmap of the library, or whatever `import` reads."""
    if not library.is_path(reference) and unreachable_reason(reference):
        return imports.side_of_roadmap(library.load(library.find(reference, context.locations.roadmaps)))
    with progress_line(f"Reading {reference}"):
        return imports.side_of_source(reference)


def _counts(context: Context, roadmap: Roadmap) -> Summary:
    log = ProgressLog(context.locations.progress, *context.own)
    return Tally(Progress(roadmap, context.device).with_marks(log.read())).overall


def _entry(edition: Edition, found: Diff, before: Summary, after: Summary) -> dict[str, object]:
    """`diff --json`."""
    old, new = edition.previous.nodes, edition.roadmap.nodes
    return {
        "old": _side(old[0].title, before),
        "new": _side(new[0].title, after),
        "added": [{"id": new[i].id, "title": new[i].title, "path": path(new, i)} for i in found.added],
        "removed": [{"id": old[i].id, "title": old[i].title, "path": path(old, i)} for i in found.removed],
        "renamed": [{**_pair(edition, p.old, p.new), "old_title": old[p.old].title} for p in found.renamed],
        "moved": [
            {**_pair(edition, p.old, p.new), "old_path": path(old, p.old), "path": path(new, p.new)}
            for p in found.moved
        ],
        "relinked": [_relinked_entry(edition, pair) for pair in found.relinked],
        "doubtful": [
            {**_pair(edition, p.old, p.new), "old_title": old[p.old].title, "reason": p.reason}
            for p in edition.matching.ambiguous
        ],
    }


def _side(title: str, counts: Summary) -> dict[str, object]:
    return {"title": title, "total": counts.total, "done": counts.done, "percent": counts.percent}


def _pair(edition: Edition, old: int, new: int) -> dict[str, object]:
    node = edition.roadmap.nodes[new]
    return {"old_id": edition.previous.nodes[old].id, "id": node.id, "title": node.title}


def _relinked_entry(edition: Edition, pair: Pair) -> dict[str, Sequence[str] | object]:
    gone, come = pair_urls(edition, pair)
    return {**_pair(edition, pair.old, pair.new), "removed": gone, "added": come}

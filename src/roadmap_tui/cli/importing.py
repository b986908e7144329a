"""Commands that bring roadmaps in: import, update."""

import shlex
import sys
from argparse import Namespace
from collections.abc import Collection
from pathlib import Path
from typing import TypeVar

from roadmap_tui.cli.context import Context
from roadmap_tui.cli.output import print_json, print_text, say
from roadmap_tui.cli.waiting import waiting
from roadmap_tui.core.matching import Pair
from roadmap_tui.core.progress import Progress, Status
from roadmap_tui.core.roadmap import NodeId, RoadmapId
from roadmap_tui.core.text import clean_line, plural
from roadmap_tui.errors import NotFoundError, UsageError
from roadmap_tui.storage import editions, library, session, sources
from roadmap_tui.storage.log import ProgressLog

_T = TypeVar("_T")

_LARGE = 2**20
"""Bytes of a source whose size is worth a word."""

_NAMED = 10
"""How many remarks or topics are named before the rest is counted."""


def import_source(context: Context, options: Namespace) -> int:
    """Make a roadmap of a list, or bring the one that was made of it up to date."""
    wanted = sources.Format(options.format) if options.format != "auto" else None
    request = editions.Request(
        source=_read(options.source, wanted),
        roadmap=RoadmapId(options.id) if options.id else None,
        title=options.title,
        kind=options.kind,
    )
    return _run(context, options, request)


def update_roadmap(context: Context, options: Namespace) -> int:
    """Bring a roadmap up to date with a new edition of its source."""
    path = _library_file(context, options.id)
    old = library.load(path)
    source = options.source or old.source
    if not source:
        raise UsageError(
            f"Nothing says where {old.id} came from; name the new edition: roadmap-tui update {old.id} FILE"
        )
    if not options.source and not Path(source.rpartition("#")[0] or source).exists():
        raise NotFoundError(f"{old.id} came from {source}, which is not there; name the new edition after the id.")
    request = editions.Request(
        source=_read(source),
        roadmap=old.id,
        title=None,
        kind=options.kind,
        is_update=True,
        accepted=None if options.accept else (),
    )
    return _run(context, options, request)


def _library_file(context: Context, reference: str | None) -> Path:
    """The roadmap to update: one of the reader's own folder."""
    named = reference or session.load(context.locations.session).last or library.BUNDLED_ID
    path = library.find(named, context.locations.roadmaps)
    if path.absolute().parent != context.locations.roadmaps.absolute():
        raise UsageError(f"{named} was not imported, so there is nothing to update; name a roadmap that was.")
    return path


def _run(context: Context, options: Namespace, request: editions.Request) -> int:
    plan = _plan(context, request)
    if getattr(options, "review", False) and (answers := _review(plan)):
        plan = _plan(context, request._replace(accepted=answers))
    kept = None if options.dry_run else editions.carry_out(plan, context.log, context.now())
    if options.json:
        print_json(_entry(plan, kept, is_dry_run=options.dry_run))
    else:
        _report(plan, kept, options)
    return 0


def _plan(context: Context, request: editions.Request) -> editions.Plan:
    size = len(request.source.data)
    how_large = f", {size / _LARGE:.0f} MiB" if size > _LARGE else ""
    log = ProgressLog(context.locations.progress, context.device)  # each look at the logs begins at their beginning
    with waiting(f"Reading {request.source.name}{how_large}"):
        return editions.plan(request, context.locations.roadmaps, log, context.device, context.now())


def _read(reference: str, wanted: sources.Format | None = None) -> sources.Source:
    if reference == "-":  # whoever types it must not be written over
        return sources.read(reference, wanted)
    with waiting(f"Reading {reference}"):
        return sources.read(reference, wanted)


def _review(plan: editions.Plan) -> Collection[tuple[NodeId, NodeId]]:
    """Ask about every doubtful topic with progress; what is answered with yes."""
    pairs = _doubtful(plan)
    if pairs and not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError(
            "--review asks questions and needs a terminal; --dry-run --json lists them, --accept says yes."
        )
    agreed: list[tuple[NodeId, NodeId]] = []
    for number, pair in enumerate(pairs, 1):
        if any(plan.edition.roadmap.nodes[pair.new].id == new_id for _, new_id in agreed):
            continue  # one topic is the same as one other
        old, new = _names(plan, pair)
        say(f"\n{number} of {len(pairs)}: {pair.reason}\n  was  {old}\n  now  {new}")
        answer = _ask("The same? [y/N/q] ")
        if answer == "q":
            break
        if answer == "y":
            agreed.append((plan.edition.past.nodes[pair.old].id, plan.edition.roadmap.nodes[pair.new].id))
    return agreed


def _ask(question: str) -> str:
    print(question, end="", file=sys.stderr, flush=True)
    return (sys.stdin.readline() or "q").strip().lower()[:1]


def _names(plan: editions.Plan, pair: Pair) -> tuple[str, str]:
    """Both topics with the sections they stand in."""
    nodes, roadmap = plan.edition.past.nodes, plan.edition.roadmap
    old = nodes[pair.old]
    section = f"{nodes[old.parent].title} > " if old.parent > 0 else ""
    path = "".join(f"{title} > " for title in roadmap.path(pair.new)[-1:])
    return clean_line(section + old.title), clean_line(path + roadmap.nodes[pair.new].title)


def _has_progress(plan: editions.Plan, old: int) -> bool:
    return old not in plan.edition.past.spare


def _doubtful(plan: editions.Plan) -> list[Pair]:
    return [pair for pair in plan.edition.matching.doubtful if _has_progress(plan, pair.old)]


def _vanished(plan: editions.Plan) -> list[int]:
    return [old for old in plan.edition.matching.vanished if _has_progress(plan, old)]


def _ticks(progress: Progress) -> int:
    return sum(progress.status(node.id) is not Status.TODO for node in progress.roadmap.topics())


def _entry(plan: editions.Plan, kept: Path | None, *, is_dry_run: bool) -> dict[str, object]:
    """`import --json` and `update --json`."""
    roadmap, past = plan.edition.roadmap, plan.edition.past
    return {
        "id": roadmap.id,
        "title": roadmap.title,
        "file": str(plan.path),
        "topics": sum(1 for _ in roadmap.topics()),
        "links": sum(len(node.links) for node in roadmap.nodes),
        **_progress_entry(plan),
        "skipped_items": [remark._asdict() for remark in plan.remarks],
        "sections": len([node for node in roadmap.nodes[1:] if not node.is_topic]),
        "updated": plan.old is not None,
        "changed": plan.is_new_text,
        "kept_file": str(kept) if kept else None,
        "dry_run": is_dry_run,
        "doubtful": [
            {
                "id": past.nodes[pair.old].id,
                "title": past.nodes[pair.old].title,
                "new_id": roadmap.nodes[pair.new].id,
                "new_title": roadmap.nodes[pair.new].title,
                "reason": pair.reason,
            }
            for pair in _doubtful(plan)
        ],
        "vanished": [{"id": past.nodes[old].id, "title": past.nodes[old].title} for old in _vanished(plan)],
    }


def _progress_entry(plan: editions.Plan) -> dict[str, int]:
    """Ticks that came from the source, that were there before and still count, and that wait for their topics."""
    parked = {mark.topic for mark in plan.after.orphans() if mark.field == "status"}
    return {
        "marked": len(plan.marks),
        "kept": _ticks(plan.after) - len(plan.marks),
        "parked": len(parked),
        "added": _added(plan),
    }


def _added(plan: editions.Plan) -> int:
    known = {pair.new for pair in plan.edition.matching.certain}
    return sum(node.is_topic and index not in known for index, node in enumerate(plan.edition.roadmap.nodes))


def _report(plan: editions.Plan, kept: Path | None, options: Namespace) -> None:
    roadmap, counts = plan.edition.roadmap, _progress_entry(plan)
    topics = plural(sum(1 for _ in roadmap.topics()), "topic")
    links = plural(sum(len(node.links) for node in roadmap.nodes), "link")
    would = "would be " if options.dry_run else ""
    what = f"{would}{'updated' if plan.old else 'imported'}" if plan.is_new_text else "is unchanged"
    print_text(f"{roadmap.id}: {clean_line(roadmap.title)}: {what}, {topics}, {links}.")
    if counts["marked"]:
        print_text(f"{plural(counts['marked'], 'tick')} of the source {would}taken over as marks.")
    if plan.old or counts["kept"] or counts["parked"]:
        _report_update(plan, counts, options)
    if kept:
        print_text(f"The edition before is kept in {kept}.")
    _report_remarks(plan, options)
    if not options.dry_run and not plan.old:
        print_text(f"Open it with: roadmap-tui open {roadmap.id}")


def _report_update(plan: editions.Plan, counts: dict[str, int], options: Namespace) -> None:
    print_text(
        f"{plural(counts['kept'], 'tick')} kept, {counts['parked']} parked; {plural(counts['added'], 'topic')} added."
    )
    doubtful, vanished = _doubtful(plan), _vanished(plan)
    if doubtful:
        print_text("Doubtful, so parked until you say yes:")
    for pair in _some(doubtful, options):
        old, new = _names(plan, pair)
        print_text(f"  {old}\n    now {new}? ({pair.reason})")
    if doubtful:
        source = shlex.quote(options.source) if options.source else ""
        again = f"roadmap-tui update {plan.edition.roadmap.id} {source}".rstrip()
        print_text(f"Answer with: {again} --review (or --accept for all of them)")
    if vanished:
        print_text("No longer in the roadmap; their progress is kept and comes back with them:")
    for index in _some(vanished, options):
        print_text(f"  {clean_line(plan.edition.past.nodes[index].title)}")


def _some(things: list[_T], options: Namespace) -> list[_T]:
    if options.verbose or len(things) <= _NAMED:
        return things
    say(f"There are {len(things) - _NAMED} more; --verbose shows all.")
    return things[:_NAMED]


def _report_remarks(plan: editions.Plan, options: Namespace) -> None:
    """What became of the parts that are no topics: a few by line, all with `--verbose`."""
    shown = plan.remarks if options.verbose else plan.remarks[:_NAMED]
    for line, reason in shown:
        say(f"{options.source or plan.edition.roadmap.source}:{line}: {reason}" if line else reason)
    if len(shown) < len(plan.remarks):
        say(f"{len(plan.remarks) - len(shown)} more parts are no topics; --verbose shows all, --json too.")
    if options.verbose:
        for sentence in plan.details:
            say(sentence)

"""`import`: make a roadmap of a list, or bring the one that was made of it up to date."""

import shlex
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Collection
from pathlib import Path
from typing import TypeVar

from roadmap_tui.cli.arguments import add_json
from roadmap_tui.cli.context import Context
from roadmap_tui.cli.output import print_json, print_message, print_text
from roadmap_tui.cli.progress_line import progress_line
from roadmap_tui.core.roadmap import NodeId, RoadmapId
from roadmap_tui.core.text import screen_line
from roadmap_tui.errors import UsageError
from roadmap_tui.presentation.update_report import (
    count_ticks,
    format_outcome,
    pair_titles,
    pairs_to_confirm,
    removed_with_progress,
)
from roadmap_tui.storage import imports, sources
from roadmap_tui.storage.log import ProgressLog

_T = TypeVar("_T")

_LARGE = 2**20
"""Bytes of a source whose size is worth a word."""

_NAMED = 10
"""How many remarks or topics are named before the rest is counted."""


def add_arguments(command: ArgumentParser) -> None:
    """Declare the arguments."""
    command.add_argument("source", metavar="SOURCE", help="a file, a folder such as a clone, CLONE#MAP, or - for stdin")
    command.add_argument(
        "--format",
        choices=["auto", *map(str, sources.SourceFormat)],
        default="auto",
        help="what it is written in (default: name and content decide)",
    )
    command.add_argument("--id", metavar="ID", help="what the roadmap is called in commands and in your progress")
    command.add_argument("--title", metavar="T", help="what it is called on the screen")
    add_edition(command)


def add_edition(command: ArgumentParser) -> None:
    """Declare the arguments that `update` has, too."""
    command.add_argument(
        "--as",
        dest="kind",
        choices=["tasks", "lists", "tables", "headings", "paragraphs"],
        help="what in Markdown is a topic (default: the content decides; --verbose says how)",
    )
    command.add_argument("--dry-run", action="store_true", help="write nothing, only say what would be")
    command.add_argument("--verbose", action="store_true", help="name everything that did not become a topic")
    add_json(command)


def run(context: Context, options: Namespace) -> int:
    """Make a roadmap of a list, or bring the one that was made of it up to date."""
    wanted = sources.SourceFormat(options.format) if options.format != "auto" else None
    request = imports.ImportRequest(
        source=read_source(options.source, wanted),
        roadmap=RoadmapId(options.id) if options.id else None,
        title=options.title,
        kind=options.kind,
    )
    return run_import(context, options, request)


def run_import(context: Context, options: Namespace, request: imports.ImportRequest) -> int:
    """Plan an import, carry it out unless it is a dry run, and report it."""
    plan = _plan(context, request)
    if getattr(options, "review", False) and (answers := _review(plan)):
        plan = _plan(context, request._replace(accepted=answers))
    kept = None if options.dry_run else imports.carry_out(plan, context.log, context.now())
    if options.json:
        print_json(_entry(plan, kept, is_dry_run=options.dry_run))
    else:
        _report(plan, kept, options)
    return 0


def _plan(context: Context, request: imports.ImportRequest) -> imports.ImportPlan:
    size = len(request.source.data)
    how_large = f", {size / _LARGE:.0f} MiB" if size > _LARGE else ""
    log = ProgressLog(context.locations.progress, *context.own)  # each look at the logs begins at their beginning
    with progress_line(f"Reading {request.source.name}{how_large}"):
        return imports.make_plan(request, context.locations.roadmaps, log, context.device, context.now())


def read_source(reference: str, wanted: sources.SourceFormat | None = None) -> sources.ImportSource:
    """Read a file, a folder or stdin."""
    if reference == "-":  # whoever types it must not be written over
        return sources.read(reference, wanted)
    with progress_line(f"Reading {reference}"):
        return sources.read(reference, wanted)


def _review(plan: imports.ImportPlan) -> Collection[tuple[NodeId, NodeId]]:
    """Ask about every doubtful topic with progress; what is answered with yes."""
    pairs = pairs_to_confirm(plan)
    if pairs and not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError(
            "--review asks questions and needs a terminal; --dry-run --json lists them, --accept says yes."
        )
    agreed: list[tuple[NodeId, NodeId]] = []
    for number, pair in enumerate(pairs, 1):
        if any(plan.edition.roadmap.nodes[pair.new].id == new_id for _, new_id in agreed):
            continue  # one topic is the same as one other
        old, new = pair_titles(plan, pair)
        print_message(f"\n{number} of {len(pairs)}: {pair.reason}\n  was  {old}\n  now  {new}")
        answer = _ask("The same? [y/N/q] ")
        if answer == "q":
            break
        if answer == "y":
            agreed.append((plan.edition.previous.nodes[pair.old].id, plan.edition.roadmap.nodes[pair.new].id))
    return agreed


def _ask(question: str) -> str:
    print(question, end="", file=sys.stderr, flush=True)
    return (sys.stdin.readline() or "q").strip().lower()[:1]


def _entry(plan: imports.ImportPlan, kept: Path | None, *, is_dry_run: bool) -> dict[str, object]:
    """`import --json` and `update --json`."""
    roadmap, past = plan.edition.roadmap, plan.edition.previous
    return {
        "id": roadmap.id,
        "title": roadmap.title,
        "file": str(plan.path),
        "topics": sum(1 for _ in roadmap.topics()),
        "links": sum(len(node.links) for node in roadmap.nodes),
        **count_ticks(plan),
        "skipped_items": [remark._asdict() for remark in plan.import_notes],
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
            for pair in pairs_to_confirm(plan)
        ],
        "vanished": [{"id": past.nodes[old].id, "title": past.nodes[old].title} for old in removed_with_progress(plan)],
    }


def _report(plan: imports.ImportPlan, kept: Path | None, options: Namespace) -> None:
    for sentence in format_outcome(plan, kept, would="would be " if options.dry_run else ""):
        print_text(sentence)
    _report_open_questions(plan, options)
    _report_remarks(plan, options)
    if not options.dry_run and not plan.old:
        print_text(f"Open it with: roadmap-tui open {plan.edition.roadmap.id}")


def _report_open_questions(plan: imports.ImportPlan, options: Namespace) -> None:
    pairs, gone = pairs_to_confirm(plan), removed_with_progress(plan)
    if pairs:
        print_text("Doubtful, so parked until you say yes:")
    for pair in _some(pairs, options):
        old, new = pair_titles(plan, pair)
        print_text(f"  {old}\n    now {new}? ({pair.reason})")
    if pairs:
        source = shlex.quote(options.source) if options.source else ""
        again = f"roadmap-tui update {plan.edition.roadmap.id} {source}".rstrip()
        print_text(f"Answer with: {again} --review (or --accept for all of them)")
    if gone:
        print_text("No longer in the roadmap; their progress is kept and comes back with them:")
    for index in _some(gone, options):
        print_text(f"  {screen_line(plan.edition.previous.nodes[index].title)}")


def _some(things: list[_T], options: Namespace) -> list[_T]:
    if options.verbose or len(things) <= _NAMED:
        return things
    print_message(f"There are {len(things) - _NAMED} more; --verbose shows all.")
    return things[:_NAMED]


def _report_remarks(plan: imports.ImportPlan, options: Namespace) -> None:
    """Report the parts that are no topics: a few by line, all with `--verbose`."""
    shown = plan.import_notes if options.verbose else plan.import_notes[:_NAMED]
    for line, reason in shown:
        print_message(f"{options.source or plan.edition.roadmap.source}:{line}: {reason}" if line else reason)
    if len(shown) < len(plan.import_notes):
        print_message(
            f"{len(plan.import_notes) - len(shown)} more parts are no topics; --verbose shows all, --json too."
        )
    if options.verbose:
        for sentence in plan.details:
            print_message(sentence)

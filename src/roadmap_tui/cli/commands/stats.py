"""`stats`: totals, days, forecast and sections. It writes nothing and takes no lock."""

import shutil
import sys
from argparse import ArgumentParser, Namespace

from roadmap_tui.cli.arguments import add_as_of, add_json, add_roadmap
from roadmap_tui.cli.context import Context
from roadmap_tui.cli.json_output import stats_entry
from roadmap_tui.cli.output import glyphs, print_json, print_line
from roadmap_tui.core.counts import Tally
from roadmap_tui.core.settings import DateFormat
from roadmap_tui.core.stats import Stats, compute_stats
from roadmap_tui.core.text import cell_width, plural, screen_line
from roadmap_tui.presentation.glyphs import Line, Look, Role
from roadmap_tui.presentation.stats import stats_lines
from roadmap_tui.presentation.words import format_day

_WIDTH = 100
"""Columns, at most on a terminal and always elsewhere."""

_ADVICE = "`roadmap-tui next` suggests where to begin."


def add_arguments(command: ArgumentParser) -> None:
    """Declare the arguments."""
    add_roadmap(command)
    add_json(command)
    add_as_of(command)


def run(context: Context, options: Namespace) -> int:
    """Totals, days, forecast and sections, now or at the end of a day."""
    tally = context.tally(options.roadmap, options.as_of)
    now = compute_stats(tally, options.as_of or context.days.of(context.now()), context.days)
    orphans = len({mark.topic for mark in tally.progress.orphans()})
    if options.json:
        print_json(stats_entry(tally, now, orphans, len(context.log.problems.damaged)))
    else:
        for line in _lines(tally, now, orphans, context.settings.date_format, is_past=bool(options.as_of)):
            print_line(line)
    return 0


def _lines(tally: Tally, now: Stats, orphans: int, date_format: DateFormat, *, is_past: bool) -> list[Line]:
    width = min(shutil.get_terminal_size().columns, _WIDTH) if sys.stdout.isatty() else _WIDTH
    when = f"  at the end of {format_day(now.today, date_format)}" if is_past else ""
    lines: list[Line] = [[(screen_line(tally.roadmap.title), Role.STRONG), (when, Role.MUTED)]]
    lines += stats_lines(tally, now, Look(max(width, 20), glyphs(), cell_width, date_format), advice=_ADVICE)
    if orphans:
        gone = plural(orphans, "marked topic")
        words = f"{gone} no longer in the roadmap; their marks are kept, and `roadmap-tui doctor` lists them."
        lines += [[], [(words, Role.MUTED)]]
    return lines

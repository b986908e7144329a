"""The command that shows where the reader stands: stats. It writes nothing and takes no lock.

For people at a terminal it is laid out and printed by Rich, which is loaded only then.
"""

import sys
from argparse import Namespace
from collections.abc import Iterable

from roadmap_tui.cli.context import Context
from roadmap_tui.cli.output import SGR_STYLES, glyphs, print_json, print_line, wants_colour
from roadmap_tui.core.counts import Tally
from roadmap_tui.core.settings import DateFormat
from roadmap_tui.core.stats import Stats, compute_stats
from roadmap_tui.core.text import Measure, cell_width, clean_line, plural
from roadmap_tui.presentation.glyphs import Line, Role
from roadmap_tui.presentation.words import format_day

_WIDTH = 100
"""Columns, at most on a terminal and always elsewhere."""

_ADVICE = "`roadmap-tui next` suggests where to begin."


def show_stats(context: Context, options: Namespace) -> int:
    """Totals, days, forecast and sections, now or at the end of a day."""
    tally = context.tally(options.roadmap, options.as_of)
    now = compute_stats(tally, options.as_of or context.days.of(context.now()), context.days)
    orphans = len({mark.topic for mark in tally.progress.orphans()})
    if options.json:
        from roadmap_tui.cli.json_output import stats_entry

        print_json(stats_entry(tally, now, orphans, len(context.log.problems.damaged)))
    else:
        lines = _lines(tally, now, orphans, context.settings.date_format, is_past=bool(options.as_of))
        _print(lines)
    return 0


def _lines(tally: Tally, now: Stats, orphans: int, date_format: DateFormat, *, is_past: bool) -> list[Line]:
    from roadmap_tui.presentation.glyphs import Look
    from roadmap_tui.presentation.stats import stats_lines

    width = min(_columns(), _WIDTH) if sys.stdout.isatty() else _WIDTH
    when = f"  at the end of {format_day(now.today, date_format)}" if is_past else ""
    lines: list[Line] = [[(clean_line(tally.roadmap.title), Role.STRONG), (when, Role.MUTED)]]
    lines += stats_lines(tally, now, Look(max(width, 20), glyphs(), _measure(), date_format), advice=_ADVICE)
    if orphans:
        gone = plural(orphans, "marked topic")
        words = f"{gone} no longer in the roadmap; their marks are kept, and `roadmap-tui doctor` lists them."
        lines += [[], [(words, Role.MUTED)]]
    return lines


def _print(lines: list[Line]) -> None:
    if sys.stdout.isatty():
        _print_rich(lines)
    else:
        for line in lines:
            print_line(line)


def _columns() -> int:
    import shutil

    return shutil.get_terminal_size().columns


def _measure() -> Measure:
    """Rich knows terminals; where there is none, Unicode's own tables will do, and load sooner."""
    if not sys.stdout.isatty():
        return cell_width
    from rich.cells import cell_len

    return cell_len


def _print_rich(lines: Iterable[Line]) -> None:
    """Print lines through Rich, coloured where colour is wanted.

    Rich only renders: what writes is stdout, so that a reader who has gone is met as everywhere else.
    """
    from rich.console import Console
    from rich.text import Text

    is_coloured = wants_colour(sys.stdout)
    console = Console(
        force_terminal=is_coloured, color_system="standard" if is_coloured else None, no_color=False, width=10_000
    )
    with console.capture() as capture:
        for line in lines:
            text = Text(no_wrap=True, end="")
            for part, role in line:
                text.append(part, SGR_STYLES.get(role) if is_coloured and part.strip() else None)
            text.rstrip()
            console.print(text, highlight=False, soft_wrap=True)
    sys.stdout.write(capture.get())

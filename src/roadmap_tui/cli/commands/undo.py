"""`undo`: take back the last step made on this device."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from datetime import datetime

from roadmap_tui.cli.arguments import add_roadmap
from roadmap_tui.cli.commands.mark import print_step
from roadmap_tui.cli.context import Context
from roadmap_tui.cli.output import print_message
from roadmap_tui.core.actions import undo
from roadmap_tui.core.marks import Step
from roadmap_tui.core.progress import Progress


def add_arguments(command: ArgumentParser) -> None:
    """Declare the arguments."""
    add_roadmap(command)


def run(context: Context, options: Namespace) -> int:
    """Take back the last step made on this device."""
    return reverse_step(context, options, undo, "There is nothing to undo on this device.")


def reverse_step(
    context: Context, options: Namespace, reverse: Callable[[Progress, datetime], Step], nothing: str
) -> int:
    """Save and print the marks of an undo or redo, or say that there is nothing to reverse."""
    marks = reverse(context.progress(context.roadmap(options.roadmap)), context.now())
    context.save(marks)
    print_step(marks)
    if not marks:
        print_message(nothing)
    return 0

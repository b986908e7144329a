"""`redo`: bring back what the last undo took."""

from argparse import Namespace

from roadmap_tui.cli.commands.undo import add_arguments as add_arguments
from roadmap_tui.cli.commands.undo import reverse_step
from roadmap_tui.cli.context import Context
from roadmap_tui.core.actions import redo


def run(context: Context, options: Namespace) -> int:
    """Bring back what the last undo took."""
    return reverse_step(context, options, redo, "There is nothing to redo.")

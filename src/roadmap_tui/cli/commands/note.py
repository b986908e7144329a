"""`note`: print the note on a topic or section, or write it."""

import os
import sys
from argparse import ArgumentParser, Namespace

from roadmap_tui.cli.arguments import add_json, add_roadmap
from roadmap_tui.cli.context import Context
from roadmap_tui.cli.json_output import note_entry
from roadmap_tui.cli.output import print_json, print_message, print_text
from roadmap_tui.core.actions import set_note
from roadmap_tui.core.lookup import find_node
from roadmap_tui.core.notes import MAX_NOTE_BYTES, TOO_LONG, is_too_long, normalize_note
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.roadmap import Node
from roadmap_tui.core.text import clean_line
from roadmap_tui.errors import UsageError

_MAX_INPUT_BYTES = 2 * MAX_NOTE_BYTES
"""What is longer is too long whatever is left out of it, such as the ends of lines."""

_NOT_UTF_8 = "The note is not UTF-8, so it is not saved; convert it first, for example with iconv."


def add_arguments(command: ArgumentParser) -> None:
    """Declare the arguments."""
    add_roadmap(command)
    add_json(command)
    command.add_argument("topic", metavar="TOPIC")
    command.add_argument("text", metavar="TEXT", nargs="?", help="the new note; - reads stdin, '' takes the note away")


def run(context: Context, options: Namespace) -> int:
    """Print the note on a topic or section; with a text, make that the note."""
    roadmap = context.roadmap(options.roadmap)
    node = roadmap.nodes[find_node(roadmap, options.topic)]
    text = None if options.text is None else _given(options.text)
    progress = context.progress(roadmap)
    if text is not None:
        progress = _write(context, progress, node, text)
    if options.json:
        print_json(note_entry(progress, node))
    elif text is None:
        _print(progress, node)
    return 0


def _given(text: str) -> str:
    """The new note; a dash stands for what comes from stdin.

    Raises:
        UsageError: It is longer than a note may be, or no text.
    """
    data = _read() if text == "-" else _encoded(text)
    if len(data) > _MAX_INPUT_BYTES:
        raise UsageError(TOO_LONG)
    try:
        decoded = data.decode()
    except UnicodeDecodeError:
        raise UsageError(_NOT_UTF_8) from None
    given = normalize_note(decoded.replace("\r\n", "\n").removesuffix("\n") if text == "-" else decoded)
    if is_too_long(given):
        raise UsageError(TOO_LONG)
    return given


def _encoded(text: str) -> bytes:
    """The bytes of an argument, which Python has decoded by the locale."""
    try:
        return os.fsencode(text)
    except UnicodeEncodeError:
        raise UsageError(_NOT_UTF_8) from None


def _read() -> bytes:
    """Stdin, not much further than a note may be long."""
    if sys.stdin is None:
        raise UsageError("There is no input to read the note from.")
    return sys.stdin.buffer.read(_MAX_INPUT_BYTES + 1)


def _write(context: Context, progress: Progress, node: Node, text: str) -> Progress:
    title, had_one = clean_line(node.title), bool(progress.note(node.id))
    step = set_note(progress, node, text, context.now())
    context.save(step)
    if not step:
        print_message(f"{title} has that note already." if text else f"{title} has no note.")
    elif text or not had_one:
        print_message(f"The note on {title} is saved.")
    else:
        print_message(f"The note on {title} is taken away; `roadmap-tui undo` brings it back.")
    return progress.with_marks(step)


def _print(progress: Progress, node: Node) -> None:
    text = progress.note(node.id)
    if text.strip():
        print_text(text)
    else:
        print_message(
            f'{clean_line(node.title)} has no note; `roadmap-tui note {clean_line(node.id)} "text"` writes one.'
        )

"""How commands print: clean text on stdout, messages on stderr, colour only for a terminal that wants it."""

import contextlib
import json
import os
import sys
from io import TextIOWrapper
from typing import TextIO

from roadmap_tui import first_frame
from roadmap_tui.core.text import clean, screen_text
from roadmap_tui.presentation.glyphs import Anchor, Glyphs, Line, Role, suitable_glyphs

_SGR: dict[Role | Anchor, str] = {
    Role.STRONG: "1",
    Role.MUTED: "2",
    Role.DOING: "33",
    Role.DONE: "32",
    Role.SKIPPED: "2",
    Role.BAR: "32",
    Role.TRACK: "2",
}
"""ECMA-48 "select graphic rendition" parameters; the terminal's own 16 colours."""


def print_message(message: str) -> None:
    """Print a sentence for the user on stderr. The first frame would hide it, so it is taken off before."""
    first_frame.restore_terminal()
    print(screen_text(message), file=sys.stderr)


def print_passing(text: str) -> bool:
    """Print text on stderr that the caller will erase.

    Args:
        text: Clean, and with control sequences where the caller means them.

    Returns:
        Whether it was printed; not while the first frame is shown, because it would be drawn into the frame.
    """
    if first_frame.is_shown():
        return False
    with contextlib.suppress(OSError, ValueError):  # the terminal is gone; printing data to it will say so
        print(text, end="", file=sys.stderr, flush=True)
    return True


def print_json(value: object) -> None:
    """Print data for programs; control and other odd characters are escaped, so nothing is lost."""
    print(json.dumps(value, indent=2))


def print_text(text: str = "") -> None:
    """Print data for people."""
    print(screen_text(text) if sys.stdout.isatty() else clean(text))


def print_document(text: str) -> None:
    """Print a whole file in UTF-8, whatever the locale: other programs read it."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    sys.stdout.write(text)


def print_line(line: Line) -> None:
    """Print spans on one line without blanks at its end, coloured by their roles where colour is wanted."""
    shown = list(line)
    while shown and not shown[-1][0].strip():
        shown.pop()
    if shown:
        shown[-1] = (shown[-1][0].rstrip(), shown[-1][1])
    coloured = wants_colour(sys.stdout)
    print("".join(_coloured(text, role) if coloured else text for text, role in shown))


def glyphs() -> Glyphs:
    """The glyphs that stdout can show."""
    return suitable_glyphs(sys.stdout.encoding, os.environ)


def wants_colour(stream: TextIO) -> bool:
    """Whether it is a terminal that is not dumb, and no wish against it (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM", "dumb") != "dumb"


def _coloured(text: str, role: Role | Anchor) -> str:
    code = _SGR.get(role)
    return f"\x1b[{code}m{text}\x1b[0m" if code and text.strip() else text

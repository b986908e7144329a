"""A line on the terminal that tells the user to wait: shown after half a second, and erased when the work is done.

A thread prints it, because the work is one call. It is not printed while the first frame is shown.
"""

import contextlib
import os
import sys
from _thread import allocate_lock, start_new_thread
from collections.abc import Iterator

from roadmap_tui.cli.output import glyphs, print_passing
from roadmap_tui.core.text import cell_width, screen_line, truncate_with_ellipsis

DELAY_S = 0.5
"""Shorter work needs no words."""

_USUAL_WIDTH = 80
"""Columns of a terminal that does not say."""

_CLEAR = "\r\x1b[K"
"""To the beginning of the line, and erase it (ECMA-48, EL)."""


@contextlib.contextmanager
def progress_line(words: str) -> Iterator[None]:
    """Print what the program is doing while the block runs, if stderr is a terminal and it takes long.

    Args:
        words: Any text, such as `Reading FILE`.
    """
    if not sys.stderr.isatty():
        yield
        return
    line = _Line(words)
    try:
        yield
    finally:
        line.clear()


class _Line:
    """One line on stderr, or none yet."""

    def __init__(self, words: str) -> None:
        self._words = words
        self._over, self._printing = allocate_lock(), allocate_lock()
        self._is_over = self._is_shown = False
        self._over.acquire()
        start_new_thread(self._show_late, ())

    def _show_late(self) -> None:
        if self._over.acquire(timeout=DELAY_S):
            return
        with self._printing:
            if not self._is_over:
                self._is_shown = print_passing(f"{_fitting(self._words)}{glyphs().ellipsis}")

    def clear(self) -> None:
        """Erase the line, or make sure that it is never shown."""
        with self._printing:
            self._is_over = True
            if self._is_shown:
                print_passing(_CLEAR)
        self._over.release()


def _fitting(words: str) -> str:
    """The text cut to one line: more than that could not be erased."""
    try:
        width = os.get_terminal_size(sys.stderr.fileno()).columns or _USUAL_WIDTH
    except (OSError, ValueError):
        width = _USUAL_WIDTH
    return truncate_with_ellipsis(screen_line(words), max(width - 4, 8), cell_width, glyphs().ellipsis)

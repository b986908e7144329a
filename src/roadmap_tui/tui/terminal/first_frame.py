"""Saves the frame that the next start shows before anything is loaded, and takes the terminal over from it.

`roadmap_tui.first_frame` decides what is shown, and when.
"""

import contextlib
from pathlib import Path

from textual.app import App

from roadmap_tui import first_frame
from roadmap_tui.first_frame import Stamp
from roadmap_tui.storage import files
from roadmap_tui.tui.terminal.driver import TerminalDriver

_ALTERNATE_SCREEN = "\x1b[?1049h"


class FirstFrameDriver(TerminalDriver):
    """Takes over a terminal that shows the frame, without clearing it, so that nothing flickers."""

    _has_screen = False

    def start_application_mode(self) -> None:
        """Take over from the frame; after a suspension there is none, and Textual starts as usual."""
        modes = first_frame.take_over()
        self._has_screen = modes is not None
        super().start_application_mode()
        if modes is not None:
            self.attrs_before = modes  # not documented in Textual 8.2: the modes that it restores at the end

    def write(self, data: str) -> None:
        """Write to the terminal; the alternate screen is entered once, because entering it clears it."""
        if self._has_screen and data == _ALTERNATE_SCREEN:
            self._has_screen = False
            return
        super().write(data)


def drawing(app: App[None]) -> str:
    """The screen as it is now, as terminal text."""
    # Private in Textual 8.2, but nothing public gives a screen as terminal text.
    return app.screen._compositor.render_full_update().render_segments(app.console)


def stamps(*paths: Path) -> dict[str, Stamp]:
    """The stamps of these files; take them before the files are read."""
    return {str(path): first_frame.stamp(str(path)) for path in paths}


def keep(app: App[None], text: str, known: dict[str, Stamp]) -> None:
    """Save a frame for the next start, if the disk allows it.

    Args:
        app: The app that drew it.
        text: The frame, as terminal text.
        known: `stamps` of all files that the frame depends on.
    """
    with contextlib.suppress(OSError, UnicodeEncodeError):
        data = first_frame.dumps((app.size.width, app.size.height), known, text)
        if data and (place := first_frame.place()):
            files.write_whole(Path(place), data)

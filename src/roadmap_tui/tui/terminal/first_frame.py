"""The frame that the next start will show before anything is loaded, and the change-over from it to the app.

What may be shown, and when, is for `first_frame`.
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
    """Takes a terminal over on which the frame is shown: it is not cleared, so that nothing flickers."""

    _has_screen = False

    def start_application_mode(self) -> None:
        """Go on where the frame is; after a suspension there is none, and all is as usual."""
        modes = first_frame.take_over()
        self._has_screen = modes is not None
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if modes is not None:
            self.attrs_before = modes  # not documented in Textual 8.2: the modes that it restores at the end

    def write(self, data: str) -> None:
        """Write to the terminal; the alternate screen is entered once, because entering it clears it."""
        if self._has_screen and data == _ALTERNATE_SCREEN:
            self._has_screen = False
            return
        super().write(data)


def drawing(app: App[None]) -> str:
    """What draws the screen as it is now."""
    # Private in Textual 8.2, but nothing public gives a screen as terminal text.
    return app.screen._compositor.render_full_update().render_segments(app.console)


def stamps(*paths: Path) -> dict[str, Stamp]:
    """What the system says about these files, to be asked before they are read."""
    return {str(path): first_frame.stamp(str(path)) for path in paths}


def keep(app: App[None], text: str, known: dict[str, Stamp]) -> None:
    """Keep a frame for the next start, if the disk lets us.

    Args:
        app: The one that drew it.
        text: What draws it.
        known: `stamps` of all files that it depends on.
    """
    with contextlib.suppress(OSError, UnicodeEncodeError):
        data = first_frame.dumps((app.size.width, app.size.height), known, text)
        if data and (place := first_frame.place()):
            files.write_whole(Path(place), data)

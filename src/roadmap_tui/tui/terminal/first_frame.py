"""Saves the frame that the next start shows before anything is loaded.

`roadmap_tui.first_frame` decides what is shown, and when.
"""

import contextlib
from pathlib import Path

from textual.app import App

from roadmap_tui import first_frame
from roadmap_tui.first_frame import Stamp
from roadmap_tui.storage import files


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
            files.write_own(Path(place), data)

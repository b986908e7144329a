"""Saves an unexpected error in full: the user sees one line, and a bug report can contain the rest."""

import traceback
from datetime import UTC, datetime
from pathlib import Path

from roadmap_tui import __version__
from roadmap_tui.core.text import clean
from roadmap_tui.storage import files
from roadmap_tui.storage.os_errors import explain


def write_report(path: Path) -> str:
    """Append the exception being handled to the error log.

    Args:
        path: The error log.

    Returns:
        A sentence that says where the report is, or that it could not be written.
    """
    report = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} roadmap-tui {__version__}\n{traceback.format_exc()}\n"
    try:
        files.append(path, clean(report).encode(errors="backslashreplace"))
    except OSError as error:
        return f"The report could not be written to {path}: {explain(error)}."
    return f"The report is in {path}."

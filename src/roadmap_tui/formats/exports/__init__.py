"""A roadmap and what was done on it, for other programs and for people who have only a browser.

Every module has `dumps`, which gives the same text for the same input: nothing here looks at a clock. Texts are made
harmless, since they come from strangers and end in terminals, browsers and spreadsheets. Notes leave only when asked.
"""

from enum import StrEnum
from importlib import import_module

from roadmap_tui.core.counts import Tally


class ExportFormat(StrEnum):
    """What there is to choose from; each is a module of this package."""

    MARKDOWN = "markdown"
    JSON = "json"
    CSV = "csv"
    HTML = "html"
    SVG = "svg"
    ORG = "org"
    TODOTXT = "todotxt"
    ICS = "ics"


ENDINGS = {
    ".md": ExportFormat.MARKDOWN,
    ".markdown": ExportFormat.MARKDOWN,
    ".json": ExportFormat.JSON,
    ".csv": ExportFormat.CSV,
    ".html": ExportFormat.HTML,
    ".htm": ExportFormat.HTML,
    ".svg": ExportFormat.SVG,
    ".org": ExportFormat.ORG,
    ".txt": ExportFormat.TODOTXT,
    ".ics": ExportFormat.ICS,
}
"""What the ending of a file's name stands for."""

_MODULES = {ExportFormat.JSON: "json_document", ExportFormat.CSV: "csv_table"}
"""Named so that they do not hide the standard library's."""


def dumps(wanted: ExportFormat, tally: Tally, *, with_notes: bool = False) -> str:
    """The text of an export.

    Args:
        wanted: The format.
        tally: The roadmap, the marks and the counts.
        with_notes: Whether the reader's notes are part of it.
    """
    module = import_module(f"{__name__}.{_MODULES.get(wanted, wanted)}")
    text: str = module.dumps(tally, with_notes=with_notes)
    return text

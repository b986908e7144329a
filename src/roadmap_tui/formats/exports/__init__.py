"""A roadmap and the progress on it, for other programs and for people who have only a browser.

Every module has `dumps`, which gives the same text for the same input: nothing here looks at a clock. Texts are made
harmless, since they come from strangers and end in terminals, browsers and spreadsheets. Notes leave only when asked.
"""

from enum import StrEnum
from importlib import import_module
from pathlib import PurePath
from typing import Self

from roadmap_tui.core.counts import Tally


class ExportFormat(StrEnum):
    """The formats, the most usual first. A row has the name for `--format`, the label, the use and the endings."""

    label: str
    use: str
    """A few words that help to choose."""

    endings: tuple[str, ...]
    """Of file names that stand for the format, the usual one first."""

    module: str
    """In this package; named after the format unless that would hide a module of the standard library."""

    MARKDOWN = "markdown", "Markdown", "a task list that can be imported again", (".md", ".markdown")
    HTML = "html", "HTML", "one page that works anywhere, and on paper", (".html", ".htm")
    CSV = "csv", "CSV", "a row a topic, for spreadsheets", (".csv",), "csv_table"
    JSON = "json", "JSON", "everything, for programs", (".json",), "json_document"
    SVG = "svg", "SVG", "a card for a profile page", (".svg",)
    ORG = "org", "Org", "headings and boxes for Emacs", (".org",)
    TODOTXT = "todotxt", "todo.txt", "a line a topic", (".txt",)
    ICS = "ics", "iCalendar", "a task a topic, for calendars", (".ics",)

    def __new__(
        cls, name: str, label: str = "", use: str = "", endings: tuple[str, ...] = (), module: str = ""
    ) -> Self:
        """Make the member of a row."""
        row = str.__new__(cls, name)
        row._value_ = name
        row.label, row.use, row.endings, row.module = label, use, endings, module or name
        return row


def format_of(name: str) -> ExportFormat:
    """The format that the ending of a file's name stands for; Markdown where it stands for none."""
    endings = {ending: each for each in ExportFormat for ending in each.endings}
    return endings.get(PurePath(name).suffix.lower(), ExportFormat.MARKDOWN)


def dumps(wanted: ExportFormat, tally: Tally, *, with_notes: bool = False) -> str:
    """The text of an export.

    Args:
        wanted: The format.
        tally: The roadmap, the marks and the counts.
        with_notes: Whether the user's notes are part of it.
    """
    text: str = import_module(f"{__name__}.{wanted.module}").dumps(tally, with_notes=with_notes)
    return text

"""All notes of a roadmap as one Markdown document.

A heading a note, in the roadmap's order, with the day it was written; what the user wrote stands as it is, but for
characters that could steer a terminal. Signs of Markdown in titles, which are a stranger's, are escaped (CommonMark
0.31, section 2.4).
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from roadmap_tui.core.notes import NoteEntry
from roadmap_tui.core.roadmap import Roadmap
from roadmap_tui.core.text import clean, clean_line, escape_markdown

_SIGNS = r"\`*_[]<>#&~|!"


def dumps(roadmap: Roadmap, notes: Iterable[NoteEntry], day: Callable[[datetime], str]) -> str:
    """The document.

    Args:
        roadmap: Whose notes they are.
        notes: In any order; those of topics that are gone come last.
        day: Writes down the day of a moment.
    """
    last = len(roadmap.nodes)
    ordered = sorted(notes, key=lambda entry: last if entry.node_index is None else entry.node_index)
    parts = (
        f"## {_heading(roadmap, entry)}\n\n*{day(entry.at)}*\n\n{clean(entry.text).strip()}\n" for entry in ordered
    )
    return "\n".join([f"# Notes on {_escaped(roadmap.title)}\n", *parts])


def _heading(roadmap: Roadmap, entry: NoteEntry) -> str:
    path = [] if entry.node_index is None else roadmap.path(entry.node_index)
    gone = " (no longer in the roadmap)" if entry.node_index is None else ""
    return " › ".join(map(_escaped, [*path, entry.title])) + gone


def _escaped(title: str) -> str:
    return escape_markdown(clean_line(title), _SIGNS)

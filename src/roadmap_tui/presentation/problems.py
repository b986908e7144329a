"""Why a file cannot be shown, for the few lines that there are for it."""

from pathlib import Path

from roadmap_tui.core.text import clean_line, plural
from roadmap_tui.errors import InvalidFileError, RoadmapError
from roadmap_tui.presentation.glyphs import Role
from roadmap_tui.presentation.paragraphs import Paragraph

_NAMED = 3
"""How many mistakes are named one by one."""


def problem_paragraphs(error: RoadmapError, path: Path) -> list[Paragraph]:
    """The first mistakes of a file, each with its line; of another error its sentence.

    Args:
        error: Why the file cannot be shown.
        path: The file, of which only the name is given, because there is little room.
    """
    name = clean_line(path.name)
    if not isinstance(error, InvalidFileError):
        return [Paragraph([(clean_line(str(error).replace(str(path), path.name)), Role.ERROR)])]
    found = [
        Paragraph([(f"{name}:{line}: ", Role.ERROR), (clean_line(message), Role.TEXT)])
        for line, message in error.problems[:_NAMED]
    ]
    more = len(error.problems) - _NAMED
    return [*found, Paragraph([(f"and {plural(more, 'more mistake')}", Role.MUTED)])] if more > 0 else found

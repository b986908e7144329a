"""The errors of the program, with messages for the user.

Each kind carries the exit code that a command ends with, so that no handler has to choose one.
"""

from typing import ClassVar, NamedTuple

EXIT_CRASH = 70
"""A fault of the program itself (EX_SOFTWARE of sysexits.h)."""


class RoadmapError(Exception):
    """Something the user can act on; `str()` of it is the message, one sentence or more."""

    exit_code: ClassVar[int] = 1
    """What the process exits with when this error ends a command."""


class UsageError(RoadmapError):
    """The command was called in a way that makes no sense, or needs a terminal and has none."""

    exit_code = 2


class NotFoundError(RoadmapError):
    """No such topic or roadmap, or more than one."""

    exit_code = 3


class Problem(NamedTuple):
    """One mistake in a file that people edit."""

    line: int
    """Counted from 1."""

    message: str


class InvalidFileError(RoadmapError):
    """A file that people edit has mistakes; all of them are reported at once."""

    exit_code = 4

    def __init__(self, name: str, mistakes: tuple[Problem, ...]) -> None:
        """Report mistakes.

        Args:
            name: The file, as the user named it.
            mistakes: At least one.
        """
        super().__init__(name, mistakes)
        self.name = name
        self.problems = mistakes

    def __str__(self) -> str:
        return "\n".join(f"{self.name}:{line}: {message}" for line, message in self.problems)


class UnreadableRoadmapError(RoadmapError):
    """A roadmap file that cannot be opened or is not what it should be."""

    exit_code = 4


class StorageError(RoadmapError):
    """Progress that cannot be read or saved."""

    exit_code = 5


def own_mistake(error: Exception) -> str:
    """Name an error that is a bug of this program: the beginning of a sentence."""
    return f"roadmap-tui made a mistake of its own ({type(error).__name__})"

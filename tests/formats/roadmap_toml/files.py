"""Files to read, and what is wrong with them."""

from roadmap_tui.core.roadmap import Roadmap
from roadmap_tui.errors import InvalidFileError, Problem
from roadmap_tui.formats.roadmap_toml import loads

HEAD = 'format = 1\nid = "x"\ntitle = "X"\n'
"""Three lines, so that what follows begins on line 4."""

NODE = f'{HEAD}[a]\ntitle = "A"\n'
"""A roadmap of one topic; what follows begins on line 6."""


def load(text: str) -> Roadmap:
    return loads(text.encode(), "file.toml")


def mistakes(text: str | bytes) -> tuple[Problem, ...]:
    """What is wrong with a file; nothing when it is fine."""
    try:
        loads(text if isinstance(text, bytes) else text.encode(), "file.toml")
    except InvalidFileError as error:
        return error.problems
    return ()


def only_mistake(text: str | bytes) -> Problem:
    found = mistakes(text)
    assert len(found) == 1, found
    return found[0]

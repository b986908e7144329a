"""Runs the user's own editor in place of the app.

`command` decides what to run, from the environment alone; `run` runs it on the terminal, which the app gives back
meanwhile.
"""

import shlex
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from textual.app import App, SuspendNotSupported

from roadmap_tui.errors import UsageError
from roadmap_tui.storage.os_errors import explain

FALLBACKS = ("nano", "vi")
"""Editors that are tried if the environment names none."""

_PLUS = {"vi", "vim", "nvim", "nano", "emacs", "emacsclient", "micro", "kak", "joe"}
"""Editors that take `+LINE FILE`."""

_COLON = {"hx", "helix"}
"""Editors that take `FILE:LINE`."""

_WINDOWS = {"code": ["--goto"], "codium": ["--goto"], "subl": []}
"""Editors with a window of their own, which take `FILE:LINE` after these options, and `--wait` to be waited for."""

Find = Callable[[str], str | None]
"""Finds a program, as `shutil.which` does."""


def command(path: Path, line: int | None, environment: Mapping[str, str], find: Find = shutil.which) -> list[str]:
    """The command line that edits a file.

    Args:
        path: The file; the editor gets its absolute path, so that no name can be taken for an option.
        line: The line to begin at, from 1, for editors that are known to take one; None for anywhere.
        environment: Where `VISUAL` and `EDITOR` are looked up.
        find: Finds a program.

    Raises:
        UsageError: There is no such editor, or none at all.
    """
    words = _named(environment, find) or _fallback(find)
    name, file = Path(words[0]).name, str(path.absolute())
    if name in _WINDOWS and "--wait" not in words and "-w" not in words:
        words = [*words, "--wait"]
    if line is None:
        return [*words, file]
    if name in _PLUS:
        return [*words, f"+{line}", file]
    if name in _COLON or name in _WINDOWS:
        return [*words, *_WINDOWS.get(name, []), f"{file}:{line}"]
    return [*words, file]


def _named(environment: Mapping[str, str], find: Find) -> list[str]:
    """The command line that the environment names; empty when there is none."""
    for variable in ("VISUAL", "EDITOR"):
        if value := environment.get(variable, "").strip():
            try:
                words = shlex.split(value)
            except ValueError:
                words = []
            if words and find(words[0]):
                return words
            raise UsageError(f"There is no editor {value}, which ${variable} names; set it to one that is installed.")
    return []


def _fallback(find: Find) -> list[str]:
    for name in FALLBACKS:
        if find(name):
            return [name]
    raise UsageError("No editor was found; set $EDITOR to the one you use.")


def run(app: App[None], words: Sequence[str]) -> str:
    """Give the terminal to an editor until it ends.

    Args:
        app: Does not draw or read keys meanwhile.
        words: The program and its arguments.

    Returns:
        What went wrong, a sentence; empty when all is well.
    """
    problem = ""
    try:
        with app.suspend():
            problem = _run(words)
    except SuspendNotSupported:
        return "This terminal cannot be handed to an editor."
    return problem


def _run(words: Sequence[str]) -> str:
    """Run it and raise nothing, or Textual would not take the terminal back."""
    name = Path(words[0]).name
    try:
        code = subprocess.run(words, check=False).returncode
    except OSError as error:
        return f"Could not start the editor {name}: {explain(error)}."
    except ValueError:
        return f"Could not start the editor {name}: the name of the file cannot be handed over."
    return f"The editor {name} ended with an error, number {code}." if code else ""

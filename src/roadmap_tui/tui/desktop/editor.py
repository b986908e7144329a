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

_PLUS = {"vi", "vim", "nvim", "gvim", "mvim", "nano", "emacs", "emacsclient", "micro", "kak", "joe", "gedit", "xed"}
"""Editors that take `+LINE FILE`."""

_COLON = {"hx", "helix", "subl", "zed", "zeditor"}
"""Editors that take `FILE:LINE`."""

_GOTO = {"code", "code-insiders", "code-oss", "codium", "vscodium", "cursor", "windsurf"}
"""Visual Studio Code and its relatives, which take `--goto FILE:LINE`."""

_LINE = {"kate", "mate"}
"""Editors that take `--line LINE FILE`."""

_WAIT = {
    **dict.fromkeys(_GOTO | {"subl", "zed", "zeditor", "gedit", "xed", "mate", "bbedit"}, ("--wait", "-w")),
    **dict.fromkeys(("gvim", "mvim"), ("-f", "--nofork")),
    "kate": ("--block", "-b"),
    "gnome-text-editor": ("--standalone", "-s"),
}
"""Editors with a window of their own, whose command ends at once without one of these options, by their manuals."""

AT_ONCE_S = 2.0
"""An editor that comes back within this time, and has changed nothing, may have a window that is still open."""

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
    name, file = name_of(words), str(path.absolute())
    wait = _WAIT.get(name, ())
    if not set(wait) & set(words):
        words = [*words, *wait[:1]]
    return [*words, *_place(name, file, line)]


def _place(name: str, file: str, line: int | None) -> list[str]:
    """The file and the line, in the words of an editor."""
    if line and name in _PLUS:
        return [f"+{line}", file]
    if line and name in _COLON:
        return [f"{file}:{line}"]
    if line and name in _GOTO:
        return ["--goto", f"{file}:{line}"]
    if line and name in _LINE:
        return ["--line", str(line), file]
    return [file]


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


def run(app: App[None], words: Sequence[str], prepare: Callable[[], None] | None = None) -> str:
    """Give the terminal to an editor until it ends.

    Args:
        app: Does not draw or read keys meanwhile.
        words: The program and its arguments.
        prepare: Called once the terminal is given away, before the editor begins; what it raises is passed on.

    Returns:
        What went wrong, a sentence; empty when all is well.
    """
    problem = ""
    try:
        with app.suspend():
            if prepare:
                prepare()
            problem = _run(words)
    except SuspendNotSupported:
        return "This terminal cannot be handed to an editor."
    return problem


def name_of(words: Sequence[str]) -> str:
    """The name of the editor that a command line starts."""
    return Path(words[0]).name


def _run(words: Sequence[str]) -> str:
    """Run it and raise nothing, or Textual would not take the terminal back."""
    name = name_of(words)
    try:
        code = subprocess.run(words, check=False).returncode
    except OSError as error:
        return f"Could not start the editor {name}: {explain(error)}."
    except ValueError:
        return f"Could not start the editor {name}: the name of the file cannot be handed over."
    return f"The editor {name} ended with an error, number {code}." if code else ""

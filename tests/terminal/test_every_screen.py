"""Every screen and every kind of command of the installed program; `make oldest` runs this on the oldest libraries."""

import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.terminal.conftest import PROGRAM, cursor_line
from tests.terminal.terminal import Terminal

SCREENS = [
    ("?", "Esc closes"),
    ("/", "Enter keeps"),
    ("f", "Tab completes"),
    ("e", "Ctrl+E editor"),
    ("O", "a add your own"),
    ("S", "Topics done"),
    ("H", "u takes back"),
    ("M", "No note yet"),
    ("A", "Marked, and gone"),
    ("R", "i import"),
    ("W", "todo.txt"),
    (":", "Search for commands"),
    ("\x1bOQ", "Search for themes"),
]
"""A key and a text that only its screen shows; the last key is F2, as xterm sends it."""

COMMANDS = [
    "list",
    "show data.sql",
    "next",
    "stats",
    "done data.sql",
    "note data.sql text",
    "notes",
    "log",
    "undo",
    "redo",
    "export --format html",
    "export --format org",
    "link data.sql",
]


def test_every_screen(app: Terminal, done: Callable[[], list[str]]) -> None:
    """Opens and closes after a mark, which is on disk in the end."""
    app.press("x")
    app.wait_for("✓ SQL")
    for key, expected in SCREENS:
        app.press(key)
        app.wait_for(expected)
        app.press("escape")
        app.wait_for(lambda expected=expected: "SQL" in cursor_line(app) and expected not in app.text)  # type: ignore[misc]
    app.press("q")
    assert app.wait_exit() == 0
    assert done() == ["data.sql"]


def test_every_kind_of_command(small_file: Path, tmp_path: Path) -> None:
    """Ends well."""
    (tmp_path / "list.md").write_text("# A list\n\n- [ ] [one](https://example.org)\n")
    named = [[*words.split(), "--roadmap", str(small_file)] for words in COMMANDS]
    others = [["import", "list.md", "--dry-run"], ["check", str(small_file)], ["roadmaps"], ["schema"], ["doctor"]]
    for arguments in [*named, *others, ["--help"]]:
        ran = subprocess.run([PROGRAM, *arguments], cwd=tmp_path, capture_output=True, text=True, timeout=20)
        assert (ran.returncode, "Traceback" in ran.stderr) == (0, False), (arguments, ran.stderr)

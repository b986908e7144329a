"""The installed program in terminals of its own, on the small roadmap and in a home that is this test's alone."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

import pytest

from roadmap_tui.storage import device
from roadmap_tui.storage.locations import user_locations
from tests.terminal.terminal import Size, Terminal

PROGRAM = Path(os.environ.get("ROADMAP_TUI_PROGRAM") or Path(sys.executable).with_name("roadmap-tui"))
"""The console script of the environment that runs the tests, or the one that is named, as `make oldest` does."""

MEDIUM = Size(100, 20)

Command = Callable[..., str]
"""Runs a command on the small roadmap and gives what it prints."""


class Start(Protocol):
    """Starts the program in a terminal, which goes away with the test."""

    def __call__(self, *arguments: str | Path, size: Size = MEDIUM) -> Terminal: ...


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    with ExitStack() as stack:

        def start(*arguments: str | Path, size: Size = MEDIUM) -> Terminal:
            return stack.enter_context(Terminal([PROGRAM, *arguments], size, tmp_path))

        yield start


class OpenApp(Protocol):
    """Opens the app on the small roadmap and comes back when it can be used."""

    def __call__(self, size: Size = MEDIUM) -> Terminal: ...


@pytest.fixture
def open_app(start: Start, small_file: Path) -> OpenApp:
    def open_app(size: Size = MEDIUM) -> Terminal:
        terminal = start("open", small_file, size=size)
        terminal.wait_for("Tools")
        return terminal

    return open_app


@pytest.fixture
def app(open_app: OpenApp) -> Terminal:
    """The app with everything unfolded and the cursor on the first topic."""
    terminal = open_app()
    terminal.press("Z", "j")
    terminal.wait_for(lambda: "SQL" in cursor_line(terminal))
    return terminal


@pytest.fixture
def command(small_file: Path, tmp_path: Path) -> Command:
    def command(*arguments: str) -> str:
        ran = subprocess.run(
            [PROGRAM, *arguments, "--roadmap", small_file],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=20,
            check=True,
        )
        return ran.stdout

    return command


@pytest.fixture
def done(command: Command) -> Callable[[], list[str]]:
    """The ids of the topics that are done, as another program is told."""
    return lambda: [topic["id"] for topic in json.loads(command("list", "--json", "--status", "done"))]


def log_file() -> Path:
    """Where the marks of this installation are."""
    locations = user_locations()
    own = device.claim(locations, device.load(locations))
    return locations.progress / f"{own.name}.jsonl"


def cursor_line(terminal: Terminal) -> str:
    """The row that the cursor is on; empty when the tree cannot be seen."""
    return next((line for line in terminal.lines if line.startswith("▌")), "")


def is_saved(terminal: Terminal) -> bool:
    """Whether the status bar, at the bottom, says nothing of marks that are not on disk."""
    return not terminal.lines[-1].rstrip().endswith(("saving", "not saved"))


def shows_done(terminal: Terminal, title: str) -> bool:
    """Whether the tree shows a topic as done."""
    return f"✓ {title}" in terminal.text

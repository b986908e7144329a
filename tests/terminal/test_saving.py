"""Marks are on disk as soon as the screen says nothing else, whatever happens to the program after that."""

import json
import re
from collections.abc import Callable

import pytest

from roadmap_tui.formats.progress_jsonl import is_whole
from tests.terminal.conftest import OpenApp, is_saved, log_file, shows_done
from tests.terminal.terminal import Terminal

TOPICS = [
    "data.sql",
    "data.indexes",
    "data.stores.redis",
    "data.stores.mongodb",
    "tools.git",
    "tools.git.rebase",
    "tools.make",
]


def shown_ticks(terminal: Terminal) -> int:
    """How many topics the title bar says are done."""
    found = re.search(r"(\d+)/\d+ +\d+%", terminal.lines[0])
    assert found, terminal.text
    return int(found[1])


def test_a_tick_that_is_shown_as_saved_survives_a_kill(app: Terminal, open_app: OpenApp) -> None:
    """It is one line in the log, and there when the app is opened again."""
    app.press("x")
    app.wait_for(lambda: shows_done(app, "SQL") and is_saved(app))
    app.kill()
    assert app.wait_exit() == -9
    assert log_file().read_bytes().count(b"\n") == 1
    again = open_app()
    again.press("Z")
    again.wait_for("✓ SQL")


@pytest.mark.parametrize("ticks", [1, 3, 5])
def test_a_kill_in_the_middle_of_a_burst_loses_nothing_that_is_shown_as_saved(app: Terminal, ticks: int) -> None:
    """The log holds whole lines, and of the keys that were pressed the first ones."""
    app.press("g", *"]x" * len(TOPICS))
    app.wait_for(lambda: shown_ticks(app) >= ticks)
    app.kill()
    app.wait_exit()
    lines = log_file().read_bytes().splitlines() if log_file().exists() else []
    assert all(map(is_whole, lines))
    assert [json.loads(line)["topic"] for line in lines] == TOPICS[: len(lines)]
    assert len(lines) >= shown_ticks(app) or not is_saved(app)


def test_every_tick_of_a_burst_is_saved(app: Terminal, done: Callable[[], list[str]]) -> None:
    """Quitting right behind it loses none."""
    app.press("g", *"]x" * len(TOPICS), "q")
    assert app.wait_exit() == 0
    assert done() == TOPICS

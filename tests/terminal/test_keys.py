"""Keys come faster than anybody can type when one is held down."""

import json
import subprocess
from datetime import datetime

import pytest

from roadmap_tui.core.progress import Device, Progress, toggle
from roadmap_tui.storage import library
from tests.conftest import NOON
from tests.terminal.conftest import PROGRAM, Start, is_saved
from tests.terminal.terminal import Terminal


def expected_statuses(rounds: int, now: datetime) -> dict[str, str]:
    """What going down a row and toggling it makes of the unfolded roadmap, so many times."""
    roadmap = library.load(library.bundled_path())
    progress = Progress(roadmap, Device("model"))
    for index in range(2, 2 + rounds):
        progress = progress.with_marks(toggle(progress, roadmap.marked_with(index), now))
    return {topic.id: progress.status(topic.id) for topic in roadmap.topics()}


def look_at_help(app: Terminal) -> None:
    """Open the help and close it: after that everything else has been drawn."""
    app.press("?")
    app.wait_for("Esc closes", timeout_s=5)
    app.press("escape")
    app.wait_for(lambda: "Esc closes" not in app.text)


def test_two_hundred_keys_in_one_burst_are_all_obeyed(start: Start) -> None:
    """In their order, so that the end is what a reader with patience would have come to."""
    terminal = start("open", "backend")
    terminal.wait_for("Databases")
    terminal.press("Z", *"jx" * 100)
    look_at_help(terminal)
    terminal.wait_for(lambda: is_saved(terminal))
    listed = json.loads(subprocess.run([PROGRAM, "list", "--json"], capture_output=True, check=True).stdout)
    assert {topic["id"]: topic["status"] for topic in listed} == expected_statuses(100, NOON)


_TAKEN_FOR_KEYS = pytest.mark.xfail(reason="Textual takes what it does not know for keys, letter by letter")


@pytest.mark.parametrize(
    "report",
    [
        pytest.param(b"\x1b[O\x1b[I", id="focus"),
        pytest.param(b"\x1b[<0;999;999M\x1b[<0;999;999m", id="mouse outside"),
        pytest.param(b"\x1b[24;80R", id="cursor position"),
        pytest.param(b"\x1b[57399u", id="kitty key"),
        pytest.param(b"\x1b[99~", id="unknown key"),
        pytest.param(b"\x1b[200~dx\r\nq\x1b[201~", id="paste"),
        pytest.param(b"\x1b[200~dx\x1b[31mq\r\nq\x1b[201~", id="coloured paste", marks=_TAKEN_FOR_KEYS),
        pytest.param(b"\x1b[?62;4c", id="device attributes", marks=_TAKEN_FOR_KEYS),
        pytest.param(b"\x1b[>0;115;0c", id="secondary device attributes", marks=_TAKEN_FOR_KEYS),
        pytest.param(b"\x1b[?1u", id="kitty flags", marks=_TAKEN_FOR_KEYS),
        pytest.param(b"\x1b]11;rgb:dddd/dddd/dddd\x1b\\", id="background colour", marks=_TAKEN_FOR_KEYS),
        pytest.param(b"\x1bP>|kitty(0.21.2)\x1b\\", id="version", marks=_TAKEN_FOR_KEYS),
        pytest.param(b"\xff", id="not UTF-8", marks=pytest.mark.xfail(reason="Textual's input thread ends with it")),
    ],
)
def test_what_nobody_typed_is_no_key(app: Terminal, report: bytes) -> None:
    """Reports of the terminal, its late answers to whatever ran before, pasted text and stray bytes are passed over."""
    look_at_help(app)
    before = app.text
    app.send(report)
    look_at_help(app)
    assert app.text == before

"""Keys come faster than anybody can type when one is held down."""

import json
import subprocess
import time
from datetime import datetime
from statistics import median

import pytest

from roadmap_tui.core.actions import toggle
from roadmap_tui.core.marks import Device
from roadmap_tui.core.progress import Progress
from roadmap_tui.storage import library
from tests.conftest import NOON
from tests.terminal.conftest import PROGRAM, Start, cursor_line, is_saved, shows_done
from tests.terminal.terminal import Terminal


def expected_statuses(rounds: int, now: datetime) -> dict[str, str]:
    """What going down a row and toggling it makes of the unfolded roadmap, so many times."""
    roadmap = library.load(library.bundled_path())
    progress = Progress(roadmap, Device("model"))
    for index in range(2, 2 + rounds):
        progress = progress.with_marks(toggle(progress, roadmap.topics_marked_by(index), now))
    return {topic.id: progress.status(topic.id) for topic in roadmap.topics()}


def look_at_help(app: Terminal) -> None:
    """Open the help and close it: after that everything else has been drawn."""
    app.press("?")
    app.wait_for("Esc closes", timeout_s=5)
    app.press("escape")
    app.wait_for(lambda: "Esc closes" not in app.text)


def test_two_hundred_keys_in_one_burst_are_all_obeyed(start: Start) -> None:
    """In their order, so that the end is what a user with patience would have come to."""
    terminal = start("open", "backend")
    terminal.wait_for("Databases")
    terminal.press("Z", *"jx" * 100)
    look_at_help(terminal)
    terminal.wait_for(lambda: is_saved(terminal))
    listed = json.loads(subprocess.run([PROGRAM, "list", "--json"], capture_output=True, check=True).stdout)
    assert {topic["id"]: topic["status"] for topic in listed} == expected_statuses(100, NOON)


def test_a_cursor_move_sends_little(start: Start) -> None:
    """One frame of the lines that differ: less than half of the screen's cells, and each with little around it."""
    terminal = start("open", "backend")
    terminal.wait_for("Databases")
    terminal.press("Z", "j")
    look_at_help(terminal)
    sizes = []
    for _ in range(9):
        before, row = len(terminal.raw), cursor_line(terminal)
        terminal.press("j")
        terminal.wait_for(lambda row=row: cursor_line(terminal) not in ("", row))  # type: ignore[misc]
        sizes.append(len(terminal.raw) - before)
    assert median(sizes) < 4500


@pytest.mark.parametrize(
    "report",
    [
        pytest.param(b"\x1b[O\x1b[I", id="focus"),
        pytest.param(b"\x1b[<0;999;999M\x1b[<0;999;999m", id="mouse outside"),
        pytest.param(b"\x1b[24;80R", id="cursor position"),
        pytest.param(b"\x1b[57399u", id="kitty key"),
        pytest.param(b"\x1b[99~", id="unknown key"),
        pytest.param(b"\x1b[200~dx\r\nq\x1b[201~", id="paste"),
        pytest.param(b"\x1b[200~dx\x1b[31mq\r\nq\x1b[201~", id="coloured paste"),
        pytest.param(b"\x1b[?62;4c", id="device attributes"),
        pytest.param(b"\x1b[>0;115;0c", id="secondary device attributes"),
        pytest.param(b"\x1b[?1u", id="kitty flags"),
        pytest.param(b"\x1b]11;rgb:dddd/dddd/dddd\x1b\\", id="background colour"),
        pytest.param(b"\x1bP>|kitty(0.21.2)\x1b\\", id="version"),
        pytest.param(b"\x1b[0n\x1b[?997;1n", id="device status"),
        pytest.param(b"\x1b[8;24;80t\x1b[48;0;0;0;0t", id="window size"),
        pytest.param(b"\x1b[99999999u\x1b[1:2;3:4u\x1b[55296u", id="keys that are none"),
        pytest.param(b"\x1b_Gi=1;OK\x1b\\\x1b^dx\x1b\\\x1bXdx\x1b\\", id="other strings"),
        pytest.param(b"\xff\x9b?62;4c\xc2\x9d11;rgb:dddd\x07", id="not UTF-8, and 8-bit controls"),
    ],
)
def test_what_nobody_typed_is_no_key(app: Terminal, report: bytes) -> None:
    """Reports of the terminal, its late answers to whatever ran before, pasted text and stray bytes are passed over."""
    look_at_help(app)
    before = app.text
    app.send(report)
    look_at_help(app)
    assert app.text == before


def test_keys_of_kittys_protocol_do_what_their_plain_ones_do(app: Terminal) -> None:
    """In the tree, in the help, in the search and in a note."""
    app.send(b"\x1b[106;1:3u")
    look_at_help(app)
    assert "SQL" in cursor_line(app)
    app.send(b"\x1b[106;1:1;106u")
    app.wait_for(lambda: "Indexes" in cursor_line(app))
    app.send(b"\x1b[32;2u")
    app.wait_for(lambda: shows_done(app, "Indexes"))
    app.press("?")
    app.wait_for("Esc closes")
    app.send(b"\x1b[27;2u")
    app.wait_for(lambda: "Esc closes" not in app.text)
    app.send(b"/redis gitx\x1b[127;2u")
    app.wait_for("redis git")
    app.send(b"\x1b[127;5u")
    app.wait_for(lambda: "redis" in app.text and "redis git" not in app.text)
    app.send(b"\x1b[27;2u")
    app.wait_for(lambda: "redis" not in app.text)
    app.send(b"eone twox\x1b[127;2u\x1b[13;2uthree four\x1b[127;3u\x1b[3;2~")
    app.wait_for(lambda: "one two" in app.text and "three" in app.text and "four" not in app.text)


def test_a_paste_of_ten_megabytes_does_no_harm(app: Terminal) -> None:
    """What is too much of it is passed over, and the next key is obeyed soon."""
    look_at_help(app)
    app.send(b"\x1b[200~" + b"dx\x1b[31m " * 1_250_000 + b"\x1b[201~")
    look_at_help(app)
    assert " 0/7 " in app.text


def test_typing_goes_on_where_an_answer_has_no_end(app: Terminal) -> None:
    """It is waited for, but not for ever."""
    app.send(b"\x1b]11;rgb:dd")
    app.wait_for(lambda: _is_obeyed(app))


def _is_obeyed(app: Terminal) -> bool:
    app.press("?")
    time.sleep(1.2)
    app.wait_for(lambda: True)
    return "Esc closes" in app.text

"""Every way out saves what was marked and gives the terminal back as it was."""

import os
import shlex
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from roadmap_tui.errors import EXIT_CRASH
from roadmap_tui.storage.locations import user_locations
from tests.terminal.conftest import PROGRAM, Command, OpenApp, Start, cursor_line
from tests.terminal.terminal import Size, Terminal

GONE_S = 2.0
"""How long a program that was told to go may take."""


def assert_restored(terminal: Terminal) -> None:
    """The screen from before is back, the cursor shows, and keys are echoed again."""
    after_last_frame = terminal.raw.rpartition(b"\x1b[?2026l")[2]
    for sequence in (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1003l", b"\x1b[?2004l", b"\x1b[<u"):
        assert sequence in after_last_frame
    assert terminal.modes == terminal.modes_before


def test_quitting_restores_the_terminal(app: Terminal) -> None:
    """And says nothing."""
    app.press("q")
    assert app.wait_exit() == 0
    assert_restored(app)


def test_the_app_opens_where_it_was_left(app: Terminal, open_app: OpenApp) -> None:
    """The same sections are folded, and the cursor is on the same row."""
    app.press(*"jjzjj")
    app.wait_for(lambda: "Git" in cursor_line(app))
    rows = [line[:40] for line in app.lines]
    app.press("q")
    app.wait_exit()
    again = open_app()
    again.wait_for(lambda: [line[:40] for line in again.lines] == rows)


def test_without_its_session_file_the_app_opens_folded(
    app: Terminal, open_app: OpenApp, done: Callable[[], list[str]]
) -> None:
    """That file is a convenience: no mark is in it."""
    app.press("x", "q")
    app.wait_exit()
    user_locations().session.unlink()
    again = open_app()
    again.wait_for(lambda: "Data" in cursor_line(again))
    assert "SQL" not in again.text
    assert done() == ["data.sql"]


def test_the_app_opens_the_roadmap_used_last(app: Terminal, tmp_path: Path) -> None:
    """When none is named."""
    app.press("q")
    app.wait_exit()
    with Terminal([PROGRAM], Size(80, 24), tmp_path) as again:
        again.wait_for("A small roadmap")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_a_signal_ends_the_app_in_order(app: Terminal, number: signal.Signals, done: Callable[[], list[str]]) -> None:
    """What was marked is saved, the terminal is restored, and the exit code says which signal it was."""
    app.press("x")
    app.wait_for("✓ SQL")
    app.kill(number)
    assert app.wait_exit(GONE_S) == 128 + number
    assert_restored(app)
    assert done() == ["data.sql"]


def test_a_signal_ends_the_app_in_order_while_it_opens(start: Start, small_file: Path) -> None:
    """From the moment on at which the terminal is not what it was."""
    terminal = start("open", small_file)
    terminal.wait_for(lambda: b"\x1b[?1049h" in terminal.raw)
    terminal.kill(signal.SIGTERM)
    assert terminal.wait_exit(GONE_S) == 128 + signal.SIGTERM
    assert_restored(terminal)


def test_closing_the_window_ends_the_app_in_order(app: Terminal, done: Callable[[], list[str]]) -> None:
    """There is nothing left to restore, but everything to save."""
    app.press("x")
    app.wait_for("✓ SQL")
    app.close_window()
    assert app.wait_exit(GONE_S) == 128 + signal.SIGHUP
    assert done() == ["data.sql"]


def test_the_place_is_kept_when_a_signal_ends_the_app(app: Terminal, open_app: OpenApp) -> None:
    """As if the user had quit."""
    app.kill(signal.SIGTERM)
    app.wait_exit()
    again = open_app()
    again.wait_for(lambda: "SQL" in cursor_line(again))


def test_the_app_can_be_suspended(small_file: Path, tmp_path: Path, command: Command) -> None:
    """The shell is there in between; back in the foreground the app shows what was marked meanwhile."""
    with Terminal([shutil.which("bash") or "bash", "--norc", "--noprofile", "-i"], Size(100, 20), tmp_path) as shell:
        shell.press(shlex.join([str(PROGRAM), "open", small_file.name]), "enter")
        shell.wait_for("Tools")
        shell.press("Z", "ctrl+z")
        shell.wait_for("Stopped")
        command("done", "sql")
        shell.wipe()
        shell.press("fg; echo left with $?", "enter")
        shell.wait_for("✓ SQL")
        shell.press("q")
        shell.wait_for("left with 0")


@pytest.mark.parametrize(
    ("signals", "way_out", "code"),
    [
        pytest.param("CONT", "q", 0, id="a lone SIGCONT"),
        pytest.param("CONT", signal.SIGTERM, 143, id="a lone SIGCONT, then SIGTERM"),
        pytest.param("STOP CONT", "q", 0, id="SIGSTOP"),
        pytest.param("STOP CONT", signal.SIGINT, 130, id="SIGSTOP, then SIGINT"),
        pytest.param("STOP CONT CONT STOP STOP CONT", signal.SIGTERM, 143, id="several of both"),
        pytest.param("TSTP CONT CONT", "q", 0, id="two SIGCONT after SIGTSTP"),
        pytest.param("CONT TSTP STOP CONT TSTP CONT CONT", signal.SIGHUP, 129, id="all of them"),
    ],
)
def test_the_app_goes_on_after_every_stop(
    app: Terminal, signals: str, way_out: str | signal.Signals, code: int
) -> None:
    """It draws itself again, reads keys in one thread, whatever the shell did to the terminal, and ends at once."""
    threads = Path(f"/proc/{app.process.pid}/task")
    before = len(list(threads.glob("*")))
    for name in signals.split():
        app.kill(signal.Signals[f"SIG{name}"])
        if name == "CONT":
            app.wipe()
            app.wait_for("Tools")
        else:
            app.wait_for(lambda: _is_stopped(app))
            app.set_modes(app.modes_before)
    app.press("x")
    app.wait_for("✓ SQL")
    app.wait_for(lambda: len(list(threads.glob("*"))) <= before)
    app.press(way_out) if isinstance(way_out, str) else app.kill(way_out)
    assert app.wait_exit(GONE_S) == code
    assert_restored(app)


def test_a_program_in_the_background_stays_stopped(small_file: Path, tmp_path: Path) -> None:
    """`bg` does not let it draw over the shell, and `fg` brings it back."""
    with Terminal([shutil.which("bash") or "bash", "--norc", "--noprofile", "-i"], Size(100, 20), tmp_path) as shell:
        shell.press(shlex.join([str(PROGRAM), "open", small_file.name]), "enter")
        shell.wait_for("Tools")
        shell.press("Z", "ctrl+z")
        shell.wait_for("Stopped")
        shell.press("bg; kill -STOP %1; bg", "enter", "clear; jobs", "enter")
        shell.wait_for("Stopped")
        shell.press("fg; echo left with $?", "enter")
        shell.wait_for("Git")
        shell.press("q")
        shell.wait_for("left with 0")


def _is_stopped(terminal: Terminal) -> bool:
    state = os.waitid(os.P_PID, terminal.process.pid, os.WSTOPPED | os.WNOHANG | os.WNOWAIT)
    return state is not None


_WITH_A_MISTAKE = """
import sys
from roadmap_tui.__main__ import main
from roadmap_tui.tui.{module} import {owner}
usual = {owner}.{name}
def {name}(self, *arguments):
    if b"y" in arguments or "{name}".startswith("action"):
        raise RuntimeError("a title \\x1b]0;x\\x07 of a stranger")
    return usual(self, *arguments)
{owner}.{name} = {name}
main()
"""
"""The program, but that the key `y` meets a mistake."""


@pytest.mark.parametrize(
    ("module", "owner", "name"),
    [
        pytest.param("terminal.input", "TerminalInput", "feed", id="in the thread that reads the terminal"),
        pytest.param("screens.main", "MainScreen", "action_show_history", id="in what answers a key"),
    ],
)
def test_a_mistake_of_our_own_ends_the_app_in_order(
    small_file: Path, tmp_path: Path, done: Callable[[], list[str]], module: str, owner: str, name: str
) -> None:
    """What was marked is saved, the terminal is restored, one line says where the report is, and the code is not 0."""
    program = _WITH_A_MISTAKE.format(module=module, owner=owner, name=name)
    with Terminal([sys.executable, "-c", program, "open", small_file], Size(60, 20), tmp_path) as app:
        app.wait_for("Tools")
        app.press("Z", "j", "x")
        app.wait_for("✓ SQL")
        app.press("y" if owner == "TerminalInput" else "H")
        assert app.wait_exit() == EXIT_CRASH
        assert_restored(app)
        said = app.raw.rpartition(b"\x1b[?1049l")[2]
        assert b"roadmap-tui made a mistake of its own." in said
        assert str(user_locations().log).encode() in said
        assert said.count(b"\n") == 1
        assert b"stranger" not in said
    assert "of a stranger" in user_locations().log.read_text()
    assert done() == ["data.sql"]


_OUTSIDE_ITS_SESSION = """
import signal, subprocess, sys
signal.signal(signal.SIGHUP, signal.SIG_IGN)
sys.exit(subprocess.call(sys.argv[1:], start_new_session=True))
"""
"""Runs the program where no hang-up is heard."""


def test_a_terminal_that_goes_without_a_signal_ends_the_app(
    small_file: Path, tmp_path: Path, done: Callable[[], list[str]]
) -> None:
    """It does not stay behind and wait for keys for ever."""
    with Terminal(
        [sys.executable, "-c", _OUTSIDE_ITS_SESSION, PROGRAM, "open", small_file], Size(100, 20), tmp_path
    ) as app:
        app.wait_for("Tools")
        app.press("Z", "j", "x")
        app.wait_for("✓ SQL")
        app.close_window()
        assert app.wait_exit(GONE_S) == 128 + signal.SIGHUP
    assert done() == ["data.sql"]

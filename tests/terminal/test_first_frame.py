"""The first frame: the screen of the last time, shown before anything is loaded, and never a stale one."""

import os
import signal
import sys
import termios
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from roadmap_tui import first_frame
from roadmap_tui.storage.locations import user_locations
from tests.conftest import SMALL_ROADMAP
from tests.terminal.conftest import MEDIUM, Command, OpenApp, Start, cursor_line, log_file, shows_done
from tests.terminal.terminal import Size, Terminal

HELD = """
import sys, time, types
from roadmap_tui import __main__
def run(arguments):
    print("\\x1b[H\\x1b[99BNOTHING LOADED", end="", file=sys.stderr, flush=True)
    {then}
held = types.ModuleType("roadmap_tui.cli")
held.run = run
sys.modules["roadmap_tui.cli"] = held
__main__.main()
"""
"""The program as it is, but that it goes no further than the frame."""


@pytest.fixture
def left(open_app: OpenApp) -> Terminal:
    """The app, after it was used and left."""
    terminal = open_app()
    terminal.press("Z", "j", "space")
    terminal.wait_for(lambda: shows_done(terminal, "SQL") and "saving" not in terminal.text)
    terminal.press("q")
    assert terminal.wait_exit() == 0
    return terminal


Hold = Callable[..., Terminal]


@pytest.fixture
def hold(small_file: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Hold:
    """Starts the program, which stops where the app would be loaded."""

    def hold(*arguments: str, size: Size = MEDIUM, then: str = "time.sleep(60)") -> Terminal:
        words = arguments or ("open", str(small_file))
        terminal = Terminal([sys.executable, "-c", HELD.format(then=then), *words], size, tmp_path)
        request.addfinalizer(lambda: terminal.__exit__(None, None, None))
        terminal.wait_for(lambda: b"NOTHING LOADED" in terminal.raw)
        return terminal

    return hold


def cells(terminal: Terminal) -> list[list[Any]]:
    """Characters and colours, but for the row on which the held program speaks."""
    return [[terminal.screen.buffer[row][column] for column in range(MEDIUM.columns)] for row in range(MEDIUM.rows - 1)]


def is_shown(terminal: Terminal) -> bool:
    return "A small roadmap" in terminal.text


def test_the_frame_is_what_the_app_then_shows(left: Terminal, hold: Hold, open_app: OpenApp) -> None:
    """To the last colour."""
    held = hold()
    app = open_app()
    app.wait_for(lambda: b"\x1b[?1000h" in app.raw and app.raw.count(b"A small roadmap") > 2)
    app.wait_for(lambda: cells(app) == cells(held))


def test_the_app_takes_over_without_clearing_the_screen(left: Terminal, open_app: OpenApp) -> None:
    """Entering the alternate screen clears it, so that is done once."""
    app = open_app()
    app.press("q")
    app.wait_exit()
    assert app.raw.count(b"\x1b[?1049h") == app.raw.count(b"\x1b[?1049l") == 1
    assert app.modes == app.modes_before


def test_keys_typed_before_there_is_an_app_arrive_in_order(left: Terminal, start: Start, small_file: Path) -> None:
    """They are neither echoed nor lost."""
    terminal = start("open", small_file)
    terminal.press("j", "j", "space", "k", "k", "space", "/", "m", "o")
    terminal.wait_for(lambda: "/mo" in terminal.text.replace(" ", "") or "MongoDB" in cursor_line(terminal))
    terminal.press("escape")
    terminal.wait_for(lambda: shows_done(terminal, "Redis") and "✓ SQL" not in terminal.text)


def test_the_first_start_shows_no_frame(hold: Hold) -> None:
    """There was no last time."""
    assert not is_shown(hold())


def _write_settings() -> None:
    path = user_locations().settings
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text('glyphs = "ascii"\n')


def _touch_session() -> None:
    path = user_locations().session
    path.write_text(path.read_text())


def _copy_log() -> None:
    (log_file().parent / "phone.jsonl").write_bytes(log_file().read_bytes())


def _damage_frame() -> None:
    path = Path(first_frame.place() or "")
    path.write_bytes(path.read_bytes().replace(b"SQL", b"SQM"))


CHANGES: dict[str, Callable[[], object]] = {
    "settings": _write_settings,
    "session": _touch_session,
    "another device": _copy_log,
    "a damaged frame": _damage_frame,
    "an own roadmap": lambda: user_locations().roadmaps.mkdir(parents=True),
    "the log": lambda: log_file().write_bytes(log_file().read_bytes() + b"\n"),
    "no log": lambda: log_file().unlink(),
}
VARIABLES = {"TERM": "xterm", "COLORTERM": "", "NO_COLOR": "1", "LANG": "C", "TZ": "Asia/Tokyo", "TEXTUAL_FPS": "30"}


@pytest.mark.parametrize("change", CHANGES)
def test_a_stale_frame_is_not_shown(left: Terminal, hold: Hold, change: str) -> None:
    """Whatever it depends on has changed; until then it was shown."""
    assert is_shown(hold())
    CHANGES[change]()
    assert not is_shown(hold())


@pytest.mark.parametrize("name", VARIABLES)
def test_another_environment_has_no_frame(
    left: Terminal, hold: Hold, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Colours, characters and days come out differently."""
    monkeypatch.setenv(name, VARIABLES[name])
    assert not is_shown(hold())


def test_a_changed_roadmap_has_no_frame(left: Terminal, hold: Hold, small_file: Path) -> None:
    """Also one of the same size whose time of change was set back."""
    before = small_file.stat()
    small_file.write_text(SMALL_ROADMAP.replace("Redis", "Kafka"))
    os.utime(small_file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert not is_shown(hold())


def test_a_mark_made_elsewhere_leaves_no_frame(left: Terminal, hold: Hold, command: Command) -> None:
    """The tick would be missing."""
    command("done", "redis")
    assert not is_shown(hold())


@pytest.mark.parametrize("size", [Size(MEDIUM.columns + 1, MEDIUM.rows), Size(MEDIUM.columns, MEDIUM.rows - 1)])
def test_a_terminal_of_another_size_has_no_frame(left: Terminal, hold: Hold, size: Size) -> None:
    """It would be cut or leave a gap."""
    assert not is_shown(hold(size=size))


def test_other_words_have_no_frame(left: Terminal, hold: Hold) -> None:
    """They may mean another roadmap."""
    assert not is_shown(hold("open", "backend"))
    assert not is_shown(hold("stats"))


def test_a_frame_is_not_kept_of_what_the_next_start_will_not_show(open_app: OpenApp, hold: Hold) -> None:
    """A filter is not remembered."""
    terminal = open_app()
    terminal.press("/", "m", "o", "n", "enter")
    terminal.wait_for("MongoDB")
    terminal.press("q")
    assert terminal.wait_exit() == 0
    assert not is_shown(hold())


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_a_signal_between_frame_and_app_restores_the_terminal(
    left: Terminal, hold: Hold, number: signal.Signals
) -> None:
    """Echo, screen and cursor."""
    terminal = hold()
    assert not terminal.modes[3] & (termios.ECHO | termios.ICANON)
    terminal.kill(number)
    assert terminal.wait_exit() == 128 + number
    assert terminal.modes == terminal.modes_before
    assert terminal.raw.endswith(b"\x1b[?1049l\x1b[?25h")


@pytest.mark.parametrize(
    ("then", "code"), [("raise ValueError('odd')", 1), ("sys.exit(3)", 3), ("return 5", 5), ("raise SystemExit(2)", 2)]
)
def test_every_way_out_without_an_app_restores_the_terminal(left: Terminal, hold: Hold, then: str, code: int) -> None:
    """And what is said can be read, because it comes after."""
    terminal = hold(then=then)
    assert terminal.wait_exit() == code
    assert terminal.modes == terminal.modes_before
    screen, said = terminal.raw.split(b"\x1b[?1049l")
    assert b"A small roadmap" in screen
    assert (b"ValueError" in said) == ("odd" in then)

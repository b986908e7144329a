"""Links leave the real program through one door, and come to the terminal as hyperlinks."""

import sys
from pathlib import Path

import pytest

from roadmap_tui.core.marks import Device, Field
from roadmap_tui.storage.locations import user_locations
from roadmap_tui.storage.log import ProgressLog
from tests.mark_strategies import some_mark
from tests.terminal.conftest import Start
from tests.terminal.terminal import Terminal

SQL = "https://example.org/sql"


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What the browser was given, an argument a line; it writes to both of its streams as well."""
    program, log = tmp_path / "browser", tmp_path / "opened"
    program.write_text(
        f"#!{sys.executable}\nimport sys\nprint('NOISE'); print('NOISE', file=sys.stderr)\n"
        f"open({str(log)!r}, 'a').write('\\n'.join(sys.argv[1:]) + '\\n')\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("BROWSER", str(program))
    return log


def on_sql(start: Start, small_file: Path) -> Terminal:
    """The app with the cursor on the topic that has a link."""
    terminal = start("open", small_file)
    terminal.wait_for("Tools")
    terminal.press("Z", "j")
    terminal.wait_for(SQL)
    return terminal


def test_the_browser_gets_one_argument(start: Start, small_file: Path, opened: Path) -> None:
    """And the screen stays whole, whatever it prints."""
    terminal = on_sql(start, small_file)
    terminal.press("o")
    terminal.wait_for(lambda: opened.exists() and opened.read_text() == f"{SQL}\n")
    terminal.press("j", "k")
    terminal.wait_for(SQL)
    assert "NOISE" not in terminal.text


def test_no_other_address_reaches_the_browser(start: Start, small_file: Path, opened: Path) -> None:
    """Not even one that somebody wrote into a log."""
    hostile = [f"file:///{number}" for number in range(3)] + ["javascript:alert(1)", "-flag"]
    marks = [some_mark("data.indexes", "A title", field=Field.LINK)._replace(url=url) for url in hostile]
    ProgressLog(user_locations().progress, Device("phone")).append(marks)
    terminal = on_sql(start, small_file)
    terminal.press("j", "O")
    terminal.wait_for("of 5 links read")
    for _ in hostile:
        terminal.press("o", "j")
    terminal.wait_for("not opened")
    terminal.press("escape")
    terminal.wait_for("Tools")
    terminal.press("k", "o")
    terminal.wait_for(lambda: opened.exists() and opened.read_text() == f"{SQL}\n")


def test_addresses_are_hyperlinks(start: Start, small_file: Path) -> None:
    """OSC 8, so that the terminal can open what the program cannot."""
    terminal = on_sql(start, small_file)
    assert f";{SQL}\x1b\\".encode() in terminal.raw


def test_over_ssh_the_address_is_shown(start: Start, small_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser there would open a window that nobody sees."""
    monkeypatch.delenv("BROWSER", raising=False)
    monkeypatch.setenv("SSH_TTY", "/dev/pts/9")
    terminal = on_sql(start, small_file)
    terminal.press("o")
    terminal.wait_for("You are on another machine")

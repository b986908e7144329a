"""Notes where the terminal matters: killed while writing, another editor, a paste, both hands."""

import stat
from pathlib import Path

import pytest

from roadmap_tui.storage.locations import user_locations
from tests.terminal.conftest import Command, OpenApp, cursor_line
from tests.terminal.terminal import Terminal

AREA_TOP = 1
"""The row of the terminal on which the text begins."""


def write(terminal: Terminal, text: str) -> None:
    """Type in the note's screen, in one burst with the key that opens it."""
    terminal.press("e", *text)
    terminal.wait_for(text)


def draft_text() -> str:
    """What stands in the draft."""
    return "".join(path.read_text() for path in user_locations().drafts.glob("*.json"))


def test_a_note_survives_being_killed_while_it_is_written(app: Terminal, open_app: OpenApp, command: Command) -> None:
    """Up to its last pause; the next start says so, and the key that writes notes goes on."""
    write(app, "Hello 1x")
    app.wait_for(lambda: "Hello 1x" in draft_text(), timeout_s=3)
    app.kill()
    app.wait_exit()
    assert command("note", "sql") == ""
    again = open_app()
    again.wait_for("Unsaved note (e goes on): SQL")
    again.press("Z", "g", "j")
    again.wait_for(lambda: "SQL" in cursor_line(again))
    again.press("e")
    again.wait_for("Hello 1x")
    again.press("!", "escape")
    again.wait_for("Note saved")
    again.wait_for(lambda: not draft_text())
    assert command("note", "sql") == "Hello 1x!\n"


def test_a_note_survives_being_killed_while_the_keys_go_on(app: Terminal) -> None:
    """There need not be a pause: what is some seconds old is kept."""
    app.press("e")
    for number in range(1000):
        app.press(f" {number}")
        if draft_text():
            break
        app.wait_for(lambda number=number: f" {number}" in app.text)  # type: ignore[misc]
    assert '"text": " 0' in draft_text()


def test_two_windows_do_not_offer_each_others_drafts(app: Terminal, open_app: OpenApp) -> None:
    """What is being written is not left behind."""
    write(app, "mine")
    app.wait_for(lambda: "mine" in draft_text(), timeout_s=3)
    other = open_app()
    other.press("Z", "g", "j")
    other.wait_for(lambda: "SQL" in cursor_line(other))
    other.press("e", *"theirs")
    other.wait_for("theirs")
    assert "mine" not in other.text


def test_closing_the_window_keeps_the_text(app: Terminal, open_app: OpenApp) -> None:
    """Without a pause."""
    write(app, "Hello")
    app.close_window()
    app.wait_exit(timeout_s=10)
    open_app().wait_for("Unsaved note (e goes on): SQL")


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An editor that says where it works, adds a line and is done."""
    path = tmp_path / "my editor"
    told = tmp_path / "told"
    path.write_text(
        f'#!/bin/sh\nls -ld "$(dirname "$1")" > "{told}"\necho "$1" >> "{told}"\necho "from outside" >> "$1"\n'
    )
    path.chmod(0o755)
    monkeypatch.setenv("VISUAL", f"'{path}'")
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return path


def test_another_editor_takes_over_and_gives_back(editor: Path, app: Terminal, command: Command) -> None:
    """In a folder that is nobody else's, which is gone afterwards."""
    write(app, "Hello")
    app.press("\x05")
    app.wait_for("from outside")
    app.press("!", "escape")
    app.wait_for("Note saved")
    assert command("note", "sql") == "Hello\nfrom outside!\n"
    folder, path = (editor.parent / "told").read_text().splitlines()
    assert folder.startswith("drwx------")
    assert path.endswith("note.md") and not Path(path).parent.exists()


@pytest.mark.parametrize(
    ("script", "said"),
    [("exit 3", "ended with an error, number 3"), ("head -c 70000 /dev/zero | tr '\\0' x > \"$1\"", "at most 64 KiB")],
)
def test_an_editor_that_goes_wrong_changes_nothing(editor: Path, app: Terminal, script: str, said: str) -> None:
    """It is said, and what it wrote is not thrown away."""
    editor.write_text(f"#!/bin/sh\n{script}\n")
    write(app, "Hello")
    app.press("\x05")
    app.wait_for(said)
    assert "Hello" in app.lines[AREA_TOP]


@pytest.mark.parametrize("is_left_early", [False, True])
def test_an_editor_that_comes_back_at_once_is_heard_later(
    editor: Path, app: Terminal, command: Command, is_left_early: bool
) -> None:
    """Its file stays for as long as the note is open, and what the user writes meanwhile stays in the note."""
    go = editor.parent / "go"
    work = f'while ! [ -e "{go}" ]; do sleep 0.05; done; echo later >> "$1"; echo > "{go}.done"'
    editor.write_text(f'#!/bin/sh\necho "$1" > "{editor.parent / "told"}"\n({work}) > /dev/null 2>&1 &\n')
    write(app, "Hello")
    app.press("\x05")
    app.wait_for("came back at once")
    go.touch()
    app.wait_for(Path(f"{go}.done").exists)
    if not is_left_early:
        app.wait_for("later")
    app.press("escape")
    app.wait_for("Note saved")
    assert command("note", "sql") == "Hello\nlater\n"
    assert not Path((editor.parent / "told").read_text().strip()).exists()


def test_there_is_no_such_editor(editor: Path, app: Terminal) -> None:
    """The note stays open."""
    editor.unlink()
    write(app, "Hello")
    app.press("\x05")
    app.wait_for("There is no editor")
    assert "Hello" in app.lines[AREA_TOP]


def test_what_is_pasted_cannot_steer_the_terminal(app: Terminal, command: Command) -> None:
    """Bracketed paste, with carriage returns as terminals send them."""
    app.press("e")
    app.send(b"\x1b[200~one\rtwo\x07\xc2\x9b31m\x1b[201~")
    app.wait_for("two")
    app.press("escape")
    app.wait_for("Note saved")
    assert command("note", "sql").splitlines()[0] == "one"
    assert b"two\x07" not in app.raw


def test_a_note_is_written_with_the_mouse(app: Terminal, command: Command) -> None:
    """The cursor is put with a click, and the hints are buttons."""
    write(app, "Hello")
    app.click(1, AREA_TOP)
    app.press("x")
    app.wait_for("xHello")
    app.click(2, len(app.lines) - 1)
    app.wait_for("Note saved")
    assert command("note", "sql") == "xHello\n"


def test_drafts_are_private(app: Terminal) -> None:
    """The folder and the file."""
    write(app, "Hello")
    app.wait_for(lambda: "Hello" in draft_text(), timeout_s=3)
    folder = user_locations().drafts
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}

"""The user's own editor on the terminal, and back."""

from pathlib import Path

import pytest

from roadmap_tui.storage.locations import user_locations
from tests.conftest import SMALL_ROADMAP
from tests.terminal.conftest import OpenApp, Start, cursor_line
from tests.terminal.terminal import Terminal

SOON_S = 3.0
"""A second on a computer that has nothing else to do."""


def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Make a program of this shell script the user's editor; `$file` is its last argument."""
    path = tmp_path / "vi"
    path.write_text(f"#!/bin/sh\nfor file; do :; done\n{script}\n")
    path.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(path))


def open_at_sql(open_app: OpenApp) -> Terminal:
    """The app with the cursor on the first topic."""
    terminal = open_app()
    terminal.press("Z", "j")
    terminal.wait_for(lambda: "SQL" in cursor_line(terminal))
    return terminal


def test_the_editor_has_the_terminal_and_the_app_comes_back(
    open_app: OpenApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told the line, reads keys itself, and what it saved is shown at once; everything is drawn anew."""
    editor(tmp_path, monkeypatch, 'echo "editing $1"; read words; sed "s/SQL/$words/" "$file" > x; cat x > "$file"')
    app = open_at_sql(open_app)
    app.press("E")
    app.wait_for(f"editing +{SMALL_ROADMAP.splitlines().index('[data.sql]') + 1}")
    app.press("Queries", "enter")
    app.wait_for(lambda: "Queries" in cursor_line(app), SOON_S)
    app.wait_for(lambda: "A small roadmap" in app.lines[0] and "editing" not in app.text)
    app.press("x")
    app.wait_for("✓ Queries")
    app.press("q")
    assert app.wait_exit() == 0


def test_ctrl_c_in_the_editor_is_not_meant_for_the_app(
    open_app: OpenApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It ends the editor, or whatever it does there; afterwards the app hears signals again."""
    editor(tmp_path, monkeypatch, "stty isig; echo here; read words")
    app = open_at_sql(open_app)
    app.press("E")
    app.wait_for("here")
    app.press("ctrl+c")
    app.wait_for("The editor vi ended with an error")
    app.press("x")
    app.wait_for("✓ SQL")


def test_an_editor_that_is_not_there_is_said(open_app: OpenApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """In one line, and nothing else happens."""
    monkeypatch.setenv("VISUAL", "no-such-editor")
    app = open_at_sql(open_app)
    app.press("E")
    app.wait_for("There is no editor no-such-editor, which $VISUAL names")
    app.press("x")
    app.wait_for("✓ SQL")


def test_an_edit_from_elsewhere_shows_within_a_second(open_app: OpenApp, small_file: Path) -> None:
    """And so does a mistake, and its repair."""
    app = open_at_sql(open_app)
    small_file.write_text(SMALL_ROADMAP.replace('"SQL"', '"Queries"'))
    app.wait_for(lambda: "Queries" in cursor_line(app), SOON_S)
    small_file.write_text("[")
    app.wait_for("small.toml:1: ", SOON_S)
    assert "Queries" in cursor_line(app)
    small_file.unlink()
    app.wait_for("there is no such file", SOON_S)
    small_file.write_text(SMALL_ROADMAP)
    app.wait_for(lambda: "SQL" in cursor_line(app) and "no such file" not in app.text, SOON_S)


def test_switching_roadmaps_is_remembered(start: Start, small_file: Path) -> None:
    """The next start opens the one that was open last."""
    app = start("open", small_file)
    app.wait_for("Tools")
    app.press("R")
    app.wait_for("0/219")
    app.press("j", "enter")
    app.wait_for("Databases")
    app.press("q")
    assert app.wait_exit() == 0
    assert user_locations().session.exists()
    again = start()
    again.wait_for("Databases")

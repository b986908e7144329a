"""What cannot be read is said, and never overwritten or shown as empty."""

from pathlib import Path

import pytest

from roadmap_tui.storage.locations import user_locations
from tests.conftest import SMALL_ROADMAP
from tests.terminal.conftest import Command, OpenApp, Start, log_file
from tests.terminal.terminal import Size


def test_a_roadmap_with_mistakes_is_reported_with_its_lines(start: Start, tmp_path: Path) -> None:
    """All of them; leaving exits with 4, and nothing was written."""
    text = SMALL_ROADMAP.replace('"core"', '"cor"').replace('["data.sql"]', '["data.sqll"]')
    (tmp_path / "wrong.toml").write_text(text)
    lines = [number for number, line in enumerate(text.splitlines(), 1) if '"cor"' in line or "sqll" in line]
    terminal = start("open", "wrong.toml")
    terminal.wait_for(lambda: all(f"wrong.toml:{line}: " in terminal.text for line in lines))
    terminal.press("q")
    assert terminal.wait_exit() == 4
    assert not [folder for folder in user_locations() if folder.exists()]


@pytest.mark.parametrize("name", ["missing.toml", "."])
def test_a_roadmap_that_cannot_be_opened_is_reported(start: Start, name: str) -> None:
    """There is no such file, or it is a folder."""
    terminal = start("open", f"./{name}")
    terminal.wait_for("Could not read the roadmap")
    terminal.press("q")
    assert terminal.wait_exit() == 4


def test_a_log_damaged_in_the_middle_counts_for_the_rest(open_app: OpenApp, command: Command) -> None:
    """The app says which line; every other mark is shown, and the damaged line stays as it is."""
    for topic in ("sql", "redis", "make"):
        command("done", topic)
    damaged = log_file().read_bytes().replace(b"Redis", b"Rodis")
    log_file().write_bytes(damaged)
    app = open_app(Size(160, 20))
    app.wait_for(f"{log_file().name}:2: ")
    app.wait_for(" 2/7 ")
    app.press("Z", "]", "x")
    app.wait_for(" 3/7 ")
    assert log_file().read_bytes().startswith(damaged)


def test_a_file_where_the_progress_folder_should_be_is_reported(start: Start, small_file: Path) -> None:
    """The app does not show the user's progress as lost, and leaves with 5."""
    folder = user_locations().progress
    folder.parent.mkdir(parents=True)
    folder.write_text("not a folder")
    terminal = start("open", small_file)
    terminal.wait_for("Could not read your progress")
    terminal.press("q")
    assert terminal.wait_exit() == 5
    assert folder.read_text() == "not a folder"

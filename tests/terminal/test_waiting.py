"""What is said while the user has to wait, and how a wait is ended."""

import signal
import subprocess
from pathlib import Path

import pytest

from roadmap_tui.storage.locations import user_locations
from tests.terminal.conftest import PROGRAM, Start
from tests.terminal.terminal import Size

WORDS = "Reading big.md, "


def list_of(folder: Path, topics: int) -> Path:
    """A list of so many topics."""
    path = folder / "big.md"
    line = "- [x] A topic with *stress* and [a link](https://example.org/{0}/long/enough/to/count) number {0}\n"
    path.write_text("# Big\n\n" + "".join(line.format(number) for number in range(topics)))
    return path


@pytest.fixture
def big_list(tmp_path: Path) -> Path:
    """A list that takes more than a moment."""
    return list_of(tmp_path, 30_000)


def test_a_big_import_says_what_is_being_read_and_can_be_left(start: Start, big_list: Path) -> None:
    """Ctrl+C ends it with 130 and without a traceback; the line is gone and nothing was written."""
    terminal = start("import", big_list.name, size=Size(100, 20))
    terminal.wait_for(WORDS)
    terminal.send(b"\x03")
    assert terminal.wait_exit(timeout_s=15) == 128 + signal.SIGINT
    assert "Traceback" not in terminal.text
    assert WORDS not in terminal.text
    assert not user_locations().roadmaps.exists()
    assert not user_locations().progress.exists()


def test_nothing_is_said_of_what_is_quick(start: Start, tmp_path: Path) -> None:
    """A line that comes and goes at once is only in the way."""
    (tmp_path / "small.md").write_text("# Small\n\n- [ ] one\n")
    terminal = start("import", "small.md")
    terminal.wait_for("small: Small: imported")
    assert terminal.wait_exit() == 0
    assert "Reading" not in terminal.text


def test_off_a_terminal_nothing_is_said_at_all(tmp_path: Path) -> None:
    """Standard error of a script holds no line that comes and goes, though this takes some seconds."""
    ran = subprocess.run(
        [PROGRAM, "import", list_of(tmp_path, 6_000), "--dry-run"], capture_output=True, timeout=60, check=True
    )
    assert (b"Reading" in ran.stderr, b"\x1b" in ran.stderr) == (False, False)

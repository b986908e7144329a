"""A log that another program changes under the open app: nothing that the screen counts is lost."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.terminal.conftest import log_file
from tests.terminal.terminal import Terminal

SOON_S = 3.0


def by_rename(path: Path, data: bytes) -> None:
    """As a restored backup."""
    new = path.with_suffix(".new")
    new.write_bytes(data)
    new.rename(path)


def in_place(path: Path, data: bytes) -> None:
    """As `cp`."""
    path.write_bytes(data)


def deleted(path: Path, data: bytes) -> None:
    """Without an older copy."""
    assert data
    path.unlink()


def moved_away(path: Path, data: bytes) -> None:
    """With the whole data folder."""
    assert data
    path.parents[1].rename(path.parents[1].with_name("moved"))


@pytest.mark.parametrize("change", [by_rename, in_place, deleted, moved_away])
@pytest.mark.parametrize("quits_at_once", [True, False])
def test_every_tick_is_on_disk_again(
    app: Terminal, done: Callable[[], list[str]], change: Callable[[Path, bytes], None], quits_at_once: bool
) -> None:
    """Within a second of the next look, or before the app ends; it is said once."""
    app.press("x")
    app.wait_for("✓ SQL")
    app.wait_for(lambda: len(done()) == 1, SOON_S)
    older = log_file().read_bytes()
    app.press("j", "x", "G", "x")
    app.wait_for("✓ Make")
    app.wait_for(lambda: len(done()) == 3, SOON_S)
    change(log_file(), older)
    app.press("k", "x")
    if not quits_at_once:
        app.wait_for("saved again", SOON_S)
        app.wait_for(lambda: len(done()) == 4, SOON_S)
        assert len(log_file().read_bytes().splitlines()) == 4
        app.press("escape")
        app.wait_for(lambda: "saved again" not in app.text, SOON_S)
    app.press("q")
    assert app.wait_exit() == 0
    assert len(done()) == 4

"""A text in a file of its own while another program edits it."""

import stat
import tempfile
from pathlib import Path

import pytest

from roadmap_tui.errors import StorageError
from roadmap_tui.storage.temp_file import EditableTempFile


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept goes away with the test."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def test_the_file_is_private_and_goes_away() -> None:
    """With its folder, and what else an editor left there."""
    with EditableTempFile("*a*", "note.md") as scratch:
        assert (scratch.path.name, scratch.read()) == ("note.md", "*a*")
        assert stat.S_IMODE(scratch.path.parent.stat().st_mode) == 0o700
        assert stat.S_IMODE(scratch.path.stat().st_mode) == 0o600
        scratch.path.with_suffix(".swp").write_text("x")
    assert not scratch.path.parent.exists()


def test_what_is_worth_keeping_stays() -> None:
    """Where it is said to be."""
    with EditableTempFile("a", "note.md") as scratch:
        path = scratch.preserve()
    assert path.read_text() == "a"


@pytest.mark.parametrize(("content", "reason"), [(b"\xff", "not UTF-8"), (None, "Could not read")])
def test_what_cannot_be_read_is_kept(content: bytes | None, reason: str) -> None:
    """And a sentence says where."""
    with EditableTempFile("a", "note.md") as scratch:
        scratch.path.unlink()
        if content:
            scratch.path.write_bytes(content)
        with pytest.raises(StorageError, match=reason) as failure:
            scratch.read()
    assert str(scratch.path) in str(failure.value)
    assert scratch.path.parent.exists()

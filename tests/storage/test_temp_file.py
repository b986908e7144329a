"""A text in a file of its own while another program edits it."""

import stat
import tempfile
from pathlib import Path

import pytest

from roadmap_tui.errors import StorageError
from roadmap_tui.storage.temp_file import EditableTempFile, WatchedTempFile


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


@pytest.fixture
def watched() -> WatchedTempFile:
    with EditableTempFile("a", "note.md") as scratch:
        return WatchedTempFile(scratch)


def test_a_late_change_is_read_once_the_editor_has_finished(watched: WatchedTempFile) -> None:
    """Not at the first look, because an editor may write in pieces."""
    assert watched.poll() is None
    watched.path.write_text("b")
    assert [watched.poll(), watched.poll(), watched.poll()] == [None, "b", None]
    watched.path.write_text("c")
    assert [watched.take(), watched.take()] == ["c", None]


def test_a_file_that_is_replaced_is_not_lost_meanwhile(watched: WatchedTempFile) -> None:
    """Editors move the file away and write another in its place."""
    watched.path.rename(watched.path.with_suffix(".old"))
    assert [watched.poll(), watched.poll(), watched.take()] == [None, None, None]
    watched.path.write_text("new")
    assert [watched.poll(), watched.poll()] == [None, "new"]


@pytest.mark.parametrize(("content", "stays"), [(None, False), (b"unread", True), (b"\xff", True)])
def test_the_end_of_the_watch_removes_only_what_was_read(
    watched: WatchedTempFile, content: bytes | None, stays: bool
) -> None:
    """Not what came after the last look, and not what is no text."""
    if content:
        watched.path.write_bytes(content)
    if content == b"\xff":
        with pytest.raises(StorageError, match="not UTF-8"):
            watched.take()
    watched.close()
    assert watched.path.exists() is stays

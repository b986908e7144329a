"""The note after an editor that came back at once has written its file."""

import tempfile
from pathlib import Path

import pytest

from roadmap_tui.core.notes import MAX_NOTE_BYTES
from roadmap_tui.errors import StorageError
from roadmap_tui.storage.temp_file import EditableTempFile
from roadmap_tui.tui.controllers.late_edit import LateEdit


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> EditableTempFile:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return EditableTempFile("a\n", "note.md")


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        (["a", "a b"], ["a b", "a b c"]),
        (["mine", "mine\n\n---\n\na b"], ["mine\n\n---\n\na b", "mine\n\n---\n\na b c"]),
        (["a", "mine"], ["a b", "mine\n\n---\n\na b c"]),
        (["", ""], ["a b", "a b c"]),
    ],
)
def test_nothing_that_was_written_on_either_side_is_lost(
    file: EditableTempFile, notes: list[str], expected: list[str]
) -> None:
    """The editor saves twice; the note stands each time as the user left it."""
    with file:
        late_edit = LateEdit(file, "a")
    merged = []
    for note, written in zip(notes, ["a b\n", "a b c\n"], strict=True):
        file.path.write_text(written)
        merged.append(late_edit.take(note))
    assert merged == expected
    late_edit.close()
    assert not file.path.exists()


@pytest.mark.parametrize("written", ["x" * (MAX_NOTE_BYTES + 1), ""])
def test_a_file_that_cannot_be_taken_stays(file: EditableTempFile, written: str) -> None:
    """It is too long for a note, or it may be half written when the note is left."""
    with file:
        late_edit = LateEdit(file, "a")
    file.path.write_text(written)
    if written:
        with pytest.raises(StorageError, match="stays in"):
            late_edit.take("a")
    else:
        assert late_edit.take("a") is None
    late_edit.close()
    assert file.path.exists()

"""New files, never in the place of old ones."""

from pathlib import Path

import pytest

from roadmap_tui.errors import StorageError
from roadmap_tui.storage.export_files import write_new


def test_a_name_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    """Whatever stands there, a link that leads nowhere too."""
    (tmp_path / "notes-2.md").symlink_to(tmp_path / "nowhere")
    paths = [write_new(tmp_path, "notes", ".md", text) for text in ("one", "two")]
    assert [path.name for path in paths] == ["notes.md", "notes-3.md"]
    assert [path.read_text() for path in paths] == ["one", "two"]
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize(("stem", "name"), [("notes-../../x", "notes-x.md"), ("\x1b/", "export.md"), ("é", "é.md")])
def test_a_name_is_harmless(tmp_path: Path, stem: str, name: str) -> None:
    """It stays in its folder."""
    assert write_new(tmp_path, stem, ".md", "") == tmp_path / name


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    """Nothing is made."""
    with pytest.raises(StorageError, match="Could not write"):
        write_new(tmp_path / "gone", "notes", ".md", "text")
    assert list(tmp_path.iterdir()) == []

"""The trash: a removed roadmap is moved there, across file systems as well."""

import errno
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from roadmap_tui.errors import StorageError
from roadmap_tui.storage import backups, files

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.fixture
def roadmap(tmp_path: Path) -> Path:
    path = tmp_path / "data" / "roadmaps" / "own.toml"
    files.create_whole(path, b"text")
    return path


@pytest.fixture
def _two_disks(monkeypatch: pytest.MonkeyPatch, roadmap: Path) -> None:
    rename = os.rename

    def renamed(old: Path | str, new: Path | str) -> None:
        if Path(old) == roadmap:
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
        rename(old, new)

    monkeypatch.setattr(os, "rename", renamed)


def test_a_removed_roadmap_is_in_the_trash(roadmap: Path) -> None:
    """Under its name and the moment."""
    target = backups.remove(roadmap, NOW)
    assert (target.read_bytes(), target.name) == (b"text", "own.toml.2026-11-25T120000.000000")
    assert not roadmap.exists()


@pytest.mark.usefixtures("_two_disks")
def test_a_roadmap_on_another_disk_is_copied_before_it_goes(roadmap: Path) -> None:
    """The folder of roadmaps may be a link to one."""
    assert backups.remove(roadmap, NOW).read_bytes() == b"text"
    assert not roadmap.exists()


@pytest.mark.usefixtures("_two_disks")
def test_a_roadmap_whose_copy_fails_stays(roadmap: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And the reason is said."""

    def fail(_path: Path, _data: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files, "write_own", fail)
    with pytest.raises(StorageError, match="the disk is full"):
        backups.remove(roadmap, NOW)
    assert roadmap.read_bytes() == b"text"

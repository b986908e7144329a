"""Older editions and removed roadmaps, which the program keeps and never deletes."""

import errno
from datetime import datetime
from pathlib import Path

from roadmap_tui.core.roadmap import RoadmapId
from roadmap_tui.errors import StorageError
from roadmap_tui.storage import files, library, system
from roadmap_tui.storage.os_errors import explain


def back_up(path: Path, now: datetime) -> Path:
    """Copy a roadmap file to one beside it that is named after this moment; older ones stay.

    Raises:
        OSError: It could not be copied.
    """
    from roadmap_tui.formats import roadmap_toml

    target = path.with_name(f"{path.name}.{_stamp(now)}")
    files.write_own(target, files.read_regular(path, roadmap_toml.MAX_BYTES))
    return target


def older_editions(folder: Path, roadmap_id: RoadmapId) -> list[Path]:
    """The older editions of a roadmap, the newest first; raises `OSError` when the folder cannot be listed."""
    names = (path for path in files.list_folder(folder, "") if path.name.startswith(f"{roadmap_id}.toml."))
    return sorted(names, reverse=True)


def remove(path: Path, now: datetime) -> Path:
    """Move a roadmap file to the trash folder; where it is then.

    Raises:
        StorageError: It could not be moved.
    """
    target = path.parent.parent / library.TRASH / f"{path.name}.{_stamp(now)}"
    try:
        files.make_folder(target.parent)
        _move(path, target)
    except OSError as error:
        raise StorageError(f"Could not move {path} to the trash: {explain(error)}.") from error
    return target


def _move(path: Path, target: Path) -> None:
    try:
        path.rename(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        # The folder of roadmaps may be a link to another disk. The file goes once its copy is on this one.
        files.write_own(target, files.read_regular(path, path.stat().st_size))
        path.unlink()
    system.host.sync_folder(path.parent)
    system.host.sync_folder(target.parent)


def _stamp(now: datetime) -> str:
    return f"{now:%Y-%m-%dT%H%M%S.%f}"

"""Older editions and removed roadmaps: they are kept, and never deleted by this program."""

from datetime import datetime
from pathlib import Path

from roadmap_tui.core.roadmap import RoadmapId
from roadmap_tui.errors import StorageError
from roadmap_tui.storage import files, library
from roadmap_tui.storage.os_errors import explain


def back_up(path: Path, now: datetime) -> Path:
    """Copy a roadmap file to one beside it that is named after this moment; older ones stay.

    Raises:
        OSError: It could not be copied.
    """
    from roadmap_tui.formats import roadmap_toml

    target = path.with_name(f"{path.name}.{_stamp(now)}")
    files.write_whole(target, files.read_regular(path, roadmap_toml.MAX_BYTES))
    return target


def older_editions(folder: Path, roadmap_id: RoadmapId) -> list[Path]:
    """The older editions of a roadmap, the newest first."""
    names = (path for path in folder.glob("*.toml.*") if path.name.startswith(f"{roadmap_id}.toml."))
    return sorted(names, reverse=True)


def remove(path: Path, now: datetime) -> Path:
    """Move a roadmap file to the trash folder; where it is then.

    Raises:
        StorageError: It could not be moved.
    """
    target = path.parent.parent / library.TRASH / f"{path.name}.{_stamp(now)}"
    try:
        files.make_folder(target.parent)
        path.rename(target)
        files.sync_folder(path.parent)
        files.sync_folder(target.parent)
    except OSError as error:
        raise StorageError(f"Could not move {path} to the trash: {explain(error)}.") from error
    return target


def _stamp(now: datetime) -> str:
    return f"{now:%Y-%m-%dT%H%M%S.%f}"

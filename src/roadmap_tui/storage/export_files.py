"""What the reader takes out of the program: new files, never in the place of old ones."""

import contextlib
import os
from itertools import count
from pathlib import Path

from roadmap_tui.core.text import clean_line
from roadmap_tui.errors import StorageError, UsageError
from roadmap_tui.storage.files import sync_folder
from roadmap_tui.storage.locations import Locations
from roadmap_tui.storage.os_errors import explain


def write_new(folder: Path, stem: str, suffix: str, text: str) -> Path:
    """Write a file under a name that is free: `notes.md`, `notes-2.md` and so on.

    Args:
        folder: Where to.
        stem: The name without its ending; signs that mean something to a shell or a file system are left out.
        suffix: The ending, with its dot.
        text: What stands in it.

    Returns:
        The absolute path.

    Raises:
        StorageError: Nothing was written.
    """
    safe = "".join(sign for sign in stem if sign.isalnum() or sign in "-_")[:80] or "export"
    return write_beside(folder / f"{safe}{suffix}", text)


def write_beside(wanted: Path, text: str) -> Path:
    """Write a file under this name, or the next that is free: `plan.md`, `plan-2.md` and so on.

    Returns:
        The absolute path.

    Raises:
        StorageError: Nothing was written.
    """
    for number in count(1):
        stem = f"{wanted.stem}{f'-{number}' if number > 1 else ''}"
        path = wanted.absolute().with_name(f"{stem}{wanted.suffix}")
        try:
            _write(path, text.encode(errors="replace"))
        except FileExistsError:
            continue
        except OSError as error:
            raise StorageError(f"Could not write {path}: {explain(error)}.") from error
        return path
    raise AssertionError("there is always a next number")


def refuse_own_files(locations: Locations, target: Path) -> None:
    """Raise `UsageError` where the program keeps its own files: progress and roadmaps are no place for an export."""
    places = (locations.data, locations.config, locations.state)
    if any(target.resolve().is_relative_to(place.resolve()) for place in places):
        raise UsageError(f"{clean_line(str(target))} is where roadmap-tui keeps its own files; choose another place.")


def _write(path: Path, data: bytes) -> None:
    """All of it or nothing; unlike `files.write_whole` never over a file that is there."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        with contextlib.suppress(OSError):
            path.unlink()
        raise
    sync_folder(path.parent)

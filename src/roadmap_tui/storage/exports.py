"""What the reader takes out of the program: new files, never in the place of old ones."""

import contextlib
import os
from itertools import count
from pathlib import Path

from roadmap_tui.errors import StorageError
from roadmap_tui.storage.files import sync_folder
from roadmap_tui.storage.reasons import reason


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
    for number in count(1):
        path = folder.absolute() / f"{safe}{f'-{number}' if number > 1 else ''}{suffix}"
        try:
            _write(path, text.encode(errors="replace"))
        except FileExistsError:
            continue
        except OSError as error:
            raise StorageError(f"Could not write {path}: {reason(error)}.") from error
        return path
    raise AssertionError("there is always a next number")


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

"""Writes exports: under a free name, or under the name that the user gave; never over a file of the program's own."""

import contextlib
import errno
import os
import stat
import sys
from collections.abc import Iterable
from itertools import count
from pathlib import Path

from roadmap_tui.core.text import clean_line
from roadmap_tui.errors import StorageError, UsageError
from roadmap_tui.storage import files, library, system
from roadmap_tui.storage.locations import Locations
from roadmap_tui.storage.os_errors import explain, unreachable_reason


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

    Whatever is no regular file (a device, a pipe, a socket) is written into.

    Returns:
        The absolute path.

    Raises:
        StorageError: Nothing was written.
    """
    try:
        if files.is_folder(wanted):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(wanted))
        if _is_special(wanted):
            _write_into(wanted, text.encode(errors="replace"), waits=False)
            return wanted.absolute()
    except OSError as error:
        raise StorageError(f"Could not write {wanted}: {explain(error)}.") from error
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


def write_named(target: Path, text: str) -> None:
    """Write a file under the name that the user gave; an older export of that name is replaced.

    Whatever is no regular file (a device, a pipe, a socket) is written into.

    Raises:
        StorageError: It was not written.
    """
    data = text.encode("utf-8", "replace")
    try:
        if _is_special(target):
            _write_into(target, data)
            return
        _refuse_links_of_others(target)
        _refuse_read_only(target)
        if reason := unreachable_reason(target.absolute().parent):
            raise StorageError(f"Could not write {target}: the folder {target.parent} cannot be used: {reason}.")
        files.write_whole(target, data, is_private=False)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise StorageError(f"Could not write {target}: {explain(error)}.") from error


def refuse_own_files(locations: Locations, target: Path, roadmaps: Iterable[str | None] = ()) -> None:
    """Raise `UsageError` where an export would take the place of a roadmap or of a file of the program's own.

    Args:
        locations: This user's files.
        target: Where the export would go.
        roadmaps: References of roadmaps that may stand anywhere.
    """
    real = Path(os.path.realpath(target))
    if any(real.is_relative_to(os.path.realpath(place)) for place in locations):
        raise UsageError(f"{clean_line(str(target))} is where roadmap-tui keeps its own files; choose another place.")
    paths = [Path(each) for each in roadmaps if each and library.is_path(each)]
    if any(_is_same(real, path) for path in [library.bundled_path(), *paths]):
        raise UsageError(f"{clean_line(str(target))} is a roadmap; choose another file for the export.")


def _is_same(real: Path, path: Path) -> bool:
    """Whether two paths, the first one without links, name one file; hard links name one, too."""
    with contextlib.suppress(OSError, ValueError):
        return str(real) == os.path.realpath(path) or real.samefile(path)
    return False


def _is_special(path: Path) -> bool:
    """Whether something is there that must not be replaced: no regular file, or the file that stdout goes to."""
    with contextlib.suppress(FileNotFoundError):
        status = path.stat()
        return not (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)) or _is_stdout(status)
    return False


def _is_stdout(status: os.stat_result) -> bool:
    with contextlib.suppress(OSError):
        return os.path.samestat(status, os.fstat(1))
    return False


def _write_into(path: Path, data: bytes, *, waits: bool = True) -> None:
    """Write into a device, a pipe or a socket.

    Args:
        path: Where.
        data: All of it.
        waits: Whether to wait for a program that reads the pipe.
    """
    status = path.stat()
    if _is_stdout(status):
        sys.stdout.flush()
        _write_all(1, data)
    elif stat.S_ISSOCK(status.st_mode):
        import socket  # a tenth of what a command imports

        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(str(path))
            connection.sendall(data)
    else:
        descriptor = os.open(path, os.O_WRONLY | system.host.flags(waits=waits))
        try:
            os.set_blocking(descriptor, True)
            _write_all(descriptor, data)
        finally:
            os.close(descriptor)


def _write_all(descriptor: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(descriptor, left) :]


def _refuse_links_of_others(path: Path) -> None:
    """A link in a folder that others can write to may have been put there to make the user overwrite something."""
    link = path.absolute()
    for _ in range(40):  # as many as Linux follows (path_resolution(7))
        if not link.is_symlink():
            return
        if not system.host.is_users_alone(link.parent.stat()):
            raise StorageError(
                f"{path} is a link in a folder that is not yours alone, so it was not followed; name the file itself."
            )
        link = link.parent / link.readlink()
    raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))


def _refuse_read_only(path: Path) -> None:
    with contextlib.suppress(FileNotFoundError):
        if not path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) or not os.access(path, os.W_OK):
            raise StorageError(f"{path} is read-only, so it was not replaced; choose another name.")


def _write(path: Path, data: bytes) -> None:
    """All of it or nothing; unlike `files.write_whole` never over a file that is there."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | system.host.flags(), 0o666)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            system.host.sync(file.fileno())
    except BaseException:
        with contextlib.suppress(OSError):
            path.unlink()
        raise
    system.host.sync_folder(path.parent)

"""The two ways this program writes: a line at the end of a log, and a file whole or not at all.

Files of the program's own are never written through a symbolic link; a linked settings file or roadmap stays linked.

Nothing else in the program writes to a user's file. Every function raises `OSError` with the file's name in it;
what that means for the user is for the callers to say. Sources: fsync(2), rename(2), flock(2).
"""

import contextlib
import errno
import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from roadmap_tui.storage import system

LOCK_TIMEOUT_S = 5.0
"""How long to wait for another copy of the program that is writing to the same log."""

TEMPORARY = ".tmp"
"""How the name of a file ends that is not yet, or never became, what it was to be."""

_PRIVATE_FILE, _PRIVATE_FOLDER = 0o600, 0o700
_PUBLIC_FILE = 0o666
_ANY_WRITER = 0o222
_ATTEMPTS = 10
"""How often lines are appended to a file that another program keeps replacing."""

_NO_HARD_LINKS = {errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EXDEV}


class Appended(NamedTuple):
    """The status of a log around an append."""

    before: os.stat_result
    after: os.stat_result


def append(path: Path, data: bytes) -> Appended:
    """Add whole lines to the end of a log: one write and one fsync under a lock. Saved once this has returned.

    A line that a crash cut short is never glued to: it gets its newline first and stays what it is. When only part of
    the data could be written, the file is cut back to what it was. When another program replaces the file meanwhile,
    the lines are appended to the new one.

    Args:
        path: The log; it is created, for its owner alone, when it is not there.
        data: Lines, each with its newline.
    """
    make_folder(path.parent)
    for _ in range(_ATTEMPTS):
        descriptor = _open_locked(path)
        try:
            before = os.fstat(descriptor)
            start = _append_once(descriptor, path, data, before.st_size)
            if _is_in_place(descriptor, path, data, start):
                return Appended(before, os.fstat(descriptor))
        finally:
            os.close(descriptor)
    raise OSError(errno.EBUSY, "Another program keeps replacing it", str(path))


def _append_once(descriptor: int, path: Path, data: bytes, size: int) -> int:
    """Append to a log of that size; gives the offset at which the lines begin."""
    start = size
    if size == 0:
        # Before the first line goes in: so a log with lines in it is known to be in its folder, even if that
        # first write is cut short by a crash.
        system.host.sync_folder(path.parent)
    elif system.host.read_at(descriptor, 1, size - 1) != b"\n":
        data, start = b"\n" + data, size + 1
    _write_or_cut_back(descriptor, data, size)
    system.host.sync(descriptor)
    return start


def _is_in_place(descriptor: int, path: Path, data: bytes, start: int) -> bool:
    """Whether the file that is called so now is the one that was written, and has the lines.

    An error here says nothing about the lines, which are on disk.
    """
    try:
        is_there = system.host.read_at(descriptor, len(data), start) == data
        return is_there and os.path.samestat(os.fstat(descriptor), os.stat(path))
    except FileNotFoundError:
        return False
    except OSError:
        return True


def write_own(path: Path, data: bytes) -> None:
    """Replace a file of the program's own in one step, or leave it as it is.

    It is for its owner alone. A symbolic link in its place is replaced, and what it points to is not touched.
    """
    with _temporary(path, data, _PRIVATE_FILE) as temporary:
        system.host.replace(temporary, path)
    system.host.sync_folder(path.parent)


def write_whole(path: Path, data: bytes, *, is_private: bool = True) -> None:
    """Replace a file of the user's in one step, or leave it as it is.

    A symbolic link stays one, and an existing file keeps its mode.

    Args:
        path: The file.
        data: All that is to be in it.
        is_private: Whether a new file is for its owner alone, or what the system gives to new files.

    Raises:
        OSError: It could not be replaced, or it is read-only.
    """
    target = _resolved(path)
    mode = _mode_of_writable(target) or (_PRIVATE_FILE if is_private else _PUBLIC_FILE & ~system.host.umask())
    with _temporary(target, data, mode) as temporary:
        system.host.replace(temporary, target)
    system.host.sync_folder(target.parent)


def create_whole(path: Path, data: bytes) -> None:
    """Write a file that does not exist yet, all of it or nothing; raises `FileExistsError` when the name is taken.

    An existing file is never touched, even if it appeared just now.
    """
    with _temporary(path, data, _PRIVATE_FILE) as temporary:
        try:
            os.link(temporary, path)  # unlike a rename it replaces nothing
        except OSError as error:
            if error.errno not in _NO_HARD_LINKS:
                raise
            _take_name_and_rename(temporary, path)
        else:
            os.unlink(temporary)
    system.host.sync_folder(path.parent)


@contextlib.contextmanager
def _temporary(target: Path, data: bytes, mode: int) -> Iterator[str]:
    """The name of a file beside a target, with all that is to be in it; gone again if what is done with it fails."""
    from tempfile import mkstemp  # a sixth of what a reading command imports, and only writing needs it

    make_folder(target.parent)
    descriptor, temporary = mkstemp(dir=target.parent, prefix=f".{target.name[:80]}.", suffix=TEMPORARY)
    try:
        try:
            _write(descriptor, data)
            system.host.set_mode(descriptor, mode)
            system.host.sync(descriptor)
        finally:
            os.close(descriptor)
        yield temporary
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def _take_name_and_rename(temporary: str, path: Path) -> None:
    """Without hard links (FAT) the name is taken first, and a kill between the two calls leaves an empty file."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | system.host.flags(), _PRIVATE_FILE))
    try:
        system.host.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(path)
        raise


def make_folder(path: Path) -> None:
    """Create a folder and those above it where they are missing, for their owner alone."""
    if path.is_dir():
        return
    make_folder(path.parent)
    with contextlib.suppress(FileExistsError):
        os.mkdir(path, _PRIVATE_FOLDER)
    if not path.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path))
    system.host.sync_folder(path.parent)


def is_folder(path: Path) -> bool:
    """Whether there is a folder; False where nobody can tell, unlike `Path.is_dir`, which raises some errors."""
    return stat.S_ISDIR(_mode(path))


def is_regular(path: Path) -> bool:
    """Whether there is a regular file; False where nobody can tell."""
    return stat.S_ISREG(_mode(path))


def _mode(path: Path) -> int:
    try:
        return path.stat().st_mode
    except (OSError, ValueError):
        return 0


def list_folder(folder: Path, suffix: str) -> list[Path]:
    """The entries of a folder whose names have this ending, sorted; none where there is no folder.

    Raises:
        OSError: It cannot be listed. `Path.glob` hides some of these errors.
    """
    try:
        names = os.listdir(folder)
    except FileNotFoundError:
        return []
    return sorted(folder / name for name in names if name.endswith(suffix))


def read_own(path: Path, limit: int) -> bytes:
    """Read a file that nobody but the user can have written.

    Args:
        path: The file.
        limit: The size in bytes above which it is refused.

    Raises:
        OSError: It cannot be read, is no regular file or larger than the limit. Or it is a symbolic link, or it or its
            folder belongs to another user or can be written to by others.
    """
    _refuse_foreign(path.parent.stat(), path.parent)
    return _read(path, limit, 0, is_own=True)


def read_regular(path: Path, limit: int, start: int = 0) -> bytes:
    """Read a file from an offset to its end.

    Args:
        path: The file.
        limit: The size in bytes, from its beginning, above which it is refused.
        start: The offset to read from.

    Raises:
        OSError: It cannot be read, is not a regular file, or is larger than the limit.
    """
    return _read(path, limit, start, is_own=False)


def _read(path: Path, limit: int, start: int, *, is_own: bool) -> bytes:
    # Without O_NONBLOCK the open of a pipe would wait for a writer that may never come.
    descriptor = os.open(path, os.O_RDONLY | system.host.flags(follows=not is_own))
    try:
        status = os.fstat(descriptor)
        _refuse_odd(status, path)
        if status.st_size > limit:
            raise OSError(errno.EFBIG, f"Larger than {limit // 2**20} MiB", str(path))
        if is_own:
            _refuse_foreign(status, path)
        with open(descriptor, "rb", closefd=False) as file:
            file.seek(start)
            return file.read(limit)
    finally:
        os.close(descriptor)


def _refuse_foreign(status: os.stat_result, path: Path) -> None:
    if not system.host.is_users_alone(status):
        raise PermissionError(errno.EACCES, "Other users can write to it", str(path))


def _refuse_odd(status: os.stat_result, path: Path) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise OSError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "Not a regular file", str(path))


def _resolved(path: Path) -> Path:
    target = Path(os.path.realpath(path))
    if target.is_symlink():  # all that is left to follow are links that go round in a circle
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    return target


def _open_locked(path: Path) -> int:
    """Open a log for appending and take its lock; the lock goes with the descriptor, even when the holder is killed."""
    deadline = time.monotonic() + LOCK_TIMEOUT_S
    # A pipe or a device in its place would take the lines and keep nothing, and O_NONBLOCK never waits for its reader.
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | system.host.flags(follows=False)
    while True:
        descriptor = os.open(path, flags, _PRIVATE_FILE)
        try:
            _refuse_odd(os.fstat(descriptor), path)
            _lock(descriptor, path, deadline)
            if os.path.samestat(os.fstat(descriptor), os.stat(path)):
                return descriptor
        except FileNotFoundError:
            pass  # another program took the log away while this one waited for its lock
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)


def _lock(descriptor: int, path: Path, deadline: float) -> None:
    while True:
        try:
            system.host.lock(descriptor)
            return
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise TimeoutError(errno.ETIMEDOUT, "Another copy of the program holds it", str(path)) from None
            time.sleep(0.01)
        except OSError as error:
            if error.errno in system.host.no_locks:
                return  # appending one write at a time is what is left, and on local file systems it is enough
            raise


def _write(descriptor: int, data: bytes) -> None:
    """A short write means that there is no more room."""
    if os.write(descriptor, data) < len(data):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _write_or_cut_back(descriptor: int, data: bytes, size: int) -> None:
    try:
        _write(descriptor, data)
    except OSError:
        with contextlib.suppress(OSError):
            os.ftruncate(descriptor, size)
        raise


def _mode_of_writable(target: Path) -> int | None:
    """The permissions of a file that is about to be replaced; None when there is none.

    Raises:
        PermissionError: It is read-only. A rename would replace it nevertheless.
    """
    try:
        mode = stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        return None
    # `access` lets root do everything, but a file without write permission was protected on purpose.
    if not mode & _ANY_WRITER or not os.access(target, os.W_OK):
        raise PermissionError("The file is read-only")  # no number: `explain` takes these words
    return mode

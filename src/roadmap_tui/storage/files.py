"""The two ways this program writes: a line at the end of a log, and a file whole or not at all.

Nothing else in the program writes to a reader's file. Every function raises `OSError` with the file's name in it;
what that means for the reader is for the callers to say. Sources: fsync(2), rename(2), flock(2).
"""

import contextlib
import errno
import fcntl
import os
import stat
import time
from pathlib import Path

LOCK_TIMEOUT_S = 5.0
"""How long to wait for another copy of the program that is writing to the same log."""

TEMPORARY = ".tmp"
"""How the name of a file ends that is not yet, or never became, what it was to be."""

_PRIVATE_FILE, _PRIVATE_FOLDER = 0o600, 0o700
_PUBLIC_FILE = 0o666
_NO_LOCKS_HERE = {errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS}


def append(path: Path, data: bytes) -> int:
    """Add whole lines to the end of a log: one write and one fsync under a lock. Saved once this has returned.

    A line that a crash cut short is never glued to: it gets its newline first and stays what it is. When only part of
    the data could be written, the file is cut back to what it was.

    Args:
        path: The log; it is created, for its owner alone, when it is not there.
        data: Lines, each with its newline.

    Returns:
        The offset in the file at which the lines begin.
    """
    make_folder(path.parent)
    descriptor = _open_locked(path)
    try:
        size = start = os.fstat(descriptor).st_size
        if size == 0:
            # Before the first line goes in: so a log with lines in it is known to be in its folder, even if that
            # first write is cut short by a crash.
            sync_folder(path.parent)
        elif os.pread(descriptor, 1, size - 1) != b"\n":
            data, start = b"\n" + data, size + 1
        _write_or_cut_back(descriptor, data, size)
        os.fsync(descriptor)
        return start
    finally:
        os.close(descriptor)


def write_whole(path: Path, data: bytes, *, is_private: bool = True) -> None:
    """Replace a file in one step, or leave it as it is. A symbolic link stays one, an existing file keeps its mode.

    Args:
        path: The file.
        data: All that is to be in it.
        is_private: Whether a new file is for its owner alone, or what the system gives to new files.
    """
    from tempfile import mkstemp  # a sixth of what a reading command imports, and only writing needs it

    target = _resolved(path)
    make_folder(target.parent)
    descriptor, temporary = mkstemp(dir=target.parent, prefix=f".{target.name[:80]}.", suffix=TEMPORARY)
    try:
        try:
            _write(descriptor, data)
            if not is_private:
                os.fchmod(descriptor, _PUBLIC_FILE & ~_umask())
            _keep_mode(target, descriptor)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        os.rename(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
    sync_folder(target.parent)


def create_whole(path: Path, data: bytes) -> None:
    """Write a file that is not there yet; one that is there, whoever made it and however lately, is not touched."""
    make_folder(path.parent)
    # The name is taken first, because a rename would silently replace what another program wrote meanwhile.
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, _PRIVATE_FILE))
    try:
        write_whole(path, data)
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
    sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Make sure that the names in a folder are on disk; file systems that cannot are taken as they are."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
    finally:
        os.close(descriptor)


def read_regular(path: Path, limit: int, start: int = 0) -> bytes:
    """Read a file from an offset to its end.

    Args:
        path: The file.
        limit: The size in bytes, from its beginning, above which it is refused.
        start: The offset to read from.

    Raises:
        OSError: It cannot be read, is not a regular file, or is larger than the limit.
    """
    # Without O_NONBLOCK the open of a pipe would wait for a writer that may never come.
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        _refuse_odd(os.fstat(descriptor), path, limit)
        with open(descriptor, "rb", closefd=False) as file:
            file.seek(start)
            return file.read(limit)
    finally:
        os.close(descriptor)


def _refuse_odd(status: os.stat_result, path: Path, limit: int) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise OSError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "Not a regular file", str(path))
    if status.st_size > limit:
        raise OSError(errno.EFBIG, f"Larger than {limit // 2**20} MiB", str(path))


def _resolved(path: Path) -> Path:
    target = Path(os.path.realpath(path))
    if target.is_symlink():  # all that is left to follow are links that go round in a circle
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    return target


def _open_locked(path: Path) -> int:
    """Open a log for appending and take its lock; the lock goes with the descriptor, even when the holder is killed."""
    deadline = time.monotonic() + LOCK_TIMEOUT_S
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, _PRIVATE_FILE)
        try:
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
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise TimeoutError(errno.ETIMEDOUT, "Another copy of the program holds it", str(path)) from None
            time.sleep(0.01)
        except OSError as error:
            if error.errno in _NO_LOCKS_HERE:
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


def _umask() -> int:
    """What this process takes away from the mode of a new file; asking means setting it (umask(2))."""
    mask = os.umask(_PRIVATE_FILE)
    os.umask(mask)
    return mask


def _keep_mode(target: Path, descriptor: int) -> None:
    with contextlib.suppress(OSError):
        os.fchmod(descriptor, stat.S_IMODE(target.stat().st_mode))

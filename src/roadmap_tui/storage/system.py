"""What only one operating system has: locks, syncs, rights, flags and names of files.

`host` is the half for the system that the program runs on. The Windows half has only run in an emulation so far.
Sources: fcntl(2) of Linux and macOS, rename(2), Microsoft's documentation of `_locking`.
"""

import contextlib
import errno
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop  # takes longer to load than a command may

_OTHER_WRITERS = 0o022

_NO_FULL_SYNC = {errno.ENOTSUP, errno.EINVAL, errno.ENOTTY}
"""What macOS answers where the disk, or the server behind it, knows nothing of a full sync."""

_MACHINE_IDS = Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id")


class Posix:
    """Linux and macOS."""

    no_locks = frozenset({errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS})
    """Errors of `lock` where the file system has no locks."""

    has_modes = True
    """Whether permissions say who can read a file."""

    def flags(self, *, follows: bool = True, waits: bool = False) -> int:
        """What every open of a file adds: no program that is started gets it, and no terminal takes this program over.

        Args:
            follows: Whether a symbolic link in its place is followed.
            waits: Whether opening a pipe waits for somebody at its other end.
        """
        flags = os.O_CLOEXEC | os.O_NOCTTY
        return flags | (0 if follows else os.O_NOFOLLOW) | (0 if waits else os.O_NONBLOCK)

    def lock(self, descriptor: int) -> None:
        """Lock a file until its descriptor is closed; raises `BlockingIOError` when another process holds it."""
        import fcntl  # POSIX only

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def read_at(self, descriptor: int, size: int, offset: int) -> bytes:
        """Bytes at an offset; fewer at the end of the file."""
        return os.pread(descriptor, size, offset)

    def sync(self, descriptor: int) -> None:
        """Have what was written on disk; macOS leaves it in the disk's own memory unless it is asked for more."""
        import fcntl

        full_sync: int | None = getattr(fcntl, "F_FULLFSYNC", None)
        if full_sync is not None:
            try:
                fcntl.fcntl(descriptor, full_sync)
            except OSError as error:
                if error.errno not in _NO_FULL_SYNC:
                    raise
            else:
                return
        os.fsync(descriptor)

    def sync_folder(self, path: Path) -> None:
        """Make sure that the names in a folder are on disk; file systems that cannot are taken as they are."""
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        except OSError as error:
            if error.errno != errno.EINVAL:
                raise
        finally:
            os.close(descriptor)

    def replace(self, source: str, target: Path) -> None:
        """Rename a file in one step, over another one if there is one."""
        Path(source).rename(target)

    def set_mode(self, descriptor: int, mode: int) -> None:
        """Set the permissions of a file, where it has any."""
        with contextlib.suppress(OSError):  # FAT has none
            os.fchmod(descriptor, mode)

    def umask(self) -> int:
        """The permissions that new files do not get; reading them means setting them (umask(2))."""
        mask = os.umask(0o077)
        os.umask(mask)
        return mask

    def is_users_alone(self, status: os.stat_result) -> bool:
        """Whether nobody but the user can have written a file or folder."""
        return status.st_uid == os.geteuid() and not status.st_mode & _OTHER_WRITERS

    has_posix_terminals = True

    def key_signals(self) -> tuple[int, ...]:
        """The signals that a terminal sends to every program that runs in it."""
        import signal

        return signal.SIGINT, signal.SIGQUIT

    def end_signals(self) -> tuple[int, ...]:
        """The signals that ask a program to end."""
        import signal

        return *self.key_signals(), signal.SIGTERM, signal.SIGHUP

    def handle_signal(self, loop: "AbstractEventLoop", number: int, handle: Callable[[], None]) -> None:
        """Have a function called in a loop when a signal comes."""
        loop.add_signal_handler(number, handle)

    def release_signal(self, loop: "AbstractEventLoop", number: int) -> None:
        """Take that back."""
        loop.remove_signal_handler(number)

    def host_name(self) -> str:
        """The name of the machine in its network."""
        return os.uname().nodename

    def machine_id(self) -> bytes:
        """What tells machines apart; empty where nothing does, as in containers and on macOS."""
        for path in _MACHINE_IDS:
            with contextlib.suppress(OSError):
                if found := path.read_bytes().strip():
                    return found
        return b""


class Windows:
    """Windows, where files have no owner that means anything here, and locks keep everybody out.

    A lock is therefore on one byte far behind the end of the file, where nobody reads.
    """

    no_locks = frozenset({errno.ENOLCK, errno.ENOSYS})
    """Errors of `lock` where the file system has no locks."""

    _LOCKED_BYTE = 2**40
    _RENAMING_S = 1.0
    """How long to try again while a virus scanner or an editor has the target open."""

    def __init__(self, sleep: Callable[[float], None] = time.sleep) -> None:
        """Its waiting can be replaced."""
        self._sleep = sleep

    has_modes = False
    """Whether permissions say who can read a file."""

    def flags(self, *, follows: bool = True, waits: bool = False) -> int:  # noqa: ARG002  # the same for both halves
        """What every open of a file adds: without `O_BINARY` newlines would become two characters."""
        return getattr(os, "O_BINARY", 0) | getattr(os, "O_NOINHERIT", 0)

    def lock(self, descriptor: int) -> None:
        """Lock a file until its descriptor is closed; raises `BlockingIOError` when another process holds it."""
        import msvcrt  # Windows only

        position = os.lseek(descriptor, 0, os.SEEK_CUR)
        os.lseek(descriptor, self._LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]  # typed for Windows alone
        except PermissionError as error:
            raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN)) from error
        finally:
            os.lseek(descriptor, position, os.SEEK_SET)

    def read_at(self, descriptor: int, size: int, offset: int) -> bytes:
        """Bytes at an offset; fewer at the end of the file."""
        position = os.lseek(descriptor, 0, os.SEEK_CUR)
        os.lseek(descriptor, offset, os.SEEK_SET)
        try:
            return os.read(descriptor, size)
        finally:
            os.lseek(descriptor, position, os.SEEK_SET)

    def sync(self, descriptor: int) -> None:
        """Have what was written on disk."""
        os.fsync(descriptor)

    def sync_folder(self, path: Path) -> None:
        """Folders cannot be synced."""

    def replace(self, source: str, target: Path) -> None:
        """Rename a file in one step, over another one if there is one; tried again while another program has it."""
        deadline = time.monotonic() + self._RENAMING_S
        while True:
            try:
                Path(source).replace(target)
            except PermissionError:
                if time.monotonic() > deadline:
                    raise
                self._sleep(0.05)
            else:
                return

    def set_mode(self, descriptor: int, mode: int) -> None:
        """Nothing: the rights of the user's folder are what there is."""

    def umask(self) -> int:
        """Nothing is taken away."""
        return 0

    def is_users_alone(self, status: os.stat_result) -> bool:  # noqa: ARG002  # the same for both halves
        """Yes: the rights of the user's folder are what there is."""
        return True

    has_posix_terminals = False

    def key_signals(self) -> tuple[int, ...]:
        """The signals that a console sends to every program that runs in it."""
        import signal

        return signal.SIGINT, getattr(signal, "SIGBREAK", signal.SIGINT)

    def end_signals(self) -> tuple[int, ...]:
        """The signals that ask a program to end; none comes when the window is closed."""
        import signal

        return *self.key_signals(), signal.SIGTERM

    def handle_signal(self, loop: "AbstractEventLoop", number: int, handle: Callable[[], None]) -> None:
        """Have a function called in a loop when a signal comes; loops have no handlers of their own there."""
        import signal

        signal.signal(number, lambda *_: loop.call_soon_threadsafe(handle))

    def release_signal(self, loop: "AbstractEventLoop", number: int) -> None:
        """Nothing: the next handler replaces it."""

    def host_name(self) -> str:
        """The name of the machine in its network."""
        import platform

        return platform.node()

    def machine_id(self) -> bytes:
        """What tells machines apart; empty where the registry does not say."""
        try:
            import winreg

            path = r"SOFTWARE\Microsoft\Cryptography"
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, path) as key:  # type: ignore[attr-defined]
                return str(winreg.QueryValueEx(key, "MachineGuid")[0]).encode()  # type: ignore[attr-defined]
        except (ImportError, OSError):
            return b""


host: Posix | Windows = Windows() if os.name == "nt" else Posix()

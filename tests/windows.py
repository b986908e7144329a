"""An emulation of what Windows lacks and has, for the Windows half of `storage.system`.

It shows that nothing outside that module calls what Windows does not have. It does not show that Windows does what its
documentation says.
"""

import errno
import os
import sys
from types import ModuleType

import pytest

from roadmap_tui.storage import system

_MISSING = ("uname", "geteuid", "getuid", "fchmod", "pread", "O_CLOEXEC", "O_NONBLOCK", "O_NOFOLLOW", "O_DIRECTORY")
_MISSING_MODULES = ("fcntl", "termios", "tty", "resource", "pwd", "grp")


class MicrosoftRuntime(ModuleType):
    """As much of `msvcrt` as is used: a lock goes with its descriptor."""

    LK_NBLCK = 2

    def __init__(self) -> None:
        super().__init__("msvcrt")
        self._holders: dict[tuple[int, int], int] = {}

    def locking(self, descriptor: int, mode: int, size: int) -> None:
        """Lock bytes at the position of a descriptor."""
        assert (mode, size) == (self.LK_NBLCK, 1)
        assert os.lseek(descriptor, 0, os.SEEK_CUR) > os.fstat(descriptor).st_size, "a lock keeps readers out"
        file = _identity(descriptor)
        holder = self._holders.get(file)
        if holder is not None and holder != descriptor and _identity(holder) == file:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        self._holders[file] = descriptor


def _identity(descriptor: int) -> tuple[int, int]:
    try:
        status = os.fstat(descriptor)
    except OSError:
        return 0, 0
    return status.st_dev, status.st_ino


def emulate(monkeypatch: pytest.MonkeyPatch) -> MicrosoftRuntime:
    """Take away what Windows does not have, and give the program its Windows half."""
    runtime = MicrosoftRuntime()
    monkeypatch.setattr(system, "host", system.Windows(sleep=lambda _: None))
    monkeypatch.setitem(sys.modules, "msvcrt", runtime)
    for name in _MISSING_MODULES:
        monkeypatch.setitem(sys.modules, name, None)
    for name in _MISSING:
        monkeypatch.delattr(os, name)
    return runtime

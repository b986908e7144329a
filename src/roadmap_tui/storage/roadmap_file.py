"""The file of the roadmap that is open: read once, then looked at for edits."""

import time
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from roadmap_tui.core.roadmap import Roadmap
from roadmap_tui.errors import RoadmapError, UnreadableRoadmapError
from roadmap_tui.storage import library

SETTLED_AFTER_S = 0.05
"""How long a file must have stayed the same to be read: an editor that writes in place is not done at once, and no
file system of today tells apart two changes that follow much faster."""

_PATIENCE = 20
"""How often a file that does not come to rest is looked at before it is read all the same."""


class _Stamp(NamedTuple):
    """What tells without reading that a file has changed."""

    modified_ns: int
    changed_ns: int
    """Of its permissions, too: a file that can be read again shows it here alone."""

    size: int
    device: int
    inode: int


class RoadmapFile:
    """A roadmap's path, and what was read there last. For one thread at a time once it was loaded."""

    def __init__(self, path: Path) -> None:
        """Nothing is read yet."""
        self.path = path
        self._stamp: _Stamp | None = None
        self._content = b""
        self._is_gone = False

    def load(self, load: Callable[[Path], Roadmap] = library.load) -> Roadmap:
        """Read the roadmap; raises `RoadmapError` when it cannot be read or has mistakes.

        Args:
            load: What reads it; what was compiled before need not be read again.
        """
        self._stamp = _stamp(self.path)
        return load(self.path)

    def read_if_changed(self, *, is_certain: bool = False) -> Roadmap | RoadmapError | None:
        """What has become of the file since it was read or looked at last.

        Args:
            is_certain: Whether it is to be read whatever its times say.

        Returns:
            Another content, or why there is none; None when nothing has changed.
        """
        if not is_certain and _stamp(self.path) == self._stamp:
            return None
        self._stamp = _settled_stamp(self.path)
        try:
            data = library.read(self.path)
            if not is_certain and not self._is_gone and _digest(data) == self._content:
                return None
            self._content, self._is_gone = _digest(data), False
            return library.parse(data, self.path)
        except RoadmapError as error:
            self._is_gone = isinstance(error, UnreadableRoadmapError)
            return error


def _stamp(path: Path) -> _Stamp | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return _Stamp(status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_dev, status.st_ino)


def _settled_stamp(path: Path) -> _Stamp | None:
    """The stamp once it has stayed the same for a moment."""
    stamp = _stamp(path)
    for _ in range(_PATIENCE):
        time.sleep(SETTLED_AFTER_S)
        before, stamp = stamp, _stamp(path)
        if stamp == before:
            break
    return stamp


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=16).digest()

"""The file of the roadmap that is open: read once, then checked for edits."""

import time
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path

from roadmap_tui.core.roadmap import Roadmap
from roadmap_tui.errors import RoadmapError, UnreadableRoadmapError
from roadmap_tui.first_frame import Stamp, stamp
from roadmap_tui.storage import library

SETTLED_AFTER_S = 0.05
"""How long a file must have stayed the same to be read: an editor that writes in place is not done at once, and no
file system of today tells apart two changes that follow much faster."""

_PATIENCE = 20
"""How often a file that does not come to rest is looked at before it is read all the same."""


class RoadmapFile:
    """A roadmap's path and the content read last. For one thread at a time once it was loaded."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._stamp: Stamp = None
        self._content = b""
        self._is_gone = False

    def load(self, load: Callable[[Path], Roadmap] = library.load) -> Roadmap:
        """Read the roadmap; raises `RoadmapError` when it cannot be read or has mistakes.

        Args:
            load: Reads it, or takes a compiled copy from a cache.
        """
        self._stamp = stamp(self.path)
        return load(self.path)

    def read_if_changed(self, *, is_certain: bool = False) -> Roadmap | RoadmapError | None:
        """Read the file if it has changed since the last read or check.

        Args:
            is_certain: Whether to read it whatever its times say.

        Returns:
            Another content, or why there is none; None when nothing has changed.
        """
        if not is_certain and stamp(self.path) == self._stamp:
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


def _settled_stamp(path: Path) -> Stamp:
    """The stamp once it has stayed the same for a moment."""
    now = stamp(path)
    for _ in range(_PATIENCE):
        time.sleep(SETTLED_AFTER_S)
        before, now = now, stamp(path)
        if now == before:
            break
    return now


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=16).digest()

"""The cache of compiled roadmaps, which load without pydantic and TOML while their file is unchanged.

A file counts as unchanged if its inode, size and times of change are the same and it had been at rest when it was
compiled, or if the hash of its content is the same; in any doubt it is read. Commands that only read write nothing: the
app calls `flush` in a pause, and so do commands that mark.
"""

import os
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from zlib import crc32

from roadmap_tui import first_frame
from roadmap_tui.core.roadmap import Roadmap
from roadmap_tui.errors import UnreadableRoadmapError
from roadmap_tui.formats.cache import columns
from roadmap_tui.formats.cache import roadmap as roadmap_format
from roadmap_tui.formats.cache.columns import CacheKey
from roadmap_tui.storage import files, library
from roadmap_tui.storage.deferred_write import DeferredWrite

MAX_BYTES = 256 * 2**20

_AT_REST_NS = 2_000_000_000
"""A file that was changed less long before may be changed again without another time: some file systems count in
two seconds."""


class RoadmapCache:
    """Loads roadmaps, and remembers what of the last one should be compiled."""

    def __init__(self, folder: Path, now_ns: Callable[[], int] = time.time_ns) -> None:
        """Nothing is read yet.

        Args:
            folder: Where compiled roadmaps are; it need not exist.
            now_ns: The wall clock, nanoseconds since 1970.
        """
        self._folder = folder
        self._now_ns = now_ns
        self._later = DeferredWrite()

    def load(self, path: Path) -> Roadmap:
        """Read a roadmap file, or what was made from it when it is unchanged.

        Raises:
            FileMistakesError: It has mistakes.
            UnreadableRoadmapError: It cannot be read at all.
        """
        place, stamp = _place(self._folder, path), self._stamp(path)
        self._later.schedule(place, None)
        return (stamp and self._known(place, path, stamp)) or self._read(place, path, stamp)

    def flush(self) -> None:
        """Compile the roadmap that was loaded last, if it has to be and the disk lets us."""
        self._later.flush()

    def _read(self, place: Path, path: Path, stamp: CacheKey | None) -> Roadmap:
        data = library.read(path)
        roadmap = library.parse(data, path)
        if stamp:
            self._later.schedule(place, lambda: roadmap_format.dumps(roadmap, {**stamp, "sha256": _sha256(data)}))
        return roadmap

    def _known(self, place: Path, path: Path, stamp: CacheKey) -> Roadmap | None:
        try:
            data = files.read_own(place, MAX_BYTES)
            key = roadmap_format.key_of(data)
            again = partial(library.load, path)
            if key and is_unchanged(key, stamp):
                return roadmap_format.loads(data, again)
            if key and key.get("size") == stamp["size"] and key.get("sha256") == _sha256(library.read(path)):
                self._later.schedule(place, lambda: columns.with_key(data, {**stamp, "sha256": key["sha256"]}))
                return roadmap_format.loads(data, again)
        except (OSError, UnreadableRoadmapError):
            pass
        return None

    def _stamp(self, path: Path) -> CacheKey | None:
        """The metadata of a file and the time at which it was read; None when there is no such file."""
        stamp = first_frame.stamp(path)
        if stamp is None:
            return None
        names = ("inode", "size", "mtime_ns", "ctime_ns")
        file = dict(zip(names, stamp[1:], strict=True))
        return {"path": os.fsencode(path.absolute()).hex(), **file, "seen_ns": self._now_ns()}


def is_unchanged(known: CacheKey, now: CacheKey) -> bool:
    """Whether a file is surely what it was, by what the system says.

    Args:
        known: Its stamp when it was read.
        now: Its stamp.
    """
    if any(known.get(name) != now[name] for name in now.keys() - {"seen_ns"}):
        return False
    seen, changed = known.get("seen_ns"), max(int(now["mtime_ns"]), int(now["ctime_ns"]))
    return isinstance(seen, int) and seen - changed > _AT_REST_NS


def _place(folder: Path, path: Path) -> Path:
    words = "".join(each if each.isascii() and each.isalnum() else "-" for each in path.stem[:40])
    return folder / f"{words}-{crc32(os.fsencode(path.absolute())):08x}.compiled"


def _sha256(data: bytes) -> str:
    import hashlib  # loads OpenSSL, which an unchanged file does not need

    return hashlib.sha256(data).hexdigest()

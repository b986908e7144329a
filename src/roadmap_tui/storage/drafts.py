"""Drafts: notes that are being written, saved against a crash, one small file a note in the state folder.

Each window of the program names its drafts after itself and holds a lock for as long as it runs, so that what a window
left behind when it was killed can be told from what another window is writing now. A file that makes no sense is left
where it is.
"""

import contextlib
import json
import os
import secrets
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from roadmap_tui.core.roadmap import NodeId, RoadmapId
from roadmap_tui.errors import StorageError
from roadmap_tui.storage import files, system
from roadmap_tui.storage.os_errors import explain

MAX_BYTES = 2**20
"""A note of the greatest length takes at most a third of it, however it is escaped."""

VERSION = 1


class Draft(NamedTuple):
    """An unfinished note."""

    roadmap: RoadmapId
    topic: NodeId
    title: str
    """The topic's, so that it can be named when the roadmap no longer has it."""

    text: str
    seen: tuple[str, ...]
    """The steps of the notes that its writer saw."""


class Drafts:
    """The drafts of one window among those of others."""

    def __init__(self, folder: Path) -> None:
        """Nothing is written or locked yet.

        Args:
            folder: Where drafts are; it need not exist.
        """
        self.folder = folder
        self._window = secrets.token_hex(4)
        self._lock = -1

    def path(self, roadmap: RoadmapId, topic: NodeId) -> Path:
        """The file of this window's draft for a topic."""
        name = sha256(f"{roadmap}\0{topic}".encode(errors="surrogatepass")).hexdigest()[:16]
        return self.folder / f"{name}-{self._window}.json"

    def write(self, draft: Draft) -> None:
        """Put a draft on disk, in the place of the one before.

        Raises:
            StorageError: It is not there.
        """
        path = self.path(draft.roadmap, draft.topic)
        try:
            files.make_folder(self.folder)
            self._hold_lock()
            files.write_own(path, json.dumps({"v": VERSION, **draft._asdict()}).encode())
        except OSError as error:
            raise StorageError(f"What you write would not survive a crash: {explain(error)} ({path}).") from error

    def remove(self, path: Path) -> None:
        """Take a draft away that is needed no more; one that stays is offered again, which is harmless."""
        with contextlib.suppress(OSError):
            path.unlink()

    def orphaned_drafts(self) -> dict[Path, Draft]:
        """The drafts of windows that are no more, the oldest first; their locks are taken away."""
        with contextlib.suppress(OSError):
            for lock in self.folder.glob("*.lock"):
                self._is_open(lock.stem)
            found = [path for path in self.folder.glob("*.json") if not self._is_open(path.stem.rpartition("-")[2])]
            drafts = {path: _load(path) for path in sorted(found, key=lambda path: path.stat().st_mtime_ns)}
            return {path: draft for path, draft in drafts.items() if draft}
        return {}

    def close(self) -> None:
        """Let go of the lock."""
        if self._lock >= 0:
            self.remove(self._lock_path(self._window))
            os.close(self._lock)
            self._lock = -1

    def _lock_path(self, window: str) -> Path:
        return self.folder / f"{window}.lock"

    def _hold_lock(self) -> None:
        """The lock goes with the process, even when it is killed."""
        path, flags = self._lock_path(self._window), os.O_RDWR | os.O_CREAT | system.host.flags(follows=False)
        while self._lock < 0:
            descriptor = os.open(path, flags, 0o600)
            with contextlib.suppress(OSError):  # without locks a draft is offered twice, which is harmless
                system.host.lock(descriptor)
            # Another window may have taken the file for one that was left behind, before the lock was held.
            if path.exists() and os.path.samestat(os.fstat(descriptor), path.stat()):
                self._lock = descriptor
            else:
                os.close(descriptor)

    def _is_open(self, window: str) -> bool:
        """Whether a window is still there."""
        if window == self._window:
            return True
        path = self._lock_path(window)
        try:
            descriptor = os.open(path, os.O_RDWR | system.host.flags(follows=False))
        except OSError:
            return False
        try:
            system.host.lock(descriptor)
            self.remove(path)
        except BlockingIOError:
            return True
        except OSError:
            return False
        finally:
            os.close(descriptor)
        return False


def _load(path: Path) -> Draft | None:
    try:
        entry = json.loads(files.read_regular(path, MAX_BYTES))
        texts = [entry[name] for name in ("roadmap", "topic", "title", "text")]
        seen = entry["seen"]
        if entry["v"] != VERSION or not all(isinstance(each, str) for each in (*texts, *seen)):
            return None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    roadmap, topic, title, text = texts
    return Draft(RoadmapId(roadmap), NodeId(topic), title, text, tuple(seen))

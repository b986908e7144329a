"""A thread that watches the open roadmap's file, so that no key waits for a disk or for a large file."""

from collections.abc import Callable
from threading import Condition, Thread

from roadmap_tui.core.roadmap import Roadmap
from roadmap_tui.errors import RoadmapError
from roadmap_tui.storage.roadmap_file import RoadmapFile

CHECK_INTERVAL_S = 0.4
"""How often the file is looked at: an edit is to show within a second, what it takes to read it included."""


class Watcher:
    """Looks at a file until it is closed; `RoadmapFile.read_if_changed` tells what changed."""

    def __init__(self, file: RoadmapFile, on_change: Callable[[Roadmap | RoadmapError], None]) -> None:
        """Nothing runs until `start`.

        Args:
            file: A file that was loaded. Only the thread may use it while it runs.
            on_change: Called in the watcher's thread with another content, or with why there is none.
        """
        self._file = file
        self._on_change = on_change
        self._changed = Condition()
        self._is_closing = False
        self._is_asked = False
        self._is_certain = False
        self._thread = Thread(target=self._run, name="watcher", daemon=True)

    def start(self) -> None:
        """Begin to watch."""
        self._thread.start()

    def check(self, *, is_certain: bool = False) -> None:
        """Look now; returns at once.

        Args:
            is_certain: Whether the file is to be read, and told of, even if it seems not to have changed.
        """
        with self._changed:
            self._is_asked = True
            self._is_certain |= is_certain
            self._changed.notify()

    def close(self) -> None:
        """Watch no longer; a look that has begun may still end, and what it finds is not told."""
        with self._changed:
            self._is_closing = True
            self._changed.notify()

    def _run(self) -> None:
        while True:
            with self._changed:
                if not (self._is_closing or self._is_asked):
                    self._changed.wait(CHECK_INTERVAL_S)
                if self._is_closing:
                    return
                is_certain, self._is_asked, self._is_certain = self._is_certain, False, False
            found = self._file.read_if_changed(is_certain=is_certain)
            if found and not self._is_closing:
                self._on_change(found)

"""A pending write to the cache, done when there is time."""

import contextlib
from _thread import allocate_lock
from collections.abc import Callable
from pathlib import Path

from roadmap_tui.errors import StorageError
from roadmap_tui.storage import files


class DeferredWrite:
    """At most one file: what was asked for last."""

    def __init__(self) -> None:
        """Nothing is asked for yet."""
        self._make: Callable[[], bytes] | None = None
        self._place = Path()
        self._keeping = allocate_lock()

    def schedule(self, place: Path, make: Callable[[], bytes] | None) -> None:
        """Have a file written, or nothing.

        Args:
            place: Where.
            make: Gives what is to stand there.
        """
        self._place, self._make = place, make

    def flush(self) -> None:
        """Write it, if anything is asked for and the disk lets us; waits for who is at it."""
        with self._keeping:
            make, self._make = self._make, None
            if make:
                with contextlib.suppress(OSError, StorageError, UnicodeEncodeError):
                    files.write_own(self._place, make())

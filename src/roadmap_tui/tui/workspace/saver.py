"""A thread that saves marks and reads what others append, so that no key waits for a slow disk."""

from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Condition, Thread
from typing import NamedTuple

from roadmap_tui.core.marks import Mark, Step
from roadmap_tui.errors import StorageError, own_mistake
from roadmap_tui.storage.drafts import Draft, Drafts
from roadmap_tui.storage.log import Problems, ProgressLog

FOLLOW_INTERVAL_S = 0.4
"""How often the logs are looked at for what others appended, and how soon a failed save is tried again."""


FAST_SAVE_S = 0.004
"""How long a key waits for the disk at most: a quarter of a frame, and ten times what a local disk takes."""


class SaveState(NamedTuple):
    """The state of saving: what is not on disk yet."""

    waiting: int
    """Marks."""

    error: str = ""
    """Why the last attempt failed, a sentence; empty when it did not."""


class LogUpdate(NamedTuple):
    """The marks of the logs that were not read before."""

    marks: tuple[Mark, ...]
    problems: Problems
    restored: int = 0
    """Lines that another program had taken out of our own logs and that are written again."""


class DraftFailed(NamedTuple):
    """A draft of a note could not be kept."""

    error: str
    """Why, a sentence."""


SaverEvent = SaveState | LogUpdate | DraftFailed
"""What the screen should know."""


class Saver:
    """Saves steps in the order they come, many at a time when the disk is slower than the user."""

    def __init__(self, log: ProgressLog, on_event: Callable[[SaverEvent], None], drafts: Drafts | None = None) -> None:
        """Nothing runs until `start`.

        Args:
            log: The logs. Only the thread may use them while it runs.
            on_event: Called in the saver's thread with what the screen should know.
            drafts: Where notes are kept while they are being written; None keeps none.
        """
        self._log = log
        self._on_event = on_event
        self._drafts = drafts
        self._draft: Draft | None = None
        self._unneeded: set[Path] = set()
        self._waiting: list[Mark] = []
        self._changed = Condition()
        self._closing = False
        self._error = ""
        self._problems = log.problems
        self._thread = Thread(target=self._run, name="saver", daemon=True)

    def start(self) -> None:
        """Begin to save and to follow."""
        self._thread.start()

    def save(self, step: Step) -> None:
        """Take marks in; returns at once."""
        with self._changed:
            self._waiting += step
            self._changed.notify_all()

    def state_after_fast_save(self) -> SaveState:
        """The state of saving after the moment that a fast disk needs, which spares a second paint."""
        with self._changed:
            if self._thread.is_alive() and not self._error:
                self._changed.wait_for(lambda: not self._waiting or self._error, FAST_SAVE_S)
        return self.state

    def save_draft(self, draft: Draft) -> None:
        """Keep a note that is being written in the place of its last draft; returns at once."""
        if self._drafts:
            with self._changed:
                self._draft = draft
                self._unneeded.discard(self._drafts.path(draft.roadmap, draft.topic))
                self._changed.notify()

    def discard_drafts(self, paths: Iterable[Path]) -> None:
        """Take drafts away as soon as every mark that waits is on disk; a draft that waits is not written any more."""
        with self._changed:
            self._draft = None
            self._unneeded.update(paths)
            self._changed.notify()

    @property
    def state(self) -> SaveState:
        """The state of saving: what is not on disk yet."""
        with self._changed:
            return self._state()

    def close(self, timeout_s: float) -> SaveState:
        """Save what is waiting, once more if it failed, and stop.

        Args:
            timeout_s: How long to wait for the disk.

        Returns:
            What could not be saved.
        """
        with self._changed:
            self._closing = True
            self._changed.notify()
        if self._thread.is_alive():
            self._thread.join(timeout_s)
        if self._drafts:
            self._drafts.close()
        return self.state

    def _state(self) -> SaveState:
        return SaveState(len(self._waiting) + self._log.missing, self._error)

    def _run(self) -> None:
        while True:
            with self._changed:
                if not self._closing and (self._error or not (self._waiting or self._draft)):
                    self._changed.wait(FOLLOW_INTERVAL_S)
                batch, closing = self._waiting.copy(), self._closing
            if batch:
                self._save(batch)
            self._tend_drafts()
            self._follow()
            if closing:
                return

    def _save(self, batch: list[Mark]) -> None:
        error = ""
        try:
            self._log.append(batch)
        except StorageError as failure:
            error = str(failure)
        except Exception as mistake:  # this thread must not end while marks are waiting
            error = f"Could not save: {own_mistake(mistake)}."
        with self._changed:
            if not error:
                del self._waiting[: len(batch)]
            self._error = error
            state = self._state()
            self._changed.notify_all()
        self._on_event(state)

    def _tend_drafts(self) -> None:
        with self._changed:
            draft, self._draft = self._draft, None
            unneeded, self._unneeded = (set(), self._unneeded) if self._waiting else (self._unneeded, set())
        if not self._drafts:
            return
        try:
            if draft:
                self._drafts.write(draft)
        except StorageError as failure:
            self._on_event(DraftFailed(str(failure)))
        for path in unneeded:
            self._drafts.remove(path)

    def _follow(self) -> None:
        marks: tuple[Mark, ...] = ()
        restored = 0
        try:
            marks = self._log.read()
            problems = self._log.problems
            restored = self._restore()
        except StorageError as error:
            problems = Problems((), 0, (str(error),))
        except Exception as mistake:
            words = f"Could not read your progress: {own_mistake(mistake)}."
            problems = Problems((), 0, (words,))
        if marks or restored or problems != self._problems:
            self._problems = problems
            self._on_event(LogUpdate(marks, problems, restored))

    def _restore(self) -> int:
        """Write the lines again that are in our own logs no more; the number of lines."""
        if not self._log.missing:
            return 0
        restored, error = 0, ""
        try:
            restored = self._log.restore()
        except StorageError as failure:
            error = str(failure)
        with self._changed:
            self._error = error
            state = self._state()
        self._on_event(state)
        return restored

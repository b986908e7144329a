"""The progress logs: read every device's, append to our own, follow what others append.

One folder holds one `<device>.jsonl` per device of the reader; conflict copies that a file-sync tool made are read as
further devices. The program writes only its own device's file. What a line means is for `formats.progress_jsonl`.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from roadmap_tui.core.marks import Device, Mark
from roadmap_tui.core.text import plural
from roadmap_tui.errors import StorageError
from roadmap_tui.first_frame import SIZE, Stamp, stamp
from roadmap_tui.formats import progress_jsonl
from roadmap_tui.formats.progress_jsonl import Parsed
from roadmap_tui.storage import files
from roadmap_tui.storage.log_tail import LogCursor, LogPrefix, fingerprint, read_prefix
from roadmap_tui.storage.os_errors import explain

MAX_BYTES = 128 * 2**20
"""A larger log is not read: a million marks take a fifth of it."""


_NAMED = 3
"""How many damaged lines are named one by one."""


class Problems(NamedTuple):
    """What in the logs could not be used; it is left where it is."""

    damaged: tuple[str, ...]
    """A sentence for each damaged line, with file and line."""

    newer: int
    """Lines that a newer version of the program wrote."""

    unreadable: tuple[str, ...]
    """A sentence for each log that could not be read at all."""

    @property
    def total(self) -> int:
        """How many there are; what a newer version wrote is one."""
        return len(self.unreadable) + len(self.damaged) + bool(self.newer)

    def sentences(self) -> list[str]:
        """Everything a reader should know, the worst first; empty when all is well."""
        newer = [f"{plural(self.newer, 'mark')} of a newer version of roadmap-tui cannot be shown."]
        more = [f"There are {len(self.damaged) - _NAMED} more damaged lines."]
        return [
            *self.unreadable,
            *self.damaged[:_NAMED],
            *(more if len(self.damaged) > _NAMED else []),
            *(newer if self.newer else []),
        ]


class ProgressLog:
    """The logs in one folder, seen from one device. Not for use by several threads at once."""

    def __init__(self, folder: Path, device: Device) -> None:
        """Nothing is read yet.

        Args:
            folder: Where the logs are; it need not exist.
            device: Whose log is appended to.
        """
        self.folder = folder
        self.device = device
        self.path = folder / f"{device}.jsonl"
        self._tails: dict[Path, LogCursor] = {}
        self._unreadable: dict[Path, str] = {}

    def read(self) -> tuple[Mark, ...]:
        """The marks that were not read before, from every device's log.

        Reading takes no lock and writes nothing. A mark may come again, which is harmless.

        Raises:
            StorageError: The folder, or this device's own log, cannot be read: showing what is left would show the
                reader's progress as lost.
        """
        marks: list[Mark] = []
        self._unreadable.clear()
        for path in self._own_first():
            try:
                marks += self._read_tail(path)
            except FileNotFoundError:
                continue  # gone since the folder was listed
            except OSError as error:
                self._note_unreadable(path, error)
        return tuple(marks)

    def skip_to(self, beginnings: Sequence[LogPrefix]) -> list[bytes] | None:
        """Take the beginnings of logs as read, so that `read` gives what comes after them.

        Args:
            beginnings: What was found in them before; nothing has been read yet.

        Returns:
            What they hold, in the same order; None when one of them is not what it was, and nothing is passed over.
        """
        tails: dict[Path, LogCursor] = {}
        texts: list[bytes] = []
        for each in beginnings:
            path = self.folder / each.name
            try:
                status, data = path.stat(), files.read_regular(path, MAX_BYTES)[: each.size]
            except OSError:
                return None
            if fingerprint(data) != each.sha256:
                return None
            tails[path] = LogCursor((status.st_dev, status.st_ino))
            tails[path].skip_to(each, data)
            texts.append(data)
        self._tails.update(tails)
        return texts

    def prefixes(self) -> Iterator[tuple[LogPrefix, Parsed]]:
        """All logs once more from their beginning, as `pass_over` wants them; what was read before does not matter.

        Raises:
            OSError: Our own cannot be read; others that cannot are left out.
            StorageError: The folder cannot be read.
        """
        for path in self._own_first():
            try:
                data = files.read_regular(path, MAX_BYTES)
            except OSError:
                if path == self.path:
                    raise
            else:
                yield read_prefix(path, data)

    @property
    def bytes_read(self) -> int:
        """How much of all logs together was read or passed over."""
        return sum(tail.offset for tail in self._tails.values())

    def append(self, marks: Sequence[Mark]) -> None:
        """Save marks; once this has returned they are on disk.

        Raises:
            StorageError: They are not, or not surely; the marks saved before are as they were.
        """
        try:
            lines = progress_jsonl.dumps(marks)
            self._pass_over(files.append(self.path, lines), lines)
        except UnicodeEncodeError as error:
            raise StorageError(f"Could not save: the text holds what is not a character ({error.reason}).") from error
        except OSError as error:
            raise StorageError(f"Could not save: {explain(error)} ({self.path}).") from error

    def _pass_over(self, start: int, lines: bytes) -> None:
        """What we wrote ourselves just where we had read to need not be read again."""
        tail = self._tails.get(self.path)
        if tail and tail.offset == tail.size == start:
            tail.advance(lines)
            tail.size = tail.offset

    @property
    def problems(self) -> Problems:
        """What was found wrong so far."""
        tails = [self._tails[path] for path in sorted(self._tails)]
        damaged = [sentence for tail in tails for sentence in (*tail.damaged, tail.torn) if sentence]
        return Problems(tuple(damaged), sum(tail.newer for tail in tails), tuple(self._unreadable.values()))

    def stamps(self) -> dict[str, Stamp] | None:
        """The folder and the logs in it as they were read; None when something has changed since then."""
        found = {str(self.folder): stamp(str(self.folder))}
        for path in self._paths():
            tail, now = self._tails.get(path), stamp(str(path))
            if tail is None or now is None or now[SIZE] != tail.size:
                return None
            found[str(path)] = now
        return found

    def _own_first(self) -> list[Path]:
        """When our own log cannot be read, nothing has been taken from the others yet."""
        return sorted(self._paths(), key=lambda path: path != self.path)

    def _paths(self) -> list[Path]:
        try:
            return sorted(path for path in self.folder.iterdir() if path.suffix == ".jsonl")
        except FileNotFoundError:
            return []
        except OSError as error:
            raise StorageError(f"Could not read your progress in {self.folder}: {explain(error)}.") from error

    def _note_unreadable(self, path: Path, error: OSError) -> None:
        sentence = f"Could not read the progress in {path}: {explain(error)}."
        if path == self.path:
            raise StorageError(sentence) from error
        self._unreadable[path] = sentence

    def _read_tail(self, path: Path) -> tuple[Mark, ...]:
        status = path.stat()
        tail = self._tails.get(path)
        if tail is None or tail.identity != (status.st_dev, status.st_ino) or status.st_size < tail.offset:
            tail = LogCursor((status.st_dev, status.st_ino))
        elif status.st_size == tail.size:
            return ()
        data = files.read_regular(path, MAX_BYTES, tail.offset - len(tail.anchor))
        if not data.startswith(tail.anchor):
            tail, data = LogCursor(tail.identity), files.read_regular(path, MAX_BYTES)
        self._tails[path] = tail
        return tail.read_from(path, data.removeprefix(tail.anchor))

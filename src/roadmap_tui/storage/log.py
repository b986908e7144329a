"""The progress logs: read those of all devices, append to this device's, follow what others append.

One folder holds the logs of all devices of the user; `storage.log_names` tells which file is whose. The program writes
only into files of its own device. `formats.progress_jsonl` defines the lines.
"""

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from roadmap_tui.core.marks import Device, Mark
from roadmap_tui.core.text import plural
from roadmap_tui.errors import StorageError
from roadmap_tui.first_frame import SIZE, Stamp, stamp
from roadmap_tui.formats import progress_jsonl
from roadmap_tui.formats.progress_jsonl import Parsed
from roadmap_tui.storage import files, log_names
from roadmap_tui.storage.log_names import LogName
from roadmap_tui.storage.os_errors import explain

_T = TypeVar("_T")

MAX_BYTES = 128 * 2**20
"""A larger log is not read: a million marks take a fifth of it."""

_MAX_LOG_BYTES = MAX_BYTES // 2
"""A log that would become longer is continued in a further file."""

_ANCHOR_BYTES = 64
"""Bytes before the position read that must still be there."""

_NAMED = 3
"""How many damaged lines are named one by one."""


class Problems(NamedTuple):
    """The problems in the logs. Bad lines stay where they are."""

    damaged: tuple[str, ...]
    """A sentence for each damaged line, with file and line."""

    newer: int
    """Lines that a newer version of the program wrote."""

    unreadable: tuple[str, ...]
    """A sentence for each log that could not be read at all."""

    @property
    def total(self) -> int:
        """Their number; all lines of a newer version count as one."""
        return len(self.unreadable) + len(self.damaged) + bool(self.newer)

    def sentences(self) -> list[str]:
        """The problems as sentences, the worst first; empty when there are none."""
        newer = [f"{plural(self.newer, 'mark')} of a newer version of roadmap-tui cannot be shown."]
        more = [f"There are {len(self.damaged) - _NAMED} more damaged lines."]
        return [
            *self.unreadable,
            *self.damaged[:_NAMED],
            *(more if len(self.damaged) > _NAMED else []),
            *(newer if self.newer else []),
        ]


class FileStamp(NamedTuple):
    """The metadata of a file by which a change is noticed."""

    identity: tuple[int, int]
    """Device and inode."""

    size: int
    modified_ns: int

    @classmethod
    def of(cls, status: os.stat_result) -> "FileStamp":
        """The stamp of a file with that status."""
        return cls((status.st_dev, status.st_ino), status.st_size, status.st_mtime_ns)

    @classmethod
    def at(cls, path: Path) -> "FileStamp | None":
        """The stamp of a file; None when it is not there or cannot be looked at."""
        try:
            return cls.of(path.stat())
        except OSError:
            return None


class LogPrefix(NamedTuple):
    """The whole lines with which a log began when it was read; the program never changes them."""

    name: str
    """Of the file."""

    size: int
    sha256: str
    newer: int
    """Lines that a newer version of the program wrote."""

    damaged: tuple[str, ...]
    """A sentence for each damaged line."""


class LogCursor:
    """The position up to which one log was read, and the problems found there.

    The anchor is what stood just before that place: when it no longer does, another file was copied over the log.
    """

    def __init__(self, name: LogName, device: Device, *, keeps_lines: bool = False) -> None:
        """Nothing is read yet.

        Args:
            name: The name of the file.
            device: The device of its marks.
            keeps_lines: Whether the lines stay in memory, so that they can be written again.
        """
        self.name = name
        self.device = device
        self.stamp: FileStamp | None = None
        self.size = 0
        self.offset = 0
        self.anchor = b""
        self.lines = 0
        self.newer = 0
        self.damaged: list[str] = []
        self.torn = ""
        self.kept: list[bytes] | None = [] if keeps_lines else None
        """The whole lines that were read, in pieces."""

    def can_go_on(self, now: FileStamp) -> bool:
        """Whether the file only became longer, as far as its metadata tells."""
        # A log that arrives in pieces may have holes for a while; once it changes it is read from its beginning.
        is_same = self.stamp is not None and self.stamp.identity == now.identity
        return is_same and now.size > self.size and not self.damaged

    def advance(self, lines: bytes) -> None:
        """Count whole lines as read."""
        self.offset += len(lines)
        self.lines += lines.count(b"\n")
        self.anchor = (self.anchor + lines[-_ANCHOR_BYTES:])[-_ANCHOR_BYTES:]
        if self.kept is not None:
            self.kept.append(lines)

    def read_from(self, path: Path, data: bytes) -> tuple[Mark, ...]:
        """Read the lines that came since; a last one without its newline is read now, and again once it is complete."""
        whole, newline, rest = data.rpartition(b"\n")
        parsed = progress_jsonl.loads(whole, self.device, self.lines + 1)
        self.size = self.offset + len(data)
        self.newer += parsed.newer
        self.advance(whole + newline)
        last = progress_jsonl.loads(rest, self.device, self.lines + 1)
        if not self.name.is_copy:  # the original has the same marks, and is reported
            self.damaged += damage(path, parsed)
            self.torn = "".join(damage(path, last))
        return (*parsed.marks, *last.marks)

    def skip_to(self, beginning: LogPrefix, data: bytes) -> None:
        """Count what was read before as read.

        Args:
            beginning: What was found then; nothing has been read yet.
            data: The whole lines.
        """
        self.advance(data)
        self.size = self.offset
        self.newer = beginning.newer
        self.damaged = list(beginning.damaged)


class ProgressLog:
    """The logs in one folder, seen from one device. Not for use by several threads at once.

    The lines of our own logs stay in memory. When another program takes some of them out of the files (an older copy, a
    cut, a folder moved away), `restore` writes them again.
    """

    def __init__(self, folder: Path, device: Device, former: Collection[Device] = ()) -> None:
        """Nothing is read yet.

        Args:
            folder: Where the logs are; it need not exist.
            device: Whose log is appended to.
            former: Earlier names of the device. Their marks count as its own; their logs are only read.
        """
        self.folder = folder
        self.device = device
        self.former = frozenset(former)
        self.path = log_names.file_of(folder, device, 1)
        self._cursors: dict[Path, LogCursor] = {}
        self._unreadable: dict[Path, str] = {}
        self._unreturned: list[Mark] = []
        """Marks that `read` found before it failed."""

        self._unconfirmed: list[bytes] = []
        """Lines, in pieces, that should be in our own logs and that no cursor has read there."""

        self._missing: list[bytes] = []
        """Those of them that are in no log."""

    def read(self) -> tuple[Mark, ...]:
        """The marks that were not read before, from every device's log.

        Reading takes no lock and writes nothing. A mark may come again, which is harmless.

        Raises:
            StorageError: The folder, or a log of this device, cannot be read: showing what is left would show the
                user's progress as lost.
        """
        self._unreadable.clear()
        paths = self._paths()
        for path in self._cursors.keys() - paths:
            self._forget(path)
        for path, name in paths.items():
            try:
                self._unreturned += self._read_new(path, name)
            except FileNotFoundError:
                self._forget(path)  # gone since the folder was listed
            except OSError as error:
                self._note_unreadable(path, error)
        if self._unconfirmed:
            self._missing = self._unconfirmed = self._lines_not_there()
        marks, self._unreturned = tuple(self._unreturned), []
        return marks

    def skip_to(self, beginnings: Sequence[LogPrefix], load: Callable[[list[bytes]], _T | None]) -> _T | None:
        """Take the beginnings of logs as read, so that `read` gives what comes after them.

        Args:
            beginnings: What was found in them before; nothing has been read yet.
            load: Makes something of what they hold, in the same order; None when it cannot be used.

        Returns:
            What `load` gave. None, and nothing is skipped, when that is None or a beginning is not what it was.
        """
        cursors: dict[Path, LogCursor] = {}
        texts: list[bytes] = []
        for each in beginnings:
            path, name = self.folder / each.name, log_names.parse(each.name)
            if name is None:
                return None
            try:
                now, data = FileStamp.of(path.stat()), files.read_regular(path, MAX_BYTES)[: each.size]
            except OSError:
                return None
            if fingerprint(data) != each.sha256:
                return None
            cursors[path] = self._cursor(name)
            cursors[path].skip_to(each, data)
            cursors[path].stamp = now if now.size == each.size else FileStamp(now.identity, each.size, 0)
            texts.append(data)
        loaded = load(texts)
        if loaded is not None:
            self._cursors.update(cursors)
        return loaded

    def prefixes(self) -> Iterator[tuple[LogPrefix, Parsed]]:
        """All logs once more from their beginning, as `skip_to` takes them, whatever was read before.

        Raises:
            OSError: A log of this device cannot be read; others that cannot are left out.
            StorageError: The folder cannot be read.
        """
        for path, name in self._paths().items():
            try:
                data = files.read_regular(path, MAX_BYTES)
            except OSError:
                if self._is_own(name):
                    raise
            else:
                yield read_prefix(path, data, self.device_of(name))

    def device_of(self, name: LogName) -> Device:
        """The device of the marks in a file; the earlier names of this device are the device itself."""
        return self.device if name.device in self.former else name.device

    @property
    def bytes_read(self) -> int:
        """The number of bytes of all logs that were read or skipped."""
        return sum(cursor.offset for cursor in self._cursors.values())

    def append(self, marks: Sequence[Mark]) -> None:
        """Save marks; once this has returned they are on disk.

        Raises:
            StorageError: They are not, or not surely; the marks saved before are as they were.
        """
        try:
            self._append(progress_jsonl.dumps(marks))
        except UnicodeEncodeError as error:
            raise StorageError(f"Could not save: the text holds what is not a character ({error.reason}).") from error

    def restore(self) -> int:
        """Append the lines of our own logs again that `read` found in no file any more.

        Returns:
            The number of lines.

        Raises:
            StorageError: They could not be saved.
        """
        if not self._missing:
            return 0
        lines, self._missing, self._unconfirmed = self._missing, [], []
        try:
            self._append(b"".join(lines))
        except StorageError:
            self._missing = self._unconfirmed = lines
            raise
        return len(lines)

    @property
    def missing(self) -> int:
        """The number of lines that `restore` would write."""
        return len(self._missing)

    def _append(self, lines: bytes) -> None:
        for piece in _pieces(lines):
            path = self._file_for(len(piece))
            try:
                written = files.append(path, piece)
            except OSError as error:
                raise StorageError(f"Could not save: {explain(error)} ({path}).") from error
            self._count_as_read(path, written, piece)

    def _file_for(self, size: int) -> Path:
        """The last log file of this device; a further one where it would become too long to be read, or is a link."""
        number = 1
        while FileStamp.at(log_names.file_of(self.folder, self.device, number + 1)):
            number += 1
        path = log_names.file_of(self.folder, self.device, number)
        found = FileStamp.at(path)
        is_full = found is not None and found.size > 0 and found.size + size > _MAX_LOG_BYTES
        return log_names.file_of(self.folder, self.device, number + 1) if is_full or path.is_symlink() else path

    def _count_as_read(self, path: Path, written: files.Appended, lines: bytes) -> None:
        """Lines that were appended to a log just as it had been read are not read again."""
        cursor = self._cursors.get(path)
        if cursor and cursor.stamp == FileStamp.of(written.before) and cursor.offset == cursor.size:
            cursor.advance(lines)
            cursor.size, cursor.stamp = cursor.offset, FileStamp.of(written.after)
        else:
            self._unconfirmed = [*self._unconfirmed, lines]

    @property
    def problems(self) -> Problems:
        """The problems found so far."""
        cursors = [self._cursors[path] for path in sorted(self._cursors)]
        damaged = [sentence for cursor in cursors for sentence in (*cursor.damaged, cursor.torn) if sentence]
        return Problems(tuple(damaged), sum(cursor.newer for cursor in cursors), tuple(self._unreadable.values()))

    def stamps(self) -> dict[str, Stamp] | None:
        """The folder and the logs in it as they were read; None when something has changed since then."""
        found = {str(self.folder): stamp(str(self.folder))}
        for path in self._paths():
            cursor, now = self._cursors.get(path), stamp(str(path))
            if cursor is None or now is None or now[SIZE] != cursor.size:
                return None
            found[str(path)] = now
        return found

    def _paths(self) -> dict[Path, LogName]:
        """All logs, our own first: when one of them cannot be read, nothing has been taken from the others yet."""
        try:
            names = {path: name for path in self.folder.iterdir() if (name := log_names.parse(path.name))}
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise StorageError(f"Could not read your progress in {self.folder}: {explain(error)}.") from error
        return dict(sorted(names.items(), key=lambda item: self._order(item[1])))

    def _order(self, name: LogName) -> tuple[bool, bool, bool, Device, int]:
        """Of our own logs the former ones come first, and copies last, as steps are undone in the order of reading."""
        return not self._is_own(name), name.is_copy, name.device == self.device, name.device, name.number

    def _is_own(self, name: LogName) -> bool:
        return name.device == self.device or name.device in self.former

    def _cursor(self, name: LogName) -> LogCursor:
        return LogCursor(name, self.device_of(name), keeps_lines=self._is_own(name) and not name.is_copy)

    def _note_unreadable(self, path: Path, error: OSError) -> None:
        sentence = f"Could not read the progress in {path}: {explain(error)}."
        name = log_names.parse(path.name)
        if name and self._is_own(name) and not name.is_copy:
            raise StorageError(sentence) from error
        self._unreadable[path] = sentence

    def _read_new(self, path: Path, name: LogName) -> tuple[Mark, ...]:
        now = FileStamp.of(path.stat())
        cursor = self._cursors.get(path)
        if cursor and cursor.stamp == now:
            return ()
        if cursor and cursor.can_go_on(now):
            data = files.read_regular(path, MAX_BYTES, cursor.offset - len(cursor.anchor))
            if data.startswith(cursor.anchor):
                cursor.stamp = now
                return cursor.read_from(path, data.removeprefix(cursor.anchor))
        data = files.read_regular(path, MAX_BYTES)
        self._forget(path)
        cursor = self._cursors[path] = self._cursor(name)
        cursor.stamp = now
        return cursor.read_from(path, data)

    def _forget(self, path: Path) -> None:
        """Begin a log again that is gone or another file; its lines may have to be restored."""
        cursor = self._cursors.pop(path, None)
        if cursor and cursor.kept:
            self._unconfirmed = [*self._unconfirmed, *cursor.kept]

    def _lines_not_there(self) -> list[bytes]:
        """The unconfirmed lines that no cursor has read, each once."""
        kept = [cursor.kept for cursor in self._cursors.values() if cursor.kept]
        present = {line for pieces in kept for line in b"".join(pieces).splitlines()}
        lines = dict.fromkeys(b"".join(self._unconfirmed).splitlines())
        return [line + b"\n" for line in lines if line and line not in present]


def _pieces(lines: bytes) -> Iterator[bytes]:
    """Whole lines in pieces that fit into one log."""
    while len(lines) > _MAX_LOG_BYTES:
        end = lines.rfind(b"\n", 0, _MAX_LOG_BYTES) + 1
        yield lines[:end]
        lines = lines[end:]
    yield lines


def read_prefix(path: Path, data: bytes, device: Device) -> tuple[LogPrefix, Parsed]:
    """The whole lines of a log, parsed, each mark with its place.

    Args:
        path: Of the log.
        data: All of it.
        device: The device of its marks.
    """
    whole = data[: data.rfind(b"\n") + 1]
    parsed = progress_jsonl.loads(whole, device)
    return LogPrefix(path.name, len(whole), fingerprint(whole), parsed.newer, tuple(damage(path, parsed))), parsed


def fingerprint(data: bytes) -> str:
    """The SHA-256 of the beginning of a log."""
    import hashlib  # loads OpenSSL, which a log that is read whole does not need

    return hashlib.sha256(data).hexdigest()


def damage(path: Path, parsed: Parsed) -> list[str]:
    """A sentence for each damaged line."""
    return [f"{path}:{line}: this line {why}." for line, why in parsed.damaged]

"""How far one log was read, and what was found wrong with it on the way."""

from pathlib import Path
from typing import NamedTuple

from roadmap_tui.core.marks import Device, Mark
from roadmap_tui.formats import progress_jsonl
from roadmap_tui.formats.progress_jsonl import Parsed

_ANCHOR_BYTES = 64


class LogPrefix(NamedTuple):
    """The whole lines with which a log began when it was read; nobody changes them but by hand."""

    name: str
    """Of the file."""

    size: int
    sha256: str
    newer: int
    """Lines that a newer version of the program wrote."""

    damaged: tuple[str, ...]
    """A sentence for each damaged line."""


class LogCursor:
    """How far one log has been read.

    The anchor is what stood just before that place: when it no longer does, another file was copied over the log.
    """

    def __init__(self, identity: tuple[int, int]) -> None:
        """Nothing is read yet.

        Args:
            identity: The file's device and inode.
        """
        self.identity = identity
        self.size = 0
        self.offset = 0
        self.anchor = b""
        self.lines = 0
        self.newer = 0
        self.damaged: list[str] = []
        self.torn = ""

    def advance(self, lines: bytes) -> None:
        """Count whole lines as read."""
        self.offset += len(lines)
        self.lines += lines.count(b"\n")
        self.anchor = (self.anchor + lines[-_ANCHOR_BYTES:])[-_ANCHOR_BYTES:]

    def read_from(self, path: Path, data: bytes) -> tuple[Mark, ...]:
        """Read the lines that came since; a last one without its newline is read now, and again once it is complete."""
        whole, newline, rest = data.rpartition(b"\n")
        device = Device(path.stem)
        parsed = progress_jsonl.loads(whole, device, self.lines + 1)
        self.size = self.offset + len(data)
        self.damaged += damage(path, parsed)
        self.newer += parsed.newer
        self.advance(whole + newline)
        last = progress_jsonl.loads(rest, device, self.lines + 1)
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


def read_prefix(path: Path, data: bytes) -> tuple[LogPrefix, Parsed]:
    """What a log holds in whole lines, each mark with its place.

    Args:
        path: Of the log.
        data: All of it.
    """
    whole = data[: data.rfind(b"\n") + 1]
    parsed = progress_jsonl.loads(whole, Device(path.stem))
    return LogPrefix(path.name, len(whole), fingerprint(whole), parsed.newer, tuple(damage(path, parsed))), parsed


def fingerprint(data: bytes) -> str:
    """What tells one beginning from another."""
    import hashlib  # loads OpenSSL, which a log that is read whole does not need

    return hashlib.sha256(data).hexdigest()


def damage(path: Path, parsed: Parsed) -> list[str]:
    """A sentence for each damaged line."""
    return [f"{path}:{line}: this line {why}." for line, why in parsed.damaged]

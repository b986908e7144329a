"""The names of log files: `<device>.jsonl`, then `<device>.2.jsonl` and so on, and the copies that other programs make.

No program but this one names a log, so whatever follows a device's name makes it a copy, and the endings of git, patch
and editors (`.orig`, `.rej`, `.bak`) as well.
"""

import re
from pathlib import Path
from typing import NamedTuple

from roadmap_tui.core.marks import Device
from roadmap_tui.storage import copies

ENDING = ".jsonl"

_LOG = re.compile(r"([A-Za-z0-9-]+)(?:\.([2-9]|[1-9][0-9]{1,5}))?")
_COPY = re.compile(r"([A-Za-z0-9-]+)(?:\.(?:[2-9]|[1-9][0-9]{1,5}))?[ ._(~].*", re.DOTALL)
_ENDING_OF_COPIES = re.compile(
    r"(\.\.?(conflict|path)[0-9]+|\.orig|\.rej|\.bak|\.old|~|[ ._-]conflict.*)", re.IGNORECASE
)


class LogName(NamedTuple):
    """A name of a log file."""

    device: Device
    number: int
    """Of the file among those of its device, from 1."""

    is_copy: bool
    """Whether it is a copy that another program made."""


def parse(name: str) -> LogName | None:
    """The parts of a file's name; None when it is not that of a log."""
    stem, ending, rest = name.partition(ENDING)
    if not ending or copies.is_hidden(name) or (rest and not _ENDING_OF_COPIES.fullmatch(rest)):
        return None
    if found := _LOG.fullmatch(stem):
        return LogName(Device(found[1]), int(found[2] or 1), is_copy=bool(rest))
    if found := _COPY.fullmatch(stem):
        return LogName(Device(found[1]), 1, is_copy=True)
    return LogName(Device(stem), 1, is_copy=bool(rest))


def file_of(folder: Path, device: Device, number: int) -> Path:
    """A log file of a device."""
    return folder / (f"{device}{ENDING}" if number == 1 else f"{device}.{number}{ENDING}")

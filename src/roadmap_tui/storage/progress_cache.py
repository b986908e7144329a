"""The cache of folded logs, so that a start reads only the lines that were added since.

It is used only if every log still begins with the same bytes, by their SHA-256; in any doubt the logs are read.
Commands that only read write nothing: the app calls `flush` in a pause, and so do commands that mark.
"""

from bisect import bisect_right
from collections.abc import Collection, Sequence
from functools import cache, partial
from itertools import accumulate
from pathlib import Path
from zlib import crc32

from roadmap_tui.core.lazy_history import EMPTY_SNAPSHOT, Snapshot
from roadmap_tui.core.marks import Device, Mark
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.roadmap import Roadmap, RoadmapId
from roadmap_tui.formats import progress_jsonl
from roadmap_tui.formats.cache import progress
from roadmap_tui.storage import files, log_names
from roadmap_tui.storage.deferred_write import DeferredWrite
from roadmap_tui.storage.log import LogPrefix, ProgressLog

MAX_BYTES = 256 * 2**20

FRESH_BYTES = 2**18
"""So much is read at every start without a thought: a thousand marks."""

_NEWLINE = 0x0A

_FRESH_SHARE = 16
"""Of large logs this part, so that what they come to is written down now and then only."""


def fold(log: ProgressLog, roadmap: Roadmap) -> Progress:
    """The user's progress on a roadmap, from the logs alone; raises `StorageError` when they cannot be read."""
    return Progress(roadmap, log.device).with_marks(log.read())


class ProgressCache:
    """Folds logs, and remembers what of the last ones should be written down."""

    def __init__(self, folder: Path) -> None:
        """Nothing is read yet.

        Args:
            folder: Where the files are; it need not exist.
        """
        self._folder = folder
        self._later = DeferredWrite()

    def fold(self, log: ProgressLog, roadmap: Roadmap) -> Progress:
        """The user's progress on a roadmap.

        Args:
            log: The logs, of which nothing has been read yet.
            roadmap: Of any edition.

        Raises:
            StorageError: The logs cannot be read.
        """
        place = _place(self._folder, log, roadmap.id)
        base = _cached(place, log, roadmap.id) or EMPTY_SNAPSHOT
        skipped = log.bytes_read
        progress = Progress(roadmap, log.device, base).with_marks(log.read())
        is_enough = log.bytes_read - skipped > max(FRESH_BYTES, skipped // _FRESH_SHARE)
        self._later.schedule(
            place, partial(_compiled, log.folder, log.device, log.former, roadmap.id) if is_enough else None
        )
        return progress

    def flush(self) -> None:
        """Write down what the logs came to, if it has to be and the disk lets us."""
        self._later.flush()


class LogLines:
    """The lines of several logs, one after the other."""

    def __init__(self, devices: Sequence[Device], texts: Sequence[bytes]) -> None:
        """What to read from.

        Args:
            devices: The device of the marks of each log.
            texts: The whole lines of each log.
        """
        self._starts = [0, *accumulate(map(len, texts))]
        self._logs = list(zip(devices, texts, strict=True))
        self.mark_at = cache(self._mark_at)

    def _mark_at(self, place: int) -> Mark:
        number = bisect_right(self._starts, place) - 1
        device, text = self._logs[number]
        return progress_jsonl.mark_at(text, place - self._starts[number], device)

    def are_starts(self, places: Sequence[int]) -> bool:
        """Whether a line begins at each of these places."""
        text = b"\n" + b"".join(text for _, text in self._logs)
        return not places or (max(places) < len(text) - 1 and all(text[place] == _NEWLINE for place in places))


def _cached(place: Path, log: ProgressLog, roadmap: RoadmapId) -> Snapshot | None:
    try:
        data = files.read_own(place, MAX_BYTES)
    except OSError:
        return None
    key = progress.key_of(data)
    if not key or {**key, "logs": None} != _key(log.folder, log.device, log.former, roadmap):
        return None
    try:
        logs = [LogPrefix(*each) for each in key["logs"]]
        names = [*filter(None, (log_names.parse(each.name) for each in logs))]
        devices = [*map(log.device_of, names)]
        return log.skip_to(logs, lambda texts: progress.loads(data, LogLines(devices, texts)))
    except Exception:  # whatever is wrong with a cache, there is none
        return None


def _compiled(folder: Path, device: Device, former: Collection[Device], roadmap: RoadmapId) -> bytes:
    """Read the logs from the beginning, and what they come to; raises `OSError` or `StorageError`."""
    logs: list[LogPrefix] = []
    marks: list[tuple[int, Mark]] = []
    start = 0
    for beginning, parsed in ProgressLog(folder, device, former).prefixes():
        logs.append(beginning)
        marks += zip([start + place for place in parsed.places], parsed.marks, strict=True)
        start += beginning.size
    key = {**_key(folder, device, former, roadmap), "logs": logs}
    return progress.dumps(key, roadmap, device, marks)


def _key(folder: Path, device: Device, former: Collection[Device], roadmap: RoadmapId) -> dict[str, object]:
    return {"folder": str(folder), "device": device, "former": sorted(former), "roadmap": roadmap, "logs": None}


def _place(folder: Path, log: ProgressLog, roadmap: RoadmapId) -> Path:
    name = "\0".join([str(log.folder), log.device, roadmap])
    return folder / f"{crc32(name.encode(errors='surrogateescape')):08x}.folded"

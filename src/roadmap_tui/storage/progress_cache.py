"""What the logs came to when they were read before, so that the next start reads only what was added since.

A cache and nothing more: it is used only where every log still begins with the very same bytes, by their SHA-256, and
the logs are read in any doubt. Reading commands write nothing: `keep` is for the app in a pause, and for commands that
write anyway.
"""

from bisect import bisect_right
from collections.abc import Sequence
from functools import partial
from itertools import accumulate
from pathlib import Path
from zlib import crc32

from roadmap_tui.core.lazy_history import EMPTY_SNAPSHOT, Snapshot
from roadmap_tui.core.marks import Device, Mark
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.roadmap import Roadmap, RoadmapId
from roadmap_tui.formats import progress_jsonl
from roadmap_tui.formats.cache import progress
from roadmap_tui.storage import files
from roadmap_tui.storage.deferred_write import DeferredWrite
from roadmap_tui.storage.log import ProgressLog
from roadmap_tui.storage.log_tail import LogPrefix

MAX_BYTES = 256 * 2**20

FRESH_BYTES = 2**18
"""So much is read at every start without a thought: a thousand marks."""

_FRESH_SHARE = 16
"""Of large logs this part, so that what they come to is written down now and then only."""


def fold(log: ProgressLog, roadmap: Roadmap) -> Progress:
    """The reader's progress on a roadmap, from the logs alone; raises `StorageError` when they cannot be read."""
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
        """The reader's progress on a roadmap.

        Args:
            log: The logs, of which nothing has been read yet.
            roadmap: Of any edition.

        Raises:
            StorageError: The logs cannot be read.
        """
        place = _place(self._folder, log, roadmap.id)
        past = _known(place, log, roadmap.id)
        known = log.bytes_read
        progress = Progress(roadmap, log.device, past or EMPTY_SNAPSHOT).with_marks(log.read())
        is_enough = log.bytes_read - known > max(FRESH_BYTES, known // _FRESH_SHARE)
        self._later.schedule(place, partial(_compiled, log.folder, log.device, roadmap.id) if is_enough else None)
        return progress

    def flush(self) -> None:
        """Write down what the logs came to, if it has to be and the disk lets us."""
        self._later.flush()


class _Lines:
    """The lines of several logs, one after the other."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._logs: list[tuple[Device, bytes]] = []

    def fill(self, logs: Sequence[LogPrefix], texts: Sequence[bytes]) -> None:
        """Have something to read from."""
        self._starts = [0, *accumulate(map(len, texts))]
        self._logs = [(Device(Path(log.name).stem), text) for log, text in zip(logs, texts, strict=True)]

    def mark_at(self, place: int) -> Mark:
        """The mark that begins there."""
        number = bisect_right(self._starts, place) - 1
        device, text = self._logs[number]
        return progress_jsonl.mark_at(text, place - self._starts[number], device)


def _known(place: Path, log: ProgressLog, roadmap: RoadmapId) -> Snapshot | None:
    try:
        data = files.read_regular(place, MAX_BYTES)
    except OSError:
        return None
    lines = _Lines()
    past, key = progress.loads(data, lines.mark_at), progress.key_of(data)
    if not past or not key or {**key, "logs": None} != _key(log.folder, log.device, roadmap):
        return None
    logs = [LogPrefix(*each) for each in key["logs"]]
    texts = log.skip_to(logs)
    if texts is None:
        return None
    lines.fill(logs, texts)
    return past


def _compiled(folder: Path, device: Device, roadmap: RoadmapId) -> bytes:
    """Read the logs from the beginning, and what they come to; raises `OSError` or `StorageError`."""
    logs: list[LogPrefix] = []
    marks: list[tuple[int, Mark]] = []
    start = 0
    for beginning, parsed in ProgressLog(folder, device).prefixes():
        logs.append(beginning)
        marks += zip([start + place for place in parsed.places], parsed.marks, strict=True)
        start += beginning.size
    key = {**_key(folder, device, roadmap), "logs": logs}
    return progress.dumps(key, roadmap, device, marks)


def _key(folder: Path, device: Device, roadmap: RoadmapId) -> dict[str, object]:
    return {"folder": str(folder), "device": device, "roadmap": roadmap, "logs": None}


def _place(folder: Path, log: ProgressLog, roadmap: RoadmapId) -> Path:
    name = "\0".join([str(log.folder), log.device, roadmap])
    return folder / f"{crc32(name.encode(errors='surrogateescape')):08x}.folded"

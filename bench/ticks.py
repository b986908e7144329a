"""Prints the median seconds of a tick, until fsync has returned, with an empty log and with one of 100,000 marks."""

import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from bench.samples import write_log
from roadmap_tui.core.actions import toggle
from roadmap_tui.core.counts import Tally
from roadmap_tui.core.marks import Device
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.roadmap import Roadmap
from roadmap_tui.storage import library
from roadmap_tui.storage.log import ProgressLog

_OWN = Device("own")


class Reader:
    """Somebody who ticks."""

    def __init__(self, roadmap: Roadmap, folder: Path) -> None:
        """The marks that there are have been read."""
        self.log = ProgressLog(folder, _OWN)
        self.tally = Tally(Progress(roadmap, _OWN).with_marks(self.log.read()))
        self.topics = [node for node in roadmap.nodes if node.is_topic]

    def tick(self, number: int) -> float:
        """Toggle a topic; gives the seconds until it is on disk."""
        begun = time.perf_counter()
        topic = self.topics[number % len(self.topics)]
        step = toggle(self.tally.progress, [topic], datetime.now(UTC))
        self.tally.update(self.tally.progress.with_marks(step), {topic.id})
        self.log.append(step)
        return time.perf_counter() - begun


def main(path: Path, count: int) -> None:
    """Both readers tick in turns."""
    roadmap = library.load(path)
    with tempfile.TemporaryDirectory() as folder:
        ids = [node.id for node in roadmap.nodes if node.is_topic]
        write_log(Path(folder) / "full" / "own.jsonl", roadmap.id, list(ids), 100_000)
        readers = [Reader(roadmap, Path(folder) / name) for name in ("empty", "full")]
        times = [[reader.tick(number) for reader in readers] for number in range(count)]
    print(*(median(column) for column in zip(*times, strict=True)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))

"""The library with the user's progress on each roadmap."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from roadmap_tui.core.counts import Summary, Tally
from roadmap_tui.core.marks import Device, Mark
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.roadmap import Roadmap, RoadmapId
from roadmap_tui.errors import RoadmapError
from roadmap_tui.storage import library
from roadmap_tui.storage.library import LibraryFile
from roadmap_tui.storage.log import ProgressLog
from roadmap_tui.storage.progress_cache import fold
from roadmap_tui.storage.roadmap_file import RoadmapFile


class LibraryEntry(NamedTuple):
    """A roadmap of the library, or why it could not be read."""

    file: LibraryFile
    title: str | None = None
    summary: Summary | None = None
    problem: RoadmapError | None = None
    """Why there is neither a title nor a summary."""

    source: str | None = None
    """Where it was imported from."""

    @property
    def is_bundled(self) -> bool:
        """Whether it came with the program."""
        return self.file.path == library.bundled_path()


class OpenRoadmap(NamedTuple):
    """A roadmap that is ready to be worked on."""

    file: RoadmapFile
    tally: Tally
    log: ProgressLog


MarksByRoadmap = Mapping[RoadmapId, Sequence[Mark]]


def by_roadmap(marks: Iterable[Mark]) -> MarksByRoadmap:
    """Group marks, so that many roadmaps are counted without looking at each mark for each of them."""
    groups: defaultdict[RoadmapId, list[Mark]] = defaultdict(list)
    for mark in marks:
        groups[mark.roadmap].append(mark)
    return groups


def summarize(
    entry: LibraryFile, marks: MarksByRoadmap, device: Device, load: Callable[[Path], Roadmap] = library.load
) -> LibraryEntry:
    """Read a roadmap and count what of it is done; one with mistakes is an answer, too.

    Args:
        entry: The roadmap.
        marks: The marks of every roadmap.
        device: The name of this machine.
        load: What reads the file.
    """
    try:
        roadmap = load(entry.path)
    except RoadmapError as error:
        return LibraryEntry(entry, problem=error)
    counted = Tally(Progress(roadmap, device).with_marks(marks.get(roadmap.id, ()))).overall
    return LibraryEntry(entry, roadmap.title, counted, source=roadmap.source)


def open_roadmap(
    path: Path,
    log: ProgressLog,
    load: Callable[[Path], Roadmap] = library.load,
    fold: Callable[[ProgressLog, Roadmap], Progress] = fold,
) -> OpenRoadmap:
    """Read a roadmap and the user's progress on it.

    Args:
        path: The roadmap's file.
        log: The logs, of which nothing has been read yet.
        load: What reads the file.
        fold: What reads the logs.

    Raises:
        RoadmapError: One of them cannot be read.
    """
    file = RoadmapFile(path)
    return OpenRoadmap(file, Tally(fold(log, file.load(load))), log)

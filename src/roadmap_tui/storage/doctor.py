"""Checks all of the user's files and reports problems. It only reads; `storage.repair` repairs."""

import json
import os
import re
import shlex
import stat
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from roadmap_tui.core.marks import Device, Mark
from roadmap_tui.core.orphans import orphans
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.roadmap import Roadmap, RoadmapId
from roadmap_tui.core.text import plural
from roadmap_tui.errors import InvalidFileError, RoadmapError, StorageError
from roadmap_tui.storage import files, library, log_names, session, system
from roadmap_tui.storage import settings as settings_file
from roadmap_tui.storage.device import OwnDevice
from roadmap_tui.storage.locations import Locations
from roadmap_tui.storage.log import ProgressLog
from roadmap_tui.storage.log_names import LogName
from roadmap_tui.storage.os_errors import explain

_FUTURE_S = 60 * 60
"""How far a mark may be ahead of this machine's clock before it is reported."""

LEFTOVER_S = 24 * 60 * 60
"""How old a temporary file has to be before nobody can still be writing it."""

_LEFTOVER = re.compile(rf"\..+\.[a-z0-9_]{{8}}{re.escape(files.TEMPORARY)}")
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class IssueKind(StrEnum):
    """The kind of a problem."""

    DAMAGED = "damaged"
    TORN = "torn"
    UNREADABLE = "unreadable"
    NEWER = "newer"
    RIGHTS = "rights"
    LEFTOVER = "leftover"
    ROADMAP = "roadmap"
    SETTINGS = "settings"
    SESSION = "session"
    CONFLICT = "conflict"
    FUTURE = "future"
    """Marks of a device whose clock is fast."""

    ORPHAN = "orphan"
    UNKNOWN = "unknown"
    """Marks of a roadmap that is not in the library."""


_HARMLESS = {IssueKind.CONFLICT, IssueKind.FUTURE, IssueKind.ORPHAN, IssueKind.UNKNOWN}
"""Worth knowing, and nothing wrong."""


class Issue(NamedTuple):
    """One thing that the user should know."""

    kind: IssueKind
    message: str
    """A sentence, with the file it is about."""

    path: Path | None = None
    """What a repair would touch."""

    @property
    def is_wrong(self) -> bool:
        """Whether it should not be so."""
        return self.kind not in _HARMLESS


class Diagnosis(NamedTuple):
    """Everything that was found, and in how much."""

    issues: tuple[Issue, ...]
    marks: int
    logs: int
    roadmaps: int


def diagnose(
    locations: Locations,
    own: OwnDevice,
    usual_keys: Mapping[str, Sequence[str]],
    now: float,
    reference: str | None = None,
) -> Diagnosis:
    """Read everything.

    Args:
        locations: This user's files.
        own: The device of this installation.
        usual_keys: The keys of every command of the app, by id.
        now: Seconds since 1970.
        reference: A further roadmap to look at.

    Raises:
        NotFoundError: There is no such roadmap.
    """
    log = ProgressLog(locations.progress, *own)
    marks, findings = _read_marks(log)
    findings += _future(marks, own.name, now)
    known, mistakes = _library(locations.roadmaps)
    more = _last(locations)
    if reference and (library.is_path(reference) or known):
        more = [library.find(reference, locations.roadmaps)]
    findings += mistakes
    roadmaps, mistakes = _read_roadmaps([entry.path for entry in known] + more)
    findings += [*mistakes, *_folders(locations)]
    findings += [Issue(IssueKind.SETTINGS, each) for each in settings_file.load(locations, lambda: usual_keys).problems]
    findings += [*_session(locations.session), *_rights(locations), *_leftovers(locations, now)]
    for path, roadmap in roadmaps:
        findings += _orphans(Progress(roadmap, own.name).with_marks(marks), path)
    named = {entry.id for entry in known}
    findings += _unknown(marks, named | {roadmap.id for _, roadmap in roadmaps})
    return Diagnosis(tuple(findings), len(marks), len(_logs(locations.progress)), len(roadmaps))


def _logs(folder: Path) -> dict[Path, LogName]:
    found = {path: log_names.parse(path.name) for path in _listed(folder, f"*{log_names.ENDING}*")}
    return {path: name for path, name in found.items() if name}


def _listed(folder: Path, pattern: str) -> list[Path]:
    """Sorted; none where there is no folder, or none that can be listed."""
    try:
        return sorted(folder.glob(pattern))
    except OSError:
        return []


# Progress


def _read_marks(log: ProgressLog) -> tuple[tuple[Mark, ...], list[Issue]]:
    marks: tuple[Mark, ...] = ()
    findings: list[Issue] = []
    try:
        marks = log.read()
    except StorageError as error:
        findings.append(Issue(IssueKind.UNREADABLE, str(error)))
    problems = log.problems
    findings += [Issue(IssueKind.UNREADABLE, each) for each in problems.unreadable]
    findings += [Issue(IssueKind.DAMAGED, each) for each in problems.damaged]
    if problems.newer:
        words = f"{plural(problems.newer, 'mark')} of a newer version of roadmap-tui cannot be shown; update this one."
        findings.append(Issue(IssueKind.NEWER, words))
    for path, name in _logs(log.folder).items():
        if name.is_copy:
            words = f"{path}: a copy that a program made which syncs or merges files; each of its marks counts once."
            findings.append(Issue(IssueKind.CONFLICT, words))
        elif name.device == log.device and _is_torn(path):
            findings.append(Issue(IssueKind.TORN, f"{path}: the last line has no end.", path))
    return marks, findings


def _is_torn(path: Path) -> bool:
    try:
        size = path.stat().st_size
        return size > 0 and files.read_regular(path, size, size - 1) != b"\n"
    except OSError:
        return False  # said already


def _future(marks: tuple[Mark, ...], own: Device, now: float) -> Iterator[Issue]:
    """Marks that are later than this machine's clock, by device."""
    latest: dict[Device, datetime] = {}
    counts: Counter[Device] = Counter()
    for mark in marks:
        if mark.at.timestamp() > now + _FUTURE_S:
            counts[mark.device] += 1
            latest[mark.device] = max(mark.at, latest.get(mark.device, mark.at))
    for device, count in counts.items():
        whose = "this device" if device == own else device
        until = latest[device].isoformat(sep=" ", timespec="minutes")[:16]
        words = f"{plural(count, 'mark')} of {whose} from the future, up to {until} UTC: its clock is or was fast."
        yield Issue(IssueKind.FUTURE, words)


def _unknown(marks: tuple[Mark, ...], known: set[RoadmapId]) -> Iterator[Issue]:
    counts: dict[RoadmapId, int] = {}
    for mark in marks:
        counts[mark.roadmap] = counts.get(mark.roadmap, 0) + 1
    for name in sorted(counts.keys() - known):
        words = f'{plural(counts[name], "mark")} on the roadmap "{name}", which is not among yours; they are kept.'
        yield Issue(IssueKind.UNKNOWN, words)


def _orphans(progress: Progress, path: Path) -> Iterator[Issue]:
    named = shlex.quote(library.reference(path))
    for one in orphans(progress):
        words = (
            f'{progress.roadmap.id}: "{one.title}" ({one.id}) is no longer in the roadmap; your marks on it are kept. '
            f"`roadmap-tui attach -r {named} {shlex.quote(one.id)} TOPIC` gives them to another topic."
        )
        yield Issue(IssueKind.ORPHAN, words)


# Everything else


def _library(folder: Path) -> tuple[list[library.LibraryFile], list[Issue]]:
    try:
        return library.entries(folder), [_copied(path) for path in library.copies_of_roadmaps(folder)]
    except StorageError as error:
        return [], [Issue(IssueKind.UNREADABLE, str(error))]


def _copied(path: Path) -> Issue:
    words = (
        f"{path}: a copy that a program made which syncs or merges files; it is no further roadmap. "
        "`roadmap-tui diff` shows what differs."
    )
    return Issue(IssueKind.CONFLICT, words)


def _folders(locations: Locations) -> Iterator[Issue]:
    """Of the folders whose content nothing else reads and reports."""
    caches = locations.compiled, locations.folded
    for folder in (locations.data, locations.config, locations.state, locations.drafts, locations.cache, *caches):
        try:
            files.list_folder(folder, "")
        except OSError as error:
            yield Issue(IssueKind.UNREADABLE, f"Could not read the folder {folder}: {explain(error)}.")


def _read_roadmaps(paths: list[Path]) -> tuple[list[tuple[Path, Roadmap]], list[Issue]]:
    found: dict[RoadmapId, tuple[Path, Roadmap]] = {}
    findings: list[Issue] = []
    for path in dict.fromkeys(paths):
        try:
            roadmap = library.load(path)
            found.setdefault(roadmap.id, (path, roadmap))
        except InvalidFileError as error:
            findings += [Issue(IssueKind.ROADMAP, line) for line in str(error).splitlines()]
        except RoadmapError as error:
            findings.append(Issue(IssueKind.ROADMAP, str(error)))
    return list(found.values()), findings


def _last(locations: Locations) -> list[Path]:
    """The roadmap used last may be anywhere."""
    last = session.load(locations.session).last
    return [Path(last)] if last and library.is_path(last) and os.path.lexists(last) else []


def _session(path: Path) -> Iterator[Issue]:
    try:
        json.loads(files.read_regular(path, session.MAX_BYTES))
    except FileNotFoundError:
        return
    except OSError as error:
        yield Issue(
            IssueKind.SESSION, f"Could not read {path}: {explain(error)}. The app opens as if for the first time."
        )
    except (ValueError, RecursionError):
        yield Issue(
            IssueKind.SESSION, f"{path} makes no sense. The app opens as if for the first time, and writes it anew."
        )


def _rights(locations: Locations) -> Iterator[Issue]:
    """Of what the program itself has made; where a link leads is for the user to know."""
    folders = (locations.data, locations.progress, locations.state)
    own = (*_logs(locations.progress), locations.session, locations.log, locations.device)
    places = {**dict.fromkeys(folders, stat.S_ISDIR), **dict.fromkeys(own, stat.S_ISREG)}
    for path, is_expected in places.items():
        mode = _mode(path)
        if system.host.has_modes and is_expected(mode) and mode & _OTHERS:
            words = f"{path}: other users may get at it (mode {stat.S_IMODE(mode):04o})."
            yield Issue(IssueKind.RIGHTS, words, path)


def _mode(path: Path) -> int:
    try:
        return path.lstat().st_mode
    except OSError:
        return 0  # not there, or said already


def _leftovers(locations: Locations, now: float) -> Iterator[Issue]:
    caches = locations.compiled, locations.folded
    for folder in (locations.progress, locations.roadmaps, locations.config, locations.state, *caches):
        for path in _listed(folder, f".*{files.TEMPORARY}"):
            if _LEFTOVER.fullmatch(path.name) and _is_old(path, now):
                yield Issue(IssueKind.LEFTOVER, f"{path}: a temporary file that a crash has left behind.", path)


def _is_old(path: Path, now: float) -> bool:
    try:
        status = path.lstat()
    except OSError:
        return False
    return stat.S_ISREG(status.st_mode) and now - status.st_mtime > LEFTOVER_S

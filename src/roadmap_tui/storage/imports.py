"""Make a roadmap in the user's library from a source: first a plan that can be looked at, then the files.

A plan writes nothing. Carrying it out keeps the old file beside the new one, replaces it in one step and then marks
what the source had ticked; progress is never rewritten.
"""

import contextlib
from collections.abc import Collection, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from roadmap_tui.core.actions import set_status
from roadmap_tui.core.marks import Device, Field, Mark, Status, Step
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.roadmap import NodeId, Roadmap, RoadmapId
from roadmap_tui.core.text import clean_line
from roadmap_tui.core.update.draft import ImportNote, Outline, ParsedRoadmap, parse_outline
from roadmap_tui.core.update.ids import slug
from roadmap_tui.core.update.merge import NO_PREVIOUS_EDITIONS, Edition, PreviousEditions, collect_previous, merge
from roadmap_tui.errors import (
    InvalidFileError,
    NotFoundError,
    RoadmapError,
    StorageError,
    UnreadableRoadmapError,
    UsageError,
)
from roadmap_tui.storage import backups, files, library, sources
from roadmap_tui.storage.log import ProgressLog
from roadmap_tui.storage.os_errors import explain, unreachable_reason

_FEW, _NEARLY_ALL = 1 / 3, 0.8
"""Of the topics. A list that lost half of its boxes is still a task list."""

_LOOKED_BACK = 8
"""How many older editions are searched for topics that come back."""


class ImportRequest(NamedTuple):
    """The options of an import."""

    source: sources.ImportSource
    roadmap: RoadmapId | None = None
    """What the roadmap is to call itself; made of the source when left out."""

    title: str | None = None
    kind: str | None = None
    """What in Markdown is a topic; its content decides when left out."""

    is_update: bool = False
    """Whether the roadmap is known to be the one that the source is a new edition of."""

    accepted: Collection[tuple[NodeId, NodeId]] | None = ()
    """Doubtful pairs to take for certain; None for all."""


class ImportPlan(NamedTuple):
    """The changes that an import would make."""

    edition: Edition
    old: Roadmap | None
    """The edition in the library."""

    path: Path
    data: bytes
    """The new file."""

    is_new_text: bool
    """Whether the file in the library would change."""

    before: Progress | None
    after: Progress
    """What was marked, on the new edition, with the marks that come from the source."""

    marks: Step
    import_notes: Sequence[ImportNote]
    details: Sequence[str]
    summary: str = ""
    """What of the source became topics, a sentence; empty when nothing was to be decided."""


def make_plan(request: ImportRequest, folder: Path, log: ProgressLog, device: Device, now: datetime) -> ImportPlan:
    """Work out the new edition.

    Args:
        request: The options of an import.
        folder: The user's folder of roadmaps; it need not exist.
        log: Their progress.
        device: This machine.
        now: The wall clock, UTC.

    Raises:
        RoadmapError: The source cannot be read, or must not take the place of what is there.
    """
    from roadmap_tui.formats import roadmap_toml

    outline, given = _read(request)
    roadmap_id = request.roadmap or (given.id if given else _make_id(request.source, outline))
    if problem := roadmap_toml.roadmap_id_problem(roadmap_id):
        raise UsageError(f'The id "{roadmap_id}" {problem}.')
    path = folder / f"{roadmap_id}.toml"
    old = _installed(path, roadmap_id, request)
    marks = log.read()
    past = _previous_editions(old, folder, roadmap_id, marks)
    edition = _edition(request, roadmap_id, past, outline, given)
    if old and not given and not request.kind and _share(edition) < _FEW:
        outline, edition = _best_kind(request, roadmap_id, past, (outline, edition))
    _require_related(edition, old, marks, request)
    # A roadmap file that is taken over as it is keeps its comments.
    data = request.source.data if edition.roadmap == given else _text(edition.roadmap, request.source.name)
    after, new_marks = _with_ticks(edition, device, marks, now)
    before = Progress(old, device).with_marks(marks) if old else None
    is_new = old is None or files.read_regular(path, roadmap_toml.MAX_BYTES) != data
    notes, details = outline.import_notes, outline.details
    return ImportPlan(edition, old, path, data, is_new, before, after, new_marks, notes, details, outline.summary)


def carry_out(made: ImportPlan, log: ProgressLog, now: datetime) -> Path | None:
    """Write the new edition and the marks.

    Returns:
        Where the old file is kept; None when there was none, or nothing to write.

    Raises:
        StorageError: Something could not be written; the old file and all progress are as they were.
    """
    copy = None
    try:
        if made.is_new_text:
            copy = backups.back_up(made.path, now) if made.old else None
            write = files.write_whole if made.old else files.create_whole
            write(made.path, made.data)
    except OSError as error:
        raise StorageError(f"Could not write {made.path}: {explain(error)}.") from error
    if made.marks:
        log.append(made.marks)
    return copy


def require_own_roadmap(path: Path, folder: Path) -> None:
    """Raise `UsageError` unless a roadmap's file is one that an update may replace: one of the user's own folder."""
    if path.absolute().parent != folder.absolute():
        raise UsageError(f"{clean_line(path.stem)} was not imported, so there is nothing to update.")


def source_of(old: Roadmap) -> str:
    """The source of the next edition of a roadmap.

    Raises:
        UsageError: Nothing says where it came from.
        NotFoundError: It is not there any more.
    """
    if not old.source:
        raise UsageError(
            f"Nothing says where {old.id} came from; name the new edition: roadmap-tui update {old.id} FILE"
        )
    if reason := unreachable_reason(old.source.rpartition("#")[0] or old.source):
        again = f"name the new edition: roadmap-tui update {old.id} FILE"
        raise NotFoundError(f"{old.id} came from {old.source}, which cannot be opened: {reason}; {again}")
    return old.source


class DiffSide(NamedTuple):
    """One side of a comparison."""

    roadmap: Roadmap
    draft: ParsedRoadmap


def side_of_roadmap(roadmap: Roadmap) -> DiffSide:
    """A roadmap whose ids say which topic is which."""
    return DiffSide(roadmap, _draft_of(roadmap))


def side_of_source(reference: str) -> DiffSide:
    """Whatever can be imported; raises `RoadmapError` when it cannot be read."""
    from roadmap_tui.formats import roadmap_toml

    request = ImportRequest(sources.read(reference))
    outline, given = _read(request)
    if given:
        return side_of_roadmap(given)
    made = parse_outline(outline, _title(request, outline))
    return DiffSide(merge(RoadmapId("new"), made, reserved=roadmap_toml.ATTRIBUTES).roadmap, made)


def compare(old: DiffSide, new: DiffSide) -> Edition:
    """The new side as an edition of the roadmap that the old side is; nothing is written."""
    from roadmap_tui.formats import roadmap_toml

    return merge(old.roadmap.id, new.draft, collect_previous(old.roadmap, (), {}), reserved=roadmap_toml.ATTRIBUTES)


def _read(request: ImportRequest) -> tuple[Outline, Roadmap | None]:
    """The outline of a foreign source, or the roadmap that a roadmap file holds."""
    source = request.source
    if source.format is sources.SourceFormat.TOML:
        from roadmap_tui.formats import roadmap_toml

        return Outline(), roadmap_toml.loads(source.data, source.name)
    if source.format is sources.SourceFormat.ROADMAP_SH:
        from roadmap_tui.formats import roadmap_sh

        outline = roadmap_sh.loads(source.data, source.name, source.texts)
        left = (f"{name} is a link that leads out of the source; it was left out." for name in source.left_out)
        outline.import_notes += [ImportNote(0, sentence) for sentence in left]
    else:
        from roadmap_tui.formats import markdown_list

        kind = markdown_list.Kind(request.kind) if request.kind else None
        outline = markdown_list.loads(source.data, source.name, kind)
    if not any(entry.is_topic for entry in outline.items):
        raise UnreadableRoadmapError(f"There is nothing to tick in {source.name}: no task, list item or table row.")
    return outline, None


def _edition(
    request: ImportRequest,
    roadmap_id: RoadmapId,
    past: PreviousEditions,
    outline: Outline,
    given: Roadmap | None = None,
) -> Edition:
    from roadmap_tui.formats import roadmap_toml

    title = _title(request, outline, past.nodes[0].title if past.nodes else "")
    return merge(
        roadmap_id,
        _draft_of(given) if given else parse_outline(outline, title),
        past,
        reserved=roadmap_toml.ATTRIBUTES,
        accepted=request.accepted,
        source=(given and given.source) or request.source.place,
        language=given.language if given else outline.language,
    )


def _share(edition: Edition) -> float:
    """Which part of the topics is still there, from 0 to 1."""
    before = sum(node.is_topic for node in edition.previous.nodes[: edition.previous.current])
    found = sum(edition.roadmap.nodes[pair.new].is_topic for pair in edition.matching.certain)
    return found / before if before else 1.0


def _best_kind(
    request: ImportRequest, roadmap_id: RoadmapId, past: PreviousEditions, first: tuple[Outline, Edition]
) -> tuple[Outline, Edition]:
    """The user may have said at the first import what in the file is a topic: take what finds nearly all again."""
    if request.source.format is not sources.SourceFormat.MARKDOWN:
        return first
    from roadmap_tui.formats.markdown_list import Kind

    tried = [first]
    for kind in Kind:
        with contextlib.suppress(UnreadableRoadmapError):
            outline, _ = _read(request._replace(kind=kind))
            tried.append((outline, _edition(request, roadmap_id, past, outline)))
    best = max(tried, key=lambda each: _share(each[1]))
    return best if _share(best[1]) > _NEARLY_ALL else first


def _make_id(source: sources.ImportSource, outline: Outline) -> RoadmapId:
    name = source.suggested_id or slug(outline.title)
    if not name:
        raise UsageError("Nothing says what to call the roadmap; give it an id with --id.")
    name = name[:60].strip("-")
    return RoadmapId(f"{name}-imported" if name == library.BUNDLED_ID else name)


def _title(request: ImportRequest, outline: Outline, old: str = "") -> str:
    title = request.title or outline.title or request.source.suggested_title or old
    return title if title.strip() else "Untitled"


def _draft_of(roadmap: Roadmap) -> ParsedRoadmap:
    nodes = roadmap.nodes
    return ParsedRoadmap(nodes, ((),) * len(nodes), (Status.TODO,) * len(nodes))


def _installed(path: Path, roadmap_id: RoadmapId, request: ImportRequest) -> Roadmap | None:
    """The edition in the library; refused when it is not known to be the same roadmap."""
    if not any(entry.path == path for entry in library.entries(path.parent)):
        if roadmap_id == library.BUNDLED_ID and not request.is_update:
            raise UsageError(f'"{roadmap_id}" is the id of the bundled roadmap; choose another one with --id.')
        return None
    if request.source.place == str(path.absolute()):
        raise UsageError(f"{path} is in the library already.")
    old = library.load(path)
    if not request.is_update and not _is_same_source(old, request.source):
        raise UsageError(
            f'There is a roadmap "{roadmap_id}" from another source ({old.source or "unknown"}). Choose another id '
            f"with --id, or, if this is a new edition of it, use: roadmap-tui update {roadmap_id} {request.source.name}"
        )
    return old


def _is_same_source(old: Roadmap, source: sources.ImportSource) -> bool:
    if source.format is sources.SourceFormat.TOML and source.place != old.source:
        from roadmap_tui.formats import roadmap_toml

        given = roadmap_toml.loads(source.data, source.name).source
        return given is not None and given == old.source
    return old.source == source.place


def _previous_editions(
    old: Roadmap | None, folder: Path, roadmap_id: RoadmapId, marks: Sequence[Mark]
) -> PreviousEditions:
    older = _older(folder, roadmap_id)
    current = old or (older.pop(0) if older else None)
    if current is None:
        return NO_PREVIOUS_EDITIONS
    return collect_previous(current, older, {mark.topic: mark.title for mark in marks if mark.roadmap == roadmap_id})


def _older(folder: Path, roadmap_id: RoadmapId) -> list[Roadmap]:
    """Older editions that can be read, also those that were removed."""
    trash = folder.parent / library.TRASH
    found = []
    paths: list[Path] = []
    for each in (folder, trash):
        with contextlib.suppress(OSError):
            paths += backups.older_editions(each, roadmap_id)
    for path in paths[:_LOOKED_BACK]:
        with contextlib.suppress(RoadmapError):
            found.append(library.load(path))
    return found


def _require_related(edition: Edition, old: Roadmap | None, marks: Sequence[Mark], request: ImportRequest) -> None:
    """A source without a single topic of the old edition is another roadmap, if there is progress to lose sight of."""
    roadmap_id = edition.roadmap.id
    is_marked = any(mark.roadmap == roadmap_id for mark in marks)
    matching = edition.matching
    is_related = matching.ambiguous or any(edition.roadmap.nodes[pair.new].is_topic for pair in matching.certain)
    if old and is_marked and not is_related:
        raise UsageError(
            f'Nothing in {request.source.name} is of the roadmap "{roadmap_id}". Import it under another id with --id.'
        )


def _text(roadmap: Roadmap, name: str) -> bytes:
    """The file, read back before anybody relies on it."""
    from roadmap_tui.formats import roadmap_toml

    try:
        data = roadmap_toml.dumps(roadmap).encode()
        roadmap_toml.loads(data, f"{roadmap.id}.toml")
    except InvalidFileError as error:
        raise UnreadableRoadmapError(f"{name} cannot be made into a roadmap:\n{error}") from error
    except UnicodeEncodeError as error:
        raise UnreadableRoadmapError(f"{name} holds what is not a character ({error.reason}).") from error
    return data


def _with_ticks(edition: Edition, device: Device, marks: Sequence[Mark], now: datetime) -> tuple[Progress, Step]:
    """Progress on the new edition and the marks for ticks of the source, where the user never said anything."""
    progress = Progress(edition.roadmap, device).with_marks(marks)
    new: list[Mark] = []
    for status in Status:
        wanted = (node_id for node_id, said in edition.statuses.items() if said is status)
        fresh = [edition.roadmap.node(each) for each in wanted if not progress.history(each, Field.STATUS)]
        new += set_status(progress, fresh, status, now)
    return progress.with_marks(new), tuple(new)

"""The library: the bundled roadmap, those in the user's folder, and any file that is named by its path."""

import os
import unicodedata
from pathlib import Path
from typing import NamedTuple

from roadmap_tui.core.lookup import closest_names
from roadmap_tui.core.roadmap import NodeId, Roadmap, RoadmapId
from roadmap_tui.errors import InvalidFileError, NotFoundError, StorageError, UnreadableRoadmapError, UsageError
from roadmap_tui.storage import copies, files
from roadmap_tui.storage.os_errors import explain, unreachable_reason

BUNDLED_ID = RoadmapId("backend")
"""The `id` in `data/roadmap.toml`."""

MAX_BYTES = 64 * 2**20
"""The largest roadmap file; `formats.roadmap_toml.schema` says the same, and loads pydantic."""

TRASH = "trash"
"""The folder of removed roadmaps, beside that of the roadmaps."""

_PACKAGE = Path(__file__).parents[1]


class LibraryFile(NamedTuple):
    """A roadmap that can be named by its id; the file may be gone or wrong by the time it is read."""

    id: RoadmapId
    path: Path


def bundled_path() -> Path:
    """The roadmap that comes with the program: inside the package when installed, beside `src` in a checkout."""
    installed = _PACKAGE / "data" / "roadmap.toml"
    return installed if installed.exists() else _PACKAGE.parents[1] / "data" / "roadmap.toml"


def bundled() -> LibraryFile:
    """The bundled roadmap as an entry."""
    return LibraryFile(BUNDLED_ID, bundled_path())


def entries(folder: Path) -> list[LibraryFile]:
    """The bundled roadmap and those in the user's folder, which are named after their ids; one there wins.

    Hidden files, and copies that other programs made of a roadmap there, are none.

    Raises:
        StorageError: The folder cannot be read, so nobody knows which roadmap of two would be meant.
    """
    listed = _listed_files(folder)
    own = [LibraryFile(RoadmapId(path.stem), path) for path in listed if not _is_copy(path, listed)]
    return own if any(entry.id == BUNDLED_ID for entry in own) else [bundled(), *own]


def copies_of_roadmaps(folder: Path) -> list[Path]:
    """The copies that programs which sync or merge files made in the user's folder; raises as `entries` does."""
    listed = _listed_files(folder)
    return [path for path in listed if _is_copy(path, listed)]


def _listed_files(folder: Path) -> list[Path]:
    try:
        return [path for path in files.list_folder(folder, ".toml") if not copies.is_hidden(path.name)]
    except OSError as error:
        raise StorageError(f"Could not read your roadmaps in {folder}: {explain(error)}.") from error


def _is_copy(path: Path, listed: list[Path]) -> bool:
    """Whether it is named like a copy of another file there. Without the original it is a roadmap of an odd name."""
    original = copies.original_of(path.stem)
    return original is not None and path.with_name(f"{original}.toml") in listed


def find(reference: str, folder: Path) -> Path:
    """The file of a roadmap.

    Args:
        reference: A path to a `.toml` file, a roadmap's id, or the beginning of just one id.
        folder: The user's folder of roadmaps; it need not exist.

    Raises:
        NotFoundError: No roadmap is called that, or more than one.
        StorageError: The folder cannot be read.
    """
    if is_path(reference):
        return Path(reference)
    known = entries(folder)
    typed = _folded(reference)
    found = (
        [entry for entry in known if entry.id == reference]
        or [entry for entry in known if _folded(entry.id) == typed]
        or [entry for entry in known if _folded(entry.id).startswith(typed)]
    )
    if len(found) == 1:
        return found[0].path
    if found:
        raise NotFoundError(f'"{reference}" may mean {_ids(found)}; type a little more of the id.')
    close = closest_names(reference, [entry.id for entry in known])
    hint = f' Did you mean "{close[0]}"?' if close else f" There are: {_ids(known)}."
    raise NotFoundError(f'There is no roadmap "{reference}".{hint}')


def _folded(name: str) -> str:
    """The form in which names are compared: macOS takes letters apart in names of files, and knows no case."""
    return unicodedata.normalize("NFC", name).casefold()


def is_path(reference: str) -> bool:
    """Whether a reference names a file, not an id."""
    return reference.endswith(".toml") or "/" in reference


def last_or_bundled(last: str | None, folder: Path, first: str | None = None) -> str:
    """The roadmap to open when none is named: the last one if it is still there, else the first or bundled one."""
    try:
        return last if last and not unreachable_reason(find(last, folder)) else first or BUNDLED_ID
    except (NotFoundError, StorageError):
        return first or BUNDLED_ID


def require_last(last: str, folder: Path) -> None:
    """Raise `NotFoundError`, with what to do about it, when the roadmap used last is gone or out of reach."""
    if not is_path(last):
        return
    try:
        os.lstat(last)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        problem = "is gone"
    except OSError as error:
        problem = f"cannot be opened: {explain(error)}"
    else:
        return
    raise NotFoundError(
        f"The roadmap used last, {last}, {problem}. Name another one; there are: {_ids(entries(folder))}."
    )


def reference(path: Path) -> str:
    """The reference of a roadmap, valid in every folder: the absolute path, or the id of the bundled one."""
    return BUNDLED_ID if path == bundled_path() else str(path.absolute())


def load(path: Path) -> Roadmap:
    """Read a roadmap file.

    Raises:
        FileMistakesError: It has mistakes.
        UnreadableRoadmapError: It cannot be read at all.
    """
    return parse(read(path), path)


def read(path: Path) -> bytes:
    """The content of a roadmap file; raises `UnreadableRoadmapError` when it cannot be read."""
    try:
        return files.read_regular(path, MAX_BYTES)
    except OSError as error:
        raise UnreadableRoadmapError(f"Could not read the roadmap {path}: {explain(error)}.") from error


def parse(data: bytes, path: Path) -> Roadmap:
    """The roadmap in a file's content; raises `InvalidFileError` when it has mistakes."""
    from roadmap_tui.formats import roadmap_toml

    return roadmap_toml.loads(data, str(path))


def line_of(path: Path, node_id: NodeId) -> int:
    """The line, from 1, where a section or topic begins, or what is left around it; 1 in a file that is no text."""
    from roadmap_tui.formats.roadmap_toml import line_of

    try:
        return line_of(read(path), node_id)
    except UnreadableRoadmapError:
        return 1


def own_path(folder: Path) -> Path:
    """The path of the user's copy of the bundled roadmap; it need not exist."""
    return folder / f"{BUNDLED_ID}.toml"


def own_copy(folder: Path) -> tuple[Path, bool]:
    """The user's own copy of the bundled roadmap; made when there is none, and never replaced.

    Args:
        folder: The user's folder of roadmaps; it need not exist.

    Returns:
        Its path, and whether it was made just now.

    Raises:
        StorageError: It could not be written.
        UnreadableRoadmapError: The bundled one cannot be read.
    """
    path = own_path(folder)
    if os.path.lexists(path):
        return path, False
    _create(path, read(bundled_path()))
    return path, True


def discard_copy(path: Path) -> bool:
    """Take a copy of the bundled roadmap away that nobody has changed; whether it is gone.

    Args:
        path: One that `own_copy` has just made.
    """
    try:
        if read(path) != read(bundled_path()):
            return False
        path.unlink()
    except (OSError, UnreadableRoadmapError):
        return False
    return True


def create(roadmap_id: str, title: str, folder: Path) -> Path:
    """Create a roadmap in the user's folder: a template with comments.

    Args:
        roadmap_id: What it calls itself, and its file.
        title: For people; made from the id when it is empty.
        folder: The user's folder of roadmaps; it need not exist.

    Raises:
        UsageError: A roadmap cannot be called that, or there is one already.
        StorageError: It could not be written.
    """
    from roadmap_tui.formats import roadmap_toml

    if problem := roadmap_toml.roadmap_id_problem(roadmap_id):
        raise UsageError(f'"{roadmap_id}" cannot be the id of a roadmap: it {problem}.')
    for entry in entries(folder):
        if _folded(entry.id) == _folded(roadmap_id):
            raise UsageError(f'There is a roadmap "{roadmap_id}" already, {entry.path}; choose another id.')
    path = folder / f"{roadmap_id}.toml"
    data = roadmap_toml.template(roadmap_id, title).encode("utf-8", "replace")
    try:
        roadmap_toml.loads(data, str(path))
    except InvalidFileError as error:
        raise UsageError(f"That title cannot be used: {error.problems[0].message}.") from None
    _create(path, data)
    return path


def _create(path: Path, data: bytes) -> None:
    try:
        files.create_whole(path, data)
    except OSError as error:
        raise StorageError(f"Could not write the roadmap {path}: {explain(error)}.") from error


def _ids(found: list[LibraryFile]) -> str:
    return ", ".join(entry.id for entry in found)

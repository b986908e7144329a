"""The roadmaps there are: the bundled one, the reader's own, and any file that is named by its path."""

from pathlib import Path
from typing import NamedTuple

from roadmap_tui.core.roadmap import Roadmap, RoadmapId
from roadmap_tui.errors import NotFoundError, UnreadableRoadmapError
from roadmap_tui.storage import files
from roadmap_tui.storage.reasons import reason

BUNDLED_ID = RoadmapId("backend")
"""The `id` in `data/roadmap.toml`."""

MAX_BYTES = 64 * 2**20
"""The largest roadmap file; `formats.roadmap_toml.limits` says the same, and loads pydantic."""

_PACKAGE = Path(__file__).parents[1]


class Entry(NamedTuple):
    """A roadmap that can be named by its id; the file may be gone or wrong by the time it is read."""

    id: RoadmapId
    path: Path


def bundled_path() -> Path:
    """The roadmap that comes with the program: inside the package when installed, beside `src` in a checkout."""
    installed = _PACKAGE / "data" / "roadmap.toml"
    return installed if installed.exists() else _PACKAGE.parents[1] / "data" / "roadmap.toml"


def entries(folder: Path) -> list[Entry]:
    """The bundled roadmap and those in the reader's folder, which are named after their ids; one there wins."""
    own = [Entry(RoadmapId(path.stem), path) for path in sorted(folder.glob("*.toml"))]
    bundled = Entry(BUNDLED_ID, bundled_path())
    return own if any(entry.id == BUNDLED_ID for entry in own) else [bundled, *own]


def find(reference: str, folder: Path) -> Path:
    """The file of a roadmap.

    Args:
        reference: A path to a `.toml` file, a roadmap's id, or the beginning of just one id.
        folder: The reader's folder of roadmaps; it need not exist.

    Raises:
        NotFoundError: No roadmap is called that, or more than one.
    """
    if is_path(reference):
        return Path(reference)
    known = entries(folder)
    found = [entry for entry in known if entry.id == reference] or [e for e in known if e.id.startswith(reference)]
    if len(found) == 1:
        return found[0].path
    if found:
        raise NotFoundError(f'"{reference}" may mean {_listed(found)}; type a little more of the id.')
    from difflib import get_close_matches  # only a mistake needs it

    close = get_close_matches(reference, [entry.id for entry in known], n=1)
    hint = f' Did you mean "{close[0]}"?' if close else f" There are: {_listed(known)}."
    raise NotFoundError(f'There is no roadmap "{reference}".{hint}')


def is_path(reference: str) -> bool:
    """Whether a reference names a file, not an id."""
    return reference.endswith(".toml") or "/" in reference


def last_or_bundled(last: str | None, folder: Path, first: str | None = None) -> str:
    """What to open when nothing is named: the roadmap used last if it is still there, else the first or bundled one."""
    try:
        return last if last and find(last, folder).exists() else first or BUNDLED_ID
    except NotFoundError:
        return first or BUNDLED_ID


def reference(path: Path) -> str:
    """What finds a roadmap again from anywhere: the absolute path, or the id of the bundled one."""
    return BUNDLED_ID if path == bundled_path() else str(path.absolute())


def load(path: Path) -> Roadmap:
    """Read a roadmap file.

    Raises:
        FileMistakesError: It has mistakes.
        UnreadableRoadmapError: It cannot be read at all.
    """
    return parse(read(path), path)


def read(path: Path) -> bytes:
    """What stands in a roadmap file; raises `UnreadableRoadmapError` when it cannot be read."""
    try:
        return files.read_regular(path, MAX_BYTES)
    except OSError as error:
        raise UnreadableRoadmapError(f"Could not read the roadmap {path}: {reason(error)}.") from error


def parse(data: bytes, path: Path) -> Roadmap:
    """The roadmap that stands in a file; raises `FileMistakesError` when it has mistakes."""
    from roadmap_tui.formats import roadmap_toml

    return roadmap_toml.loads(data, str(path))


def _listed(found: list[Entry]) -> str:
    return ", ".join(entry.id for entry in found)

"""What an import reads: a file, a folder such as a clone, one map of a clone, or standard input.

Nothing is run, fetched or followed: a folder is looked at for one file by its name, and that file is read.
"""

import contextlib
import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from roadmap_tui.core.text import clean_line
from roadmap_tui.core.update.ids import slug
from roadmap_tui.errors import UnreadableRoadmapError
from roadmap_tui.storage import files
from roadmap_tui.storage.os_errors import explain

MAX_BYTES = 64 * 2**20
"""Of a source, as of a roadmap file."""

MAX_TEXT_BYTES = 2**20
"""Of one text that belongs to a map."""

STANDARD_INPUT = "standard input"
_READMES = ("readme.md", "readme.markdown", "readme.mdown", "readme")
_NAMELESS = {"readme", "index"}
_MAPS = Path("src", "data", "roadmaps")
"""Where a clone of roadmap.sh keeps its maps."""


class SourceFormat(StrEnum):
    """What a source is written in."""

    MARKDOWN = "markdown"
    ROADMAP_SH = "roadmap.sh"
    TOML = "toml"


class ImportSource(NamedTuple):
    """What was read."""

    name: str
    """As the reader named it."""

    place: str
    """What finds it again from anywhere: an absolute path."""

    data: bytes
    format: SourceFormat
    texts: dict[str, bytes]
    """The texts that belong to a map, by file name."""

    suggested_id: str
    """A roadmap's id made of the file's name; empty when it has none."""

    suggested_title: str


def read(reference: str, wanted: SourceFormat | None = None) -> ImportSource:
    """Read a source.

    Args:
        reference: A path, `CLONE#slug`, or `-` for standard input.
        wanted: Its format; name and content decide when left out.

    Raises:
        UnreadableRoadmapError: It cannot be read.
    """
    if reference == "-":
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise UnreadableRoadmapError(f"Standard input is larger than {MAX_BYTES // 2**20} MiB, the most it may be.")
        return ImportSource(STANDARD_INPUT, STANDARD_INPUT, data, wanted or _guess("", data), {}, "", "")
    path = _file(reference)
    data = _bytes(path, MAX_BYTES)
    found = wanted or _guess(path.name, data)
    texts = _texts(path) if found is SourceFormat.ROADMAP_SH else {}
    name = _name(path)
    title = name.replace("-", " ").capitalize() if found is SourceFormat.ROADMAP_SH else name
    return ImportSource(reference, str(path.absolute()), data, found, texts, slug(name), title)


def _file(reference: str) -> Path:
    """The file that a reference means."""
    path = Path(reference)
    if not path.exists() and "#" in reference:
        folder, _, name = reference.rpartition("#")
        path = next((base / name for base in (Path(folder, _MAPS), Path(folder)) if (base / name).is_dir()), path)
    return _in_folder(path) if path.is_dir() else path


def _in_folder(folder: Path) -> Path:
    """The map of that folder, or else its README."""
    name = folder.absolute().name
    if (folder / f"{name}.json").is_file():
        return folder / f"{name}.json"
    if (folder / _MAPS).is_dir():
        raise UnreadableRoadmapError(f"There are many maps in {clean_line(str(folder))}; name one: {folder}#SLUG.")
    try:
        names = {path.name.lower(): path for path in sorted(folder.iterdir(), reverse=True) if path.is_file()}
    except OSError as error:
        raise UnreadableRoadmapError(f"Could not read {folder}: {explain(error)}.") from error
    if found := next((names[readme] for readme in _READMES if readme in names), None):
        return found
    raise UnreadableRoadmapError(f"There is no README in {clean_line(str(folder))}. Name the file to import.")


def _bytes(path: Path, limit: int) -> bytes:
    try:
        return files.read_regular(path, limit)
    except OSError as error:
        raise UnreadableRoadmapError(f"Could not read {path}: {explain(error)}.") from error
    except ValueError as error:  # a name that no file can have
        raise UnreadableRoadmapError(f"Could not read {clean_line(str(path))}: {error}.") from error


def _guess(name: str, data: bytes) -> SourceFormat:
    lower = name.lower()
    if lower.endswith(".toml") or ".toml." in lower:  # an edition that was kept, or removed
        return SourceFormat.TOML
    head = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:4096]
    if lower.endswith(".json") or (not lower and head[:1] == b"{" and _is_json(data)):
        return SourceFormat.ROADMAP_SH
    return SourceFormat.TOML if not lower and head.startswith(b"format =") else SourceFormat.MARKDOWN


def _is_json(data: bytes) -> bool:
    try:
        return isinstance(json.loads(data), dict)
    except (ValueError, RecursionError):
        return False


def _texts(path: Path) -> dict[str, bytes]:
    """The texts that belong to a map; one that cannot be read is as if it were not there."""
    from roadmap_tui.formats.roadmap_sh.reading import FRONT, MAPPING

    wanted = {FRONT: path.with_suffix(".md"), MAPPING: path.with_name(MAPPING)}
    with contextlib.suppress(OSError):
        wanted |= {each.name: each for each in sorted((path.parent / "content").iterdir()) if each.suffix == ".md"}
    texts = {}
    for name, each in wanted.items():
        with contextlib.suppress(OSError):
            texts[name] = files.read_regular(each, MAX_TEXT_BYTES)
    return texts


def _name(path: Path) -> str:
    """What a file is called by people: a README is called like its folder."""
    path = path.absolute()
    return path.parent.name if path.stem.lower() in _NAMELESS else path.stem

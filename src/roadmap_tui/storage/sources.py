"""The sources of an import: a file, a folder such as a clone, one map of a clone, or standard input.

Nothing is run or fetched: a folder is looked at for one file by its name, and that file is read. Symbolic links of a
clone or folder are not followed out of it.
"""

import contextlib
import json
import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from roadmap_tui.core.text import clean_line
from roadmap_tui.core.update.ids import slug
from roadmap_tui.errors import UnreadableRoadmapError
from roadmap_tui.storage import files
from roadmap_tui.storage.os_errors import explain, unreachable_reason

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
    """The format of a source."""

    MARKDOWN = "markdown"
    ROADMAP_SH = "roadmap.sh"
    TOML = "toml"


class ImportSource(NamedTuple):
    """The content of a source."""

    name: str
    """As the user named it."""

    place: str
    """What finds it again from anywhere: an absolute path."""

    data: bytes
    format: SourceFormat
    texts: dict[str, bytes]
    """The texts that belong to a map, by file name."""

    suggested_id: str
    """A roadmap's id made of the file's name; empty when it has none."""

    suggested_title: str

    left_out: tuple[str, ...] = ()
    """Names of texts that are links to somewhere else."""


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
    root = _clone(path) or (Path(reference) if files.is_folder(Path(reference)) else None)
    data = _bytes(path, MAX_BYTES)
    if root and _leads_out(path, root):
        raise UnreadableRoadmapError(
            f"{clean_line(str(path))} is a link that leads out of {clean_line(str(root))}. "
            "If you trust it, import the file that it leads to."
        )
    found = wanted or _guess(path.name, data)
    texts, left_out = _texts(path, root or path.parent) if found is SourceFormat.ROADMAP_SH else ({}, ())
    name = _name(path)
    title = name.replace("-", " ").capitalize() if found is SourceFormat.ROADMAP_SH else name
    return ImportSource(reference, str(path.absolute()), data, found, texts, slug(name), title, left_out)


def _file(reference: str) -> Path:
    """The file that a reference means."""
    path = Path(reference)
    if unreachable_reason(path) and "#" in reference:
        folder, _, name = reference.rpartition("#")
        path = next((base / name for base in (Path(folder, _MAPS), Path(folder)) if files.is_folder(base / name)), path)
    return _in_folder(path) if files.is_folder(path) else path


def _in_folder(folder: Path) -> Path:
    """The map of that folder, or else its README."""
    name = folder.absolute().name
    if files.is_regular(folder / f"{name}.json"):
        return folder / f"{name}.json"
    if files.is_folder(folder / _MAPS):
        raise UnreadableRoadmapError(f"There are many maps in {clean_line(str(folder))}; name one: {folder}#SLUG.")
    try:
        names = {path.name.lower(): path for path in sorted(folder.iterdir(), reverse=True) if files.is_regular(path)}
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


def _texts(path: Path, root: Path) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """The texts that belong to a map; one that cannot be read is as if it were not there.

    Args:
        path: The map.
        root: What no link may lead out of.

    Returns:
        The texts by file name, and the names of those that lead out.
    """
    from roadmap_tui.formats.roadmap_sh.reading import FRONT, MAPPING

    wanted = {FRONT: path.with_suffix(".md"), MAPPING: path.with_name(MAPPING)}
    with contextlib.suppress(OSError):
        wanted |= {each.name: each for each in sorted((path.parent / "content").iterdir()) if each.suffix == ".md"}
    left_out = tuple(str(each.relative_to(path.parent)) for each in wanted.values() if _leads_out(each, root))
    texts = {}
    for name, each in wanted.items():
        with contextlib.suppress(OSError):
            if not _leads_out(each, root):
                texts[name] = files.read_regular(each, MAX_TEXT_BYTES)
    return texts, left_out


def _clone(path: Path) -> Path | None:
    """The clone that a file is in; None when it is in none."""
    folders = path.absolute().parents
    return next((folder for folder in folders if os.path.lexists(folder / ".git")), None)


def _leads_out(path: Path, root: Path) -> bool:
    """Whether a file is really somewhere else than in this folder."""
    return not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root))


def _name(path: Path) -> str:
    """The name of a file for people: a README has the name of its folder."""
    path = path.absolute()
    return path.parent.name if path.stem.lower() in _NAMELESS else path.stem

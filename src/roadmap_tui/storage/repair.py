"""Repairs what can be repaired without risk. A file is copied before it is changed, and no mark is ever removed."""

import stat
from collections.abc import Callable
from pathlib import Path

from roadmap_tui.storage import files
from roadmap_tui.storage.doctor import Issue, IssueKind
from roadmap_tui.storage.log import MAX_BYTES
from roadmap_tui.storage.os_errors import explain

Repair = Callable[[Path, Path], str]


def repair(finding: Issue, aside: Path) -> str | None:
    """Mend one thing.

    Args:
        finding: What was found.
        aside: The folder that copies go to; made when there is something to copy.

    Returns:
        A sentence that says what was done, or why it could not be; None when there is no safe way.
    """
    if finding.path is None or finding.kind not in _REPAIRS:
        return None
    try:
        return _REPAIRS[finding.kind](finding.path, aside)
    except OSError as error:
        return f"Could not mend {finding.path}: {explain(error)}."


def _restrict_permissions(path: Path, _aside: Path) -> str:
    mode = stat.S_IMODE(path.stat().st_mode) & stat.S_IRWXU
    path.chmod(mode)
    return f"{path} is for you alone now (mode {mode:04o})."


def _end_line(path: Path, aside: Path) -> str:
    copy = _copy(path, aside)
    files.append(path, b"")
    return f"{path}: the last line has its end now. As it was it is in {copy}."


def _remove(path: Path, aside: Path) -> str:
    copy = _copy(path, aside)
    path.unlink()
    return f"{path} was moved to {copy}."


def _copy(path: Path, aside: Path) -> Path:
    copy = aside / path.name
    files.write_own(copy, files.read_regular(path, MAX_BYTES))
    return copy


_REPAIRS: dict[IssueKind, Repair] = {
    IssueKind.RIGHTS: _restrict_permissions,
    IssueKind.TORN: _end_line,
    IssueKind.LEFTOVER: _remove,
}

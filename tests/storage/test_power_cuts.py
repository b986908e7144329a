"""The power goes at every moment of a write: what was reported as saved is there, and nothing else is harmed.

The disk is one that keeps no more than it promised to (`tests/storage/disk.py`). That it would notice is shown by three
programs that are wrong on purpose.
"""

import inspect
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from roadmap_tui.core.marks import Mark
from roadmap_tui.formats.progress_jsonl import dumps, is_whole
from roadmap_tui.storage import files
from roadmap_tui.storage.log import ProgressLog
from tests.mark_strategies import OWN, some_mark
from tests.storage.disk import Operation, RecordingDisk, Tree, after_a_power_cut

BEFORE = tuple(some_mark(f"t{second}", second=second) for second in range(4))
NEW = tuple(some_mark(f"new{second}", second=10 + second) for second in range(6))

MODELS = pytest.mark.parametrize("in_order", [False, True], ids=["any order", "in order"])


def record(root: Path, act: Callable[[], object]) -> tuple[Tree, list[Operation]]:
    """What was on the disk, and what the act told it."""
    before = Tree.of(root)
    with pytest.MonkeyPatch.context() as monkeypatch:
        disk = RecordingDisk(monkeypatch, before)
        act()
    return before, disk.operations


def appended(module: ModuleType, root: Path, old: tuple[Mark, ...], new: tuple[Mark, ...], *, in_order: bool) -> int:
    """Append, cut the power everywhere, and look at what is left; gives the number of states that were looked at."""
    log = root / "share" / "progress" / f"{OWN}.jsonl"
    if old:
        files.append(log, dumps(old))
    before, operations = record(root, lambda: module.append(log, dumps(new)))
    count = 0
    for moment in range(len(operations) + 1):
        for tree in after_a_power_cut(before, operations[:moment], in_order=in_order, seed=moment):
            tree.write(root)
            count += 1
            read = ProgressLog(log.parent, OWN)
            found = set(read.read())
            assert found >= {*old, *(new if moment == len(operations) else ())}, operations[:moment]
            assert found <= {*old, *new}
            lines = log.read_bytes().split(b"\n") if log.exists() else []
            assert read.problems.damaged or all(is_whole(line) for line in lines if line)
            read.append([some_mark("after", second=99)])
            assert len(ProgressLog(log.parent, OWN).read()) == len(found) + 1
    return count


def replaced(module: ModuleType, root: Path, old: bytes, new: bytes, *, in_order: bool) -> int:
    """The same for a whole file."""
    path = root / "state" / "session.json"
    if old:
        files.write_whole(path, old)
    before, operations = record(root, lambda: module.write_whole(path, new))
    count = 0
    for moment in range(len(operations) + 1):
        for tree in after_a_power_cut(before, operations[:moment], in_order=in_order, seed=moment):
            tree.write(root)
            count += 1
            found = path.read_bytes() if path.exists() else b""
            assert found in ([new] if moment == len(operations) else [old, new]), operations[:moment]
    return count


@MODELS
@pytest.mark.parametrize("old", [(), BEFORE], ids=["first mark", "further mark"])
@pytest.mark.parametrize("number", [1, len(NEW)])
def test_a_power_cut_during_an_append_loses_nothing(
    tmp_path: Path, in_order: bool, old: tuple[Mark, ...], number: int
) -> None:
    """Every earlier mark is there, the new ones are when they were reported as saved, and the log can be added to."""
    assert appended(files, tmp_path, old, NEW[:number], in_order=in_order) > 5


@MODELS
@pytest.mark.parametrize("old", [b"", b"old" * 500], ids=["new file", "old file"])
def test_a_power_cut_during_a_whole_write_leaves_the_old_file_or_the_new(
    tmp_path: Path, in_order: bool, old: bytes
) -> None:
    """The new one when it was reported as saved."""
    assert replaced(files, tmp_path, old, b"new" * 1000, in_order=in_order) > 5


@MODELS
def test_a_power_cut_or_a_kill_while_a_file_is_created_leaves_no_part_of_it(tmp_path: Path, in_order: bool) -> None:
    """All of it or no file of that name; all of it once that was reported."""
    path = tmp_path / "roadmaps" / "own.toml"
    before, operations = record(tmp_path, lambda: files.create_whole(path, b"new" * 1000))
    count = 0
    for moment in range(len(operations) + 1):
        for tree in after_a_power_cut(before, operations[:moment], in_order=in_order, seed=moment):
            tree.write(tmp_path)
            count += 1
            found = path.read_bytes() if path.exists() else None
            assert found in ([b"new" * 1000] if moment == len(operations) else [None, b"new" * 1000])
    assert count > 5


# The tests above can fail


def mutant(right: str, wrong: str) -> ModuleType:
    """The module that writes, with a mistake in it."""
    source = inspect.getsource(files)
    assert source.count(right) == 1
    module = ModuleType("mutant")
    exec(source.replace(right, wrong), module.__dict__)
    return module


_SYNC_OF_A_LOG = "    system.host.sync(descriptor)\n    return start"
_SYNC_OF_A_NEW_LOG = "        system.host.sync_folder(path.parent)"
_SYNC_OF_A_FILE = "            system.host.sync(descriptor)\n        finally:"
_SYNC_OF_A_NEW_NAME = "    system.host.sync_folder(target.parent)"
_A_FILE_OF_ITS_OWN = (
    'mkstemp(dir=target.parent, prefix=f".{target.name[:80]}.", suffix=TEMPORARY)',
    "os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), target",
)
_RENAME = "        system.host.replace(temporary, target)"


@MODELS
@pytest.mark.parametrize("old", [(), BEFORE], ids=["first mark", "further mark"])
def test_a_log_that_is_not_synced_is_found_out(tmp_path: Path, in_order: bool, old: tuple[Mark, ...]) -> None:
    """The first planted mistake."""
    with pytest.raises(AssertionError):
        appended(mutant(_SYNC_OF_A_LOG, "    return start"), tmp_path, old, NEW, in_order=in_order)


@MODELS
def test_a_folder_that_is_not_synced_at_the_first_mark_is_found_out(tmp_path: Path, in_order: bool) -> None:
    """The second one."""
    with pytest.raises(AssertionError):
        appended(mutant(_SYNC_OF_A_NEW_LOG, "        pass"), tmp_path, (), NEW, in_order=in_order)


@MODELS
@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        pytest.param(_SYNC_OF_A_FILE, "            pass\n        finally:", id="file not synced"),
        pytest.param(_SYNC_OF_A_NEW_NAME, "    pass", id="folder not synced"),
    ],
)
def test_a_whole_file_that_is_not_synced_is_found_out(tmp_path: Path, in_order: bool, right: str, wrong: str) -> None:
    """The same two for whole files."""
    with pytest.raises(AssertionError):
        replaced(mutant(right, wrong), tmp_path, b"old", b"new" * 1000, in_order=in_order)


@MODELS
def test_writing_in_place_is_found_out(tmp_path: Path, in_order: bool) -> None:
    """The third one."""
    in_place = mutant(*_A_FILE_OF_ITS_OWN)
    with pytest.raises(AssertionError):
        replaced(in_place, tmp_path, b"old" * 500, b"new" * 1000, in_order=in_order)

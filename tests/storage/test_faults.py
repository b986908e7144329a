"""Whatever call fails, and however: what is on the disk is what was there before, or what should be there after."""

import errno
from collections.abc import Callable
from pathlib import Path

import pytest

from roadmap_tui.core.marks import Mark
from roadmap_tui.formats.progress_jsonl import dumps
from roadmap_tui.storage import files
from roadmap_tui.storage.log import ProgressLog
from tests.mark_strategies import OWN, some_mark
from tests.storage.disk import FAULTS, FailingDisk, Fault

BEFORE, NEW, NEXT = (some_mark(f"t{second}", second=second) for second in range(3))

TORN = dumps([NEW])[:40]


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> FailingDisk:
    return FailingDisk(monkeypatch)


# Appending


def nothing(_path: Path) -> tuple[Mark, ...]:
    """There is no log, nor a folder for it."""
    return ()


def a_folder(path: Path) -> tuple[Mark, ...]:
    """There is no log."""
    path.parent.mkdir(parents=True)
    return ()


def a_log(path: Path) -> tuple[Mark, ...]:
    """There is one mark."""
    ProgressLog(path.parent, OWN).append([BEFORE])
    return (BEFORE,)


def a_torn_log(path: Path) -> tuple[Mark, ...]:
    """The last line was cut short."""
    a_log(path)
    path.write_bytes(path.read_bytes() + TORN)
    return (BEFORE,)


@pytest.mark.parametrize("start", [nothing, a_folder, a_log, a_torn_log])
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_at_any_call_of_an_append_loses_no_mark(
    tmp_path: Path, disk: FailingDisk, start: Callable[[Path], tuple[Mark, ...]], fault: Fault
) -> None:
    """Success is reported only when it is one, every earlier mark is intact, and the next append works."""
    for number, attempt in enumerate(disk.attempts(fault)):
        log = ProgressLog(tmp_path / str(number) / "progress", OWN)
        before = start(log.path)
        bytes_before = log.path.read_bytes() if before else b""
        with attempt:
            log.append([NEW])
        found = ProgressLog(log.folder, OWN).read()
        assert found == (*before, NEW) or (found == before and not attempt.is_successful)
        assert not before or log.path.read_bytes().startswith(bytes_before)
        log.append([NEXT])
        assert set(ProgressLog(log.folder, OWN).read()) == {*found, NEXT}


@pytest.mark.parametrize("before", [None, b"old"], ids=["new", "old"])
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_at_any_call_of_a_whole_write_leaves_the_old_file_or_the_new(
    tmp_path: Path, disk: FailingDisk, before: bytes | None, fault: Fault
) -> None:
    """The new one when success is reported; and the next write works."""
    for number, attempt in enumerate(disk.attempts(fault)):
        path = tmp_path / str(number) / "session.json"
        if before:
            path.parent.mkdir()
            path.write_bytes(before)
        with attempt:
            files.write_whole(path, b"new" * 10)
        found = path.read_bytes() if path.exists() else None
        assert found == b"new" * 10 or (found == before and not attempt.is_successful)
        files.write_whole(path, b"newer")
        assert path.read_bytes() == b"newer"


def test_a_mark_whose_sync_failed_is_written_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second sync alone would report success for what the kernel has already dropped."""
    log = ProgressLog(tmp_path, OWN)
    log.append([BEFORE])
    disk = FailingDisk(monkeypatch)
    for attempt in disk.attempts(Fault(errno.EIO)):
        with attempt:
            log.append([NEW])
        size = log.path.stat().st_size
        if not attempt.is_successful:
            log.append([NEW])
            assert log.path.read_bytes()[size:] == dumps([NEW])
    assert set(ProgressLog(tmp_path, OWN).read()) == {BEFORE, NEW}

"""What only one system has: full syncs of macOS with a stand-in, and the Windows half in an emulation."""

import errno
import fcntl
import os
from pathlib import Path

import pytest

from roadmap_tui.errors import StorageError
from roadmap_tui.storage import files, system
from roadmap_tui.storage.log import ProgressLog
from roadmap_tui.storage.system import Posix, Windows
from tests.mark_strategies import OWN, some_mark
from tests.windows import MicrosoftRuntime, emulate

# macOS

FULL_SYNC = 51


class Syncs:
    """Counts both kinds of sync; the full one may fail."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, error: int = 0) -> None:
        self.made: list[str] = []
        self._error = error
        monkeypatch.setattr(fcntl, "F_FULLFSYNC", FULL_SYNC, raising=False)
        monkeypatch.setattr(fcntl, "fcntl", self._control)
        monkeypatch.setattr(os, "fsync", lambda _descriptor: self.made.append("fsync"))

    def _control(self, _descriptor: int, command: int) -> int:
        assert command == FULL_SYNC
        self.made.append("full")
        if self._error:
            raise OSError(self._error, os.strerror(self._error))
        return 0


def test_a_full_sync_is_asked_for_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """The plain one leaves the line in the memory of the disk."""
    syncs = Syncs(monkeypatch)
    Posix().sync(0)
    assert syncs.made == ["full"]


@pytest.mark.parametrize("error", [errno.ENOTSUP, errno.EINVAL, errno.ENOTTY])
def test_a_disk_without_full_syncs_gets_a_plain_one(monkeypatch: pytest.MonkeyPatch, error: int) -> None:
    """Servers and FAT."""
    syncs = Syncs(monkeypatch, error)
    Posix().sync(0)
    assert syncs.made == ["full", "fsync"]


def test_a_full_sync_that_fails_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The mark is then not said to be saved."""
    Syncs(monkeypatch, errno.EIO)
    with pytest.raises(StorageError, match="the disk reports an error"):
        ProgressLog(tmp_path, OWN).append([some_mark("sql")])


# Windows


@pytest.fixture
def runtime(monkeypatch: pytest.MonkeyPatch) -> MicrosoftRuntime:
    return emulate(monkeypatch)


@pytest.mark.usefixtures("runtime")
def test_marks_are_appended_and_read(tmp_path: Path) -> None:
    """One after the other, and a torn line keeps to itself."""
    log = ProgressLog(tmp_path, OWN)
    log.append([some_mark("one")])
    with log.path.open("ab") as file:
        file.write(b'{"torn')
    log.append([some_mark("two")])
    assert [mark.topic for mark in ProgressLog(tmp_path, OWN).read()] == ["one", "two"]
    assert b"\r" not in log.path.read_bytes()


@pytest.mark.usefixtures("runtime")
def test_a_log_that_another_process_holds_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For a while; then the user hears of it. Reading goes on."""
    monkeypatch.setattr(files, "LOCK_TIMEOUT_S", 0.05)
    log = ProgressLog(tmp_path, OWN)
    log.append([some_mark("one")])
    holder = os.open(log.path, os.O_RDWR)
    system.host.lock(holder)
    with pytest.raises(StorageError, match="another copy of the program holds it"):
        log.append([some_mark("two")])
    assert [mark.topic for mark in ProgressLog(tmp_path, OWN).read()] == ["one"]
    os.close(holder)
    log.append([some_mark("two")])
    assert [mark.topic for mark in ProgressLog(tmp_path, OWN).read()] == ["one", "two"]


def test_a_file_that_another_program_has_open_is_replaced_once_it_is_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows refuses until then; a virus scanner holds a new file for a moment."""
    (tmp_path / "new").write_bytes(b"new")
    (tmp_path / "file").write_bytes(b"old")
    usual, refusals = os.replace, [PermissionError(), PermissionError()]

    def replace(source: Path, target: Path) -> None:
        if refusals:
            raise refusals.pop()
        usual(source, target)

    monkeypatch.setattr(os, "replace", replace)
    waits: list[float] = []
    Windows(sleep=waits.append).replace(str(tmp_path / "new"), tmp_path / "file")
    assert ((tmp_path / "file").read_bytes(), len(waits)) == (b"new", 2)


def test_a_file_that_stays_open_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a second."""
    monkeypatch.setattr(Windows, "_RENAMING_S", 0.0)

    def refuse(_source: Path, _target: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(PermissionError):
        Windows(sleep=lambda _: None).replace(str(tmp_path / "new"), tmp_path / "file")


@pytest.mark.usefixtures("runtime")
def test_a_machine_without_a_registry_has_no_id() -> None:
    """Then the device's own id tells machines apart."""
    assert Windows().machine_id() == b""
    assert Windows().host_name()


@pytest.mark.usefixtures("runtime")
def test_whole_files_are_replaced_and_created(tmp_path: Path) -> None:
    """Without modes, links' flags and syncs of folders."""
    path = tmp_path / "folder" / "file"
    files.create_whole(path, b"a\nb")
    with pytest.raises(FileExistsError):
        files.create_whole(path, b"other")
    files.write_whole(path, b"c\n")
    files.write_own(path, b"d\n")
    assert files.read_own(path, 10) == b"d\n"

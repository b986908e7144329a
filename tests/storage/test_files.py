"""The two ways of writing, and the one of reading: what a fault at any call leaves behind."""

import errno
import fcntl
import os
import socket
import stat
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import pytest

from roadmap_tui.storage import files
from tests.storage.conftest import SystemCalls, at_most, file_size_limit, umask

LINE = b'{"a":1}\n'
LIMIT = 2**20


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A log with one line in it."""
    path = tmp_path / "progress" / "laptop.jsonl"
    path.parent.mkdir()
    path.write_bytes(LINE)
    return path


def mode(path: Path) -> int:
    """The permission bits."""
    return stat.S_IMODE(path.stat().st_mode)


@contextmanager
def held_by_another(path: Path) -> Iterator[int]:
    """A lock on the file that another open file description holds."""
    descriptor = os.open(path, os.O_RDWR)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


# Appending.


def test_lines_go_to_the_end(log: Path) -> None:
    """What was there stays, byte for byte."""
    files.append(log, b"one\ntwo\n")
    files.append(log, b"three\n")
    assert log.read_bytes() == LINE + b"one\ntwo\nthree\n"


def test_a_log_with_lines_costs_one_write_and_one_fsync(log: Path, calls: SystemCalls) -> None:
    """However many lines there are."""
    calls.watch("write", "fsync")
    files.append(log, LINE * 100)
    assert calls.made == ["write", "fsync"]


def test_the_folder_is_synced_before_the_first_line_goes_in(tmp_path: Path, calls: SystemCalls) -> None:
    """A log with lines in it is known to be in its folder, so it is never synced again."""
    calls.watch("write", "fsync", "mkdir")
    files.append(tmp_path / "progress" / "laptop.jsonl", LINE)
    assert calls.made == ["mkdir", "fsync", "fsync", "write", "fsync"]


def test_a_fault_before_the_first_line_leaves_an_empty_log(tmp_path: Path, calls: SystemCalls) -> None:
    """A folder that cannot be synced is reported, and tried again the next time."""
    calls.watch("write", "fsync")
    calls.fail(0)
    with pytest.raises(OSError, match="Input/output"):
        files.append(tmp_path / "laptop.jsonl", LINE)
    assert (tmp_path / "laptop.jsonl").read_bytes() == b""
    files.append(tmp_path / "laptop.jsonl", LINE)
    assert calls.made == ["fsync", "fsync", "write", "fsync"]


def test_a_folder_that_cannot_be_synced_at_all_is_taken_as_it_is(tmp_path: Path, calls: SystemCalls) -> None:
    """Some file systems answer EINVAL."""
    calls.watch("fsync")
    calls.fail(0, errno.EINVAL)
    files.append(tmp_path / "laptop.jsonl", LINE)
    assert (tmp_path / "laptop.jsonl").read_bytes() == LINE


@pytest.mark.parametrize("torn", [b'{"a"', b"\x00" * 50, b"x", LINE[:-1]])
def test_a_torn_line_is_never_glued_to(log: Path, torn: bytes) -> None:
    """It gets its newline first and stays what it is."""
    log.write_bytes(LINE + torn)
    files.append(log, LINE)
    assert log.read_bytes() == LINE + torn + b"\n" + LINE


@pytest.mark.parametrize("room", [0, 1, len(LINE), len(LINE) + 3])
@pytest.mark.parametrize("before", [LINE, LINE + b'{"torn'])
def test_a_write_that_is_cut_short_is_cut_back(log: Path, before: bytes, room: int) -> None:
    """A full disk leaves the log as it was; once there is room the next append is whole."""
    log.write_bytes(before)
    with file_size_limit(len(before) + room), pytest.raises(OSError, match=r"No space|too large"):
        files.append(log, LINE * 3)
    assert log.read_bytes() == before
    files.append(log, LINE)
    assert log.read_bytes().endswith(b"\n" + LINE)


@pytest.mark.parametrize(
    "number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS, errno.ENOMEM, errno.EBADF]
)
def test_a_failed_write_leaves_the_log_as_it_was(log: Path, calls: SystemCalls, number: int) -> None:
    """And says why."""
    calls.fail_every("write", number)
    with pytest.raises(OSError, match=os.strerror(number)) as caught:
        files.append(log, LINE)
    assert caught.value.errno == number
    assert log.read_bytes() == LINE


def test_a_failed_fsync_is_reported(log: Path, calls: SystemCalls) -> None:
    """The line may or may not be on disk, so it does not count as saved; what was there before is intact."""
    calls.fail_every("fsync", errno.EIO)
    with pytest.raises(OSError, match="Input/output"):
        files.append(log, b"new\n")
    assert log.read_bytes() in (LINE, LINE + b"new\n")


def test_a_failed_fsync_is_not_made_good_by_a_second_one(log: Path, calls: SystemCalls) -> None:
    """The kernel forgets what it could not write, so the line is written again (fsyncgate)."""
    calls.watch("write", "fsync")
    calls.fail(1)
    with pytest.raises(OSError, match="Input/output"):
        files.append(log, b"new\n")
    files.append(log, b"new\n")
    assert calls.made == ["write", "fsync", "write", "fsync"]


@pytest.mark.parametrize("number", [errno.EMFILE, errno.ENFILE, errno.EACCES, errno.EROFS, errno.ENOSPC])
def test_a_log_that_cannot_be_opened_is_left_alone(log: Path, calls: SystemCalls, number: int) -> None:
    """The cause is in the error."""
    calls.fail_every("open", number)
    with pytest.raises(OSError, match=os.strerror(number)):
        files.append(log, LINE)
    calls._monkeypatch.undo()
    assert log.read_bytes() == LINE


def test_no_descriptor_is_left_open(log: Path, calls: SystemCalls) -> None:
    """Neither after success nor after a fault at any call."""
    calls.watch("open", "fstat", "pread", "write", "fsync")
    free = os.dup(0)
    os.close(free)
    for number in range(12):
        calls.made.clear()
        calls.fail(number)
        try:
            files.append(log, LINE)
        except OSError:
            assert len(calls.made) == number + 1
    assert os.dup(0) == free
    os.close(free)


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_files_and_folders_are_for_their_owner_alone(tmp_path: Path, mask: int) -> None:
    """Whatever the umask."""
    path = tmp_path / "share" / "roadmap-tui" / "laptop.jsonl"
    with umask(mask):
        files.append(path, LINE)
        files.write_whole(path.with_name("session.json"), b"{}")
    assert [mode(part) for part in (path, path.with_name("session.json"))] == [0o600, 0o600]
    assert [mode(part) for part in (path.parent, path.parent.parent)] == [0o700, 0o700]


def test_an_existing_log_keeps_its_mode(log: Path) -> None:
    """The user's choice."""
    log.chmod(0o640)
    files.append(log, LINE)
    assert mode(log) == 0o640


@pytest.mark.parametrize("target", ["log", "nothing", "link"])
def test_nothing_is_appended_through_a_symbolic_link(log: Path, tmp_path: Path, target: str) -> None:
    """To a file, to nothing or to itself: in a folder that others share it may lead anywhere."""
    link = tmp_path / "link"
    link.symlink_to({"log": log, "nothing": tmp_path / "nothing", "link": link}[target])
    with at_most(1), pytest.raises(OSError, match="symbolic links"):
        files.append(link, b"new\n")
    assert log.read_bytes() == LINE
    assert not (tmp_path / "nothing").exists()


@pytest.mark.parametrize("make", [os.mkfifo, lambda path: make_socket(path)])
def test_a_pipe_in_the_place_of_a_log_takes_no_line(tmp_path: Path, make: Callable[[Path], None]) -> None:
    """It would keep none; and nobody waits for its reader."""
    make(tmp_path / "log")
    with at_most(1), pytest.raises(OSError, match=r"Not a regular file|No such device"):
        files.append(tmp_path / "log", LINE)


def test_a_folder_that_is_gone_is_made_again(log: Path) -> None:
    """It may be taken away while the program runs."""
    log.unlink()
    log.parent.rmdir()
    files.append(log, LINE)
    assert log.read_bytes() == LINE


@pytest.mark.parametrize("depth", [1, 2])
def test_a_file_in_the_place_of_a_folder_is_reported(tmp_path: Path, depth: int) -> None:
    """And left alone."""
    (tmp_path / "share").write_bytes(b"mine")
    with pytest.raises(NotADirectoryError, match="share"):
        files.append(tmp_path.joinpath("share", *"ab"[:depth]), LINE)
    assert (tmp_path / "share").read_bytes() == b"mine"


# The lock.


def test_a_lock_that_is_held_is_waited_for(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Until its holder, alive or killed, has let go."""
    with held_by_another(log) as holder:
        naps: list[float] = []

        def nap(seconds: float) -> None:
            naps.append(seconds)
            fcntl.flock(holder, fcntl.LOCK_UN)

        monkeypatch.setattr(time, "sleep", nap)
        files.append(log, b"new\n")
    assert len(naps) == 1
    assert log.read_bytes() == LINE + b"new\n"


def test_waiting_for_a_lock_has_an_end(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A holder that was stopped must not stop us; nothing is written without the lock."""
    monkeypatch.setattr(files, "LOCK_TIMEOUT_S", 0.05)
    with held_by_another(log), at_most(1), pytest.raises(TimeoutError, match="Another copy of the program holds it"):
        files.append(log, b"new\n")
    assert log.read_bytes() == LINE


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS])
def test_a_file_system_without_locks_will_do(log: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """Appending in one write is what is left."""

    def no_locks(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "flock", no_locks)
    files.append(log, b"new\n")
    assert log.read_bytes() == LINE + b"new\n"


def test_any_other_fault_of_the_lock_is_reported(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is written."""

    def broken(*_: object) -> None:
        raise OSError(errno.EIO, "lock trouble")

    monkeypatch.setattr(fcntl, "flock", broken)
    with pytest.raises(OSError, match="lock trouble"):
        files.append(log, b"new\n")
    assert log.read_bytes() == LINE


@pytest.mark.parametrize("replacement", [b"from elsewhere\n", None])
def test_a_log_that_is_replaced_while_waiting_is_opened_anew(
    log: Path, monkeypatch: pytest.MonkeyPatch, replacement: bytes | None
) -> None:
    """A sync tool may rename another file into its place, or take it away: the line goes to what has the name now."""
    flock: Callable[[int, int], None] = fcntl.flock

    def replace_first(descriptor: int, operation: int) -> None:
        monkeypatch.setattr(fcntl, "flock", flock)
        log.rename(log.with_name("old"))
        if replacement is not None:
            log.write_bytes(replacement)
        flock(descriptor, operation)

    monkeypatch.setattr(fcntl, "flock", replace_first)
    files.append(log, b"new\n")
    assert log.read_bytes() == (replacement or b"") + b"new\n"
    assert log.with_name("old").read_bytes() == LINE


# Whole files.


def temporary_files(folder: Path) -> list[Path]:
    """What a write left behind."""
    return [path for path in folder.iterdir() if path.name.endswith(".tmp")]


@pytest.mark.parametrize("before", [None, b"", b"old" * 1000])
def test_a_file_is_replaced_as_a_whole(tmp_path: Path, before: bytes | None) -> None:
    """Or created, with the folders above it."""
    path = tmp_path / "state" / "session.json"
    if before is not None:
        path.parent.mkdir()
        path.write_bytes(before)
    files.write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(path.parent.iterdir()) == [path]


def test_a_whole_file_is_synced_before_it_gets_its_name_and_the_folder_after(
    tmp_path: Path, calls: SystemCalls
) -> None:
    """After a power cut there is the old file or the new one."""
    calls.watch("rename", "fsync")
    files.write_whole(tmp_path / "file", b"new")
    assert calls.made == ["fsync", "rename", "fsync"]


@pytest.mark.parametrize("error_number", [errno.ENOSPC, errno.EIO, errno.EXDEV])
def test_a_fault_at_any_call_leaves_the_old_file_or_the_new(
    tmp_path: Path, calls: SystemCalls, error_number: int
) -> None:
    """Never half of one, and no temporary file."""
    path = tmp_path / "file"
    calls.watch("open", "write", "fchmod", "fsync", "rename")
    for number in range(10):
        path.write_bytes(b"old")
        calls.made.clear()
        calls.fail(number, error_number)
        is_replaced = True
        try:
            files.write_whole(path, b"new")
        except OSError:
            is_replaced = "rename" in calls.made[:-1]
        assert path.read_bytes() == (b"new" if is_replaced else b"old")
        assert temporary_files(tmp_path) == []


def test_a_disk_that_fills_up_leaves_the_old_file(tmp_path: Path) -> None:
    """The temporary file is removed, so that its space is free again."""
    path = tmp_path / "file"
    path.write_bytes(b"old")
    with file_size_limit(50), pytest.raises(OSError, match=r"No space|too large"):
        files.write_whole(path, b"new" * 100)
    assert path.read_bytes() == b"old"
    assert temporary_files(tmp_path) == []


def test_an_interruption_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Control-C too is no reason to leave a temporary file."""

    def interrupted(_descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    (tmp_path / "file").write_bytes(b"old")
    with pytest.raises(KeyboardInterrupt):
        files.write_whole(tmp_path / "file", b"new")
    assert (tmp_path / "file").read_bytes() == b"old"
    assert temporary_files(tmp_path) == []


@pytest.mark.parametrize("chain", [1, 3])
def test_a_file_behind_symbolic_links_is_replaced_there(tmp_path: Path, chain: int) -> None:
    """The links stay links, and the temporary file is made beside the target."""
    target = tmp_path / "elsewhere" / "file"
    target.parent.mkdir()
    target.write_bytes(b"old")
    links = [target, *(tmp_path / f"link{number}" for number in range(chain))]
    for pointed, link in pairwise(links):
        link.symlink_to(pointed)
    files.write_whole(links[-1], b"new")
    assert all(link.is_symlink() for link in links[1:])
    assert target.read_bytes() == b"new"


@pytest.mark.parametrize("bits", [0o600, 0o640, 0o644])
def test_a_replaced_file_keeps_its_mode(tmp_path: Path, bits: int) -> None:
    """The user's choice; a new one is for its owner alone."""
    path = tmp_path / "file"
    path.write_bytes(b"old")
    path.chmod(bits)
    files.write_whole(path, b"new")
    assert mode(path) == bits


def test_a_read_only_file_is_left_alone(tmp_path: Path) -> None:
    """A rename would replace it, whoever protected it."""
    path = tmp_path / "file"
    path.write_bytes(b"old")
    path.chmod(0o444)
    with pytest.raises(PermissionError, match="read-only"):
        files.write_whole(path, b"new")
    assert (path.read_bytes(), mode(path)) == (b"old", 0o444)
    assert temporary_files(tmp_path) == []


def test_a_file_of_the_programs_own_is_not_written_through_a_link(tmp_path: Path) -> None:
    """The link gives way; what it points to stays. Nobody else may write to the new file, whoever could before."""
    target, path = tmp_path / "target", tmp_path / "file"
    target.write_bytes(b"mine")
    path.symlink_to(target)
    files.write_own(path, b"new")
    assert (path.is_symlink(), path.read_bytes(), target.read_bytes()) == (False, b"new", b"mine")
    path.chmod(0o666)
    files.write_own(path, b"newer")
    assert (path.read_bytes(), mode(path)) == (b"newer", 0o600)


def test_a_file_is_never_wider_than_it_will_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The temporary file is for its owner alone from its first moment."""
    seen: list[int] = []
    make = tempfile.mkstemp

    def noted(*, dir: Path, prefix: str, suffix: str) -> tuple[int, str]:  # noqa: A002
        descriptor, name = make(dir=dir, prefix=prefix, suffix=suffix)
        seen.append(mode(Path(name)))
        return descriptor, name

    monkeypatch.setattr(tempfile, "mkstemp", noted)
    with umask(0):
        files.write_whole(tmp_path / "file", b"new")
    assert seen == [0o600]


def test_a_mode_that_cannot_be_kept_is_no_reason_to_fail(tmp_path: Path, calls: SystemCalls) -> None:
    """FAT has none."""
    (tmp_path / "file").write_bytes(b"old")
    calls.fail_every("fchmod", errno.EPERM)
    files.write_whole(tmp_path / "file", b"new")
    assert (tmp_path / "file").read_bytes() == b"new"


def test_whole_files_behind_links_in_a_circle_are_reported(tmp_path: Path) -> None:
    """As an OSError, like every other fault of a file."""
    (tmp_path / "file").symlink_to(tmp_path / "file")
    with pytest.raises(OSError, match="symbolic links"):
        files.write_whole(tmp_path / "file", b"new")


# Reading.


@pytest.mark.parametrize(("start", "expected"), [(0, b"0123456789"), (4, b"456789"), (10, b""), (99, b"")])
def test_a_file_is_read_from_an_offset(tmp_path: Path, start: int, expected: bytes) -> None:
    """To its end, if there is anything."""
    (tmp_path / "file").write_bytes(b"0123456789")
    assert files.read_regular(tmp_path / "file", LIMIT, start) == expected


@pytest.mark.parametrize(("size", "is_fine"), [(LIMIT, True), (LIMIT + 1, False), (2**40, False)])
def test_a_file_above_the_limit_is_refused_unread(tmp_path: Path, size: int, is_fine: bool) -> None:
    """Before a byte of it is in memory."""
    (tmp_path / "file").touch()
    os.truncate(tmp_path / "file", size)
    with at_most(1):
        if is_fine:
            assert len(files.read_regular(tmp_path / "file", LIMIT)) == size
        else:
            with pytest.raises(OSError, match="Larger than 1 MiB"):
                files.read_regular(tmp_path / "file", LIMIT, start=LIMIT)


def make_pipe(path: Path) -> None:
    """A named pipe that nobody writes to."""
    os.mkfifo(path)


def make_socket(path: Path) -> None:
    """A socket that nobody listens to."""
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(os.path.relpath(path))


@pytest.mark.parametrize("make", [make_pipe, make_socket, Path.mkdir, lambda path: path.symlink_to("/dev/zero")])
def test_what_is_no_regular_file_is_refused_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path], None]
) -> None:
    """A pipe, a socket, a folder, an endless device: nothing waits for them."""
    monkeypatch.chdir(tmp_path)
    make(tmp_path / "file")
    with at_most(1), pytest.raises(OSError):
        files.read_regular(tmp_path / "file", LIMIT)


def test_refusing_a_folder_leaves_no_descriptor_open(tmp_path: Path) -> None:
    """The logs are looked at several times a second for hours."""
    free = os.dup(0)
    os.close(free)
    with pytest.raises(IsADirectoryError):
        files.read_regular(tmp_path, LIMIT)
    os.close(found := os.dup(0))
    assert found == free


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    """What that means is for the caller to say."""
    with pytest.raises(FileNotFoundError):
        files.read_regular(tmp_path / "file", LIMIT)


@pytest.mark.parametrize("bits", [0o620, 0o602, 0o666])
def test_an_own_file_that_others_can_write_to_is_not_read(tmp_path: Path, bits: int) -> None:
    """Nor one in a folder that they can write to."""
    path = tmp_path / "folder" / "file"
    files.write_own(path, b"x")
    assert files.read_own(path, LIMIT) == b"x"
    path.chmod(bits)
    with pytest.raises(PermissionError):
        files.read_own(path, LIMIT)
    path.chmod(0o600)
    path.parent.chmod(bits | 0o100)
    with pytest.raises(PermissionError):
        files.read_own(path, LIMIT)


def test_an_own_file_belongs_to_the_user_and_is_no_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever can put a link there chooses what is read."""
    path, link = tmp_path / "file", tmp_path / "link"
    files.write_own(path, b"x")
    link.symlink_to(path)
    with pytest.raises(OSError, match="symbolic links"):
        files.read_own(link, LIMIT)
    owner = path.stat().st_uid
    monkeypatch.setattr(os, "geteuid", lambda: owner + 1)
    with pytest.raises(PermissionError):
        files.read_own(path, LIMIT)


# Creating.


def test_a_new_file_is_written_whole_and_for_its_owner(tmp_path: Path) -> None:
    """With the folders above it."""
    path = tmp_path / "a" / "b.toml"
    files.create_whole(path, b"text")
    assert (path.read_bytes(), mode(path)) == (b"text", 0o600)
    assert [each.name for each in path.parent.iterdir()] == ["b.toml"]


@pytest.mark.parametrize("make", [Path.touch, Path.mkdir, lambda path: path.symlink_to("nowhere")])
def test_what_is_there_is_not_touched(tmp_path: Path, make: Callable[[Path], None]) -> None:
    """Whatever it is."""
    path = tmp_path / "x"
    make(path)
    before = path.lstat()
    with pytest.raises(FileExistsError):
        files.create_whole(path, b"text")
    assert path.lstat() == before
    assert [each.name for each in tmp_path.iterdir()] == ["x"]


@pytest.mark.parametrize("call", ["write", "fsync", "link"])
def test_a_new_file_that_cannot_be_written_leaves_nothing(tmp_path: Path, calls: SystemCalls, call: str) -> None:
    """Not even its name."""
    calls.fail_every(call, errno.ENOSPC)
    with pytest.raises(OSError, match="No space"):
        files.create_whole(tmp_path / "x", b"text")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("number", [errno.EPERM, errno.EOPNOTSUPP])
def test_a_new_file_needs_no_hard_links(tmp_path: Path, calls: SystemCalls, number: int) -> None:
    """FAT has none; an existing file is not touched there either."""
    calls.fail_every("link", number)
    files.create_whole(tmp_path / "x", b"text")
    with pytest.raises(FileExistsError):
        files.create_whole(tmp_path / "x", b"other")
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("x", b"text")]


def test_a_file_for_others_gets_the_usual_mode(tmp_path: Path) -> None:
    """What the system takes away from new files is taken away, and no more; one that is there keeps its own."""
    before = os.umask(0o027)
    try:
        files.write_whole(tmp_path / "page.html", b"x", is_private=False)
        files.write_whole(tmp_path / "own.toml", b"x")
    finally:
        os.umask(before)
    assert [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("page.html", "own.toml")] == [0o640, 0o600]

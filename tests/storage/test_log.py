"""The progress logs: several devices, faults, following what others append, and many writers at once."""

import errno
import hashlib
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from zlib import crc32

import pytest

from roadmap_tui.core.actions import undo
from roadmap_tui.core.marks import Device, Field, Mark
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.roadmap import RoadmapId
from roadmap_tui.errors import StorageError
from roadmap_tui.formats.progress_jsonl import dumps
from roadmap_tui.storage import log as log_module
from roadmap_tui.storage.log import Problems, ProgressLog
from tests.conftest import NOON
from tests.mark_strategies import OWN, ROADMAP, some_mark
from tests.storage.conftest import SystemCalls, at_most, file_size_limit

WRITERS, MARKS_EACH = 5, 40
WRITER = f"""
import sys
from datetime import datetime, UTC
from pathlib import Path
from roadmap_tui.core.marks import Device, Field, Mark
from roadmap_tui.storage.log import ProgressLog

log = ProgressLog(Path(sys.argv[1]), Device("laptop"))
sys.stdin.read()
for number in range({MARKS_EACH}):
    step = f"{{sys.argv[2]}}-{{number}}"
    log.append([Mark(datetime.now(UTC), log.device, "small", "t", Field.STATUS, "done", "T", step)])
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the logs are; not there yet."""
    return tmp_path / "share" / "progress"


@pytest.fixture
def log(folder: Path) -> ProgressLog:
    """The logs, seen from the laptop."""
    return ProgressLog(folder, OWN)


@pytest.fixture
def phone(folder: Path) -> ProgressLog:
    """The same logs, seen from the phone."""
    return ProgressLog(folder, Device("phone"))


def mark(second: int, device: str = OWN) -> Mark:
    """A mark like no other."""
    return some_mark(f"t{second}", second=second, device=device)


def own(*seconds: int) -> list[Mark]:
    """Marks made on the laptop."""
    return [mark(second) for second in seconds]


def others(*seconds: int) -> list[Mark]:
    """Marks made on the phone."""
    return [mark(second, "phone") for second in seconds]


def no_problems() -> Problems:
    """All is well."""
    return Problems((), 0, ())


# Reading and appending.


def test_there_is_nothing_to_read_at_first(log: ProgressLog) -> None:
    """And looking creates nothing."""
    assert log.read() == ()
    assert not log.folder.parent.exists()


def test_what_was_appended_is_read_again(log: ProgressLog) -> None:
    """By the next start of the program, byte for byte what was handed in."""
    log.append(own(1, 2))
    log.append(own(3))
    assert ProgressLog(log.folder, OWN).read() == tuple(own(1, 2, 3))
    assert log.path.read_bytes() == dumps(own(1, 2, 3))


def test_only_this_devices_file_is_written(log: ProgressLog, phone: ProgressLog) -> None:
    """Whatever else is in the folder."""
    phone.append(others(1))
    before = phone.path.read_bytes()
    log.append(own(2))
    log.read()
    assert phone.path.read_bytes() == before
    assert sorted(path.name for path in log.folder.iterdir()) == ["laptop.jsonl", "phone.jsonl"]


def test_every_devices_marks_are_read(log: ProgressLog, phone: ProgressLog) -> None:
    """Each under the name of its file."""
    phone.append(others(1))
    log.append(own(2))
    assert sorted(log.read()) == [*others(1), *own(2)]


@pytest.mark.parametrize(
    "name",
    [
        "laptop.sync-conflict-20261122-120000-ABCDEFG.jsonl",
        "laptop (conflicted copy 2026-11-22).jsonl",
        "laptop-DESKTOP.jsonl",
        "\x1b]0;x.jsonl",
    ],
)
def test_conflict_copies_are_further_logs(log: ProgressLog, name: str) -> None:
    """What stands only in one of them counts, what stands in both does no harm."""
    log.append(own(1, 2))
    (log.folder / name).write_bytes(dumps(own(2, 3)))
    progress = Progress(ROADMAP, OWN).with_marks(log.read())
    assert {each.topic for each in progress.marks()} == {"t1", "t2", "t3"}
    assert log.problems == no_problems()


@pytest.mark.parametrize("name", ["laptop.jsonl.tmp", "laptop.jsonl~", ".jsonl", "notes.txt", "laptop.json"])
def test_other_files_are_passed_over(log: ProgressLog, name: str) -> None:
    """Temporary and backup files are not logs."""
    log.append(own(1))
    (log.folder / name).write_bytes(b"rubbish")
    assert log.read() == tuple(own(1))
    assert log.problems == no_problems()


def test_undo_works_after_a_restart(log: ProgressLog) -> None:
    """The log is all that is needed."""
    log.append(own(1, 2))
    progress = Progress(ROADMAP, OWN).with_marks(ProgressLog(log.folder, OWN).read())
    assert [made.topic for made in undo(progress, NOON)] == ["t2"]


def test_reading_writes_nothing_and_takes_no_lock(log: ProgressLog, calls: SystemCalls) -> None:
    """Read commands leave no trace."""
    log.append(own(1))
    calls.watch("write", "fsync", "mkdir", "ftruncate", "rename", "unlink")
    assert len(log.read()) == 1
    assert calls.made == []


# Problems.


def test_damaged_lines_are_named_with_file_and_line(log: ProgressLog) -> None:
    """What is whole still counts."""
    log.append(own(1, 2, 3))
    lines = log.path.read_bytes().splitlines(keepends=True)
    log.path.write_bytes(lines[0] + lines[1].replace(b"done", b"doom") + lines[2])
    assert log.read() == tuple(own(1, 3))
    (sentence,) = log.problems.sentences()
    assert sentence == f"{log.path}:2: this line is incomplete or was changed after it was written."


def test_a_cut_log_keeps_its_whole_lines_at_every_length(log: ProgressLog, folder: Path) -> None:
    """The torn one is reported, and the next append is not glued to it: both sides read back."""
    whole = dumps(own(1, 2))
    folder.mkdir(parents=True)
    for length in range(len(whole) + 1):
        log.path.write_bytes(whole[:length])
        arrived = tuple(made for made in own(1, 2) if dumps([made])[:-1] in whole[:length])
        fresh = ProgressLog(folder, OWN)
        assert fresh.read() == arrived
        is_torn = whole[:length].rpartition(b"\n")[2] not in (b"", *(dumps([made])[:-1] for made in arrived))
        assert len(fresh.problems.damaged) == is_torn
        fresh.append(own(9))
        again = ProgressLog(folder, OWN)
        assert again.read() == (*arrived, *own(9))
        assert len(again.problems.damaged) == is_torn


@pytest.mark.parametrize("tail", [b"\x00" * 100, b"\x00" * 100 + b"\n", b"\xff", b"{", b"<<<<<<< ours\n"])
def test_rubbish_at_the_end_is_set_aside(log: ProgressLog, tail: bytes) -> None:
    """It stays where it is, and what comes after it counts."""
    log.append(own(1))
    with log.path.open("ab") as file:
        file.write(tail)
    log.append(own(2))
    assert ProgressLog(log.folder, OWN).read() == tuple(own(1, 2))
    assert log.path.read_bytes().startswith(dumps(own(1)) + tail)


def test_a_newer_versions_lines_are_counted_kept_and_said_once(log: ProgressLog) -> None:
    """The file is only ever appended to."""
    body = dumps(own(1)).replace(b'"v":1', b'"v":2').partition(b',"crc"')[0]
    log.append(own(1))
    with log.path.open("ab") as file:
        file.write(3 * (body + b',"crc":"%08x"}\n' % crc32(body)))
    before = log.path.read_bytes()
    assert log.read() == tuple(own(1))
    assert log.problems == Problems((), 3, ())
    assert log.problems.sentences() == ["3 marks of a newer version of roadmap-tui cannot be shown."]
    log.append(own(2))
    kept = log.path.read_bytes()[: len(before)]
    assert hashlib.sha256(kept).digest() == hashlib.sha256(before).digest()


def test_problems_come_worst_first() -> None:
    """A whole log, then lines, then what only a newer version understands."""
    sentences = Problems(("line",), 2, ("log",)).sentences()
    assert sentences[:2] == ["log", "line"]
    assert len(sentences) == 3
    assert no_problems().sentences() == []


# What cannot be read or written.


def test_an_unreadable_log_of_our_own_is_an_error(log: ProgressLog) -> None:
    """Showing what is left would show the user's progress as lost."""
    log.path.mkdir(parents=True)
    with pytest.raises(StorageError, match="it is a folder, not a file"):
        log.read()
    with pytest.raises(StorageError, match="it is a folder, not a file"):
        log.append(own(1))


def test_another_devices_unreadable_log_is_named(log: ProgressLog, phone: ProgressLog) -> None:
    """And the rest is shown; once it can be read again, it is."""
    log.append(own(1))
    phone.path.mkdir()
    assert log.read() == tuple(own(1))
    (sentence,) = log.problems.unreadable
    assert sentence == f"Could not read the progress in {phone.path}: it is a folder, not a file."
    phone.path.rmdir()
    phone.append(others(2))
    assert log.read() == tuple(others(2))
    assert log.problems == no_problems()


def test_a_pipe_among_the_logs_is_not_waited_for(log: ProgressLog, phone: ProgressLog) -> None:
    """It is named like any other log that cannot be read."""
    log.append(own(1))
    os.mkfifo(phone.path)
    with at_most(1):
        assert log.read() == tuple(own(1))
    assert len(log.problems.unreadable) == 1


def test_a_log_that_is_too_large_is_named(
    log: ProgressLog, phone: ProgressLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unread: another's is named, our own is an error."""
    monkeypatch.setattr(log_module, "MAX_BYTES", 200)
    phone.append(others(1, 2, 3))
    assert log.read() == ()
    assert log.problems.unreadable == (f"Could not read the progress in {phone.path}: the file is too large.",)
    with pytest.raises(StorageError, match="the file is too large"):
        phone.read()


def test_a_folder_that_cannot_be_listed_is_an_error(log: ProgressLog) -> None:
    """A file may stand in its place."""
    log.folder.parent.mkdir()
    log.folder.write_bytes(b"mine")
    with pytest.raises(StorageError, match="there is a file where a folder should be"):
        log.read()
    with pytest.raises(StorageError, match="there is a file where a folder should be"):
        log.append(own(1))


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "your disk quota is used up"),
        (errno.EROFS, "the disk is read-only"),
        (errno.EIO, "the disk reports an error"),
        (errno.ENOMEM, "cannot allocate memory"),
    ],
)
def test_a_failed_save_says_why(log: ProgressLog, calls: SystemCalls, number: int, words: str) -> None:
    """With the file, and the marks saved before as they were."""
    log.append(own(1))
    calls.fail_every("write", number)
    with pytest.raises(StorageError) as caught:
        log.append(own(2))
    assert str(caught.value) == f"Could not save: {words} ({log.path})."
    assert log.path.read_bytes() == dumps(own(1))


def test_what_could_not_be_saved_is_saved_when_space_returns(log: ProgressLog) -> None:
    """Nothing of the failed attempt is left in between."""
    log.append(own(1))
    with file_size_limit(log.path.stat().st_size + 7), pytest.raises(StorageError, match="the disk is full"):
        log.append(own(2))
    log.append(own(2))
    assert log.path.read_bytes() == dumps(own(1, 2))


def test_a_save_that_failed_at_the_fsync_may_be_repeated(log: ProgressLog, calls: SystemCalls) -> None:
    """The marks stand there twice, which is harmless."""
    log.append(own(1))
    calls.watch("fsync")
    calls.fail(0)
    with pytest.raises(StorageError, match="the disk reports an error"):
        log.append(own(2))
    log.append(own(2))
    assert set(ProgressLog(log.folder, OWN).read()) == set(own(1, 2))


def test_text_that_is_no_text_is_refused_before_the_file_is_touched(log: ProgressLog) -> None:
    """A lone surrogate cannot be written down."""
    with pytest.raises(StorageError, match="surrogates not allowed"):
        log.append([some_mark(value="\ud800", field=Field.NOTE)])
    assert not log.folder.exists()


# Following.


def test_only_what_is_new_is_read(log: ProgressLog, phone: ProgressLog) -> None:
    """What others append shows at the next look."""
    phone.append(others(1))
    assert log.read() == tuple(others(1))
    assert log.read() == ()
    phone.append(others(2, 3))
    assert log.read() == tuple(others(2, 3))


def test_what_we_wrote_ourselves_is_not_read_again(log: ProgressLog) -> None:
    """Whoever appends has the marks already; what another window wrote in between is read all the same."""
    log.append(own(1))
    log.read()
    log.append(own(2))
    assert log.read() == ()
    ProgressLog(log.folder, OWN).append(own(3))
    log.append(own(4))
    assert set(own(3)) <= set(log.read())
    log.append(own(5))
    with log.path.open("ab") as file:
        file.write(b"rubbish\n")
    assert log.read() == ()
    assert [sentence.split(":")[1] for sentence in log.problems.damaged] == ["6"]


def test_a_log_that_did_not_change_is_not_opened(log: ProgressLog, calls: SystemCalls) -> None:
    """Looking costs one stat a file."""
    log.append(own(1))
    log.read()
    calls.watch("open")
    assert log.read() == ()
    assert calls.made == []


def test_two_windows_of_one_device_see_each_other(log: ProgressLog) -> None:
    """They share a log."""
    window = ProgressLog(log.folder, OWN)
    log.append(own(1))
    assert window.read() == tuple(own(1))
    window.append(own(2))
    assert set(own(2)) <= set(log.read())


def test_a_line_that_is_still_being_written_counts_once_it_is_whole(log: ProgressLog, phone: ProgressLog) -> None:
    """It is torn until then, and not for ever."""
    line = dumps(others(2))
    phone.append(others(1))
    with phone.path.open("ab") as file:
        file.write(line[:30])
    assert log.read() == tuple(others(1))
    assert len(log.problems.damaged) == 1
    with phone.path.open("ab") as file:
        file.write(line[30:])
    assert log.read() == tuple(others(2))
    assert log.problems == no_problems()


def test_lines_keep_their_numbers_from_one_look_to_the_next(log: ProgressLog, phone: ProgressLog) -> None:
    """A damaged line is named by its place in the file."""
    phone.append(others(1, 2))
    log.read()
    with phone.path.open("ab") as file:
        file.write(b"rubbish\n")
    phone.append(others(3))
    assert log.read() == tuple(others(3))
    assert [sentence.split(":")[1] for sentence in log.problems.damaged] == ["3"]


def test_a_log_that_was_replaced_is_read_anew(log: ProgressLog, phone: ProgressLog, tmp_path: Path) -> None:
    """A sync tool renames the new version into place."""
    phone.append(others(1, 2))
    log.read()
    (tmp_path / "new").write_bytes(dumps(others(3, 4, 5)))
    (tmp_path / "new").rename(phone.path)
    assert log.read() == tuple(others(3, 4, 5))


@pytest.mark.parametrize("left", [0, 1])
def test_a_log_that_was_cut_is_read_anew(log: ProgressLog, phone: ProgressLog, left: int) -> None:
    """And followed from there; marks that come again are harmless."""
    phone.append(others(1, 2))
    log.read()
    phone.path.write_bytes(dumps(others(1)[:left]))
    assert log.read() == tuple(others(1)[:left])
    phone.append(others(3))
    assert log.read() == tuple(others(3))


def test_a_log_that_was_copied_over_is_read_anew(log: ProgressLog, phone: ProgressLog) -> None:
    """`cp` writes into the same file."""
    phone.append(others(1))
    log.read()
    phone.path.write_bytes(dumps(others(20, 21, 22)))
    assert log.read() == tuple(others(20, 21, 22))
    assert log.problems == no_problems()


def test_a_failed_look_loses_nothing(log: ProgressLog, folder: Path) -> None:
    """What was read of other logs before the fault comes at the next look."""
    desk = ProgressLog(folder, Device("desk"))
    desk.append([mark(1, "desk")])
    log.path.mkdir()
    with pytest.raises(StorageError):
        log.read()
    log.path.rmdir()
    assert log.read() == (mark(1, "desk"),)


def test_a_log_that_vanishes_is_no_fault(log: ProgressLog, phone: ProgressLog) -> None:
    """What was read of it stays with the user until the next start."""
    phone.append(others(1))
    log.read()
    phone.path.unlink()
    assert log.read() == ()
    assert log.problems == no_problems()


# Many at once.


def test_many_writers_lose_nothing(folder: Path) -> None:
    """Five processes append to one log, line by line."""
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(folder), str(number)], stdin=subprocess.PIPE)
        for number in range(WRITERS)
    ]
    for writer in writers:
        assert writer.stdin
        writer.stdin.close()
    assert [writer.wait(timeout=30) for writer in writers] == [0] * WRITERS
    log = ProgressLog(folder, OWN)
    steps = [made.step for made in log.read()]
    assert sorted(steps) == sorted(f"{w}-{n}" for w in range(WRITERS) for n in range(MARKS_EACH))
    assert log.problems == no_problems()


# Our own log changed by another program


def older_by_rename(path: Path, data: bytes) -> None:
    """As `git stash`, a restored backup and most sync programs do."""
    new = path.with_suffix(".new")
    new.write_bytes(data)
    new.rename(path)


def older_in_place(path: Path, data: bytes) -> None:
    """As `cp` does."""
    path.write_bytes(data)


def shorter_with_a_foreign_line(path: Path, data: bytes) -> None:
    """A line that we did not write follows the older ones."""
    path.write_bytes(data + dumps([mark(77)]))


def longer_with_foreign_lines(path: Path, data: bytes) -> None:
    """The file is longer than what we have read of it."""
    path.write_bytes(data + dumps([mark(second) for second in range(60, 80)]))


def of_the_same_length(path: Path, data: bytes) -> None:
    """Only the time of change tells."""
    path.write_bytes(data + b" " * (path.stat().st_size - len(data) - 1) + b"\n")


def emptied(path: Path, data: bytes) -> None:
    """Nothing is left."""
    assert data
    path.write_bytes(b"")


def deleted(path: Path, data: bytes) -> None:
    """Nor is the file."""
    assert data
    path.unlink()


def folder_moved_away(path: Path, data: bytes) -> None:
    """With every log in it."""
    assert data
    path.parent.rename(path.parent.with_name("moved"))


def data_folder_moved_away(path: Path, data: bytes) -> None:
    """With everything."""
    assert data
    path.parents[1].rename(path.parents[1].with_name("moved"))


WAYS = [
    older_by_rename,
    older_in_place,
    shorter_with_a_foreign_line,
    longer_with_foreign_lines,
    of_the_same_length,
    emptied,
    deleted,
    folder_moved_away,
    data_folder_moved_away,
]


@pytest.mark.parametrize("change", WAYS)
@pytest.mark.parametrize("ticks_on", [False, True])
def test_lines_that_another_program_took_out_are_written_again(
    log: ProgressLog, change: Callable[[Path, bytes], None], ticks_on: bool
) -> None:
    """Each of them once, whether or not a further tick comes before anything is noticed."""
    log.append(own(1, 2))
    log.read()
    log.append(own(3, 4))
    log.read()
    change(log.path, dumps(own(1)))
    expected = own(1, 2, 3, 4)
    if ticks_on:
        log.append(own(5))
        expected += own(5)
    log.read()
    assert log.missing == log.restore() > 0
    assert log.missing == log.restore() == 0
    fresh = [each for each in ProgressLog(log.folder, OWN).read() if each.at < mark(60).at]
    assert sorted(fresh) == expected
    log.read()
    assert log.restore() == 0


def test_a_log_that_was_replaced_by_itself_is_not_written_to(log: ProgressLog) -> None:
    """A sync program may put the same file in place, or one with more lines of ours."""
    log.append(own(1, 2))
    log.read()
    older_by_rename(log.path, dumps(own(1, 2, 3)))
    assert sorted(log.read()) == own(1, 2, 3)
    assert log.restore() == 0


def test_lines_of_other_roadmaps_and_of_newer_versions_are_restored_too(log: ProgressLog) -> None:
    """Everything that was read of our own log, understood or not."""
    strange = b'{"v":99}\n' + dumps([mark(1)._replace(roadmap=RoadmapId("other"))])
    log.folder.mkdir(parents=True)
    log.path.write_bytes(strange)
    log.read()
    log.path.unlink()
    log.read()
    assert log.restore() == 2
    assert log.path.read_bytes() == strange


def test_what_cannot_be_restored_at_once_is_tried_again(log: ProgressLog) -> None:
    """And counts as missing for so long."""
    log.append(own(1))
    log.read()
    log.path.unlink()
    log.path.mkdir()
    with pytest.raises(StorageError):
        log.read()
    log.path.rmdir()
    with file_size_limit(7):
        log.read()
        with pytest.raises(StorageError):
            log.restore()
    assert log.missing == 1
    assert log.restore() == 1
    assert ProgressLog(log.folder, OWN).read() == tuple(own(1))


def test_other_logs_are_theirs_to_restore(log: ProgressLog, phone: ProgressLog) -> None:
    """The other device has its marks."""
    phone.append(others(1))
    log.read()
    phone.path.unlink()
    log.read()
    assert log.restore() == 0


@pytest.mark.parametrize("ways", [["rename"], ["rename"] * 3, ["cut"], ["unlink"], ["unlink", "rename", "cut"]])
def test_an_append_that_races_with_a_replacement_is_done_again(
    log: ProgressLog, monkeypatch: pytest.MonkeyPatch, ways: list[str]
) -> None:
    """The fsync is the last moment at which it can be checked."""
    log.append(own(1))
    older, left, fsync = dumps(own(1)), ways.copy(), os.fsync

    def race(descriptor: int) -> None:
        fsync(descriptor)
        if left and stat.S_ISREG(os.fstat(descriptor).st_mode):
            match left.pop():
                case "rename":
                    older_by_rename(log.path, older)
                case "cut":
                    os.truncate(log.path, len(older))
                case _:
                    log.path.unlink()

    monkeypatch.setattr(os, "fsync", race)
    log.append(own(2))
    assert not left
    assert set(own(2)) <= set(ProgressLog(log.folder, OWN).read())


def test_a_log_that_arrives_in_pieces_is_damaged_only_until_it_is_whole(log: ProgressLog, phone: ProgressLog) -> None:
    """A sync program may write the end first; the holes are zeros."""
    whole = dumps(others(1, 2, 3))
    log.folder.mkdir(parents=True)
    phone.path.write_bytes(b"\0" * 50 + whole[50:])
    assert set(log.read()) == set(others(2, 3))
    assert len(log.problems.damaged) == 1
    phone.path.write_bytes(whole)
    assert set(others(1)) <= set(log.read())
    assert log.problems == no_problems()


# Long logs


@pytest.mark.parametrize("is_dangling", [False, True])
def test_a_log_that_is_a_symbolic_link_is_read_and_continued_beside_it(
    log: ProgressLog, tmp_path: Path, is_dangling: bool
) -> None:
    """What it points to is not written to, and no mark is refused."""
    target = tmp_path / "elsewhere.jsonl"
    before, new = some_mark("before"), some_mark("new")
    target.write_bytes(dumps([before]))
    log.folder.mkdir(parents=True, exist_ok=True)
    log.path.symlink_to(tmp_path / "nowhere" if is_dangling else target)
    log.append([new])
    assert target.read_bytes() == dumps([before])
    assert set(ProgressLog(log.folder, OWN).read()) == ({new} if is_dangling else {before, new})


def test_a_log_that_would_become_too_long_is_continued_in_a_further_file(
    log: ProgressLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is appended can always be read, and the steps keep their order."""
    monkeypatch.setattr(log_module, "_MAX_LOG_BYTES", 1000)
    monkeypatch.setattr(log_module, "MAX_BYTES", 1000)
    for second in range(30):
        log.append(own(second))
    log.append(own(*range(30, 60)))
    files = sorted(log.folder.iterdir())
    assert len(files) >= 10
    assert all(path.stat().st_size <= 1000 for path in files)
    assert ProgressLog(log.folder, OWN).read() == tuple(own(*range(60)))
    assert log.problems == no_problems()


# Copies


@pytest.mark.parametrize(
    "name", ["laptop.sync-conflict-20261101-123456-ABC.jsonl", "laptop.jsonl.orig", "laptop 2.jsonl"]
)
def test_the_marks_of_a_copy_are_those_of_its_device(log: ProgressLog, name: str) -> None:
    """Each counts once, and what only the copy has can be undone."""
    log.append(own(1))
    (log.folder / name).write_bytes(dumps(own(1, 2)) + b"a line of a merge tool\n")
    progress = Progress(ROADMAP, OWN).with_marks(log.read())
    assert sorted(progress.marks()) == own(1, 2)
    assert len(list(progress.undoable)) == 2
    assert log.problems == no_problems()


def test_hidden_files_are_no_logs(log: ProgressLog) -> None:
    """They may hold anything."""
    log.append(own(1))
    for name in ("._laptop.jsonl", ".#laptop.jsonl", "~$laptop.jsonl", ".syncthing.laptop.jsonl.tmp"):
        (log.folder / name).write_bytes(b"\0\1\2")
    assert log.read() == tuple(own(1))
    assert log.problems == no_problems()

"""The report of an unexpected error."""

import errno
import os
import stat
from pathlib import Path

import pytest

from roadmap_tui import __version__
from roadmap_tui.storage.crash_report import write_report
from tests.storage.conftest import SystemCalls, at_most, umask


def report(path: Path, message: str) -> str:
    """Crash, and write it down."""
    try:
        raise ZeroDivisionError(message)
    except ZeroDivisionError:
        return write_report(path)


def test_a_report_has_everything_a_bug_report_needs(tmp_path: Path) -> None:
    """Version, kind and place of the error, in a folder that is made for it."""
    path = tmp_path / "state" / "error.log"
    assert report(path, "oh dear") == f"The report is in {path}."
    written = path.read_text()
    assert f"roadmap-tui {__version__}\n" in written
    assert "ZeroDivisionError: oh dear" in written
    assert "test_crash_report.py" in written


def test_reports_are_added_to_each_other(tmp_path: Path) -> None:
    """The first one is often the one that matters."""
    for message in ("first", "second"):
        report(tmp_path / "error.log", message)
    written = (tmp_path / "error.log").read_text()
    assert written.index("first") < written.index("second")


@pytest.mark.parametrize("hostile", ["\x1b]0;x\x07", "\x9b31m", "\u202e", "\ud800"])
def test_a_report_is_harmless_to_read(tmp_path: Path, hostile: str) -> None:
    """The error's text may come from a stranger's file."""
    report(tmp_path / "error.log", f"bad title {hostile}")
    written = (tmp_path / "error.log").read_text()
    assert "bad title" in written
    assert hostile not in written


@pytest.mark.parametrize(("number", "why"), [(errno.EROFS, "the disk is read-only"), (errno.ENOSPC, "disk is full")])
def test_a_report_that_cannot_be_written_says_so(tmp_path: Path, calls: SystemCalls, number: int, why: str) -> None:
    """In place of where it is."""
    calls.fail_every("mkdir", number)
    said = report(tmp_path / "state" / "error.log", "oh dear")
    assert said.startswith("The report could not be written to ")
    assert why in said


def test_a_folder_in_the_place_of_the_report_is_said(tmp_path: Path) -> None:
    """An error on the way out must not hide the first one."""
    assert "it is a folder" in report(tmp_path, "oh dear")


def test_a_report_is_for_its_owner_alone(tmp_path: Path) -> None:
    """It may quote notes."""
    with umask(0):
        report(tmp_path / "state" / "error.log", "oh dear")
    assert stat.S_IMODE((tmp_path / "state" / "error.log").stat().st_mode) == 0o600


def test_a_pipe_or_a_link_in_its_place_takes_no_report(tmp_path: Path) -> None:
    """And nobody waits for the pipe's reader."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    with at_most(1):
        said = [report(tmp_path / name, "oh dear") for name in ("pipe", "link")]
    assert all(each.startswith("The report could not be written to ") for each in said)
    assert not (tmp_path / "elsewhere").exists()

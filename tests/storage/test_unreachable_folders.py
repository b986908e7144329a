"""A folder that cannot be entered: one sentence with its path and the reason, and the exit codes of the README."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from roadmap_tui.storage import device, library, session
from roadmap_tui.storage.locations import Locations
from tests.cli.conftest import Program
from tests.cli.conftest import program as program  # a fixture

ERRORS = [errno.EACCES, errno.ENOTCONN, errno.ENAMETOOLONG]
CALLS = ("stat", "lstat", "open", "listdir", "scandir", "mkdir", "readlink")


def shut(monkeypatch: pytest.MonkeyPatch, folder: Path, number: int) -> None:
    """Every call on the folder, or on anything in it, fails."""

    def failing(call: Callable[..., Any]) -> Callable[..., Any]:
        def watched(path: Any, *arguments: Any, **options: Any) -> Any:
            if isinstance(path, str | os.PathLike) and Path(path).is_relative_to(folder):
                raise OSError(number, os.strerror(number), str(path))
            return call(path, *arguments, **options)

        return watched

    for name in CALLS:
        monkeypatch.setattr(os, name, failing(getattr(os, name)))


@pytest.fixture(params=ERRORS, ids=[errno.errorcode[number] for number in ERRORS])
def shut_folder(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    return lambda folder: shut(monkeypatch, folder, request.param)


COMMANDS: list[list[str]] = [
    *(["roadmaps"], ["next", "-r", "backend"], ["done", "-r", "backend", "git"], ["new", "mine"], ["remove", "mine"]),
    *(["update", "backend"], ["diff", "backend", "backend"], ["stats", "-r", "backend"]),
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_roadmaps_out_of_reach_are_named_with_the_reason(
    program: Program, shut_folder: Callable[[Path], None], command: list[str]
) -> None:
    """The exit code is that of files which cannot be read."""
    shut_folder(program.locations.roadmaps)
    ran = program(*command)
    assert ran.code == 5
    assert str(program.locations.roadmaps) in ran.err
    assert "output" not in ran.err


@pytest.mark.parametrize("name", ["data", "config", "state", "cache", "roadmaps", "progress", "drafts"])
def test_the_doctor_runs_whatever_is_out_of_reach(
    program: Program, shut_folder: Callable[[Path], None], name: str
) -> None:
    """It names the folder; without a word, and with a roadmap."""
    folder = getattr(program.locations, name)
    shut_folder(folder)
    for words in ([], ["-r", "backend"], ["-r", str(program.roadmap)], ["--fix"]):
        ran = program("doctor", *words)
        assert ran.code == 1
        assert str(folder) in ran.out
        assert not ran.err


@pytest.mark.parametrize("name", ["config", "state", "cache"])
def test_marks_are_saved_whatever_else_is_out_of_reach(
    program: Program, shut_folder: Callable[[Path], None], name: str
) -> None:
    """Settings, session and caches stop nothing."""
    shut_folder(getattr(program.locations, name))
    assert program("done", "redis").code == 0
    assert program.statuses()["redis"] == "done"


def test_the_last_roadmap_out_of_reach_gives_the_reason(
    program: Program, shut_folder: Callable[[Path], None], tmp_path: Path
) -> None:
    """It is not said to be gone; and the app opens the default one."""
    last = tmp_path / "mount" / "x.toml"
    session.save(program.locations.session, session.Session(str(last)))
    shut_folder(tmp_path / "mount")
    ran = program("next", "-r", "")
    assert ran.code == 3
    assert f"{last}, cannot be opened: " in ran.err
    assert library.last_or_bundled(str(last), program.locations.roadmaps) == library.BUNDLED_ID


def test_the_roadmap_of_the_settings_out_of_reach_gives_the_reason(
    program: Program, shut_folder: Callable[[Path], None], tmp_path: Path
) -> None:
    """The default one takes its place."""
    program.locations.config.mkdir()
    program.locations.settings.write_text(f'roadmap = "{tmp_path}/mount/x.toml"\n')
    shut_folder(tmp_path / "mount")
    ran = program("next", "-r", "")
    assert ran.code == 0
    assert f"{tmp_path}/mount/x.toml cannot be opened: " in ran.err


@pytest.mark.parametrize("command", ["import", "check", "diff"])
def test_a_source_out_of_reach_gives_the_reason(
    program: Program, shut_folder: Callable[[Path], None], tmp_path: Path, command: str
) -> None:
    """The exit code is that of an import that cannot be read."""
    source = tmp_path / "mount" / "x.md"
    shut_folder(tmp_path / "mount")
    ran = program(command, str(source), *(["backend"] if command == "diff" else []))
    assert ran.code in (1, 4)
    assert str(source) in ran.err + ran.out
    assert "output" not in ran.err


def test_a_device_has_a_name_whatever_is_out_of_reach(
    locations: Locations, shut_folder: Callable[[Path], None]
) -> None:
    """The doctor has to start."""
    shut_folder(locations.data)
    assert device.load(locations).name


@pytest.mark.skipif(os.geteuid() == 0, reason="rights stop nobody")
def test_rights_that_are_missing_give_the_reason(program: Program) -> None:
    """The same without any injection."""
    program("new", "mine")
    program.locations.roadmaps.chmod(0)
    try:
        ran = program("roadmaps")
    finally:
        program.locations.roadmaps.chmod(0o700)
    assert ran.code == 5
    assert f"{program.locations.roadmaps}: you have no permission" in ran.err


@pytest.mark.parametrize("reference", ["x" * 300 + ".toml", "x" * 300 + "/y.toml"])
def test_a_name_that_is_too_long_gives_the_reason(program: Program, reference: str) -> None:
    """As a roadmap, as a source, as what is removed."""
    for command in (["next", "-r", reference], ["import", reference], ["remove", reference], ["diff", reference, "x"]):
        ran = program(*command)
        assert ran.code in (2, 3, 4)
        assert "output" not in ran.err

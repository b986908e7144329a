"""How a command ends: every error has its exit code and its line, and nothing ends in a traceback."""

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from roadmap_tui.cli import run
from roadmap_tui.cli.context import Context
from roadmap_tui.core.marks import Device
from roadmap_tui.core.roadmap import NodeId, RoadmapId
from roadmap_tui.storage import session
from roadmap_tui.storage.device import OwnDevice
from roadmap_tui.storage.locations import Locations
from roadmap_tui.storage.session import Session, ViewState
from tests.cli.conftest import Program


@pytest.fixture
def broken(locations: Locations) -> Callable[[BaseException], Context]:
    """Makes a context in which asking for the time goes wrong."""

    def make(error: BaseException) -> Context:
        def now() -> datetime:
            raise error

        return Context(locations, OwnDevice(Device("laptop")), now)

    return make


@contextmanager
def stdout_at(descriptor: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Puts a file in the place of stdout; what its end makes of what is still in the buffer does not matter."""
    stream = os.fdopen(descriptor, "w")
    monkeypatch.setattr(sys, "stdout", stream)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            stream.close()


def closed_pipe() -> int:
    """A pipe whose reader has gone, as with `| head -1`."""
    reader, writer = os.pipe()
    os.close(reader)
    return writer


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["show", "nosuch"], 3, 'no topic or section "nosuch"'),
        (["list", "--section", "nosuch"], 3, 'no topic or section "nosuch"'),
        (["list", "-r", "nosuch"], 3, 'no roadmap "nosuch"'),
        (["list", "-r", "/no/where.toml"], 4, "Could not read the roadmap /no/where.toml: there is no such file."),
        (["list", "--status", "finished"], 2, "invalid choice"),
        (["list", "--nosuch"], 2, "unrecognized arguments"),
        (["done"], 2, "the following arguments are required: TOPIC"),
        (["nosuch"], 2, "invalid choice"),
        (["next", "-n", "0"], 2, "give a whole number from 1"),
        (["open", "x"], 2, "needs a terminal"),
    ],
)
def test_an_error_is_said_on_stderr_and_has_its_code(
    program: Program, arguments: list[str], code: int, said: str
) -> None:
    """Stdout stays empty, so that nobody takes an error for data."""
    ran = program(*arguments)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_a_roadmap_with_mistakes_ends_a_reading_command(program: Program) -> None:
    """With every mistake and its line."""
    program.roadmap.write_text('format = 1\nid = "x"\ntitle = 1\n[a]\ntitel = "A"\n')
    ran = program("list")
    assert (ran.code, ran.out) == (4, "")
    assert f"{program.roadmap}:3: " in ran.err
    assert f"{program.roadmap}:5: " in ran.err


def test_an_unexpected_error_is_one_line_and_a_report(
    broken: Callable[[BaseException], Context], small_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The line has no text of the error, which may be a stranger's; the report has all of it."""
    context = broken(ZeroDivisionError("\x1b[31m oh"))
    assert run(["stats", "-r", str(small_file)], context) == 70
    said = capsys.readouterr().err
    assert said == (
        f"roadmap-tui made a mistake of its own (ZeroDivisionError). The report is in {context.locations.log}.\n"
    )
    assert "ZeroDivisionError: ␛[31m oh" in context.locations.log.read_text()


def test_an_unexpected_error_is_said_even_if_it_cannot_be_written_down(
    broken: Callable[[BaseException], Context], small_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One fault does not hide the other."""
    context = broken(ZeroDivisionError())
    context.locations.state.write_bytes(b"in the way")
    assert run(["stats", "-r", str(small_file)], context) == 70
    said = capsys.readouterr().err
    assert "(ZeroDivisionError). The report could not be written to" in said
    assert said.count("\n") == 1


def test_an_interruption_ends_quietly(
    broken: Callable[[BaseException], Context], small_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With 128 + SIGINT."""
    assert run(["stats", "-r", str(small_file)], broken(KeyboardInterrupt())) == 130
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("command", [["list"], ["stats", "--json"], ["next"]])
def test_a_reader_that_has_gone_is_no_error(
    program: Program, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    """With 128 + SIGPIPE, without a word, and without another error when the process ends."""
    with stdout_at(closed_pipe(), monkeypatch):
        ran = program(*command)
        print("what is still in the buffer", flush=True)
    assert (ran.code, ran.err) == (141, "")
    assert not program.locations.log.exists()


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["list", "--help"]])
@pytest.mark.parametrize(("is_full", "code"), [(False, 141), (True, 74)])
def test_help_and_version_end_as_every_output_does(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], is_full: bool, code: int
) -> None:
    """Quietly when the reader has gone, with a sentence when the disk is full."""
    with stdout_at(os.open("/dev/full", os.O_WRONLY) if is_full else closed_pipe(), monkeypatch):
        assert run(arguments) == code
    said = capsys.readouterr().err
    assert said.startswith("Could not write the output") if is_full else said == ""


def test_a_mark_is_on_disk_though_its_reader_has_gone(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """It was saved before it was said."""
    with stdout_at(closed_pipe(), monkeypatch):
        assert program("done", "sql").code == 141
    assert len(program.marks()) == 1


def test_a_full_disk_behind_stdout_is_not_our_mistake(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """As with `roadmap-tui list > /dev/full`."""
    with stdout_at(os.open("/dev/full", os.O_WRONLY), monkeypatch):
        ran = program("list")
    assert ran.code not in (0, 70)
    assert "mistake of its own" not in ran.err
    assert not program.locations.log.exists()


def test_a_stdout_that_is_closed_is_not_our_mistake(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """As with `roadmap-tui done sql >&-`: the mark is saved."""
    monkeypatch.setattr(sys, "stdout", None)
    assert program("done", "sql").code == 0
    sys.stdout.close()
    assert len(program.marks()) == 1


@pytest.mark.parametrize("arguments", [["list", "\x1b]0;x\x07"], ["paths", "\x9b31m"], ["stats", "--\u202e"]])
def test_arguments_are_repeated_harmlessly(program: Program, arguments: list[str]) -> None:
    """A shell may have put the name of a stranger's file there."""
    ran = program(*arguments)
    assert ran.code == 2
    assert not set("\x1b\x07\x9b\u202e") & set(ran.err)


@pytest.mark.parametrize("name", ["\x1b]0;x\x07", "\x9b31m\u202e", "\udcff"])
def test_names_that_are_not_found_are_repeated_harmlessly(program: Program, name: str) -> None:
    """Topics, roadmaps and paths."""
    for arguments in (["show", name], ["list", "-r", name], ["list", "-r", f"/{name}.toml"], ["check", name]):
        ran = program(*arguments)
        assert ran.code in (1, 3, 4)
        assert not set(name) & set("\x1b\x07\x9b\u202e\udcff") & set(ran.err + ran.out)


# Which roadmap is meant


def test_the_roadmap_used_last_is_meant_when_none_is_named(program: Program) -> None:
    """Else the bundled one."""
    left = Session().with_view(str(program.roadmap), RoadmapId("small"), ViewState(NodeId("data")))
    assert program("stats", "--json", "-r", "backend").json["roadmap"] == "backend"
    session.save(program.locations.session, left)
    assert run(["done", "sql"], program.context()) == 0
    assert program.marks()[0].roadmap == "small"


def test_another_roadmap_never_takes_the_place_of_the_one_used_last(
    program: Program, capsys: pytest.CaptureFixture[str]
) -> None:
    """When it is gone, marks must not go elsewhere, and the user is told how to name another."""
    session.save(program.locations.session, Session("/no/where.toml"))
    assert run(["done", "sql"], program.context()) == 3
    told = "The roadmap used last, /no/where.toml, is gone. Name another one; there are: backend.\n"
    assert capsys.readouterr().err == told
    assert (run(["update"], program.context()), capsys.readouterr().err) == (3, told)
    assert not program.locations.data.exists()


def test_without_a_session_the_bundled_roadmap_is_meant(program: Program, capsys: pytest.CaptureFixture[str]) -> None:
    """A damaged session is none."""
    program.locations.state.mkdir()
    program.locations.session.write_bytes(b"{")
    assert run(["stats"], program.context()) == 0
    assert capsys.readouterr().out.startswith("What to learn as a backend developer\n")


@pytest.mark.parametrize("reference", ["small", "sma"])
def test_a_roadmap_is_named_by_its_id_or_a_unique_beginning(program: Program, reference: str) -> None:
    """From the user's folder."""
    program.locations.roadmaps.mkdir(parents=True)
    program.roadmap.rename(program.locations.roadmaps / "small.toml")
    assert program("stats", "--json", "-r", reference).json["roadmap"] == "small"

"""What tests of the commands share: the program with a home of its own, run command by command."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from roadmap_tui.cli import run
from roadmap_tui.cli.context import Context
from roadmap_tui.core.marks import Device, Mark
from roadmap_tui.storage.device import OwnDevice
from roadmap_tui.storage.locations import Locations
from roadmap_tui.storage.log import ProgressLog
from tests.conftest import Clock

_WITHOUT_ROADMAP = {
    "check",
    "completion",
    "diff",
    "doctor",
    "import",
    "new",
    "open",
    "paths",
    "remove",
    "roadmaps",
    "schema",
    "update",
}


class Ran(NamedTuple):
    """What a command left."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it printed, for programs."""
        return json.loads(self.out)


class Program:
    """The program on the small roadmap; each call is a new start of it, a second later."""

    def __init__(self, locations: Locations, clock: Clock, roadmap: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.locations = locations
        self.clock = clock
        self.roadmap = roadmap
        self._capsys = capsys

    def __call__(self, command: str, *arguments: str) -> Ran:
        """Run one command."""
        self.clock.tick()
        named = [] if command in _WITHOUT_ROADMAP or "-r" in arguments else ["-r", str(self.roadmap)]
        try:
            code = run([command, *arguments, *named], self.context())
        except SystemExit as exit_:  # argparse ends the process by itself
            code = int(exit_.code or 0)
        return Ran(code, *self._capsys.readouterr())

    def context(self) -> Context:
        """The surroundings of one command."""
        return Context(self.locations, OwnDevice(Device("laptop")), self.clock)

    def log(self, device: str = "laptop") -> ProgressLog:
        """A device's log."""
        return ProgressLog(self.locations.progress, Device(device))

    def marks(self) -> list[Mark]:
        """Everything that is on disk, in the order it was written."""
        return list(self.log().read())

    def statuses(self) -> dict[str, str]:
        """The status of every topic, by the last part of its id."""
        return {entry["id"].rpartition(".")[2]: entry["status"] for entry in self("list", "--json").json}


@pytest.fixture
def program(locations: Locations, clock: Clock, small_file: Path, capsys: pytest.CaptureFixture[str]) -> Program:
    """The program, with nothing marked."""
    return Program(locations, clock, small_file, capsys)


@pytest.fixture
def context(locations: Locations, clock: Clock) -> Context:
    return Context(locations, OwnDevice(Device("laptop")), clock)


class Stream(io.TextIOWrapper):
    """A standard stream of any encoding, on a terminal or not, that remembers what was written."""

    def __init__(self, encoding: str = "utf-8", *, is_terminal: bool = False) -> None:
        super().__init__(io.BytesIO(), encoding=encoding, write_through=True)
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        """Whether somebody is looking."""
        return self._is_terminal

    @property
    def written(self) -> str:
        """What was written so far."""
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue().decode(self.encoding)


@pytest.fixture
def stdout(monkeypatch: pytest.MonkeyPatch) -> Callable[[Stream], Stream]:
    """Puts a stream in the place of stdout."""

    def replace(stream: Stream) -> Stream:
        monkeypatch.setattr(sys, "stdout", stream)
        return stream

    return replace

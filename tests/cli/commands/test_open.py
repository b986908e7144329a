"""Opening the app: only on a terminal, and with what was named."""

import sys
from collections.abc import Callable
from datetime import datetime

import pytest

from roadmap_tui.cli import run
from roadmap_tui.core.marks import Device
from roadmap_tui.core.settings import Settings, ThemeName
from roadmap_tui.storage.device import OwnDevice
from roadmap_tui.storage.locations import Locations
from roadmap_tui.storage.settings import LoadedSettings
from tests.cli.conftest import Program, Stream

Opened = list[tuple[Locations, Device, str | None]]
settings: list[Settings] = []
"""What the app was opened with."""


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    """What the app was opened with; it is closed at once."""
    calls: Opened = []

    def run_app(
        locations: Locations,
        own: OwnDevice,
        _now: Callable[[], datetime],
        reference: str | None,
        loaded: LoadedSettings,
        _waiting: object,
    ) -> int:
        calls.append((locations, own.name, reference))
        settings.append(loaded.settings)
        return 7

    monkeypatch.setattr("roadmap_tui.tui.launch.run_app", run_app)
    return calls


@pytest.fixture
def program_on(program: Program, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Program]:
    """Puts the program on a terminal; pytest owns the streams until the test itself begins."""

    def put(**streams: Stream | None) -> Program:
        for name in ("stdin", "stdout", "stderr"):
            monkeypatch.setattr(sys, name, streams.get(name, Stream(is_terminal=True)))
        return program

    return put


def test_open_hands_over_to_the_app(program_on: Callable[..., Program], opened: Opened) -> None:
    """With this user's files, and ends as the app ends."""
    program = program_on()
    assert program("open", "some/where.toml").code == 7
    assert opened == [(program.locations, "laptop", "some/where.toml")]


def test_without_a_command_the_app_opens_where_it_was_left(program_on: Callable[..., Program], opened: Opened) -> None:
    """Which roadmap that is, is for the app to find out."""
    assert run([], program_on().context()) == 7
    assert [reference for _, _, reference in opened] == [None]


def test_the_app_opens_with_the_settings_and_their_mistakes_are_said(
    program_on: Callable[..., Program], opened: Opened, locations: Locations
) -> None:
    """On stderr, before the screen is taken over, so that they are there to read afterwards."""
    locations.config.mkdir()
    locations.settings.write_text('theme = "high-contrast"\nglyphs = "asci"\n')
    error = Stream(is_terminal=True)
    assert program_on(stderr=error)("open", "x").code == 7
    assert settings[-1] == Settings(theme=ThemeName.HIGH_CONTRAST)
    assert f"{locations.settings}:2: glyphs must be one of" in error.written


@pytest.mark.parametrize("elsewhere", ["stdin", "stdout", "stderr"])
def test_without_a_terminal_there_is_one_line_and_no_control_byte(
    program_on: Callable[..., Program], opened: Opened, elsewhere: str
) -> None:
    """Whichever stream leads elsewhere; exit code 2."""
    error = Stream(is_terminal=elsewhere != "stderr")
    program = program_on(**{"stderr": error, elsewhere: error if elsewhere == "stderr" else Stream()})
    assert (program("open", "x").code, opened) == (2, [])
    assert error.written.startswith("The app needs a terminal.")
    assert error.written.count("\n") == 1
    assert error.written.strip().isprintable()


def test_a_dumb_terminal_is_none(
    program_on: Callable[..., Program], opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It can move no cursor."""
    monkeypatch.setenv("TERM", "dumb")
    assert (program_on()("open", "x").code, opened) == (2, [])


def test_a_stdin_that_is_closed_is_no_terminal(program_on: Callable[..., Program], opened: Opened) -> None:
    """As with `roadmap-tui <&-`."""
    assert (program_on(stdin=None)("open", "x").code, opened) == (2, [])


def test_saying_so_writes_nothing(program: Program) -> None:
    """Under pytest there is no terminal."""
    assert program("open", "x").code == 2
    assert not any(place.exists() for place in program.locations)

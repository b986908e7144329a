"""The commands about the program itself."""

from pathlib import Path

import pytest

from roadmap_tui import __version__
from roadmap_tui.cli import run
from roadmap_tui.cli.context import Context
from roadmap_tui.core.marks import Device
from roadmap_tui.storage.device import OwnDevice
from roadmap_tui.storage.locations import Locations
from tests.cli.conftest import Program
from tests.conftest import Clock

KEYS = ["data", "progress", "roadmaps", "settings", "log"]


def test_paths_json_has_exactly_the_documented_keys(program: Program) -> None:
    """Each an absolute path."""
    paths = program("paths", "--json").json
    assert list(paths) == KEYS
    assert all(Path(path).is_absolute() for path in paths.values())


def test_paths_are_shown_one_a_line(program: Program) -> None:
    """With their names, and whether or not they exist: asking creates nothing."""
    ran = program("paths")
    assert [line.split()[0] for line in ran.out.splitlines()] == KEYS
    assert str(program.locations.progress) in ran.out
    assert not any(place.exists() for place in program.locations)


def test_odd_paths_are_shown_harmlessly(clock: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder may be called anything; JSON keeps what it is called."""
    odd = Path("/a\x1b[31m\nb\udcff")
    context = Context(Locations(odd, odd, odd, odd), OwnDevice(Device("laptop")), clock)
    assert run(["paths"], context) == 0
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert "/a␛[31m" in shown
    assert run(["paths", "--json"], context) == 0
    assert r'"data": "/a\u001b[31m\nb\udcff"' in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "expected"), [(["--version"], f"roadmap-tui {__version__}"), (["--help"], "stats")]
)
def test_the_program_says_what_it_is(capsys: pytest.CaptureFixture[str], arguments: list[str], expected: str) -> None:
    """On stdout, with exit code 0."""
    with pytest.raises(SystemExit) as ended:
        run(arguments)
    assert ended.value.code == 0
    assert expected in capsys.readouterr().out

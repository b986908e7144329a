"""Settings in the commands: dates, the first roadmap, and mistakes that stop nothing."""

import pytest

from roadmap_tui.cli import run
from tests.cli.conftest import Program


@pytest.fixture
def settings(program: Program) -> Program:
    """The program with a folder for its settings."""
    program.locations.config.mkdir()
    return program


@pytest.mark.parametrize(
    ("name", "day"),
    [("iso", "2026-11-22"), ("month-first", "Nov 22, 2026")],
)
def test_days_are_written_as_the_reader_wants_them(settings: Program, name: str, day: str) -> None:
    """In `show` and in `stats`."""
    settings.locations.settings.write_text(f'date-format = "{name}"')
    settings("done", "sql")
    assert f"done since {day}" in settings("show", "sql").out
    assert f"at the end of {day}" in settings("stats", "--as-of", "2026-11-22").out


@pytest.mark.parametrize("command", [("show", "sql"), ("stats",)])
def test_mistakes_are_said_and_stop_nothing(settings: Program, command: tuple[str, ...]) -> None:
    """On stderr, each with its line, whatever the command prints."""
    path = settings.locations.settings
    path.write_text('date-format = "is"\nglyhps = "ascii"\n[keys]\n"topic.don" = "D"\n')
    ran = settings(*command)
    assert ran.code == 0
    assert [line.partition(" ")[0] for line in ran.err.splitlines()] == [f"{path}:{line}:" for line in (1, 2, 4)]


def test_the_first_roadmap_is_taken_when_none_was_opened(settings: Program, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither named nor used last."""
    settings.locations.settings.write_text(f'roadmap = "{settings.roadmap}"')
    assert run(["list"], settings.context()) == 0
    assert "data.sql" in capsys.readouterr().out


def test_a_first_roadmap_that_is_gone_is_said(settings: Program, capsys: pytest.CaptureFixture[str]) -> None:
    """And the bundled one is taken."""
    settings.locations.settings.write_text('roadmap = "gone"')
    assert run(["list", "--match", "Redis"], settings.context()) == 0
    printed = capsys.readouterr()
    assert "databases." in printed.out
    assert f"{settings.locations.settings}:1: roadmap cannot be opened" in printed.err


def test_a_json_reader_is_not_asked_for_settings(settings: Program) -> None:
    """A command that uses none does not speak of them."""
    settings.locations.settings.write_text("nonsense")
    assert settings("list", "--json").err == ""

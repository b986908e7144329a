"""The table of commands, and what the parser makes of the words that were typed."""

from importlib import import_module

import pytest

from roadmap_tui.cli.commands.mark import VERBS
from roadmap_tui.cli.parser import COMMANDS, parse
from roadmap_tui.core.marks import Status


@pytest.mark.parametrize(("words", "command"), [((), "open"), (("open", "x"), "open"), (("import", "x"), "import")])
def test_the_module_of_the_command_runs_it(words: tuple[str, ...], command: str) -> None:
    """Without a command the app opens."""
    options = parse(words)
    module = import_module(f"roadmap_tui.cli.commands.{'import_' if command == 'import' else command}")
    assert options.command == command
    assert options.run is module.run


def test_every_status_has_a_command_that_says_so() -> None:
    """In the word that is shown for the status everywhere."""
    assert set(VERBS.values()) == set(Status)
    assert {verb: COMMANDS[verb] for verb in VERBS} == {
        verb: f"mark topics as {status.label}" for verb, status in VERBS.items()
    }

"""The command completion."""

import shutil
import subprocess

import pytest

from roadmap_tui.cli.parser import build_parser
from tests.cli.conftest import Program


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_command_is_completed(program: Program, shell: str) -> None:
    """A new command needs no work here."""
    out = program("completion", shell).out
    usage = build_parser().format_help()
    assert all(name in out for name in ("import", "update", "export", "completion") if name in usage)


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
@pytest.mark.parametrize(
    ("line", "expected"),
    [("exp", "export"), ("export --for", "--format"), ("export --format to", "todotxt"), ("completion z", "zsh")],
)
def test_bash_completes(program: Program, line: str, expected: str) -> None:
    """Commands, options, choices of options and of arguments."""
    words = ["roadmap-tui", *line.split()]
    ask = f'COMP_WORDS=({" ".join(words)}); COMP_CWORD={len(words) - 1}; _roadmap_tui; echo "${{COMPREPLY[@]}}"'
    script = program("completion", "bash").out + ask
    ran = subprocess.run(["bash", "-c", script], capture_output=True, text=True, timeout=20, check=True)
    assert ran.stdout.split() == [expected]

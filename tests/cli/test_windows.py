"""Every command with the Windows half of the system, in an emulation."""

import shutil
from pathlib import Path

import pytest

from roadmap_tui.cli.parser import COMMANDS
from tests.cli.conftest import Program
from tests.conftest import NOON
from tests.windows import emulate

STEPS = """
done sql
doing redis
skip indexes
note sql words
link sql https://example.org/mine
undo
redo
todo redis
list
show sql
next
log
notes
stats
import list.md
update list
diff list.md list
roadmaps
new mine
check small.toml
export -o out.md
export -o out.md
remove list
attach nothing sql
schema
completion bash
paths
doctor
"""
"""What a user may type one after the other."""

NOTHING = "Every topic that you marked is in the roadmap; there is nothing to attach.\n"


def test_every_command_is_typed() -> None:
    """But `open`, which needs a terminal."""
    assert {step.split()[0] for step in STEPS.split("\n") if step} == COMMANDS.keys() - {"open"}


def test_commands_do_the_same_as_elsewhere(program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is printed, the exit codes and the marks; nothing asks for what Windows does not have."""
    monkeypatch.chdir(tmp_path)
    Path("list.md").write_text("# A list\n\n- [x] One\n- [ ] Two\n")
    Path("small.toml").write_bytes(program.roadmap.read_bytes())
    steps = [step for step in STEPS.split("\n") if step]
    here = [program(*step.split()) for step in steps]
    assert {step: ran.err for step, ran in zip(steps, here, strict=True) if ran.code} == {"attach nothing sql": NOTHING}
    marks = program.marks()
    for folder in program.locations:
        shutil.rmtree(folder, ignore_errors=True)
    Path("out.md").unlink()
    program.clock.time = NOON
    emulate(monkeypatch)
    there = [program(*step.split()) for step in steps]
    assert there == here
    assert [mark._replace(step="") for mark in program.marks()] == [mark._replace(step="") for mark in marks]

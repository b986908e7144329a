"""The commands that mark: all or nothing, one step an act, and on disk before they say so."""

import errno
import os
from pathlib import Path

import pytest

from roadmap_tui.core.marks import Field
from roadmap_tui.formats.progress_jsonl import dumps
from tests.cli.conftest import Program
from tests.mark_strategies import some_mark


@pytest.mark.parametrize(
    ("command", "status", "line"),
    [
        ("done", "done", "✓ SQL  done"),
        ("doing", "doing", "◐ SQL  in progress"),
        ("skip", "skipped", "– SQL  skipped"),
        ("todo", "todo", "○ SQL  to do"),
    ],
)
def test_a_topic_is_marked_and_the_mark_is_said(program: Program, command: str, status: str, line: str) -> None:
    """On stdout, once it is on disk."""
    program("skip" if command == "done" else "done", "sql")
    assert program(command, "sql") == (0, f"{line}\n", "")
    assert program.statuses()["sql"] == status


def test_several_topics_are_one_step(program: Program) -> None:
    """With one line for each, in the order they were named."""
    ran = program("done", "make", "sql", "git")
    assert [line.split()[1] for line in ran.out.splitlines()] == ["Make", "SQL", "Git"]
    assert len({mark.step for mark in program.marks()}) == 1


def test_marking_a_section_is_one_step_and_one_undo(program: Program) -> None:
    """All of its topics, and no other."""
    assert len(program("done", "data").out.splitlines()) == 4
    assert {name for name, status in program.statuses().items() if status == "done"} == {
        "sql",
        "indexes",
        "redis",
        "mongodb",
    }
    assert len({mark.step for mark in program.marks()}) == 1
    assert len(program("undo").out.splitlines()) == 4
    assert set(program.statuses().values()) == {"todo"}


def test_a_topic_with_children_is_marked_alone(program: Program) -> None:
    """Its children have boxes of their own."""
    program("done", "git")
    statuses = program.statuses()
    assert (statuses["git"], statuses["rebase"]) == ("done", "todo")


def test_a_topic_named_twice_is_marked_once(program: Program) -> None:
    """By itself and with its section."""
    program("done", "redis", "stores", "data.stores.redis")
    assert [mark.topic for mark in program.marks()] == ["data.stores.redis", "data.stores.mongodb"]


@pytest.mark.parametrize("names", [["sql", "nosuch"], ["nosuch", "sql"], ["data", "sql", "ma"]])
def test_nothing_is_marked_when_one_name_is_wrong(program: Program, names: list[str]) -> None:
    """All or nothing: the user repairs the line and runs it again."""
    ran = program("done", *names)
    assert (ran.code, ran.out) == (3, "")
    assert "no topic or section" in ran.err
    assert not program.locations.data.exists()


def test_a_name_that_is_not_unique_lists_the_candidates(program: Program) -> None:
    """And marks nothing."""
    program.roadmap.write_text(program.roadmap.read_text() + '[tools.redis]\ntitle = "Redis CLI"\n')
    ran = program("done", "redis")
    assert ran == (3, "", '"redis" may mean:\n  data.stores.redis\n  tools.redis\n')
    assert program("done", "stores.redis").code == 0


@pytest.mark.parametrize(
    ("typed", "suggested"), [("reds", "data.stores.redis"), ("ebas", "tools.git.rebase"), ("tools.mkae", "tools.make")]
)
def test_a_name_that_is_unknown_is_answered_with_a_guess(program: Program, typed: str, suggested: str) -> None:
    """The user can copy it."""
    ran = program("done", typed)
    assert ran.code == 3
    assert f"Did you mean:\n  {suggested}\n" in ran.err


def test_marking_twice_says_so_and_appends_nothing(program: Program) -> None:
    """Not even to the file's time."""
    program("done", "sql")
    before = program.log().path.stat()
    assert program("done", "sql") == (0, "", "That is done already.\n")
    after = program.log().path.stat()
    assert (after.st_size, after.st_mtime_ns) == (before.st_size, before.st_mtime_ns)


def test_a_section_that_is_partly_done_gets_only_the_rest(program: Program) -> None:
    """What is done already keeps its date."""
    program("done", "redis")
    assert [line.split()[1] for line in program("done", "stores").out.splitlines()] == ["MongoDB"]


def test_a_mark_is_one_line_of_the_log(program: Program) -> None:
    """As the design says, under this device's name."""
    program("done", "sql")
    (mark,) = program.marks()
    assert program.log().path.read_bytes() == dumps([mark])
    assert (mark.device, mark.roadmap, mark.topic, mark.title) == ("laptop", "small", "data.sql", "SQL")
    assert mark.at == program.clock.time


def test_a_mark_counts_whatever_the_clock_says(program: Program) -> None:
    """It may have been set back since the last one."""
    program("done", "sql")
    program.clock.tick(days=-4000)
    program("skip", "sql")
    assert program.statuses()["sql"] == "skipped"


# Undo and redo


def test_undo_and_redo_go_back_and_forth(program: Program) -> None:
    """Across starts of the program: each command is one."""
    program("done", "sql")
    assert program("undo") == (0, "○ SQL  to do\n", "")
    assert program.statuses()["sql"] == "todo"
    assert program("redo") == (0, "✓ SQL  done\n", "")
    assert program.statuses()["sql"] == "done"


def test_undo_goes_back_step_by_step(program: Program) -> None:
    """The last step first, over different topics."""
    program("done", "sql")
    program("skip", "stores")
    for expected in (("done", "todo"), ("todo", "todo")):
        program("undo")
        statuses = program.statuses()
        assert (statuses["sql"], statuses["redis"]) == expected


def test_undo_goes_back_step_by_step_on_one_topic(program: Program) -> None:
    """And does not reach for an unrelated step instead."""
    for command in (["done", "make"], ["doing", "sql"], ["done", "sql"], ["undo"], ["undo"]):
        program(*command)
    statuses = program.statuses()
    assert (statuses["sql"], statuses["make"]) == ("todo", "done")


@pytest.mark.parametrize(
    ("command", "said"),
    [("undo", "There is nothing to undo on this device.\n"), ("redo", "There is nothing to redo.\n")],
)
def test_nothing_to_take_back_is_said(program: Program, command: str, said: str) -> None:
    """It is no error, and it creates no file."""
    assert program(command) == (0, "", said)
    assert not program.locations.data.exists()


def test_undo_leaves_other_devices_alone(program: Program) -> None:
    """What they marked later stays, too."""
    program("done", "sql")
    program.log("phone").append([some_mark(value="skipped", second=60, device="phone")])
    assert program("undo").err == "There is nothing to undo on this device.\n"
    assert program.statuses()["sql"] == "skipped"


def test_undo_keeps_to_its_roadmap(program: Program, tmp_path: Path) -> None:
    """Steps on other roadmaps have their own order."""
    program("done", "sql")
    other = tmp_path / "other.toml"
    other.write_text('format = 1\nid = "other"\ntitle = "Other"\n[a]\ntitle = "A"\n')
    assert program("undo", "-r", str(other)).err == "There is nothing to undo on this device.\n"
    assert program.statuses()["sql"] == "done"


def test_a_note_is_undone_like_anything_else(program: Program) -> None:
    """It may stand in the log already, from a version that can write notes."""
    program.log().append([some_mark(value="*mine*", field=Field.NOTE)])
    assert program("undo").code == 0
    assert program("show", "sql", "--json").json["note"] is None


# What can go wrong


def test_marks_go_on_after_damage(program: Program) -> None:
    """The damaged line is said, kept and not used."""
    program("done", "sql")
    with program.log().path.open("ab") as file:
        file.write(b'{"v":1,"torn')
    ran = program("done", "make")
    assert (ran.code, ran.out) == (0, "✓ Make  done\n")
    assert "this line is incomplete" in ran.err
    statuses = program.statuses()
    assert (statuses["sql"], statuses["make"]) == ("done", "done")


@pytest.mark.parametrize(
    ("number", "why"), [(errno.ENOSPC, "the disk is full"), (errno.EROFS, "the disk is read-only")]
)
def test_what_could_not_be_saved_is_not_said_to_be(
    program: Program, monkeypatch: pytest.MonkeyPatch, number: int, why: str
) -> None:
    """One line says why, and reading still works."""
    program("done", "sql")

    def full(_descriptor: int, _data: bytes) -> int:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        ran = program("done", "make")
    assert ran == (5, "", f"Could not save: {why} ({program.log().path}).\n")
    statuses = program.statuses()
    assert (statuses["sql"], statuses["make"]) == ("done", "todo")


def test_progress_that_cannot_be_read_is_never_shown_as_empty(program: Program) -> None:
    """Nor added to."""
    program.log().path.mkdir(parents=True)
    for command in (["done", "sql"], ["list"], ["stats", "--json"], ["undo"]):
        ran = program(*command)
        assert (ran.code, ran.out) == (5, "")
        assert ran.err == f"Could not read the progress in {program.log().path}: it is a folder, not a file.\n"

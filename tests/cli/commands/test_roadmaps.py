"""The commands about the library: what there is, and beginning something new."""

import os
from pathlib import Path

import pytest

from roadmap_tui.storage import library
from tests.cli.conftest import Program
from tests.conftest import SMALL_ROADMAP

KEYS = ["id", "title", "file", "bundled", "total", "done", "percent"]


@pytest.fixture
def folder(program: Program) -> Path:
    """The user's folder with the small roadmap and one with mistakes."""
    folder = program.locations.roadmaps
    folder.mkdir(parents=True)
    (folder / "small.toml").write_text(SMALL_ROADMAP)
    (folder / "bad.toml").write_text('format = 1\nid = "bad"\ntitle = 3\n')
    return folder


def test_json_has_exactly_the_documented_keys(program: Program, folder: Path) -> None:
    """With nothing instead of numbers for a file that cannot be read, which hides no other."""
    program("done", "sql")
    program("skip", "redis")
    ran = program("roadmaps", "--json")
    assert [list(entry) for entry in ran.json] == [KEYS] * 3
    backend, bad, small = ran.json
    assert (backend["id"], backend["bundled"], backend["total"], backend["file"]) == (
        "backend",
        True,
        219,
        str(library.bundled_path()),
    )
    assert bad == {**dict.fromkeys(KEYS), "id": "bad", "file": str(folder / "bad.toml"), "bundled": False}
    assert small == {
        "id": "small",
        "title": "A small roadmap",
        "file": str(folder / "small.toml"),
        "bundled": False,
        "total": 7,
        "done": 1,
        "percent": 16,
    }


def test_what_is_wrong_with_a_file_is_said_on_stderr(program: Program, folder: Path) -> None:
    """With its line; the command itself has done what it was asked."""
    ran = program("roadmaps")
    assert ran.code == 0
    assert f"{folder / 'bad.toml'}:3: " in ran.err
    assert "bad.toml:3" not in ran.out


def test_roadmaps_are_listed_one_a_line(program: Program, folder: Path) -> None:
    """For people."""
    program("done", "sql")
    lines = program("roadmaps").out.splitlines()
    assert [line.split()[0] for line in lines] == ["backend", "bad", "small"]
    assert "1/7" in lines[2]
    assert "14%" in lines[2]


def test_the_bundled_one_is_always_there(program: Program) -> None:
    """In a home without a folder of roadmaps; listing makes none."""
    assert [entry["id"] for entry in program("roadmaps", "--json").json] == ["backend"]
    assert not any(place.exists() for place in program.locations)


def test_a_copy_takes_the_place_of_the_bundled_one(program: Program) -> None:
    """Under the same id, and so with the same progress."""
    program("done", "redis", "-r", "backend")
    path, _ = library.own_copy(program.locations.roadmaps)
    (entry,) = program("roadmaps", "--json").json
    assert (entry["bundled"], entry["file"], entry["done"]) == (False, str(path), 1)


def test_odd_file_names_are_shown_harmlessly(program: Program, folder: Path) -> None:
    """A file may be called anything; JSON keeps what it is called."""
    name = os.fsdecode(b"-rf \x1b]0;x\x07\n\xff.toml")
    (folder / name).write_text(SMALL_ROADMAP)
    ran = program("roadmaps")
    assert not set("\x1b\x07\udcff") & set(ran.out + ran.err)
    assert len(ran.out.splitlines()) == 4
    assert str(folder / name) in [entry["file"] for entry in program("roadmaps", "--json").json]


def test_new_begins_a_roadmap(program: Program) -> None:
    """Its path is on stdout, what to do with it on stderr, and it passes `check`."""
    ran = program("new", "my-garden", "--title", 'The "garden"')
    path = program.locations.roadmaps / "my-garden.toml"
    assert (ran.code, ran.out) == (0, f"{path}\n")
    assert f"roadmap-tui check {path}" in ran.err
    assert "roadmap-tui open my-garden" in ran.err
    assert program("check", str(path)).code == 0
    assert program("roadmaps", "--json").json[1]["title"] == 'The "garden"'


@pytest.mark.parametrize("name", ["small", "backend", "Small", "../x", ""])
def test_new_refuses_what_is_taken_or_no_id(program: Program, folder: Path, name: str) -> None:
    """With a sentence; nothing is written."""
    before = sorted(folder.iterdir())
    ran = program("new", name)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.count("\n") == 1
    assert sorted(folder.iterdir()) == before
    assert (folder / "small.toml").read_text() == SMALL_ROADMAP


def test_new_that_cannot_write_says_so(program: Program) -> None:
    """With exit code 5, as everywhere."""
    program.locations.data.parent.mkdir(exist_ok=True)
    program.locations.data.write_text("a file")
    ran = program("new", "garden")
    assert ran.code == 5
    assert "there is a file where a folder should be" in ran.err

"""The command for authors: every mistake of every file, with its line."""

import os
from pathlib import Path

from tests.cli.conftest import Program

BAD = 'format = 1\nid = "bad"\ntitle = 7\n[a]\ntitel = "A"\n'


def test_a_good_file_is_fine(program: Program) -> None:
    """Said on stderr, because it is no data."""
    assert program("check", str(program.roadmap)) == (0, "", f"{program.roadmap}: fine, 7 topics.\n")


def test_every_mistake_is_reported_with_its_line(program: Program, tmp_path: Path) -> None:
    """On stdout, as other checkers do, and the exit code says that there are some."""
    bad = tmp_path / "bad.toml"
    bad.write_text(BAD)
    ran = program("check", str(bad))
    assert ran.code == 1
    assert {line.split(" ")[0] for line in ran.out.splitlines()} >= {f"{bad}:3:", f"{bad}:5:"}


def test_every_file_is_checked(program: Program, tmp_path: Path) -> None:
    """A bad one, or one that is not there, does not hide the others."""
    bad = tmp_path / "bad.toml"
    bad.write_text(BAD)
    ran = program("check", str(tmp_path / "none.toml"), str(bad), str(program.roadmap))
    assert ran.code == 1
    assert "there is no such file" in ran.err
    assert f"{bad}:3:" in ran.out
    assert "small.toml: fine, 7 topics." in ran.err


def test_a_file_that_is_no_file_is_refused(program: Program, tmp_path: Path) -> None:
    """Without waiting for it."""
    os.mkfifo(tmp_path / "pipe.toml")
    ran = program("check", str(tmp_path / "pipe.toml"))
    assert (ran.code, ran.out) == (4, "")
    assert "not a regular file" in ran.err


def test_hostile_text_is_quoted_harmlessly(program: Program, tmp_path: Path) -> None:
    """Names of files and what stands in them are both a stranger's."""
    bad = tmp_path / "\x1b]0;bad\u202e.toml"
    bad.write_text(BAD.replace('"bad"', r'"\u001b[31m\u009b\u202e"'))
    ran = program("check", str(bad))
    assert ran.code == 1
    assert not set("\x1b\x9b\u202e") & set(ran.out + ran.err)
    assert "␛]0;bad<202E>.toml:2: " in ran.out


def test_checking_writes_nothing(program: Program) -> None:
    """Like every command that reads."""
    program("check", str(program.roadmap))
    assert not any(place.exists() for place in program.locations)

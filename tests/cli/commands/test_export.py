"""The command export."""

from pathlib import Path

import pytest

from tests.cli.conftest import Program

FORMATS = ["markdown", "json", "csv", "html", "svg", "org", "todotxt", "ics"]


@pytest.mark.parametrize("wanted", FORMATS)
def test_every_format_is_printed_and_written_alike(program: Program, tmp_path: Path, wanted: str) -> None:
    """Byte for byte, and again."""
    program("done", "redis")
    target = tmp_path / "out"
    ran = program("export", "--format", wanted, "-o", str(target))
    assert (ran.code, ran.out) == (0, "")
    printed = program("export", "--format", wanted)
    assert printed.out.encode() == target.read_bytes()
    assert "Redis" in printed.out or wanted == "svg"


def test_the_name_of_the_file_says_the_format(program: Program, tmp_path: Path) -> None:
    """Without one it is Markdown."""
    program("export", "-o", str(tmp_path / "a.CSV"))
    assert (tmp_path / "a.CSV").read_text().startswith("id,title")
    assert program("export").out.startswith("# A small roadmap\n")


def test_an_export_imports_back(program: Program, tmp_path: Path) -> None:
    """As another roadmap with the same ticks."""
    program("done", "redis", "git")
    target = tmp_path / "copy.md"
    program("export", "-o", str(target))
    entry = program("import", str(target), "--json").json
    assert (entry["topics"], entry["marked"], entry["links"]) == (7, 2, 1)
    assert program("export", "-r", "copy", "--format", "markdown").out == target.read_text()


def test_a_badge_is_a_drawing(program: Program) -> None:
    """And nothing else can be one."""
    assert program("export", "--badge").out.startswith("<svg")
    assert program("export", "--badge", "--format", "csv").code == 2


def test_what_cannot_be_written_is_named(program: Program, tmp_path: Path) -> None:
    """With exit code 5; and no export takes the place of the program's own files."""
    assert program("export", "-o", str(tmp_path / "no" / "x.md")).code == 5
    assert program("export", "-o", str(tmp_path)).code == 5
    program("done", "redis")
    before = program.log().path.read_bytes()
    assert program("export", "-o", str(program.log().path)).code == 2
    assert program.log().path.read_bytes() == before

"""The command export."""

from collections.abc import Callable
from pathlib import Path

import pytest

from roadmap_tui.storage import session
from tests.cli.conftest import Program, Stream

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


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_an_export_is_utf_8_in_every_locale(
    program: Program, stdout: Callable[[Stream], Stream], tmp_path: Path, encoding: str
) -> None:
    """Printed as written."""
    program.roadmap.write_text(program.roadmap.read_text().replace('title = "Make"', 'title = "漢字 é"'))
    program("export", "-o", str(tmp_path / "list.md"))
    stream = stdout(Stream(encoding))
    assert program("export").code == 0
    assert stream.written == (tmp_path / "list.md").read_text() and "漢字 é" in stream.written


def test_no_export_takes_the_place_of_a_roadmap(program: Program, tmp_path: Path) -> None:
    """The one that is exported, the one of the settings, the one used last; with exit code 2."""
    program.locations.config.mkdir()
    program.locations.settings.write_text(f'roadmap = "{tmp_path}/set.toml"\n')
    for name in ("set.toml", "last.toml"):
        (tmp_path / name).write_bytes(program.roadmap.read_bytes())
    session.save(program.locations.session, session.Session(str(tmp_path / "last.toml")))
    for path in (program.roadmap, tmp_path / "set.toml", tmp_path / "last.toml"):
        before = path.read_bytes()
        ran = program("export", "-o", str(path))
        assert ran.code == 2
        assert "is a roadmap" in ran.err
        assert path.read_bytes() == before

"""The open roadmap's file: what counts as a change, and what is said of it."""

import os
import time
from pathlib import Path

import pytest

from roadmap_tui.core.roadmap import Roadmap
from roadmap_tui.errors import InvalidFileError, UnreadableRoadmapError
from roadmap_tui.storage import library, roadmap_file
from roadmap_tui.storage.roadmap_file import RoadmapFile
from tests.conftest import SMALL_ROADMAP

EDITED = SMALL_ROADMAP.replace('"SQL"', '"Structured queries"')


@pytest.fixture(autouse=True)
def _without_delay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roadmap_file, "SETTLED_AFTER_S", 0)


@pytest.fixture
def file(small_file: Path) -> RoadmapFile:
    """A file that was loaded."""
    file = RoadmapFile(small_file)
    file.load()
    return file


def title(found: object) -> str:
    """The title of the first topic."""
    assert isinstance(found, Roadmap)
    return found.nodes[2].title


def test_a_file_that_stays_is_no_news(file: RoadmapFile, monkeypatch: pytest.MonkeyPatch) -> None:
    """And is not read."""
    monkeypatch.setattr(library, "read", lambda _path: pytest.fail("read"))
    assert file.read_if_changed() is None


def test_an_edit_in_place_is_seen_once(file: RoadmapFile) -> None:
    """With what the file holds now."""
    file.path.write_text(EDITED)
    assert title(file.read_if_changed()) == "Structured queries"
    assert file.read_if_changed() is None


def test_an_edit_by_renaming_is_seen(file: RoadmapFile, tmp_path: Path) -> None:
    """As careful editors write, even with the old size and the old time."""
    before = file.path.stat()
    other = tmp_path / "other"
    other.write_text(SMALL_ROADMAP.replace('"SQL"', '"SQX"'))
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.rename(file.path)
    assert title(file.read_if_changed()) == "SQX"


def test_a_touched_file_is_no_news(file: RoadmapFile) -> None:
    """The content counts, not the time; what was loaded may have been compiled, so it is read once to know it."""
    os.utime(file.path, ns=(1, 1))
    assert file.read_if_changed() == library.load(file.path)
    os.utime(file.path, ns=(2, 2))
    assert file.read_if_changed() is None


def test_a_mistake_is_said_once_with_its_line(file: RoadmapFile) -> None:
    """Until it is something else, or gone."""
    file.path.write_text(SMALL_ROADMAP + "[broken")
    found = file.read_if_changed()
    assert isinstance(found, InvalidFileError)
    assert found.problems[0].line == len(SMALL_ROADMAP.splitlines()) + 1
    assert file.read_if_changed() is None
    file.path.write_text(SMALL_ROADMAP)
    assert title(file.read_if_changed()) == "SQL"


@pytest.mark.parametrize("garbage", [b"", b"\x00\xff" * 1000, b"[", b"x = 1"], ids=["empty", "bytes", "cut", "other"])
def test_garbage_is_a_mistake(file: RoadmapFile, garbage: bytes) -> None:
    """A truncated file among them."""
    file.path.write_bytes(garbage)
    assert isinstance(file.read_if_changed(), InvalidFileError)


def test_a_file_that_is_gone_is_said_once(file: RoadmapFile) -> None:
    """And it is news when it comes back, even as it was."""
    text = file.path.read_bytes()
    file.path.unlink()
    assert isinstance(file.read_if_changed(), UnreadableRoadmapError)
    assert file.read_if_changed() is None
    file.path.write_bytes(text)
    assert title(file.read_if_changed()) == "SQL"
    assert file.read_if_changed() is None


def test_a_folder_in_its_place_is_said(file: RoadmapFile) -> None:
    """Like everything that cannot be read."""
    file.path.unlink()
    file.path.mkdir()
    assert "it is a folder" in str(file.read_if_changed())


def test_a_file_that_may_be_read_again_is_seen(file: RoadmapFile, monkeypatch: pytest.MonkeyPatch) -> None:
    """A change of permissions changes nothing but the time of the change."""
    with monkeypatch.context() as patch:
        patch.setattr(library, "read", _refuse)
        os.utime(file.path, ns=(1, 1))
        assert isinstance(file.read_if_changed(), UnreadableRoadmapError)
    file.path.chmod(0o640)
    assert title(file.read_if_changed()) == "SQL"


def _refuse(path: Path) -> bytes:
    raise UnreadableRoadmapError(f"Could not read {path}.")


def test_whoever_wants_to_be_certain_gets_an_answer(file: RoadmapFile) -> None:
    """Whether or not anything has changed."""
    assert title(file.read_if_changed(is_certain=True)) == "SQL"
    assert file.read_if_changed() is None


def test_a_file_that_is_being_written_is_read_when_it_is_whole(
    file: RoadmapFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first half of a save is not shown as a mistake."""
    halves = [EDITED[:200], EDITED]
    file.path.write_text("[")

    def go_on(_seconds: float) -> None:
        if halves:
            file.path.write_text(halves.pop(0))

    monkeypatch.setattr(time, "sleep", go_on)
    assert title(file.read_if_changed()) == "Structured queries"


def test_a_file_that_never_rests_is_read_all_the_same(file: RoadmapFile, monkeypatch: pytest.MonkeyPatch) -> None:
    """Waiting has an end."""
    count = iter(range(1000))
    file.path.write_text("[")
    monkeypatch.setattr(time, "sleep", lambda _: file.path.write_text(f"{EDITED}\n# {'x' * next(count)}"))
    assert title(file.read_if_changed()) == "Structured queries"


def test_an_edit_between_loading_and_the_first_look_is_seen(small_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The time is noted before the file is read."""
    file, read = RoadmapFile(small_file), library.read

    def edit_after_reading(path: Path) -> bytes:
        data = read(path)
        path.write_text(EDITED)
        return data

    with monkeypatch.context() as patch:
        patch.setattr(library, "read", edit_after_reading)
        assert title(file.load()) == "SQL"
    assert title(file.read_if_changed()) == "Structured queries"

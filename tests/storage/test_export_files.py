"""New files, never in the place of old ones."""

import os
import socket
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from roadmap_tui.errors import StorageError, UsageError
from roadmap_tui.storage import library
from roadmap_tui.storage.export_files import refuse_own_files, write_beside, write_named, write_new
from roadmap_tui.storage.locations import Locations
from tests.storage.conftest import at_most


def test_a_name_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    """Whatever stands there, a link that leads nowhere too."""
    (tmp_path / "notes-2.md").symlink_to(tmp_path / "nowhere")
    paths = [write_new(tmp_path, "notes", ".md", text) for text in ("one", "two")]
    assert [path.name for path in paths] == ["notes.md", "notes-3.md"]
    assert [path.read_text() for path in paths] == ["one", "two"]
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize(("stem", "name"), [("notes-../../x", "notes-x.md"), ("\x1b/", "export.md"), ("é", "é.md")])
def test_a_name_is_harmless(tmp_path: Path, stem: str, name: str) -> None:
    """It stays in its folder."""
    assert write_new(tmp_path, stem, ".md", "") == tmp_path / name


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    """Nothing is made."""
    with pytest.raises(StorageError, match="Could not write"):
        write_new(tmp_path / "gone", "notes", ".md", "text")
    assert list(tmp_path.iterdir()) == []


# A name that the user gave


def test_a_file_under_a_given_name_replaces_the_export_before(tmp_path: Path) -> None:
    """A link in a folder of the user's own stays one."""
    link, target = tmp_path / "link.md", tmp_path / "x.md"
    link.symlink_to("x.md")
    for text in ("one", "two"):
        write_named(link, text)
    assert link.is_symlink()
    assert target.read_text() == "two"


def a_folder(path: Path) -> None:
    path.mkdir()


def a_read_only_file(path: Path) -> None:
    path.write_text("old")
    path.chmod(0o444)


def a_link_in_a_shared_folder(path: Path) -> None:
    (path.parent.parent / "victim").write_text("old")
    path.symlink_to(path.parent.parent / "victim")
    path.parent.chmod(0o1777)


def a_link_by_way_of_a_shared_folder(path: Path) -> None:
    shared = path.parent / "shared"
    shared.mkdir()
    a_link_in_a_shared_folder(shared / "other")
    path.symlink_to(shared / "other")


def a_circle(path: Path) -> None:
    path.symlink_to(path)


@pytest.mark.parametrize(
    "place",
    [a_folder, a_read_only_file, a_link_in_a_shared_folder, a_link_by_way_of_a_shared_folder, a_circle],
)
def test_what_must_not_be_replaced_is_refused(tmp_path: Path, place: Callable[[Path], None]) -> None:
    """With a sentence; everything is as it was."""
    path = tmp_path / "folder" / "x.md"
    path.parent.mkdir()
    place(path)
    before = path.lstat()
    with pytest.raises(StorageError, match=r"x\.md"):
        write_named(path, "new")
    assert os.path.samestat(path.lstat(), before)
    assert "new" not in [each.read_text() for each in tmp_path.rglob("*") if each.is_file()]


WRITERS = pytest.mark.parametrize("write", [write_named, write_beside])


@WRITERS
def test_a_pipe_is_written_into(tmp_path: Path, write: Callable[[Path, str], object]) -> None:
    """By way of a link, too, as of a process substitution of a shell."""
    pipe, link = tmp_path / "pipe", tmp_path / "link"
    os.mkfifo(pipe)
    link.symlink_to(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    for path in (pipe, link):
        write(path, "text")
        assert os.read(reader, 100) == b"text"
    os.close(reader)
    assert stat.S_ISFIFO(pipe.lstat().st_mode)


def test_a_pipe_that_nobody_reads_stops_no_screen(tmp_path: Path) -> None:
    """It is said at once."""
    os.mkfifo(tmp_path / "pipe")
    with at_most(2), pytest.raises(StorageError):
        write_beside(tmp_path / "pipe", "text")


@WRITERS
def test_a_socket_is_written_into(tmp_path: Path, write: Callable[[Path, str], object]) -> None:
    """It is connected to."""
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "s"))
        server.listen()
        write(tmp_path / "s", "text")
        connection, _ = server.accept()
        with connection:
            assert connection.recv(100) == b"text"


@WRITERS
def test_a_device_is_written_into(write: Callable[[Path, str], object]) -> None:
    """It stays one."""
    write(Path(os.devnull), "text")
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


@WRITERS
@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
def test_stdout_is_written_to_when_it_is_a_file(
    capfd: pytest.CaptureFixture[str], write: Callable[[Path, str], object], name: str
) -> None:
    """Behind what stands there already."""
    print("before ", end="")
    write(Path(name), "text")
    assert capfd.readouterr().out == "before text"


def own_places(locations: Locations, small_file: Path) -> list[Path]:
    """Every file of the program's own, and the roadmaps that are named."""
    return [
        locations.progress / "laptop.jsonl",
        locations.settings,
        locations.session,
        locations.log,
        locations.cache / "first-frame",
        locations.roadmaps / "new.toml",
        library.bundled_path(),
        small_file,
    ]


@pytest.mark.parametrize("number", range(8))
def test_own_files_are_refused(locations: Locations, small_file: Path, tmp_path: Path, number: int) -> None:
    """By name, by a link, by a link to a folder, and by a second name."""
    path = own_places(locations, small_file)[number]
    path.parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / "link").symlink_to(path)
    (tmp_path / "folder").symlink_to(path.parent)
    for each in (path, tmp_path / "link", tmp_path / "folder" / path.name):
        with pytest.raises(UsageError):
            refuse_own_files(locations, each, [str(small_file), None])
    refuse_own_files(locations, tmp_path / "plan.md", [str(small_file), None])


def test_a_second_name_of_a_roadmap_is_refused(locations: Locations, small_file: Path, tmp_path: Path) -> None:
    """A hard link is the same file."""
    (tmp_path / "second.md").hardlink_to(small_file)
    with pytest.raises(UsageError):
        refuse_own_files(locations, tmp_path / "second.md", [str(small_file)])

"""The roadmaps there are, how they are named, and what happens when one cannot be read."""

import os
from pathlib import Path

import pytest

from roadmap_tui.core.roadmap import NodeId
from roadmap_tui.errors import InvalidFileError, NotFoundError, StorageError, UnreadableRoadmapError, UsageError
from roadmap_tui.formats import roadmap_toml
from roadmap_tui.storage import library
from tests.storage.conftest import at_most


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A user's folder with three roadmaps in it, and a file that is none."""
    folder = tmp_path / "roadmaps"
    folder.mkdir()
    for name in ("frontend.toml", "front-desk.toml", "rust.toml", "notes.txt"):
        (folder / name).touch()
    return folder


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("rust", "rust.toml"), ("r", "rust.toml"), ("frontend", "frontend.toml"), ("front-", "front-desk.toml")],
)
def test_a_roadmap_is_named_by_its_id_or_a_unique_beginning(folder: Path, typed: str, expected: str) -> None:
    """Of those in the user's folder."""
    assert library.find(typed, folder) == folder / expected


@pytest.mark.parametrize("typed", ["backend", "b", "back"])
def test_the_bundled_roadmap_is_always_there(folder: Path, tmp_path: Path, typed: str) -> None:
    """With or without a folder of one's own; asking creates none."""
    assert library.find(typed, folder) == library.find(typed, tmp_path / "none") == library.bundled_path()
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("typed", ["my.toml", "./my.toml", "/tmp/my.toml", "some/where", "../backend"])
def test_a_path_is_taken_as_it_is(folder: Path, typed: str) -> None:
    """It ends in .toml or has a slash in it, and need not exist."""
    assert library.find(typed, folder) == Path(typed)


def test_ones_own_roadmap_wins_over_the_bundled_one(folder: Path) -> None:
    """An edited copy under the same id takes its place."""
    (folder / "backend.toml").touch()
    assert library.find("backend", folder) == folder / "backend.toml"
    assert [entry.id for entry in library.entries(folder)] == ["backend", "front-desk", "frontend", "rust"]


def test_the_bundled_roadmap_comes_first(folder: Path) -> None:
    """Then the user's own, by name."""
    assert [entry.id for entry in library.entries(folder)] == ["backend", "front-desk", "frontend", "rust"]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("front", '"front" may mean front-desk, frontend; type a little more of the id.'),
        ("rsut", 'There is no roadmap "rsut". Did you mean "rust"?'),
        ("zzz", 'There is no roadmap "zzz". There are: backend, front-desk, frontend, rust.'),
    ],
)
def test_what_is_not_found_or_not_unique_is_answered_with_candidates(folder: Path, typed: str, message: str) -> None:
    """The user can copy one of them."""
    with pytest.raises(NotFoundError) as caught:
        library.find(typed, folder)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("last", "expected"),
    [("rust", "rust"), (None, "backend"), ("", "backend"), ("gone", "backend"), ("/no/where.toml", "backend")],
)
def test_what_was_used_last_is_opened_if_it_is_still_there(folder: Path, last: str | None, expected: str) -> None:
    """Else the bundled one."""
    assert library.last_or_bundled(last, folder) == expected


@pytest.mark.parametrize(("last", "expected"), [("rust", "rust"), (None, "/a/b.toml"), ("gone", "/a/b.toml")])
def test_the_readers_first_roadmap_comes_before_the_bundled_one(folder: Path, last: str | None, expected: str) -> None:
    """When nothing was opened yet, or that is gone."""
    assert library.last_or_bundled(last, folder, "/a/b.toml") == expected


@pytest.mark.parametrize("typed", ["e\u0301cole", "\u00e9cole", "\u00c9COLE", "\u00e9co"])
@pytest.mark.parametrize("name", ["e\u0301cole", "\u00e9cole"])
def test_a_name_is_found_in_any_form_and_case(tmp_path: Path, name: str, typed: str) -> None:
    """On macOS letters are taken apart, and a synced folder brings such names to Linux."""
    (tmp_path / f"{name}.toml").touch()
    assert library.find(typed, tmp_path) == tmp_path / f"{name}.toml"


def test_of_two_forms_of_a_name_the_one_that_was_typed_is_meant(tmp_path: Path) -> None:
    """They lie side by side on Linux."""
    for name in ("e\u0301cole", "\u00e9cole"):
        (tmp_path / f"{name}.toml").touch()
        assert library.find(name, tmp_path) == tmp_path / f"{name}.toml"


COPIES = (
    *("web.sync-conflict-20261125-101112-ABCDEFG.toml", "web (conflicted copy 2026-11-25).toml", "web 2.toml"),
    *("web.conflict1.toml", "web..path2.toml", "web_conflict-20261125.toml", "web~HEAD.toml", "web (1).toml"),
)


def test_copies_of_a_roadmap_are_no_further_roadmaps(tmp_path: Path) -> None:
    """Nor are hidden files. A roadmap of such a name that has no original is one."""
    for name in ("web.toml", "web-2.toml", "web.dev.toml", "go 2.toml", *COPIES):
        (tmp_path / name).touch()
    for name in ("._web.toml", ".#web.toml", "~$web.toml", "#web.toml", ".syncthing.web.toml"):
        (tmp_path / name).touch()
    found = [entry.path.name for entry in library.entries(tmp_path)]
    assert found == ["roadmap.toml", "go 2.toml", "web-2.toml", "web.dev.toml", "web.toml"]
    assert sorted(path.name for path in library.copies_of_roadmaps(tmp_path)) == sorted(COPIES)
    assert library.find("web", tmp_path) == tmp_path / "web.toml"


def test_a_roadmap_is_remembered_by_what_finds_it_from_anywhere(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The absolute path, or the id of the bundled one, whose place changes with every installation."""
    monkeypatch.chdir(tmp_path)
    assert library.reference(Path("roadmaps/rust.toml")) == str(folder / "rust.toml")
    assert library.reference(library.bundled_path()) == "backend"


def test_a_roadmap_is_loaded_from_its_file(small_file: Path) -> None:
    """With everything that is in it."""
    roadmap = library.load(small_file)
    assert (roadmap.id, roadmap.title, len(list(roadmap.topics()))) == ("small", "A small roadmap", 7)
    assert roadmap.node(NodeId("data.sql")).minutes == 90


def test_the_bundled_roadmap_calls_itself_by_its_id() -> None:
    """Or progress would be kept under another name."""
    assert library.load(library.bundled_path()).id == library.BUNDLED_ID


def test_mistakes_name_the_file_as_the_reader_did(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the line of each."""
    monkeypatch.chdir(tmp_path)
    Path("bad.toml").write_text('format = 1\nid = "x"\ntitle = 3\n[a]\ntitle = "A"\n')
    with pytest.raises(InvalidFileError) as caught:
        library.load(Path("bad.toml"))
    assert str(caught.value).startswith("bad.toml:3: ")


def large(path: Path) -> None:
    """Larger than any roadmap, without taking up the disk."""
    path.touch()
    os.truncate(path, roadmap_toml.MAX_BYTES + 1)


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda _path: None, "there is no such file"),
        (Path.mkdir, "it is a folder, not a file"),
        (os.mkfifo, "not a regular file"),
        (large, "the file is too large"),
        (lambda path: path.symlink_to(path), "it is a symbolic link that is not followed"),
        (lambda path: path.symlink_to("/dev/zero"), "not a regular file"),
    ],
    ids=["missing", "folder", "pipe", "large", "circle", "device"],
)
def test_a_file_that_cannot_be_read_is_reported_at_once(tmp_path: Path, make: type[Path], why: str) -> None:
    """With its path and the reason."""
    path = tmp_path / "r.toml"
    make(path)
    with at_most(1), pytest.raises(UnreadableRoadmapError) as caught:
        library.load(path)
    assert str(caught.value).startswith(f"Could not read the roadmap {path}: {why}.")


def test_the_bundled_roadmap_is_copied_byte_for_byte(tmp_path: Path) -> None:
    """Into a folder that is made for it, and found there under the same id."""
    path, is_new = library.own_copy(tmp_path / "data" / "roadmaps")
    assert is_new
    assert path.read_bytes() == library.bundled_path().read_bytes()
    assert library.find("backend", tmp_path / "data" / "roadmaps") == path


@pytest.mark.parametrize("link", [False, True])
def test_a_copy_is_never_made_twice(folder: Path, link: bool) -> None:
    """What is there stays as it is, and be it a link that leads nowhere."""
    target = folder / "backend.toml"
    if link:
        target.symlink_to(folder / "nowhere")
    else:
        target.write_text("mine")
    assert library.own_copy(folder) == (target, False)
    assert target.is_symlink() if link else target.read_text() == "mine"


def test_a_copy_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    """With the path and the reason."""
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match="there is a file where a folder should be"):
        library.own_copy(tmp_path / "file" / "roadmaps")


def test_a_new_roadmap_has_no_mistakes(tmp_path: Path) -> None:
    """And is found by its id."""
    path = library.create("my-garden", "", tmp_path / "roadmaps")
    assert (library.load(path).id, library.load(path).title) == ("my-garden", "My garden")
    assert library.find("my-garden", tmp_path / "roadmaps") == path


@pytest.mark.parametrize("taken", ["rust", "backend"])
def test_a_new_roadmap_takes_no_others_place(folder: Path, taken: str) -> None:
    """Neither that of one in the folder, nor that of the bundled one."""
    before = {path: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(UsageError, match=f'There is a roadmap "{taken}" already'):
        library.create(taken, "", folder)
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_a_new_roadmap_overwrites_no_file_that_comes_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program may write one of that name at the last moment."""
    (tmp_path / "garden.toml").write_text("theirs")
    monkeypatch.setattr(library, "entries", lambda _folder: [])
    with pytest.raises(StorageError, match="there is a file of that name already"):
        library.create("garden", "", tmp_path)
    assert (tmp_path / "garden.toml").read_text() == "theirs"


@pytest.mark.parametrize(
    "roadmap_id", ["", "Garden", "my garden", "../garden", "a/b", "a.b", "a\x1b", "x" * 201, "\udcff"]
)
def test_an_id_that_breaks_the_rules_is_refused(tmp_path: Path, roadmap_id: str) -> None:
    """It is the name of a file, too."""
    with pytest.raises(UsageError, match="cannot be the id of a roadmap"):
        library.create(roadmap_id, "", tmp_path / "roadmaps")
    assert not (tmp_path / "roadmaps").exists()


def test_an_id_that_is_no_file_name_is_refused(tmp_path: Path) -> None:
    """200 letters may be more bytes than a file system takes."""
    with pytest.raises(StorageError, match="its name is too long"):
        library.create("数" * 200, "", tmp_path)


def test_a_title_that_cannot_be_used_is_refused(tmp_path: Path) -> None:
    """In the words of the format."""
    with pytest.raises(UsageError, match="title"):
        library.create("x", "   ", tmp_path)
    assert not list(tmp_path.iterdir())


def test_the_line_of_a_topic_is_found(small_file: Path, tmp_path: Path) -> None:
    """In a file that can be read; else there is the first line."""
    line = library.line_of(small_file, NodeId("data.stores"))
    assert small_file.read_text().splitlines()[line - 1] == "[data.stores]"
    assert library.line_of(tmp_path / "gone.toml", NodeId("data")) == 1

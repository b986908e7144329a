"""What an import reads, and what it takes it for."""

import io
from pathlib import Path

import pytest

from roadmap_tui.errors import UnreadableRoadmapError
from roadmap_tui.storage import sources
from roadmap_tui.storage.sources import SourceFormat


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.md", b"# x", SourceFormat.MARKDOWN),
        ("a.txt", b"format = 1", SourceFormat.MARKDOWN),
        ("a.toml", b"", SourceFormat.TOML),
        ("a.toml.2026-11-22T120000.000000", b"", SourceFormat.TOML),
        ("a.json", b"{}", SourceFormat.ROADMAP_SH),
        ("A.JSON", b"x", SourceFormat.ROADMAP_SH),
    ],
)
def test_the_name_says_the_format(tmp_path: Path, name: str, data: bytes, expected: SourceFormat) -> None:
    """Unless the user does."""
    (tmp_path / name).write_bytes(data)
    assert sources.read(str(tmp_path / name)).format is expected
    assert sources.read(str(tmp_path / name), SourceFormat.MARKDOWN).format is SourceFormat.MARKDOWN


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"- [ ] x", SourceFormat.MARKDOWN),
        (b'\n{"nodes": []}', SourceFormat.ROADMAP_SH),
        (b"{% x %}", SourceFormat.MARKDOWN),
        (b"\xef\xbb\xbfformat = 1", SourceFormat.TOML),
    ],
)
def test_of_standard_input_the_content_says_it(
    monkeypatch: pytest.MonkeyPatch, data: bytes, expected: SourceFormat
) -> None:
    """There is no name."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    found = sources.read("-")
    assert (found.format, found.suggested_id, found.data) == (expected, "", data)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("README.md", "my-clone"), ("index.md", "my-clone"), ("Plan 2026.md", "plan-2026"), ("README-de.md", "readme-de")],
)
def test_a_readme_is_called_like_its_folder(tmp_path: Path, name: str, expected: str) -> None:
    """Every clone has one."""
    folder = tmp_path / "My Clone"
    folder.mkdir()
    (folder / name).write_text("x")
    assert sources.read(str(folder / name)).suggested_id == expected


def test_a_folder_is_searched_for_one_file_and_no_other(tmp_path: Path) -> None:
    """A README in any case; a map when it is called like the folder; nothing else is opened."""
    (tmp_path / "readme.MD").write_text("x")
    assert sources.read(str(tmp_path)).place.endswith("readme.MD")
    (tmp_path / f"{tmp_path.name}.json").write_text("{}")
    assert sources.read(str(tmp_path)).format is SourceFormat.ROADMAP_SH


@pytest.mark.parametrize("reference", ["missing.md", "missing#x", "a\x00b", "."])
def test_what_cannot_be_read_is_an_error_of_its_own(
    tmp_path: Path, reference: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a sentence, whatever the user typed."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UnreadableRoadmapError):
        sources.read(reference)


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """What no source may show."""
    path = tmp_path / "secret.md"
    path.write_text("- [ ] key")
    return path


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone of somebody's repository."""
    path = tmp_path / "clone"
    (path / ".git").mkdir(parents=True)
    return path


@pytest.mark.parametrize("target", ["../secret.md", "inner/../../secret.md", "hop"])
def test_a_readme_that_leads_out_of_its_clone_is_refused(clone: Path, secret: Path, target: str) -> None:
    """Whether the folder or the file is named, and however the way is written."""
    (clone / "inner").mkdir()
    (clone / "hop").symlink_to(secret)
    (clone / "README.md").symlink_to(target)
    for named in (clone, clone / "README.md"):
        with pytest.raises(UnreadableRoadmapError, match="is a link that leads out of"):
            sources.read(str(named))


def test_a_readme_that_leads_out_of_a_folder_is_refused(tmp_path: Path, secret: Path) -> None:
    """A folder need not be a clone. The same link is followed where the user names it."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "README.md").symlink_to(secret)
    with pytest.raises(UnreadableRoadmapError, match="is a link that leads out of"):
        sources.read(str(tmp_path / "folder"))
    assert sources.read(str(tmp_path / "folder" / "README.md")).data == secret.read_bytes()


def test_links_inside_a_clone_are_followed(clone: Path, tmp_path: Path) -> None:
    """And a clone may be named through a link."""
    (clone / "list.md").write_text("- [ ] x")
    (clone / "README.md").symlink_to("list.md")
    (tmp_path / "link").symlink_to(clone)
    assert sources.read(str(tmp_path / "link")).data == b"- [ ] x"


def test_texts_that_lead_out_of_a_clone_are_left_out_and_named(clone: Path, secret: Path) -> None:
    """Of a file and of a whole folder."""
    folder = clone / "src" / "data" / "roadmaps" / "go"
    (folder / "content").mkdir(parents=True)
    (folder / "go.json").write_text("{}")
    (folder / "go.md").symlink_to(secret)
    (folder / "content" / "inside.md").write_text("text")
    (folder / "content" / "outside.md").symlink_to(secret)
    found = sources.read(f"{clone}#go")
    assert found.texts == {"inside.md": b"text"}
    assert found.left_out == ("go.md", "content/outside.md")

"""The settings file on disk: no file, wrong files, and one value changed in place."""

import os
from pathlib import Path

import pytest

from roadmap_tui.core.settings import DEFAULT_SETTINGS, Settings, ThemeName
from roadmap_tui.errors import StorageError
from roadmap_tui.storage.locations import Locations
from roadmap_tui.storage.settings import MAX_BYTES, load, remember

USUAL = {"topic.done": ("d",)}


@pytest.fixture
def path(locations: Locations) -> Path:
    """Where the settings are, in a folder that is there."""
    locations.config.mkdir()
    return locations.settings


def test_no_file_means_the_defaults_and_none_is_made(locations: Locations) -> None:
    """Reading writes nothing."""
    assert load(locations, lambda: USUAL) == (DEFAULT_SETTINGS, ())
    assert not locations.config.exists()


def test_mistakes_name_the_file_and_the_line(locations: Locations, path: Path) -> None:
    """And what is right counts."""
    path.write_text("theme = 'terminal'\nday-starts-at = 99\n")
    assert load(locations, lambda: USUAL) == (
        Settings(theme=ThemeName.TERMINAL),
        (f"{path}:2: day-starts-at must be an hour between 0 and 12",),
    )


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo, lambda path: path.write_bytes(b"#" * (MAX_BYTES + 1))])
def test_what_cannot_be_read_is_said_and_stops_nothing(locations: Locations, path: Path, make: object) -> None:
    """A folder, a pipe, a file of any size."""
    make(path)  # type: ignore[operator]
    settings, mistakes = load(locations, lambda: USUAL)
    assert settings == DEFAULT_SETTINGS
    assert mistakes[0].startswith(f"Could not read the settings in {path}: ")


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("backend", "backend"),
        ("back", "back"),
        ("mine.toml", "{config}/mine.toml"),
        ("./mine.toml", "{config}/mine.toml"),
        ("~/mine.toml", "{home}/mine.toml"),
    ],
)
def test_the_first_roadmap_is_found_from_anywhere(locations: Locations, path: Path, name: str, found: str) -> None:
    """By id, or by a path that begins at the settings or at home."""
    home = Path.home()
    home.mkdir(exist_ok=True)
    for folder in (home, locations.config):
        (folder / "mine.toml").touch()
    path.write_text(f'roadmap = "{name}"')
    settings, mistakes = load(locations, lambda: USUAL)
    assert not mistakes
    assert settings.roadmap == found.format(config=locations.config, home=home)


@pytest.mark.parametrize("name", ["backedn", "gone.toml", "~nobody-at-all/x.toml"])
def test_a_first_roadmap_that_is_not_there_is_a_mistake(locations: Locations, path: Path, name: str) -> None:
    """The bundled one takes its place."""
    path.write_text(f'\nroadmap = "{name}"')
    settings, (mistake,) = load(locations, lambda: USUAL)
    assert settings.roadmap is None
    assert mistake.startswith(f"{path}:2: roadmap ")


def test_a_choice_is_remembered(locations: Locations) -> None:
    """The file is made with its folder, then changed."""
    for name in (ThemeName.LIGHT, ThemeName.HIGH_CONTRAST):
        remember(locations.settings, "theme", name)
        assert load(locations, lambda: USUAL) == (Settings(theme=name), ())


def test_remembering_leaves_the_rest_of_the_file_alone(path: Path) -> None:
    """Byte for byte, a byte order mark and a symbolic link included."""
    target = path.with_name("elsewhere.toml")
    target.write_bytes(b"\xef\xbb\xbf# Mine.\r\ntheme='x' #!\r\n[keys]\r\n")
    path.symlink_to(target)
    remember(path, "theme", "terminal")
    assert target.read_bytes() == b'\xef\xbb\xbf# Mine.\r\ntheme="terminal" #!\r\n[keys]\r\n'
    assert path.is_symlink()


@pytest.mark.parametrize("data", [b"theme = ", b"theme = '\xff'", b"theme = '''\nx'''"])
def test_a_file_that_is_not_understood_is_not_written(path: Path, data: bytes) -> None:
    """It stays as it is, and the user is told."""
    path.write_bytes(data)
    with pytest.raises(StorageError, match="Could not change"):
        remember(path, "theme", "terminal")
    assert path.read_bytes() == data


def test_a_read_only_file_is_left_alone(path: Path) -> None:
    """Also for root, who may write to everything. The reason comes first, where a narrow screen still shows it."""
    path.write_bytes(b"theme='x'")
    path.chmod(0o444)
    with pytest.raises(StorageError, match=r"^The file is read-only: could not remember that"):
        remember(path, "theme", "terminal")
    assert path.read_bytes() == b"theme='x'"


def test_a_disk_that_refuses_is_named(locations: Locations) -> None:
    """Here a file stands where the folder should be."""
    locations.config.touch()
    with pytest.raises(StorageError, match=r"There is a file where a folder should be: could not remember that"):
        remember(locations.settings, "theme", "terminal")

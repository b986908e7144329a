"""Where this user's files are, and what this machine is called."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from platformdirs import PlatformDirs

from roadmap_tui.errors import StorageError
from roadmap_tui.storage.locations import Locations, user_locations
from roadmap_tui.xdg import plain_folders


def test_every_file_has_its_place(locations: Locations, tmp_path: Path) -> None:
    """Progress and roadmaps are data, settings are config, the rest may be lost."""
    assert locations.progress == tmp_path / "data" / "progress"
    assert locations.roadmaps == tmp_path / "data" / "roadmaps"
    assert locations.settings == tmp_path / "config" / "settings.toml"
    assert locations.session == tmp_path / "state" / "session.json"
    assert locations.log == tmp_path / "state" / "error.log"


def test_asking_creates_nothing(tmp_path: Path) -> None:
    """Neither the folders nor the home."""
    places = user_locations()
    assert all(tmp_path in place.parents for place in places)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("folder", ["/data", "/with blanks/and\nnewline", "/\udcff"])
def test_the_desktops_conventions_are_followed(monkeypatch: pytest.MonkeyPatch, folder: str) -> None:
    """XDG on Linux, whatever the folder is called."""
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", folder)
    assert user_locations().data == Path(folder) / "roadmap-tui"


@pytest.mark.parametrize("folder", ["", "relative/folder", "."])
def test_a_folder_that_is_not_absolute_is_ignored(monkeypatch: pytest.MonkeyPatch, folder: str) -> None:
    """As the XDG specification asks: progress must not depend on where the program was started."""
    monkeypatch.setenv("HOME", "/home/ann")
    monkeypatch.setenv("XDG_DATA_HOME", folder)
    assert user_locations().data.is_absolute()


@pytest.mark.parametrize("home", [None, "", "relative"])
def test_without_a_home_the_password_file_is_asked(monkeypatch: pytest.MonkeyPatch, home: str | None) -> None:
    """An empty or relative home is none."""
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name)
    if home is not None:
        monkeypatch.setenv("HOME", home)
    assert all(place.is_absolute() for place in user_locations())


def test_without_any_home_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """The user may stand in no password file either."""

    def nobody(_number: int) -> None:
        raise KeyError

    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name)
    monkeypatch.setattr("pwd.getpwuid", nobody)
    with pytest.raises(StorageError, match="set HOME"):
        user_locations()


FOLDERS = st.sampled_from(["", "/x", "/x/", "//x", "/with blank", " /x", "relative", "~", "~/x", "/", "."])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.fixed_dictionaries({}, optional=dict.fromkeys(["HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"], FOLDERS)))
def test_what_is_known_without_platformdirs_is_what_it_says(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]
) -> None:
    """Or nothing is known without it."""
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, folder in environment.items():
        monkeypatch.setenv(name, folder)
    dirs = PlatformDirs("roadmap-tui", appauthor=False)
    expected = [dirs.user_data_path, dirs.user_config_path, dirs.user_state_path, dirs.user_cache_path]
    known = plain_folders("roadmap-tui", os.environ)
    assert known is None or list(map(Path, known)) == expected


def test_plain_folders_are_known_without_platformdirs() -> None:
    """They are what most users have; on other systems it is asked."""
    home = "/home/ann"
    usual = [f"{home}/{name}/roadmap-tui" for name in (".local/share", ".config", ".local/state", ".cache")]
    assert plain_folders("roadmap-tui", {"HOME": home}) == (usual if sys.platform == "linux" else None)

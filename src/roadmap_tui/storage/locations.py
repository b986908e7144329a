"""The locations of the user's files. Nothing is created here."""

import os
from pathlib import Path
from typing import NamedTuple

from roadmap_tui.errors import StorageError
from roadmap_tui.xdg import plain_folders

APP = "roadmap-tui"


class Locations(NamedTuple):
    """The folders that belong to the program, and the files in them; none need exist."""

    data: Path
    """What is worth backing up: progress and imported roadmaps."""

    config: Path
    """What the user edits."""

    state: Path
    """What may be lost: folds, cursor positions, the error log."""

    cache: Path
    """What can be made again at any time."""

    @property
    def compiled(self) -> Path:
        """The folder of compiled roadmaps."""
        return self.cache / "roadmaps"

    @property
    def folded(self) -> Path:
        """The folder of what the logs came to."""
        return self.cache / "progress"

    @property
    def progress(self) -> Path:
        """The folder of the progress logs, one file per device."""
        return self.data / "progress"

    @property
    def roadmaps(self) -> Path:
        """The folder of the user's own and imported roadmaps."""
        return self.data / "roadmaps"

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.config / "settings.toml"

    @property
    def session(self) -> Path:
        """The session: last roadmap, folds, cursors."""
        return self.state / "session.json"

    @property
    def device(self) -> Path:
        """The names of this installation's device."""
        return self.state / "device.json"

    @property
    def drafts(self) -> Path:
        """The folder of the notes that are being written."""
        return self.state / "drafts"

    @property
    def log(self) -> Path:
        """The crash report."""
        return self.state / "error.log"


def user_locations() -> Locations:
    """The folders of the user who runs the program, by the conventions of the system (platformdirs).

    Raises:
        StorageError: The user has no home.
    """
    if known := plain_folders(APP, os.environ):
        return Locations(*map(Path, known))
    from platformdirs import PlatformDirs

    own = PlatformDirs(APP, appauthor=False)
    try:
        return Locations(own.user_data_path, own.user_config_path, own.user_state_path, own.user_cache_path)
    except RuntimeError:
        raise StorageError("Nobody knows where your files are: set HOME to the path of your home folder.") from None

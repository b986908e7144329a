"""Where this user's files are. Asking creates nothing."""

import os
import re
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from roadmap_tui.core.marks import Device
from roadmap_tui.errors import StorageError
from roadmap_tui.xdg import plain_folders

APP = "roadmap-tui"

_MACHINE_IDS = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))


class Locations(NamedTuple):
    """The folders that belong to the program, and the files in them; none need exist."""

    data: Path
    """What is worth backing up: progress and imported roadmaps."""

    config: Path
    """What the reader edits."""

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
        """The folder of the reader's own and imported roadmaps."""
        return self.data / "roadmaps"

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.config / "settings.toml"

    @property
    def session(self) -> Path:
        """Where the app was left: last roadmap, folds, cursors."""
        return self.state / "session.json"

    @property
    def drafts(self) -> Path:
        """The folder of the notes that are being written."""
        return self.state / "drafts"

    @property
    def log(self) -> Path:
        """Where an unexpected error is written down in full."""
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


def device_name(progress: Path) -> Device:
    """A name for this machine that stays the same and that no other machine of the reader's has.

    The host's name for people, and eight digits from the machine's id because host names repeat. Nothing is stored, so
    nothing can be lost; and a machine that has a log goes on with it when its host name changes.

    Args:
        progress: The folder of the progress logs; it need not exist.
    """
    host = re.sub(r"[^a-z0-9]+", "-", os.uname().nodename.split(".")[0].lower()).strip("-")[:40] or "device"
    machine = next(filter(None, map(_read, _MACHINE_IDS)), b"")
    if not machine:
        return Device(host)
    digits = f"{crc32(APP.encode() + machine):08x}"
    known = [path.stem for path in progress.glob(f"*-{digits}.jsonl")]
    return Device(known[0] if len(known) == 1 else f"{host}-{digits}")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes().strip()
    except OSError:
        return b""

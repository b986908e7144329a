"""The user's settings: read at every start, and changed one value at a time.

No file means the defaults, and so does whatever is wrong in it: settings never keep the program from running.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from roadmap_tui.core.settings import DEFAULT_SETTINGS, Settings
from roadmap_tui.core.text import clean_line
from roadmap_tui.errors import NotFoundError, StorageError
from roadmap_tui.storage import files, library
from roadmap_tui.storage.locations import Locations
from roadmap_tui.storage.os_errors import explain, unreachable_reason

MAX_BYTES = 256 * 1024


class LoadedSettings(NamedTuple):
    """The content of the settings file."""

    settings: Settings = DEFAULT_SETTINGS
    problems: tuple[str, ...] = ()
    """A sentence for each thing that is wrong with it, with file and line."""


NO_SETTINGS = LoadedSettings()
"""What is said where there is no file."""


def load(locations: Locations, usual_keys: Callable[[], Mapping[str, Sequence[str]]]) -> LoadedSettings:
    """Read the settings.

    Args:
        locations: This user's files.
        usual_keys: Gives the keys of every command of the app, by id; not asked where there are no settings.
    """
    path = locations.settings
    try:
        data = files.read_regular(path, MAX_BYTES)
    except FileNotFoundError:
        return NO_SETTINGS
    except OSError as error:
        return LoadedSettings(
            problems=(f"Could not read the settings in {path}: {explain(error)}. The usual ones are used.",)
        )
    from roadmap_tui.formats import settings_toml

    known = settings_toml.Allowed(usual_keys(), partial(_roadmap_problem, locations=locations))
    settings, mistakes = settings_toml.loads(data, known)
    if settings.roadmap:
        settings = settings._replace(roadmap=_reference(settings.roadmap, locations))
    return LoadedSettings(settings, tuple(f"{path}:{line}: {message}" for line, message in mistakes))


def remember(path: Path, key: str, value: str) -> None:
    """Change one value in the file, and nothing else of it; the file is made when there is none.

    Args:
        path: The settings file.
        key: The setting.
        value: What it is from now on.

    Raises:
        StorageError: It could not be, and the file is as it was.
    """
    from roadmap_tui.formats import settings_toml

    try:
        text = _text(path)
        edited = settings_toml.with_value(text.removeprefix("\ufeff"), key, value)
        if edited is None:
            raise StorageError(f'Could not change {path}, which has mistakes; write {key} = "{value}" there.')
        files.write_whole(path, (("\ufeff" if text.startswith("\ufeff") else "") + edited).encode())
    except UnicodeDecodeError:
        raise StorageError(f"Could not change {path}: it is not UTF-8.") from None
    except OSError as error:
        reason = explain(error)
        raise StorageError(f"{reason[:1].upper()}{reason[1:]}: could not remember that ({path}).") from error


def _text(path: Path) -> str:
    try:
        return files.read_regular(path, MAX_BYTES).decode()
    except FileNotFoundError:
        return ""


def _roadmap_problem(name: str, locations: Locations) -> str | None:
    try:
        path = library.find(_reference(name, locations), locations.roadmaps)
    except (NotFoundError, StorageError) as error:
        return f"cannot be opened: {error}"
    reason = unreachable_reason(path)
    return f'names "{clean_line(name)}", and {clean_line(str(path))} cannot be opened: {reason}' if reason else None


def _reference(name: str, locations: Locations) -> str:
    """The reference of the roadmap: a path in the settings begins in their folder, or with `~`."""
    if not library.is_path(name):
        return name
    try:
        return str(locations.config.absolute() / Path(name).expanduser())
    except RuntimeError:  # there is no home
        return str(locations.config.absolute() / name)

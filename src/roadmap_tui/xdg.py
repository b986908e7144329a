"""The user's folders on Linux in the usual case; platformdirs finds them in all others.

Loading platformdirs takes a third of what a command may take, and the two variables it looks at first are nearly always
plain. Loads next to nothing itself. Source: the XDG base directory specification.
"""

import sys
from collections.abc import Mapping

_USUAL = {
    "XDG_DATA_HOME": ".local/share",
    "XDG_CONFIG_HOME": ".config",
    "XDG_STATE_HOME": ".local/state",
    "XDG_CACHE_HOME": ".cache",
}
"""The variables, and the folders in the home that stand in for them."""


def plain_folders(app: str, environment: Mapping[str, str]) -> list[str] | None:
    """The app's folders for data, configuration, state and cache.

    Args:
        app: Its name.
        environment: `HOME` and the XDG variables are looked at.

    Returns:
        Absolute paths; None where it takes more to know them.
    """
    if sys.platform != "linux" or "ANDROID_ROOT" in environment:
        return None
    home = environment.get("HOME", "")
    folders = [environment.get(name) or f"{home}/{usual}" for name, usual in _USUAL.items()]
    if not all(_is_plain(folder) for folder in (home, *folders)):
        return None
    return [f"{folder}/{app}" for folder in folders]


def _is_plain(folder: str) -> bool:
    return len(folder) > 1 and folder == "/" + folder.strip().strip("/")

"""Copies text to the clipboard with a program of this machine."""

import subprocess
from collections.abc import Mapping
from shutil import which
from typing import NamedTuple

from roadmap_tui.tui.desktop.browser import is_remote

_TIMEOUT_S = 2.0
"""How long a program may take; if the display is gone, it waits for ever."""


class Helper(NamedTuple):
    """A program that copies its standard input."""

    words: tuple[str, ...]
    needs: str
    """The environment variable that is set if there is a clipboard; empty where there always is one."""

    encoding: str = "utf-8"


_HELPERS = (
    Helper(("pbcopy",), ""),
    Helper(("wl-copy",), "WAYLAND_DISPLAY"),
    Helper(("xclip", "-selection", "clipboard"), "DISPLAY"),
    Helper(("xsel", "--clipboard", "--input"), "DISPLAY"),
    Helper(("clip.exe",), "", "utf-16"),
)


def helpers(environment: Mapping[str, str]) -> list[Helper]:
    """The programs that are installed and write to the clipboard of the user's screen.

    Args:
        environment: Over ssh, only a forwarded display is the user's.
    """
    return [each for each in _HELPERS if _is_usable(each, environment) and which(each.words[0])]


def copy(text: str, environment: Mapping[str, str]) -> str:
    """Copy text; gives the name of the program that did, empty when none did.

    Args:
        text: What to copy.
        environment: The one of this process.
    """
    return next((helper.words[0] for helper in helpers(environment) if _has_copied(helper, text)), "")


def _is_usable(helper: Helper, environment: Mapping[str, str]) -> bool:
    return bool(environment.get(helper.needs)) if helper.needs else not is_remote(environment)


def _has_copied(helper: Helper, text: str) -> bool:
    # Some of them keep running to serve the clipboard: waiting for the end of a pipe would never end.
    silent = subprocess.DEVNULL
    try:
        data = text.encode(helper.encoding)
        return not subprocess.run(
            helper.words, input=data, stdout=silent, stderr=silent, timeout=_TIMEOUT_S, start_new_session=True
        ).returncode
    except (OSError, UnicodeError, subprocess.TimeoutExpired):
        return False

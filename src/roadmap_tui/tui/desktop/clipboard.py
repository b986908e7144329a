"""The clipboard: a program of this machine that writes to it, where there is one."""

import subprocess
from collections.abc import Mapping
from shutil import which
from typing import NamedTuple

from roadmap_tui.tui.desktop.browser import is_remote

_TIMEOUT_S = 2.0
"""How long a program may take; on a display that has gone away it would wait for ever."""


class Helper(NamedTuple):
    """A program that puts what it reads on the clipboard."""

    words: tuple[str, ...]
    needs: str
    """The variable that tells whether there is a clipboard to write to; empty where there always is one."""

    encoding: str = "utf-8"


_HELPERS = (
    Helper(("pbcopy",), ""),
    Helper(("wl-copy",), "WAYLAND_DISPLAY"),
    Helper(("xclip", "-selection", "clipboard"), "DISPLAY"),
    Helper(("xsel", "--clipboard", "--input"), "DISPLAY"),
    Helper(("clip.exe",), "", "utf-16"),
)


def helpers(environment: Mapping[str, str]) -> list[Helper]:
    """Those that are here and would write to the clipboard the reader looks at.

    Args:
        environment: Over ssh only a display that was forwarded is the reader's.
    """
    return [each for each in _HELPERS if _is_usable(each, environment) and which(each.words[0])]


def copy(text: str, environment: Mapping[str, str]) -> str:
    """Put text on the clipboard; gives the name of the program that did, empty when none did.

    Args:
        text: What to copy.
        environment: This process's.
    """
    return next((helper.words[0] for helper in helpers(environment) if _has_copied(helper, text)), "")


def _is_usable(helper: Helper, environment: Mapping[str, str]) -> bool:
    return bool(environment.get(helper.needs)) if helper.needs else not is_remote(environment)


def _has_copied(helper: Helper, text: str) -> bool:
    # Some of them stay behind to serve the clipboard: with a pipe to read from, waiting would never end.
    silent = subprocess.DEVNULL
    try:
        data = text.encode(helper.encoding)
        return not subprocess.run(
            helper.words, input=data, stdout=silent, stderr=silent, timeout=_TIMEOUT_S, start_new_session=True
        ).returncode
    except (OSError, UnicodeError, subprocess.TimeoutExpired):
        return False

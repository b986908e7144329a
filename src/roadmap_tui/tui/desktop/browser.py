"""Opens links in a browser; `command` checks every address.

The standard library's `webbrowser` lets the program it starts write over the screen, and interprets a `%` in an
address. Here a browser gets the address as one argument, which begins with http.
"""

import os
import shlex
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from shutil import which
from threading import Thread
from typing import NamedTuple

from roadmap_tui.core.links import url_problem
from roadmap_tui.errors import UsageError

_TEXT_BROWSERS = {"w3m", "lynx", "links", "links2", "elinks", "browsh", "carbonyl"}
_OPENERS = ("xdg-open", "gio open", "wslview")
"""Programs that open an address on Linux desktops and under Windows (WSL)."""

_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME")


OnError = Callable[[str], object]
"""Called in another thread, with a sentence."""


class Browser(NamedTuple):
    """A program that opens an address."""

    command: tuple[str, ...]
    """The program and its arguments; the address replaces `%s`, else it comes last."""

    @property
    def name(self) -> str:
        """The program's name."""
        return Path(self.command[0]).name

    @property
    def is_text(self) -> bool:
        """Whether it draws in the terminal."""
        return self.name in _TEXT_BROWSERS


def find_browser(environment: Mapping[str, str], platform: str) -> Browser | None:
    """Find the user's browser.

    Args:
        environment: `BROWSER` names one or several, with colons between them, as for xdg-open. Without it the desktop
            is asked, and over ssh there is none.
        platform: `sys.platform`.
    """
    wishes = [_words(wish) for wish in environment.get("BROWSER", "").split(os.pathsep)]
    found = next((wish for wish in wishes if wish and which(wish[0])), None)
    return Browser(found) if found else _desktop_browser(environment, platform)


def _desktop_browser(environment: Mapping[str, str], platform: str) -> Browser | None:
    if is_remote(environment):
        return None
    if platform == "darwin":
        return Browser(("open",))
    has_display = any(environment.get(name) for name in _DISPLAYS)
    openers = [tuple(opener.split()) for opener in _OPENERS]
    return next((Browser(opener) for opener in openers if has_display and which(opener[0])), None)


def is_remote(environment: Mapping[str, str]) -> bool:
    """Whether the user sits at another machine."""
    return bool(environment.get("SSH_CONNECTION") or environment.get("SSH_TTY"))


def command(browser: Browser, url: str) -> list[str]:
    """The command line that opens an address.

    Raises:
        UsageError: It leads where no link may lead.
    """
    if problem := url_problem(url):
        raise UsageError(f"This link is not opened: its address {problem}.")
    if any("%s" in word for word in browser.command[1:]):
        return [browser.command[0], *(word.replace("%s", url) for word in browser.command[1:])]
    return [*browser.command, url]


def start(browser: Browser, url: str, failed: OnError) -> None:
    """Start a browser that has a window of its own, in a thread; nothing it writes reaches the screen.

    Args:
        browser: Not one that draws in the terminal.
        url: The address.
        failed: Called when it could not be started, or has ended with an error.

    Raises:
        UsageError: The address leads where no link may lead.
    """
    Thread(target=_run, args=(command(browser, url), failed), daemon=True).start()


def _run(words: list[str], failed: OnError) -> None:
    silent = subprocess.DEVNULL
    try:
        code = subprocess.run(words, stdin=silent, stdout=silent, stderr=silent, start_new_session=True).returncode
    except OSError as error:
        failed(f"{words[0]} could not be started: {error.strerror}.")
    else:
        if code:
            failed(f"{Path(words[0]).name} could not open the link (exit code {code}).")


def _words(wish: str) -> tuple[str, ...]:
    try:
        return tuple(word for word in shlex.split(wish) if word != "&")
    except ValueError:
        return ()

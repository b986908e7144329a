"""Desktop integration: opens links and copies text, and reports only what is known to have happened."""

import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial

from textual.app import App, SuspendNotSupported

from roadmap_tui.tui.desktop import browser, clipboard
from roadmap_tui.tui.threads import in_thread


class Desktop:
    """The browser and the clipboard, as one app uses them."""

    def __init__(self, app: App[None], on_not_opened: Callable[[str, str], None]) -> None:
        """Create the desktop of an app.

        Args:
            app: Gives the terminal to a browser that draws there; the callbacks run in its thread.
            on_not_opened: Called with an address that no browser has opened, and with the reason, a sentence.
        """
        self._app = app
        self._on_not_opened = on_not_opened

    def open(self, url: str) -> str:
        """Open a link, if it leads where a link may lead.

        Returns:
            What to tell the user; empty when there is nothing to tell.

        Raises:
            UsageError: The address leads elsewhere.
        """
        found = browser.find_browser(os.environ, sys.platform)
        if found is None:
            here = "You are on another machine" if browser.is_remote(os.environ) else "There is no browser here"
            self._on_not_opened(url, f"{here}, so take the address to your own.")
        elif found.is_text:
            self._read_in_terminal(found, url)
        else:
            browser.start(found, url, partial(self._app.call_later, self._on_not_opened, url))
            return f"Asking {found.name} to open {url}"
        return ""

    def copy(self, text: str, on_done: Callable[[str], None]) -> None:
        """Copy text by a program of this machine.

        Args:
            text: What to copy.
            on_done: Called with the name of the program; empty when there was none that could.
        """
        in_thread(self._app, lambda: clipboard.copy(text, os.environ), on_done)

    def _read_in_terminal(self, found: browser.Browser, url: str) -> None:
        words = browser.command(found, url)
        try:
            with self._app.suspend():
                subprocess.run(words)
        except (OSError, SuspendNotSupported) as error:
            self._on_not_opened(url, f"{found.name} could not be started: {error}.")

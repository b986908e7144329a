"""What the app does outside of itself: it opens links and copies text, and says what it knows to have happened."""

import os
import subprocess
import sys
from threading import Thread

from textual.app import SuspendNotSupported
from textual.message import Message

from roadmap_tui.core.settings import DEFAULT_SETTINGS
from roadmap_tui.errors import UsageError
from roadmap_tui.presentation.commands import key_label, keys_of
from roadmap_tui.tui.desktop import browser, clipboard
from roadmap_tui.tui.screens.address import AddressScreen
from roadmap_tui.tui.terminal.lifecycle import TerminalApp
from roadmap_tui.tui.widgets.bars import StatusBar


class Desktop(TerminalApp):
    """An app with a way to the browser and to the clipboard; Textual's own paths lead through here, too."""

    settings = DEFAULT_SETTINGS

    class NotOpened(Message):
        """The browser could not open a link."""

        def __init__(self, url: str, why: str) -> None:
            super().__init__()
            self.url = url
            self.why = why

    class Copied(Message):
        """A program has put text on the clipboard, or there was none that could."""

        def __init__(self, text: str, helper: str) -> None:
            super().__init__()
            self.text = text
            self.helper = helper

    def say(self, sentence: str) -> None:
        """Say something on whatever screen is shown."""
        for bar in self.screen.query(StatusBar):
            bar.show_message(sentence)

    def open_url(self, url: str, *, new_tab: bool = True) -> None:  # noqa: ARG002  # Textual's signature
        """Open a link, if it leads where a link may lead; where there is no browser, show its address."""
        found = browser.find_browser(os.environ, sys.platform)
        try:
            if found is None:
                self._show_address(url)
            elif found.is_text:
                self._read_in_terminal(found, url)
            else:
                self.say(f"Asking {found.name} to open {url}")
                browser.start(found, url, lambda why: self._not_opened(url, why))
        except UsageError as error:
            self.say(str(error))

    def copy_to_clipboard(self, text: str) -> None:
        """Copy text by a program of this machine, else by the terminal; what is known to have happened is said."""
        Thread(target=self._copy, args=(text,), daemon=True).start()

    def on_desktop_copied(self, message: Copied) -> None:
        """Say it, or let the terminal do it (OSC 52), which never says whether it did."""
        if message.helper:
            self.say(f"Copied with {message.helper}: {message.text}")
        else:
            super().copy_to_clipboard(message.text)
            self.say(f"Sent to the terminal to copy, which does not say whether it did: {message.text}")

    def on_desktop_not_opened(self, message: NotOpened) -> None:
        """Show the address, so that it is not lost with the browser."""
        self._show(message.url, message.why)

    def _show_address(self, url: str) -> None:
        here = "You are on another machine" if browser.is_remote(os.environ) else "There is no browser here"
        self._show(url, f"{here}, so take the address to your own.")

    def _show(self, url: str, why: str) -> None:
        self.push_screen(AddressScreen(url, why, key_label(keys_of("link.copy", self.settings.keys)[0])))

    def _read_in_terminal(self, found: browser.Browser, url: str) -> None:
        words = browser.command(found, url)
        try:
            with self.suspend():
                subprocess.run(words)
        except (OSError, SuspendNotSupported) as error:
            self._not_opened(url, f"{found.name} could not be started: {error}.")

    def _not_opened(self, url: str, why: str) -> None:
        self.post_message(self.NotOpened(url, why))

    def _copy(self, text: str) -> None:
        self.post_message(self.Copied(text, clipboard.copy(text, os.environ)))

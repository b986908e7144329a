"""Textual's driver for terminals, with an input thread that nothing a terminal sends can end or mislead."""

import os
import selectors
from typing import TYPE_CHECKING

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from roadmap_tui.tui.terminal.input import TerminalInput

if TYPE_CHECKING:
    from roadmap_tui.tui.app import RoadmapApp

_READ_BYTES = 4096

_PAUSE_S = 0.1
"""After so long without a byte, an Escape is the key; Textual waits as long (`ESCDELAY`)."""


class TerminalDriver(LinuxDriver):
    """Reads a terminal for `RoadmapApp`."""

    _app: "RoadmapApp"

    def _run_input_thread(self) -> None:
        """Read until the app ends; a terminal that is gone, or a mistake of ours, ends the app in order.

        Textual would end this thread alone, and leave an app that hears nothing.
        """
        try:
            self.run_input_thread()
        except (OSError, EOFError):
            self._loop.call_soon_threadsafe(self._app.terminal_lost)
        except Exception as error:
            self._loop.call_soon_threadsafe(self._app.fail, error)

    def run_input_thread(self) -> None:
        """Hand on what was typed.

        Raises:
            OSError: The terminal is gone.
            EOFError: It is gone, too.
        """
        terminal, parser = TerminalInput(), XTermParser(self._debug)
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                text = terminal.feed(self._read()) if selector.select(_PAUSE_S) else terminal.wait()
                if text:  # for the parser, nothing is the end
                    for event in parser.feed(text):
                        self.process_message(event)
                for event in parser.tick():
                    self.process_message(event)

    def _read(self) -> bytes:
        data = os.read(self.fileno, _READ_BYTES)
        if not data:
            raise EOFError
        return data

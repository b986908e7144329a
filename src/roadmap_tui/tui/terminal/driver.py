"""Textual's driver for terminals; nothing that a terminal sends ends or misleads its input thread."""

import asyncio
import os
import selectors
import signal

from textual._xterm_parser import XTermParser  # private in Textual 8.2: the driver that is replaced here uses it
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from roadmap_tui.tui.terminal.input import TerminalInput

_READ_BYTES = 4096

_PAUSE_S = 0.1
"""An Escape that no byte follows for so long is the key; Textual waits as long (`ESCDELAY`)."""


class TerminalLost(Message):
    """The terminal is gone."""


class InputFailed(Message):
    """The input thread has ended with an error of ours."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error


class TerminalDriver(LinuxDriver):
    """Reads a terminal, and posts to the app how that ended."""

    def start_application_mode(self) -> None:
        """Take the terminal over, and let the event loop call Textual's handler for a new size.

        Textual 8.2 lets the signal call it. While a window is dragged about, the next signal interrupts it there, and
        handlers in handlers fill the stack.
        """
        super().start_application_mode()  # type: ignore[no-untyped-call]
        handle = signal.getsignal(signal.SIGWINCH)
        if callable(handle):
            asyncio.get_running_loop().add_signal_handler(signal.SIGWINCH, handle, signal.SIGWINCH, None)

    def _run_input_thread(self) -> None:
        """Read until the app ends.

        Private in Textual 8.2: an error ends this thread alone there, and leaves an app that receives nothing.
        """
        try:
            self.run_input_thread()
        except (OSError, EOFError):
            self._app.post_message(TerminalLost())
        except Exception as error:
            self._app.post_message(InputFailed(error))

    def run_input_thread(self) -> None:
        """Send to the app what was typed.

        Raises:
            OSError: The terminal is gone.
            EOFError: The terminal is gone, too.
        """
        terminal, parser = TerminalInput(), XTermParser(self._debug)
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                text = terminal.feed(self._read()) if selector.select(_PAUSE_S) else terminal.wait()
                if text:  # the parser takes an empty text for the end
                    for event in parser.feed(text):
                        self.process_message(event)
                for event in parser.tick():
                    self.process_message(event)

    def _read(self) -> bytes:
        data = os.read(self.fileno, _READ_BYTES)
        if not data:
            raise EOFError
        return data

"""Textual's driver for terminals of POSIX. No input of a terminal ends or misleads its input thread."""

import asyncio
import contextlib
import os
import selectors
import signal
import termios
import tty

from textual._xterm_parser import XTermParser  # private in Textual 8.2: the driver that is replaced here uses it
from textual.drivers.linux_driver import LinuxDriver

from roadmap_tui import first_frame
from roadmap_tui.tui.terminal.input import TerminalInput
from roadmap_tui.tui.terminal.messages import InputFailed, TerminalLost

_ALTERNATE_SCREEN = "\x1b[?1049h"

_READ_BYTES = 4096

_PAUSE_S = 0.1
"""An Escape that no byte follows for so long is the key; Textual waits as long (`ESCDELAY`)."""

_MODES_OF_AN_APP = (
    "\x1b[?1049h"  # the alternate screen
    "\x1b[?1000h\x1b[?1003h\x1b[?1015h\x1b[?1006h"  # the mouse
    "\x1b[?25l\x1b[?1004h\x1b[?2004h\x1b[?7l"  # no cursor, focus, paste, no line wrap
    "\x1b[=25;1u"  # kitty's keyboard protocol, with the flags that Textual pushes; set, so that one pop is enough
)
"""Textual 8.2 sets these modes when it starts, and only there."""


class TerminalDriver(LinuxDriver):
    """Reads a terminal, and posts to the app how that ended."""

    _has_terminal = False

    def start_application_mode(self) -> None:
        """Take the terminal over, and let the event loop call the handlers for a new size and for `SIGCONT`.

        Textual 8.2 lets the signals call them. While a window is dragged about, the next signal interrupts the handler,
        and handlers in handlers fill the stack.
        """
        self._loop = asyncio.get_running_loop()
        self._loop.add_signal_handler(signal.SIGCONT, self._go_on)
        thread = self._key_thread
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self._key_thread is thread:
            return  # Textual does not start in the background
        self._has_terminal = True
        handle = signal.getsignal(signal.SIGWINCH)
        if callable(handle):
            self._loop.add_signal_handler(signal.SIGWINCH, handle, signal.SIGWINCH, None)

    def stop_application_mode(self) -> None:
        """Give the terminal back."""
        self._has_terminal = False
        super().stop_application_mode()

    def _sigtstp_application(self, *_: object) -> None:
        """Let the event loop suspend an app that has the terminal; stop at once beside another program.

        Private in Textual 8.2, which suspends in the signal handler, even in the middle of a start.
        """
        if self._has_terminal:
            self._loop.call_soon_threadsafe(self._suspend)
        else:
            os.kill(os.getpid(), signal.SIGSTOP)

    def _sigcont_application(self, *_: object) -> None:
        """Do nothing before the app has started.

        Private in Textual 8.2, which starts an app that runs a second time, with a second thread that reads.
        """

    def _suspend(self) -> None:
        if self._has_terminal:
            self.suspend_application_mode()
            self._must_signal_resume = True
            os.kill(os.getpid(), signal.SIGSTOP)

    def _go_on(self) -> None:
        """Start again after `SIGTSTP`; otherwise set the modes again, because a shell may have changed them."""
        if self._has_terminal:
            self._set_modes()
            self._app.post_message(self.SignalResume())
        elif self._must_signal_resume:
            self.resume_application_mode()

    def _set_modes(self) -> None:
        with contextlib.suppress(termios.error):
            modes = termios.tcgetattr(self.fileno)
            modes[tty.LFLAG] = self._patch_lflag(modes[tty.LFLAG])
            modes[tty.IFLAG] = self._patch_iflag(modes[tty.IFLAG])
            modes[tty.CC][termios.VMIN] = 1
            termios.tcsetattr(self.fileno, termios.TCSANOW, modes)
        self.write(_MODES_OF_AN_APP)

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


class FirstFrameDriver(TerminalDriver):
    """Takes over a terminal that shows the frame, without clearing it, so that nothing flickers."""

    _has_screen = False

    def start_application_mode(self) -> None:
        """Take over from the frame; after a suspension there is none, and Textual starts as usual."""
        modes = first_frame.take_over()
        self._has_screen = modes is not None
        super().start_application_mode()
        if modes is not None:
            self.attrs_before = modes  # not documented in Textual 8.2: the modes that it restores at the end

    def write(self, data: str) -> None:
        """Write to the terminal; the alternate screen is entered once, because entering it clears it."""
        if self._has_screen and data == _ALTERNATE_SCREEN:
            self._has_screen = False
            return
        super().write(data)

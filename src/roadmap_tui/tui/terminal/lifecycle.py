"""The app's life on a terminal: the first paint, the size, suspension, signals, type-ahead, and every way out."""

import asyncio
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from threading import Timer

from rich.text import Text
from textual import events, on
from textual.app import App
from textual.driver import Driver
from textual.geometry import Size
from textual.screen import Screen

from roadmap_tui.storage import system
from roadmap_tui.tui.terminal.messages import InputFailed, TerminalLost
from roadmap_tui.tui.terminal.type_ahead import CaughtUp, TypeAhead

_STDERR = 2
"""The file descriptor."""

_SIGHUP = 1
"""Its number on every system that has it."""

_IGNORE_S = 0.2
"""How long these are still ignored after another program has ended."""

GRACE_S = 1.0
"""How long Textual may take to end after a signal."""


class TerminalApp(App[None]):
    """An app that starts and ends cleanly on a terminal. A subclass says what must be saved on the way out."""

    crash_report = ""
    """What to tell the user about an unexpected error, one line; empty when there was none."""

    def __init__(self) -> None:
        super().__init__()
        self.type_ahead = TypeAhead()
        self._unpainted = ExitStack()
        self._is_painted = False

    def before_exit(self) -> None:
        """Called in the app's thread when a signal ends the app; must not wait."""

    def before_kill(self) -> None:
        """Called in another thread when Textual does not end; may wait a little for the disk."""

    def report_crash(self) -> str:
        """Write the error that is being handled to a file; gives the line that tells the user."""
        return ""

    def get_driver_class(self) -> type[Driver]:
        """Our own driver where Textual would read a terminal."""
        usual = super().get_driver_class()
        if not system.host.has_posix_terminals:
            return usual
        # Neither module can be loaded on Windows.
        from textual.drivers.linux_driver import LinuxDriver

        from roadmap_tui.tui.terminal.driver import FirstFrameDriver

        return FirstFrameDriver if usual is LinuxDriver else usual

    # The first paint, and the size

    def on_load(self) -> None:
        """Handle signals before the terminal is taken over; Textual would die and leave the terminal as it is."""
        self._unpainted.enter_context(self.batch_update())
        # Back from the shell, Textual draws only what has changed since, but the shell has drawn over everything.
        self.app_resume_signal.subscribe(self, lambda _: self.screen.refresh(layout=True))
        self._handle_signals(*system.host.end_signals())

    def on_ready(self) -> None:
        """Paint for the first time when every widget knows its size.

        Textual would begin with a guess, and paint four times what the user must not see.
        """
        self.call_later(self._paint)

    def _paint(self) -> None:
        self._is_painted = True
        self._unpainted.close()
        self.screen.refresh()

    def on_resize(self, event: events.Resize) -> None:
        """End up with the terminal's real size, and draw everything.

        A window that is dragged about sends signals faster than they are handled. Textual may then report the last
        size before an earlier one, or a size that seems not to have changed while the terminal has lost its content.
        """
        real = event.size if self.is_headless else _terminal_size() or event.size
        if event.size != real:
            self.post_message(events.Resize(real, real))
        elif self._is_painted:
            self.screen.refresh(layout=True)

    # Type-ahead

    async def on_event(self, event: events.Event) -> None:
        """Defer what is typed while a field is being opened, before any widget gets it."""
        is_new = isinstance(event, events.Key | events.Paste) and not event.is_forwarded
        if not (is_new and self._defer(event)):
            await super().on_event(event)

    def on_paste(self, event: events.Paste) -> None:
        """Defer a paste that went to another widget before the field had the focus."""
        self._defer(event)

    def on_key(self, event: events.Key) -> None:
        """Defer such a key, which then does not run the command it is bound to."""
        if self._defer(event):
            event.prevent_default()

    def _defer(self, event: events.Event) -> bool:
        return bool(self.screen_stack) and self.type_ahead.defer(self.screen_stack[-1], event)

    @on(CaughtUp)
    def _flush_type_ahead(self, message: CaughtUp) -> None:
        self.type_ahead.flush(message.screen)

    # Suspension and the ways out

    @contextmanager
    def suspend(self) -> Iterator[None]:
        """Give the terminal to another program for a while; a key that ends that program does not end this one."""
        with super().suspend():
            for number in system.host.key_signals() if not self.is_headless else ():
                system.host.release_signal(asyncio.get_running_loop(), number)
                signal.signal(number, lambda *_: None)  # a signal that is ignored would be ignored by that program, too
            yield
        # The loop hears of the signals that came meanwhile only once it runs again.
        self.set_timer(_IGNORE_S, partial(self._handle_signals, *system.host.key_signals()))

    def _handle_signals(self, *numbers: int) -> None:
        if not self.is_headless:
            for number in numbers:
                system.host.handle_signal(asyncio.get_running_loop(), number, partial(self._end, 128 + number))

    @on(TerminalLost)
    def terminal_lost(self) -> None:
        """Leave as after a hang-up: there is nothing left to read from."""
        self._end(128 + _SIGHUP)

    @on(InputFailed)
    def _raise(self, message: InputFailed) -> None:
        """Leave because of an error of the input thread, as if it were one of the app's own."""
        raise message.error

    def _end(self, code: int) -> None:
        """Leave in order, or by force if Textual does not end: it waits for ever for a terminal that is gone."""
        try:
            self.before_exit()
        finally:
            self.exit(return_code=code)
            last_resort = Timer(GRACE_S, self._kill, [code])
            last_resort.daemon = True
            last_resort.start()

    def _kill(self, code: int) -> None:
        try:
            self.before_kill()
        finally:
            os._exit(code)

    def _fatal_error(self) -> None:
        """Tell the user of an unexpected error in one line.

        Private in Textual 8.2: it prints the traceback with its local variables, and with them text of the roadmap's
        author; no public hook comes before it.
        """
        self.crash_report = self.report_crash()
        self.panic(Text(self.crash_report))

    def _print_error_renderables(self) -> None:
        """Print that line as one, however narrow the terminal is; Textual 8.2 lets Rich break it, and has no hook."""
        if self.crash_report:
            print(self.crash_report, file=sys.__stderr__)
            self._exit_renderables.clear()
        super()._print_error_renderables()

    def replace_screen(self, new: Screen[None]) -> None:
        """Put another screen in the place of the one that is shown, even if that is the first screen."""
        old = self.screen
        # Private in Textual 8.2: it takes a callback off the screen it replaces, but gives the first screen none.
        if not old._result_callbacks:
            old._push_result_callback(old, None)
        self.switch_screen(new)


def _terminal_size() -> Size | None:
    """The size of the terminal that Textual draws on, the one behind stderr; None when it is gone."""
    try:
        return Size(*os.get_terminal_size(_STDERR))
    except OSError:
        return None

"""A program in a real pseudo-terminal, read through a terminal emulator.

Nothing here knows the program. Whoever waits names a condition, and time is only ever spent until it holds.
"""

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

import pyte

_IN_A_SESSION = """
import fcntl, os, signal, sys, termios
for number in signal.SIGINT, signal.SIGQUIT:
    signal.signal(number, signal.SIG_DFL)
os.setsid()
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""
"""What a terminal window does before it becomes the program: a new session with the terminal as its own. In a program
of its own, because a fork with Python code in it is not safe where threads run, as they do in pytest's workers.
It takes back Ctrl+C and Ctrl+\\, too, which are ignored where a shell runs the tests in the background."""

_KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "space": " ",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "ctrl+c": "\x03",
    "ctrl+r": "\x12",
    "ctrl+z": "\x1a",
}
"""What a terminal sends for keys that are no characters."""

_NOT_UNDERSTOOD = re.compile(rb"\x1b\[[<=>][\d;]*[A-Za-z]|\x1b\[\?[\d;]*\$p")
"""Sequences that pyte takes for others or prints: the kitty keyboard protocol, and questions to the terminal."""

_UNFINISHED = re.compile(rb"\x1b(\[[^A-Za-z~]*)?\Z")
_FRAME, _END_OF_FRAME = b"\x1b[?2026h", b"\x1b[?2026l"
"""Between these a terminal shows nothing yet (synchronized output), so a screen is never seen half drawn."""

_ASKS_FOR_FRAMES, _HAS_FRAMES = b"\x1b[?2026$p", b"\x1b[?2026;2$y"

POLL_S = 0.02


class Size(NamedTuple):
    """Of a terminal, in cells."""

    columns: int
    rows: int


class Terminal:
    """A terminal window in which one program runs."""

    def __init__(self, command: Sequence[str | Path], size: Size, folder: Path) -> None:
        """Start the program.

        Args:
            command: The program's path and its arguments.
            size: Of the window.
            folder: Where the program starts.
        """
        self.raw = b""
        """Everything that the program has written."""
        self._unseen = b""
        self._main, self._side = os.openpty()
        # pyte has no types: its screen is what it is.
        self.screen: Any = pyte.Screen(*size)
        self._stream: Any = pyte.ByteStream(self.screen)
        self._set_size(size)
        self.modes_before = termios.tcgetattr(self._side)
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", _IN_A_SESSION, *command],
            cwd=folder,
            # Handed over by name: readline, which pytest loads, puts LINES and COLUMNS into the C environment alone.
            env=os.environ,
            stdin=self._side,
            stdout=self._side,
            stderr=self._side,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.kill()
        self.process.wait()
        for descriptor in {self._main, self._side} - {-1}:
            os.close(descriptor)

    # What the user sees

    @property
    def lines(self) -> list[str]:
        """The rows of the screen, from the top."""
        shown: list[str] = self.screen.display
        return shown

    @property
    def text(self) -> str:
        """The screen, row by row."""
        return "\n".join(line.rstrip() for line in self.lines)

    @property
    def modes(self) -> list[Any]:
        """How the terminal treats input and output, to compare with `modes_before`."""
        return termios.tcgetattr(self._side)

    def place_of(self, text: str) -> tuple[int, int]:
        """Column and row, from 0, of the first place where this stands."""
        found = [(line.index(text), row) for row, line in enumerate(self.lines) if text in line]
        assert found, self._report(f"nowhere: {text!r}")
        return found[0]

    # What the user does

    def press(self, *keys: str) -> None:
        """Press keys in one burst: characters, or names such as `enter`."""
        self.send("".join(_KEYS.get(key, key) for key in keys).encode())

    def click(self, column: int, row: int) -> None:
        """Press and release the left button on a cell, counted from 0 (SGR mouse reports)."""
        self.send(b"\x1b[<0;%d;%dM\x1b[<0;%d;%dm" % (column + 1, row + 1, column + 1, row + 1))

    def turn_wheel(self, column: int, row: int, notches: int) -> None:
        """Turn the wheel over a cell, down when positive."""
        report = b"\x1b[<%d;%d;%dM" % (65 if notches > 0 else 64, column + 1, row + 1)
        self.send(report * abs(notches))

    def send(self, data: bytes) -> None:
        """What the terminal tells the program."""
        while data:
            self._read(0)
            data = data[os.write(self._main, data) :]

    def resize(self, size: Size) -> None:
        """Drag the window's corner; what was on the screen is gone until the program draws it again."""
        self.wipe()
        self.screen.resize(size.rows, size.columns)
        self._set_size(size)

    def wipe(self) -> None:
        """Clear the window, so that whatever is seen from now on was drawn from now on."""
        self._read(0)
        self.screen.reset()

    def kill(self, number: signal.Signals = signal.SIGKILL) -> None:
        """Send the program a signal."""
        self.process.send_signal(number)

    def close_window(self) -> None:
        """The terminal goes away under the program."""
        os.close(self._side)
        os.close(self._main)
        self._main = self._side = -1

    def set_modes(self, modes: list[Any]) -> None:
        """What a shell does to the terminal that it takes back."""
        termios.tcsetattr(self._side, termios.TCSANOW, modes)

    # Waiting

    def wait_for(self, expected: str | Callable[[], bool], timeout_s: float = 15) -> None:
        """Go on as soon as a text is on the screen, or a condition holds."""
        deadline = time.monotonic() + timeout_s
        while not (expected in self.text if isinstance(expected, str) else expected()):
            has_ended = self.process.poll() is not None
            assert time.monotonic() < deadline, self._report(f"not within {timeout_s} s: {expected!r}")
            assert self._read(POLL_S) or not has_ended, self._report(f"ended without {expected!r}")

    def wait_exit(self, timeout_s: float = 5) -> int:
        """The exit code, minus the signal's number when a signal ended the program; everything written is read."""
        deadline = time.monotonic() + timeout_s
        while self.process.poll() is None:
            assert time.monotonic() < deadline, self._report(f"still running after {timeout_s} s")
            self._read(POLL_S)
        while self._read(0):
            pass
        code = self.process.returncode
        assert code is not None
        return code

    def _report(self, what: str) -> str:
        return f"{what}; exit code {self.process.poll()}; the screen:\n{self.text}"

    # The wire

    def _set_size(self, size: Size) -> None:
        fcntl.ioctl(self._main, termios.TIOCSWINSZ, struct.pack("HHHH", size.rows, size.columns, 0, 0))

    def _read(self, timeout_s: float) -> bool:
        """Take in what the program has written; False when that was nothing."""
        if self._main < 0:
            time.sleep(timeout_s)
            return False
        if not select.select([self._main], [], [], timeout_s)[0]:
            return False
        data = os.read(self._main, 1 << 16)
        self.raw += data
        self._unseen += data
        if _ASKS_FOR_FRAMES in self._unseen:
            os.write(self._main, _HAS_FRAMES)
        self._stream.feed(_NOT_UNDERSTOOD.sub(b"", self._whole()))
        return bool(data)

    def _whole(self) -> bytes:
        """Take what can be shown: no half sequence, no half frame."""
        begun, ended = self._unseen.rfind(_FRAME), self._unseen.rfind(_END_OF_FRAME)
        unfinished = _UNFINISHED.search(self._unseen)
        end = begun if begun > ended else unfinished.start() if unfinished else len(self._unseen)
        data, self._unseen = self._unseen[:end], self._unseen[end:]
        return data

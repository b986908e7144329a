"""A program in a pseudo-terminal of 120x40 that answers the usual queries, and when what was seen there."""

import fcntl
import os
import re
import select
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

import pyte

COLUMNS, ROWS = 120, 40

_ANSWERS = {
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",
    b"\x1b[?2048$p": b"\x1b[?2048;0$y",
    b"\x1b[c": b"\x1b[?62;22c",
    b"\x1b[>0c": b"\x1b[>0;115;0c",
    b"\x1b[6n": b"\x1b[1;1R",
    b"\x1b]11;?": b"\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\",
}
"""What a terminal says when it is asked about modes, itself, the cursor and its background."""

_NOT_UNDERSTOOD = re.compile(rb"\x1b\[[<=>][\d;]*[A-Za-z]|\x1b\[\?[\d;]*(\$p|m)")
"""What pyte would print, or trip over."""

_UNFINISHED = re.compile(rb"\x1b(\[[^A-Za-z~]*)?\Z")


class Chunk(NamedTuple):
    """What one read gave."""

    at: float
    """Seconds, of `time.perf_counter`."""

    data: bytes


class Window:
    """One program, started at once."""

    def __init__(self, command: Sequence[str | Path], environment: Mapping[str, str]) -> None:
        """Start it.

        Args:
            command: Program and arguments.
            environment: All of its environment.
        """
        self.chunks: list[Chunk] = []
        self._main, side = os.openpty()
        fcntl.ioctl(self._main, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        words = [str(word) for word in command]
        self.started = time.perf_counter()
        self.pid = os.fork()
        if not self.pid:
            os.login_tty(side)
            os.execve(words[0], words, dict(environment))
        os.close(side)
        self._has_ended = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._has_ended:
            os.kill(self.pid, 9)
            os.waitpid(self.pid, 0)
        os.close(self._main)

    def type(self, keys: str) -> float:
        """Press keys; gives the moment."""
        at = time.perf_counter()
        os.write(self._main, keys.encode())
        return at

    def read(self, timeout_s: float) -> bool:
        """Take in what comes within that time; False when nothing did."""
        if not select.select([self._main], [], [], timeout_s)[0]:
            return False
        try:
            data = os.read(self._main, 1 << 18)
        except OSError:  # the program has gone
            return False
        self.chunks.append(Chunk(time.perf_counter(), data))
        for query, answer in _ANSWERS.items():
            if query in data:
                os.write(self._main, answer)
        return True

    def settle(self, quiet_s: float, timeout_s: float = 120) -> float:
        """Read until nothing has come for so long; gives the moment of the last chunk."""
        deadline = time.perf_counter() + timeout_s
        while self.read(quiet_s) and time.perf_counter() < deadline:
            pass
        return self.chunks[-1].at if self.chunks else self.started

    def wait_for(self, *texts: str, timeout_s: float = 40) -> float:
        """Read until all of these are on the screen; gives the moment they were, in seconds after the start."""
        screen, fed, end = _Screen(), 0, time.perf_counter() + timeout_s
        while time.perf_counter() < end:
            self.settle(0.1, 1)  # looking takes longer than reading, and what is read late would seem to be late
            for chunk in self.chunks[fed:]:
                fed += 1
                screen.feed(chunk.data)
                if screen.shows(texts):
                    return chunk.at - self.started
        raise TimeoutError(f"{texts} not seen within {timeout_s} s; on the screen:\n{screen.text}")

    def press(self, keys: str, quiet_s: float = 0.05) -> tuple[float, int]:
        """Press keys when all is quiet; gives the seconds until the last byte of what follows was read, and bytes."""
        self.settle(quiet_s)
        known = len(self.chunks)
        at = self.type(keys)
        if not self.read(20):
            raise TimeoutError(f"nothing happened after {keys!r}")
        last = self.settle(quiet_s)
        return last - at, sum(len(chunk.data) for chunk in self.chunks[known:])

    @property
    def peak_mb(self) -> float:
        """The most memory it has had at once so far (proc(5), VmHWM), in MB of 2**20 bytes."""
        found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{self.pid}/status").read_text())
        return int(found[1]) / 1024 if found else 0.0

    @property
    def cpu_s(self) -> float:
        """The processor time it has used so far (proc(5)), in steps of 10 ms."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def leave(self, keys: str) -> None:
        """Press the keys that leave, and wait until the program has gone."""
        self.type(keys)
        deadline = time.perf_counter() + 30
        while not os.waitpid(self.pid, os.WNOHANG)[0]:
            if time.perf_counter() > deadline:
                raise TimeoutError("the program does not end")
            if not self.read(0.02):
                time.sleep(0.005)
        self._has_ended = True


class _Screen:
    """What the user sees."""

    def __init__(self) -> None:
        self._screen: Any = pyte.Screen(COLUMNS, ROWS)
        self._stream: Any = pyte.ByteStream(self._screen)
        self._left = b""

    def feed(self, data: bytes) -> None:
        """Show more; the half of a sequence waits for the other."""
        data = self._left + data
        unfinished = _UNFINISHED.search(data)
        end = unfinished.start() if unfinished else len(data)
        self._left = data[end:]
        self._stream.feed(_NOT_UNDERSTOOD.sub(b"", data[:end]))

    @property
    def text(self) -> str:
        """Row by row."""
        return "\n".join(self._screen.display)

    def shows(self, texts: Sequence[str]) -> bool:
        """Whether all of these can be read."""
        text = self.text
        return all(each in text for each in texts)

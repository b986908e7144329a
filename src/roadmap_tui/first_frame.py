"""The first frame: the screen that the app will open with, saved when it ended and shown before anything is loaded.

A frame is shown only if everything that it depends on is unchanged: the program's version, the words it was called
with, the terminal and its size, the folder, the day, and every file that has a part in it, by inode, size and times of
change. In any doubt there is none: a stale frame is a lie. While it is shown the terminal neither echoes nor waits for
whole lines, so that keys typed early wait for the app. Then either the app takes the terminal over as it is, or
`give_up` restores it.

This module loads next to nothing. It decides what may be shown; `tui.terminal.first_frame` draws it.
"""

import os
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from zlib import crc32

from roadmap_tui import __version__
from roadmap_tui.user_locale import user_charset
from roadmap_tui.xdg import plain_folders

FORMAT = 1
"""Goes up when a kept frame means something else."""

MAX_BYTES = 4 * 2**20

_TERMINAL = 2
"""The descriptor that Textual draws on: stderr."""

_ENTER = "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[H"
"""The alternate screen without a cursor, and no line that runs over into the next (xterm control sequences)."""

_LEAVE = "\x1b[?7h\x1b[?1049l\x1b[?25h"

_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT")
_LOOKS = ("TERM", "COLORTERM", "NO_COLOR", "LANG", "LC_", "TEXTUAL", "PYTHON", "TZ", "COLUMNS", "LINES", "XDG_", "HOME")
"""What the names of environment variables begin with that have a part in it."""

Stamp = Sequence[int] | None
"""What the system says about a file; None when there is none."""

_OTHER_WRITERS = 0o022

SIZE = 2
"""Where in a stamp the size in bytes stands."""

_modes: list[object] | None = None
"""How the terminal treated what is typed before a frame was shown; None while none is."""

_arguments: Sequence[str] | None = None
"""What the program was called with; None when nobody asked for a frame."""


def place() -> str | None:
    """The file that keeps the frame; None where it would take long to find out."""
    folders = plain_folders("roadmap-tui", os.environ)
    return f"{folders[3]}/first-frame" if folders else None


def stamp(path: str | os.PathLike[str]) -> Stamp:
    """Device, inode, size, and the times of two changes of a file or folder: of its content, and of anything.

    A file that becomes readable again shows it in the last one alone.
    """
    try:
        status = os.stat(path)
    except OSError:
        return None
    return [status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns]


def surroundings(arguments: Sequence[str], size: tuple[int, int]) -> list[object]:
    """Everything but the files that has a part in what the app opens with.

    Args:
        arguments: The words after the program's name.
        size: The terminal's columns and rows.
    """
    day = time.localtime()
    looks = sorted(f"{name}={value}" for name, value in os.environ.items() if name.startswith(_LOOKS))
    folder = os.getcwd() if arguments else ""
    return [
        FORMAT,
        __version__,
        sys.version,
        *arguments,
        folder,
        *size,
        os.uname().nodename,
        *day[:3],
        day.tm_gmtoff,
        user_charset(os.environ),
        *looks,
    ]


def dumps(size: tuple[int, int], files: Mapping[str, Stamp], text: str) -> bytes | None:
    """A frame with all that it depends on; None in a program that was not started as one that shows frames.

    Args:
        size: The terminal's columns and rows.
        files: What the system said about each file when it was read.
        text: What draws the frame from the first cell on; nothing in it goes to another screen.
    """
    import json

    if _arguments is None:
        return None
    head = json.dumps([surroundings(_arguments, size), sorted(files.items())])
    body = f"{head}\n{text}".encode()
    return b"%08x\n%s" % (crc32(body), body)


def show(arguments: Sequence[str]) -> bool:
    """Show the frame if there is one for this start; False, and nothing is touched, when there is none.

    Args:
        arguments: The words after the program's name.
    """
    global _arguments
    _arguments = arguments
    try:
        if not all(map(os.isatty, (0, 1, _TERMINAL))) or not (path := place()):
            return False
        text = _valid(_read(path), arguments)
        return bool(text) and _begin(text)
    except Exception:  # whatever is wrong with a frame, there is none
        return False


def is_shown() -> bool:
    """Whether a frame is on the screen and the app has not taken over."""
    return _modes is not None


def take_over() -> list[object] | None:
    """The terminal is the app's from now on.

    Returns:
        How the terminal treated what is typed before the frame, for the app to restore; None when there was no frame.
    """
    global _modes
    modes, _modes = _modes, None
    if modes is not None:
        _release_signals()
    return modes


def _release_signals() -> None:
    import signal

    for number in (getattr(signal, name) for name in _SIGNALS):
        if signal.getsignal(number) is _end:
            signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)


def restore_terminal() -> None:
    """Take the frame off and leave the terminal as it was; nothing happens when none is shown."""
    modes = take_over()
    if modes is not None:
        import termios

        try:
            _write(_LEAVE)
            termios.tcsetattr(0, termios.TCSANOW, modes)  # type: ignore[arg-type]  # as tcgetattr gave them
        except (OSError, termios.error):
            pass  # the terminal is gone


def _valid(data: bytes, arguments: Sequence[str]) -> str:
    """The frame, if it is whole, everything is as it was, and it only draws; else nothing."""
    import json

    head, _, text = data[9:].partition(b"\n")
    if int(data[:8], 16) != crc32(memoryview(data)[9:]):
        return ""
    known, files = json.loads(head)
    size = os.get_terminal_size(_TERMINAL)
    if known != surroundings(arguments, (size.columns, size.lines)) or not _are_unchanged(files):
        return ""
    drawing = text.decode()
    return drawing if _only_draws(drawing) else ""


def _only_draws(text: str) -> bool:
    """Whether a text holds no control sequence but those that place the cursor, colour text and link it to the web."""
    import re  # json has loaded it

    sequences = r"\x1b\[[0-9;]*[Hm]|\x1b\]8;(?:id=[0-9-]*)?;(?:https?://[^\0-\x20\x7f-\x9f]*)?\x1b\\"
    return re.search(r"[\0-\x09\x0b-\x1f\x7f-\x9f]", re.sub(sequences, "", text)) is None


def _are_unchanged(files: Iterable[tuple[str, Stamp]]) -> bool:
    return all(stamp(path) == known for path, known in files)


def _read(path: str) -> bytes:
    """The frame's file; `PermissionError` when others can have written it."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOFOLLOW)
    try:
        for status in (os.fstat(descriptor), os.stat(os.path.dirname(path))):
            if status.st_uid != os.geteuid() or status.st_mode & _OTHER_WRITERS:
                raise PermissionError(path)
        return os.read(descriptor, MAX_BYTES)
    finally:
        os.close(descriptor)


def _begin(text: str) -> bool:
    """Paint, with the keyboard kept for the app; on any error everything is as it was."""
    import signal
    import termios

    global _modes
    before = termios.tcgetattr(0)
    raw = [*before[:3], before[3] & ~(termios.ECHO | termios.ICANON | termios.IEXTEN), *before[4:]]
    raw[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
    for number in (getattr(signal, name) for name in _SIGNALS):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _end)
    _modes = before
    try:
        termios.tcsetattr(0, termios.TCSANOW, raw)
        _write(_ENTER + text)
    except (OSError, termios.error):
        restore_terminal()
        return False
    return True


def _end(number: int, _: object) -> None:
    """A signal between the frame and the app: restore the terminal and go."""
    restore_terminal()
    os._exit(128 + number)


def _write(text: str) -> None:
    data = text.encode()
    while data:
        data = data[os.write(_TERMINAL, data) :]

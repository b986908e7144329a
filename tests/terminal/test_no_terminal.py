"""Without a terminal there is one line to read, and commands to use instead."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.terminal.conftest import PROGRAM


@pytest.mark.parametrize("missing", ["stdin", "stdout", "stderr"])
def test_the_app_needs_a_terminal_at_every_stream(missing: str, tmp_path: Path) -> None:
    """One sentence on stderr, exit code 2, and nothing that steers a terminal, should there be one."""
    main, side = os.openpty()
    elsewhere = tmp_path / "elsewhere"
    with elsewhere.open("w+b") as file:
        streams: dict[str, int] = {"stdin": side, "stdout": side, "stderr": side, missing: file.fileno()}
        code = subprocess.run([PROGRAM], **streams, timeout=20, check=False).returncode  # type: ignore[call-overload]
    os.close(side)
    shown = _read_all(main) if missing != "stderr" else elsewhere.read_bytes()
    assert code == 2
    assert shown.startswith(b"The app needs a terminal.")
    assert shown.count(b"\n") == 1
    assert b"\x1b" not in shown


def test_without_any_terminal_nothing_is_printed_as_data() -> None:
    """A script that takes what the program prints gets nothing at all."""
    ran = subprocess.run([PROGRAM], stdin=subprocess.DEVNULL, capture_output=True, timeout=20, check=False)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.count(b"\n") == 1


def _read_all(main: int) -> bytes:
    """What was written to a pseudo-terminal that nobody has open any more."""
    shown = b""
    try:
        while data := os.read(main, 1 << 16):
            shown += data
    except OSError:
        pass  # how Linux says that it is the end
    os.close(main)
    return shown

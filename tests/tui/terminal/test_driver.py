"""The driver around Textual's: what a terminal does to the process must not end it."""

import asyncio
import os
import signal
from threading import Thread
from types import FrameType

import pytest
from textual.drivers.linux_driver import LinuxDriver

from roadmap_tui.tui.terminal.driver import TerminalDriver


async def test_a_size_is_handled_to_the_end_before_the_next_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """A window that is dragged about signals faster than it is handled; handlers in handlers would fill the stack."""
    depths: list[int] = []
    depth = 0

    def handle(_number: int, _frame: FrameType | None) -> None:
        nonlocal depth
        depth += 1
        depths.append(depth)
        if len(depths) < 20:
            os.kill(os.getpid(), signal.SIGWINCH)
            sum(range(10_000))  # time enough for Python to notice the signal
        depth -= 1

    before = signal.getsignal(signal.SIGWINCH)

    def start(self: LinuxDriver) -> None:
        signal.signal(signal.SIGWINCH, handle)
        self._key_thread = Thread()

    monkeypatch.setattr(LinuxDriver, "start_application_mode", start)
    driver = TerminalDriver.__new__(TerminalDriver)
    driver._key_thread = None
    try:
        driver.start_application_mode()
        os.kill(os.getpid(), signal.SIGWINCH)
        async with asyncio.timeout(30):
            while len(depths) < 20:
                await asyncio.sleep(0.01)
    finally:
        asyncio.get_running_loop().remove_signal_handler(signal.SIGWINCH)
        signal.signal(signal.SIGWINCH, before)
    assert set(depths) == {1}

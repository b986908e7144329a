"""How long a key takes until the last byte of what it changes has been read."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from bench.program import Home, percentile
from bench.starting import leave_twice
from bench.table import Row
from bench.window import Window

_KEYS = {
    "cursor": ("j",),
    "page": ("\x1b[6~", "\x1b[5~"),
    "tick": ("x",),
    "next open topic": ("]",),
    "fold": ("z", "z"),
    "fold all": ("Z", "Z"),
}
"""Ticked on a topic before anything is folded: ticking a section ticks all of it, more in the large roadmap."""

_HELD_HZ = 30
_HELD = 60


def measure(home: Home, roadmaps: dict[int, Path], count: int) -> Iterator[Row]:
    """Every kind of key at 100,000 topics against 200, and a cursor move against one changed line."""
    for size in (200, 100_000):
        leave_twice(home, roadmaps[size], "What belongs")
    with ExitStack() as stack:
        small, large = (stack.enter_context(_opened(home, roadmaps[size])) for size in (200, 100_000))
        floor = stack.enter_context(home.one_line())
        floor.wait_for("Line 39")
        for words, key in {"cursor move": "j", "tick": "x"}.items():
            yield _against_floor(words, small, floor, key, count)
        yield _held(small)
        for words, keys in _KEYS.items():
            yield from _compared(words, _timed(small, large, keys, count))
        yield from _compared("filter keystroke", _typed(small, large, count))


def _opened(home: Home, roadmap: Path) -> Window:
    window = home.open(roadmap)
    window.wait_for("What belongs")
    window.settle(1.5)
    window.press("Z")
    window.press("j")
    return window


def _timed(small: Window, large: Window, keys: tuple[str, ...], count: int) -> tuple[list[float], list[float]]:
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(count):
        for key in keys:
            for window, found in zip((small, large), times, strict=True):
                found.append(window.press(key)[0])
    return times


def _typed(small: Window, large: Window, count: int) -> tuple[list[float], list[float]]:
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(max(2, count // 5)):
        for window, found in zip((small, large), times, strict=True):
            window.press("/")
            window.settle(0.3, 1)
            found += [window.press(letter)[0] for letter in "graph"]
            window.press("\x1b")
    return times


def _compared(words: str, times: tuple[list[float], list[float]]) -> Iterator[Row]:
    small, large = times
    numbers = f"{1000 * median(large):.1f} ms against {1000 * median(small):.1f} ms"
    yield Row(
        f"key to painted: {words}, p50, 100,000 topics against 200", median(large) / median(small), 1.3, "×", numbers
    )
    yield Row(f"key to painted: {words}, p95, 100,000 topics", 1000 * percentile(large, 0.95), 50, "ms")


def _against_floor(words: str, window: Window, floor: Window, key: str, count: int) -> Row:
    ours, theirs = [], []
    for _ in range(count):
        ours.append(window.press(key)[0])
        theirs.append(floor.press("j")[0])
    numbers = f"{1000 * median(ours):.1f} ms against {1000 * median(theirs):.1f} ms"
    return Row(
        f"{words} with details, p50, against one line that changes", median(ours) / median(theirs), 3, "×", numbers
    )


def _held(window: Window) -> Row:
    window.press("g")
    window.press("j")
    for _ in range(_HELD):
        last = window.type("j")
        end = last + 1 / _HELD_HZ
        while (left := end - time.perf_counter()) > 0:
            window.read(left)
    late = window.settle(0.2) - last
    return Row("cursor key held down, last paint after the last key", 1000 * late, 50, "ms")

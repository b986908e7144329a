"""Commands, logs, memory and rest."""

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.program import BARE_TEXTS, HERE, PROGRAM, PYTHON, Home, ratio, rounds
from bench.samples import write_log
from bench.starting import bare, leave_twice, live, ms
from bench.table import Row
from bench.window import Window

_IDLE_S = 10
_LITTLE = tuple("Zjjjx")
_PAGE_DOWN = "\x1b[6~"
_A_LOT = ("Z", *[_PAGE_DOWN] * 15, *"xjxj", *"hlhl", *"ZZ", *"/topic", "\r")
"""Unfold all, page, tick, fold and unfold, and search."""


def commands(home: Home, count: int) -> Iterator[Row]:
    """Against a Python that does nothing."""
    topic = "redis"
    asked = {"stats": (4.5, []), "next": (4.5, []), "list": (4.5, ["--status", "doing"]), "done": (5.0, [topic])}
    leave_twice(home, "backend", "Almost every")
    _run(home, PROGRAM, "doing", topic)
    cases = {name: (lambda n=name, w=words: _run(home, PROGRAM, n, *w)) for name, (_, words) in asked.items()}
    found = rounds(count, nothing=lambda: _run(home, PYTHON, "-c", "pass"), **cases)
    for name, (bar, words) in asked.items():
        numbers = ms(found[name], found["nothing"])
        yield Row(f"`{' '.join([name, *words])}`", ratio(found[name], found["nothing"]), bar, "× `pass`", numbers)


def _run(home: Home, *words: str | Path) -> float:
    begun = time.perf_counter()
    subprocess.run(words, env=home.environment, capture_output=True, check=False)
    return time.perf_counter() - begun


def logs(home: Home, roadmap: Path, count: int) -> Iterator[Row]:
    """A log of 100,000 marks against an empty one."""
    folder = home.folder / "marked"
    folder.mkdir(exist_ok=True)
    marked = Home(folder)
    topics = [f"s{number % 50:02}.t{number}" for number in range(2_000)]
    write_log(marked.log("phone"), "bench2000", topics, 100_000)
    texts = ("Section 1", "What belongs to section 1")
    for each in (home, marked):
        live(each, roadmap, *texts)
        live(each, roadmap, *texts)
    found = rounds(
        count,
        bare=lambda: bare(home),
        empty=lambda: live(home, roadmap, *texts),
        full=lambda: live(marked, roadmap, *texts),
    )
    more = [full - empty for full, empty in zip(found["full"], found["empty"], strict=True)]
    words = "opening with 100,000 marks, more than with none"
    yield Row(words, ratio(more, found["bare"]), 0.5, "× bare", ms(found["full"], found["empty"]))
    yield _ticks(roadmap, count)


def _ticks(roadmap: Path, count: int) -> Row:
    command = [sys.executable, "-m", "bench.ticks", str(roadmap), str(count * 20)]
    done = subprocess.run(command, cwd=HERE.parent, capture_output=True, check=True, text=True)
    empty, full = map(float, done.stdout.split())
    words = "a tick until fsync has returned, 100,000 marks against none"
    return Row(words, full / empty, 1.2, "×", f"{1000 * full:.2f} ms against {1000 * empty:.2f} ms")


def memory(home: Home, roadmaps: dict[int, Path]) -> Iterator[Row]:
    """The most at once: opened and used a little, and on the largest roadmap used a lot."""
    with home.bare() as window:
        window.wait_for(*BARE_TEXTS)
        floor = window.peak_mb
    for roadmap, text in (("backend", "Almost every"), (roadmaps[100_000], "What belongs")):
        leave_twice(home, roadmap, text)
    bundled = _peak(home.open("backend"), "Almost every", _LITTLE)
    large = _peak(home.open(roadmaps[100_000]), "What belongs", _LITTLE)
    used = _peak(home.open(roadmaps[100_000]), "What belongs", _A_LOT)
    yield Row(
        "peak memory, bundled roadmap", bundled / floor, 1.4, "× bare", f"{bundled:.0f} MB against {floor:.0f} MB"
    )
    yield Row("peak memory, 100,000 topics", large, 140, "MB")
    yield Row("the same after `Z`, 15 pages, ticks, folds and a search", used, 150, "MB")


def _peak(window: Window, text: str, keys: Sequence[str]) -> float:
    with window:
        window.wait_for(text)
        window.settle(1)
        for key in keys:
            window.press(key, quiet_s=0.2)
        window.settle(3)  # the search prepares its texts in pauses
        return window.peak_mb


def idle(home: Home) -> Iterator[Row]:
    """Processor time and output while nobody touches it."""
    with home.open("backend") as window:
        window.wait_for("Almost every")
        window.settle(4)
        before, chunks, begun = window.cpu_s, len(window.chunks), time.perf_counter()
        while time.perf_counter() < begun + _IDLE_S:
            window.read(0.5)
        used, painted = window.cpu_s - before, sum(len(chunk.data) for chunk in window.chunks[chunks:])
    yield Row("idle", 100 * used / _IDLE_S, 0.5, "% of a core", f"{painted} bytes painted in {_IDLE_S} s")

"""The programs that are measured: how they are started, in a home of their own."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import NamedTuple

from bench.window import Window

PYTHON = Path(sys.executable)
PROGRAM = PYTHON.with_name("roadmap-tui")
HERE = Path(__file__).parent


class Home(NamedTuple):
    """A user's folders, empty at first."""

    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        """Everything that a program is told about where it runs."""
        paths = os.environ.get("PYTHONPATH")
        return {
            "HOME": str(self.folder),
            "PATH": os.environ["PATH"],
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LANG": "C.UTF-8",
            "TEXTUAL_ANIMATIONS": "none",
            **({"PYTHONPATH": paths} if paths else {}),
        }

    @property
    def frame(self) -> Path:
        """Where the first frame is kept."""
        return self.folder / ".cache/roadmap-tui/first-frame"

    def log(self, device: str) -> Path:
        """The log of a device."""
        return self.folder / f".local/share/roadmap-tui/progress/{device}.jsonl"

    def open(self, *arguments: str | Path) -> Window:
        """The app on a roadmap."""
        return Window([PROGRAM, "open", *arguments], self.environment)

    def bare(self) -> Window:
        """The bare Textual app."""
        return Window([PYTHON, HERE / "bare.py"], self.environment)

    def one_line(self) -> Window:
        """The app in which one line changes."""
        return Window([PYTHON, HERE / "one_line.py"], self.environment)


BARE_TEXTS = ("Bare", "Topic 20", "Quit")
"""What stands on the bare app's screen once all three widgets are there."""

LEAVE = {"bare": "\x11", "ours": "q"}


def rounds(count: int, **cases: Callable[[], float]) -> dict[str, list[float]]:
    """Measure cases in turns, so that what disturbs the machine disturbs all of them."""
    found: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(count):
        for name, case in cases.items():
            found[name].append(case())
    return found


def ratio(these: list[float], those: list[float]) -> float:
    """The median of the ratios of each round."""
    return median(this / that for this, that in zip(these, those, strict=True))


def percentile(values: list[float], part: float) -> float:
    """The value below which that part of all lies."""
    return sorted(values)[min(len(values) - 1, int(part * len(values)))]

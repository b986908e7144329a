"""How soon something is seen, and how soon the app takes keys."""

from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bench.program import BARE_TEXTS, Home, ratio, rounds
from bench.table import Row

_DETAILS = "What belongs to section"
_BUNDLED = "Almost every backend"


def measure(home: Home, roadmaps: dict[int, Path], count: int) -> Iterator[Row]:
    """First frame, live starts and the first run ever, against the bare app."""
    leave_twice(home, "backend", _BUNDLED)
    yield from _frame(home, count)
    small, large = roadmaps[2_000], roadmaps[100_000]
    for path in (small, large):
        leave_twice(home, path, _DETAILS)
    found = rounds(
        count,
        bare=lambda: bare(home),
        bundled=lambda: live(home, "backend", "Programming", "lives for years"),
        small=lambda: live(home, small, "Section 1", "What belongs to section 1"),
        large=lambda: live(home, large, "Section 1", "What belongs to section 1"),
        first=lambda: _first_run(home),
    )
    bars = {"bundled": 1.15, "small": 1.25, "large": 1.8, "first": 1.6}
    words = {
        "bundled": "live: takes keys, tree and details painted, bundled roadmap",
        "small": "live, 2,000 topics",
        "large": "live, 100,000 topics",
        "first": "live, first run ever (nothing cached, byte code there)",
    }
    for name, bar in bars.items():
        yield Row(words[name], ratio(found[name], found["bare"]), bar, "× bare", ms(found[name], found["bare"]))


def ms(these: list[float], those: list[float]) -> str:
    """Both medians in milliseconds."""
    return f"{1000 * median(these):.1f} ms against {1000 * median(those):.1f} ms"


def bare(home: Home) -> float:
    """Seconds until the bare app is on the screen."""
    with home.bare() as window:
        seen = window.wait_for(*BARE_TEXTS)
        window.settle(0.2)
        window.leave("\x11")
    return seen


def live(home: Home, roadmap: str | Path, *texts: str) -> float:
    """Seconds until a key that was typed at once has done its work, tree and details: without a frame of before."""
    home.frame.unlink(missing_ok=True)
    with home.open(roadmap) as window:
        window.type("j")
        seen = window.wait_for(*texts)
        window.settle(0.2)
        window.type("k")
        window.settle(0.2)
        window.leave("q")
    return seen


def _frame(home: Home, count: int) -> Iterator[Row]:
    def framed() -> float:
        with home.open("backend") as window:
            seen = window.wait_for("What to learn", _BUNDLED)
            window.settle(0.5)
            window.leave("q")
        return seen

    found = rounds(count, bare=lambda: bare(home), ours=framed)
    words = "first frame, terminal and files as at the last exit"
    yield Row(words, ratio(found["ours"], found["bare"]), 0.20, "× bare", ms(found["ours"], found["bare"]))


def _first_run(home: Home) -> float:
    folder = home.folder / "new"
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    folder.mkdir(exist_ok=True)
    return live(Home(folder), "backend", "Programming", "lives for years")


def leave_twice(home: Home, roadmap: str | Path, text: str) -> None:
    """What is cached is cached after the first time, and by a second one it is trusted."""
    for _ in range(2):
        with home.open(roadmap) as window:
            window.wait_for(text)
            window.settle(0.5)
            window.leave("q")

"""`make bench`: measures everything in one run, prints one table, and writes it to `bench/results.md`.

Every number that matters is a ratio to something else measured in turns with it, a median, in a pseudo-terminal of
120x40 that answers the usual queries. QUICK=1 takes fewer rounds, and under two minutes; ONLY=keys measures one part.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from bench import costs, keys, peers, starting
from bench.program import Home
from bench.samples import write_roadmap
from bench.table import Row, markdown

_RESULTS = Path(__file__).with_name("results.md")


def main() -> int:
    """Measure; 1 when a bar is missed."""
    is_quick, only = bool(os.environ.get("QUICK")), os.environ.get("ONLY", "")
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder))
        roadmaps = {size: write_roadmap(home.folder / f"{size}.toml", size) for size in (200, 2_000, 100_000)}
        rows = []
        for row in _measured(home, roadmaps, 3 if is_quick else 15, 8 if is_quick else 40, only):
            print(
                f"{row.value:8.2f} {row.unit:<12} {row.bar:8g}  {'' if row.is_met else 'MISSED '}{row.what}", flush=True
            )
            rows.append(row)
    text = markdown(rows)
    if not is_quick and not only:
        _RESULTS.write_text(text)
    print(f"\n{text}")
    return int(not all(row.is_met for row in rows))


def _measured(home: Home, roadmaps: dict[int, Path], count: int, presses: int, only: str) -> Iterator[Row]:
    parts: dict[str, Callable[[], Iterator[Row]]] = {
        "starting": lambda: starting.measure(home, roadmaps, count),
        "keys": lambda: keys.measure(home, roadmaps, presses),
        "logs": lambda: costs.logs(home, roadmaps[2_000], count),
        "commands": lambda: costs.commands(home, 3 * count),
        "memory": lambda: costs.memory(home, roadmaps),
        "idle": lambda: costs.idle(home),
        "peers": lambda: peers.measure(home, max(2, count // 3)),
    }
    if only and only not in parts:
        sys.exit(f"ONLY={only} is no part; there are: {', '.join(parts)}.")
    for name, part in parts.items():
        if not only or name == only:
            yield from part()


if __name__ == "__main__":
    sys.exit(main())

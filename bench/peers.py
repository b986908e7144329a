"""Programs that people use instead, as far as they are installed: how soon their list is seen."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from bench.program import Home, ratio, rounds
from bench.starting import bare, ms
from bench.table import Row
from bench.window import Window

_LINES = "\n".join(f"- [ ] Topic {number}" for number in range(200))
_COMMANDS = {
    "vim": ("vim", "-u", "NONE", "{file}.md"),
    "emacs": ("emacs", "-nw", "-q", "{file}.org"),
    "dooit": ("dooit",),
    "tudu": ("tudu", "-f", "{file}.xml"),
    "hnb": ("hnb", "{file}.hnb"),
    "calcurse": ("calcurse",),
}
_SEEN = {
    "vim": "Topic 30",
    "emacs": "Topic 30",
    "dooit": "Workspaces",
    "tudu": "Welcome",
    "hnb": "hierarchical notebook",
    "calcurse": "Appointments",
}
"""What stands on the screen when it is there: of the editors 200 topics, of the others what they open with at first."""


def measure(home: Home, count: int) -> Iterator[Row]:
    """One row for each that is there; there is no bar for them."""
    file = home.folder / "peers"
    for ending in ("md", "org"):
        Path(f"{file}.{ending}").write_text(_LINES)
    for name, words in _COMMANDS.items():
        if shutil.which(name):
            command = [shutil.which(words[0]) or "", *(word.format(file=file) for word in words[1:])]
            yield from _against_bare(home, name, command, count)


def _against_bare(home: Home, name: str, command: list[str], count: int) -> Iterator[Row]:
    try:
        found = rounds(count, bare=lambda: bare(home), peer=lambda: _seen(home, command, _SEEN[name]))
    except TimeoutError:
        return  # it shows something else here
    peer = found["peer"]
    yield Row(f"peer: {name}, seen", ratio(peer, found["bare"]), 99, "× bare", ms(peer, found["bare"]))


def _seen(home: Home, command: list[str], text: str) -> float:
    with Window(command, home.environment) as window:
        return window.wait_for(text, timeout_s=10)

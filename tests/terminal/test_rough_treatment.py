"""Killed again and again, five at a time, on a slow disk and on a full one: no mark is lost."""

import json
import random
import resource
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from roadmap_tui.formats.progress_jsonl import is_whole
from tests.terminal.conftest import PROGRAM, Start, is_saved, log_file, shows_done
from tests.terminal.terminal import Size, Terminal
from tests.terminal.test_saving import shown_ticks

TICKS_A_ROUND, ROUNDS = 17, 12
WRITERS, TOPICS_EACH = 5, 5


@pytest.fixture
def long_file(tmp_path: Path) -> Path:
    """A roadmap with more topics than anybody ticks here."""
    path = tmp_path / "long.toml"
    topics = "".join(f'[t{number}]\ntitle = "Topic {number}"\n' for number in range(TICKS_A_ROUND * ROUNDS + 1))
    path.write_text(f'format = 1\nid = "long"\ntitle = "A long roadmap"\n{topics}')
    return path


def logged() -> list[str]:
    """The topics that the log says are done, in order; every line of it has to be whole."""
    lines = log_file().read_bytes().splitlines() if log_file().exists() else []
    assert all(map(is_whole, lines))
    return [json.loads(line)["topic"] for line in lines]


def test_two_hundred_ticks_between_kills_are_all_there_once_they_are_shown_as_saved(
    start: Start, long_file: Path
) -> None:
    """Killed at any moment: of the keys that were pressed the first ones are in the log, and none is there twice."""
    chance = random.Random(5)
    for _ in range(ROUNDS):
        tick_and_kill(start("open", long_file), chance.randint(1, TICKS_A_ROUND))


def tick_and_kill(app: Terminal, moment: int) -> None:
    """Send a burst of ticks, and kill the program as soon as so many are shown."""
    app.wait_for("Topic")
    before = logged()
    assert shown_ticks(app) == len(before)
    app.press(*"]x" * TICKS_A_ROUND)
    app.wait_for(lambda: shown_ticks(app) >= len(before) + moment)
    seen = shown_ticks(app) if is_saved(app) else 0
    app.kill()
    app.wait_exit()
    now = logged()
    assert now[: len(before)] == before
    assert len(now) == len(set(now)) >= seen


def test_commands_that_are_killed_leave_whole_lines(long_file: Path) -> None:
    """Those that came to their end have marked what they should, and the next one works."""
    chance = random.Random(7)
    finished = {f"t{number}" for number in range(20) if is_marked_in(long_file, number, chance.uniform(0.05, 0.3))}
    assert set(logged()) >= finished
    assert is_marked_in(long_file, 20, 30)
    assert logged()[-1] == "t20"
    assert [path.name for path in log_file().parent.iterdir()] == [log_file().name]


def is_marked_in(roadmap: Path, number: int, seconds: float) -> bool:
    """Whether a command that is killed after that time has said that it was successful."""
    try:
        subprocess.run([PROGRAM, "done", f"t{number}", "-r", roadmap], check=True, capture_output=True, timeout=seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


def test_five_commands_at_once_lose_no_tick(long_file: Path) -> None:
    """Whoever comes first."""

    def mark(writer: int) -> None:
        for number in range(TOPICS_EACH):
            topic = f"t{writer * TOPICS_EACH + number}"
            subprocess.run([PROGRAM, "done", topic, "-r", long_file], check=True, capture_output=True, timeout=30)

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(mark, range(WRITERS)))
    assert sorted(logged()) == sorted(f"t{number}" for number in range(WRITERS * TOPICS_EACH))


_ON_A_SLOW_DISK = """
import os, stat, time
from roadmap_tui.__main__ import main
usual = os.fsync
def fsync(descriptor):
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        time.sleep(1)
    usual(descriptor)
os.fsync = fsync
main()
"""


def test_a_slow_disk_makes_nobody_wait(long_file: Path, tmp_path: Path) -> None:
    """Keys are obeyed while the screen says that something is not saved yet; order is kept, and quitting waits."""
    with Terminal([sys.executable, "-c", _ON_A_SLOW_DISK, "open", long_file], Size(100, 20), tmp_path) as app:
        app.wait_for("Topic")
        app.press("]", "x")
        app.wait_for(lambda: app.lines[-1].rstrip().endswith("saving"))
        app.press(*"]x" * 5)
        app.wait_for(lambda: shown_ticks(app) == 6, timeout_s=0.9)
        assert not is_saved(app)
        app.press("q")
        assert app.wait_exit(10) == 0
    assert logged() == [f"t{number}" for number in range(1, 7)]


def set_room(app: Terminal, size: int) -> None:
    """No file of the program may grow beyond that, which is as good as a full disk."""
    hard = resource.prlimit(app.process.pid, resource.RLIMIT_FSIZE)[1]
    resource.prlimit(app.process.pid, resource.RLIMIT_FSIZE, (size, hard))


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="limits of another process can be changed on Linux only")
def test_a_full_disk_is_said_and_marks_are_saved_when_there_is_room_again(
    app: Terminal, done: Callable[[], list[str]]
) -> None:
    """Ticking goes on meanwhile, the log is as it was, and quitting asks."""
    app.press("x")
    app.wait_for(lambda: shows_done(app, "SQL") and is_saved(app))
    before = log_file().read_bytes()
    set_room(app, len(before) + 10)
    app.press("]", "x")
    app.wait_for("1 not saved")
    app.press("]", "x")
    app.wait_for("2 not saved")
    assert log_file().read_bytes() == before
    app.press("q")
    app.wait_for("2 marks")
    assert app.process.poll() is None
    set_room(app, resource.RLIM_INFINITY)
    app.press("escape")
    app.wait_for(lambda: is_saved(app))
    app.press("q")
    assert app.wait_exit() == 0
    assert done() == ["data.sql", "data.indexes", "data.stores.redis"]

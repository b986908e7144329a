"""The watching thread: it tells what changed, once, and nothing when it is closed."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from roadmap_tui.core.roadmap import Roadmap
from roadmap_tui.errors import RoadmapError
from roadmap_tui.storage.roadmap_file import RoadmapFile
from roadmap_tui.tui.workspace import watcher as module
from roadmap_tui.tui.workspace.watcher import Watcher
from tests.conftest import SMALL_ROADMAP

Told = list[Roadmap | RoadmapError]


class Inbox:
    """Collects what the watcher tells, and waits for what a test expects."""

    def __init__(self) -> None:
        self.told: Told = []
        self._arrived = threading.Condition()

    def __call__(self, found: Roadmap | RoadmapError) -> None:
        with self._arrived:
            self.told.append(found)
            self._arrived.notify()

    def wait_for(self, expected: Callable[[Told], bool], timeout_s: float = 5) -> None:
        with self._arrived:
            assert self._arrived.wait_for(lambda: expected(self.told), timeout=timeout_s), self.told


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def watcher(small_file: Path, inbox: Inbox) -> Iterator[Watcher]:
    file = RoadmapFile(small_file)
    file.load()
    watcher = Watcher(file, inbox)
    yield watcher
    watcher.close()


def titles(told: Told) -> list[str]:
    """What the roadmaps are called."""
    return [each.title for each in told if isinstance(each, Roadmap)]


def test_an_edit_is_told_within_a_second(watcher: Watcher, inbox: Inbox, small_file: Path) -> None:
    """Without being asked."""
    watcher.start()
    small_file.write_text(SMALL_ROADMAP.replace("A small", "Another small"))
    inbox.wait_for(lambda told: titles(told) == ["Another small roadmap"], timeout_s=1)


def test_a_mistake_and_its_repair_are_told(watcher: Watcher, inbox: Inbox, small_file: Path) -> None:
    """One after the other."""
    watcher.start()
    small_file.write_text("[")
    inbox.wait_for(lambda told: len(told) == 1 and isinstance(told[0], RoadmapError))
    small_file.write_text(SMALL_ROADMAP)
    inbox.wait_for(lambda told: titles(told) == ["A small roadmap"])


def test_asking_is_answered_at_once(
    watcher: Watcher, inbox: Inbox, small_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even when nothing has changed, if the user wants to be certain."""
    monkeypatch.setattr(module, "CHECK_INTERVAL_S", 60)
    watcher.start()
    watcher.check(is_certain=True)
    inbox.wait_for(lambda told: titles(told) == ["A small roadmap"])
    small_file.write_text(SMALL_ROADMAP.replace("A small", "Another small"))
    watcher.check()
    inbox.wait_for(lambda told: len(told) == 2)


def test_a_file_that_stays_is_not_told_of(watcher: Watcher, inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """Looking costs nothing on the screen."""
    monkeypatch.setattr(module, "CHECK_INTERVAL_S", 0.001)
    looks = threading.Semaphore(0)
    look = RoadmapFile.read_if_changed

    def counted(file: RoadmapFile, *, is_certain: bool = False) -> Roadmap | RoadmapError | None:
        looks.release()
        return look(file, is_certain=is_certain)

    monkeypatch.setattr(RoadmapFile, "read_if_changed", counted)
    watcher.start()
    for _ in range(20):
        assert looks.acquire(timeout=5)
    assert inbox.told == []


def test_a_closed_watcher_is_silent(watcher: Watcher, inbox: Inbox, small_file: Path) -> None:
    """Its thread ends."""
    watcher.start()
    watcher.close()
    watcher._thread.join(5)
    assert not watcher._thread.is_alive()
    small_file.write_text("[")
    watcher.check(is_certain=True)
    assert inbox.told == []

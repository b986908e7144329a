"""The saving thread: order, batches, failure and retry, following."""

import errno
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from roadmap_tui.core.actions import set_status
from roadmap_tui.core.marks import Status, Step
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.roadmap import NodeId, RoadmapId
from roadmap_tui.formats import progress_jsonl
from roadmap_tui.storage import files
from roadmap_tui.storage.drafts import Draft, Drafts
from roadmap_tui.storage.log import ProgressLog
from roadmap_tui.tui.workspace.saver import DraftFailed, LogUpdate, Saver, SaverEvent, SaveState
from tests.conftest import Clock
from tests.mark_strategies import OWN, some_mark

Events = list[SaverEvent]


class Inbox:
    """Collects what the saver tells, and waits for what a test expects."""

    def __init__(self) -> None:
        self.events: Events = []
        self._arrived = threading.Condition()

    def __call__(self, event: SaverEvent) -> None:
        with self._arrived:
            self.events.append(event)
            self._arrived.notify()

    def wait_for(self, expected: Callable[[Events], bool]) -> None:
        with self._arrived:
            assert self._arrived.wait_for(lambda: expected(self.events), timeout=5), self.events


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def log(tmp_path: Path, progress: Progress) -> ProgressLog:
    return ProgressLog(tmp_path / "progress", progress.device)


@pytest.fixture
def saver(log: ProgressLog, inbox: Inbox) -> Iterator[Saver]:
    saver = Saver(log, inbox)
    yield saver
    saver.close(timeout_s=2)


@pytest.fixture
def steps(progress: Progress, clock: Clock) -> list[Step]:
    """Twenty steps on two topics in turn."""
    found = []
    for number in range(20):
        topic = progress.roadmap.node(NodeId(["data.sql", "tools.make"][number % 2]))
        step = set_status(progress, [topic], [Status.DONE, Status.DOING][number // 2 % 2], clock.tick())
        progress = progress.with_marks(step)
        found.append(step)
    return found


def saved(log: ProgressLog) -> list[str]:
    """The step of each line of the log."""
    return [mark.step for mark in progress_jsonl.loads(log.path.read_bytes(), log.device).marks]


def test_steps_are_saved_in_order(saver: Saver, log: ProgressLog, steps: list[Step]) -> None:
    """Closing waits for everything that was handed in."""
    saver.start()
    for step in steps:
        saver.save(step)
    assert saver.close(timeout_s=5) == SaveState(0)
    assert saved(log) == [mark.step for step in steps for mark in step]


def test_what_waits_is_saved_in_one_write(saver: Saver, steps: list[Step], monkeypatch: pytest.MonkeyPatch) -> None:
    """Steps that pile up before the disk is asked cost one append, not one each."""
    writes: list[int] = []
    append = files.append

    def counted(path: Path, data: bytes) -> files.Appended:
        writes.append(data.count(b"\n"))
        return append(path, data)

    monkeypatch.setattr(files, "append", counted)
    for step in steps:
        saver.save(step)
    saver.start()
    saver.close(timeout_s=5)
    assert writes == [20]


def test_a_failed_save_is_told_and_tried_again(
    saver: Saver, inbox: Inbox, log: ProgressLog, steps: list[Step], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Marks stay in the queue with the reason, and are written once the disk lets them."""
    append = files.append

    def fail_once(path: Path, data: bytes) -> files.Appended:
        monkeypatch.setattr(files, "append", append)
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files, "append", fail_once)
    saver.start()
    saver.save(steps[0])
    inbox.wait_for(lambda events: SaveState(0) in events)
    first = inbox.events[0]
    assert isinstance(first, SaveState)
    assert (first.waiting, "the disk is full" in first.error) == (1, True)
    assert saved(log) == [steps[0][0].step]


def test_closing_gives_up_on_a_disk_that_refuses(
    saver: Saver, steps: list[Step], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It tries once more, and says what was not saved."""

    def fail(path: Path, data: bytes) -> files.Appended:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(files, "append", fail)
    saver.start()
    saver.save(steps[0])
    state = saver.close(timeout_s=5)
    assert (state.waiting, "read-only" in state.error) == (1, True)


@pytest.mark.parametrize("call", ["append", "read"])
def test_a_mistake_of_our_own_does_not_end_the_thread(
    saver: Saver, inbox: Inbox, log: ProgressLog, steps: list[Step], monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    """It is told, and what waits is tried again."""

    def fail_once(*_: object) -> tuple[()]:
        monkeypatch.undo()
        raise ZeroDivisionError

    monkeypatch.setattr(log, call, fail_once)
    saver.start()
    saver.save(steps[0])
    inbox.wait_for(lambda events: SaveState(0) in events and len(events) > 1)
    assert "ZeroDivisionError" in str(inbox.events)
    assert saved(log) == [steps[0][0].step]


def test_what_others_append_is_heard(saver: Saver, inbox: Inbox, log: ProgressLog, steps: list[Step]) -> None:
    """Another device's marks arrive without being asked for."""
    saver.start()
    other = ProgressLog(log.folder, type(log.device)("desktop"))
    other.append(steps[0])
    inbox.wait_for(lambda events: any(isinstance(event, LogUpdate) and event.marks for event in events))
    news = inbox.events[-1]
    assert isinstance(news, LogUpdate)
    assert news.marks[0].device == "desktop"


def test_keys_do_not_wait_for_a_slow_disk(saver: Saver, steps: list[Step], monkeypatch: pytest.MonkeyPatch) -> None:
    """Handing marks in returns while an append is still under way."""
    begun, release = threading.Event(), threading.Event()

    append = files.append

    def slow(path: Path, data: bytes) -> files.Appended:
        begun.set()
        release.wait(5)
        return append(path, data)

    monkeypatch.setattr(files, "append", slow)
    saver.start()
    saver.save(steps[0])
    assert begun.wait(5)
    saver.save(steps[1])
    assert saver.state.waiting == 2
    release.set()


def test_a_fast_disk_has_saved_when_the_key_is_painted(tmp_path: Path) -> None:
    """So the screen need not say that it is saving, and is painted once."""
    saver = Saver(ProgressLog(tmp_path, OWN), lambda _: None)
    saver.start()
    states = []
    for second in range(20):
        saver.save((some_mark(second=second),))
        states.append(saver.state_after_fast_save())
    assert SaveState(0) in states
    assert saver.close(5) == SaveState(0)


def test_a_slow_disk_keeps_a_key_for_a_moment_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then the screen says that it is saving, as ever."""
    held = threading.Event()
    log = ProgressLog(tmp_path, OWN)
    monkeypatch.setattr(log, "append", lambda _: held.wait(5))
    saver = Saver(log, lambda _: None)
    saver.start()
    saver.save((some_mark(),))
    assert saver.state_after_fast_save().waiting == 1
    held.set()
    assert saver.close(5) == SaveState(0)


def test_a_draft_goes_only_when_the_note_is_on_disk(
    log: ProgressLog, inbox: Inbox, steps: list[Step], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While saving fails it stays."""
    drafts = Drafts(tmp_path / "drafts")
    draft = Draft(RoadmapId("small"), NodeId("data.sql"), "SQL", "text", ())
    path = drafts.path(draft.roadmap, draft.topic)
    saver = Saver(log, inbox, drafts)
    with monkeypatch.context() as broken:
        broken.setattr(files, "append", _full_disk)
        saver.start()
        saver.save_draft(draft)
        saver.save(steps[0])
        saver.discard_drafts([path])
        saver.save_draft(draft)
        saver.discard_drafts([path])
        inbox.wait_for(lambda events: sum(isinstance(event, SaveState) for event in events) > 1)
        drafts.write(draft)
        assert path.exists()
    assert saver.close(timeout_s=5).waiting == 0
    assert not path.exists()


def test_a_draft_that_cannot_be_kept_is_told(log: ProgressLog, inbox: Inbox, tmp_path: Path) -> None:
    """And nothing else suffers."""
    (tmp_path / "drafts").write_text("")
    saver = Saver(log, inbox, Drafts(tmp_path / "drafts"))
    saver.start()
    saver.save_draft(Draft(RoadmapId("small"), NodeId("data.sql"), "SQL", "text", ()))
    inbox.wait_for(lambda events: any(isinstance(event, DraftFailed) for event in events))
    saver.close(timeout_s=5)


def _full_disk(path: Path, data: bytes) -> int:
    raise OSError(errno.ENOSPC, "No space left on device", str(path))


def test_a_thousand_ticks_cost_a_thousand_fsyncs_at_most(
    saver: Saver, log: ProgressLog, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And in one burst a few, because what waits is written at once; the folder and the first line take two more."""
    synced: list[int] = []
    monkeypatch.setattr("os.fsync", synced.append)
    saver.start()
    for second in range(100):
        saver.save((some_mark(second=second),))
        inbox.wait_for(lambda events, count=second + 1: events.count(SaveState(0)) >= count)  # type: ignore[misc]
    assert len(synced) <= 100 + 3
    synced.clear()
    for second in range(900):
        saver.save((some_mark(second=1000 + second),))
    assert saver.close(5).waiting == 0
    assert 0 < len(synced) < 900
    assert log.path.read_bytes().count(b"\n") == 1000

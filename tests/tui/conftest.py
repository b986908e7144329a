"""What tests of the app share: a main screen over the small roadmap, with its files in a temporary home."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual import _wait, events
from textual.pilot import Pilot
from textual.widgets import Input

from roadmap_tui.core.counts import Tally
from roadmap_tui.core.marks import Device
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.roadmap import Roadmap
from roadmap_tui.storage import roadmap_file
from roadmap_tui.storage.drafts import Drafts
from roadmap_tui.storage.locations import Locations
from roadmap_tui.storage.log import ProgressLog
from roadmap_tui.storage.opening import open_roadmap
from roadmap_tui.storage.session import ViewState
from roadmap_tui.tui.app import RoadmapApp
from roadmap_tui.tui.screens.main import MainScreen
from roadmap_tui.tui.workspace import watcher
from roadmap_tui.tui.workspace.workspace import Workspace
from tests.conftest import Clock

MakeApp = Callable[[], RoadmapApp]
Open = Callable[[Path], RoadmapApp]
DEVICE = Device("laptop")

# After each key the pilot waits until the process has done nothing for a moment: a fiftieth of a second by default.
_wait.SLEEP_GRANULARITY = 1 / 200
_wait.SLEEP_IDLE = _wait.SLEEP_GRANULARITY / 10
_wait.wait_for_idle.__defaults__ = (_wait.SLEEP_GRANULARITY, 1)


@pytest.fixture
def make_app(roadmap: Roadmap, locations: Locations, clock: Clock) -> Iterator[MakeApp]:
    """Makes apps over one home, everything unfolded; each call is a new start of the program."""
    screens: list[MainScreen] = []

    def make() -> RoadmapApp:
        log = ProgressLog(locations.progress, Device("laptop"))
        tally = Tally(Progress(roadmap, Device("laptop")).with_marks(log.read()))
        drafts = Drafts(locations.drafts)
        workspace = Workspace(tally, log, clock.tick, locations, drafts=drafts)
        screens.append(MainScreen(workspace, ViewState(folded=())))
        return RoadmapApp(screens[-1], locations)

    yield make
    for screen in screens:
        screen.workspace.saver.close(timeout_s=2)


@pytest.fixture
def app(make_app: MakeApp) -> RoadmapApp:
    return make_app()


def main_screen(app: RoadmapApp) -> MainScreen:
    """The app's first screen."""
    assert isinstance(app.first, MainScreen)
    return app.first


@pytest.fixture
def in_haste(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests wait for what they expect, and the sooner it comes the better."""
    monkeypatch.setattr(watcher, "CHECK_INTERVAL_S", 0.02)
    monkeypatch.setattr(roadmap_file, "SETTLED_AFTER_S", 0.005)


@pytest.fixture
def open_file(locations: Locations, clock: Clock) -> Iterator[Open]:
    """Opens the app on a file, everything unfolded."""
    screens: list[MainScreen] = []

    def open_file(path: Path) -> RoadmapApp:
        opened = open_roadmap(path, ProgressLog(locations.progress, DEVICE))
        workspace = Workspace(opened.tally, opened.log, clock.tick, locations, file=opened.file)
        screens.append(MainScreen(workspace, ViewState(folded=())))
        return RoadmapApp(screens[-1], locations)

    yield open_file
    for screen in screens:
        screen.workspace.saver.close(timeout_s=2)


@contextmanager
def away(_app: RoadmapApp) -> Iterator[None]:
    """A terminal that can be handed over."""
    yield


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    """Wait for something."""
    async with asyncio.timeout(30):
        while not holds():
            await pilot.pause(0.01)
    await pilot.pause()


async def paste(pilot: Pilot[None], text: str) -> None:
    """Paste a text once a line has the focus: after each key that it presses, the pilot waits for the whole app."""
    await until(pilot, lambda: isinstance(pilot.app.focused, Input))
    line = pilot.app.focused
    assert isinstance(line, Input)
    pilot.app.post_message(events.Paste(text))
    await until(pilot, lambda: text in line.value)


def tree_text(screen: MainScreen) -> str:
    """What the tree shows."""
    tree = screen.topic_tree
    return "\n".join(tree.render_line(y).text.rstrip() for y in range(tree.size.height)).rstrip()


def notice(screen: MainScreen) -> str:
    """What the notice says; empty when it is not shown."""
    shown = screen.notice
    return " ".join(shown.render_line(y).text.strip() for y in range(shown.size.height)) if shown.display else ""

"""What tests of the app share: a main screen over the small roadmap, with its files in a temporary home."""

from collections.abc import Callable, Iterator

import pytest

from roadmap_tui.core.progress import Device, Progress
from roadmap_tui.core.roadmap import Roadmap
from roadmap_tui.core.summary import Tally
from roadmap_tui.storage.locations import Locations
from roadmap_tui.storage.log import ProgressLog
from roadmap_tui.storage.session import Place
from roadmap_tui.tui.app import RoadmapApp
from roadmap_tui.tui.glyphs import UNICODE
from roadmap_tui.tui.screens.main import MainScreen
from tests.conftest import Clock

MakeApp = Callable[[], RoadmapApp]


@pytest.fixture
def make_app(roadmap: Roadmap, locations: Locations, clock: Clock) -> Iterator[MakeApp]:
    """Makes apps over one home, everything unfolded; each call is a new start of the program."""
    screens: list[MainScreen] = []

    def make() -> RoadmapApp:
        log = ProgressLog(locations.progress, Device("laptop"))
        tally = Tally(Progress(roadmap, Device("laptop")).with_marks(log.read()))
        screens.append(MainScreen(tally, log, clock.tick, UNICODE, Place(folded=())))
        return RoadmapApp(screens[-1], locations)

    yield make
    for screen in screens:
        screen.saver.close(timeout_s=2)


@pytest.fixture
def app(make_app: MakeApp) -> RoadmapApp:
    return make_app()


def main_screen(app: RoadmapApp) -> MainScreen:
    """The app's first screen."""
    assert isinstance(app.first, MainScreen)
    return app.first

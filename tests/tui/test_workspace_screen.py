"""Screens over the main one follow the open roadmap from the moment they are made until they are closed."""

from collections.abc import Callable

import pytest
from textual.screen import Screen

from roadmap_tui.core.roadmap import NodeId
from roadmap_tui.tui.app import RoadmapApp
from roadmap_tui.tui.screens.history import HistoryScreen
from roadmap_tui.tui.screens.links import LinksScreen
from roadmap_tui.tui.screens.notes import NotesScreen
from roadmap_tui.tui.screens.orphans import OrphansScreen
from roadmap_tui.tui.screens.stats import StatsScreen
from roadmap_tui.tui.workspace.workspace import Workspace
from tests.mark_strategies import some_mark
from tests.tui.conftest import main_screen

SCREENS: list[Callable[[Workspace], Screen[None]]] = [
    HistoryScreen,
    StatsScreen,
    lambda workspace: NotesScreen(workspace, lambda *_: None, lambda _: None),
    lambda workspace: OrphansScreen(workspace, None),
    lambda workspace: LinksScreen(workspace, NodeId("data.sql"), is_adding=False),
]
NAMES = ["history", "stats", "notes", "orphans", "links"]


@pytest.mark.parametrize("make", SCREENS, ids=NAMES)
async def test_a_change_before_a_screen_is_mounted_is_shown(
    make: Callable[[Workspace], Screen[None]], app: RoadmapApp
) -> None:
    """Another window may mark something while the screen is on its way."""
    async with app.run_test() as pilot:
        workspace = main_screen(app).workspace
        screen = make(workspace)
        workspace.apply([some_mark("data.gone", "done", device="phone"), some_mark("data.sql", "done", device="phone")])
        await app.push_screen(screen)
        await pilot.pause()
        late = make(workspace)
        await app.push_screen(late)
        await pilot.pause()
        assert shown(screen) == shown(late)


@pytest.mark.parametrize("make", SCREENS, ids=NAMES)
async def test_a_closed_screen_follows_no_longer(make: Callable[[Workspace], Screen[None]], app: RoadmapApp) -> None:
    """Nothing is drawn for a screen that is gone."""
    async with app.run_test() as pilot:
        workspace = main_screen(app).workspace
        before = len(workspace._listeners)
        screen = make(workspace)
        await app.push_screen(screen)
        await pilot.pause()
        assert len(workspace._listeners) == before + 1
        screen.dismiss()
        await pilot.pause()
        assert len(workspace._listeners) == before


def shown(screen: Screen[None]) -> str:
    """The text of the list or document of a screen."""
    lines = screen.query_one("LineView")
    return "\n".join(lines.render_line(y).text.rstrip() for y in range(lines.size.height))

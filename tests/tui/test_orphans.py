"""Marked topics that are gone, in the app."""

import pytest

from roadmap_tui.core.marks import Status
from roadmap_tui.core.roadmap import NodeId
from roadmap_tui.tui.app import RoadmapApp
from roadmap_tui.tui.screens.main import MainScreen
from roadmap_tui.tui.screens.orphans import NOTHING, OrphansScreen
from tests.mark_strategies import some_mark
from tests.tui.conftest import MakeApp, main_screen
from tests.tui.test_stats_screens import SIZE, shown


@pytest.fixture
def app(make_app: MakeApp) -> RoadmapApp:
    """Two topics are marked that the roadmap does not have."""
    first = make_app()
    marks = [some_mark("data.old"), some_mark("data.[b]older[/b]\x1b]0;x\x07", second=1)]
    main_screen(first).workspace.saver._log.append([mark._replace(title=mark.topic) for mark in marks])
    return make_app()


async def test_topics_that_are_gone_are_listed(app: RoadmapApp) -> None:
    """With what was marked, letter for letter and harmlessly, and at any size."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("A")
        assert isinstance(app.screen, OrphansScreen)
        assert "2 topics" in shown(app)
        assert "data.[b]older[/b]␛]0;x␇  done" in shown(app)
        await pilot.resize_terminal(20, 4)
        await pilot.press("escape")
        assert isinstance(app.screen, MainScreen)


async def test_enter_gives_the_marks_to_the_topic_under_the_cursor(app: RoadmapApp) -> None:
    """It says to which before, and `u` takes it back."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j", "A")
        assert 'Enter gives these marks to "SQL".' in shown(app)
        await pilot.press("j", "enter")
        assert "1 topic" in shown(app)
        progress = main_screen(app).workspace.tally.progress
        assert progress.status(NodeId("data.sql")) is Status.DONE
        await pilot.press("u")
        assert "2 topics" in shown(app)
        await pilot.press("ctrl+r", "j", "G", "g", "k", "enter")
        assert NOTHING in shown(app)
        await pilot.press("enter", "q")
        assert main_screen(app).workspace.tally.overall.done == 1


async def test_on_a_section_it_says_what_to_do(app: RoadmapApp) -> None:
    """And marks nothing."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("A", "enter")
        assert "Go to the topic that is to have the marks; Esc leads there." in shown(app)
        assert "2 topics" in shown(app)


async def test_without_any_it_says_so(make_app: MakeApp) -> None:
    """All is well."""
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("A", "j", "enter")
        assert NOTHING in shown(app)

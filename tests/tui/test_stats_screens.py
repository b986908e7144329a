"""The statistics, the history and the line that says what is next, in the app."""

import asyncio

import pytest

from roadmap_tui.core.counts import Tally
from roadmap_tui.core.roadmap import NodeId
from roadmap_tui.core.suggestions import Dependents
from roadmap_tui.tui.app import RoadmapApp
from roadmap_tui.tui.screens.history import HistoryScreen
from roadmap_tui.tui.screens.main import MainScreen
from roadmap_tui.tui.screens.stats import StatsScreen
from roadmap_tui.tui.widgets import next_up
from roadmap_tui.tui.widgets.painting import measure
from tests.tui.conftest import MakeApp, main_screen

SIZE = (100, 24)


def shown(app: RoadmapApp) -> str:
    """The text of the screen on top."""
    widgets = app.screen.query("LineView, Bar")
    return "\n".join(widget.render_line(y).text for widget in widgets for y in range(widget.size.height))


# What is next


async def test_what_is_next_stands_under_the_title(app: RoadmapApp) -> None:
    """With its key; and it is another topic as soon as that one is done."""
    async with app.run_test(size=SIZE) as pilot:
        line = main_screen(app).next_up
        assert line.render_line(0).text.startswith(" . next  SQL")
        await pilot.press("j", "d")
        assert line.render_line(0).text.startswith(" . next  Indexes")


@pytest.mark.parametrize(("size", "is_shown"), [((120, 40), True), ((80, 24), True), ((40, 12), False)])
async def test_the_line_takes_no_row_that_is_needed(app: RoadmapApp, size: tuple[int, int], is_shown: bool) -> None:
    """On a short screen there is no such line, and the key works all the same."""
    async with app.run_test(size=size) as pilot:
        screen = main_screen(app)
        assert screen.next_up.display is is_shown
        await pilot.press("G", "full_stop")
        assert screen.topic_tree.cursor == screen.workspace.tally.roadmap.indexes[NodeId("data.sql")]


async def test_the_jump_says_why(app: RoadmapApp) -> None:
    """What is in progress comes first, and the sections that hide it open."""
    async with app.run_test(size=SIZE) as pilot:
        screen = main_screen(app)
        await pilot.press("G", "i", "Z", "full_stop")
        assert screen.topic_tree.cursor == screen.workspace.tally.roadmap.indexes[NodeId("tools.make")]
        assert screen.status.message == "Next up: in progress"


async def test_nothing_left_is_said(app: RoadmapApp) -> None:
    """On the line and by the key."""
    async with app.run_test(size=SIZE) as pilot:
        screen = main_screen(app)
        await pilot.press("v", *"jjjjj", "v", "v", *"Gk", "v", "v", "s")
        await pilot.press("G", "s", "k", "s", "k", "s", "full_stop")
        assert screen.workspace.tally.overall.is_complete
        assert screen.status.message == next_up.NOTHING_LEFT
        assert next_up.NOTHING_LEFT in screen.next_up.render_line(0).text


async def test_a_move_does_not_look_again(app: RoadmapApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what is marked can change what is next."""
    looks: list[Tally] = []

    def look(tally: Tally, waits: Dependents) -> None:
        looks.append(tally)

    monkeypatch.setattr(next_up, "next_up", look)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*"jjjkkkGg", "tab", "tab")
        assert len(looks) == 1


async def test_a_large_roadmap_is_looked_at_in_a_pause(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mark leaves the line empty for a moment instead of keeping the user waiting; the key does not wait."""
    monkeypatch.setattr(next_up, "_LARGE", 3)
    monkeypatch.setattr(next_up, "_PAUSE_S", 1.0)
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        line = main_screen(app).next_up
        await pilot.press("j", "d")
        assert "next" not in line.render_line(0).text
        async with asyncio.timeout(30):
            while "Indexes" not in line.render_line(0).text:
                await pilot.pause(0.02)
        await pilot.press("d", "full_stop")
        assert main_screen(app).topic_tree.cursor == line.tally.roadmap.indexes[NodeId("data.indexes")]


# Where the user stands


async def test_the_statistics_open_and_close(app: RoadmapApp) -> None:
    """`S` shows them, and `S`, Esc or `q` goes back; the app goes on."""
    async with app.run_test(size=SIZE) as pilot:
        for key in ("S", "escape", "q"):
            await pilot.press("j", "d", "S")
            assert isinstance(app.screen, StatsScreen)
            await pilot.press(key)
            assert isinstance(app.screen, MainScreen)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)])
async def test_the_statistics_scroll_to_their_end(app: RoadmapApp, size: tuple[int, int]) -> None:
    """With the usual keys; the last section can be seen at every size."""
    async with app.run_test(size=size) as pilot:
        await pilot.press("j", "d", "S")
        assert "✓ 1 done" in shown(app)
        await pilot.press("G")
        assert "Git" in shown(app)
        await pilot.press("g")
        assert "✓ 1 done" in shown(app)
        for key in ("j", "ctrl+d", "pagedown", "k", "ctrl+u", "pageup"):
            await pilot.press(key)
        assert "✓ 1 done" in shown(app)


async def test_the_statistics_follow_other_windows(make_app: MakeApp) -> None:
    """What is marked elsewhere shows within a second."""
    one, other = make_app(), make_app()
    async with one.run_test(size=SIZE) as pilot, other.run_test(size=SIZE) as other_pilot:
        await other_pilot.press("S")
        assert "Nothing is done yet" in shown(other)
        await pilot.press("j", "d")
        async with asyncio.timeout(30):
            while "✓ 1 done" not in shown(other):
                await other_pilot.pause(0.05)


# The history


async def test_the_history_is_undone_from_there(app: RoadmapApp) -> None:
    """It says what `u` takes back before and after; `ctrl+r` brings it back."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j", "d", "j", "i", "H")
        screen = app.screen
        assert isinstance(screen, HistoryScreen)
        assert "takes back: Indexes is in progress" in shown(app)
        await pilot.press("u")
        assert screen.status.message == "Undone: Indexes is to do."
        assert "3 marks" in shown(app)
        await pilot.press("u", "u")
        assert "nothing to undo" in screen.status.message
        await pilot.press("ctrl+r")
        assert screen.status.message == "Redone: SQL is done."
        await pilot.press("escape")
        assert isinstance(app.screen, MainScreen)


async def test_the_history_is_filtered_while_typing(app: RoadmapApp) -> None:
    """`/` begins, letters filter, Enter keeps the filter, Esc drops it, and a second Esc closes."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j", "d", "j", "i", "H", "slash", *"sqlu")
        assert "No mark fits" in shown(app)
        await pilot.press("backspace")
        assert "1 of 2 marks" in shown(app)
        await pilot.press("enter", "u")
        assert "Undone" in shown(app)
        assert "/sql" in shown(app)
        await pilot.press("escape")
        assert "3 marks" in shown(app)
        await pilot.press("escape")
        assert isinstance(app.screen, MainScreen)


async def test_an_empty_history_says_so(app: RoadmapApp) -> None:
    """In place of rows, and nothing to take back is offered."""
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.press("H")
        assert "Nothing is marked yet." in shown(app)
        assert "takes back" not in shown(app)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)])
@pytest.mark.parametrize("key", ["S", "H"])
async def test_no_line_leaves_the_screen(app: RoadmapApp, size: tuple[int, int], key: str) -> None:
    """Every line is exactly as wide as its widget."""
    async with app.run_test(size=size) as pilot:
        await pilot.press("d", key)
        for widget in app.screen.query("LineView, Bar"):
            assert {measure(widget.render_line(y).text) for y in range(widget.size.height)} <= {
                widget.size.width,
                widget.size.width - 1,
                widget.size.width - 2,
            }

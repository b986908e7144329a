"""What is typed right behind the key that opens a field goes into it, what follows the key that leaves it does not."""

from collections.abc import Iterable

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from roadmap_tui.core.roadmap import NodeId
from roadmap_tui.tui.app import RoadmapApp
from roadmap_tui.tui.screens.filtered_list import FilteredScreen
from tests.tui.conftest import main_screen

BURST = "quhdxGnRSM/"
"""Every one of them does something elsewhere."""


def burst(app: RoadmapApp, keys: Iterable[str]) -> None:
    """Keys that are all there before the first one is looked at."""
    for key in keys:
        name = {"/": "slash", ":": "colon", "\r": "enter", "\x1b": "escape", " ": "space"}.get(key, key)
        app.post_message(events.Key(name, key if len(key) == 1 else None))


async def keys_are_done(pilot: Pilot[None]) -> None:
    """Wait until nothing that was pressed is on its way any more."""
    for _ in range(10):
        await pilot.pause(0.02)


@pytest.mark.parametrize("opening", ["/", "f", "e", "a", ":", "f2"])
async def test_a_field_over_the_main_screen_takes_all_that_follows(app: RoadmapApp, opening: str) -> None:
    """Search, filter, note, link, palette and colours; nothing is marked, nothing is left."""
    async with app.run_test() as pilot:
        burst(app, [opening, *BURST])
        await keys_are_done(pilot)
        field = app.focused
        assert (field.value if isinstance(field, Input) else isinstance(field, TextArea) and field.text) == BURST
        assert list(main_screen(app).workspace.tally.progress.marks()) == []


@pytest.mark.parametrize("opening", ["H", "M"])
async def test_a_filter_on_another_screen_takes_all_that_follows(app: RoadmapApp, opening: str) -> None:
    """The slash comes once the screen is there."""
    async with app.run_test() as pilot:
        await pilot.press(opening)
        burst(app, f"/{BURST}")
        await keys_are_done(pilot)
        assert isinstance(app.focused, Input)
        assert app.focused.value == BURST


@pytest.mark.parametrize(
    ("keys", "marked", "query"),
    [
        ("/sql\rx", {"data.sql": "done"}, "sql"),
        ("fsql\rx", {"data.sql": "done"}, "sql"),
        ("/sql\x1bx", {"data.sql": "done"}, ""),
        ("/stores\rjxjd", {"data.stores.redis": "done", "data.stores.mongodb": "done"}, "stores"),
        ("/sql\rx/redis\rd", {"data.sql": "done", "data.stores.redis": "done"}, "redis"),
        ("/level:\rd", {}, ""),
    ],
)
@pytest.mark.parametrize("pauses", [(), (5,), (1, 4, 6)])
async def test_what_follows_the_way_out_of_the_search_does_what_it_does_there(
    app: RoadmapApp, keys: str, marked: dict[str, str], query: str, pauses: tuple[int, ...]
) -> None:
    """In one burst or in several; what cannot be understood keeps the line open, and so its keys."""
    async with app.run_test(size=(100, 24)) as pilot:
        for place, key in enumerate(keys):
            burst(app, key)
            if place in pauses:
                await pilot.pause()
        await keys_are_done(pilot)
        screen = main_screen(app)
        found = {topic: str(screen.workspace.tally.progress.status(NodeId(topic))) for topic in marked}
        assert (found, screen.workspace.filter.text) == (marked, query)
        assert len(list(screen.workspace.tally.progress.marks())) == len(marked)


@pytest.mark.parametrize("opening", ["H", "M"])
@pytest.mark.parametrize(("way_out", "query"), [("\r", "sql"), ("\x1b", "")])
async def test_what_follows_the_way_out_of_a_filter_does_what_it_does_in_the_list(
    app: RoadmapApp, opening: str, way_out: str, query: str
) -> None:
    """The undo key undoes."""
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.press("j", "j", "x", opening)
        burst(app, f"/sql{way_out}u")
        await keys_are_done(pilot)
        screen = app.screen
        assert isinstance(screen, FilteredScreen)
        assert (screen.filter.value, screen.focused) == (query, screen.view)
        assert main_screen(app).workspace.tally.overall.done == 0


async def test_a_paste_behind_the_way_out_goes_nowhere(app: RoadmapApp) -> None:
    """It is text, and there is no place for it any more."""
    async with app.run_test() as pilot:
        burst(app, "/sql\r")
        app.post_message(events.Paste("abc"))
        await keys_are_done(pilot)
        assert main_screen(app).workspace.filter.text == main_screen(app).search_bar.input.value == "sql"


async def test_a_link_is_ticked_right_behind_the_key_that_adds_it(app: RoadmapApp) -> None:
    """The line that adds is left with the same Enter."""
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.press("j", "j")
        burst(app, "a")
        app.post_message(events.Paste("https://example.org/new"))
        burst(app, "\r ")
        await keys_are_done(pilot)
        assert any(mark.field == "read" for mark in main_screen(app).workspace.tally.progress.marks())


async def test_what_is_handed_on_keeps_its_time(app: RoadmapApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """Should it be held back again, it is put in order with keys that were typed later and are not here yet."""
    handed: list[float] = []
    async with app.run_test() as pilot:
        await pilot.press("slash")
        await keys_are_done(pilot)
        screen, line = main_screen(app), app.focused
        assert line
        monkeypatch.setattr(line, "_forward_event", lambda event: handed.append(event.time))
        app.type_ahead.begin(screen, line)
        keys = [events.Key("a", "a"), events.Key("b", "b")]
        for key in keys[::-1]:
            app.type_ahead.defer(screen, key)
        app.type_ahead.flush(screen)
        assert handed == [key.time for key in keys]

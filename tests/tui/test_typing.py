"""What is typed at once after the key that opens a field goes into the field, whole and in order."""

from collections.abc import Iterable

import pytest
from textual import events
from textual.widgets import Input, TextArea

from roadmap_tui.tui.app import RoadmapApp
from tests.tui.conftest import main_screen

BURST = "quhdxGnRSM/"
"""Every one of them does something elsewhere."""


def burst(app: RoadmapApp, keys: Iterable[str]) -> None:
    """Keys that are all there before the first one is looked at."""
    for key in keys:
        app.post_message(events.Key({"/": "slash", ":": "colon"}.get(key, key), key if len(key) == 1 else None))


@pytest.mark.parametrize("opening", ["/", "f", "e", "a", ":", "f2"])
async def test_a_field_over_the_main_screen_takes_all_that_follows(app: RoadmapApp, opening: str) -> None:
    """Search, filter, note, link, palette and colours; nothing is marked, nothing is left."""
    async with app.run_test() as pilot:
        burst(app, [opening, *BURST])
        for _ in range(10):
            await pilot.pause(0.02)
        field = app.focused
        assert (field.value if isinstance(field, Input) else isinstance(field, TextArea) and field.text) == BURST
        assert list(main_screen(app).tally.progress.marks()) == []


@pytest.mark.parametrize("opening", ["H", "M"])
async def test_a_filter_on_another_screen_takes_all_that_follows(app: RoadmapApp, opening: str) -> None:
    """The slash comes once the screen is there."""
    async with app.run_test() as pilot:
        await pilot.press(opening)
        burst(app, f"/{BURST}")
        for _ in range(10):
            await pilot.pause(0.02)
        assert isinstance(app.focused, Input)
        assert app.focused.value == BURST

"""The line at the bottom: what is said there can be acted on where there is little room, too."""

import pytest

from roadmap_tui.core.text import clean_line
from roadmap_tui.presentation.glyphs import ASCII, UNICODE
from roadmap_tui.tui.app import RoadmapApp
from roadmap_tui.tui.widgets.bars import StatusBar
from tests.tui.conftest import main_screen


@pytest.mark.parametrize(
    ("message", "width", "shown"),
    [
        ("No link here; a adds one of your own.", 38, "No link here; a adds one of your own."),
        ("12 shown topics in progress; u takes it back", 38, "12 shown topics in p…; u takes it back"),
        ("Note saved: A long title of it; u takes it back", 38, "Note saved: A long t…; u takes it back"),
        ("Everything is saved again, and all is well.", 38, "Everything is saved again, and all is…"),
        ("a; b; c", 5, "a…; c"),
        ("what; then", 6, "what;…"),
        ("what; then", 1, "…"),
        ("what; then", 0, ""),
    ],
)
def test_a_message_is_cut_before_what_can_be_done(message: str, width: int, shown: str) -> None:
    """If there is room for that; else at its end."""
    bar = StatusBar([], UNICODE)
    bar.message = message
    assert bar.left(width)[0][0] == shown


def test_three_dots_stand_for_what_is_cut_where_only_ascii_can_be_shown() -> None:
    """They take more room."""
    bar = StatusBar([], ASCII)
    bar.message = "12 shown topics in progress; u takes it back"
    assert bar.left(38)[0][0] == "12 shown topics in...; u takes it back"


def bottom(app: RoadmapApp) -> str:
    """The line as it is drawn."""
    return main_screen(app).status.render_line(0).text


async def test_a_message_takes_the_room_of_the_warning_and_gives_it_back(app: RoadmapApp) -> None:
    """In 40 columns; where there is room for both, both are shown."""
    async with app.run_test(size=(40, 12)) as pilot:
        main_screen(app).status.show_warning("2 mistakes in the settings")
        await pilot.press("j", "j", "y")
        await pilot.pause()
        assert bottom(app) == " No link here; a adds one of your own.  "
        await pilot.press("k")
        assert bottom(app).endswith("  2 mistakes in the settings ")
        await pilot.resize_terminal(80, 24)
        await pilot.press("j", "y")
        assert bottom(app).startswith(" No link here; a adds one of your own. ")
        assert bottom(app).endswith(" 2 mistakes in the settings ")


async def test_what_is_not_saved_stays_beside_every_message(app: RoadmapApp) -> None:
    """It matters more than what is said."""
    async with app.run_test(size=(40, 12)) as pilot:
        main_screen(app).status.show_saving("3 not saved", is_failing=True)
        main_screen(app).status.show_message("Could not save: No space left on device (/a/file).")
        await pilot.pause()
        assert bottom(app) == " Could not save: No space … 3 not saved "


async def test_the_whole_line_is_used(app: RoadmapApp) -> None:
    """But for a blank at both ends."""
    async with app.run_test(size=(40, 12)) as pilot:
        main_screen(app).status.show_message(clean_line("x" * 99))
        await pilot.pause()
        assert bottom(app) == f" {'x' * 37}… "


async def test_only_hints_that_are_shown_can_be_clicked(app: RoadmapApp) -> None:
    """Behind the warning there is none, though there would be room for it."""
    async with app.run_test(size=(60, 12)) as pilot:
        main_screen(app).status.show_warning("2 mistakes in the settings")
        await pilot.pause()
        assert "Tab" not in bottom(app)
        for cell in range(len(" ? help  Space done  "), 60):
            await pilot.click("#status", offset=(cell, 0))
        assert main_screen(app).topic_tree.has_focus
        await pilot.click("#status", offset=(2, 0))
        assert app.screen is not app.first

"""Export in the app: formats, notes, and names that never hide a file."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from roadmap_tui.tui.app import RoadmapApp
from roadmap_tui.tui.screens.export import ExportScreen
from tests.tui.conftest import main_screen, paste, until

SIZE = (100, 24)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory."""
    path = tmp_path / "here"
    path.mkdir()
    monkeypatch.chdir(path)
    return path


def export_screen(app: RoadmapApp) -> ExportScreen:
    """The screen, which is shown."""
    assert isinstance(app.screen, ExportScreen)
    return app.screen


def said(app: RoadmapApp) -> str:
    """What is said below the formats."""
    notice = export_screen(app).notice
    return "".join(notice.render_line(y).text.strip() for y in range(notice.size.height))


def is_written(app: RoadmapApp) -> Callable[[], bool]:
    """Whether it is said that a file was written."""
    return lambda: said(app).startswith("Written:")


async def write(pilot: Pilot[None], app: RoadmapApp, *keys: str) -> None:
    """Write a file, and wait until it is there."""
    await pilot.press(*keys, "enter")
    await until(pilot, is_written(app))


async def test_a_file_is_written_under_a_name_that_is_free(app: RoadmapApp, folder: Path) -> None:
    """The roadmap's id and the format's ending; the full path is said before and after."""
    (folder / "small.md").write_text("mine")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j", "d", "W")
        assert said(app).replace(" ", "").endswith(str(folder / "small.md"))
        await write(pilot, app)
        assert said(app).endswith("small-2.md")
        assert (folder / "small.md").read_text() == "mine"
        assert "- [x] SQL" in (folder / "small-2.md").read_text()
        await write(pilot, app, "j", "j")
        assert (folder / "small.csv").read_text().startswith("id,title")


async def test_notes_go_along_only_when_asked(app: RoadmapApp, folder: Path) -> None:
    """And the screen says which."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j", "e", *"secret", "escape")
        await until(pilot, lambda: app.screen is app.first)
        await pilot.press("W")
        assert export_screen(app).caption.words == "without notes"
        await write(pilot, app)
        await write(pilot, app, "n")
        assert export_screen(app).caption.words == "with notes and own links"
        assert "secret" not in (folder / "small.md").read_text()
        assert "secret" in (folder / "small-2.md").read_text()


async def test_a_name_can_be_typed(app: RoadmapApp, folder: Path) -> None:
    """With an ending or without, at once after the key; Esc leaves it as it was."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("W", "e", *"qj", "enter")
        assert said(app).endswith("qj.md")
        await pilot.press("e", *"x", "escape")
        assert said(app).endswith("qj.md")
        await pilot.press("e", *".txt", "enter")
        await write(pilot, app)
        assert (folder / "qj.txt").exists()
        await pilot.press("e", *["backspace"] * 6, ".", "enter")
        assert export_screen(app).status.message == "That is no name for a file."


@pytest.mark.parametrize("name", ["no/such/folder/x", "{own}/x.jsonl"])
async def test_what_cannot_be_written_is_said(app: RoadmapApp, name: str) -> None:
    """A folder that is not there, or one that is not for exports."""
    own = app.locations.progress
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("W", "e")
        await paste(pilot, name.format(own=own))
        await pilot.press("enter", "enter")
        await until(pilot, lambda: export_screen(app).status.message == "Nothing was written.")
        assert not (own / "x.jsonl").exists()


@pytest.mark.parametrize("key", ["escape", "q", "W"])
async def test_it_closes(app: RoadmapApp, key: str) -> None:
    """With what leads back."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("W", key)
        assert app.screen is main_screen(app)

"""The library in the app: what is listed, and going on with another roadmap."""

import errno
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from roadmap_tui.core.marks import Device, Status
from roadmap_tui.core.roadmap import NodeId, Roadmap
from roadmap_tui.presentation.glyphs import ASCII, UNICODE, Glyphs, Look
from roadmap_tui.presentation.rows import library_line
from roadmap_tui.storage import files, library, opening, session
from roadmap_tui.storage.library import LibraryFile
from roadmap_tui.storage.locations import Locations
from roadmap_tui.storage.log import ProgressLog
from roadmap_tui.storage.opening import LibraryEntry, MarksByRoadmap, open_roadmap
from roadmap_tui.tui.app import RoadmapApp
from roadmap_tui.tui.controllers.saving import SaveStatus
from roadmap_tui.tui.screens import library as module
from roadmap_tui.tui.screens.library import LibraryScreen
from roadmap_tui.tui.screens.main import MainScreen
from roadmap_tui.tui.widgets.painting import measure
from tests.conftest import SMALL_ROADMAP
from tests.tui.conftest import DEVICE, Open, main_screen, notice, tree_text, until

SIZE = (100, 24)
pytestmark = pytest.mark.usefixtures("in_haste")


@pytest.fixture
def folder(locations: Locations) -> Path:
    """The user's folder: a garden, the small roadmap, and one with mistakes."""
    library.create("garden", "", locations.roadmaps)
    (locations.roadmaps / "small.toml").write_text(SMALL_ROADMAP)
    (locations.roadmaps / "wrong.toml").write_text('format = 1\nid = "wrong"\ntitle = 3\n')
    return locations.roadmaps


@pytest.fixture
def app(open_file: Open, folder: Path) -> RoadmapApp:
    """The app on the small roadmap of the library."""
    return open_file(folder / "small.toml")


def library_screen(app: RoadmapApp) -> LibraryScreen:
    """The library, which is shown."""
    assert isinstance(app.screen, LibraryScreen)
    return app.screen


def rows(app: RoadmapApp) -> list[str]:
    """The lines of the library."""
    view = library_screen(app).view
    return [view.render_line(y).text.rstrip() for y in range(len(view.files))]


def said(app: RoadmapApp) -> str:
    """What is said of the roadmap under the cursor."""
    notice = library_screen(app).notice
    return " ".join(notice.render_line(y).text.strip() for y in range(notice.size.height))


async def show(pilot: Pilot[None]) -> RoadmapApp:
    """Open the library, and wait until everything in it was read."""
    assert isinstance(pilot.app, RoadmapApp)
    app = pilot.app
    await pilot.press("R")
    view = library_screen(app).view
    await until(pilot, lambda: all(view.entries))
    return app


async def choose(pilot: Pilot[None], app: RoadmapApp, *keys: str) -> None:
    """Go on with another roadmap, and wait for it."""
    before = app.first
    await pilot.press(*keys, "enter")
    await until(pilot, lambda: app.first is not before and app.screen is app.first)


async def test_every_roadmap_is_listed_with_its_progress(app: RoadmapApp) -> None:
    """The one that is open is marked and has the cursor; one with mistakes hides no other."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j", "d")
        await until(pilot, lambda: not main_screen(app).workspace.saver.state.waiting)
        await show(pilot)
        assert [row.split()[0] for row in rows(app)] == ["backend", "garden", "▌•", "wrong"]
        assert "0/219   0%" in rows(app)[0]
        assert "1/7  14%" in rows(app)[2]
        assert "has mistakes" in rows(app)[3]
        assert "4 roadmaps" in library_screen(app).title_bar.render_line(0).text


async def test_a_roadmap_elsewhere_is_listed_while_it_is_open(open_file: Open, small_file: Path) -> None:
    """First, with the mark."""
    app = open_file(small_file)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot)
        assert rows(app)[0].startswith("▌• small")
        assert str(small_file) in said(app).replace(" ", "")


async def test_the_only_roadmap_says_how_to_add_more(open_file: Open) -> None:
    """An empty library is no dead end."""
    app = open_file(library.bundled_path())
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot)
        assert "`roadmap-tui new ID` begins a roadmap of your own" in said(app)


async def test_mistakes_are_shown_and_cannot_be_opened(app: RoadmapApp) -> None:
    """With their lines, when the cursor is there."""
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot)
        await pilot.press("G")
        assert "wrong.toml:3: title must be" in said(app)
        await pilot.press("enter")
        assert "once that is put right" in library_screen(app).status.message


@pytest.mark.parametrize("keys", ["j", "k", "g", "G", "down", "up", "home", "end", "ctrl+d", "ctrl+u", "pageup"])
async def test_the_usual_keys_move(app: RoadmapApp, keys: str) -> None:
    """As they do everywhere."""
    ends = {
        "j": 3,
        "down": 3,
        "k": 1,
        "up": 1,
        "g": 0,
        "home": 0,
        "G": 3,
        "end": 3,
        "ctrl+d": 3,
        "ctrl+u": 0,
        "pageup": 0,
    }
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot)
        await pilot.press(keys)
        assert library_screen(app).view.cursor == ends[keys]


@pytest.mark.parametrize("key", ["escape", "q", "R", "enter"])
async def test_the_library_closes(app: RoadmapApp, key: str) -> None:
    """With what leads back; choosing the roadmap that is open does, too."""
    async with app.run_test(size=SIZE) as pilot:
        first = app.first
        await show(pilot)
        await pilot.press(key)
        await pilot.pause()
        assert app.screen is first is app.first
        await pilot.press("j", "d")
        assert main_screen(app).workspace.tally.overall.done == 1


async def test_enter_goes_on_with_another_roadmap(app: RoadmapApp, locations: Locations) -> None:
    """Everything marked so far is on disk, both places are remembered, and the keys work there."""
    async with app.run_test(size=SIZE) as pilot:
        old = main_screen(app)
        await pilot.press("j", "j", "d")
        await show(pilot)
        await choose(pilot, app, "k")
        new = main_screen(app)
        assert new.workspace.tally.roadmap.id == "garden"
        assert "The basics" in tree_text(new)
        assert not old.workspace.saver._thread.is_alive()
        left = session.load(locations.session)
        assert left.last == str(locations.roadmaps / "garden.toml")
        assert left.views[old.workspace.tally.roadmap.id].cursor == "data.indexes"
        await pilot.press("Z", "j", "d")
        await until(pilot, lambda: not new.workspace.saver.state.waiting)
        for name, topic in (("small", "data.indexes"), ("garden", "basics.first-steps")):
            tally = open_roadmap(locations.roadmaps / f"{name}.toml", ProgressLog(locations.progress, DEVICE)).tally
            assert tally.progress.status(NodeId(topic)) is Status.DONE


async def test_back_again_is_where_the_reader_was(app: RoadmapApp) -> None:
    """With cursor, folds and progress; and a file that is edited then is followed."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j", "j", "d")
        for keys in (("k",), ("j",)):
            await show(pilot)
            await choose(pilot, app, *keys)
        screen = main_screen(app)
        assert screen.workspace.tally.roadmap.nodes[screen.topic_tree.cursor].id == "data.indexes"
        assert screen.workspace.tally.overall.done == 1
        assert not screen.topic_tree.folded
        assert screen.workspace.file
        screen.workspace.file.path.write_text(SMALL_ROADMAP.replace('"SQL"', '"Queries"'))
        await until(pilot, lambda: "Queries" in tree_text(screen))
        await pilot.press("u")
        assert screen.workspace.tally.overall.done == 0


async def test_mistakes_in_the_settings_are_shown_once(app: RoadmapApp) -> None:
    """Another roadmap counts them, and does not tell what was told."""
    main_screen(app).workspace.setting_problems = ("settings.toml:1: wrong",)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "wrong" in notice(main_screen(app))
        await pilot.press("escape")
        await show(pilot)
        await choose(pilot, app, "k")
        assert (notice(main_screen(app)), main_screen(app).status.warning) == ("", "1 mistake in the settings")


async def test_the_old_file_is_no_longer_watched(app: RoadmapApp, folder: Path) -> None:
    """What happens to it does not concern the new screen."""
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot)
        await choose(pilot, app, "k")
        (folder / "small.toml").write_text("[")
        await pilot.pause(0.2)
        assert not main_screen(app).notice.display
        assert len(app.screen_stack) == 1


async def test_an_old_screen_does_not_end_the_app(app: RoadmapApp) -> None:
    """It may say twice that everything is saved: once for the last mark, once for the user who wants to leave."""
    async with app.run_test(size=SIZE) as pilot:
        old = main_screen(app)
        await show(pilot)
        await choose(pilot, app, "k")
        app.post_message(SaveStatus.AllSaved(old))
        await pilot.press("j")
        assert app.is_running
        assert app.return_code is None
        assert app.screen is app.first is not old


async def test_nothing_is_switched_when_marks_cannot_be_saved(app: RoadmapApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said why; when there is room again it can be done."""

    def fail(path: Path, data: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    async with app.run_test(size=SIZE) as pilot:
        screen = main_screen(app)
        with monkeypatch.context() as patch:
            patch.setattr(files, "append", fail)
            await pilot.press("j", "d")
            await show(pilot)
            await pilot.press("k", "enter")
            await until(pilot, lambda: "This roadmap stays open: 1 mark not saved." in notice(screen))
            assert app.screen is screen is app.first
            assert screen.workspace.tally.overall.done == 1
        await until(pilot, lambda: not screen.workspace.saver.state.waiting)
        await show(pilot)
        await choose(pilot, app, "k")
        assert main_screen(app).workspace.tally.roadmap.id == "garden"


async def test_a_click_opens(app: RoadmapApp) -> None:
    """The mouse alone is enough."""
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot)
        await pilot.click("LibraryView", offset=(10, 1))
        await until(pilot, lambda: main_screen(app).workspace.tally.roadmap.id == "garden")


async def test_what_was_listed_is_opened_without_being_parsed(app: RoadmapApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """And listed again; a large roadmap takes as little time to switch to as to open."""
    parsed: list[str] = []
    parse = library.parse

    def seen(data: bytes, path: Path) -> Roadmap:
        parsed.append(path.stem)
        return parse(data, path)

    monkeypatch.setattr(library, "parse", seen)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot)
        await until(pilot, lambda: all(thread.name != "library" for thread in threading.enumerate()))
        assert {"garden", "small"} < set(parsed)
        parsed.clear()
        await choose(pilot, app, "k")
        assert main_screen(app).workspace.tally.roadmap.id == "garden"
        await show(pilot)
        assert parsed == ["wrong"]


async def test_a_slow_roadmap_keeps_nobody_waiting(app: RoadmapApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """The others show as they come, and the screen can be left while one is still read."""
    go_on, look_at = threading.Event(), opening.summarize

    looked_at: list[str] = []

    def slowly(
        entry: LibraryFile, marks: MarksByRoadmap, device: Device, load: Callable[[Path], Roadmap]
    ) -> LibraryEntry:
        looked_at.append(entry.id)
        if entry.id == "garden":
            go_on.wait(5)
        return look_at(entry, marks, device, load)

    monkeypatch.setattr(module, "summarize", slowly)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("R")
        await until(pilot, lambda: "219" in rows(app)[0])
        assert "reading…" in rows(app)[1]
        await pilot.press("k", "k", "escape")
        await pilot.pause()
        assert isinstance(app.screen, MainScreen)
        go_on.set()
        await until(pilot, lambda: all(thread.name != "library" for thread in threading.enumerate()))
    assert looked_at == ["small", "backend", "garden"]


async def test_a_roadmap_that_is_gone_is_said(app: RoadmapApp, folder: Path) -> None:
    """Between listing and opening."""
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot)
        (folder / "garden.toml").unlink()
        await pilot.press("k", "enter")
        await until(pilot, lambda: "there is no such file" in said(app))
        await pilot.press("j", "enter")
        await pilot.pause()
        assert isinstance(app.screen, MainScreen)


async def test_progress_that_cannot_be_read_is_said(app: RoadmapApp, locations: Locations) -> None:
    """Numbers that are not known are not shown."""
    async with app.run_test(size=SIZE) as pilot:
        locations.progress.mkdir(parents=True, exist_ok=True)
        (locations.progress / "laptop.jsonl").mkdir()
        await pilot.press("R")
        await until(pilot, lambda: "Could not read the progress" in library_screen(app).status.message)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)])
async def test_no_line_leaves_the_screen(app: RoadmapApp, size: tuple[int, int]) -> None:
    """Every line is as wide as its widget, at every size."""
    async with app.run_test(size=size) as pilot:
        await show(pilot)
        for widget in app.screen.query("LineView, Bar, Notice"):
            widths = {measure(widget.render_line(y).text) for y in range(widget.size.height)}
            assert widths <= {widget.size.width, widget.size.width - 1, widget.size.width - 2}


HOSTILE = "\x1b]0;x\x07[@click=app.quit]数据" * 5


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII], ids=["unicode", "ascii"])
@pytest.mark.parametrize("width", [10, 34, 44, 56, 90, 120])
@pytest.mark.parametrize("make", [lambda entry: None, lambda entry: LibraryEntry(entry, problem=None)])
def test_a_line_is_exactly_as_wide_as_there_is_room(
    glyphs: Glyphs, width: int, make: Callable[[LibraryFile], LibraryEntry | None], small_file: Path
) -> None:
    """Whatever stands in it."""
    entry = LibraryFile(library.BUNDLED_ID, small_file)
    line = library_line(entry, make(entry), Look(width, glyphs, measure), 20)
    assert sum(measure(text) for text, _ in line) <= max(width, 30)
    shown = LibraryEntry(
        entry, HOSTILE, open_roadmap(small_file, ProgressLog(small_file.parent / "none", DEVICE)).tally.overall
    )
    text = "".join(text for text, _ in library_line(entry, shown, Look(width, glyphs, measure), 20))
    assert "\x1b" not in text
    assert width < 20 or measure(text) == width


async def test_a_folder_that_cannot_be_listed_is_named_with_the_reason(
    open_file: Open, locations: Locations, small_file: Path
) -> None:
    """What is left can be opened."""
    locations.data.mkdir(parents=True, exist_ok=True)
    locations.roadmaps.write_text("a file")
    app = open_file(small_file)
    async with app.run_test(size=SIZE) as pilot:
        await show(pilot)
        assert f"Could not read your roadmaps in {locations.roadmaps}: there is a file" in said(app)
        assert len(rows(app)) == 2

"""Import and update in the app: what is shown before anything is written, and what is there afterwards."""

import threading
from pathlib import Path

import pytest
from textual.pilot import Pilot

from roadmap_tui.core.marks import Status
from roadmap_tui.core.roadmap import NodeId
from roadmap_tui.storage import files, imports, sources
from roadmap_tui.storage.imports import ImportPlan, ImportRequest
from roadmap_tui.storage.locations import Locations
from roadmap_tui.storage.log import ProgressLog
from roadmap_tui.tui.app import RoadmapApp
from roadmap_tui.tui.screens.library import LibraryScreen
from roadmap_tui.tui.screens.update import UpdateScreen
from roadmap_tui.tui.workspace.proposal import typed_path
from tests.conftest import SMALL_ROADMAP, Clock
from tests.tui.conftest import DEVICE, Open, main_screen, paste, tree_text, until

SIZE = (100, 24)
FIRST = """# Baking

## Dough

- [x] Flour and its types
- [ ] Yeast
- [x] Sourdough starter

## Ovens

- [ ] Steam

- a remark
"""
SECOND = (
    FIRST.replace("[x] Flour and its types", "[ ] Flour and its many types")
    .replace("- [ ] Yeast\n", "")
    .replace("- [ ] Steam", "- [x] Steam\n- [ ] Stone")
)
pytestmark = pytest.mark.usefixtures("in_haste")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "baking.md"
    path.write_text(FIRST)
    return path


@pytest.fixture
def small(locations: Locations) -> Path:
    """The small roadmap in the library."""
    locations.roadmaps.mkdir(parents=True)
    path = locations.roadmaps / "small.toml"
    path.write_text(SMALL_ROADMAP)
    return path


@pytest.fixture
def baking(source: Path, locations: Locations, clock: Clock) -> Path:
    """A roadmap that was imported from the source, with its two ticks."""
    log = ProgressLog(locations.progress, DEVICE)
    plan = imports.make_plan(ImportRequest(sources.read(str(source))), locations.roadmaps, log, DEVICE, clock.tick())
    imports.carry_out(plan, log, clock.tick())
    return plan.path


async def ask_for_update(pilot: Pilot[None], app: RoadmapApp) -> LibraryScreen:
    """Press the key for it in the library, once that is read; gives the library."""
    await pilot.press("R")
    library = app.screen
    assert isinstance(library, LibraryScreen)
    await until(pilot, lambda: all(library.view.entries))
    await pilot.press("U")
    return library


def edition_screen(app: RoadmapApp) -> UpdateScreen:
    """The screen, which is shown."""
    assert isinstance(app.screen, UpdateScreen)
    return app.screen


def shown(app: RoadmapApp) -> str:
    """What there is to read, or to answer."""
    screen = edition_screen(app)
    view = screen.view if screen.view.display else screen.text
    lines = [view.render_line(y).text.rstrip() for y in range(view.size.height)]
    return "\n".join(lines).rstrip()


def entries(app: RoadmapApp) -> list[str]:
    """The ids in the library."""
    assert isinstance(app.screen, LibraryScreen)
    return [entry.id for entry in app.screen.view.files]


async def begin_import(pilot: Pilot[None], text: str) -> None:
    """Paste a path, and press Enter."""
    await pilot.press("R", "i")
    await paste(pilot, text)
    await pilot.press("enter")


async def begin_update(pilot: Pilot[None], app: RoadmapApp) -> None:
    """Ask for the update of the roadmap that is open, and wait for what it would change."""
    await ask_for_update(pilot, app)
    await until(pilot, lambda: edition_screen(app).view.display)


async def test_a_path_becomes_a_roadmap_in_the_list(
    open_file: Open, small: Path, source: Path, locations: Locations
) -> None:
    """The report says what did not become a topic; the library has the cursor on what is new."""
    app = open_file(small)
    async with app.run_test(size=SIZE) as pilot:
        await begin_import(pilot, str(source))
        await until(pilot, lambda: "baking: Baking: imported, 4 topics" in shown(app))
        assert "2 ticks of the source taken over as marks." in shown(app)
        assert 'line 13: "a remark" has no box' in shown(app)
        await pilot.press("escape")
        library = app.screen
        assert isinstance(library, LibraryScreen)
        await until(pilot, lambda: all(library.view.entries))
        assert entries(app) == ["backend", "baking", "small"]
        assert library.view.cursor == 1
        assert library.view.current == 2
        await until(pilot, lambda: not main_screen(app).workspace.saver.state.waiting)
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is app.first)
        assert main_screen(app).workspace.tally.overall.done == 2
        await pilot.press("u")
        assert main_screen(app).workspace.tally.overall.done == 0


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        (" /a b/c.md ", "/a b/c.md"),
        ("'/a b/c.md'", "/a b/c.md"),
        ('"x"', "x"),
        (r"/a\ b/c\'s.md", "/a b/c's.md"),
        ("file:///a%20b/c%C3%A9.md", "/a b/cé.md"),
        ("file://localhost/a.md", "/a.md"),
        ("it's", "it's"),
        ("~/x.md", "/home/ann/x.md"),
        ("-", "./-"),
        ("~nobody-of-that-name/x", "~nobody-of-that-name/x"),
        ("clone#backend", "clone#backend"),
    ],
)
def test_a_typed_path_is_read_as_a_shell_would(monkeypatch: pytest.MonkeyPatch, typed: str, path: str) -> None:
    """And the keyboard is never read for a source."""
    monkeypatch.setenv("HOME", "/home/ann")
    assert typed_path(typed) == path


def test_a_file_whose_name_has_quotes_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It is there, so nothing else is meant."""
    monkeypatch.chdir(tmp_path)
    for name in ("'x'", r"a\b"):
        Path(name).touch()
        assert typed_path(name) == name


async def test_what_cannot_be_read_is_said_and_can_be_put_right(
    open_file: Open, small: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The path is typed key by key, from the working directory, and stays in the line."""
    monkeypatch.chdir(source.parent)
    app = open_file(small)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("R", "i", *f"{source.name}x", "enter")
        await until(pilot, lambda: "there is no such file" in " ".join(shown(app).split()))
        await until(pilot, lambda: edition_screen(app).input.has_focus)
        await pilot.press("backspace", "enter")
        await until(pilot, lambda: "baking: Baking: imported" in shown(app))


async def test_hostile_text_is_harmless(open_file: Open, small: Path, tmp_path: Path) -> None:
    """In a title, a remark and the name of a file."""
    source = tmp_path / "a[red]b.md"
    source.write_text("# Evil \x1b]0;x\x07[bold]\n\n- [ ] one\n\n- \x1b[2J[/]no box\n")
    app = open_file(small)
    async with app.run_test(size=SIZE) as pilot:
        await begin_import(pilot, str(source))
        await until(pilot, lambda: "imported, 1 topic" in shown(app))
        assert "[bold]" in shown(app)
        assert not {"\x1b", "\x07"} & set(shown(app))


async def test_a_big_import_can_be_left(
    open_file: Open, small: Path, source: Path, locations: Locations, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Esc goes back to the line, and what comes of the work afterwards is for nobody."""
    go_on, plan = threading.Event(), imports.make_plan

    def slowly(request: ImportRequest, *rest: object) -> ImportPlan:
        go_on.wait(5)
        return plan(request, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(imports, "make_plan", slowly)
    app = open_file(small)
    async with app.run_test(size=SIZE) as pilot:
        await begin_import(pilot, str(source))
        await until(pilot, lambda: edition_screen(app).status.message.startswith("Reading "))
        await pilot.press("escape")
        go_on.set()
        await until(pilot, lambda: all(thread.name != "edition" for thread in threading.enumerate()))
        assert edition_screen(app).input.display
        assert edition_screen(app).status.message == "Left; nothing was written."
        assert not (locations.roadmaps / "baking.toml").exists()
        await pilot.press("escape")
        assert entries(app) == ["backend", "small"]


async def test_an_update_shows_what_it_changes_and_writes_nothing_before_enter(
    open_file: Open, baking: Path, source: Path
) -> None:
    """Added, removed, doubtful, and the effect on the percentage; Esc leaves everything as it was."""
    before = baking.read_bytes()
    source.write_text(SECOND)
    app = open_file(baking)
    async with app.run_test(size=SIZE) as pilot:
        await begin_update(pilot, app)
        text = shown(app)
        assert "no   was Flour and its types  in Dough" in text
        assert "now Flour and its many types  in Dough" in text
        assert "Topics 4 -> 4, done 2 -> 2: 50% -> 50%." in text
        assert "Ovens > Stone" in text.partition("Added (2)")[2].partition("Removed")[0]
        assert "Dough > Yeast" in text.partition("Removed (2)")[2]
        await pilot.press("escape")
        assert isinstance(app.screen, LibraryScreen)
        assert baking.read_bytes() == before
        assert len(list(baking.parent.iterdir())) == 1


async def test_a_yes_carries_the_tick_over(open_file: Open, baking: Path, source: Path) -> None:
    """It shows at once what that changes, and can be taken back with a no."""
    source.write_text(SECOND)
    app = open_file(baking)
    async with app.run_test(size=SIZE) as pilot:
        await begin_update(pilot, app)
        await pilot.press("y")
        await until(pilot, lambda: "done 2 -> 3: 50% -> 75%." in shown(app))
        assert "yes  was Flour" in shown(app)
        await pilot.press("g", "n")
        await until(pilot, lambda: "done 2 -> 2" in shown(app))
        await pilot.press("n")
        assert edition_screen(app).status.message == "There is no question on this line."
        await pilot.press("g", "y", "enter")
        await until(pilot, lambda: "baking: Baking: updated, 4 topics" in shown(app))
        await until(pilot, lambda: main_screen(app).workspace.tally.overall.done == 3)


async def test_the_open_roadmap_changes_under_the_reader(open_file: Open, baking: Path, source: Path) -> None:
    """Cursor, folds and progress stay, ticks of the source are one step, and the edition before is kept."""
    source.write_text(SECOND)
    app = open_file(baking)
    async with app.run_test(size=SIZE) as pilot:
        screen = main_screen(app)
        await pilot.press("j", "z", "G")
        await begin_update(pilot, app)
        await pilot.press("enter")
        await until(pilot, lambda: "The edition before is kept in" in shown(app))
        await pilot.press("enter", "escape")
        await until(pilot, lambda: "Stone" in tree_text(screen))
        assert main_screen(app) is screen
        roadmap = screen.workspace.tally.roadmap
        assert roadmap.nodes[screen.topic_tree.cursor].title == "Steam"
        assert [roadmap.nodes[index].title for index in screen.topic_tree.folded] == ["Dough"]
        assert screen.workspace.tally.progress.status(NodeId("ovens.steam")) is Status.DONE
        await pilot.press("u")
        assert screen.workspace.tally.progress.status(NodeId("ovens.steam")) is Status.TODO
        await until(pilot, lambda: not screen.workspace.saver.state.waiting)


async def test_what_changed_while_the_reader_looked_is_shown_again(open_file: Open, baking: Path, source: Path) -> None:
    """Nobody agrees to what was not seen."""
    source.write_text(SECOND)
    app = open_file(baking)
    async with app.run_test(size=SIZE) as pilot:
        await begin_update(pilot, app)
        baking.write_text(baking.read_text().replace("Sourdough starter", "Sourdough starters"))
        await pilot.press("enter")
        await until(pilot, lambda: "Look again" in edition_screen(app).status.message)
        assert "Sourdough starters" in baking.read_text()
        await pilot.press("enter")
        await until(pilot, lambda: "updated" in shown(app))
        assert "Sourdough starters" not in baking.read_text()


async def test_importing_what_is_there_already_is_an_update(open_file: Open, baking: Path, source: Path) -> None:
    """With the same questions; and with nothing to write when nothing has changed."""
    app = open_file(baking)
    async with app.run_test(size=SIZE) as pilot:
        await begin_import(pilot, str(source))
        await until(pilot, lambda: "baking: Baking: is unchanged" in shown(app))
        await pilot.press("escape")
        source.write_text(SECOND)
        await pilot.press("i")
        await paste(pilot, str(source))
        await pilot.press("enter")
        await until(pilot, lambda: edition_screen(app).view.display)


async def test_without_a_source_there_is_nothing_to_update(open_file: Open, baking: Path, source: Path) -> None:
    """And when the source is gone, it is said where it was."""
    source.unlink()
    app = open_file(baking)
    async with app.run_test(size=SIZE) as pilot:
        library = await ask_for_update(pilot, app)
        await until(pilot, lambda: "there is no such file" in " ".join(shown(app).split()))
        await pilot.press("escape", "g", "U")
        assert library.status.message == "backend was not imported, so there is nothing to update."
        assert app.screen is library


@pytest.mark.parametrize("way", ["the source is gone", "f over what would change", "f while it is being read"])
async def test_an_update_takes_another_file_that_the_reader_names(
    open_file: Open, baking: Path, source: Path, tmp_path: Path, way: str
) -> None:
    """It is asked for when the source is gone, and `f` asks for it; questions and answers begin anew."""
    elsewhere = tmp_path / "elsewhere.md"
    elsewhere.write_text(SECOND)
    if way == "the source is gone":
        source.unlink()
    app = open_file(baking)
    async with app.run_test(size=SIZE) as pilot:
        library = await ask_for_update(pilot, app)
        if way == "f over what would change":
            await until(pilot, lambda: "is unchanged" in shown(app))
        if way != "the source is gone":
            await pilot.press("f")
        await paste(pilot, str(elsewhere))
        await pilot.press("enter")
        await until(pilot, lambda: edition_screen(app).view.display)
        await pilot.press("enter")
        await until(pilot, lambda: bool(edition_screen(app)._written))
        await pilot.press("f")
        assert edition_screen(app)._written
        await pilot.press("escape")
        assert app.screen is library
    assert f'source = "{elsewhere}"' in baking.read_text()


async def test_an_update_of_what_was_not_imported_asks_for_the_file(open_file: Open, small: Path, source: Path) -> None:
    """As `roadmap-tui update ID FILE` does; Esc leaves it, from the line and while it is read."""
    app = open_file(small)
    async with app.run_test(size=SIZE) as pilot:
        library = await ask_for_update(pilot, app)
        await paste(pilot, str(source.with_name("nothing.md")))
        await pilot.press("enter")
        await until(pilot, lambda: "nothing.md" in shown(app) and edition_screen(app).input.has_focus)
        await pilot.press("escape")
        assert app.screen is library


async def test_a_disk_that_refuses_is_named(
    open_file: Open, baking: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the roadmap is as it was."""

    def fail(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    source.write_text(SECOND)
    before = baking.read_bytes()
    app = open_file(baking)
    async with app.run_test(size=SIZE) as pilot:
        await begin_update(pilot, app)
        with monkeypatch.context() as patch:
            patch.setattr(files, "write_whole", fail)
            await pilot.press("enter")
            await until(pilot, lambda: "Could not write" in shown(app))
        assert baking.read_bytes() == before
        assert main_screen(app).workspace.tally.overall.done == 2


async def test_long_lines_wrap_to_the_width_there_is(open_file: Open, baking: Path, source: Path) -> None:
    """Nothing of what is agreed to is cut off, and a wider terminal is used."""
    title = "A stone that is as long as the title of a topic can be before it no longer fits"
    source.write_text(SECOND.replace("Stone", title))
    app = open_file(baking)
    async with app.run_test(size=(40, 24)) as pilot:
        await begin_update(pilot, app)
        words = " ".join(shown(app).split())
        assert f"Ovens > {title}" in words
        await pilot.resize_terminal(120, 24)
        await until(pilot, lambda: f"Ovens > {title}" in shown(app))


async def test_enter_right_after_an_answer_accepts_it(open_file: Open, baking: Path, source: Path) -> None:
    """Whoever is sure need not wait for what the answer changes."""
    source.write_text(SECOND)
    app = open_file(baking)
    async with app.run_test(size=SIZE) as pilot:
        await begin_update(pilot, app)
        await pilot.press("y", "enter")
        await until(pilot, lambda: "baking: Baking: updated" in shown(app))
        await until(pilot, lambda: main_screen(app).workspace.tally.overall.done == 3)

"""What the screens look like: one picture per screen and state, at fixed sizes, over the small roadmap.

Look at the report before renewing them with `make snapshots`.
"""

from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from roadmap_tui.core.actions import set_status
from roadmap_tui.core.counts import Summary, Tally
from roadmap_tui.core.marks import Device, Field, Status
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.roadmap import Level, Link, LinkKind, Node, NodeId, Origin, Roadmap, RoadmapId
from roadmap_tui.errors import InvalidFileError, Problem
from roadmap_tui.presentation.glyphs import ASCII, UNICODE, Glyphs
from roadmap_tui.storage import imports, sources
from roadmap_tui.storage.imports import ImportPlan, ImportRequest
from roadmap_tui.storage.library import LibraryFile
from roadmap_tui.storage.locations import Locations
from roadmap_tui.storage.log import ProgressLog
from roadmap_tui.storage.opening import LibraryEntry
from roadmap_tui.storage.roadmap_file import RoadmapFile
from roadmap_tui.storage.session import ViewState
from roadmap_tui.tui.app import RoadmapApp
from roadmap_tui.tui.screens.export import ExportScreen
from roadmap_tui.tui.screens.library import LibraryScreen
from roadmap_tui.tui.screens.main import MainScreen
from roadmap_tui.tui.screens.problem import ProblemScreen
from roadmap_tui.tui.screens.quit import ConfirmQuitScreen, QuitScreen
from roadmap_tui.tui.screens.update import UpdateScreen
from roadmap_tui.tui.workspace.saver import SaveState
from roadmap_tui.tui.workspace.workspace import Workspace
from tests.conftest import NOON, Clock
from tests.mark_strategies import some_mark
from tests.tui.conftest import paste, until

SnapCompare = Callable[..., bool]

ABOUT = """\
Ask a table for **rows**, and say what you want, not how to get it.

- `SELECT` and `JOIN`
- [a link](https://example.org/somewhere) and *stress*

```sql
SELECT 1;
```

You can write a query."""


@pytest.fixture
def rich_roadmap(roadmap: Roadmap) -> Roadmap:
    """The small roadmap with a topic that has everything a topic can have."""
    index = roadmap.indexes[NodeId("data.sql")]
    links = (
        Link(
            "A tutorial",
            "https://example.org/a/long/address/that/does/not/fit/on/one/line",
            LinkKind.COURSE,
            "Ann",
            True,
        ),
        Link("A book", "https://example.org/book", LinkKind.BOOK, free=False),
    )
    full = roadmap.nodes[index]._replace(
        about=ABOUT,
        links=links,
        level=Level.CORE,
        minutes=90,
        tags=("sql", "data"),
        origin=Origin.POST,
        after=(NodeId("data.indexes"), NodeId("tools")),
    )
    nodes: Iterable[Node] = (*roadmap.nodes[:index], full, *roadmap.nodes[index + 1 :])
    return roadmap._replace(nodes=tuple(nodes))


@pytest.fixture
def no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """On another machine."""
    monkeypatch.delenv("BROWSER", raising=False)
    monkeypatch.setenv("SSH_TTY", "x")


@pytest.fixture
def begun(rich_roadmap: Roadmap) -> Progress:
    """One topic in each state."""
    return marked(rich_roadmap, {"data.sql": "done", "data.indexes": "doing", "data.stores.redis": "skipped"})


def marked(roadmap: Roadmap, statuses: dict[str, str]) -> Progress:
    """Progress with these statuses, one day after the other."""
    progress, now = Progress(roadmap, Device("laptop")), NOON
    for topic, status in statuses.items():
        now += timedelta(days=1)
        progress = progress.with_marks(set_status(progress, [roadmap.node(NodeId(topic))], Status(status), now))
    return progress


@pytest.fixture
def studied(rich_roadmap: Roadmap) -> Progress:
    """Five topics done over five weeks, one in progress."""
    progress = Progress(rich_roadmap, Device("laptop"))
    for number, topic in enumerate(rich_roadmap.topics()):
        status = Status.DONE if number < 5 else Status.DOING
        when = NOON - timedelta(days=35 - 7 * number + number % 2)
        progress = progress.with_marks(set_status(progress, [topic], status, when))
    return progress


def screen_app(
    progress: Progress,
    locations: Locations,
    *,
    cursor: str = "data.sql",
    theme: str = "roadmap-dark",
    glyphs: Glyphs = UNICODE,
) -> RoadmapApp:
    """The app over some progress, everything unfolded."""
    log = ProgressLog(locations.progress, progress.device)
    workspace = Workspace(Tally(progress), log, Clock(), locations, glyphs=glyphs)
    main = MainScreen(workspace, ViewState(NodeId(cursor), ()))
    return RoadmapApp(main, locations, theme=theme, glyphs=glyphs)


@pytest.mark.parametrize("theme", ["roadmap-dark", "roadmap-light", "terminal"])
@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)], ids=lambda size: "x".join(map(str, size)))
def test_main(
    snap_compare: SnapCompare, begun: Progress, locations: Locations, theme: str, size: tuple[int, int]
) -> None:
    """The main screen with one topic in each state."""
    assert snap_compare(screen_app(begun, locations, theme=theme), terminal_size=size)


@pytest.mark.parametrize("theme", ["high-contrast", "blue-orange"])
def test_main_in_other_colours(snap_compare: SnapCompare, begun: Progress, locations: Locations, theme: str) -> None:
    """The same for eyes that need them."""
    assert snap_compare(screen_app(begun, locations, theme=theme), terminal_size=(80, 24))


def test_main_without_colours(
    snap_compare: SnapCompare, begun: Progress, locations: Locations, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bold, dim and reverse are what is left."""
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(screen_app(begun, locations), terminal_size=(80, 24))


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)], ids=lambda size: "x".join(map(str, size)))
def test_main_ascii(snap_compare: SnapCompare, begun: Progress, locations: Locations, size: tuple[int, int]) -> None:
    """The same with nothing but ASCII."""
    assert snap_compare(screen_app(begun, locations, glyphs=ASCII), terminal_size=size)


def test_reading_at_40_columns(snap_compare: SnapCompare, begun: Progress, locations: Locations) -> None:
    """The details take the tree's place."""
    assert snap_compare(screen_app(begun, locations), terminal_size=(40, 12), press=["enter"])


def test_empty(snap_compare: SnapCompare, rich_roadmap: Roadmap, locations: Locations) -> None:
    """Nothing is done yet, and the cursor is on a section."""
    assert snap_compare(screen_app(marked(rich_roadmap, {}), locations, cursor="data"), terminal_size=(80, 24))


def test_finished(snap_compare: SnapCompare, rich_roadmap: Roadmap, locations: Locations) -> None:
    """Everything is done."""
    done = marked(rich_roadmap, {topic.id: "done" for topic in rich_roadmap.topics()})
    assert snap_compare(screen_app(done, locations, cursor="data"), terminal_size=(80, 24))


def test_selection(snap_compare: SnapCompare, begun: Progress, locations: Locations) -> None:
    """Two rows are selected and the cursor is on a third."""
    assert snap_compare(screen_app(begun, locations), terminal_size=(80, 24), press=["v", "v"])


@pytest.mark.parametrize("theme", ["roadmap-dark", "roadmap-light", "terminal"])
def test_stats(snap_compare: SnapCompare, studied: Progress, locations: Locations, theme: str) -> None:
    """Where the user stands after some weeks."""
    assert snap_compare(screen_app(studied, locations, theme=theme), terminal_size=(120, 40), press=["S"])


@pytest.mark.parametrize("size", [(80, 24), (40, 12)], ids=lambda size: "x".join(map(str, size)))
def test_stats_small_and_ascii(
    snap_compare: SnapCompare, studied: Progress, locations: Locations, size: tuple[int, int]
) -> None:
    """The same on small screens with nothing but ASCII."""
    assert snap_compare(screen_app(studied, locations, glyphs=ASCII), terminal_size=size, press=["S"])


def test_stats_empty(snap_compare: SnapCompare, rich_roadmap: Roadmap, locations: Locations) -> None:
    """Nothing is done yet."""
    assert snap_compare(screen_app(marked(rich_roadmap, {}), locations), terminal_size=(80, 24), press=["S"])


@pytest.mark.parametrize("size", [(120, 40), (40, 12)], ids=lambda size: "x".join(map(str, size)))
def test_history(snap_compare: SnapCompare, studied: Progress, locations: Locations, size: tuple[int, int]) -> None:
    """What was marked."""
    assert snap_compare(screen_app(studied, locations), terminal_size=size, press=["H"])


def test_history_filtered(snap_compare: SnapCompare, studied: Progress, locations: Locations) -> None:
    """While a filter is typed."""
    press = ["H", "slash", *"git"]
    assert snap_compare(screen_app(studied, locations), terminal_size=(80, 24), press=press)


@pytest.mark.parametrize("size", [(80, 24), (40, 12)], ids=lambda size: "x".join(map(str, size)))
def test_links(snap_compare: SnapCompare, begun: Progress, locations: Locations, size: tuple[int, int]) -> None:
    """One link is read, one the user's own, and the line is open to add another."""

    async def add(pilot: Pilot[None]) -> None:
        await pilot.press("O", "space", "a")
        await paste(pilot, "https://my.example Mine")
        await pilot.press("enter", "a")
        await paste(pilot, "https://")

    assert snap_compare(screen_app(begun, locations), terminal_size=size, run_before=add)


def test_address(snap_compare: SnapCompare, begun: Progress, locations: Locations, no_browser: None) -> None:
    """A link where there is no browser."""
    assert snap_compare(screen_app(begun, locations), terminal_size=(80, 24), press=["o"])


def test_help(snap_compare: SnapCompare, begun: Progress, locations: Locations) -> None:
    """The keys over the main screen."""
    assert snap_compare(screen_app(begun, locations), terminal_size=(80, 50), press=["question_mark"])


@pytest.mark.parametrize("size", [(120, 40), (40, 12)], ids=lambda size: "x".join(map(str, size)))
@pytest.mark.parametrize("glyphs", [UNICODE, ASCII], ids=["unicode", "ascii"])
def test_library(
    snap_compare: SnapCompare,
    begun: Progress,
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
    glyphs: Glyphs,
) -> None:
    """Roadmaps with progress, one with mistakes, one that is still being read."""
    names = ["backend", "garden", "small", "wrong", "slow"]
    entries = [
        LibraryFile(RoadmapId(name), Path(f"/home/ann/.local/share/roadmap-tui/roadmaps/{name}.toml")) for name in names
    ]
    found = {
        "backend": LibraryEntry(entries[0], "What to learn as a backend developer", Summary(31, 4, 5, 165)),
        "garden": LibraryEntry(entries[1], "My garden", Summary(done=9)),
        "small": LibraryEntry(entries[2], "A small roadmap", Tally(begun).overall),
        "wrong": LibraryEntry(entries[3], problem=InvalidFileError("wrong.toml", (Problem(3, "title must be text"),))),
    }
    app = screen_app(begun, Locations(Path("/n"), Path("/n"), Path("/n"), Path("/n")), glyphs=glyphs)
    assert isinstance(app.first, MainScreen)
    app.first.workspace.file = RoadmapFile(entries[2].path)
    monkeypatch.setattr(app.first.file_sync, "watch", lambda _: None)
    monkeypatch.setattr(app.first.workspace, "library_files", lambda: entries)
    screen = LibraryScreen(app.first.workspace)
    monkeypatch.setattr(screen, "_read_all", lambda _: None)

    async def show(pilot: Pilot[None]) -> None:
        await app.push_screen(screen)
        for number, name in enumerate(found):
            screen.view.put(number, found[name])
        await pilot.press("j")

    assert snap_compare(app, terminal_size=size, run_before=show)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)], ids=lambda size: "x".join(map(str, size)))
def test_mistakes_in_the_file(
    snap_compare: SnapCompare, begun: Progress, locations: Locations, size: tuple[int, int]
) -> None:
    """The notice under a tree that can still be used."""
    app = screen_app(begun, locations)
    found = [
        Problem(line, f"minutes must be a whole number between 1 and 100,000, not {line}") for line in range(9, 14)
    ]

    async def edit(pilot: Pilot[None]) -> None:
        main = app.first
        assert isinstance(main, MainScreen)
        main.workspace.file = RoadmapFile(Path("/home/ann/small.toml"))
        main.file_sync.reject(main.workspace.file, InvalidFileError("small.toml", tuple(found)))
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=edit)


def test_problem(snap_compare: SnapCompare, locations: Locations) -> None:
    """A roadmap that cannot be opened."""
    message = "bad.toml:3: minutes must be a whole number\nbad.toml:7: unknown attribute \x1b[31m[b]"
    assert snap_compare(RoadmapApp(ProblemScreen(message), locations), terminal_size=(80, 12))


def test_quit(snap_compare: SnapCompare, begun: Progress, locations: Locations) -> None:
    """The question before marks are lost."""
    app = screen_app(begun, locations)

    async def ask(pilot: object) -> None:
        app.push_screen(QuitScreen(SaveState(3, "Could not save: the disk is full (laptop.jsonl).")))

    assert snap_compare(app, terminal_size=(80, 24), run_before=ask)


@pytest.mark.parametrize("theme", ["roadmap-dark", "roadmap-light"])
def test_confirm_quit(snap_compare: SnapCompare, begun: Progress, locations: Locations, theme: str) -> None:
    """The question for users who want to be asked."""
    app = screen_app(begun, locations, theme=theme)

    async def ask(pilot: object) -> None:
        app.push_screen(ConfirmQuitScreen())

    assert snap_compare(app, terminal_size=(40, 12), run_before=ask)


@pytest.mark.parametrize("size", [(120, 40), (40, 12)], ids=lambda size: "x".join(map(str, size)))
def test_mistakes_in_the_settings(
    snap_compare: SnapCompare, begun: Progress, locations: Locations, size: tuple[int, int]
) -> None:
    """The first one in the status bar, and that there are more."""
    app = screen_app(begun, locations)
    assert isinstance(app.first, MainScreen)
    app.first.workspace.setting_problems = [
        f"settings.toml:{line}: day-starts-at must be an hour between 0 and 12" for line in (3, 4)
    ]
    assert snap_compare(app, terminal_size=size)


@pytest.mark.parametrize("theme", ["roadmap-dark", "roadmap-light", "terminal"])
def test_searching(snap_compare: SnapCompare, begun: Progress, locations: Locations, theme: str) -> None:
    """Something is typed, and its letters are marked."""
    app = screen_app(begun, locations, theme=theme)
    assert snap_compare(app, terminal_size=(80, 24), press=["slash", *"re -reb st"], run_before=still)


@pytest.mark.parametrize("size", [(120, 40), (40, 12)], ids=lambda size: "x".join(map(str, size)))
@pytest.mark.parametrize("glyphs", [UNICODE, ASCII], ids=["unicode", "ascii"])
def test_filtered(
    snap_compare: SnapCompare, begun: Progress, locations: Locations, size: tuple[int, int], glyphs: Glyphs
) -> None:
    """A filter is kept, and what is done is hidden."""
    app = screen_app(begun, locations, glyphs=glyphs)
    assert snap_compare(app, terminal_size=size, press=["slash", *"data -mongo", "enter", "D"])


def test_nothing_fits(snap_compare: SnapCompare, begun: Progress, locations: Locations) -> None:
    """An empty tree."""
    app = screen_app(begun, locations)
    assert snap_compare(app, terminal_size=(80, 24), press=["slash", *"nowhere", "enter"])


NOTE = "**Ask** for rows:\n\n- `select` what\n- `from` where, *join* what belongs together\n\nSee also indexes."


@pytest.fixture
def noted(begun: Progress) -> Progress:
    """Notes on a topic, on a section and on a topic that is gone; the first was another one before."""
    texts = [("data.sql", "A first thought."), ("data", "Start here."), ("gone", "An orphan."), ("data.sql", NOTE)]
    marks = [some_mark(topic, text, second, field=Field.NOTE) for second, (topic, text) in enumerate(texts)]
    marks[3] = marks[3]._replace(over=(marks[0].step,))
    return begun.with_marks(marks)


@pytest.mark.parametrize("theme", ["roadmap-dark", "roadmap-light", "terminal"])
@pytest.mark.parametrize("size", [(80, 24), (40, 12)], ids=lambda size: "x".join(map(str, size)))
def test_writing_a_note(
    snap_compare: SnapCompare, noted: Progress, locations: Locations, theme: str, size: tuple[int, int]
) -> None:
    """With a selection."""
    app = screen_app(noted, locations, theme=theme)
    assert snap_compare(app, terminal_size=size, press=["e", "shift+up", "shift+up"])


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII], ids=["unicode", "ascii"])
@pytest.mark.parametrize("size", [(80, 24), (40, 12)], ids=lambda size: "x".join(map(str, size)))
def test_notes(
    snap_compare: SnapCompare, noted: Progress, locations: Locations, size: tuple[int, int], glyphs: Glyphs
) -> None:
    """All of them, the cursor on the second."""
    assert snap_compare(screen_app(noted, locations, glyphs=glyphs), terminal_size=size, press=["M", "j"])


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII], ids=["unicode", "ascii"])
@pytest.mark.parametrize("size", [(80, 24), (40, 12)], ids=lambda size: "x".join(map(str, size)))
def test_earlier_texts(
    snap_compare: SnapCompare, noted: Progress, locations: Locations, size: tuple[int, int], glyphs: Glyphs
) -> None:
    """Of one note, the older one in full."""
    assert snap_compare(screen_app(noted, locations, glyphs=glyphs), terminal_size=size, press=["M", "V", "j"])


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII], ids=["unicode", "ascii"])
def test_notes_in_the_tree(snap_compare: SnapCompare, noted: Progress, locations: Locations, glyphs: Glyphs) -> None:
    """A sign behind the titles, and two notes that were written apart in the details."""
    theirs = some_mark("data.sql", "Rows *and* columns.", 9, device="phone", field=Field.NOTE)
    app = screen_app(noted.with_marks([theirs]), locations, glyphs=glyphs)
    assert snap_compare(app, terminal_size=(120, 30))


async def still(pilot: Pilot[None]) -> None:
    """A cursor that does not blink."""
    await pilot.press("slash")
    main = pilot.app.screen
    assert isinstance(main, MainScreen)
    main.search_bar.input.cursor_blink = False
    await pilot.press("escape")


UPDATED = """# Baking

## Dough

- [ ] Flour and its many types
- [x] Sourdough [a recipe](https://example.org/new)

## Ovens

- [ ] Stone
"""


def update_of(begun: Progress, locations: Locations, tmp_path: Path) -> tuple[ImportPlan, Path]:
    """A roadmap that was imported, and its source as it is a year later."""
    source, log = tmp_path / "baking.md", ProgressLog(locations.progress, begun.device)
    text = UPDATED.replace("[ ] Flour and its many types", "[x] Flour and its types").replace("new", "old")
    source.write_text(text.replace("Stone", "Steam"))
    plan = imports.make_plan(ImportRequest(sources.read(str(source))), locations.roadmaps, log, begun.device, NOON)
    imports.carry_out(plan, log, NOON)
    source.write_text(UPDATED)
    return plan, source


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)], ids=lambda size: "x".join(map(str, size)))
@pytest.mark.parametrize("glyphs", [UNICODE, ASCII], ids=["unicode", "ascii"])
def test_update(
    snap_compare: SnapCompare,
    begun: Progress,
    locations: Locations,
    tmp_path: Path,
    size: tuple[int, int],
    glyphs: Glyphs,
) -> None:
    """A question with a yes, and everything that changes."""
    plan, _ = update_of(begun, locations, tmp_path)
    app = screen_app(begun, locations, glyphs=glyphs)

    async def show(pilot: Pilot[None]) -> None:
        assert isinstance(app.first, MainScreen)
        screen = UpdateScreen(app.first.workspace, lambda _: None, plan.path)
        await app.push_screen(screen)
        await until(pilot, lambda: screen.view.display)
        await pilot.press("y")
        await until(pilot, lambda: screen.caption.words == "66% -> 66%")

    assert snap_compare(app, terminal_size=size, run_before=show)


@pytest.mark.parametrize("size", [(80, 24), (40, 12)], ids=lambda size: "x".join(map(str, size)))
def test_import(snap_compare: SnapCompare, begun: Progress, locations: Locations, size: tuple[int, int]) -> None:
    """A line to type a path, what can be named there, and why it could not be read."""
    app = screen_app(begun, locations)

    async def show(pilot: Pilot[None]) -> None:
        assert isinstance(app.first, MainScreen)
        screen = UpdateScreen(app.first.workspace, lambda _: None)
        await app.push_screen(screen)
        await paste(pilot, "/no/such/file.md")

    assert snap_compare(app, terminal_size=size, run_before=show)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)], ids=lambda size: "x".join(map(str, size)))
@pytest.mark.parametrize("glyphs", [UNICODE, ASCII], ids=["unicode", "ascii"])
def test_export(
    snap_compare: SnapCompare,
    begun: Progress,
    locations: Locations,
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
    glyphs: Glyphs,
) -> None:
    """The formats, and what would be written."""
    monkeypatch.setattr(ExportScreen, "target", Path("/home/ann/plans/small.html"))
    app = screen_app(begun, locations, glyphs=glyphs)
    assert snap_compare(app, terminal_size=size, press=["W", "j", "n"])

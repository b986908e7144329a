"""The user's settings in the app: keys, looks, dates, what is remembered and what is said of mistakes."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from textual.filter import NoColor

from roadmap_tui.core.counts import Tally
from roadmap_tui.core.marks import Device
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.roadmap import Roadmap
from roadmap_tui.core.settings import DEFAULT_SETTINGS, DateFormat, Settings, ThemeName
from roadmap_tui.presentation.commands import COMMANDS, DEFAULT_KEYS
from roadmap_tui.presentation.glyphs import ASCII
from roadmap_tui.storage.locations import Locations
from roadmap_tui.storage.log import ProgressLog
from roadmap_tui.storage.session import ViewState
from roadmap_tui.storage.settings import load
from roadmap_tui.tui.app import RoadmapApp
from roadmap_tui.tui.desktop import browser
from roadmap_tui.tui.screens.help import HelpScreen
from roadmap_tui.tui.screens.main import MainScreen
from roadmap_tui.tui.screens.problem import ProblemScreen
from roadmap_tui.tui.screens.quit import ConfirmQuitScreen
from roadmap_tui.tui.widgets.bars import StatusBar
from roadmap_tui.tui.widgets.document_view import DocumentView
from roadmap_tui.tui.workspace.workspace import Workspace
from tests.conftest import Clock
from tests.tui.conftest import main_screen, notice

SIZE = (100, 24)
MakeWith = Callable[..., RoadmapApp]


@pytest.fixture
def app_with(roadmap: Roadmap, locations: Locations, clock: Clock) -> Iterator[MakeWith]:
    """Makes an app with some settings, and mistakes in them."""
    screens: list[MainScreen] = []

    def make(*mistakes: str, **chosen: Any) -> RoadmapApp:
        settings = Settings(**chosen)
        log = ProgressLog(locations.progress, Device("laptop"))
        tally = Tally(Progress(roadmap, Device("laptop")).with_marks(log.read()))
        place = ViewState(folded=())
        workspace = Workspace(tally, log, clock.tick, locations, settings=settings, setting_problems=mistakes)
        screens.append(MainScreen(workspace, place))
        return RoadmapApp(screens[-1], locations, theme=settings.theme, settings=settings)

    yield make
    for screen in screens:
        screen.workspace.saver.close(timeout_s=2)


def done(app: RoadmapApp) -> list[str]:
    """The ids of what is done."""
    tally = main_screen(app).workspace.tally
    return [node.id for node, status in zip(tally.roadmap.nodes, tally.statuses, strict=True) if status == "done"]


def picture(app: RoadmapApp) -> str:
    """What the screen shows."""
    return "\n".join("".join(text for text, *_ in line) for line in app.screen._compositor.render_strips())


# Keys.


async def test_a_command_answers_to_the_readers_keys_and_no_others(app_with: MakeWith) -> None:
    """In the tree and in the main screen; the usual keys are free."""
    app = app_with(keys={"topic.done": ("D", "ctrl+x"), "move.down": ("n",)})
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("d", "j", "down")
        assert (done(app), main_screen(app).topic_tree.cursor) == ([], 1)
        await pilot.press("n", "D", "n", "ctrl+x")
    assert done(app) == ["data.sql", "data.indexes"]


async def test_keys_can_be_swapped(app_with: MakeWith) -> None:
    """Each does what the other did."""
    app = app_with(keys={"topic.done": ("s",), "topic.skip": ("d",)})
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j", "d", "j", "s")
    assert done(app) == ["data.indexes"]


@pytest.mark.parametrize("key", ["down", "end", "ctrl+pagedown", "tab", "ctrl+p", "ctrl+q"])
async def test_no_hidden_binding_keeps_a_key(app_with: MakeWith, key: str) -> None:
    """What Textual does with a key by itself does not stand in the way."""
    freed = {command.id: ("f20",) for command in COMMANDS if key in command.keys}
    app = app_with(keys={**freed, "topic.done": (key,)})
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("right_square_bracket", key)
        assert done(app) == ["data.sql"]


async def test_every_command_can_be_bound_anew(app_with: MakeWith) -> None:
    """Its new key is live where it is answered, and its usual ones are not; one app takes every keymap."""
    app = app_with()
    async with app.run_test(size=SIZE):
        for command in COMMANDS:
            app.set_keymap({command.id: "f20"})
            live = {key: active.binding.id for key, active in app.screen.active_bindings.items()}
            assert live["f20"] == command.id
            assert not set(command.keys) & live.keys() - {"tab", "shift+tab"}, command.id


async def test_help_hints_palette_and_messages_show_the_readers_keys(app_with: MakeWith) -> None:
    """Nothing on the screen names a key that does not work."""
    app = app_with(keys={"step.undo": ("ctrl+y",), "pane.back": ("b",), "app.help": ("f9",)})
    async with app.run_test(size=(140, 60)) as pilot:
        assert "F9 help" in picture(app)
        assert "Ctrl+Y undo" in picture(app)
        await pilot.press("d")
        assert main_screen(app).status.message.endswith("; Ctrl+Y takes it back")
        palette = {command.title: command.help for command in app.get_system_commands(app.screen)}
        assert (palette["Undo"], palette["Help"]) == ("Ctrl+Y", "F9")
        await pilot.press("f9")
        assert isinstance(app.screen, HelpScreen)
        shown = [line.split() for line in picture(app).splitlines()]
        assert any("Ctrl+Y Undo" in " ".join(line) for line in shown)
        await pilot.press("f9")
        assert not isinstance(app.screen, HelpScreen)


async def test_the_problem_screen_names_the_ways_out(locations: Locations) -> None:
    """To another roadmap, and by the user's own key, which can be clicked."""
    settings = DEFAULT_SETTINGS._replace(keys={"app.quit": ("Q",)})
    app = RoadmapApp(ProblemScreen("It is wrong.", "Q"), locations, settings=settings)
    async with app.run_test(size=SIZE) as pilot:
        assert "roadmap-tui open ID" in picture(app)
        await pilot.press("q")
        assert app.is_running
        bar = app.screen.query_one(StatusBar)
        assert bar.render_line(0).text.startswith(" Q quit")
        await pilot.click(bar, offset=(3, 0))
        await pilot.pause()
    assert app.return_code == 0


@pytest.mark.parametrize("screen", ["H", "A"])
async def test_other_screens_name_the_readers_key_for_undo(app_with: MakeWith, screen: str) -> None:
    """A hint is clicked, too, and would press a key that does something else."""
    app = app_with(keys={"step.undo": ("f9",)})
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j", "d", screen)
        await pilot.pause()
        assert [key for key, words in app.screen.query_one(StatusBar).hints if "back:" in words or words == "undo"] == [
            "F9"
        ]


async def test_an_address_is_copied_with_the_readers_key(app_with: MakeWith, monkeypatch: pytest.MonkeyPatch) -> None:
    """The window that shows it says with which."""
    monkeypatch.setattr(browser, "find_browser", lambda *_: None)
    app = app_with(keys={"link.copy": ("f9",)})
    async with app.run_test(size=SIZE) as pilot:
        app.open_url("https://example.org/")
        await pilot.pause()
        assert "F9 copies it" in picture(app)


# Looks.


async def test_a_theme_chosen_in_the_palette_is_remembered(app_with: MakeWith, locations: Locations) -> None:
    """Opening the app writes nothing, choosing does."""
    app = app_with()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert not locations.settings.exists()
        await pilot.press("f2", *"orange", "enter")
        await pilot.pause(0.5)
        await pilot.press("enter")
        await pilot.pause(0.3)
        assert app.theme == "blue-orange"
    assert load(locations, lambda: DEFAULT_KEYS) == (Settings(theme=ThemeName.BLUE_ORANGE), ())


async def test_glyphs_change_at_once_and_are_remembered(app_with: MakeWith, locations: Locations) -> None:
    """There and back; everything on the screen follows."""
    app = app_with()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j", "f3")
        await pilot.pause()
        assert picture(app).isascii()
        assert main_screen(app).topic_tree.glyphs is ASCII
        assert 'glyphs = "ascii"' in locations.settings.read_text()
        await pilot.press("f3")
        await pilot.pause()
        assert "○" in picture(app)
        assert 'glyphs = "unicode"' in locations.settings.read_text()


@pytest.mark.parametrize(
    "keys",
    [
        ("M", "e"),
        ("S",),
        ("H",),
        ("a", *"https://a.org", "enter"),
        ("R",),
        ("W",),
        ("D", "/", "t", "enter"),
        ("D", "f"),
    ],
)
async def test_glyphs_change_on_every_screen_that_is_open(app_with: MakeWith, keys: tuple[str, ...]) -> None:
    """Those under the one that is seen, too, whatever they keep of what they drew."""
    app = app_with()
    async with app.run_test(size=(100, 16)) as pilot:
        await pilot.press("j", "e", "a", "escape", "x", "j", *keys)
        await pilot.pause(0.1)
        await pilot.press("f3")
        while True:
            await pilot.pause()
            assert picture(app).replace("…", "").isascii(), picture(app)
            if app.screen is app.first:
                break
            await pilot.press("escape")


async def test_a_choice_that_cannot_be_remembered_counts_and_is_said(app_with: MakeWith, locations: Locations) -> None:
    """The settings file is not TOML; it stays as it is."""
    locations.config.mkdir()
    locations.settings.write_text("theme = ")
    app = app_with()
    async with app.run_test(size=SIZE) as pilot:
        app.theme = "terminal"
        await pilot.pause()
        assert main_screen(app).status.message.startswith(f"Could not change {locations.settings}")
    assert locations.settings.read_text() == "theme = "


@pytest.mark.parametrize(("value", "is_plain"), [("1", True), ("", False), (None, False)])
async def test_no_color_takes_the_colours_away(
    app_with: MakeWith, locations: Locations, monkeypatch: pytest.MonkeyPatch, value: str | None, is_plain: bool
) -> None:
    """When it is not empty (https://no-color.org); bold, dim and reverse stay, and the user's choice, too."""
    if value is not None:
        monkeypatch.setenv("NO_COLOR", value)
    app = app_with(theme=ThemeName.LIGHT)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        filters = app.get_line_filters()
        assert ([type(one) for one in filters] == [NoColor]) is is_plain
        assert app.theme == ("terminal" if is_plain else "roadmap-light")
    assert not locations.settings.exists()


async def test_days_are_written_as_the_reader_wants_them(app_with: MakeWith) -> None:
    """In the details of a topic."""
    app = app_with(date_format=DateFormat.ISO)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j", "d")
        await pilot.pause()
        assert "done since 2026-11-22" in picture(app)


# Quitting.


@pytest.mark.parametrize(
    ("answer", "stays"), [("n", True), ("escape", True), ("q", True), ("y", False), ("enter", False)]
)
async def test_quitting_asks_who_wants_to_be_asked(app_with: MakeWith, answer: str, stays: bool) -> None:
    """And nobody else."""
    app = app_with(confirm_quit=True)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("q")
        assert isinstance(app.screen, ConfirmQuitScreen)
        await pilot.press(answer)
        await pilot.pause()
        assert app.is_running is stays


@pytest.mark.parametrize(("line", "stays"), [(0, False), (1, True)])
async def test_a_click_answers_who_asks_before_quitting(app_with: MakeWith, line: int, stays: bool) -> None:
    """A user without a keyboard is not stuck there."""
    app = app_with(confirm_quit=True)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("q")
        await pilot.click(app.screen.query_one(DocumentView), offset=(4, 1 + line))
        await pilot.pause()
        assert not isinstance(app.screen, ConfirmQuitScreen) and app.is_running is stays


# Mistakes.


@pytest.mark.parametrize("size", [(40, 12), (80, 24)])
async def test_mistakes_are_shown_in_full_and_counted(app_with: MakeWith, size: tuple[int, int]) -> None:
    """Until the user has read them; how many there are is said for as long as they are there."""
    mistake = 'settings.toml:1: unknown setting "them"; did you mean theme?'
    app = app_with(mistake, *[f"settings.toml:{line}: wrong" for line in range(2, 9)])
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert mistake in " ".join(picture(app).split())
        assert "`roadmap-tui doctor` lists them all." in picture(app)
        await pilot.press("escape")
        assert "unknown setting" not in picture(app)
        assert main_screen(app).status.warning == "8 mistakes in the settings"
        await pilot.press("j", "d")
    assert done(app) == ["data.sql"]


async def test_a_choice_that_mends_the_settings_is_counted_no_longer(app_with: MakeWith, locations: Locations) -> None:
    """The theme was wrong and is not any more; what else is wrong stays, in the notice as well, until that is read."""
    locations.config.mkdir()
    locations.settings.write_text('theme = "drak"\ndate_format = "never"\n')
    app = app_with(*load(locations, lambda: DEFAULT_KEYS).problems)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        screen = main_screen(app)
        assert (screen.status.warning, "settings.toml:1" in notice(screen)) == ("2 mistakes in the settings", True)
        app.theme = "blue-orange"
        await pilot.pause()
        assert screen.status.warning == "1 mistake in the settings"
        assert ("settings.toml:1" in notice(screen), "settings.toml:2" in notice(screen)) == (False, True)
        await pilot.press("escape", "f3")
        await pilot.pause()
        assert (screen.status.warning, notice(screen)) == ("1 mistake in the settings", "")

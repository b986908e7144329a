"""Links in the app: opened, copied, ticked off, added and taken away, by key and by mouse."""

import pytest
from textual.pilot import Pilot

from roadmap_tui.core.links import topic_links
from roadmap_tui.core.marks import Field
from roadmap_tui.core.roadmap import Roadmap
from roadmap_tui.formats.roadmap_toml import loads
from roadmap_tui.tui.app import RoadmapApp
from roadmap_tui.tui.desktop import browser, clipboard
from roadmap_tui.tui.desktop.browser import Browser
from roadmap_tui.tui.screens.address import AddressScreen
from roadmap_tui.tui.screens.links import LinksScreen
from roadmap_tui.tui.screens.main import MainScreen
from tests.conftest import SMALL_ROADMAP
from tests.tui.conftest import main_screen, paste
from tests.tui.test_stats_screens import shown

SIZE = (100, 24)
SQL = "https://example.org/sql"
MINE = "https://my.example/page"


@pytest.fixture
def roadmap() -> Roadmap:
    """The small roadmap as it stands in a file: SQL has a link."""
    return loads(SMALL_ROADMAP.encode(), "small.toml")


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a browser that never fails was asked to open."""
    urls: list[str] = []
    monkeypatch.setattr(browser, "find_browser", lambda environment, platform: Browser(("fake",)))
    monkeypatch.setattr(browser, "start", lambda found, url, failed: urls.append(browser.command(found, url)[-1]))
    return urls


@pytest.fixture
def copied(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a clipboard that never fails was given."""
    texts: list[str] = []

    def copy(text: str, environment: object) -> str:
        texts.append(text)
        return "fakecopy"

    monkeypatch.setattr(clipboard, "copy", copy)
    return texts


async def wait_for(pilot: Pilot[None], text: str) -> None:
    """Until something that a thread says is on the screen."""
    for _ in range(100):
        if text in shown(pilot.app):  # type: ignore[arg-type]  # there is one app here
            return
        await pilot.pause(0.02)
    raise AssertionError(text)


def links(app: RoadmapApp) -> list[tuple[str, bool, bool]]:
    """Title, whether it is the user's own, and whether it was read, of SQL's links."""
    tally = main_screen(app).workspace.tally
    node = next(node for node in tally.roadmap.nodes if node.id == "data.sql")
    return [(each.link.title, each.is_own, each.is_read) for each in topic_links(tally.progress, node)]


async def go_to_sql(pilot: Pilot[None]) -> None:
    """The topic that has a link."""
    await pilot.press("g", "j")


async def test_the_best_link_opens_by_one_key(app: RoadmapApp, opened: list[str]) -> None:
    """Its address is shown before anything else happens."""
    async with app.run_test(size=SIZE) as pilot:
        await go_to_sql(pilot)
        await pilot.press("o")
        assert opened == [SQL]
        assert main_screen(app).status.message == f"Asking fake to open {SQL}"


async def test_where_there_is_no_link_it_is_said_what_to_do(app: RoadmapApp, opened: list[str]) -> None:
    """For opening and for copying."""
    async with app.run_test(size=SIZE) as pilot:
        for key in "oyY":
            await pilot.press("G", key)
            assert main_screen(app).status.message == "No link here; a adds one of your own."
            await pilot.press("g")
        await pilot.press("G", "O")
        assert "No link here; a adds your own." in shown(app)
    assert opened == []


async def test_copying_says_what_is_known(app: RoadmapApp, copied: list[str]) -> None:
    """By which program, and what."""
    async with app.run_test(size=SIZE) as pilot:
        await go_to_sql(pilot)
        await pilot.press("y")
        await wait_for(pilot, f"Copied with fakecopy: {SQL}")
        await pilot.press("Y")
        await wait_for(pilot, f"Copied with fakecopy: [A tutorial]({SQL})")
    assert copied == [SQL, f"[A tutorial]({SQL})"]


async def test_without_a_program_the_terminal_is_asked(app: RoadmapApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """It never says whether it did, and neither does the message."""
    monkeypatch.setattr(clipboard, "copy", lambda text, environment: "")
    async with app.run_test(size=SIZE) as pilot:
        await go_to_sql(pilot)
        await pilot.press("y")
        await wait_for(pilot, "which does not say whether it did")
        assert app.clipboard == SQL


async def test_without_a_browser_the_address_is_shown(app: RoadmapApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """To be selected, or copied with the key that copies elsewhere."""
    monkeypatch.setattr(browser, "find_browser", lambda environment, platform: None)
    monkeypatch.setattr(clipboard, "copy", lambda text, environment: "fakecopy")
    async with app.run_test(size=(40, 12)) as pilot:
        await go_to_sql(pilot)
        await pilot.press("o")
        assert isinstance(app.screen, AddressScreen)
        assert SQL in shown(app)
        await pilot.press("y")
        assert isinstance(app.screen, MainScreen)


async def test_a_browser_that_fails_leaves_the_address(app: RoadmapApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """And says why."""
    monkeypatch.setattr(browser, "find_browser", lambda environment, platform: Browser(("fake",)))
    monkeypatch.setattr(browser, "start", lambda found, url, failed: failed("fake could not open the link."))
    async with app.run_test(size=SIZE) as pilot:
        await go_to_sql(pilot)
        await pilot.press("o")
        await wait_for(pilot, "fake could not open the link.")
        assert SQL in shown(app)


async def test_an_address_that_leads_elsewhere_is_refused(app: RoadmapApp, opened: list[str]) -> None:
    """By whatever way it came in; Textual's own way leads through the same door."""
    async with app.run_test(size=SIZE) as pilot:
        app.open_url("file:///etc/passwd")
        await pilot.pause()
        assert "not opened" in main_screen(app).status.message
    assert opened == []


async def test_a_click_on_an_address_opens_it(app: RoadmapApp, opened: list[str]) -> None:
    """In the details as in the list."""
    async with app.run_test(size=SIZE) as pilot:
        await go_to_sql(pilot)
        details = main_screen(app).details
        row = next(y for y in range(details.size.height) if SQL in details.render_line(y).text)
        await pilot.click(details, offset=(8, row))
        await pilot.click(details, offset=(8, 0))
        await pilot.press("O")
        await pilot.click("LinkList", offset=(20, 1))
    assert opened == [SQL, SQL]


async def test_each_link_is_ticked_off_by_itself(app: RoadmapApp) -> None:
    """It is a mark like any other: undo takes it back."""
    async with app.run_test(size=SIZE) as pilot:
        await go_to_sql(pilot)
        await pilot.press("O", "space")
        assert links(app) == [("A tutorial", False, True)]
        assert "1 of 1 link read" in shown(app)
        await pilot.press("u")
        assert links(app) == [("A tutorial", False, False)]
        await pilot.click("LinkList", offset=(3, 0))
        assert links(app) == [("A tutorial", False, True)]


async def test_an_own_link_is_pasted_with_a_title(app: RoadmapApp) -> None:
    """The cursor stands on it then, and the line is closed."""
    async with app.run_test(size=SIZE) as pilot:
        await go_to_sql(pilot)
        await pilot.press("a")
        await paste(pilot, f"{MINE} Mine")
        await pilot.press("enter")
        assert links(app) == [("A tutorial", False, False), ("Mine", True, False)]
        assert isinstance(app.screen, LinksScreen)
        assert app.screen.view.chosen
        assert app.screen.view.chosen.link.url == MINE
        assert "yours  Mine" in shown(app)
        await pilot.press("escape")
        assert isinstance(app.screen, MainScreen)


async def test_what_is_no_address_stays_to_be_put_right(app: RoadmapApp) -> None:
    """With the reason; one the roadmap has is not added twice."""
    async with app.run_test(size=SIZE) as pilot:
        await go_to_sql(pilot)
        await pilot.press("a", *"example.org", "enter")
        assert "The address must begin with http:// or https://." in shown(app)
        await pilot.press("home", *"https://", "enter")
        assert links(app)[1:] == [("example.org", True, False)]
        await pilot.press("a")
        await paste(pilot, SQL)
        await pilot.press("enter")
        assert "The roadmap has this link already." in shown(app)
        await pilot.press("escape", "escape")
        assert isinstance(app.screen, MainScreen)


async def test_only_an_own_link_can_be_taken_away(app: RoadmapApp) -> None:
    """And undo brings it back."""
    async with app.run_test(size=SIZE) as pilot:
        await go_to_sql(pilot)
        await pilot.press("O", "minus")
        assert "Only your own" in shown(app)
        await pilot.press("a")
        await paste(pilot, f"{MINE} Mine")
        await pilot.press("enter", "minus")
        assert links(app) == [("A tutorial", False, False)]
        await pilot.press("u")
        assert links(app)[1:] == [("Mine", True, False)]


async def test_the_cursor_moves_by_links(app: RoadmapApp) -> None:
    """With the keys of every pane."""
    async with app.run_test(size=(40, 12)) as pilot:
        await go_to_sql(pilot)
        await pilot.press("O")
        assert isinstance(app.screen, LinksScreen)
        for number in range(8):
            await pilot.press("a")
            await paste(pilot, f"https://e.org/{number}")
            await pilot.press("enter")
        view = app.screen.view
        seen = []
        for key in ("g", "j", "j", "k", "ctrl+d", "pagedown", "G", "pageup", "up"):
            await pilot.press(key)
            seen.append(view.cursor)
            assert view.links[view.cursor].link.url in shown(app).replace("\n", "").replace(" ", "").replace("▌", "")
        assert seen == [0, 1, 2, 1, 3, 8, 8, 3, 2]


async def test_marks_of_another_window_are_shown(app: RoadmapApp) -> None:
    """Within a second."""
    async with app.run_test(size=SIZE) as pilot:
        await go_to_sql(pilot)
        await pilot.press("O")
        screen = main_screen(app)
        await pilot.press("space")
        (mark,) = (each for each in screen.workspace.tally.progress.marks() if each.field is Field.READ)
        screen.workspace.apply([mark._replace(value="", at=mark.at.replace(year=mark.at.year + 1))])
        await wait_for(pilot, "0 of 1 link read")

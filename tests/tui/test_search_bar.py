"""Search and filter on the main screen: the line, the tree, the counts, and text that means no good."""

import asyncio
import time

import pytest
from textual import events
from textual.widgets import Input

from roadmap_tui.core.marks import Status
from roadmap_tui.presentation.glyphs import Role
from roadmap_tui.tui.app import RoadmapApp
from roadmap_tui.tui.screens.main import MainScreen
from tests.tui.conftest import main_screen, until
from tests.tui.test_main_screen import SIZE, statuses
from tests.tui.test_topic_tree import at, shown

EVERYTHING = "data sql indexes stores redis mongodb tools git rebase make"


def typed(words: str) -> list[str]:
    """A search as keys."""
    return ["slash", *words]


def rows(screen: MainScreen) -> str:
    """What the tree shows."""
    return " ".join(shown(screen.topic_tree))


def line(app: RoadmapApp, row: int) -> str:
    """A row of the screen."""
    return "".join(part.text for part in app.screen._compositor.render_strips()[row])


@pytest.mark.parametrize(
    ("keys", "expected", "cursor"),
    [
        (typed("redis"), "data stores redis", "data.stores.redis"),
        ([*typed("redis"), "enter"], "data stores redis", "data.stores.redis"),
        ([*typed("redis"), "escape"], EVERYTHING, "data.stores.redis"),
        ([*typed("redis"), "enter", "escape"], EVERYTHING, "data.stores.redis"),
        ([*typed("redis"), "enter", "slash", *"git", "enter"], "tools git rebase", "tools.git"),
        ([*typed("redis"), *["backspace"] * 5, "enter"], EVERYTHING, "data"),
        ([*typed("o"), "down", "down"], "data stores redis mongodb tools git rebase make", "data.stores.mongodb"),
        ([*typed("data"), "enter", "n", "n"], "data sql indexes stores redis mongodb", "data.indexes"),
        ([*typed("data"), "enter", "N"], "data sql indexes stores redis mongodb", "data.stores.mongodb"),
        ([*typed("data"), "escape", "G", "n"], EVERYTHING, "data"),
        ([*typed("nowhere"), "enter", "j", "l", "h", "G", "z", "x", "v"], "", "data"),
        ([*typed("nowhere"), "escape"], EVERYTHING, "data"),
        ([*typed("git"), "enter", "f", *"-rebase", "enter"], "tools git", "tools.git"),
        (["j", "x", "j", "D"], EVERYTHING.replace(" sql", ""), "data.indexes"),
        (["j", "x", "D", "D"], EVERYTHING, "data.indexes"),
        (["G", "s", "X"], EVERYTHING.replace(" make", ""), "tools.git.rebase"),
        ([*typed("redis"), "enter", "k", "h", "l", "l"], "data stores redis", "data.stores.redis"),
        ([*typed("redis"), "enter", "Z"], "data", "data"),
    ],
)  # fmt: skip
async def test_keys_find(app: RoadmapApp, keys: list[str], expected: str, cursor: str) -> None:
    """What is in the tree after them, and where the cursor is."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        screen = main_screen(app)
        assert (rows(screen), at(screen.topic_tree)) == (expected, cursor)


async def test_folds_come_back(app: RoadmapApp) -> None:
    """Under a filter everything is unfolded; afterwards only the way to the hit stays open."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("Z", *typed("redis"))
        await pilot.pause()
        screen = main_screen(app)
        assert rows(screen) == "data stores redis"
        assert len(screen.topic_tree.view_state.folded or ()) == 4
        await pilot.press("escape")
        await pilot.pause()
        assert rows(screen) == "data sql indexes stores redis mongodb tools"


async def test_the_filter_in_force_can_be_seen(app: RoadmapApp) -> None:
    """With how much it leaves, and the counts say what they count."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*typed("stores -mongodb"), "enter", "D")
        await pilot.pause()
        assert line(app, 0).rstrip().endswith("0/1 of what is shown   0%")
        assert line(app, 2).split() == ["/", "stores", "-mongodb", "·", "done", "hidden", "2", "hits"]
        assert "0/1" in line(app, 3)
        await pilot.press("D", "escape")
        await pilot.pause()
        assert line(app, 0).rstrip().endswith("0/7   0%")
        assert "Data" in line(app, 2)


async def test_a_section_marks_what_is_shown_of_it(app: RoadmapApp) -> None:
    """It says so, and one undo takes it back."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*typed("data -mongodb -indexes"), "enter", "g", "d")
        assert main_screen(app).status.message == "2 shown topics are done; u takes it back"
        assert set(statuses(app)) == {"data.sql", "data.stores.redis"}
        await pilot.press("u")
        assert statuses(app) == {}


async def test_what_was_ticked_leaves_when_the_cursor_does(app: RoadmapApp) -> None:
    """A second press means the same topic, then the tree closes up."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("D", "j", "x", "x", "x")
        screen = main_screen(app)
        assert (rows(screen), statuses(app)) == (EVERYTHING, {"data.sql": Status.DONE})
        await pilot.press("j")
        assert (rows(screen), at(screen.topic_tree)) == (EVERYTHING.replace(" sql", ""), "data.indexes")
        await pilot.press("u")
        assert rows(screen) == EVERYTHING


async def test_a_selection_that_cannot_be_seen_is_not_marked(app: RoadmapApp) -> None:
    """Nor is the topic that was under the cursor when nothing is left."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j", "v", *typed("redis"), "enter", "d")
        assert set(statuses(app)) == {"data.stores.redis"}
        await pilot.press(*typed("nowhere"), "enter", "d")
        assert set(statuses(app)) == {"data.stores.redis"}


async def test_next_open_stays_among_what_is_shown(app: RoadmapApp) -> None:
    """It would lead out of the tree otherwise."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*typed("git"), "enter", *["right_square_bracket"] * 2)
        assert at(main_screen(app).topic_tree) == "tools.git"


async def test_matched_letters_are_marked(app: RoadmapApp) -> None:
    """Those of the words, not those of the filters."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*typed("DIS is:todo"))
        await pilot.pause()
        tree = main_screen(app).topic_tree
        drawn, _ = tree.line(2)
        assert [text for text, role in drawn if role is Role.MATCH] == ["dis"]


async def test_what_is_wrong_is_said_while_typing(app: RoadmapApp) -> None:
    """The last result stays, and Enter waits for it to be put right."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*typed("redis level:"), "enter")
        await pilot.pause()
        screen = main_screen(app)
        assert screen.status.message == "level: is one of core, more, optional."
        assert rows(screen) == "data stores redis"  # though no text has the letters of `level`
        assert screen.search_bar.is_typing
        await pilot.press("tab", "enter")
        await pilot.pause()
        assert (rows(screen), screen.search_bar.is_typing) == ("", False)


async def test_tab_completes(app: RoadmapApp) -> None:
    """Names and values."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f", *"st", "tab", *"sk", "tab")
        await pilot.pause()
        assert main_screen(app).search_bar.input.value == "status:skipped"


async def test_an_empty_tree_says_what_to_do(app: RoadmapApp) -> None:
    """In place of rows."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*typed("nowhere"))
        await pilot.pause()
        assert "Nothing fits." in line(app, 3)
        await pilot.click("TopicTree", offset=(4, 0))
        assert main_screen(app).is_running


async def test_n_without_a_search_says_so(app: RoadmapApp) -> None:
    """And how to begin one; a hit says which it is."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("n")
        assert main_screen(app).status.message == "There is no hit; / searches."
        await pilot.press(*typed("stores"), "enter", "n")
        assert main_screen(app).status.message == "Hit 2 of 3"


async def test_keys_typed_ahead_go_into_the_line(app: RoadmapApp) -> None:
    """Who types `/sdq` at once neither skips nor marks nor quits, however busy the program is."""
    async with app.run_test(size=SIZE) as pilot:
        for key, character in [("slash", "/"), *((letter, letter) for letter in "sdqx"), ("enter", "\r")]:
            app.post_message(events.Key(key, character))
        async with asyncio.timeout(30):
            while main_screen(app).workspace.filter.text != "sdqx" or main_screen(app).search_bar.is_typing:
                await pilot.pause(0.02)
    assert statuses(app) == {}


@pytest.mark.parametrize(
    "text", ["x" * 10_000_000, "\x1b]0;x\x07\x9b31m\u202e" * 100_000, "a b\nc d\x1b[31m", "\n", ""]
)
async def test_a_paste_is_bounded_and_harmless(app: RoadmapApp, text: str) -> None:
    """Neither its size nor its escape sequences do anything."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("slash")
        began = time.monotonic()
        app.post_message(events.Paste(text))
        await pilot.press("a")
        await pilot.pause()
        value = main_screen(app).search_bar.input.value
        assert time.monotonic() - began < 3
        assert len(value) <= 300
        assert value.isprintable()
        assert not set("\x1b\x9b\u202e\x07") & set("".join(line(app, row) for row in range(24)))


async def test_resizing_keeps_the_line(app: RoadmapApp) -> None:
    """The focus stays where the user types, down to 40 columns."""
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*typed("red"))
        await pilot.resize_terminal(40, 12)
        await pilot.pause()
        await pilot.press(*"is")
        await pilot.pause()
        assert line(app, 1).split() == ["/", "redis", "1", "hit"]
        assert line(app, 0).rstrip().endswith("0/1 shown   0%")


async def test_a_click_on_the_filter_opens_it(app: RoadmapApp) -> None:
    """What the keyboard can do, the mouse can."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*typed("redis"), "enter")
        await pilot.click("FilterLine", offset=(3, 0))
        await pilot.pause()
        bar = main_screen(app).search_bar
        assert (bar.is_typing, bar.input.value) == (True, "redis ")


async def test_searching_from_the_details_comes_back_to_the_tree(app: RoadmapApp) -> None:
    """Where there is room for one pane, it is the tree that is searched."""
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.press("tab", *typed("redis"), "enter")
        await pilot.pause()
        assert main_screen(app).topic_tree.has_focus


async def test_the_first_paint_does_without_the_search_line(app: RoadmapApp) -> None:
    """Its parts are made when they are needed."""
    async with app.run_test(size=SIZE) as pilot:
        assert not main_screen(app).search_bar.children
        await pilot.press("slash")
        assert main_screen(app).search_bar.children


async def test_the_palette_opens_the_line(app: RoadmapApp) -> None:
    """And what is typed next goes into it."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("colon", *"Search")
        async with asyncio.timeout(30):
            while not main_screen(app).search_bar.is_typing:
                await pilot.pause(0.3)
                if not isinstance(app.screen, MainScreen):
                    await pilot.press("enter")
        await pilot.press(*"redis")
        await pilot.pause()
        assert rows(main_screen(app)) == "data stores redis"


async def test_a_count_is_said_when_it_is_right(app: RoadmapApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """While texts are prepared hits are shown as they are found; once typing pauses everything is."""
    monkeypatch.setattr("roadmap_tui.tui.workspace.filter.SLICE", 1)
    monkeypatch.setattr("roadmap_tui.tui.controllers.search._KEY_PAUSE_S", 0.05)
    async with app.run_test(size=SIZE) as pilot:
        screen = main_screen(app)
        await pilot.press(*typed("git"))
        assert not screen.workspace.filter.is_complete
        assert "searching" in screen.search_bar.filter_line.render_line(0).text
        await until(pilot, lambda: screen.workspace.filter.is_complete)
        assert rows(screen) == "tools git rebase"
        assert "2 hits" in screen.search_bar.filter_line.render_line(0).text


async def test_a_letter_lays_nothing_out(app: RoadmapApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is painted with what it finds, in one frame."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("slash")
        await pilot.pause()
        layouts: list[str] = []
        arrange = app.screen._refresh_layout

        def lay_out(*words: object, **more: object) -> None:
            layouts.append("one")
            arrange(*words, **more)  # type: ignore[arg-type]

        monkeypatch.setattr(app.screen, "_refresh_layout", lay_out)
        await pilot.press(*"redis", "backspace")
        await pilot.pause()
        assert not layouts


async def test_lines_that_are_pasted_are_joined(app: RoadmapApp) -> None:
    """None of them is lost without a word."""
    async with app.run_test() as pilot:
        await pilot.press("/")
        await until(pilot, lambda: isinstance(app.focused, Input))
        app.post_message(events.Paste("redis\r\n\n  tag:sql\n"))
        line = app.focused
        assert isinstance(line, Input)
        await until(pilot, lambda: line.value == "redis tag:sql")

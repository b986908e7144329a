"""The main screen: marks, messages, panes, and what happens when the disk does not play along."""

import asyncio
import errno
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from roadmap_tui.core.marks import Status
from roadmap_tui.core.roadmap import NodeId
from roadmap_tui.storage import files
from roadmap_tui.tui.app import RoadmapApp
from roadmap_tui.tui.screens.help import HelpScreen
from roadmap_tui.tui.screens.main import MainScreen
from roadmap_tui.tui.screens.quit import QuitScreen
from roadmap_tui.tui.widgets.document_view import DocumentView
from tests.tui.conftest import MakeApp, main_screen, until

SIZE = (100, 24)


def statuses(app: RoadmapApp) -> dict[str, Status]:
    """Every topic's status, those to do left out."""
    tally = main_screen(app).workspace.tally
    return {
        node.id: tally.statuses[index]
        for index, node in enumerate(tally.roadmap.nodes)
        if node.is_topic and tally.statuses[index] is not Status.TODO
    }


async def until_saved(pilot: Pilot[None], screen: MainScreen) -> None:
    """Wait until nothing is waiting and the screen says so."""
    while screen.workspace.saver.state.waiting or screen.status.saving:
        await pilot.pause(0.01)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("j space", {"data.sql": "done"}),
        ("j x x", {}),
        ("j d", {"data.sql": "done"}),
        ("j i", {"data.sql": "doing"}),
        ("j s", {"data.sql": "skipped"}),
        ("j d r", {}),
        ("j d u", {}),
        ("j d u ctrl+r", {"data.sql": "done"}),
        ("d", dict.fromkeys(["data.sql", "data.indexes", "data.stores.redis", "data.stores.mongodb"], "done")),
        ("d u", {}),
        ("j s k space", {"data.sql": "skipped"} | dict.fromkeys(
            ["data.indexes", "data.stores.redis", "data.stores.mongodb"], "done"
        )),
        ("j v v d", {"data.sql": "done", "data.indexes": "done"}),
        ("j v v d u", {}),
        ("j v escape d", {"data.indexes": "done"}),
        ("G k k d", {"tools.git": "done"}),
        ("right_square_bracket d right_square_bracket d", {"data.sql": "done", "data.indexes": "done"}),
        ("left_square_bracket d left_square_bracket d", {"tools.make": "done", "tools.git.rebase": "done"}),
    ],
)  # fmt: skip
async def test_keys_mark(app: RoadmapApp, keys: str, expected: dict[str, str]) -> None:
    """Each key marks what its title says: a topic, a section's topics, a selection; one undo takes one act back."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*keys.split())
    assert statuses(app) == expected


async def test_marks_are_there_at_the_next_start(make_app: MakeApp) -> None:
    """What was marked is read from the log, and can be undone there."""
    first = make_app()
    async with first.run_test(size=SIZE) as pilot:
        await pilot.press("j", "d", "j", "i")
        await until_saved(pilot, main_screen(first))
    second = make_app()
    async with second.run_test(size=SIZE) as pilot:
        assert statuses(second) == {"data.sql": "done", "data.indexes": "doing"}
        await pilot.press("u")
    assert statuses(second) == {"data.sql": "done"}


async def test_another_window_is_heard(make_app: MakeApp) -> None:
    """Two apps on one home see each other's marks, and either can take back the last step."""
    one, other = make_app(), make_app()
    async with one.run_test(size=SIZE) as pilot, other.run_test(size=SIZE) as other_pilot:
        await pilot.press("j", "d")
        async with asyncio.timeout(30):
            while statuses(other) != {"data.sql": "done"}:
                await other_pilot.pause(0.02)
        await other_pilot.press("u")
        async with asyncio.timeout(30):
            while statuses(one):
                await pilot.pause(0.02)


async def test_two_hundred_keys_at_once_are_all_obeyed(app: RoadmapApp) -> None:
    """Keys that come faster than the screen are worked off one by one."""
    async with app.run_test(size=SIZE) as pilot:
        for key in ["j", "x", "k"] * 67:
            app.post_message(events.Key(key, key))
        await until(pilot, lambda: len(list(main_screen(app).workspace.tally.progress.marks())) == 67)
    assert statuses(app) == {"data.sql": "done"}


async def test_a_section_says_how_much_it_marked(app: RoadmapApp) -> None:
    """Marking several topics at once is said, with the way back."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("d")
        assert main_screen(app).status.message == "4 topics are done; u takes it back"


async def test_the_details_follow_the_cursor_in_the_same_frame(app: RoadmapApp) -> None:
    """The pane shows the next node as soon as the cursor's watcher has run, without a message in between."""
    async with app.run_test(size=SIZE):
        screen = main_screen(app)
        screen.topic_tree.action_move(1)
        assert screen.details.index == screen.workspace.tally.roadmap.indexes[NodeId("data.sql")]


@pytest.mark.parametrize(("width", "panes"), [(80, (True, True)), (79, (True, False)), (40, (True, False))])
async def test_the_panes_take_turns_where_there_is_no_room(
    app: RoadmapApp, width: int, panes: tuple[bool, bool]
) -> None:
    """Below 80 columns one pane is shown, and Tab brings the other."""
    async with app.run_test(size=(width, 12)) as pilot:
        screen = main_screen(app)
        assert (screen.topic_tree.display, screen.details.display) == panes
        await pilot.press("tab")
        assert screen.details.display
        assert screen.details.has_focus
        assert screen.topic_tree.display == (width >= 80)


async def test_marking_works_while_reading(app: RoadmapApp) -> None:
    """The details pane has the focus, and the status keys still mark the topic it shows; Esc goes back."""
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.press("j", "enter", "d", "escape")
        assert main_screen(app).topic_tree.has_focus
    assert statuses(app) == {"data.sql": "done"}


async def test_resizing_brings_both_panes_back(app: RoadmapApp) -> None:
    """From narrow to wide while reading, both panes are there and the focus stays."""
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.press("tab")
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        screen = main_screen(app)
        assert screen.topic_tree.display
        assert screen.details.has_focus


async def test_a_save_that_fails_is_shown_until_it_succeeds(app: RoadmapApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """The screen counts what is not on disk and says why; ticking goes on, and it is saved when there is room again."""

    def fail(path: Path, data: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    async with app.run_test(size=SIZE) as pilot:
        screen = main_screen(app)
        with monkeypatch.context() as patch:
            patch.setattr(files, "append", fail)
            await pilot.press("j", "d", "j", "d")
            async with asyncio.timeout(30):
                while screen.status.saving != "2 not saved":
                    await pilot.pause(0.02)
            assert "the disk is full" in screen.status.message
        async with asyncio.timeout(30):
            await until_saved(pilot, screen)
        assert len(screen.workspace.saver._log.path.read_text().splitlines()) == 2
        assert "the disk is full" not in screen.status.message


async def test_quitting_with_unsaved_marks_asks(app: RoadmapApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaving would lose marks, so it takes a second word; `n` stays."""

    def fail(path: Path, data: bytes) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(files, "append", fail)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j", "d")
        async with asyncio.timeout(30):
            while not main_screen(app).workspace.saver.state.error:
                await pilot.pause(0.02)
        await pilot.press("q")
        await pilot.pause()
        assert isinstance(app.screen, QuitScreen)
        await pilot.press("n")
        assert app.is_running
        await pilot.press("q")
        await pilot.pause()
        await pilot.press("y")
    assert app.return_code == 0


async def test_quitting_leaves_at_once_when_all_is_saved(app: RoadmapApp) -> None:
    """`q` ends the app without a question."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j", "d")
        await until_saved(pilot, main_screen(app))
        await pilot.press("q")
        await pilot.pause()
    assert app.return_code == 0


async def test_a_damaged_log_is_named(make_app: MakeApp, app: RoadmapApp) -> None:
    """The first thing wrong with the logs stands in the status bar, and where the rest is found; all are counted."""
    path = main_screen(app).workspace.saver._log.path
    path.parent.mkdir(parents=True)
    path.write_bytes(b"garbage\n" * 10)
    damaged = make_app()
    async with damaged.run_test(size=(160, 24)):
        status = main_screen(damaged).status
        assert status.message.startswith("`roadmap-tui doctor` says more. laptop.jsonl:1: ")
        assert status.warning == "10 problems in the log"


async def test_nothing_open_is_said(app: RoadmapApp) -> None:
    """With everything done there is no next open topic."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("d", "G", "h", "v", "h", "v", "G", "v", "k", "k", "v", "d", "right_square_bracket")
        await pilot.press("Z", "Z", "G", "d", "k", "d", "k", "d", "right_square_bracket")
        assert "Nothing is open" in main_screen(app).status.message


async def test_the_help_opens_and_closes(app: RoadmapApp) -> None:
    """`?` shows the keys that are bound now, and `?` takes them away."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("question_mark")
        assert isinstance(app.screen, HelpScreen)
        await pilot.press("question_mark")
        assert not isinstance(app.screen, HelpScreen)


async def test_the_palette_runs_a_command(app: RoadmapApp) -> None:
    """A command of the table can be found by its title and does what its key does."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j", "colon", *"In progress", "enter")
        await pilot.pause(0.5)
        await pilot.press("enter")
        await pilot.pause(0.3)
    assert statuses(app) == {"data.sql": "doing"}


async def test_the_palette_names_nothing_twice(app: RoadmapApp) -> None:
    """Folding to a level says to which, and nobody looks for `Down` by its name."""
    async with app.run_test(size=SIZE):
        titles = [command.title for command in app.get_system_commands(app.screen)]
    assert len(titles) == len(set(titles))
    assert "Fold to that level: 3" in titles
    assert "Down" not in titles


# Everything can be reached with the mouse alone.


async def test_a_click_on_a_hint_is_its_key(app: RoadmapApp) -> None:
    """Of the palette, too, and there is every command."""
    async with app.run_test(size=(120, 24)) as pilot:
        bar = main_screen(app).status
        await pilot.press("j")
        for words in ("done", "commands"):
            await pilot.click(bar, offset=(bar.render_line(0).text.index(f" {words} "), 0))
        await pilot.pause()
        assert main_screen(app).workspace.tally.overall.done == 1
        assert app.screen is not app.first


async def test_a_click_on_a_message_brings_the_hints_back(app: RoadmapApp) -> None:
    """And is no key."""
    async with app.run_test(size=(120, 24)) as pilot:
        bar = main_screen(app).status
        bar.show_message("Something was done.")
        await pilot.click(bar, offset=(3, 0))
        assert bar.message == ""
        assert app.screen is app.first
        await pilot.click(bar, offset=(119, 0))
        assert app.screen is app.first


@pytest.mark.parametrize(("words", "status"), [("In progress", "doing"), ("again", "done")])
async def test_a_click_in_the_help_presses_the_key(app: RoadmapApp, words: str, status: str) -> None:
    """On the screen below, so that every command is reached where few hints fit; a title may go on on a second line."""
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.press("j", "question_mark")
        document = app.screen.query_one(DocumentView)
        row = next(row for row, line in enumerate(document.lines) if words in "".join(text for text, _ in line))
        document.scroll_to(y=row, animate=False)
        await pilot.pause()
        await pilot.click(document, offset=(22, 1 + row - document.scroll_offset.y))
        await pilot.pause()
        assert not isinstance(app.screen, HelpScreen)
    assert statuses(app) == {"data.sql": status}


async def test_a_click_on_its_border_closes_the_help(app: RoadmapApp) -> None:
    """And on nothing else: not on a heading, not on the scroll bar."""
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.press("question_mark")
        for offset in ((3, 1), (38, 5)):
            await pilot.click(offset=offset)
            await pilot.pause()
            assert isinstance(app.screen, HelpScreen)
        await pilot.click(offset=(20, 11))
        await pilot.pause()
        assert not isinstance(app.screen, HelpScreen)


async def test_two_clicks_on_a_topic_show_it(app: RoadmapApp) -> None:
    """Where the panes take turns there would be no other way to its text."""
    async with app.run_test(size=(40, 12)) as pilot:
        screen = main_screen(app)
        row = screen.topic_tree.rows.index(screen.workspace.tally.roadmap.indexes[NodeId("data.sql")])
        await pilot.click(screen.topic_tree, offset=(15, row), times=2)
        await pilot.pause()
        assert screen.panes.is_reading


async def test_a_click_on_what_is_next_goes_there(app: RoadmapApp) -> None:
    """As its key does."""
    async with app.run_test(size=(120, 24)) as pilot:
        screen = main_screen(app)
        await pilot.press("G")
        await pilot.click(screen.next_up, offset=(10, 0))
        await pilot.pause()
        assert screen.topic_tree.cursor == screen.workspace.tally.roadmap.indexes[NodeId("data.sql")]

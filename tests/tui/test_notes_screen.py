"""All notes on one screen, and the earlier texts of one."""

from itertools import pairwise
from pathlib import Path

import pytest

from roadmap_tui.core.marks import Field, Status
from roadmap_tui.core.roadmap import NodeId
from roadmap_tui.tui.app import RoadmapApp
from roadmap_tui.tui.screens.main import MainScreen
from roadmap_tui.tui.screens.note import NoteScreen
from roadmap_tui.tui.screens.note_history import NoteHistoryScreen
from roadmap_tui.tui.screens.notes import NotesScreen
from tests.mark_strategies import some_mark
from tests.tui.conftest import main_screen
from tests.tui.test_main_screen import SIZE
from tests.tui.test_note_screen import at_once, note, said, until
from tests.tui.test_topic_tree import at

SQL, REDIS = NodeId("data.sql"), NodeId("data.stores.redis")
HOSTILE = "\x1b]0;x\x07[/b]\u202e\x9b"


@pytest.fixture
def noted(app: RoadmapApp) -> RoadmapApp:
    """Notes on SQL, on Redis and on a topic that is gone, in this order."""
    texts = [("data.sql", "Ask for rows."), ("data.stores.redis", "In memory.\n\n- fast"), ("gone", "orphan")]
    marks = [some_mark(topic, text, second, field=Field.NOTE) for second, (topic, text) in enumerate(texts)]
    main = main_screen(app)
    main.workspace.tally.update(main.workspace.tally.progress.with_marks(marks), [mark.topic for mark in marks])
    return app


def lines(app: RoadmapApp) -> list[str]:
    """What is on the screen."""
    strips = app.screen._compositor.render_strips()
    return ["".join(part.text for part in strip).rstrip() for strip in strips]


def notes_screen(app: RoadmapApp) -> NotesScreen:
    """The screen of all notes."""
    assert isinstance(app.screen, NotesScreen)
    return app.screen


async def test_every_note_is_listed_with_its_beginning(noted: RoadmapApp) -> None:
    """The newest first, orphans too."""
    async with noted.run_test(size=(60, 14)) as pilot:
        await pilot.press("M")
        await pilot.pause()
        shown = [line.strip("▌ ") for line in lines(noted)[1:8]]
        assert [" ".join(line.split()) for line in shown] == [
            "Title of gone (no longer in the roadmap) 22 Nov 2026",
            "orphan",
            "Redis 22 Nov 2026",
            "In memory.",
            "- fast",
            "SQL 22 Nov 2026",
            "Ask for rows.",
        ]
        assert lines(noted)[0].endswith("3 notes")


async def test_without_notes_it_says_what_to_do(app: RoadmapApp) -> None:
    """And no key does harm."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("M", "enter", "e", "V", "w", "j", "G", "ctrl+d", "ctrl+u")
        await pilot.pause()
        assert "No note yet; e on a topic adds one." in "".join(lines(app))
        await pilot.press("M")
        assert app.screen is app.first


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        (["j", "enter"], "data.stores.redis"),
        (["G", "enter"], "data.sql"),
        (["slash", *"rows", "enter", "enter"], "data.sql"),
    ],
)  # fmt: skip
async def test_enter_goes_to_the_topic(noted: RoadmapApp, keys: list[str], place: str) -> None:
    """Unfolding what hides it."""
    async with noted.run_test(size=SIZE) as pilot:
        await pilot.press("Z", "M", *keys)
        await pilot.pause()
        assert noted.screen is noted.first
        assert at(main_screen(noted).topic_tree) == place


@pytest.mark.parametrize("filtered", [["slash", *"make", "enter"], ["D"]])
async def test_a_filter_that_hides_the_topic_is_taken_off(noted: RoadmapApp, filtered: list[str]) -> None:
    """And that is said; one that shows it stays."""
    async with noted.run_test(size=SIZE) as pilot:
        await pilot.press("j", "x", *filtered, "M", "G", "enter")
        await pilot.pause()
        assert at(main_screen(noted).topic_tree) == "data.sql"
        assert "filter" in said(noted)
        await pilot.press("slash", *"sql", "enter", "M", "G", "enter")
        assert main_screen(noted).workspace.filter.text == "sql"


async def test_an_orphans_note_can_be_edited_and_is_not_gone_to(noted: RoadmapApp) -> None:
    """The screen stays and says why."""
    async with noted.run_test(size=SIZE) as pilot:
        await pilot.press("M", "enter")
        assert "no longer in the roadmap" in notes_screen(noted).status.message
        await pilot.press("e", "s", "escape")
        await pilot.pause()
        assert note(noted, NodeId("gone")) == "orphans"
        assert "Note saved" in notes_screen(noted).status.message


async def test_typing_ahead_of_a_note_from_the_list(noted: RoadmapApp) -> None:
    """The same as in the tree."""
    async with noted.run_test(size=SIZE) as pilot:
        await pilot.press("M")
        await pilot.pause()
        at_once(noted, "eMuVq\x1b")
        await until(pilot, lambda: note(noted, NodeId("gone")) == "orphanMuVq")
        assert notes_screen(noted)


async def test_undo_and_redo_work_from_the_list(noted: RoadmapApp) -> None:
    """As from everywhere."""
    async with noted.run_test(size=SIZE) as pilot:
        await pilot.press("M", "u")
        assert len(notes_screen(noted).notes) == 2
        await pilot.press("ctrl+r")
        assert len(notes_screen(noted).notes) == 3


async def test_all_notes_are_written_to_a_new_file(
    noted: RoadmapApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Never over one that is there; the path is said, and so is what is wrong."""
    monkeypatch.chdir(tmp_path)
    async with noted.run_test(size=SIZE) as pilot:
        await pilot.press("M", "w", "w")
        assert notes_screen(noted).status.message == f"Written to notes-small-2.md in {tmp_path}"
        assert (tmp_path / "notes-small.md").read_text() == (tmp_path / "notes-small-2.md").read_text()
        assert "## Data › SQL" in (tmp_path / "notes-small.md").read_text()
        monkeypatch.setattr(Path, "cwd", lambda: tmp_path / "gone")
        await pilot.press("w")
        assert "Could not write" in notes_screen(noted).status.message


async def test_the_mouse_goes_to_a_note(noted: RoadmapApp) -> None:
    """A click moves the cursor, two go to the topic."""
    async with noted.run_test(size=SIZE) as pilot:
        await pilot.press("M")
        await pilot.click(notes_screen(noted).view, offset=(5, 3))
        assert notes_screen(noted).view.cursor == 1
        await pilot.click(notes_screen(noted).view, offset=(5, 3), times=2)
        await pilot.pause()
        assert at(main_screen(noted).topic_tree) == "data.stores.redis"


@pytest.fixture
def written(app: RoadmapApp) -> RoadmapApp:
    """A note on SQL that was written three times, once by somebody who means no good."""
    texts = ["one\nand more", HOSTILE, "three"]
    marks = [some_mark("data.sql", text, second, field=Field.NOTE) for second, text in enumerate(texts)]
    marks[1:] = [mark._replace(over=(before.step,)) for before, mark in pairwise(marks)]
    main = main_screen(app)
    main.workspace.tally.update(main.workspace.tally.progress.with_marks(marks), [mark.topic for mark in marks])
    return app


async def test_an_earlier_text_is_shown_in_full_and_comes_back(written: RoadmapApp) -> None:
    """From the list as one undoable mark."""
    async with written.run_test(size=SIZE) as pilot:
        await pilot.press("M", "V", "j", "j")
        assert isinstance(written.screen, NoteHistoryScreen)
        await pilot.pause()
        assert "and more" in "\n".join(lines(written))
        await pilot.press("enter")
        await pilot.pause()
        assert note(written) == "one\nand more"
        assert notes_screen(written).status.message == "Note brought back: SQL; u undoes that"
        await pilot.press("u")
        assert note(written) == "three"


async def test_an_earlier_text_comes_into_the_area(written: RoadmapApp) -> None:
    """As an edit, which the area's undo takes back; Esc in the list changes nothing."""
    async with written.run_test(size=SIZE) as pilot:
        await pilot.press("j", "e", "!", "f4", "escape")
        assert isinstance(written.screen, NoteScreen) and written.screen.area.text == "three!"
        await pilot.press("f4", "G", "enter")
        await pilot.pause()
        assert written.screen.area.text == "one\nand more"
        await pilot.press("ctrl+z", "escape")
        assert note(written) == "three!"


@pytest.mark.parametrize("size", [(120, 30), (40, 12)])
@pytest.mark.parametrize("keys", [("M",), ("M", "V", "j"), ("j", "e"), ("j",), ("j", "tab")])
async def test_a_hostile_note_is_harmless_everywhere(
    written: RoadmapApp, keys: tuple[str, ...], size: tuple[int, int]
) -> None:
    """In the lists, in full, in the area, in the details."""
    hostile = some_mark("data.sql", HOSTILE, 9, device=f"phone{HOSTILE}", field=Field.NOTE)
    async with written.run_test(size=size) as pilot:
        main_screen(written).workspace.apply([hostile._replace(title=HOSTILE)])
        await pilot.press(*keys)
        await pilot.pause()
        assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set("".join(lines(written)))


async def test_a_topic_with_a_note_carries_a_sign_in_the_tree(noted: RoadmapApp) -> None:
    """It comes and goes with the note, on sections as well, in both glyph sets."""
    async with noted.run_test(size=SIZE) as pilot:
        assert sum("SQL ✎" in line for line in lines(noted)) == 1
        await pilot.press("e", "a", "escape")
        await pilot.pause()
        assert sum("Data ✎" in line for line in lines(noted)) == 1
        await pilot.press("u")
        await pilot.pause()
        assert not any("Data ✎" in line for line in lines(noted))
        await pilot.press("f3")
        await pilot.pause()
        assert sum("SQL +" in line for line in lines(noted)) == 1


async def test_a_note_is_found_as_soon_as_it_is_written(noted: RoadmapApp) -> None:
    """By its words and by having one, and what it said before is not."""
    async with noted.run_test(size=SIZE) as pilot:
        await pilot.press("slash", *"rows", "enter", "e", "ctrl+a", "ctrl+k", *"tables", "escape")
        await pilot.pause()
        await pilot.press("slash", *"tables", "enter")
        assert at(main_screen(noted).topic_tree) == "data.sql"
        await pilot.press("slash", *"rows", "enter")
        assert main_screen(noted).workspace.filter.nearest_hit(-1) == -1
        assert main_screen(noted).workspace.tally.progress.status(SQL) is Status.TODO
        assert isinstance(noted.screen, MainScreen)

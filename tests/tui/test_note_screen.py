"""Writing a note: every way in and out, what is typed ahead, what is pasted, and what came in meanwhile."""

import asyncio
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from roadmap_tui.core.marks import NOTE_SEPARATOR, Device, Field
from roadmap_tui.core.notes import MAX_NOTE_BYTES
from roadmap_tui.core.roadmap import NodeId, RoadmapId
from roadmap_tui.storage.drafts import Draft, Drafts
from roadmap_tui.storage.locations import Locations
from roadmap_tui.storage.log import ProgressLog
from roadmap_tui.tui.app import RoadmapApp
from roadmap_tui.tui.screens.main import MainScreen
from roadmap_tui.tui.screens.note import DRAFT_INTERVAL_S, NoteScreen
from tests.mark_strategies import some_mark
from tests.tui.conftest import MakeApp, away, main_screen
from tests.tui.test_main_screen import SIZE

SQL = NodeId("data.sql")


def note(app: RoadmapApp, topic: NodeId = SQL) -> str:
    """What counts."""
    return main_screen(app).workspace.tally.progress.note(topic)


def screen(app: RoadmapApp) -> NoteScreen:
    """Where a note is being written."""
    assert isinstance(app.screen, NoteScreen)
    return app.screen


def said(app: RoadmapApp) -> str:
    """The message in the status bar of the main screen."""
    return main_screen(app).status.message


def at_once(app: RoadmapApp, keys: str) -> None:
    """Keys that arrive faster than any of them is handled."""
    for key in keys:
        name = {"\x1b": "escape", "/": "slash", " ": "space"}.get(key, key)
        app.post_message(events.Key(name, key if key.isprintable() else None))


async def until(pilot: Pilot[None], is_so: Callable[[], bool]) -> None:
    """Wait, for a few seconds at most."""
    for _ in range(100):
        if is_so():
            return
        await pilot.pause(0.05)
    assert is_so()


def leave_behind(locations: Locations, text: str, *seen: str, topic: NodeId = SQL, title: str = "SQL") -> None:
    """What a window leaves that is killed."""
    drafts = Drafts(locations.drafts)
    drafts.write(Draft(RoadmapId("small"), topic, title, text, seen))
    drafts.close()


@pytest.mark.parametrize("way_out", ["escape", "ctrl+s"])
async def test_a_note_is_written_on_a_screen_of_its_own(app: RoadmapApp, way_out: str) -> None:
    """No key of the app fires meanwhile; both ways out save, and undo takes it back."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j", "e", *"qHu", "enter", "tab", "x", "up", *"1?:", way_out)
        await pilot.pause()
        assert isinstance(app.screen, MainScreen)
        assert note(app) == "qHu1?:\n    x"
        assert said(app) == "Note saved: SQL; u takes it back"
        await pilot.press("u")
        assert note(app) == ""


async def test_a_note_on_a_section(app: RoadmapApp) -> None:
    """The same."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("e", "a", "escape")
        assert note(app, NodeId("data")) == "a"


async def test_nothing_changed_makes_no_mark(app: RoadmapApp) -> None:
    """Neither looking nor typing and taking it back."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j", "e", "a", "escape")
        for keys in (["escape"], ["b", "backspace", "escape"], ["b", "ctrl+z", "escape"]):
            await pilot.press("e", *keys)
            await pilot.pause()
            assert len(main_screen(app).workspace.tally.progress.history(SQL, Field.NOTE)) == 1


async def test_an_emptied_note_is_taken_away_and_can_be_brought_back(app: RoadmapApp) -> None:
    """The message says how."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j", "e", "a", "escape", "e", "backspace", "space", "escape")
        await pilot.pause()
        assert (note(app), said(app)) == ("", "Note taken away: SQL; u brings it back")
        await pilot.press("u")
        assert note(app) == "a"


@pytest.mark.parametrize("pauses", [(), (3,), (1, 2, 5, 9, 14)])
async def test_what_is_typed_ahead_goes_into_the_note(app: RoadmapApp, pauses: tuple[int, ...]) -> None:
    """All of it, in order, however it comes; and what follows Esc goes to the tree."""
    typed = "Hello /quick 1x"
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j")
        for place, key in enumerate(f"e{typed}\x1b"):
            at_once(app, key)
            if place in pauses:
                await asyncio.sleep(0)
        at_once(app, "jx")
        await until(pilot, lambda: bool(note(app)) and main_screen(app).topic_tree.cursor == 3)
        await pilot.pause()
        assert note(app) == typed
        assert main_screen(app).workspace.tally.progress.status(NodeId("data.indexes")) == "done"
        assert app.screen is app.first


async def test_keys_that_come_while_it_opens_keep_their_order(app: RoadmapApp) -> None:
    """A key in every turn of the loop, for many turns."""
    typed = "".join(chr(ord("a") + place % 26) for place in range(120))
    async with app.run_test(size=SIZE) as pilot:
        at_once(app, "je")
        for key in typed:
            at_once(app, key)
            await asyncio.sleep(0)
        await until(pilot, lambda: isinstance(app.screen, NoteScreen) and len(app.screen.area.text) >= len(typed))
        assert screen(app).area.text == typed


async def test_a_paste_ahead_of_the_note_goes_into_it(app: RoadmapApp) -> None:
    """In its place among the keys."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j")
        at_once(app, "ea")
        app.post_message(events.Paste("MqH"))
        at_once(app, "b\x1b")
        await until(pilot, lambda: note(app) == "aMqHb")


async def test_a_paste_is_cleaned(app: RoadmapApp) -> None:
    """Whatever ends its lines; tabs stay."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j", "e")
        app.post_message(events.Paste("a\r\nb\rc\t\x1b[31m\x9b\u202e\x07"))
        await pilot.press("escape")
        await pilot.pause()
        assert note(app) == "a\nb\nc\t␛[31m�<202E>␇"


async def test_a_paste_that_is_too_long_is_refused(app: RoadmapApp) -> None:
    """Nothing of it is put in, what was there stays, and typing goes on up to the limit."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j", "e", *"ab")
        app.post_message(events.Paste("x" * 10_000_000))
        await pilot.pause()
        assert "64 KiB" in screen(app).status.message
        await pilot.press("c")
        app.post_message(events.Paste("é" * (MAX_NOTE_BYTES // 2 - 1)))
        await pilot.pause()
        assert screen(app).area.text == "abc"
        app.post_message(events.Paste("é" * (MAX_NOTE_BYTES // 2 - 2)))
        await pilot.press("d", "e")
        assert len(screen(app).area.text.encode()) == MAX_NOTE_BYTES
        assert screen(app).area.text.endswith("éd")
        await pilot.press("escape")
        await pilot.pause()
        assert len(note(app).encode()) == MAX_NOTE_BYTES


async def test_a_hostile_note_is_harmless_in_the_area(app: RoadmapApp) -> None:
    """Looking at it changes nothing."""
    mark = some_mark("data.sql", "\x1b]0;x\x07[b]\u202e\x9b", device="phone", field=Field.NOTE)
    async with app.run_test(size=SIZE) as pilot:
        main_screen(app).workspace.apply([mark])
        await pilot.press("j", "e")
        await pilot.pause()
        text = "".join(part.text for strip in app.screen._compositor.render_strips() for part in strip)
        assert "␛]0;x␇[b]<202E>�" in text
        assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(text)
        await pilot.press("escape")
        assert main_screen(app).workspace.tally.progress.notes(SQL) == (mark,)


@pytest.mark.parametrize("device", ["laptop", "phone"])
async def test_a_note_that_comes_in_meanwhile_is_not_hidden(app: RoadmapApp, device: str) -> None:
    """From another window or another device."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j", "e", "a", "escape", "e", "b")
        mark = some_mark("data.sql", "theirs", 500, device=device, field=Field.NOTE)
        main_screen(app).workspace.apply([mark])
        await pilot.press("escape")
        assert note(app) in (f"theirs{NOTE_SEPARATOR}ab", f"a{NOTE_SEPARATOR}theirs{NOTE_SEPARATOR}ab")
        assert "both texts" in said(app)


async def test_notes_written_apart_are_edited_as_one(app: RoadmapApp) -> None:
    """Ctrl+S writes one over both, even when nothing was changed; Esc alone does not."""
    marks = [
        some_mark("data.sql", text, second, device=device, field=Field.NOTE, step=text)
        for text, second, device in (("mine", 0, "laptop"), ("theirs", 1, "phone"))
    ]
    async with app.run_test(size=SIZE) as pilot:
        main_screen(app).workspace.apply(marks)
        await pilot.press("j", "e", "escape")
        assert len(main_screen(app).workspace.tally.progress.notes(SQL)) == 2
        await pilot.press("e", "ctrl+s")
        await pilot.pause()
        (one,) = main_screen(app).workspace.tally.progress.notes(SQL)
        assert one.value == f"mine{NOTE_SEPARATOR}theirs"


async def test_a_text_is_kept_while_it_is_written(app: RoadmapApp, locations: Locations) -> None:
    """Within a pause of a second; the draft goes when the note is on disk."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j", "e", *"abc")
        await until(pilot, lambda: any(locations.drafts.glob("*.json")))
        (path,) = locations.drafts.glob("*.json")
        assert '"text": "abc"' in path.read_text()
        assert path.stat().st_mode & 0o777 == 0o600
        await pilot.press("escape")
        await until(pilot, lambda: not path.exists())
        assert main_screen(app).workspace.saver.state.waiting == 0


async def test_leaving_the_app_saves_the_note(make_app: MakeApp, locations: Locations) -> None:
    """By the usual key."""
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j", "e", *"abc", "ctrl+q")
    again = make_app()
    assert note(again) == "abc"
    main_screen(app).workspace.saver.close(2)
    assert list(locations.drafts.glob("*")) == []


async def test_being_ended_keeps_the_text(make_app: MakeApp) -> None:
    """At once, not only at the next pause; it is offered at the next start, and comes back where it belongs."""
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j", "e", *"abc")
        app.exit()
    main_screen(app).workspace.saver.close(2)
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        assert note(app) == ""
        await until(pilot, lambda: said(app) == "Unsaved note (e goes on): SQL")
        await pilot.press("j", "e")
        await pilot.pause()
        assert screen(app).area.text == "abc"
        assert "Ctrl+Z" in screen(app).status.message
        await pilot.press("d", "escape")
        assert note(app) == "abcd"
    main_screen(app).workspace.saver.close(2)
    assert main_screen(app).workspace.drafts and not main_screen(app).workspace.drafts.orphaned_drafts()  # type: ignore[union-attr]


async def test_being_ended_without_time_keeps_the_text(
    app: RoadmapApp, locations: Locations, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A machine that is busy, or a terminal that is gone, may not let Textual end in order."""
    codes: list[int] = []
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j", "e", *"abc")
        monkeypatch.setattr("roadmap_tui.tui.terminal.lifecycle.GRACE_S", 0)
        monkeypatch.setattr("os._exit", codes.append)
        with monkeypatch.context() as stuck:
            stuck.setattr(app, "exit", lambda **_: None)
            app.terminal_lost()
            await until(pilot, lambda: bool(codes))
        (draft,) = Drafts(locations.drafts).orphaned_drafts().values()
        assert draft.text == "abc"


async def test_a_restored_text_can_be_dropped(app: RoadmapApp, locations: Locations) -> None:
    """Undo in the area takes it out, and Esc leaves the note as it was."""
    leave_behind(locations, "draft", *())
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: "Unsaved note" in said(app))
        await pilot.press("j", "e", "ctrl+z", "escape")
        await pilot.pause()
        assert note(app) == ""
        await until(pilot, lambda: not list(locations.drafts.glob("*.json")))


async def test_a_draft_does_not_overwrite_what_changed_since(app: RoadmapApp, locations: Locations) -> None:
    """The note as it is now stands above it."""
    leave_behind(locations, "draft", *("seen",))
    async with app.run_test(size=SIZE) as pilot:
        main_screen(app).workspace.apply([some_mark("data.sql", "newer", field=Field.NOTE)])
        await until(pilot, lambda: "Unsaved note" in said(app))
        await pilot.press("j", "e", "escape")
        assert note(app) == f"newer{NOTE_SEPARATOR}draft"


async def test_a_draft_of_a_topic_that_is_gone_is_not_lost(app: RoadmapApp, locations: Locations) -> None:
    """It is said where it is."""
    leave_behind(locations, "text", topic=NodeId("gone"), title="Go\x1bne")
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: said(app).startswith("Unsaved note on Go␛ne, which the roadmap no longer has: /"))
        assert list(locations.drafts.glob("*.json"))


async def test_a_draft_that_is_the_note_already_is_not_offered(make_app: MakeApp, locations: Locations) -> None:
    """The program was killed between saving the note and taking the draft away."""
    ProgressLog(locations.progress, Device("laptop")).append([some_mark("data.sql", "same", field=Field.NOTE)])
    leave_behind(locations, "same")
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: not list(locations.drafts.glob("*.json")))
        assert said(app) == ""


@pytest.mark.parametrize("width", [120, 40])
async def test_the_hints_can_be_clicked(app: RoadmapApp, width: int) -> None:
    """Esc is the first of them."""
    async with app.run_test(size=(width, 12)) as pilot:
        await pilot.press("j", "e", "a")
        await pilot.click(screen(app).status, offset=(2, 0))
        await pilot.pause()
        assert isinstance(app.screen, MainScreen)
        assert note(app) == "a"


def test_a_second_is_a_pause() -> None:
    """As promised: what was written before the last pause is kept."""
    assert DRAFT_INTERVAL_S <= 1


async def test_where_an_edited_text_was_kept_can_be_read_in_forty_columns(
    app: RoadmapApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until something is typed. Here the editor ends with an error."""
    script = tmp_path / "vi"
    script.write_text("#!/bin/sh\necho mine > $1\nexit 3\n")
    script.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(script))
    monkeypatch.setattr(RoadmapApp, "suspend", away)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, NoteScreen))
        await pilot.press("ctrl+e")
        shown = screen(app).notice
        await until(pilot, lambda: shown.size.height > 2)
        (kept,) = tmp_path.glob("roadmap-tui-*/note.md")
        assert f"stays in {kept}.".replace(" ", "") in "".join(
            shown.render_line(y).text.strip().replace(" ", "") for y in range(shown.size.height)
        )
        await pilot.press("x")
        await until(pilot, lambda: not shown.display)

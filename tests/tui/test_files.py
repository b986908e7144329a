"""The main screen while somebody edits the roadmap's file."""

import os
from pathlib import Path

import pytest
from textual.pilot import Pilot

from roadmap_tui.core.counts import Tally
from roadmap_tui.core.marks import Status
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.roadmap import NodeId
from roadmap_tui.storage import library
from roadmap_tui.storage.locations import Locations
from roadmap_tui.storage.log import ProgressLog
from roadmap_tui.storage.opening import open_roadmap
from roadmap_tui.tui.app import RoadmapApp
from roadmap_tui.tui.controllers.file_sync import Edit
from roadmap_tui.tui.desktop import editor
from roadmap_tui.tui.screens.history import HistoryScreen
from roadmap_tui.tui.screens.main import MainScreen
from roadmap_tui.tui.screens.stats import StatsScreen
from tests.conftest import SMALL_ROADMAP
from tests.tui.conftest import DEVICE, Open, away, main_screen, notice, tree_text, until

SIZE = (100, 24)

pytestmark = pytest.mark.usefixtures("in_haste")
REDIS = '[data.stores.redis]\ntitle = "Redis"\n\n'
SQL_ONWARDS = "[data.sql]"
NEW_FIRST = '[new]\ntitle = "New"\n[new.one]\ntitle = "One"\n\n'


@pytest.fixture
def app(open_file: Open, small_file: Path) -> RoadmapApp:
    """The app on the small roadmap's file."""
    return open_file(small_file)


async def edit(pilot: Pilot[None], path: Path, *changes: tuple[str, str], prefix: str = "") -> None:
    """Save another edition of the small roadmap, and wait until it is shown."""
    text = SMALL_ROADMAP
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    head, section, rest = text.partition("[data]")
    path.write_text(head + prefix + section + rest)
    expected = library.load(path)
    assert isinstance(pilot.app, RoadmapApp)
    screen = main_screen(pilot.app)
    await until(pilot, lambda: screen.workspace.tally.roadmap == expected)


def cursor(screen: MainScreen) -> str:
    """The id under the cursor."""
    return screen.workspace.tally.roadmap.nodes[screen.topic_tree.cursor].id


async def go_to(pilot: Pilot[None], screen: MainScreen, name: str) -> None:
    """Put the cursor on a node."""
    screen.topic_tree.go_to(screen.workspace.tally.roadmap.indexes[NodeId(name)])
    await pilot.pause()


async def test_an_edit_shows(app: RoadmapApp, small_file: Path) -> None:
    """In the title, the tree and the details, and it is said what became of the topics."""
    async with app.run_test(size=SIZE) as pilot:
        screen = main_screen(app)
        await pilot.press("j")
        changes = ("A small roadmap", "Now this"), ('"SQL"', '"Queries"'), ("Ask for rows.", "Ask nicely.")
        await edit(pilot, small_file, *changes, (REDIS, ""), prefix=NEW_FIRST)
        assert "Now this" in screen.title_bar.render_line(0).text
        assert "0/7" in screen.title_bar.render_line(0).text
        assert "Queries" in tree_text(screen)
        assert "New" in tree_text(screen)
        assert "Redis" not in tree_text(screen)
        assert any("Ask nicely." in "".join(text for text, _ in line) for line in screen.details.lines)
        assert screen.status.message == "Roadmap edited: 1 topic added, 1 topic gone."


async def test_a_file_that_is_replaced_shows_too(app: RoadmapApp, small_file: Path, tmp_path: Path) -> None:
    """As careful editors save."""
    async with app.run_test(size=SIZE) as pilot:
        other = tmp_path / "other"
        other.write_text(SMALL_ROADMAP.replace('"SQL"', '"Queries"'))
        other.rename(small_file)
        await until(pilot, lambda: "Queries" in tree_text(main_screen(app)))


async def test_the_reader_stays_where_they_are(app: RoadmapApp, small_file: Path) -> None:
    """Cursor, folds, selection, progress and undo, while everything gets another index."""
    async with app.run_test(size=SIZE) as pilot:
        screen = main_screen(app)
        await go_to(pilot, screen, "data.sql")
        await pilot.press("d")
        await go_to(pilot, screen, "tools.git")
        await pilot.press("z")
        await go_to(pilot, screen, "data.stores.redis")
        await pilot.press("v", "k")
        await edit(pilot, small_file, prefix=NEW_FIRST)
        nodes = screen.workspace.tally.roadmap.nodes
        assert cursor(screen) == "data.stores.redis"
        assert [nodes[index].id for index in screen.topic_tree.folded] == ["tools.git"]
        assert [nodes[index].id for index in screen.topic_tree.selected] == ["data.stores.redis"]
        assert screen.workspace.tally.progress.status(NodeId("data.sql")) is Status.DONE
        await pilot.press("escape", "u")
        assert screen.workspace.tally.overall.done == 0


@pytest.mark.parametrize(
    ("name", "changes", "expected"),
    [
        ("data.stores.redis", [(REDIS, "")], "data.stores.mongodb"),
        ("data.stores.mongodb", [('[data.stores.mongodb]\ntitle = "MongoDB"\n', "")], "data.stores.redis"),
        ("data.sql", [("[data.sql]", '[data.sql2]\nwas = ["data.sql"]'), ('after = ["data.sql"]', "")], "data.sql2"),
    ],
)  # fmt: skip
async def test_a_cursor_whose_topic_is_gone(
    app: RoadmapApp, small_file: Path, name: str, changes: list[tuple[str, str]], expected: str
) -> None:
    """It goes beside, or follows the topic to its new id; the details go with it."""
    async with app.run_test(size=SIZE) as pilot:
        screen = main_screen(app)
        await go_to(pilot, screen, name)
        await edit(pilot, small_file, *changes)
        assert cursor(screen) == expected
        assert screen.details.index == screen.topic_tree.cursor


async def test_the_tree_does_not_jump(app: RoadmapApp, small_file: Path) -> None:
    """The row under the cursor stays where it is on the screen while rows come in above it."""
    async with app.run_test(size=(100, 9)) as pilot:
        screen = main_screen(app)
        tree = screen.topic_tree
        await go_to(pilot, screen, "tools.git")
        await pilot.press("k", "k")
        at, top = cursor(screen), tree._row_showing(tree.cursor) - tree.scroll_offset.y
        assert tree.scroll_offset.y
        await edit(pilot, small_file, prefix=NEW_FIRST)
        assert cursor(screen) == at
        assert tree._row_showing(tree.cursor) - tree.scroll_offset.y == top


async def test_the_details_stay_scrolled(app: RoadmapApp, small_file: Path) -> None:
    """A user in the middle of a text goes on reading it."""
    long = "\\n\\n".join(f"Paragraph {number}." for number in range(40))
    small_file.write_text(SMALL_ROADMAP.replace("Ask for rows.", long))
    async with app.run_test(size=SIZE) as pilot:
        screen = main_screen(app)
        await edit(pilot, small_file, ("Ask for rows.", long))
        await pilot.press("j", "tab", "ctrl+d")
        at = screen.details.scroll_offset.y
        assert at
        await edit(pilot, small_file, ("Ask for rows.", long), ('"SQL"', '"Queries"'), prefix=NEW_FIRST)
        assert screen.details.scroll_offset.y == at
        assert screen.details.has_focus


async def test_the_filter_stays_in_force(app: RoadmapApp, small_file: Path) -> None:
    """It is asked again, and what was folded before it comes back when it is taken off."""
    async with app.run_test(size=SIZE) as pilot:
        screen = main_screen(app)
        await go_to(pilot, screen, "tools.git")
        await pilot.press("z", "slash", *"re", "enter")
        assert "Redis" in tree_text(screen)
        await edit(pilot, small_file, ('"Make"', '"Really make"'), (REDIS, ""), prefix=NEW_FIRST)
        text = tree_text(screen)
        assert ("Really make" in text, "Redis" in text, "New" in text) == (True, False, False)
        assert "of what is shown" in screen.title_bar.render_line(0).text
        await pilot.press("escape")
        assert "New" in tree_text(screen)
        nodes = screen.workspace.tally.roadmap.nodes
        assert [nodes[index].id for index in screen.topic_tree.folded if nodes[index].id != "tools"] in (
            [],
            ["tools.git"],
        )


async def test_what_was_marked_under_a_filter_stays_in_sight(app: RoadmapApp, small_file: Path) -> None:
    """Until the cursor leaves it, edit or not."""
    async with app.run_test(size=SIZE) as pilot:
        screen = main_screen(app)
        await pilot.press("slash", *"status:todo", "enter")
        await go_to(pilot, screen, "data.sql")
        await pilot.press("d")
        await edit(pilot, small_file, prefix=NEW_FIRST)
        assert cursor(screen) == "data.sql"
        await pilot.press("j")
        assert "SQL" not in tree_text(screen)


async def test_an_open_search_line_goes_on(app: RoadmapApp, small_file: Path) -> None:
    """With what was typed so far, and with the tags that there are now."""
    async with app.run_test(size=SIZE) as pilot:
        screen = main_screen(app)
        await pilot.press("slash", *"tag:")
        await edit(pilot, small_file, ('tags = ["sql"]', 'tags = ["queries"]'))
        assert screen.search_bar.input.value == "tag:"
        assert screen.search_bar.input.has_focus
        assert screen.search_bar.input.suggester
        assert await screen.search_bar.input.suggester.get_suggestion("tag:q") == "tag:queries"


async def test_a_mistake_shows_with_its_line_and_the_old_tree_stays(app: RoadmapApp, small_file: Path) -> None:
    """It can be worked on; Esc hides the notice, the status bar goes on saying it, and a repair ends both."""
    async with app.run_test(size=SIZE) as pilot:
        screen = main_screen(app)
        small_file.write_text(SMALL_ROADMAP.replace('"core"', '"cor"'))
        await until(pilot, lambda: bool(notice(screen)))
        assert "small.toml:13: level must be one of" in notice(screen)
        assert "The old content stays; Esc hides this" in notice(screen)
        await pilot.press("j", "d")
        assert screen.workspace.tally.progress.status(NodeId("data.sql")) is Status.DONE
        await pilot.press("escape")
        assert not notice(screen)
        assert "file not read" in screen.status.render_line(0).text
        await edit(pilot, small_file, ('"core"', '"more"'))
        assert "file not read" not in screen.status.render_line(0).text
        assert screen.workspace.tally.progress.status(NodeId("data.sql")) is Status.DONE


async def test_a_repair_takes_the_notice_away(app: RoadmapApp, small_file: Path) -> None:
    """Even when nothing is different from before."""
    async with app.run_test(size=SIZE) as pilot:
        screen = main_screen(app)
        for garbage in (b"", b"\xff\x00", b"[", b"format = 2"):
            small_file.write_bytes(garbage)
            await until(pilot, lambda: bool(notice(screen)))
            small_file.write_text(SMALL_ROADMAP)
            await until(pilot, lambda: not notice(screen))
        assert screen.status.message == "The file says what is shown here."


async def test_a_file_that_is_gone_is_said(app: RoadmapApp, small_file: Path) -> None:
    """And picked up again when it comes back."""
    async with app.run_test(size=SIZE) as pilot:
        screen = main_screen(app)
        small_file.unlink()
        await until(pilot, lambda: "there is no such file" in notice(screen))
        assert "SQL" in tree_text(screen)
        await edit(pilot, small_file, ('"SQL"', '"Queries"'))
        assert not notice(screen)
        assert "Queries" in tree_text(screen)


async def test_another_roadmap_is_not_taken_for_an_edition(app: RoadmapApp, small_file: Path) -> None:
    """Its id tells."""
    async with app.run_test(size=SIZE) as pilot:
        screen = main_screen(app)
        small_file.write_text(SMALL_ROADMAP.replace('id = "small"', 'id = "large"').replace("SQL", "Other"))
        await until(pilot, lambda: bool(notice(screen)))
        assert 'small.toml is another roadmap now: its id is "large", not "small".' in notice(screen)
        assert "SQL" in tree_text(screen)


async def test_a_click_hides_the_notice(app: RoadmapApp, small_file: Path) -> None:
    """As Esc does."""
    async with app.run_test(size=SIZE) as pilot:
        screen = main_screen(app)
        small_file.write_text("[")
        await until(pilot, lambda: bool(notice(screen)))
        await pilot.click("Notice")
        assert not notice(screen)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)])
async def test_there_is_room_for_the_notice_and_the_tree(
    app: RoadmapApp, small_file: Path, size: tuple[int, int]
) -> None:
    """At every size; hostile text in it is harmless."""
    async with app.run_test(size=size) as pilot:
        screen = main_screen(app)
        small_file.write_text(SMALL_ROADMAP.replace('"core"', r'"\u001b[31m[@click=app.quit]x[/b]"'))
        await until(pilot, lambda: bool(notice(screen)))
        assert "small.toml:13:" in notice(screen)
        assert "Esc hides this" in notice(screen)
        assert "\x1b" not in notice(screen)
        assert screen.topic_tree.size.height >= 5


async def test_a_mark_made_while_the_file_is_read_is_kept(
    app: RoadmapApp, small_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The edition was counted without it, and is counted anew."""
    async with app.run_test(size=SIZE) as pilot:
        screen = main_screen(app)
        made = screen.workspace.tally.progress
        await pilot.press("j", "d")
        edition = library.parse(SMALL_ROADMAP.replace('"SQL"', '"Queries"').encode(), small_file)
        assert screen.workspace.file
        screen.file_sync.accept(Edit(screen.workspace.file, edition, made, Tally(made.rebased_on(edition)), ""))
        assert screen.workspace.tally.progress.status(NodeId("data.sql")) is Status.DONE
        assert screen.workspace.tally.overall.done == 1
        await pilot.press("u")
        assert screen.workspace.tally.overall.done == 0


async def test_an_edit_that_was_counted_before_another_was_shown(app: RoadmapApp, small_file: Path) -> None:
    """The last one holds, even when it is the first one again."""
    async with app.run_test(size=SIZE) as pilot:
        screen = main_screen(app)
        first = library.load(small_file)
        await edit(pilot, small_file, (REDIS, ""))
        assert screen.workspace.file
        screen.file_sync.compare(screen.workspace.file, first)
        await until(pilot, lambda: "Redis" in tree_text(screen))
        before = Progress(library.parse(SMALL_ROADMAP.encode(), small_file), DEVICE)
        without = library.parse(SMALL_ROADMAP.replace(REDIS, "").encode(), small_file)
        screen.file_sync.accept(Edit(screen.workspace.file, without, before, None, ""))
        assert "Redis" not in tree_text(screen)
        assert screen.status.message == "Roadmap edited: 1 topic gone."
        screen.file_sync.accept(Edit(screen.workspace.file, first, before, None, ""))
        assert screen.status.message == "Roadmap edited: 1 topic added."


async def test_edits_and_marks_at_once_lose_nothing(app: RoadmapApp, small_file: Path, locations: Locations) -> None:
    """What is on the screen is what the log says, and undo knows every step."""
    async with app.run_test(size=SIZE) as pilot:
        screen = main_screen(app)
        for number in range(20):
            small_file.write_text(SMALL_ROADMAP.replace('"SQL"', f'"SQL {number}"'))
            await pilot.press("right_square_bracket", "i", "x")
        await until(pilot, lambda: "SQL 19" in tree_text(screen) and not screen.workspace.saver.state.waiting)
        again = open_roadmap(small_file, ProgressLog(locations.progress, DEVICE)).tally
        assert screen.workspace.tally.statuses == again.statuses
        assert screen.workspace.tally.summaries == again.summaries
        assert list(screen.workspace.tally.progress.undoable) == list(again.progress.undoable)


async def test_a_topic_that_comes_back_is_as_it_was(app: RoadmapApp, small_file: Path) -> None:
    """Taken out and put in again, it is still done."""
    async with app.run_test(size=SIZE) as pilot:
        screen = main_screen(app)
        await go_to(pilot, screen, "data.stores.redis")
        await pilot.press("d")
        await edit(pilot, small_file, (REDIS, ""))
        assert screen.workspace.tally.overall.done == 0
        await edit(pilot, small_file, ('"Redis"', '"Redis again"'))
        assert screen.workspace.tally.progress.status(NodeId("data.stores.redis")) is Status.DONE


@pytest.mark.parametrize(("key", "kind"), [("S", StatsScreen), ("H", HistoryScreen)])
async def test_other_screens_survive_an_edit(
    app: RoadmapApp, small_file: Path, key: str, kind: type[StatsScreen] | type[HistoryScreen]
) -> None:
    """They show the new edition, and lead back to it."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j", "d", key)
        await edit(pilot, small_file, ("A small roadmap", "Now this"), (REDIS, ""), prefix=NEW_FIRST)
        assert isinstance(app.screen, kind)
        if isinstance(app.screen, StatsScreen):
            line = app.screen.title_bar
            await until(pilot, lambda: "Now this" in line.render_line(0).text)
        await pilot.press("j", "G", "escape")
        assert "New" in tree_text(main_screen(app))


async def test_the_help_survives_an_edit(app: RoadmapApp, small_file: Path) -> None:
    """Which is shown over the main screen."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("question_mark")
        await edit(pilot, small_file, (REDIS, ""), prefix=NEW_FIRST)
        await pilot.press("escape", "j", "d")
        assert main_screen(app).workspace.tally.overall.done == 1


async def test_what_is_next_is_looked_up_anew(app: RoadmapApp, small_file: Path) -> None:
    """On the new edition."""
    async with app.run_test(size=SIZE) as pilot:
        line = main_screen(app).next_up
        assert "SQL" in line.render_line(0).text
        await edit(pilot, small_file, ('"core"', '"optional"'))
        assert "SQL" not in line.render_line(0).text


async def test_a_comment_is_no_edit(app: RoadmapApp, small_file: Path) -> None:
    """Nothing is drawn and nothing said, unless the user asks."""
    async with app.run_test(size=SIZE) as pilot:
        screen = main_screen(app)
        before = screen.workspace.tally.roadmap
        small_file.write_text(SMALL_ROADMAP + "# a comment\n")
        await pilot.pause(0.3)
        assert screen.workspace.tally.roadmap is before
        assert screen.status.message == ""
        await pilot.press("f5")
        await until(pilot, lambda: screen.status.message == "The file says what is shown here.")


# The editor


@pytest.fixture
def edited(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An editor that notes its arguments in this file and calls the first section `Edited`."""
    notes, script = tmp_path / "arguments", tmp_path / "vi"
    script.write_text(
        f"#!/bin/sh\nprintf '%s\\n' \"$@\" > {notes}\n"
        'for file; do :; done\nsed "s/^title = \\"Data.*/title = \\"Edited\\"/" "$file" > "$file.new"\n'
        'mv "$file.new" "$file"\n'
    )
    script.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(script))
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setattr(RoadmapApp, "suspend", away)
    return notes


async def test_the_editor_opens_at_the_topic(app: RoadmapApp, small_file: Path, edited: Path) -> None:
    """And what it saved is shown."""
    async with app.run_test(size=SIZE) as pilot:
        screen = main_screen(app)
        await go_to(pilot, screen, "tools.git")
        await pilot.press("E")
        line = SMALL_ROADMAP.splitlines().index("[tools.git]") + 1
        assert edited.read_text().splitlines() == [f"+{line}", str(small_file)]
        await until(pilot, lambda: "Edited" in tree_text(screen))
        assert cursor(screen) == "tools.git"


async def test_a_bundled_roadmap_is_copied_first(open_file: Open, edited: Path, locations: Locations) -> None:
    """The bundled one stays as it is; the app goes on with the copy, and the progress with it."""
    before = library.bundled_path().read_bytes()
    app = open_file(library.bundled_path())
    async with app.run_test(size=SIZE) as pilot:
        screen = main_screen(app)
        await pilot.press("j", "d", "E")
        own = locations.roadmaps / "backend.toml"
        assert edited.read_text().splitlines()[1] == str(own)
        assert "This copy is yours now" in notice(screen)
        await until(pilot, lambda: screen.workspace.tally.roadmap.nodes[1].title == "Edited")
        assert screen.workspace.file
        assert screen.workspace.file.path == own
        assert screen.workspace.tally.overall.done > 0
        assert library.bundled_path().read_bytes() == before


async def test_a_copy_that_is_there_is_opened_as_it_is(open_file: Open, edited: Path, locations: Locations) -> None:
    """Another window may have made it; nothing is overwritten."""
    app = open_file(library.bundled_path())
    text = library.bundled_path().read_text().replace('title = "Programming"', 'title = "Mine"')
    async with app.run_test(size=SIZE) as pilot:
        locations.roadmaps.mkdir(parents=True)
        (locations.roadmaps / "backend.toml").write_text(text)
        await pilot.press("E")
        await until(pilot, lambda: "Mine" in [node.title for node in main_screen(app).workspace.tally.roadmap.nodes])
        assert "You have a copy of your own already" in notice(main_screen(app))


async def test_a_copy_that_cannot_be_made_is_said(open_file: Open, edited: Path, locations: Locations) -> None:
    """And no editor is started."""
    app = open_file(library.bundled_path())
    async with app.run_test(size=SIZE) as pilot:
        locations.data.mkdir(parents=True, exist_ok=True)
        locations.roadmaps.write_text("a file")
        await pilot.press("E")
        assert "there is a file where a folder should be" in main_screen(app).status.message
        assert not edited.exists()


async def test_a_terminal_that_cannot_be_handed_over_makes_no_copy(
    open_file: Open, edited: Path, locations: Locations, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There would be nothing to do with it."""
    monkeypatch.undo()
    monkeypatch.setenv("EDITOR", str(edited.with_name("vi")))
    app = open_file(library.bundled_path())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("E")
        assert main_screen(app).status.message == "This terminal cannot be handed to an editor."
        assert not locations.roadmaps.exists()


@pytest.mark.parametrize("comes_back_at_once", [False, True])
async def test_a_copy_that_nobody_changed_goes(
    open_file: Open, edited: Path, locations: Locations, monkeypatch: pytest.MonkeyPatch, comes_back_at_once: bool
) -> None:
    """Newer editions of the bundled roadmap go on coming. But a window of an editor may still be open with it."""
    monkeypatch.setenv("EDITOR", "true")
    monkeypatch.setattr(editor, "AT_ONCE_S", 60 if comes_back_at_once else 0)
    app = open_file(library.bundled_path())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("E")
        assert (locations.roadmaps / "backend.toml").exists() is comes_back_at_once
        assert main_screen(app).status.message == (
            "" if comes_back_at_once else "Nothing was changed, so the bundled roadmap stays open."
        )


async def test_a_letter_of_another_layout_is_explained_once(app: RoadmapApp) -> None:
    """Keys are known by their letters, and the settings can bind any."""
    async with app.run_test(size=SIZE) as pilot:
        screen = main_screen(app)
        await pilot.press("é", "ф")
        assert 'No command is on "é".' in notice(screen)
        await pilot.press("escape", "ф")
        assert notice(screen) == ""


@pytest.mark.parametrize(
    ("name", "said"),
    [("false", "The editor false ended with an error, number 1."), ("nope", "There is no editor nope")],
)
async def test_an_editor_that_fails_is_said(
    app: RoadmapApp, edited: Path, monkeypatch: pytest.MonkeyPatch, name: str, said: str
) -> None:
    """In the status bar; the app goes on."""
    monkeypatch.setenv("EDITOR", name)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("E")
        assert main_screen(app).status.message.startswith(said)


async def test_no_editor_makes_no_copy(open_file: Open, monkeypatch: pytest.MonkeyPatch, locations: Locations) -> None:
    """There would be nothing to do with it."""
    monkeypatch.setenv("EDITOR", "nope")
    app = open_file(library.bundled_path())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("E")
        assert not locations.roadmaps.exists()


async def test_without_a_file_there_is_nothing_to_edit(app: RoadmapApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """And it is said."""
    async with app.run_test(size=SIZE) as pilot:
        main_screen(app).workspace.file = None
        await pilot.press("E")
        assert main_screen(app).status.message == "This roadmap has no file."
        assert os.environ.get("VISUAL") is None

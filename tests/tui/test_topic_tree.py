"""The tree: moving, folding, selecting, the mouse, and how little a key press touches."""

import pytest
from textual.app import App, ComposeResult
from textual.geometry import Region

from roadmap_tui.core.counts import Tally
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.roadmap import NodeId, Roadmap
from roadmap_tui.presentation.glyphs import ASCII, UNICODE, Glyphs, Line
from roadmap_tui.storage.session import ViewState
from roadmap_tui.tui.widgets.topic_tree import TopicTree
from tests.conftest import make_roadmap


class TreeApp(App[None]):
    """A host for one tree, which collects its messages."""

    def __init__(self, progress: Progress, place: ViewState, glyphs: Glyphs = UNICODE) -> None:
        super().__init__()
        self.topic_tree = TopicTree(Tally(progress), glyphs, place)
        self.messages: list[str] = []

    CSS_PATH = "../../src/roadmap_tui/tui/roadmap.tcss"

    def compose(self) -> ComposeResult:
        yield self.topic_tree

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return {"cursor-line": "#333333"}

    def on_topic_tree_box_clicked(self) -> None:
        self.messages.append("box clicked")

    def on_topic_tree_entered(self) -> None:
        self.messages.append("entered")


OPEN = ViewState(folded=())


def shown(tree: TopicTree) -> list[str]:
    """The last parts of the ids of the visible rows."""
    return [tree.nodes[index].id.rpartition(".")[2] for index in tree.rows]


def at(tree: TopicTree) -> str:
    """The id under the cursor."""
    return tree.nodes[tree.cursor].id


async def press(progress: Progress, place: ViewState, *keys: str) -> TopicTree:
    """The tree after some keys."""
    app = TreeApp(progress, place)
    async with app.run_test(size=(60, 8)) as pilot:
        await pilot.press(*keys)
    return app.topic_tree


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("", "data"),
        ("j", "data.sql"),
        ("down j", "data.indexes"),
        ("j k", "data"),
        ("k", "data"),
        ("G", "tools.make"),
        ("end g", "data"),
        ("ctrl+d", "data.stores.redis"),
        ("pagedown", "tools.git.rebase"),
        ("pagedown pageup", "data"),
        ("G ctrl+u", "data.stores.mongodb"),
        ("l", "data.sql"),
        ("j h", "data"),
        ("j h h", "data"),
    ],
)
async def test_keys_move_the_cursor(progress: Progress, keys: str, expected: str) -> None:
    """Each moving key goes where its title says, and stops at the ends."""
    assert at(await press(progress, OPEN, *keys.split())) == expected


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("h", "data tools git rebase make"),
        ("z", "data tools git rebase make"),
        ("z z", "data sql indexes stores redis mongodb tools git rebase make"),
        ("j z", "data tools git rebase make"),
        ("Z", "data tools"),
        ("Z Z", "data sql indexes stores redis mongodb tools git rebase make"),
        ("1", "data tools"),
        ("2", "data sql indexes stores tools git make"),
        ("9", "data sql indexes stores redis mongodb tools git rebase make"),
        ("Z l", "data sql indexes stores tools"),
        ("enter", "data tools git rebase make"),
    ],
)
async def test_keys_fold(progress: Progress, keys: str, expected: str) -> None:
    """Each folding key hides and shows what its title says; what was folded inside stays folded."""
    assert " ".join(shown(await press(progress, OPEN, *keys.split()))) == expected


async def test_the_cursor_goes_to_what_hides_it(progress: Progress) -> None:
    """Folding everything from deep inside leaves the cursor on the top-level section."""
    assert at(await press(progress, OPEN, "j", "j", "j", "j", "Z")) == "data"


async def test_going_to_a_hidden_node_unfolds_the_way_there(progress: Progress) -> None:
    """What hides the node opens, and nothing else does."""
    app = TreeApp(progress, ViewState())
    async with app.run_test(size=(60, 8)):
        app.topic_tree.go_to(progress.roadmap.indexes[NodeId("data.stores.redis")])
    assert shown(app.topic_tree) == ["data", "sql", "indexes", "stores", "redis", "mongodb", "tools"]


@pytest.mark.parametrize(
    ("place", "cursor", "rows"),
    [
        (ViewState(), "data", 2),
        (ViewState(NodeId("tools"), ()), "tools", 10),
        (ViewState(NodeId("data.stores.redis"), (NodeId("data.stores"),)), "data.stores", 8),
        (ViewState(NodeId("gone"), (NodeId("gone"), NodeId("data.sql"))), "data", 10),
    ],
)
def test_it_opens_where_it_was_left(progress: Progress, place: ViewState, cursor: str, rows: int) -> None:
    """Folds and cursor come back; ids that are gone or cannot fold are passed over."""
    tree = TopicTree(Tally(progress), UNICODE, place)
    assert (at(tree), len(tree.rows)) == (cursor, rows)


def test_place_is_what_it_opens_with(progress: Progress) -> None:
    """Opening with the place that was left gives that place again."""
    place = ViewState(NodeId("tools"), (NodeId("data"), NodeId("tools.git")))
    assert TopicTree(Tally(progress), UNICODE, place).view_state == place


async def test_selecting_takes_rows_together(progress: Progress) -> None:
    """`v` selects and moves on; taking the selection gives it in file order and lets it go."""
    app = TreeApp(progress, OPEN)
    async with app.run_test(size=(60, 12)) as pilot:
        tree = app.topic_tree
        await pilot.press("j", "j")
        tree.toggle_selected()
        await pilot.press("g")
        tree.toggle_selected()
        assert [tree.pop_selection(), tree.pop_selection()] == [[1, 3], [2]]


@pytest.mark.parametrize(
    ("x", "row", "messages", "cursor", "folded"),
    [
        (10, 1, [], "data.sql", False),
        (4, 1, ["box clicked"], "data.sql", False),
        (2, 0, [], "data", True),
        (8, 0, [], "data", False),
        (40, 10, [], "data", False),
    ],
)
async def test_the_mouse(progress: Progress, x: int, row: int, messages: list[str], cursor: str, folded: bool) -> None:
    """A click selects its row, on a box it also asks for a toggle, on an arrow it folds; below the tree, nothing."""
    app = TreeApp(progress, OPEN)
    async with app.run_test(size=(60, 14)) as pilot:
        await pilot.click(offset=(x, row))
    assert (app.messages, at(app.topic_tree), bool(app.topic_tree.folded)) == (messages, cursor, folded)


async def test_enter_asks_to_read_a_topic(progress: Progress) -> None:
    """Enter on a topic posts a message; on a section it folds."""
    app = TreeApp(progress, OPEN)
    async with app.run_test(size=(60, 14)) as pilot:
        await pilot.press("enter", "enter", "j", "enter")
    assert app.messages == ["entered"]


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
async def test_every_row_is_as_wide_as_the_view(progress: Progress, glyphs: Glyphs) -> None:
    """Rows neither fall short nor run over, so the columns at the right line up."""
    app = TreeApp(progress, OPEN, glyphs)
    async with app.run_test(size=(40, 20)):
        tree = app.topic_tree
        assert {tree.render_line(row).cell_length for row in range(len(tree.rows))} == {tree.scrollable_size.width}


def big_roadmap(sections: int, topics: int) -> Roadmap:
    """So many sections of so many topics each."""
    rows = [("", "Big", False)]
    for section in range(sections):
        rows.append((f"s{section}", f"Section {section}", False))
        rows += [(f"s{section}.t{topic}", f"Topic {topic}", True) for topic in range(topics)]
    return make_roadmap(*rows)


async def test_a_move_touches_two_rows(progress: Progress, monkeypatch: pytest.MonkeyPatch) -> None:
    """However large the roadmap, a move that does not scroll redraws the row it leaves and the one it reaches."""
    app = TreeApp(Progress(big_roadmap(20, 20), progress.device), OPEN)
    refreshed: list[Region] = []
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        monkeypatch.setattr(app.topic_tree, "refresh", lambda *regions, **_: refreshed.extend(regions))
        await pilot.press("j")
    assert sorted(region.y for region in refreshed) == [0, 1]
    assert {region.height for region in refreshed} == {1}


async def test_a_key_press_draws_no_more_rows_than_there_are_on_the_screen(
    progress: Progress, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Folding one of many sections renders the screen once, not the roadmap."""
    app = TreeApp(Progress(big_roadmap(20, 20), progress.device), OPEN)
    drawn: list[int] = []
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        original = app.topic_tree.line

        def counted(number: int) -> tuple[Line, str | None]:
            drawn.append(number)
            return original(number)

        monkeypatch.setattr(app.topic_tree, "line", counted)
        await pilot.press("z")
        await pilot.pause()
    assert 0 < len(drawn) <= 40


async def test_folding_lets_go_of_what_it_hides(progress: Progress) -> None:
    """No key marks a selected node that cannot be seen."""
    app = TreeApp(progress, OPEN)
    async with app.run_test(size=(60, 14)) as pilot:
        await pilot.press("j")
        app.topic_tree.toggle_selected()
        await pilot.press("g", "h")
        assert app.topic_tree.pop_selection() == [1]


async def test_other_buttons_than_the_first_do_nothing(progress: Progress) -> None:
    """The terminal's own menu may be under the third."""
    app = TreeApp(progress, OPEN)
    async with app.run_test(size=(60, 14)) as pilot:
        await pilot.click(offset=(4, 1), button=3)
    assert (app.messages, at(app.topic_tree)) == ([], "data")

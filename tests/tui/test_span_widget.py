"""What a key paints, and that nothing is kept that is no longer true."""

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.strip import Strip

from roadmap_tui.presentation.glyphs import Line
from roadmap_tui.tui.app import RoadmapApp
from roadmap_tui.tui.screens.main import MainScreen
from roadmap_tui.tui.themes import THEMES
from roadmap_tui.tui.widgets.painting import SpanWidget
from roadmap_tui.tui.widgets.topic_tree import TopicTree
from tests.tui.conftest import Open, main_screen

SIZE = (100, 24)


def on_screen(screen: MainScreen) -> list[list[str]]:
    """What both panes show, with their styles, as Textual would paint it now."""
    panes = (screen.topic_tree, screen.details)
    return [[repr(strip) for strip in pane.render_lines(pane.size.region)] for pane in panes]


async def test_what_is_painted_is_what_a_full_paint_would_show(app: RoadmapApp) -> None:
    """Only lines that differ are painted, so one that is forgotten would stay."""
    async with app.run_test(size=SIZE) as pilot:
        screen = main_screen(app)
        for key in ["j", "j", "x", "k", "G", "g", "x", "u", "tab", "j", "tab", "j", "j", "Z", "j", "d", "u"]:
            await pilot.press(key)
            painted = on_screen(screen)
            screen.topic_tree.refresh()
            screen.details.refresh()
            assert on_screen(screen) == painted, key


async def lines_painted(pilot: Pilot[None], key: str, screen: MainScreen, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The lines of the details that a key paints."""
    found: list[int] = []
    render_line = type(screen.details).render_line

    def render(y: int) -> Strip:
        found.append(y)
        return render_line(screen.details, y)

    monkeypatch.setattr(screen.details, "render_line", render)
    await pilot.press(key)
    await pilot.pause()
    return found


async def test_a_tick_paints_the_line_of_the_details_that_it_changes(
    app: RoadmapApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everything else about the topic is as it was."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j")
        await pilot.pause()
        assert await lines_painted(pilot, "x", main_screen(app), monkeypatch) == [2]


async def test_a_cursor_move_paints_no_line_below_the_text(app: RoadmapApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is blank and stays blank costs nothing."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j")
        await pilot.pause()
        screen = main_screen(app)
        before = len(screen.details.lines)
        painted = await lines_painted(pilot, "j", screen, monkeypatch)
        assert painted
        assert max(painted) < max(before, len(screen.details.lines)) < screen.details.size.height


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
async def test_kept_styles_are_those_in_force(app: RoadmapApp, theme: str) -> None:
    """Another theme, or another pane in use, and nothing looks as before."""
    async with app.run_test(size=SIZE) as pilot:
        for _ in range(2):
            for widget in app.screen.query(SpanWidget):
                assert widget.visual_style.rich_style == widget.rich_style
                for name in widget._get_component_classes():
                    assert widget.added_style(name) == widget.get_component_rich_style(name, partial=True), name
            await pilot.press("tab")
            app.theme = theme
            await pilot.pause()


@pytest.fixture
def long_app(open_file: Open, tmp_path: Path) -> RoadmapApp:
    """A thousand topics, unfolded, the cursor on their section."""
    topics = "".join(f'[all.t{number}]\ntitle = "Topic {number}"\n' for number in range(1000))
    path = tmp_path / "long.toml"
    path.write_text(f'format = 1\nid = "long"\ntitle = "Long"\n[all]\ntitle = "All"\n{topics}')
    return open_file(path)


async def test_a_key_draws_the_rows_that_it_touches(long_app: RoadmapApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many there are; no key draws more than the screen has room for."""
    drawn: list[int] = []
    line = TopicTree.line

    def draw(tree: TopicTree, number: int) -> tuple[Line, str | None]:
        drawn.append(number)
        return line(tree, number)

    monkeypatch.setattr(TopicTree, "line", draw)
    async with long_app.run_test(size=SIZE) as pilot:
        tree = main_screen(long_app).topic_tree
        height = tree.size.height
        for key, most in {"j": 2, "x": 2, "k": 2, "v": 3, "escape": 1, "]": 2, "pagedown": height, "z": height}.items():
            await pilot.press("g", "j")
            await pilot.pause()
            drawn.clear()
            await pilot.press(key)
            await pilot.pause()
            assert 0 < len(set(drawn)) <= most, key  # a slow disk may have a row drawn once more


async def test_most_keys_at_the_edge_find_their_row_on_the_screen(long_app: RoadmapApp) -> None:
    """Drawing every row for every key would cost four times as much, and show nothing of what comes."""
    async with long_app.run_test(size=SIZE) as pilot:
        tree = main_screen(long_app).topic_tree
        for key in "j" * 60 + "k" * 58:
            before = tree.scroll_offset.y
            await pilot.press(key)
            row = tree.rows.index(tree.cursor)
            assert tree.scroll_offset.y <= row < tree.scroll_offset.y + tree.size.height
            assert abs(tree.scroll_offset.y - before) in (0, 4)
        await pilot.press("k", "k")
        assert tree.scroll_offset.y == 0

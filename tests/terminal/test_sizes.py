"""The app is usable in a large window, an ordinary one and a tiny one, and while its window is dragged about."""

import pytest

from tests.terminal.conftest import OpenApp, cursor_line
from tests.terminal.terminal import Size, Terminal

LARGE, ORDINARY, TINY = Size(120, 40), Size(80, 24), Size(40, 12)
ABOUT_SQL = "Ask for rows."


def shows_title_and_tree(terminal: Terminal) -> bool:
    """Whether the title is on the first row, and the tree below it as far as it goes."""
    return "A small roadmap" in terminal.lines[0] and all(title in terminal.text for title in ("Data", "SQL", "Make"))


@pytest.mark.parametrize("size", [LARGE, ORDINARY, TINY], ids=str)
def test_title_and_tree_are_visible(open_app: OpenApp, size: Size) -> None:
    """At every size, with the cursor where it belongs."""
    terminal = open_app(size)
    terminal.press("Z", "j")
    terminal.wait_for(lambda: shows_title_and_tree(terminal) and "SQL" in cursor_line(terminal))
    terminal.wait_for(lambda: (ABOUT_SQL in terminal.text) is (size is not TINY))


@pytest.mark.parametrize("key", ["tab", "enter"])
def test_in_a_tiny_window_the_panes_take_turns(open_app: OpenApp, key: str) -> None:
    """A key shows the details in place of the tree, and another one the tree again."""
    terminal = open_app(TINY)
    terminal.press("Z", "j", key)
    terminal.wait_for(ABOUT_SQL)
    assert not cursor_line(terminal)
    terminal.press("escape")
    terminal.wait_for(lambda: "SQL" in cursor_line(terminal))
    assert ABOUT_SQL not in terminal.text


def test_the_app_follows_the_size_of_its_window(app: Terminal) -> None:
    """Larger and smaller, and every time it draws the whole screen."""
    for size in (TINY, LARGE, ORDINARY, TINY, ORDINARY):
        app.resize(size)
        app.wait_for(lambda: shows_title_and_tree(app) and "help" in app.lines[-1])
        assert "SQL" in cursor_line(app)


@pytest.mark.parametrize("size", [Size(1, 1), Size(2, 200), Size(500, 2)], ids=str)
def test_a_window_that_is_too_small_does_no_harm(app: Terminal, size: Size) -> None:
    """Nothing can be read in it, but the app is there again when there is room."""
    app.resize(size)
    drawn = len(app.raw)
    app.wait_for(lambda: len(app.raw) > drawn)
    app.press("x")
    app.resize(ORDINARY)
    app.wait_for(lambda: shows_title_and_tree(app) and "✓ SQL" in app.text)


def test_a_window_dragged_about_does_no_harm(app: Terminal) -> None:
    """Hundreds of sizes, faster than they can be drawn."""
    for number in range(300):
        app.resize(Size(1 + 7 * number % 150, 1 + 3 * number % 50))
    app.resize(ORDINARY)
    app.wait_for(lambda: shows_title_and_tree(app) and "SQL" in cursor_line(app))

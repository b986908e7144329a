"""Whatever the mouse does, it does to what it points at."""

from tests.terminal.conftest import OpenApp, cursor_line
from tests.terminal.terminal import Size, Terminal


def click(terminal: Terminal, text: str, cell: int = 0) -> None:
    """Click on a cell of a text that stands somewhere on the screen."""
    column, row = terminal.place_of(text)
    terminal.click(column + cell, row)


def test_a_click_on_a_box_toggles_it(app: Terminal) -> None:
    """And another one toggles it back."""
    click(app, "○ MongoDB")
    app.wait_for("✓ MongoDB")
    click(app, "✓ MongoDB")
    app.wait_for("○ MongoDB")


def test_a_click_on_an_arrow_folds_the_section(app: Terminal) -> None:
    """And another one unfolds it; nothing is marked by it."""
    click(app, "▾ Stores")
    app.wait_for(lambda: "MongoDB" not in app.text)
    click(app, "▸ Stores")
    app.wait_for("○ MongoDB")
    assert " 0/7 " in app.text


def test_a_click_on_a_title_puts_the_cursor_there(app: Terminal) -> None:
    """It marks nothing."""
    click(app, "○ Redis", cell=2)
    app.wait_for(lambda: "○ Redis" in cursor_line(app))


def test_the_wheel_scrolls_the_tree(open_app: OpenApp) -> None:
    """Down and up again; the cursor stays on its node."""
    terminal = open_app(Size(80, 8))
    terminal.press("Z")
    terminal.wait_for("MongoDB")
    terminal.turn_wheel(5, 3, 1)
    terminal.wait_for(lambda: not cursor_line(terminal))
    terminal.turn_wheel(5, 3, -1)
    terminal.wait_for(lambda: "Data" in cursor_line(terminal))

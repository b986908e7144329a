"""Whoever marks something, everybody sees it soon."""

from collections.abc import Callable

from tests.terminal.conftest import Command, OpenApp, shows_done
from tests.terminal.terminal import Terminal

SOON_S = 3.0
"""A second on a computer that has nothing else to do."""


def test_two_windows_see_each_other(app: Terminal, open_app: OpenApp, done: Callable[[], list[str]]) -> None:
    """In both directions, and no tick of either is lost."""
    other = open_app()
    other.press("Z")
    app.press("x")
    other.wait_for("✓ SQL", SOON_S)
    other.press("G", "x")
    app.wait_for("✓ Make", SOON_S)
    assert shows_done(app, "SQL")
    assert done() == ["data.sql", "tools.make"]


def test_the_app_sees_what_a_command_marks(app: Terminal, command: Command) -> None:
    """Without a key being pressed."""
    command("done", "redis")
    app.wait_for("✓ Redis", SOON_S)
    app.wait_for(" 1/7 ")


def test_a_command_sees_what_the_app_marks(app: Terminal, done: Callable[[], list[str]]) -> None:
    """As soon as the app shows it as saved, but at the latest soon."""
    app.press("x")
    app.wait_for(lambda: done() == ["data.sql"], SOON_S)


def test_an_undo_does_not_take_back_what_a_command_marked_on_another_topic_before(
    app: Terminal, command: Command, done: Callable[[], list[str]]
) -> None:
    """Undo goes back step by step, over everything that was marked on this machine."""
    command("done", "redis")
    app.wait_for("✓ Redis", SOON_S)
    app.press("x")
    app.wait_for("✓ SQL")
    app.press("u")
    app.wait_for("○ SQL")
    app.wait_for(lambda: done() == ["data.stores.redis"], SOON_S)

"""Work in a thread comes back to the app's thread, and nothing waits for it."""

from threading import Event, get_ident

import pytest
from textual.app import App

from roadmap_tui.errors import NotFoundError, RoadmapError
from roadmap_tui.tui.threads import in_thread


async def outcome(work: object, consequence: str = "") -> object:
    """What the callbacks of some work are called with."""
    got: list[object] = []
    app, here = App[None](), get_ident()

    def take(value: object) -> None:
        assert get_ident() == here
        got.append(value)

    async with app.run_test() as pilot:
        assert callable(work)
        in_thread(app, work, take, take, consequence=consequence)
        while not got:
            await pilot.pause(0.01)
    return got[0]


async def test_the_result_comes_back() -> None:
    """In the thread of the app."""
    assert await outcome(lambda: 5) == 5


async def test_an_error_of_ours_comes_back_as_it_is() -> None:
    """With its words."""
    error = NotFoundError("gone")

    def work() -> None:
        raise error

    assert await outcome(work) is error


async def test_any_other_error_becomes_a_sentence() -> None:
    """It names the type, and says what became of the work."""
    error = await outcome(lambda: 1 // 0, "nothing was written")
    assert isinstance(error, RoadmapError)
    assert str(error) == "roadmap-tui made a mistake of its own (ZeroDivisionError); nothing was written."


async def test_without_a_callback_for_errors_the_app_ends_with_it() -> None:
    """It is a bug like any other."""
    app = App[None]()
    with pytest.raises(ZeroDivisionError):
        async with app.run_test() as pilot:
            in_thread(app, lambda: 1 // 0)
            for _ in range(100):
                await pilot.pause(0.01)


async def test_leaving_does_not_wait_for_the_work() -> None:
    """A disk may hang."""
    gate = Event()
    app = App[None]()
    async with app.run_test():
        in_thread(app, gate.wait, lambda _: pytest.fail("the app has ended"))
    gate.set()

"""Runs work in a thread, and hands the result to the app's thread."""

from collections.abc import Callable
from threading import Thread
from typing import TypeVar

from textual.message_pump import MessagePump

from roadmap_tui.errors import RoadmapError, StorageError, own_mistake

Result = TypeVar("Result")


def in_thread(
    node: MessagePump,
    work: Callable[[], Result],
    on_done: Callable[[Result], None] = lambda _: None,
    on_error: Callable[[RoadmapError], None] | None = None,
    *,
    consequence: str = "",
) -> None:
    """Run work in a daemon thread, and one of two callbacks in the thread of the app.

    The user must be able to leave while a disk hangs: nothing waits for this thread, neither the app nor Python, as
    both would for Textual's own workers. Once the node is closed, no callback is called any more.

    Args:
        node: The screen, widget or app that the callbacks belong to.
        work: Must not touch a widget; `node.post_message` and `node.call_later` are safe.
        on_done: Called with the result.
        on_error: Called with the error; an error that is not ours comes as a `StorageError` that names its type.
            Without it every error ends the app, with a crash report.
        consequence: What such an error means for the user: `nothing was written`.
    """

    def run() -> None:
        try:
            result = work()
        except Exception as error:
            if on_error:
                node.call_later(on_error, _as_ours(error, consequence))
            else:
                node.call_later(_raise, error)
        else:
            node.call_later(on_done, result)

    Thread(target=run, daemon=True).start()


def _as_ours(error: Exception, consequence: str) -> RoadmapError:
    if isinstance(error, RoadmapError):
        return error
    return StorageError("; ".join(filter(None, (own_mistake(error), consequence))) + ".")


def _raise(error: Exception) -> None:
    raise error

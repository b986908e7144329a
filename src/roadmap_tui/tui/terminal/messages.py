"""What happens to the terminal, as messages to the app."""

from textual.message import Message


class TerminalLost(Message):
    """The terminal is gone."""


class InputFailed(Message):
    """The input thread has ended with an error of ours."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error

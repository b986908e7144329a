"""Saving: what is not on disk yet, what others marked, and what has to be on disk before the reader leaves."""

from collections.abc import Sequence

from textual.message import Message

from roadmap_tui.core.text import clean_line, plural
from roadmap_tui.presentation.glyphs import Role
from roadmap_tui.presentation.paragraphs import Paragraph
from roadmap_tui.tui.desk.base import Desk
from roadmap_tui.tui.widgets.bars import SAVING
from roadmap_tui.tui.workspace.saver import DraftFailed, LogUpdate, SaverEvent, SaveState

_MOST_MISTAKES = 2
"""How many the notice has room for."""

_ALL_MISTAKES = "`roadmap-tui doctor` lists them all."


class Saving(Desk):
    """Between the saver and the screen."""

    class Saved(Message):
        """The saver has tried to save."""

        def __init__(self, state: SaveState) -> None:
            super().__init__()
            self.state = state

    class Heard(Message):
        """The logs hold something new."""

        def __init__(self, news: LogUpdate) -> None:
            super().__init__()
            self.news = news

    class DraftNotKept(Message):
        """A note that is being written would not survive a crash."""

        def __init__(self, error: str) -> None:
            super().__init__()
            self.error = error

    class AllSaved(Message):
        """The reader wants to leave, and everything is on disk."""

        def __init__(self, screen: "Saving") -> None:
            super().__init__()
            self.screen = screen

    class SavingFails(Message):
        """The reader wants to leave, and not everything is on disk."""

        def __init__(self, state: SaveState) -> None:
            super().__init__()
            self.state = state

    shows_setting_errors = True
    """Whether to begin with what is wrong with the settings; the screen of another roadmap need not repeat it."""

    _is_leaving = False
    _told = _heard = 0

    @property
    def has_heard_all(self) -> bool:
        """Whether all that the logs hold, as far as they were read, is on the screen."""
        return self._told == self._heard

    def on_mount(self) -> None:
        """Begin to save and to follow the logs."""
        self._say_problems()
        if self.workspace.setting_problems and self.shows_setting_errors:
            self.news = self._mistake_news()
            self.show_notice()
        self.saver.start()

    def leave(self) -> None:
        """Say `AllSaved` as soon as everything is on disk, or `SavingFails` when the disk refuses.

        A reader who asks again does not want to wait for a slow disk either.
        """
        state = self.saver.state
        if state.waiting and self._is_leaving:
            self.post_message(self.SavingFails(state))
        self._is_leaving = True
        self._saved_so_far(state)

    def stay(self) -> None:
        """Go on after all."""
        self._is_leaving = False

    def on_saving_saved(self, message: Saved) -> None:
        """Show what is not on disk yet, if anything."""
        self._saved_so_far(message.state)

    def _saved_so_far(self, state: SaveState) -> None:
        self.show_saving(state)
        if self._is_leaving and not state.waiting:
            self.post_message(self.AllSaved(self))
        elif self._is_leaving and state.error:
            self.post_message(self.SavingFails(state))

    def on_saving_heard(self, message: Heard) -> None:
        """Take in what other windows and devices marked."""
        self._heard += 1
        self.workspace.apply(message.news.marks)
        if message.news.problems != self.workspace.log_problems:
            self.workspace.log_problems = message.news.problems
            self._say_problems()

    def on_saver_event(self, event: SaverEvent) -> None:
        """Called in the saver's thread; posting a message is how a thread may speak to the screen."""
        match event:
            case SaveState():
                self.post_message(self.Saved(event))
            case DraftFailed():
                self.post_message(self.DraftNotKept(event.error))
            case _:
                self._told += 1
                self.post_message(self.Heard(event))

    def show_saving(self, state: SaveState) -> None:
        """Show what is not on disk yet, if anything."""
        if state.error:
            self.status.show_saving(f"{state.waiting} not saved", is_failing=True)
            self.status.show_message(state.error)
            return
        if self.status.is_failing:
            self.status.show_message("Everything is saved again.")
        self.status.show_saving(SAVING if state.waiting else "")

    def _say_problems(self) -> None:
        """Say the first thing that is wrong with the logs, where there is little room, so without their folder."""
        if in_log := self.workspace.log_problems.sentences():
            first = in_log[0].replace(f"{self.workspace.log_home[0]}/", "")
            self.status.show_message(f"`roadmap-tui doctor` says more. {first}")
        self.show_warnings()

    def settings_reloaded(self, mistakes: Sequence[str]) -> None:
        """A choice was remembered, which may have been what was wrong with the settings.

        Args:
            mistakes: What is wrong with them now.
        """
        is_unread = self.news == self._mistake_news()
        self.workspace.setting_problems = mistakes
        if is_unread:
            self.news = self._mistake_news()
            self.show_notice()
        self.show_warnings()

    def _mistake_news(self) -> list[Paragraph]:
        """What is wrong with the settings, where there is little room, so without their folder."""
        named = [
            clean_line(each.removeprefix(f"{self.workspace.locations.config}/"))
            for each in self.workspace.setting_problems[:_MOST_MISTAKES]
        ]
        more = (
            [Paragraph([(_ALL_MISTAKES, Role.TEXT)])] if len(self.workspace.setting_problems) > _MOST_MISTAKES else []
        )
        return [*more, *(Paragraph([(each, Role.ERROR)]) for each in named)]

    def show_warnings(self) -> None:
        """Keep saying how much is wrong with the logs, the settings and the file."""
        found = {
            "in the log": ("problem", self.workspace.log_problems.total),
            "in the settings": ("mistake", len(self.workspace.setting_problems)),
        }
        warnings = [f"{plural(count, thing)} {where}" for where, (thing, count) in found.items() if count]
        self.status.show_warning(", ".join(filter(None, [*warnings, self.file_warning])))

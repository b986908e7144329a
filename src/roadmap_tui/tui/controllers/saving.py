"""Saving: shows what is not on disk yet, brings in what others marked, and holds the user back until all is saved."""

from collections.abc import Callable

from textual.message import Message
from textual.screen import Screen

from roadmap_tui.core.text import plural
from roadmap_tui.tui.controllers.notices import Notices
from roadmap_tui.tui.widgets.bars import SAVING, StatusBar
from roadmap_tui.tui.workspace.saver import DraftFailed, LogUpdate, SaverEvent, SaveState
from roadmap_tui.tui.workspace.workspace import Workspace


class SaveStatus:
    """The saver's events on the screen."""

    class AllSaved(Message):
        """The user wants to leave, and everything is on disk."""

        def __init__(self, screen: Screen[None]) -> None:
            super().__init__()
            self.screen = screen

    class SavingFails(Message):
        """The user wants to leave, and not everything is on disk."""

        def __init__(self, state: SaveState) -> None:
            super().__init__()
            self.state = state

    def __init__(
        self,
        screen: Screen[None],
        workspace: Workspace,
        status: StatusBar,
        notices: Notices,
        on_draft_failed: Callable[[str], None],
    ) -> None:
        """Listen to the saver.

        Args:
            screen: The main screen, which posts the messages.
            workspace: The open roadmap.
            status: The status bar.
            notices: The problems that are shown.
            on_draft_failed: Called with the reason, a sentence, when a draft of a note cannot be written.
        """
        self._screen = screen
        self._workspace = workspace
        self._status = status
        self._notices = notices
        self._on_draft_failed = on_draft_failed
        self._is_leaving = False
        self._updates_read = self._updates_shown = 0
        workspace.on_saver_event = self._on_saver_event

    @property
    def has_shown_all(self) -> bool:
        """Whether all marks that were read from the logs are on the screen."""
        return self._updates_read == self._updates_shown

    def leave(self) -> None:
        """Post `AllSaved` as soon as everything is on disk, or `SavingFails` when the disk refuses.

        A user who asks again does not want to wait for a slow disk either.
        """
        state = self._workspace.saver.state
        if state.waiting and self._is_leaving:
            self._screen.post_message(self.SavingFails(state))
        self._is_leaving = True
        self._saved(state)

    def stay(self) -> None:
        """Leave no longer."""
        self._is_leaving = False

    def show(self, state: SaveState) -> None:
        """Show what is not on disk yet, if anything."""
        if state.error:
            self._status.show_saving(f"{state.waiting} not saved", is_failing=True)
            self._status.show_message(state.error)
            return
        if self._status.is_failing:
            self._status.show_message("Everything is saved again.")
        self._status.show_saving(SAVING if state.waiting else "")

    def _on_saver_event(self, event: SaverEvent) -> None:
        """Runs in the saver's thread; `call_later` hands the event to the app's."""
        match event:
            case SaveState():
                self._screen.call_later(self._saved, event)
            case DraftFailed():
                self._screen.call_later(self._on_draft_failed, event.error)
            case LogUpdate():
                self._updates_read += 1
                self._screen.call_later(self._take_update, event)

    def _saved(self, state: SaveState) -> None:
        self.show(state)
        if self._is_leaving and not state.waiting:
            self._screen.post_message(self.AllSaved(self._screen))
        elif self._is_leaving and state.error:
            self._screen.post_message(self.SavingFails(state))

    def _take_update(self, update: LogUpdate) -> None:
        """Fold in what other windows and devices marked."""
        self._updates_shown += 1
        self._workspace.apply(update.marks)
        if update.restored:
            taken = plural(update.restored, "mark")
            self._notices.announce(f"Another program took {taken} out of your log; all is saved again.")
        if update.problems != self._workspace.log_problems:
            self._workspace.log_problems = update.problems
            self._notices.show_log_problems()

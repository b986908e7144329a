"""Notices: the lines at the bottom that stay until the user has read them, and the warnings beside the key hints."""

from collections.abc import Sequence

from roadmap_tui.core.text import plural, screen_line
from roadmap_tui.presentation.glyphs import Role
from roadmap_tui.presentation.paragraphs import Paragraph
from roadmap_tui.tui.widgets.bars import StatusBar
from roadmap_tui.tui.widgets.notice import Notice
from roadmap_tui.tui.workspace.workspace import Workspace

_MAX_SETTING_PROBLEMS = 2
"""The notice has room for that many."""

_ALL_PROBLEMS = "`roadmap-tui doctor` lists them all."


class Notices:
    """Problems and announcements of the open roadmap."""

    def __init__(self, workspace: Workspace, notice: Notice, status: StatusBar) -> None:
        """Show nothing yet.

        Args:
            workspace: The open roadmap.
            notice: The widget for sentences of more than a line.
            status: The status bar, whose warnings are kept up to date.
        """
        self._workspace = workspace
        self._notice = notice
        self._status = status
        self.announcements: list[Paragraph] = []
        """Shown until the user dismisses them."""

        self.file_problems: list[Paragraph] = []
        """Shown for as long as the file has problems or is gone."""

        self._file_warning = ""

    def show(self) -> None:
        """Draw the notice."""
        stays = "The old content stays; " if self.file_problems else ""
        foot = [Paragraph([(f"{stays}{self._workspace.key('pane.back')} hides this", Role.MUTED)])]
        body = [*self.file_problems, *self.announcements]
        self._notice.show(body, foot if body else [])

    def announce(self, sentence: str) -> None:
        """Show a sentence of more than a line until the user has read it."""
        self.announcements = [Paragraph([(screen_line(sentence), Role.TEXT)])]
        self.show()

    def dismiss(self) -> bool:
        """Hide the notice until there is a new one; False when there was none."""
        self.announcements = []
        was_shown = self._notice.has_class("-shown")
        self._notice.show([])
        return was_shown

    def set_file_problems(self, paragraphs: Sequence[Paragraph], warning: str) -> None:
        """Show the problems of the file, and a warning of a few words, until they are set again."""
        self.file_problems = list(paragraphs)
        self._file_warning = warning
        self.show_warnings()
        self.show()

    def show_setting_problems(self) -> None:
        """Announce the problems in the settings."""
        self.announcements = self._setting_problems()
        self.show()

    def set_setting_problems(self, problems: Sequence[str]) -> None:
        """Replace the problems in the settings; a remembered choice may have mended one.

        Args:
            problems: The problems now, one sentence each.
        """
        is_unread = self.announcements == self._setting_problems()
        self._workspace.setting_problems = problems
        if is_unread:
            self.show_setting_problems()
        self.show_warnings()

    def _setting_problems(self) -> list[Paragraph]:
        """The first problems in the settings; there is little room, so without their folder."""
        found, folder = self._workspace.setting_problems, f"{self._workspace.locations.config}/"
        named = [screen_line(each.removeprefix(folder)) for each in found[:_MAX_SETTING_PROBLEMS]]
        more = [Paragraph([(_ALL_PROBLEMS, Role.TEXT)])] if len(found) > _MAX_SETTING_PROBLEMS else []
        return [*more, *(Paragraph([(each, Role.ERROR)]) for each in named)]

    def show_log_problems(self) -> None:
        """Show the first problem in the logs; there is little room, so without their folder."""
        if sentences := self._workspace.log_problems.sentences():
            first = sentences[0].replace(f"{self._workspace.log_home[0]}/", "")
            self._status.show_message(f"`roadmap-tui doctor` says more. {first}")
        self.show_warnings()

    def show_warnings(self) -> None:
        """Draw how many problems the logs, the settings and the file have."""
        in_log, in_settings = self._workspace.log_problems.total, len(self._workspace.setting_problems)
        found = {"in the log": ("problem", in_log), "in the settings": ("mistake", in_settings)}
        warnings = [f"{plural(count, thing)} {where}" for where, (thing, count) in found.items() if count]
        self._status.show_warning(", ".join(filter(None, [*warnings, self._file_warning])))

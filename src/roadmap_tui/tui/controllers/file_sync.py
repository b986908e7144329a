"""File sync: the roadmap's file, followed while somebody edits it."""

from collections.abc import Iterable
from functools import partial
from typing import NamedTuple

from textual.screen import Screen

from roadmap_tui.core.counts import Tally
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.roadmap import Roadmap
from roadmap_tui.core.text import plural, screen_line
from roadmap_tui.core.update.node_map import NodeMap
from roadmap_tui.errors import RoadmapError
from roadmap_tui.presentation.paragraphs import problem_paragraphs
from roadmap_tui.storage.roadmap_file import RoadmapFile
from roadmap_tui.tui.controllers.notices import Notices
from roadmap_tui.tui.widgets.bars import StatusBar
from roadmap_tui.tui.widgets.search_bar import SearchBar
from roadmap_tui.tui.workspace.workspace import Workspace


class Edit(NamedTuple):
    """A file that was read again without problems."""

    file: RoadmapFile
    roadmap: Roadmap
    """The file's content."""

    before: Progress
    """The user's progress when the file was read."""

    counted: Tally | None
    """The same progress on `roadmap`; None when that is nothing new."""

    summary: str
    """What became of the topics."""


class FileSync:
    """Between the roadmap's file and the screen."""

    def __init__(
        self, screen: Screen[None], workspace: Workspace, status: StatusBar, notices: Notices, search_bar: SearchBar
    ) -> None:
        """Watch nothing yet.

        Args:
            screen: The main screen, in whose thread changes are taken over.
            workspace: The open roadmap.
            status: The status bar.
            notices: The problems that are shown.
            search_bar: The search; while the user types there, no message replaces its hints.
        """
        self._screen = screen
        self._workspace = workspace
        self._status = status
        self._notices = notices
        self._search_bar = search_bar
        self._is_asked = False
        """Whether the user has asked for the file to be read, and so wants an answer."""

    def start(self) -> None:
        """Begin to watch."""
        if self._workspace.file:
            self.watch(self._workspace.file)

    def watch(self, file: RoadmapFile) -> None:
        """Follow this file from now on."""
        self._workspace.watch(file, partial(self.compare, file))

    def reload(self) -> None:
        """Read the file again, whatever its times say."""
        self._is_asked = self._workspace.check_file(is_certain=True)

    def compare(self, file: RoadmapFile, found: Roadmap | RoadmapError) -> None:
        """Compare a new content with the open roadmap; runs in the watcher's thread, where there is time to count."""
        before = self._workspace.tally.progress
        if isinstance(found, RoadmapError):
            self._screen.call_later(self.reject, file, found)
        elif found.id != before.roadmap.id:
            name, ids = screen_line(file.path.name), f'its id is "{found.id}", not "{before.roadmap.id}"'
            error = RoadmapError(f"{name} is another roadmap now: {ids}.")
            self._screen.call_later(self.reject, file, error)
        else:
            self._screen.call_later(self.accept, _compared(file, found, before))

    def accept(self, edit: Edit) -> None:
        """Show the file's content; marks that were made since it was read count, too."""
        if edit.file is not self._workspace.file:
            return
        was_asked, self._is_asked = self._is_asked, False
        was_wrong = bool(self._notices.file_problems)
        if was_wrong:
            self._notices.set_file_problems([], "")
        if edit.roadmap != self._workspace.roadmap:
            self._load(edit)
        elif was_asked or was_wrong:
            self._show_message("The file says what is shown here.")

    def _load(self, edit: Edit) -> None:
        progress = self._workspace.tally.progress
        old = progress.roadmap
        counted = edit.counted if edit.before is progress else None
        node_map = self._workspace.load(counted or Tally(progress.rebased_on(edit.roadmap)))
        summary = edit.summary if edit.before.roadmap is old else format_node_map(node_map)
        self._show_message(f"Roadmap edited: {summary}.")

    def reject(self, file: RoadmapFile, error: RoadmapError) -> None:
        """Show why the file cannot be shown; the content that was read before stays."""
        if file is self._workspace.file:
            self._notices.set_file_problems(problem_paragraphs(error, file.path), "file not read")
            self._show_message("")

    def _show_message(self, sentence: str) -> None:
        """Show a sentence unless something more important is shown."""
        if not self._status.is_failing and not self._search_bar.is_typing:
            self._status.show_message(sentence)


def _compared(file: RoadmapFile, found: Roadmap, before: Progress) -> Edit:
    if found == before.roadmap:
        return Edit(file, before.roadmap, before, None, "")
    summary = format_node_map(NodeMap(before.roadmap, found))
    return Edit(file, found, before, Tally(before.rebased_on(found)), summary)


def format_node_map(node_map: NodeMap) -> str:
    """`2 topics added, 1 topic gone`; other differences are in plain sight."""
    found: Iterable[tuple[int, str]] = ((node_map.count_added(), "added"), (node_map.count_removed(), "gone"))
    return ", ".join(f"{plural(number, 'topic')} {what}" for number, what in found if number) or "all topics are kept"

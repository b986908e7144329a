"""The library: all roadmaps with the user's progress; Enter opens one."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from roadmap_tui.core.text import plural, screen_line
from roadmap_tui.errors import RoadmapError
from roadmap_tui.presentation.glyphs import Role
from roadmap_tui.presentation.paragraphs import Paragraph, problem_paragraphs
from roadmap_tui.storage.caches import Caches
from roadmap_tui.storage.library import LibraryFile
from roadmap_tui.storage.log import ProgressLog
from roadmap_tui.storage.opening import LibraryEntry, OpenRoadmap, by_roadmap, open_roadmap, summarize
from roadmap_tui.tui.screens.update import UpdateScreen
from roadmap_tui.tui.threads import in_thread
from roadmap_tui.tui.widgets.bars import Caption, StatusBar
from roadmap_tui.tui.widgets.library_view import LibraryView
from roadmap_tui.tui.widgets.notice import Notice
from roadmap_tui.tui.workspace.workspace import Workspace

HOW_TO_ADD = "`i` imports any list, and `roadmap-tui new ID` begins a roadmap of your own."


class LibraryScreen(Screen[OpenRoadmap | None]):
    """Gives the roadmap to go on with, ready to be used; None when it is the one that is open."""

    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]
    BINDINGS = [
        Binding("escape,q", "dismiss", "Close", show=False),
        Binding("R", "dismiss", "Close", show=False, id="screen.library"),
        Binding("enter", "open", "Open", show=False),
        Binding("i", "import", "Import", show=False),
        Binding("U", "update", "Update from its source", show=False),
    ]

    def __init__(self, workspace: Workspace) -> None:
        """A library of which nothing is read yet.

        Args:
            workspace: The open roadmap.
        """
        super().__init__()
        self.workspace = workspace
        self._opening: LibraryFile | None = None
        self._is_closed = False
        files = workspace.library_files()
        current = self._place_of_current(files)
        self.title_bar = Caption("Roadmaps", workspace.glyphs, words=plural(len(files), "roadmap"))
        self.view = LibraryView(files, current, workspace.glyphs)
        self.notice = Notice()
        keys = [("Enter", "open"), ("Esc", "back"), ("i", "import"), ("U", "update"), ("j k", "move")]
        self.status = StatusBar(keys, workspace.glyphs)

    def compose(self) -> ComposeResult:
        """Title, roadmaps, what there is to say of one, hints."""
        yield self.title_bar
        yield self.view
        yield self.notice
        yield self.status

    def on_mount(self) -> None:
        """Begin to read."""
        self.view.focus()
        self.watch(self.view, "cursor", self._describe, init=False)
        self._describe()
        self._begin_to_read()

    def _begin_to_read(self) -> None:
        in_thread(self, partial(self._read_all, self.view.files), on_error=self._progress_unreadable)

    def on_unmount(self) -> None:
        """Ignore the results of reading from now on."""
        self._is_closed = True

    def action_open(self) -> None:
        """Go on with the roadmap under the cursor."""
        if self._opening:
            return
        file, entry = self.view.files[self.view.cursor], self.view.entries[self.view.cursor]
        if self.view.cursor == self.view.current:
            self.dismiss(None)
        elif entry and entry.problem:
            self.status.show_message("It opens once that is put right.")
        else:
            self._opening = file
            self.status.show_message(f"Opening {file.id} {self.view.glyphs.ellipsis}")
            in_thread(self, partial(self._open, file), self._opened, partial(self._not_opened, file))

    def action_import(self) -> None:
        """Make a roadmap of a list."""
        self.app.push_screen(UpdateScreen(self.workspace, self._list_again))

    def action_update(self) -> None:
        """Bring the roadmap under the cursor up to date with its source."""
        file, entry = self.view.files[self.view.cursor], self.view.entries[self.view.cursor]
        if entry is None:
            self.status.show_message(f"{file.id} is still being read.")
        elif entry.problem:
            self.status.show_message("That has to be put right first.")
        elif file.path.absolute().parent != self.workspace.locations.roadmaps.absolute():
            self.status.show_message(f"{file.id} was not imported, so there is nothing to update.")
        else:
            is_asking = entry.source is None
            self.app.push_screen(UpdateScreen(self.workspace, self._list_again, file.path, is_asking=is_asking))

    def _list_again(self, written: Path) -> None:
        """A roadmap is new or not what it was."""
        files = self.workspace.library_files()
        cursor = next((place for place, file in enumerate(files) if _is_same(file.path, written)), 0)
        self.view.list_again(files, self._place_of_current(files), cursor)
        self.title_bar.words = plural(len(files), "roadmap")
        self.title_bar.refresh()
        self._describe()
        self._begin_to_read()

    def _place_of_current(self, files: Sequence[LibraryFile]) -> int:
        current = self.workspace.file.path if self.workspace.file else None
        return next((number for number, file in enumerate(files) if _is_same(file.path, current)), 0)

    def on_library_view_clicked(self) -> None:
        """A click is the key that opens."""
        self.action_open()

    def _read(self, number: int, entry: LibraryEntry) -> None:
        """Show a roadmap that was read; its file may not be listed any more, or stand elsewhere."""
        files = self.view.files
        if number >= len(files) or files[number] != entry.file:
            return
        self.view.put(number, entry)
        if number == self.view.cursor:
            self._describe()

    def _progress_unreadable(self, error: RoadmapError) -> None:
        """Say why; the roadmaps can be listed all the same, but not opened."""
        self.status.show_message(str(error))

    def _opened(self, found: tuple[OpenRoadmap, Caches]) -> None:
        """Go on with the roadmap, and write the caches meanwhile."""
        opened, caches = found
        in_thread(self.app, caches.flush)
        self.dismiss(opened)

    def _not_opened(self, file: LibraryFile, error: RoadmapError) -> None:
        """Say why it cannot be opened."""
        self._opening = None
        self.status.show_message("It cannot be opened.")
        self.notice.show(problem_paragraphs(error, file.path))

    def _describe(self) -> None:
        """The file of the roadmap under the cursor, and its problems."""
        self.status.show_message("")
        entry = self.view.entries[self.view.cursor]
        path = self.view.files[self.view.cursor].path
        where = Paragraph([(screen_line(str(path)), Role.MUTED)])
        if self.workspace.library_problem:
            self.notice.show([Paragraph([(screen_line(self.workspace.library_problem), Role.ERROR)]), where])
        elif entry and entry.problem:
            self.notice.show([*problem_paragraphs(entry.problem, path), where])
        else:
            self.notice.show([where, Paragraph([(HOW_TO_ADD, Role.TEXT)])] if len(self.view.files) == 1 else [where])

    def _read_all(self, files: Sequence[LibraryFile]) -> None:
        """Read every roadmap; runs in a thread."""
        marks = by_roadmap(ProgressLog(*self.workspace.log_home).read())
        # The open one comes first: it is the one that is looked at.
        current, roadmaps = self.view.current, Caches(self.workspace.locations).roadmaps
        for number in sorted(range(len(files)), key=lambda number: number != current):
            if self._is_closed or files is not self.view.files:
                return
            entry = summarize(files[number], marks, self.workspace.log_home[1], roadmaps.load)
            self.call_later(self._read, number, entry)
            roadmaps.flush()  # so that it is there at once when it is chosen

    def _open(self, file: LibraryFile) -> tuple[OpenRoadmap, Caches]:
        """Open a roadmap; runs in a thread."""
        caches = Caches(self.workspace.locations)
        opened = open_roadmap(
            file.path, ProgressLog(*self.workspace.log_home), caches.roadmaps.load, caches.progress.fold
        )
        return opened, caches


def _is_same(path: Path, current: Path | None) -> bool:
    return current is not None and path.absolute() == current.absolute()

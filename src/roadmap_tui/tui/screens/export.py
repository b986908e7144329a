"""Exports the roadmap and its progress: format, notes or not, and the name of a new file."""

from functools import partial
from pathlib import Path

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from roadmap_tui.core.counts import Tally
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.text import screen_line
from roadmap_tui.errors import RoadmapError
from roadmap_tui.formats.exports import ExportFormat, dumps
from roadmap_tui.presentation.glyphs import Line, Look, Role
from roadmap_tui.presentation.paragraphs import Paragraph
from roadmap_tui.storage import export_files
from roadmap_tui.tui.terminal.type_ahead import TypingLine, type_ahead_of
from roadmap_tui.tui.threads import in_thread
from roadmap_tui.tui.widgets.bars import Caption, StatusBar
from roadmap_tui.tui.widgets.item_list import ItemList
from roadmap_tui.tui.widgets.notice import Notice
from roadmap_tui.tui.workspace.proposal import typed_path
from roadmap_tui.tui.workspace.workspace import Workspace

_NAME_WIDTH = 11


class ExportScreen(Screen[None]):
    """A list of formats; what is written, and where, stands below it."""

    BINDINGS = [
        Binding("escape", "back", "Close", show=False),
        Binding("q", "dismiss", "Close", show=False),
        Binding("W", "dismiss", "Close", show=False, id="roadmap.export"),
        Binding("enter", "write", "Write the file", show=False),
        Binding("n", "switch_notes", "With notes or without", show=False),
        Binding("e", "name", "Name the file", show=False),
    ]

    def __init__(self, workspace: Workspace) -> None:
        """The formats, without notes, under a name in the working directory.

        Args:
            workspace: The open roadmap.
        """
        super().__init__()
        self.workspace = workspace
        self.with_notes = False
        self._typed = ""
        """As the user typed it; empty as long as the roadmap's id will do."""

        self._is_writing = False
        self.caption = Caption("Export", workspace.glyphs, about=workspace.tally.roadmap.title)
        self.view = ItemList(workspace.glyphs, self._draw)
        self.notice = Notice()
        self.input = TypingLine("the file's name")
        self.input.exit_keys = {"enter": self._take_name, "escape": self.action_back}
        self.status = StatusBar(_HINTS, workspace.glyphs)

    def compose(self) -> ComposeResult:
        """Title, formats, what will be written, the line for a name, hints."""
        yield self.caption
        yield self.view
        yield self.notice
        yield self.input
        yield self.status

    def on_mount(self) -> None:
        """Offer the formats."""
        self.view.focus()
        self.view.show([1] * len(ExportFormat), "")
        self._describe()

    @property
    def wanted(self) -> ExportFormat:
        """The format under the cursor."""
        return list(ExportFormat)[self.view.cursor]

    @property
    def target(self) -> Path:
        """The file to write, with the format's ending unless the user typed another one."""
        path = Path(typed_path(self._typed)) if self._typed else Path(self.workspace.roadmap.id)
        return (path if self._typed and path.suffix else path.with_name(path.name + self.wanted.endings[0])).absolute()

    def action_back(self) -> None:
        """Leave the line for the name; from the list, close."""
        if self.input.display:
            self._end_typing()
        else:
            self.dismiss()

    def action_switch_notes(self) -> None:
        """Write notes and own links, too, or no longer."""
        self.with_notes = not self.with_notes
        self._describe()

    def action_name(self) -> None:
        """Type a name, or a path."""
        self.input.value = self._typed
        self.input.display = True
        self.status.hints = [("Enter", "takes the name"), ("Esc", "leaves it")]
        self.status.show_message("")
        self.status.refresh()
        type_ahead_of(self).begin(self, self.input)

    def _take_name(self) -> None:
        """Take the name; an empty one is the roadmap's id again."""
        name = self.input.value.strip()
        if name and not Path(typed_path(name)).name:
            self.status.show_message("That is no name for a file.")
            return
        self._typed = name
        self._end_typing()

    def action_write(self) -> None:
        """Write the file."""
        if not self._is_writing:
            self._is_writing = True
            self.status.show_message(f"Writing {screen_line(self.target.name)}{self.workspace.glyphs.ellipsis}")
            write = partial(self._write, self.wanted, self.target, self.workspace.tally.progress, self.with_notes)
            in_thread(self, write, self._written, self._not_written, consequence="nothing was written")

    def on_item_list_moved(self) -> None:
        """Another format, another ending."""
        self._describe()

    def on_item_list_picked(self) -> None:
        """Two clicks are Enter."""
        self.action_write()

    def _written(self, path: Path) -> None:
        """Say where the file is."""
        self._is_writing = False
        self.status.show_message("Written.")
        self.notice.show([Paragraph([("Written: ", Role.STRONG), (screen_line(str(path)), Role.TEXT)])])

    def _not_written(self, error: RoadmapError) -> None:
        """Say why there is no file."""
        self._is_writing = False
        self.status.show_message("Nothing was written.")
        self.notice.show([Paragraph([(screen_line(str(error)), Role.ERROR)])])

    def _end_typing(self) -> None:
        self.input.display = False
        self.status.hints = _HINTS
        type_ahead_of(self).end(self, self.view)
        self._describe()

    def _describe(self) -> None:
        """Describe what Enter would write."""
        self.status.show_message("")
        self.status.refresh()
        self.caption.words = "with notes and own links" if self.with_notes else "without notes"
        self.caption.refresh()
        self.notice.show([Paragraph([("to ", Role.MUTED), (screen_line(str(self.target)), Role.TEXT)])])

    def _draw(self, item: int, look: Look) -> list[Line]:
        row = list(ExportFormat)[item]
        use = look.cut(row.use, look.width - _NAME_WIDTH)
        return [[(f"{row.label:<{_NAME_WIDTH}}", Role.STRONG), (use, Role.MUTED)]]

    def _write(self, wanted: ExportFormat, target: Path, progress: Progress, with_notes: bool) -> Path:
        """Write the file; runs in a thread, because a large roadmap takes its time."""
        current, settings = self.workspace.file, self.workspace.settings
        roadmaps = (str(current.path) if current else None, settings.roadmap)
        export_files.refuse_own_files(self.workspace.locations, target, roadmaps)
        return export_files.write_beside(target, dumps(wanted, Tally(progress), with_notes=with_notes))


_HINTS = [("Enter", "write"), ("n", "notes"), ("e", "name the file"), ("Esc", "back")]

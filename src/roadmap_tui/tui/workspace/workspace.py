"""The open roadmap as an object: counts, filter, saver, file, clock and settings. It knows no widget.

Everything that happens to the open roadmap (a key, the log of another window, an edited file, a note, an import) goes
in through a method here and comes out as a `Change`, which the subscribers draw. All methods belong to the app's
thread.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from roadmap_tui.core import actions
from roadmap_tui.core.actions import set_note
from roadmap_tui.core.counts import Tally
from roadmap_tui.core.marks import Mark, Status, Step, local_time
from roadmap_tui.core.notes import all_notes, node_of_note
from roadmap_tui.core.orphans import Orphan, attach
from roadmap_tui.core.roadmap import Node, NodeId, Roadmap
from roadmap_tui.core.settings import DEFAULT_SETTINGS, Settings
from roadmap_tui.core.stats import DayBoundary
from roadmap_tui.core.text import screen_line
from roadmap_tui.core.update.node_map import NodeMap
from roadmap_tui.errors import RoadmapError, StorageError
from roadmap_tui.formats import notes_markdown
from roadmap_tui.presentation.commands import key_label, keys_of
from roadmap_tui.presentation.glyphs import UNICODE, Glyphs
from roadmap_tui.presentation.words import format_day, format_step
from roadmap_tui.storage import export_files, library
from roadmap_tui.storage.drafts import Drafts
from roadmap_tui.storage.library import LibraryFile
from roadmap_tui.storage.locations import Locations
from roadmap_tui.storage.log import Problems, ProgressLog
from roadmap_tui.storage.opening import OpenRoadmap
from roadmap_tui.storage.roadmap_file import RoadmapFile
from roadmap_tui.tui.workspace.filter import ActiveFilter
from roadmap_tui.tui.workspace.saver import Saver, SaverEvent
from roadmap_tui.tui.workspace.watcher import Watcher


class Change(NamedTuple):
    """The difference that an event made."""

    nodes: frozenset[int] = frozenset()
    """Indexes of the nodes that read differently now, the sections above the marked topics included."""

    rows_changed: bool = False
    """Whether the filter leaves other nodes now."""

    step: Step = ()
    """The user's own marks; empty for marks that came from elsewhere."""

    node_map: NodeMap | None = None
    """Where the nodes went, when the roadmap itself was replaced; then `nodes` is empty."""

    message: str = ""
    """A sentence for the user; empty when there is nothing to say."""


Listener = Callable[[Change], None]


class Workspace:
    """One open roadmap with everything that is known about it."""

    def __init__(
        self,
        tally: Tally,
        log: ProgressLog,
        now: Callable[[], datetime],
        locations: Locations,
        *,
        glyphs: Glyphs = UNICODE,
        settings: Settings = DEFAULT_SETTINGS,
        setting_problems: Sequence[str] = (),
        file: RoadmapFile | None = None,
        drafts: Drafts | None = None,
    ) -> None:
        """Open a roadmap; threads start later, with `saver.start` and `watch`.

        Args:
            tally: The counts of the roadmap and the progress on it.
            log: The logs that marks are read from and appended to.
            now: The wall clock, UTC.
            locations: The user's files.
            glyphs: The characters to draw with.
            settings: The user's choices.
            setting_problems: Problems in the settings file, one sentence each.
            file: The file that the roadmap was read from; without it nothing is watched.
            drafts: The store of unsaved notes; None keeps none.
        """
        self.tally = tally
        self.now = now
        self.locations = locations
        self.glyphs = glyphs
        self.settings = settings
        self.setting_problems = setting_problems
        self.library_problem = ""
        """Why the user's roadmaps could not be listed; empty when they were."""

        self.days = DayBoundary(None, settings.day_starts_at)
        self.file = file
        self.drafts = drafts
        self.log_home = log.folder, log.device, log.former
        """The folder of the logs and the names of this device there; the log itself belongs to the saver."""

        self.log_problems: Problems = log.problems
        self.filter = ActiveFilter(tally)
        self.on_saver_event: Callable[[SaverEvent], None] = lambda _: None
        """Called in the saver's thread; set it before `saver.start`."""

        self.saver = Saver(log, lambda event: self.on_saver_event(event), drafts)
        self._watcher: Watcher | None = None
        self._listeners: list[Listener] = []

    @property
    def roadmap(self) -> Roadmap:
        """The roadmap that is open."""
        return self.tally.roadmap

    def key(self, command_id: str) -> str:
        """The label of the first key of a command under the user's keymap."""
        return key_label(keys_of(command_id, self.settings.keys)[0])

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call a listener after every change, in the order of subscription.

        Returns:
            A function that ends the subscription.
        """
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _publish(self, change: Change) -> Change:
        for listener in tuple(self._listeners):
            listener(change)
        return change

    # Marks

    def toggle(self, indexes: Iterable[int]) -> Change:
        """Finish the open topics of some nodes, or reopen them when all are done."""
        return self.mark(actions.toggle(self.tally.progress, self._topics(indexes), self.now()))

    def set_status(self, indexes: Iterable[int], status: Status) -> Change:
        """Give the topics of some nodes a status."""
        return self.mark(actions.set_status(self.tally.progress, self._topics(indexes), status, self.now()))

    def undo(self) -> Change:
        """Take back the last step of this device."""
        step = actions.undo(self.tally.progress, self.now())
        self.mark(step)
        message = f"Undone: {format_step(step)}." if step else "There is nothing to undo on this device."
        return Change(step=step, message=message)

    def redo(self) -> Change:
        """Bring back the step that the last undo took."""
        step = actions.redo(self.tally.progress, self.now())
        self.mark(step)
        return Change(step=step, message=f"Redone: {format_step(step)}." if step else "There is nothing to redo.")

    def attach(self, orphan: Orphan, topic: Node) -> Change:
        """Give a topic the marks of one that the roadmap no longer has."""
        step = attach(self.tally.progress, orphan, topic, self.now())
        self.mark(step)
        message = f'"{screen_line(topic.title)}" has the marks of "{screen_line(orphan.title)}" now.'
        return Change(step=step, message=message)

    def restore_note(self, topic: NodeId, text: str) -> Change:
        """Make an earlier text the note of a topic again."""
        progress = self.tally.progress
        node = node_of_note(progress, topic)
        step = set_note(progress, node, text, self.now())
        self.mark(step)
        restored = f"Note brought back: {screen_line(node.title)}; {self.key('step.undo')} undoes that"
        return Change(step=step, message=restored if step else "That is the note already.")

    def mark(self, step: Step) -> Change:
        """Hand a step to the saver and fold it in; without marks nothing changes and no subscriber is called."""
        if not step:
            return Change()
        self.saver.save(step)
        return self._apply(step, step)

    def apply(self, marks: Iterable[Mark]) -> Change:
        """Fold in marks that another window or device appended."""
        return self._apply(tuple(marks), ())

    def _apply(self, marks: tuple[Mark, ...], own: Step) -> Change:
        changed = self.tally.update(self.tally.progress.with_marks(marks), {mark.topic for mark in marks})
        rows_changed = self.filter.nodes_changed(changed)
        return self._publish(Change(frozenset(changed), rows_changed, own))

    def _topics(self, indexes: Iterable[int]) -> list[Node]:
        """The topics that marking these nodes marks, each once: of a section those that the filter leaves."""
        topics = (topic for index in indexes for topic in self.filter.topics_marked_by(index))
        return list({topic.id: topic for topic in topics}.values())

    def is_open_match(self, index: int) -> bool:
        """Whether a node is an open topic that the filter leaves."""
        return self.roadmap.nodes[index].is_topic and self.tally.statuses[index].is_open and self.filter.shows(index)

    # The roadmap's file

    def load(self, edition: Tally) -> NodeMap:
        """Go on with another edition of the roadmap.

        Args:
            edition: Its counts, with all marks of the present progress.

        Returns:
            Where the nodes went.
        """
        node_map = NodeMap(self.tally.roadmap, edition.roadmap)
        self.tally.replace_with(edition)  # in place, because every widget holds this tally
        self.filter.roadmap_changed(node_map)
        self._publish(Change(node_map=node_map))
        return node_map

    def watch(self, file: RoadmapFile, on_change: Callable[[Roadmap | RoadmapError], None]) -> None:
        """Follow a file from now on; `on_change` is called in the watcher's thread."""
        self.stop_watching()
        self.file = file
        self._watcher = Watcher(file, on_change)
        self._watcher.start()

    def check_file(self, *, is_certain: bool = False) -> bool:
        """Look at the file now; False when none is watched. See `Watcher.check`."""
        if self._watcher:
            self._watcher.check(is_certain=is_certain)
        return self._watcher is not None

    def stop_watching(self) -> None:
        """Watch the file no longer."""
        if self._watcher:
            self._watcher.close()

    # The library

    def library_files(self) -> list[LibraryFile]:
        """The library, and the open roadmap first if it stands elsewhere; `library_problem` says what is missing."""
        current = self.file.path if self.file else None
        self.library_problem = ""
        try:
            found = library.entries(self.locations.roadmaps)
        except StorageError as error:
            found, self.library_problem = [library.bundled()], str(error)
        is_elsewhere = current and all(entry.path.absolute() != current.absolute() for entry in found)
        return [LibraryFile(self.roadmap.id, current), *found] if current and is_elsewhere else found

    def successor(self, opened: OpenRoadmap) -> "Workspace":
        """The workspace of another roadmap, with the same settings, clock and files."""
        return Workspace(
            opened.tally,
            opened.log,
            self.now,
            self.locations,
            glyphs=self.glyphs,
            settings=self.settings,
            setting_problems=self.setting_problems,
            file=opened.file,
            drafts=Drafts(self.drafts.folder) if self.drafts else None,
        )

    def export_notes(self) -> Path:
        """Write all notes to a new file in the working directory.

        Returns:
            The file.

        Raises:
            StorageError: It cannot be written.
        """
        notes, date_format = all_notes(self.tally.progress), self.settings.date_format
        text = notes_markdown.dumps(self.roadmap, notes, lambda at: format_day(local_time(at), date_format))
        return export_files.write_new(Path.cwd(), f"notes-{self.roadmap.id}", ".md", text)

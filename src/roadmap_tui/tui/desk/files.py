"""The roadmap's file, followed while somebody edits it."""

from collections.abc import Iterable
from functools import partial

from textual.message import Message

from roadmap_tui.core.counts import Tally
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.roadmap import Roadmap
from roadmap_tui.core.text import clean_line, plural
from roadmap_tui.core.update.node_map import NodeMap
from roadmap_tui.errors import RoadmapError
from roadmap_tui.presentation.problems import problem_paragraphs
from roadmap_tui.storage.roadmap_file import RoadmapFile
from roadmap_tui.tui.desk.finding import Finding
from roadmap_tui.tui.widgets.notice import Notice


class Files(Finding):
    """Between the roadmap's file and the screen."""

    class Edited(Message):
        """The file was read again, and all is well with it."""

        def __init__(
            self, file: RoadmapFile, roadmap: Roadmap, before: Progress, counted: Tally | None, words: str
        ) -> None:
            """The news.

            Args:
                file: Which.
                roadmap: What it holds now.
                before: The reader's progress at that time.
                counted: The same on `roadmap`; None when that is nothing new.
                words: What became of the topics.
            """
            super().__init__()
            self.file = file
            self.roadmap = roadmap
            self.before = before
            self.counted = counted
            self.words = words

    class NotRead(Message):
        """The file is not what it was, and cannot be shown."""

        def __init__(self, file: RoadmapFile, why: RoadmapError) -> None:
            super().__init__()
            self.file = file
            self.why = why

    _is_asked = False
    """Whether the reader has asked for the file to be read, and so wants to hear of it."""

    def on_mount(self) -> None:
        """Begin to watch."""
        if self.workspace.file:
            self.watch_file(self.workspace.file)

    def on_unmount(self) -> None:
        """Watch no longer."""
        self.workspace.stop_watching()

    def action_reload(self) -> None:
        """Read the file again, whatever its times say."""
        self._is_asked = self.workspace.check_file(is_certain=True)

    def on_files_edited(self, message: Edited) -> None:
        """Show what the file holds now; what was marked since it was read counts, too."""
        if message.file is not self.workspace.file:
            return
        was_asked, self._is_asked = self._is_asked, False
        was_wrong = self._forget_mistakes()
        if message.roadmap != self.tally.roadmap:
            editions, progress = NodeMap(self.tally.roadmap, message.roadmap), self.tally.progress
            counted = message.counted if message.before is progress else None
            words = message.words if message.before.roadmap is editions.old else edition_words(editions)
            self.workspace.load(counted or Tally(progress.rebased_on(message.roadmap)))
            self._say_of_file(f"Roadmap edited: {words}.")
        elif was_asked or was_wrong:
            self._say_of_file("The file says what is shown here.")

    def on_files_not_read(self, message: NotRead) -> None:
        """Say what is wrong; what was read before stays."""
        if message.file is self.workspace.file:
            self.file_mistakes = problem_paragraphs(message.why, message.file.path)
            self.warn_of_file("file not read")
            self.show_notice()
            self._say_of_file("")

    def on_notice_clicked(self, message: Notice.Clicked) -> None:
        """The reader has read it."""
        message.stop()
        self.drop_notice()

    def hear(self, file: RoadmapFile, found: Roadmap | RoadmapError) -> None:
        """Called in the watcher's thread, where there is time to count."""
        before = self.tally.progress
        if isinstance(found, RoadmapError):
            self.post_message(self.NotRead(file, found))
        elif found.id != before.roadmap.id:
            name, ids = clean_line(file.path.name), f'its id is "{found.id}", not "{before.roadmap.id}"'
            self.post_message(self.NotRead(file, RoadmapError(f"{name} is another roadmap now: {ids}.")))
        else:
            self.post_message(self._compared(file, found, before))

    def _compared(self, file: RoadmapFile, found: Roadmap, before: Progress) -> Edited:
        if found == before.roadmap:
            return self.Edited(file, before.roadmap, before, None, "")
        words = edition_words(NodeMap(before.roadmap, found))
        return self.Edited(file, found, before, Tally(before.rebased_on(found)), words)

    def watch_file(self, file: RoadmapFile) -> None:
        """Follow this file from now on."""
        self.workspace.watch(file, partial(self.hear, file))

    def draw_edition(self, node_map: NodeMap) -> None:
        """Draw another edition of the roadmap: each widget forgets what it knew of the old one."""
        self._searched_from = node_map.nearest(self._searched_from)
        self.topic_tree.roadmap_changed(node_map, self.filtering.result)
        self.search_bar.roadmap_changed(self.tally.roadmap)
        self.show_counts()
        self.next_up.tally_changed()
        self._keep_reading(node_map)

    def _keep_reading(self, editions: NodeMap) -> None:
        """Show the node under the cursor, scrolled as it was if it is the one that was shown."""
        cursor = self.topic_tree.cursor
        if self.details.index is not None and editions.same(self.details.index) == cursor:
            self.details.renumber(cursor)
        else:
            self.details.renumber(0)
        self.details.show(cursor)

    def _forget_mistakes(self) -> bool:
        """The file is well; False when it was before."""
        had_any = bool(self.file_mistakes)
        if had_any:
            self.file_mistakes = []
            self.warn_of_file("")
            self.show_notice()
        return had_any

    def _say_of_file(self, words: str) -> None:
        """Say it where nothing that matters more is said."""
        if not self.status.is_failing and not self.search_bar.is_typing:
            self.status.show_message(words)


def edition_words(editions: NodeMap) -> str:
    """`2 topics added, 1 topic gone`; what else may be different is in plain sight."""
    found: Iterable[tuple[int, str]] = ((editions.count_added(), "added"), (editions.count_removed(), "gone"))
    return ", ".join(f"{plural(number, 'topic')} {what}" for number, what in found if number) or "all topics are kept"

"""Editing: the roadmap's file in the reader's own editor."""

import os

from roadmap_tui.errors import RoadmapError
from roadmap_tui.storage import library
from roadmap_tui.storage.roadmap_file import RoadmapFile
from roadmap_tui.tui.desk.files import Files
from roadmap_tui.tui.desktop import editor


class Editing(Files):
    """The key that opens the editor; what is saved there comes back as every other edit does."""

    def action_edit_roadmap(self) -> None:
        """Open the file in the reader's editor, at the topic; a bundled roadmap becomes the reader's own first."""
        try:
            problem = self._edit()
        except RoadmapError as error:
            problem = str(error)
        self.status.show_message(problem)
        self.workspace.check_file()

    def _edit(self) -> str:
        """Returns what went wrong, a sentence."""
        if not self.workspace.file:
            return "This roadmap has no file."
        path, node = self.workspace.file.path, self.tally.roadmap.nodes[self.topic_tree.cursor]
        is_bundled = path == library.bundled_path()
        target = library.own_path(self.workspace.locations.roadmaps) if is_bundled else path
        command = editor.command(target, library.line_of(path, node.id), os.environ)
        if is_bundled:
            self._make_own()
        return editor.run(self.app, command)

    def _make_own(self) -> None:
        """Go on with the reader's own copy of the bundled roadmap."""
        path, is_new = library.own_copy(self.workspace.locations.roadmaps)
        self.watch_file(RoadmapFile(path))
        begun = "This copy is yours now" if is_new else "You have a copy of your own already, and it is open now"
        self.show_announcement(f"{begun}; newer editions of the bundled roadmap do not reach it. It is {path}")

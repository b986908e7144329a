"""Marking: a key makes marks; they are folded in and drawn at once, and handed to the saver."""

from roadmap_tui.core.marks import Status
from roadmap_tui.tui.desk.saving import Saving
from roadmap_tui.tui.widgets.topic_tree import TopicTree


class Marking(Saving):
    """The keys that mark, select, undo and redo."""

    def action_toggle_done(self) -> None:
        """Finish what is open, or reopen what is done."""
        self.workspace.toggle(self.topic_tree.pop_selection())

    def action_mark(self, status: str) -> None:
        """Give a status to the topic, the section's topics or the selected ones."""
        self.workspace.set_status(self.topic_tree.pop_selection(), Status(status))

    def action_select(self) -> None:
        """Select several, for the next status key."""
        self.topic_tree.toggle_selected()

    def on_topic_tree_selection_changed(self, message: TopicTree.SelectionChanged) -> None:
        """Say how many are selected for as long as any is: the next status key will mark them, seen or not."""
        self.status.show_selected(message.count)

    def action_undo(self) -> None:
        """Take back the last step."""
        self.status.show_message(self.workspace.undo().message)

    def action_redo(self) -> None:
        """Bring back what the last undo took."""
        self.status.show_message(self.workspace.redo().message)

    def on_topic_tree_box_clicked(self) -> None:
        """A click on a box is the toggle key."""
        self.action_toggle_done()

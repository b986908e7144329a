"""Marking: a key makes marks; they are folded in and drawn at once, and handed to the saver."""

from roadmap_tui.core.actions import redo, set_status, toggle, undo
from roadmap_tui.core.marks import Status, Step
from roadmap_tui.core.orphans import Orphan, attach
from roadmap_tui.core.roadmap import Node
from roadmap_tui.core.text import clean_line
from roadmap_tui.presentation.words import format_step
from roadmap_tui.tui.desk.saving import Saving
from roadmap_tui.tui.widgets.topic_tree import TopicTree


class Marking(Saving):
    """The keys that mark, select, undo and redo."""

    def action_toggle_done(self) -> None:
        """Finish what is open, or reopen what is done."""
        self.mark(toggle(self.tally.progress, self._taken_topics(), self.now()))

    def action_mark(self, status: str) -> None:
        """Give a status to the topic, the section's topics or the selected ones."""
        self.mark(set_status(self.tally.progress, self._taken_topics(), Status(status), self.now()))

    def action_select(self) -> None:
        """Select several, for the next status key."""
        self.topic_tree.toggle_selected()

    def on_topic_tree_selection_changed(self, message: TopicTree.SelectionChanged) -> None:
        """Say how many are selected for as long as any is: the next status key will mark them, seen or not."""
        self.status.show_selected(message.count)

    def action_undo(self) -> None:
        """Take back the last step."""
        self.status.show_message(self.undo())

    def action_redo(self) -> None:
        """Bring back what the last undo took."""
        self.status.show_message(self.redo())

    def attach(self, orphan: Orphan, topic: Node) -> str:
        """Give a topic the marks of one that is gone, and give the sentence that says so."""
        self.mark(attach(self.tally.progress, orphan, topic, self.now()))
        return f'"{clean_line(topic.title)}" has the marks of "{clean_line(orphan.title)}" now.'

    def undo(self) -> str:
        """Take back the last step, and give the sentence that says so."""
        step = undo(self.tally.progress, self.now())
        self.mark(step)
        return f"Undone: {format_step(step)}." if step else "There is nothing to undo on this device."

    def redo(self) -> str:
        """Bring back what the last undo took, and give the sentence that says so."""
        step = redo(self.tally.progress, self.now())
        self.mark(step)
        return f"Redone: {format_step(step)}." if step else "There is nothing to redo."

    def on_topic_tree_box_clicked(self) -> None:
        """A click on a box is the toggle key."""
        self.action_toggle_done()

    def _taken_topics(self) -> list[Node]:
        """The topics that a status key means: of the selection, else of the node under the cursor."""
        topics = (
            topic for index in self.topic_tree.pop_selection() for topic in self.filtering.topics_marked_by(index)
        )
        return list({topic.id: topic for topic in topics}.values())

    def mark(self, step: Step) -> None:
        """Hand a step to the saver, fold it in and draw what it changes, while the disk works; no marks, no change."""
        if not step:
            return
        self.saver.save(step)
        self.apply_marks(step)
        self._show_saving(self.saver.state_after_fast_save())
        kind = "shown topics" if self.filtering.result else "topics"
        self.status.show_message(
            f"{format_step(step, kind)}; {self.key('step.undo')} takes it back" if len(step) > 1 else ""
        )

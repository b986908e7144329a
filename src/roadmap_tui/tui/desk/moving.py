"""Moving from topic to topic and from pane to pane; how the cursor moves inside a pane is for the pane."""

from roadmap_tui.tui.desk.finding import Finding
from roadmap_tui.tui.widgets.next_up import NOTHING_LEFT


class Moving(Finding):
    """The keys that go somewhere."""

    def action_next_open(self, direction: int) -> None:
        """Go to the next topic that is to do or in progress, from the last one on to the first."""
        count = len(self.tally.roadmap.nodes)
        around = ((self.topic_tree.cursor + direction * step) % count for step in range(1, count + 1))
        found = next((index for index in around if self._is_open_topic(index)), None)
        if found is None:
            self.status.show_message("Nothing is open: every topic is done or skipped.")
        else:
            self.topic_tree.go_to(found)

    def action_next_up(self) -> None:
        """Go to what is best learned next, and say why."""
        found = self.next_up.look()
        if found:
            self.topic_tree.go_to(found.node_index)
        self.status.show_message(f"Next up: {self.next_up.reason()}" if found else NOTHING_LEFT)

    def action_switch_pane(self) -> None:
        """Go to the other pane; where there is room for one, it takes the place of this one."""
        self.panes.read(not self.panes.is_reading)

    def action_back(self) -> None:
        """Drop the notice or the selection; without them, go back to the tree, and from there take the filter off."""
        self.status.show_message("")
        if self.drop_notice():
            return
        if not self.topic_tree.clear_selection():
            if self.topic_tree.has_focus and self.filtering.is_searching:
                self._ask("")
                self.search_bar.close(self.filtering.format(self.workspace.glyphs))
            self.panes.read(False)

    def on_topic_tree_entered(self) -> None:
        """The reader wants to read on in the details."""
        self.panes.read(True)

    def _is_open_topic(self, index: int) -> bool:
        is_open_topic = self.tally.roadmap.nodes[index].is_topic and self.tally.statuses[index].is_open
        return is_open_topic and self.filtering.shows(index)

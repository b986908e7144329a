"""Links of the topic or section under the cursor: open, copy, list and add."""

from roadmap_tui.core.links import TopicLink, as_markdown, default_link, topic_links
from roadmap_tui.tui.desk.marking import Marking


class Linking(Marking):
    """The keys that lead somewhere else."""

    def action_open_link(self) -> None:
        """Open the best link."""
        if chosen := self._best_link():
            self.app.open_url(chosen.link.url)

    def action_choose_link(self, *, is_adding: bool = False) -> None:
        """List the links."""
        from roadmap_tui.tui.screens.links import LinksScreen

        node = self.tally.roadmap.nodes[self.topic_tree.cursor]
        self.app.push_screen(LinksScreen(self.workspace, node.id, is_adding=is_adding))

    def action_add_link(self) -> None:
        """List the links, with the line open in which one can be added."""
        self.action_choose_link(is_adding=True)

    def action_copy_link(self) -> None:
        """Copy the address of the best link."""
        if chosen := self._best_link():
            self.app.copy_to_clipboard(chosen.link.url)

    def action_copy_link_as_markdown(self) -> None:
        """Copy the best link as Markdown has it."""
        if chosen := self._best_link():
            self.app.copy_to_clipboard(as_markdown(chosen.link))

    def _best_link(self) -> TopicLink | None:
        """The one that is meant when none is chosen; when there is none, it is said what can be done."""
        chosen = default_link(topic_links(self.tally.progress, self.tally.roadmap.nodes[self.topic_tree.cursor]))
        if chosen is None:
            self.status.show_message(f"No link here; {self.key('link.add')} adds one of your own.")
        return chosen

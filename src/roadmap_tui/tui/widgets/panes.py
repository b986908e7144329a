"""The two panes: side by side where there is room, else in turns."""

from textual.app import ComposeResult
from textual.containers import Horizontal

from roadmap_tui.tui.widgets.topic_details import TopicDetails
from roadmap_tui.tui.widgets.topic_tree import TopicTree

NARROW = 80
"""Below so many columns there is room for one pane."""


class Panes(Horizontal):
    """Shows the tree, the details or both, and keeps the focus."""

    def __init__(self, topic_tree: TopicTree, details: TopicDetails) -> None:
        """Two panes, the tree in use.

        Args:
            topic_tree: Left.
            details: Right.
        """
        super().__init__(id="panes")
        self.topic_tree = topic_tree
        self.details = details
        self.is_reading = False
        """Whether the details have the focus."""

    def compose(self) -> ComposeResult:
        """Tree left, details right."""
        yield self.topic_tree
        yield self.details

    def on_mount(self) -> None:
        """Begin in the tree."""
        self.read(False)

    def on_resize(self) -> None:
        """Room for two panes may come or go; the focus stays in the search line if it is there."""
        self._arrange()
        if self.has_focus_within or self.screen.focused is None:
            self.read(self.is_reading)

    def on_descendant_focus(self) -> None:
        """A click gives the focus to a pane, too."""
        self.is_reading = self.details.has_focus

    def read(self, is_reading: bool) -> None:
        """Go to the details, or back to the tree."""
        self.is_reading = is_reading
        self._arrange()
        self.screen.set_focus(self.details if is_reading else self.topic_tree, scroll_visible=False)

    def _arrange(self) -> None:
        is_narrow = self.size.width < NARROW
        self.topic_tree.display = not (is_narrow and self.is_reading)
        self.details.display = not is_narrow or self.is_reading
        self.details.set_class(is_narrow, "-alone")

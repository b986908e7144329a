"""The links of one topic as a list: box, kind, title, and the whole address below."""

from collections.abc import Sequence

from textual import events
from textual.message import Message

from roadmap_tui.core.links import TopicLink
from roadmap_tui.presentation.glyphs import Anchor, Glyphs, Line
from roadmap_tui.presentation.paragraphs import wrap
from roadmap_tui.presentation.topic import link_paragraphs
from roadmap_tui.tui.widgets.item_list import GUTTER, ItemList
from roadmap_tui.tui.widgets.painting import measure


class LinkList(ItemList):
    """Links with a cursor; the mouse ticks on a box and opens on an address."""

    class Opened(Message):
        """A click on an address."""

    class Ticked(Message):
        """A click on a box."""

    def __init__(self, glyphs: Glyphs) -> None:
        """No links yet."""
        super().__init__(glyphs, lambda item, _: self._wrapped[item])
        self.links: Sequence[TopicLink] = ()
        self.empty = ""
        self._wrapped: list[list[Line]] = []

    def use_glyphs(self, glyphs: Glyphs) -> None:
        """The lines were made with the old ones."""
        super().use_glyphs(glyphs)
        self.on_resize()

    @property
    def chosen(self) -> TopicLink | None:
        """The link under the cursor."""
        return self.links[self.cursor] if self.links else None

    def show_links(self, links: Sequence[TopicLink], empty: str) -> None:
        """Show these links, or a sentence when there are none; the cursor stays on its link while that is shown."""
        self.links, self.empty = links, empty
        self.on_resize()

    def on_resize(self) -> None:
        """Wrap to the width there is."""
        self._wrapped = [wrap(link_paragraphs(each, self.glyphs), self.item_width, measure) for each in self.links]
        self.show(list(map(len, self._wrapped)), self.empty, self.cursor)

    def on_click(self, event: events.Click) -> None:
        """On the box of a link tick it, on its address open it."""
        found = self.item_at(event.y) if event.button == 1 else None
        if found is None:
            return
        item, part = found
        self.go_to(item)
        line = self._wrapped[item][part]
        if part == 0 and 0 <= event.x - self.gutter.left - GUTTER < measure(line[0][0]):
            self.post_message(self.Ticked())
        elif any(isinstance(role, Anchor) for _, role in line):
            self.post_message(self.Opened())

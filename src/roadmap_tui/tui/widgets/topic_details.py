"""The detail pane: one widget with rendered text, so that moving the cursor costs one frame."""

from roadmap_tui.core.counts import Tally
from roadmap_tui.core.settings import DateFormat
from roadmap_tui.presentation.glyphs import Glyphs
from roadmap_tui.presentation.topic import topic_paragraphs
from roadmap_tui.tui.widgets.document_view import DocumentView


class TopicDetails(DocumentView):
    """Everything about one node."""

    def __init__(
        self, tally: Tally, glyphs: Glyphs, date_format: DateFormat = DateFormat.DAY_FIRST, note_key: str = "e"
    ) -> None:
        """A pane that shows nothing until it is told what.

        Args:
            tally: The counts, which their owner keeps up to date.
            glyphs: The characters to draw with.
            date_format: How days are written.
            note_key: What writes a note.
        """
        super().__init__(id="details")
        self.tally = tally
        self.glyphs = glyphs
        self.date_format = date_format
        self.note_key = note_key
        self.index: int | None = None

    def use_glyphs(self, glyphs: Glyphs) -> None:
        """The text was made with the old ones."""
        super().use_glyphs(glyphs)
        if self.index is not None:
            self.show(self.index)

    def renumber(self, index: int) -> None:
        """The node that is shown has this index now; its text stays scrolled as it is."""
        self.index = index

    def show(self, index: int) -> None:
        """Show a node as it stands now, from its beginning if it is another one than before.

        Called directly where the cursor moves: a message would arrive a frame later.
        """
        if index != self.index:
            self.index = index
            self.scroll_to(y=0, animate=False)
        self.set_paragraphs(topic_paragraphs(self.tally, index, self.glyphs, self.date_format, self.note_key))

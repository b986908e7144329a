"""Draws spans with Textual. Only here a role becomes a colour."""

from functools import lru_cache

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from roadmap_tui.core.settings import DateFormat
from roadmap_tui.presentation.glyphs import UNICODE, Anchor, Glyphs, Line, Look, Role

ROLE_CLASSES = {f"role--{role}" for role in Role}
"""Component classes of every widget that paints lines; `roadmap.tcss` says what they look like."""

measure = cell_len
"""How many cells a text takes on the terminal."""


class SpanWidget(Widget):
    """A widget that paints lines of spans."""

    COMPONENT_CLASSES = ROLE_CLASSES
    glyphs: Glyphs = UNICODE
    """The characters to draw with; a widget that draws none needs no other ones."""

    date_format: DateFormat = DateFormat.DAY_FIRST

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        """A widget that has painted nothing yet.

        Args:
            id: The widget's id.
        """
        super().__init__(id=id)
        self._added_styles: dict[str, Style] = {}

    def use_glyphs(self, glyphs: Glyphs) -> None:
        """Draw with other characters from now on. A widget that caches its lines draws them again."""
        self.glyphs = glyphs
        self.refresh()

    def look(self, width: int) -> Look:
        """The look of a line of that many cells."""
        return Look(width, self.glyphs, measure, self.date_format)

    def added_style(self, component_class: str) -> Style:
        """The style that a component class adds; cached, because Textual computes it again after every refresh."""
        style = self._added_styles.get(component_class)
        if style is None:
            style = self._added_styles[component_class] = self.get_component_rich_style(component_class, partial=True)
        return style

    def notify_style_update(self) -> None:
        """Colours, the theme or the focus have changed."""
        self._added_styles.clear()
        super().notify_style_update()


def paint(widget: SpanWidget, line: Line, width: int, row_class: str | None = None) -> Strip:
    """A line as a strip.

    Args:
        widget: Whose component classes give the colours.
        line: Clean text.
        width: Cells to fill or cut to.
        row_class: A component class for the whole row, such as the cursor's.
    """
    base = widget.visual_style.rich_style  # what `rich_style` says, but kept until a style changes
    if row_class:
        base += widget.added_style(row_class)
    encoding = widget.app.console.encoding
    segments = [Segment(encodable(text, encoding), base + _role_style(widget, role)) for text, role in line if text]
    return Strip(segments).adjust_cell_length(width, base).simplify()


def encodable(text: str, encoding: str) -> str:
    """The text with a question mark for each cell that the terminal's encoding has no character for."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(each if each.isascii() else "?" * cell_len(each) for each in text)
    return text


def _role_style(widget: SpanWidget, role: Role | Anchor) -> Style:
    if isinstance(role, Anchor):
        return widget.added_style(f"role--{Role.LINK}") + _hyperlink(role.url)
    return widget.added_style(f"role--{role}")


@lru_cache(256)
def _hyperlink(url: str) -> Style:
    """An OSC 8 hyperlink; made once, because the parts of one that is wrapped have to share Rich's id for it."""
    return Style(link=url)

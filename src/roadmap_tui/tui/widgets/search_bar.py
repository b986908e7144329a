"""The line under the title: the search field, or the filter in force."""

from textual import events
from textual.binding import Binding
from textual.containers import Horizontal
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.suggester import Suggester

from roadmap_tui.core.roadmap import Roadmap
from roadmap_tui.core.search.completion import complete, known_tags
from roadmap_tui.core.text import clean_line, screen_line
from roadmap_tui.presentation.glyphs import Glyphs, Line, Role
from roadmap_tui.tui.terminal.type_ahead import TypingLine
from roadmap_tui.tui.widgets.bars import Bar
from roadmap_tui.tui.widgets.painting import SpanWidget, paint

_MAX_LENGTH = 300
"""Characters in the line; a longer paste is cut."""

_PLACEHOLDER = "words, tag:… level:… status:… minutes<60"


class SearchBar(Horizontal):
    """Shown while a search is typed or a filter is in force."""

    class Walked(Message):
        """The user wants the next hit, or the one before."""

        def __init__(self, direction: int) -> None:
            super().__init__()
            self.direction = direction

    class Clicked(Message):
        """The user wants to change the filter."""

    def __init__(self, roadmap: Roadmap, glyphs: Glyphs) -> None:
        """A bar that is not shown yet.

        Args:
            roadmap: Whose tags are offered.
            glyphs: The characters to draw with.
        """
        super().__init__()
        self.filter_line = FilterLine(glyphs)
        self.input = SearchLine()
        self._roadmap = roadmap

    async def build(self) -> None:
        """Put its parts in, when it is needed for the first time: the first paint does without."""
        if not self.children:
            self.roadmap_changed(self._roadmap)
            await self.mount_all([SearchPrompt(), self.input, self.filter_line])

    def roadmap_changed(self, roadmap: Roadmap) -> None:
        """Offer the tags of this edition from now on."""
        self._roadmap = roadmap
        self.input.suggester = _QuerySuggester(known_tags(roadmap.nodes))

    @property
    def is_typing(self) -> bool:
        """Whether the search line is open."""
        return self.input.display

    def open(self, text: str, *, is_adding: bool) -> None:
        """Let the user type.

        Args:
            text: The query in force.
            is_adding: Whether to type on behind it; else it is replaced by what is typed.
        """
        self.input.select_on_focus = not is_adding
        self.input.value = f"{text} " if text and is_adding else text
        self.input.cursor_position = len(self.input.value)
        self._set_typing(True)

    def close(self, words: str) -> None:
        """Show the filter in force; without words, nothing.

        Args:
            words: The filter as the user knows it.
        """
        self.filter_line.words = words
        self._set_typing(False)
        self.set_class(bool(words), "-shown")
        self.filter_line.refresh()

    def count(self, hits: int | None) -> None:
        """Say how much was found; None while that is not known yet."""
        self.filter_line.hits = hits
        self.filter_line.refresh()

    def _set_typing(self, is_typing: bool) -> None:
        self.input.display = is_typing
        self.set_class(is_typing, "-typing")
        self.set_class(True, "-shown")
        self.filter_line.is_typing = is_typing


class SearchLine(TypingLine):
    """The search field, which bounds and cleans its text, typed or pasted."""

    BINDINGS = [
        Binding("tab", "complete", "Complete", show=False),
        Binding("down,ctrl+n", "walk(1)", "Next hit", show=False),
        Binding("up", "walk(-1)", "Previous hit", show=False),
    ]

    def __init__(self) -> None:
        """An empty line that is not shown."""
        super().__init__(_PLACEHOLDER, max_length=_MAX_LENGTH)
        self.display = False

    def replace(self, text: str, start: int, end: int) -> None:
        """Every way into the line leads through here."""
        room = _MAX_LENGTH - len(self.value) + (end - start)
        super().replace(clean_line(text[:_MAX_LENGTH])[: max(0, room)], start, end)

    def validate_virtual_size(self, size: Size) -> Size:
        """The same for every text that fits; else each letter would lay out the whole screen again."""
        return Size(max(size.width, self.size.width), size.height)

    def on_resize(self) -> None:
        """Bring that in line at once, and not with the first letter."""
        self.virtual_size = Size(self.content_width, 1)

    def action_complete(self) -> None:
        """Take over what is suggested."""
        self.action_cursor_right()

    def action_walk(self, direction: int) -> None:
        """Look at the next hit without leaving the line."""
        self.post_message(SearchBar.Walked(direction))


class _QuerySuggester(Suggester):
    """Completes names, values and tags."""

    def __init__(self, tags: list[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._tags = tags

    async def get_suggestion(self, value: str) -> str | None:
        """The whole line with its last word completed."""
        return complete(value, self._tags) or None


class SearchPrompt(SpanWidget):
    """The sign that something is searched."""

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        """The key that opened the line."""
        return paint(self, [(" /", Role.ACCENT)], self.size.width)


class FilterLine(Bar):
    """The filter in force and how much it leaves; beside an open search line only the latter."""

    def __init__(self, glyphs: Glyphs) -> None:
        """Nothing is filtered."""
        super().__init__()
        self.glyphs = glyphs
        self.words = ""
        self.hits: int | None = 0
        self.is_typing = False

    def left(self, width: int) -> Line:
        """The filter."""
        words = "" if self.is_typing else self.look(width).cut(screen_line(self.words), width - 2)
        return [(words, Role.STRONG)]

    def right(self) -> Line:
        """The number of hits, once it is known."""
        if self.hits is None:
            return [("searching", Role.MUTED)]
        words = f"{self.hits} hit{'s' * (self.hits != 1)}"
        return [(words, Role.MUTED if self.hits else Role.ERROR)]

    def on_click(self, event: events.Click) -> None:
        """Change the filter."""
        event.stop()
        self.post_message(SearchBar.Clicked())

"""The lines above and below the panes: title and progress, key hints and the state of saving."""

from collections.abc import Iterator

from textual import events
from textual.strip import Strip

from roadmap_tui.core.counts import Tally
from roadmap_tui.core.search.index import FilterResult
from roadmap_tui.core.text import screen_line, truncate_with_ellipsis
from roadmap_tui.formats.keymap import key_name
from roadmap_tui.presentation.glyphs import Glyphs, Line, Role
from roadmap_tui.presentation.words import format_count, progress_bar
from roadmap_tui.tui.widgets.painting import SpanWidget, measure, paint


class Bar(SpanWidget):
    """A line with something at its left and something at its right."""

    def left(self, width: int) -> Line:
        """The text at the left, cut where it does not fit."""
        raise NotImplementedError

    def right(self) -> Line:
        """The text at the right, always whole."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        """The line."""
        right = self.right()
        left = self.left(self._room(right))
        gap = self.size.width - 2 - _cells(right) - _cells(left)
        return paint(self, [(" ", Role.TEXT), *left, (" " * gap, Role.TEXT), *right], self.size.width)

    def _room(self, right: Line) -> int:
        """Cells for what stands at the left; there is a blank at both ends, and one between."""
        taken = _cells(right)
        return self.size.width - 2 - (taken and taken + 1)


class TitleBar(Bar):
    """The roadmap's title and how much of it is done."""

    def __init__(self, tally: Tally, glyphs: Glyphs) -> None:
        """A bar over a roadmap's counts; its owner refreshes it when they change."""
        super().__init__(id="title")
        self.tally = tally
        self.glyphs = glyphs
        self.shown: FilterResult | None = None

    def show_result(self, shown: FilterResult | None) -> None:
        """Count what a filter leaves, or everything, and say which."""
        self.shown = shown
        self.refresh()

    def left(self, width: int) -> Line:
        """The title."""
        title = self.look(width).cut(screen_line(self.tally.roadmap.title), width - 2)
        return [(title, Role.STRONG)]

    def right(self) -> Line:
        """Bar, count and percent, wider where there is room."""
        overall, width = self.shown.summary(0) if self.shown else self.tally.overall, self.size.width
        drawn = progress_bar(overall, 24 if width >= 100 else 12 if width >= 60 else 6, self.glyphs)
        of_what = (" of what is shown" if width >= 60 else " shown") if self.shown else ""
        return [*drawn, (f" {format_count(overall)}{of_what}", Role.MUTED), (f" {overall.percent:>3}%", Role.STRONG)]


SAVING = "saving"
"""What stands at the right while something is not on disk yet."""


class StatusBar(Bar):
    """The key hints, for a moment a message, and the state of saving."""

    def __init__(self, hints: list[tuple[str, str]], glyphs: Glyphs) -> None:
        """A bar with hints.

        Args:
            hints: Key, as `key_label` names it, and what it does, the most useful first; those that fit are shown.
            glyphs: The characters to draw with.
        """
        super().__init__(id="status")
        self.hints = hints
        self.glyphs = glyphs
        self.message = ""
        self.saving = ""
        self.is_failing = False
        self.selected = 0
        self.warning = ""

    def show_message(self, message: str) -> None:
        """Show a message in place of the hints until the next one; an empty one brings the hints back."""
        if message != self.message:
            self.message = message
            self.refresh()

    def show_saving(self, words: str, *, is_failing: bool = False) -> None:
        """Say what is not on disk yet; nothing is said by empty words."""
        if (words, is_failing) != (self.saving, self.is_failing):
            self.saving, self.is_failing = words, is_failing
            self.refresh()

    def show_selected(self, count: int) -> None:
        """Say how many nodes are selected."""
        self.selected = count
        self.refresh()

    def show_warning(self, words: str) -> None:
        """Show for as long as it is true that something needs the user's attention."""
        self.warning = words
        self.refresh()

    def left(self, width: int) -> Line:
        """The message, or as many hints as fit."""
        if self.message:
            return [(_shortened(screen_line(self.message), width, self.glyphs.ellipsis), Role.TEXT)]
        line: Line = []
        for key, words in self._fitting(width):
            line += [(key, Role.ACCENT), (f" {words}  ", Role.MUTED)]
        return line

    def _fitting(self, width: int) -> Iterator[tuple[str, str]]:
        for key, words in self.hints:
            width -= measure(f"{key} {words}  ")
            if width < 0:
                return
            yield key, words

    def on_click(self, event: events.Click) -> None:
        """A click on a hint is its key; on a message it brings the hints back."""
        if self.message:
            self.show_message("")
        elif key := self._key_at(event.x - 1):
            self.app.simulate_key(key)

    def _key_at(self, cell: int) -> str | None:
        end = 0
        for label, words in self._fitting(self._room(self.right())):
            end += measure(f"{label} {words}  ")
            if 0 <= cell < end:
                return key_name(label)
        return None

    def right(self) -> Line:
        """The selection, then the state of saving, else the warning. Its room is reserved, so that no hint jumps.

        A message takes the room of the warning when it needs it: it is gone with the next key, and the warning is not.
        """
        line: Line = [(f"{self.selected} selected ", Role.ACCENT)] if self.selected else []
        if self.saving:
            return [*line, (self.saving, Role.ERROR if self.is_failing else Role.MUTED)]
        warning = f"{self.warning:>{len(SAVING)}}"
        both: Line = [*line, (warning, Role.ERROR)]
        is_tight = measure(screen_line(self.message)) > self._room(both)
        return line if self.message and is_tight else both


def _cells(line: Line) -> int:
    return sum(measure(text) for text, _ in line)


def _shortened(message: str, width: int, ellipsis: str) -> str:
    """A message cut to a width so that what can be done stays, as in `12 shown topics…; u takes it back`."""
    what, semicolon, then = message.rpartition("; ")
    room = width - measure(semicolon + then)
    if measure(message) <= width or not semicolon or room <= len(ellipsis):
        return truncate_with_ellipsis(message, width, measure, ellipsis)
    return truncate_with_ellipsis(what, room, measure, ellipsis) + semicolon + then


class Caption(Bar):
    """A heading; its owner refreshes it after setting the rest."""

    def __init__(self, heading: str, glyphs: Glyphs, *, about: str = "", words: str = "") -> None:
        """A caption.

        Args:
            heading: What is shown.
            glyphs: The characters to draw with.
            about: Of what, beside the heading; any text.
            words: How much of it, at the right.
        """
        super().__init__()
        self.heading = heading
        self.glyphs = glyphs
        self.about = about
        self.words = words

    def left(self, width: int) -> Line:
        """The heading and what it is about."""
        about = f"  {screen_line(self.about)}" if self.about else ""
        return [
            (self.heading, Role.STRONG),
            (self.look(width).cut(about, width - len(self.heading) - 1), Role.MUTED),
        ]

    def right(self) -> Line:
        """The count."""
        return [(self.words, Role.MUTED)]

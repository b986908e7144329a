"""Textual's command palette; it also gets keys that are typed at once after the key that opens it."""

from textual.command import CommandInput, CommandPalette, SearchIcon
from textual.theme import ThemeProvider

from roadmap_tui.tui.terminal.type_ahead import type_ahead_of


class Palette(CommandPalette):
    """Textual's own would lose those keys."""

    AUTO_FOCUS = ""  # the field gets the focus when every key has arrived that was typed before

    def on_mount(self) -> None:
        """Hold back what is typed until there is a field for it."""
        type_ahead_of(self).begin(self, self.query_one(CommandInput))
        if self.app.has_class("-ascii"):
            self.query_one(SearchIcon).icon = "/"


def commands() -> Palette:
    """For every command."""
    return Palette(id="--command-palette")


def themes() -> Palette:
    """For the colours."""
    return Palette([ThemeProvider], placeholder="Search for themes…")

"""The app: the first screen, themes, palette, help, links, quitting, and switching to another roadmap."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from textual import on
from textual.app import SystemCommand
from textual.command import CommandPalette
from textual.dom import DOMNode
from textual.filter import LineFilter, Monochrome, NoColor
from textual.screen import Screen

from roadmap_tui.core.settings import DEFAULT_SETTINGS, GlyphSet, Settings
from roadmap_tui.core.text import plural, screen_line
from roadmap_tui.errors import StorageError, UsageError
from roadmap_tui.presentation.commands import COMMANDS, DEFAULT_KEYS, Scope, key_label, keys_label, keys_of
from roadmap_tui.presentation.glyphs import ASCII, GLYPHS, UNICODE, Glyphs
from roadmap_tui.storage import library, session
from roadmap_tui.storage import settings as settings_file
from roadmap_tui.storage.crash_report import write_report
from roadmap_tui.storage.locations import Locations
from roadmap_tui.storage.opening import OpenRoadmap
from roadmap_tui.tui.bindings import bindings
from roadmap_tui.tui.controllers.saving import SaveStatus
from roadmap_tui.tui.desktop.desktop import Desktop
from roadmap_tui.tui.screens.address import AddressScreen
from roadmap_tui.tui.screens.help import HelpScreen
from roadmap_tui.tui.screens.main import MainScreen
from roadmap_tui.tui.screens.problem import ProblemScreen
from roadmap_tui.tui.screens.quit import ConfirmQuitScreen, QuitScreen
from roadmap_tui.tui.terminal import first_frame
from roadmap_tui.tui.terminal.lifecycle import TerminalApp
from roadmap_tui.tui.themes import TERMINAL, THEMES
from roadmap_tui.tui.threads import in_thread
from roadmap_tui.tui.widgets.bars import StatusBar
from roadmap_tui.tui.widgets.painting import SpanWidget

IDLE_S = 2.0
"""How long after the start the app does what can wait."""

CLOSING_TIMEOUT_S = 2.0
"""How long a program that is killed waits for the disk."""


class RoadmapApp(TerminalApp):
    """The app around one first screen."""

    CSS_PATH = "roadmap.tcss"
    TITLE = "roadmap-tui"
    BINDINGS = bindings(Scope.APP)

    def __init__(
        self,
        first: MainScreen | ProblemScreen,
        locations: Locations,
        *,
        theme: str = THEMES[0].name,
        glyphs: Glyphs = UNICODE,
        settings: Settings = DEFAULT_SETTINGS,
        when_idle: Callable[[], None] = lambda: None,
    ) -> None:
        """Create an app.

        Args:
            first: The screen to open with.
            locations: This user's files: the crash report and the settings are written.
            theme: The name of a theme; `NO_COLOR` overrides it with the terminal's own colours.
            glyphs: The characters to draw borders and scroll bars with.
            settings: The user's settings.
            when_idle: Called once in a thread, some time after the start.
        """
        super().__init__()
        self.desktop = Desktop(self, self._show_address)
        self.settings = settings
        self.last_frame = ""
        """Terminal text of the screen that the next start will open with; set on leaving, empty if that is unsure."""
        self._when_idle = when_idle
        self.no_color = bool(os.environ.get("NO_COLOR"))  # Textual obeys an empty one, too
        self.set_class(glyphs is ASCII, "-ascii")
        self.first = first
        self.locations = locations
        self._next: OpenRoadmap | None = None
        """The roadmap to switch to as soon as everything is on disk."""
        self._offer_themes()
        self.theme = TERMINAL.name if self.no_color else theme
        self.set_keymap({command: ",".join(keys) for command, keys in settings.keys.items()})

    def _offer_themes(self) -> None:
        """Offer our own themes only: `roadmap.tcss` was checked by eye with each of them."""
        for own in THEMES:
            self.register_theme(own)
        for name in self.available_themes.keys() - {own.name for own in THEMES}:
            self.unregister_theme(name)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Define our own variables while Textual's first theme is still in force."""
        return {"cursor-line": "ansi_default"}

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Filters for every line; without colours one is enough (https://no-color.org)."""
        return [NoColor()] if self.no_color else self._colour_filters()

    def _colour_filters(self) -> Sequence[LineFilter]:
        """Textual's filters, without the grey that it applies for an empty `NO_COLOR`."""
        return [one for one in super().get_line_filters() if not isinstance(one, Monochrome)]

    def get_default_screen(self) -> Screen[None]:
        """The first screen."""
        return self.first

    def before_exit(self) -> None:
        """Save the draft of the note that is being written."""
        if isinstance(self.first, MainScreen):
            self.first.notes.save_draft()

    def before_kill(self) -> None:
        """Give marks that are waiting a last chance to be saved."""
        if isinstance(self.first, MainScreen):
            self.first.workspace.saver.close(CLOSING_TIMEOUT_S)

    def report_crash(self) -> str:
        """Write a crash report; gives the line that tells the user where it is."""
        return screen_line(f"roadmap-tui made a mistake of its own. {write_report(self.locations.log)}")

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer every command that the screen handles in the palette, except plain moving."""
        shared = Counter(command.title for command in COMMANDS)
        for command in COMMANDS:
            answering = self._answering(command.scope, screen)
            if answering and command.scope is not Scope.PANE and command.id != "app.palette":
                label = keys_label(keys_of(command.id, self.settings.keys))
                title = f"{command.title}: {label}" if shared[command.title] > 1 else command.title
                yield SystemCommand(title, label, partial(self.run_action, command.action, answering))

    def action_command_palette(self) -> None:
        """Offer every command."""
        from roadmap_tui.tui.screens import palette

        if not isinstance(self.screen, CommandPalette):
            self.push_screen(palette.commands())

    def search_themes(self) -> None:
        """Offer the colours."""
        from roadmap_tui.tui.screens import palette

        self.push_screen(palette.themes())

    def _answering(self, scope: Scope, screen: Screen[object]) -> DOMNode | None:
        """The node that handles commands of a scope; None when the screen has none."""
        if scope is Scope.APP:
            return self
        if isinstance(screen, MainScreen):
            return screen if scope is Scope.MAIN else screen.topic_tree
        return None

    def on_mount(self) -> None:
        """Remember every theme that the user chooses from now on."""
        self.theme_changed_signal.subscribe(self, lambda theme: self._remember("theme", theme.name))
        self.set_timer(IDLE_S, partial(in_thread, self, self._when_idle))

    def show_message(self, sentence: str) -> None:
        """Say something on whatever screen is shown."""
        for bar in self.screen.query(StatusBar):
            bar.show_message(sentence)

    def open_url(self, url: str, *, new_tab: bool = True) -> None:  # noqa: ARG002  # Textual's signature
        """Open a link; every link comes here, Textual's own included."""
        try:
            sentence = self.desktop.open(url)
        except UsageError as error:
            sentence = str(error)
        if sentence:
            self.show_message(sentence)

    def _show_address(self, url: str, why: str) -> None:
        self.push_screen(AddressScreen(url, why, key_label(keys_of("link.copy", self.settings.keys)[0])))

    def copy_to_clipboard(self, text: str) -> None:
        """Copy text by a program of this machine, else by the terminal."""
        self.desktop.copy(text, partial(self._copied, text))

    def _copied(self, text: str, program: str) -> None:
        """Say that it is copied, or let the terminal do it (OSC 52), which never says whether it did."""
        if program:
            self.show_message(f"Copied with {program}: {text}")
        else:
            super().copy_to_clipboard(text)
            self.show_message(f"Sent to the terminal to copy, which does not say whether it did: {text}")

    def action_switch_glyphs(self) -> None:
        """Draw with ASCII instead of Unicode, or the other way round."""
        chosen = GlyphSet.UNICODE if self.has_class("-ascii") else GlyphSet.ASCII
        self.set_class(chosen is GlyphSet.ASCII, "-ascii")
        if isinstance(self.first, MainScreen):
            self.first.use_glyphs(GLYPHS[chosen])
        for screen in self.screen_stack:
            screen.update_node_styles()  # Textual leaves out those that cannot be seen
            for widget in screen.query(SpanWidget):
                widget.use_glyphs(GLYPHS[chosen])
        self._remember("glyphs", chosen)

    def _remember(self, key: str, value: str) -> None:
        """Save a choice for the next start, or say why it cannot be saved."""
        words = ""
        try:
            settings_file.remember(self.locations.settings, key, value)
        except StorageError as error:
            words = str(error)
        if isinstance(self.first, MainScreen):
            if self.first.workspace.setting_problems:
                self.first.notices.set_setting_problems(
                    settings_file.load(self.locations, lambda: DEFAULT_KEYS).problems
                )
            self.first.status.show_message(words)

    def action_help(self) -> None:
        """Show the keys that are bound now."""
        live_keys: dict[str, list[str]] = {}
        for key, active in self.screen.active_bindings.items():
            live_keys.setdefault(active.binding.id or "", []).append(key)
        self.push_screen(HelpScreen(live_keys))

    async def action_quit(self) -> None:
        """Leave as soon as everything is on disk; ask first if the settings say so."""
        if not isinstance(self.first, MainScreen):
            self.exit()
        elif self.settings.confirm_quit:
            leave = self.first.leave
            self.push_screen(ConfirmQuitScreen(), lambda is_leaving: leave() if is_leaving else None)
        else:
            self.first.leave()

    @on(MainScreen.Chosen)
    def open_chosen(self, message: MainScreen.Chosen) -> None:
        """Switch to another roadmap as soon as everything is on disk."""
        if isinstance(self.first, MainScreen):
            self._next = message.opened
            self.first.leave()

    @on(SaveStatus.AllSaved)
    def all_saved(self, message: SaveStatus.AllSaved) -> None:
        """Leave or switch; a screen may post this more than once, and one that was replaced is ignored."""
        if message.screen is not self.first:
            return
        opened, self._next = self._next, None
        if opened and isinstance(self.first, MainScreen):
            self._go_on(self.first, opened)
        elif isinstance(self.first, MainScreen) and not self.is_headless and self.first.reset_to_initial_view():
            self.first.call_after_refresh(self._exit_with_frame)
        else:
            self.exit()

    def _exit_with_frame(self) -> None:
        if isinstance(self.first, MainScreen) and self.first.saving.has_shown_all:
            self.last_frame = first_frame.drawing(self)
        self.exit()

    def _go_on(self, old: MainScreen, opened: OpenRoadmap) -> None:
        """Put the screen of another roadmap in the place of the first one."""
        if old.workspace.saver.state.waiting:  # marks were made while the message was on its way
            self._next = opened
            old.leave()
            return
        old.workspace.saver.close(CLOSING_TIMEOUT_S)
        remember_place(self.locations, old)
        place = session.load(self.locations.session).views.get(opened.tally.roadmap.id, session.ViewState())
        while self.screen is not old:
            self.pop_screen()
        self.first = old.successor(opened, place)
        self.replace_screen(self.first)
        remember_place(self.locations, self.first)

    @on(SaveStatus.SavingFails)
    def saving_fails(self, message: SaveStatus.SavingFails) -> None:
        """Ask, once, before marks are lost."""
        if self._next and isinstance(self.first, MainScreen):
            self._next = None
            self.first.saving.stay()
            words = f"{plural(message.state.waiting, 'mark')} not saved. {message.state.error}".strip()
            self.first.notices.announce(f"This roadmap stays open: {words}")
        elif not isinstance(self.screen, QuitScreen):
            self.push_screen(QuitScreen(message.state), self._answered)

    def _answered(self, is_leaving: bool | None) -> None:
        if is_leaving:
            self.exit()
        elif isinstance(self.first, MainScreen):
            self.first.saving.stay()


def remember_place(locations: Locations, screen: MainScreen) -> session.Session | None:
    """Save the user's position; another window may have saved its own since this one was opened."""
    if not screen.workspace.file:
        return None
    before = session.load(locations.session)
    reference = library.reference(screen.workspace.file.path)
    left = before.with_view(reference, screen.workspace.roadmap.id, screen.topic_tree.view_state)
    session.save(locations.session, left)
    return left

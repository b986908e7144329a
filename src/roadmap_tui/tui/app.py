"""The app: which screen comes first, the themes, the palette, and every way out."""

import asyncio
import signal
import sys
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from pathlib import Path

from rich.text import Text
from textual.app import App, SystemCommand
from textual.dom import DOMNode
from textual.screen import Screen

from roadmap_tui.core.progress import Device, Progress
from roadmap_tui.core.summary import Tally
from roadmap_tui.core.text import plural
from roadmap_tui.errors import EXIT_CRASH, RoadmapError, StorageError
from roadmap_tui.storage import library, session
from roadmap_tui.storage.crash import write_report
from roadmap_tui.storage.locations import Locations
from roadmap_tui.storage.log import ProgressLog
from roadmap_tui.tui.commands import COMMANDS, Command, Place, bindings, keys_label
from roadmap_tui.tui.glyphs import ASCII, UNICODE, Glyphs
from roadmap_tui.tui.saver import SaveState
from roadmap_tui.tui.screens.help import HelpScreen
from roadmap_tui.tui.screens.main import MainScreen
from roadmap_tui.tui.screens.problem import ProblemScreen
from roadmap_tui.tui.screens.quit import QuitScreen
from roadmap_tui.tui.themes import THEMES

CLOSING_TIMEOUT_S = 2.0
"""How long a killed program waits for the disk before it goes."""


class RoadmapApp(App[None]):
    """The app around one first screen."""

    CSS_PATH = "roadmap.tcss"
    TITLE = "roadmap-tui"
    BINDINGS = bindings(Place.APP)

    def __init__(
        self,
        first: MainScreen | ProblemScreen,
        locations: Locations,
        *,
        theme: str = THEMES[0].name,
        glyphs: Glyphs = UNICODE,
    ) -> None:
        """An app that is not running yet.

        Args:
            first: What it opens with.
            locations: Where a crash report goes.
            theme: The name of a theme.
            glyphs: What it draws borders and scroll bars with.
        """
        super().__init__()
        self.set_class(glyphs is ASCII, "-ascii")
        self.first = first
        self.locations = locations
        self.crash_report = ""
        self._offer_themes()
        self.theme = theme

    def _offer_themes(self) -> None:
        """Ours and no others: every colour in `roadmap.tcss` was looked at with each of them."""
        for own in THEMES:
            self.register_theme(own)
        for name in self.available_themes.keys() - {own.name for own in THEMES}:
            self.unregister_theme(name)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Stands in for our own variables while Textual's first theme is still in force."""
        return {"cursor-line": "ansi_default"}

    def get_default_screen(self) -> Screen[None]:
        """The first screen."""
        return self.first

    def on_load(self) -> None:
        """Be ready to be ended before the terminal is taken over.

        Textual itself would go without a word, and leave the terminal as it is.
        """
        # Back from the shell, Textual draws only what has changed since, but the shell has drawn over everything.
        self.app_resume_signal.subscribe(self, lambda _: self.screen.refresh(layout=True))
        if not self.is_headless:
            loop = asyncio.get_running_loop()
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
                loop.add_signal_handler(number, partial(self.exit, return_code=128 + number))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """What the palette offers: every command of the table, and the choice of a theme."""
        yield SystemCommand("Theme", "Choose the colours", self.action_change_theme)
        if isinstance(screen, MainScreen):
            for command in COMMANDS:
                if command.id != "app.palette":
                    yield SystemCommand(command.title, keys_label(command.keys), partial(self._run, command, screen))

    async def _run(self, command: Command, screen: MainScreen) -> None:
        """Run a command as if its key had been pressed where it is answered."""
        answering: dict[Place, DOMNode] = {Place.MAIN: screen, Place.APP: self}
        await self.run_action(command.action, default_namespace=answering.get(command.place, screen.topic_tree))

    def action_help(self) -> None:
        """Show the keys that are bound now."""
        live_keys: dict[str, list[str]] = {}
        for key, active in self.screen.active_bindings.items():
            live_keys.setdefault(active.binding.id or "", []).append(key)
        self.push_screen(HelpScreen(live_keys))

    async def action_quit(self) -> None:
        """Leave as soon as everything is on disk."""
        if isinstance(self.first, MainScreen):
            self.first.leave()
        else:
            self.exit()

    def on_main_screen_all_saved(self) -> None:
        """Nothing keeps the reader."""
        self.exit()

    def on_main_screen_saving_fails(self, message: MainScreen.SavingFails) -> None:
        """Ask, once, before marks are lost."""
        if not isinstance(self.screen, QuitScreen):
            self.push_screen(QuitScreen(message.state), self._answered)

    def _answered(self, is_leaving: bool | None) -> None:
        if is_leaving:
            self.exit()
        elif isinstance(self.first, MainScreen):
            self.first.stay()

    def _fatal_error(self) -> None:
        """Say an unexpected error in one line.

        Textual would print the traceback with its local variables, and with them whatever a roadmap's author wrote.
        """
        self.crash_report = write_report(self.locations.log)
        self.panic(Text(f"roadmap-tui made a mistake of its own. {self.crash_report}"))


def run_app(locations: Locations, device: Device, now: Callable[[], datetime], reference: str | None) -> int:
    """Run the app until the reader leaves it.

    Args:
        locations: This user's files.
        device: The name of this machine.
        now: The wall clock, UTC.
        reference: The roadmap to open; the one used last when None.

    Returns:
        The exit code.

    Raises:
        NotFoundError: There is no such roadmap.
        StorageError: The app has ended, and marks could not be saved.
    """
    before = session.load(locations.session)
    path = library.find(reference or library.last_or_bundled(before.last, locations.roadmaps), locations.roadmaps)
    try:
        tally, log = _read(path, locations, device)
    except RoadmapError as error:
        RoadmapApp(ProblemScreen(str(error)), locations, glyphs=_glyphs()).run()
        raise
    place = before.places.get(tally.roadmap.id, session.Place())
    screen = MainScreen(tally, log, now, _glyphs(), place)
    app = RoadmapApp(screen, locations, glyphs=_glyphs())
    try:
        app.run()
    finally:
        unsaved = screen.saver.close(CLOSING_TIMEOUT_S)
        _remember(locations, library.reference(path), screen)
    return _exit_code(app, unsaved)


def _remember(locations: Locations, reference: str, screen: MainScreen) -> None:
    """Keep where the reader was; another window may have been left since this one was opened."""
    left = session.load(locations.session)
    session.save(locations.session, left.left_at(reference, screen.tally.roadmap.id, screen.topic_tree.place))


def _read(path: Path, locations: Locations, device: Device) -> tuple[Tally, ProgressLog]:
    roadmap = library.load(path)
    log = ProgressLog(locations.progress, device)
    return Tally(Progress(roadmap, device).with_marks(log.read())), log


def _exit_code(app: RoadmapApp, unsaved: SaveState) -> int:
    if unsaved.waiting:
        raise StorageError(f"{plural(unsaved.waiting, 'mark')} not saved. {unsaved.error}")
    return EXIT_CRASH if app.crash_report else app.return_code or 0


def _glyphs() -> Glyphs:
    """The glyphs that the terminal can show, as far as its encoding tells."""
    encoding = (sys.__stdout__ and sys.__stdout__.encoding) or "ascii"
    return UNICODE if encoding.lower().replace("-", "") == "utf8" else ASCII

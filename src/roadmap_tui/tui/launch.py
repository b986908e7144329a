"""Runs the app: opens the roadmap, and saves the session and the first frame for the next start."""

import gc
import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress
from datetime import datetime
from pathlib import Path

from roadmap_tui.core.settings import Settings
from roadmap_tui.core.text import plural
from roadmap_tui.errors import EXIT_CRASH, RoadmapError, StorageError
from roadmap_tui.first_frame import Stamp
from roadmap_tui.presentation.commands import key_label, keys_of
from roadmap_tui.presentation.glyphs import GLYPHS, Glyphs, suitable_glyphs
from roadmap_tui.storage import device, library, session
from roadmap_tui.storage import settings as settings_file
from roadmap_tui.storage.caches import Caches
from roadmap_tui.storage.device import OwnDevice
from roadmap_tui.storage.drafts import Drafts
from roadmap_tui.storage.locations import Locations
from roadmap_tui.storage.log import ProgressLog
from roadmap_tui.storage.opening import OpenRoadmap, open_roadmap
from roadmap_tui.tui.app import CLOSING_TIMEOUT_S, RoadmapApp, remember_place
from roadmap_tui.tui.screens.main import MainScreen
from roadmap_tui.tui.screens.problem import ProblemScreen
from roadmap_tui.tui.terminal import first_frame
from roadmap_tui.tui.workspace.saver import SaveState
from roadmap_tui.tui.workspace.workspace import Workspace

SWITCH_INTERVAL_S = 0.0005
"""How long a key may wait for another thread; Python's own is 5 ms, and a key pays it several times."""


def run_app(
    locations: Locations,
    own: OwnDevice,
    now: Callable[[], datetime],
    reference: str | None,
    loaded: settings_file.LoadedSettings = settings_file.NO_SETTINGS,
    waiting: Callable[[str], AbstractContextManager[None]] = lambda _: nullcontext(),
) -> int:
    """Run the app until the user leaves it.

    Args:
        locations: This user's files.
        own: The device of this installation, which is kept if it is new.
        now: The wall clock, UTC.
        reference: The roadmap to open; the one used last when None.
        loaded: The user's settings.
        waiting: Shows a sentence while the roadmap is read.

    Returns:
        The exit code.

    Raises:
        NotFoundError: There is no such roadmap.
        StorageError: The app has ended, and marks could not be saved.
    """
    before = session.load(locations.session)
    settings, glyphs = loaded.settings, _glyphs(loaded.settings)
    name = reference or library.last_or_bundled(before.last, locations.roadmaps, settings.roadmap)
    path = library.find(name, locations.roadmaps)
    known = first_frame.stamps(locations.settings, locations.roadmaps, path)
    caches = Caches(locations)

    def opened_by(own: OwnDevice) -> OpenRoadmap:
        log = ProgressLog(locations.progress, *own)
        return open_roadmap(path, log, caches.roadmaps.load, caches.progress.fold)

    try:
        with waiting(f"Reading {path.name}"):
            opened = opened_by(own)
            if (claimed := device.claim(locations, own)) != own:  # another process has named the device meanwhile
                opened = opened_by(claimed)
    except RoadmapError as error:
        problem = ProblemScreen(str(error), key_label(keys_of("app.quit", settings.keys)[0]), glyphs)
        RoadmapApp(problem, locations, theme=settings.theme, glyphs=glyphs, settings=settings).run()
        raise
    workspace = Workspace(
        opened.tally,
        opened.log,
        now,
        locations,
        glyphs=glyphs,
        settings=settings,
        setting_problems=loaded.problems,
        file=opened.file,
        drafts=Drafts(locations.drafts),
    )
    screen = MainScreen(workspace, before.views.get(opened.tally.roadmap.id, session.ViewState()))
    app = RoadmapApp(screen, locations, theme=settings.theme, glyphs=glyphs, settings=settings, when_idle=caches.flush)
    unsaved, left = _run(app, screen, locations)
    if left and not unsaved.waiting and app.first is screen and _is_about(screen, path):
        _keep_frame(app, locations, left, known, opened.log.stamps())
    code = _exit_code(app, unsaved)
    with suppress(KeyboardInterrupt):  # it may take a second or two, and Ctrl+C skips it
        caches.flush()
    return code


def _run(app: RoadmapApp, screen: MainScreen, locations: Locations) -> tuple[SaveState, session.Session | None]:
    """Run the app; gives what could not be saved, and the session with the user's position."""
    # All of this stays in use: the collector need not search 100,000 topics again and again.
    gc.freeze()
    gc.enable()
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    try:
        app.run()
    finally:
        last = app.first if isinstance(app.first, MainScreen) else screen
        unsaved = last.workspace.saver.close(CLOSING_TIMEOUT_S)
        left = remember_place(locations, last)
    return unsaved, left


def _is_about(screen: MainScreen, path: Path) -> bool:
    """Whether the next start would open what this screen shows."""
    return screen.workspace.file is not None and screen.workspace.file.path == path


def _keep_frame(
    app: RoadmapApp, locations: Locations, left: session.Session, known: dict[str, Stamp], logs: dict[str, Stamp] | None
) -> None:
    """Save the frame of the next start, unless another window has changed a file it depends on."""
    saved = first_frame.stamps(locations.session)
    has_all = isinstance(app.first, MainScreen) and app.first.saving.has_shown_all
    if app.last_frame and has_all and logs and session.load(locations.session) == left:
        first_frame.keep(app, app.last_frame, {**known, **logs, **saved})


def _exit_code(app: RoadmapApp, unsaved: SaveState) -> int:
    if unsaved.waiting:
        raise StorageError(f"{plural(unsaved.waiting, 'mark')} not saved. {unsaved.error}")
    return EXIT_CRASH if app.crash_report else app.return_code or 0


def _glyphs(settings: Settings) -> Glyphs:
    """The glyphs of the settings, else those that the terminal can show."""
    if settings.glyphs:
        return GLYPHS[settings.glyphs]
    return suitable_glyphs(sys.__stdout__.encoding if sys.__stdout__ else None, os.environ)

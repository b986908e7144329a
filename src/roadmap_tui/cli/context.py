"""The context of a command: the user's files, this device, the clock, and what is read with them."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from roadmap_tui.cli.output import print_message
from roadmap_tui.cli.progress_line import progress_line
from roadmap_tui.core.counts import Tally
from roadmap_tui.core.marks import Device, Mark, Step
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.roadmap import Roadmap
from roadmap_tui.core.stats import DayBoundary, as_of
from roadmap_tui.storage import device, library, session
from roadmap_tui.storage.caches import Caches
from roadmap_tui.storage.device import OwnDevice
from roadmap_tui.storage.locations import Locations, user_locations
from roadmap_tui.storage.log import ProgressLog

if TYPE_CHECKING:
    from roadmap_tui.core.settings import Settings
    from roadmap_tui.storage import settings as settings_file


class Context:
    """The surroundings of one command."""

    def __init__(self, locations: Locations, own: OwnDevice, now: Callable[[], datetime]) -> None:
        """Nothing is read yet.

        Args:
            locations: This user's files.
            own: The device of this installation.
            now: The wall clock, UTC.
        """
        self.locations = locations
        self.own = own
        self.now = now
        self.log = ProgressLog(locations.progress, *own)
        self.caches = Caches(locations)
        self._writes = False

    @property
    def device(self) -> Device:
        """The name of this device."""
        return self.own.name

    @classmethod
    def of_user(cls) -> "Context":
        """The surroundings of the user who runs the program."""
        locations = user_locations()
        return cls(locations, device.load(locations), lambda: datetime.now(UTC))

    @cached_property
    def loaded(self) -> "settings_file.LoadedSettings":
        """The user's settings; what is wrong with them is said on stderr, once, and stops nothing."""
        from roadmap_tui.storage import settings as settings_file

        loaded = settings_file.load(self.locations, _usual_keys)
        for sentence in loaded.problems:
            print_message(sentence)
        return loaded

    @property
    def settings(self) -> "Settings":
        """The user's choices."""
        return self.loaded.settings

    @property
    def days(self) -> DayBoundary:
        """When a day begins, by this machine's clock and the user's choice."""
        return DayBoundary(None, self.settings.day_starts_at)

    def roadmap(self, reference: str | None) -> Roadmap:
        """The roadmap that is meant; the one used last when none is named.

        Raises:
            RoadmapError: There is no such roadmap, or it cannot be read. Another one never takes its place, because
                marks would go to the wrong roadmap.
        """
        path = library.find(self.name(reference), self.locations.roadmaps)
        with progress_line(f"Reading {path.name}"):
            return self.caches.roadmaps.load(path)

    def name(self, reference: str | None) -> str:
        """The reference of the roadmap to use; raises `NotFoundError` when none is named and the last one is gone."""
        last = None if reference else session.load(self.locations.session).last
        if last:
            library.require_last(last, self.locations.roadmaps)
        return reference or last or self.settings.roadmap or library.BUNDLED_ID

    def progress(self, roadmap: Roadmap) -> Progress:
        """The progress on it from all devices. Problems in the logs are said on stderr."""
        with progress_line("Reading your progress"):
            progress = self.caches.progress.fold(self.log, roadmap)
        for sentence in self.log.problems.sentences():
            print_message(sentence)
        return progress

    def tally(self, reference: str | None, day: date | None = None) -> Tally:
        """The counts of the roadmap that is meant, now or as they were at the end of a day."""
        progress = self.progress(self.roadmap(reference))
        return Tally(as_of(progress, day, self.days) if day else progress)

    def save(self, marks: Step | list[Mark]) -> None:
        """Put marks on disk; raises `StorageError` when that fails."""
        if marks:
            self.claim_device()
            self.log.append(marks)
        self._writes = True

    def claim_device(self) -> None:
        """Keep the name of this device, which the first mark needs."""
        own = device.claim(self.locations, self.own)
        if own != self.own:
            self.own, self.log = own, ProgressLog(self.locations.progress, *own)

    def keep_caches(self) -> None:
        """Write down for the next command what took time, if this one writes at all; it has said all it has to say."""
        if self._writes:
            with suppress(KeyboardInterrupt):
                self.caches.flush()


def _usual_keys() -> Mapping[str, Sequence[str]]:
    from roadmap_tui.presentation.commands import DEFAULT_KEYS

    return DEFAULT_KEYS

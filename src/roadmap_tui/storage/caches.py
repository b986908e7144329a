"""The files that make the next start quick. Deleting them at any time loses nothing."""

from roadmap_tui.storage.locations import Locations
from roadmap_tui.storage.progress_cache import ProgressCache
from roadmap_tui.storage.roadmap_cache import RoadmapCache


class Caches:
    """Of compiled roadmaps, and of what the logs came to."""

    def __init__(self, locations: Locations) -> None:
        """Nothing is read yet."""
        self.roadmaps = RoadmapCache(locations.compiled)
        self.progress = ProgressCache(locations.folded)

    def flush(self) -> None:
        """Write down what is not up to date, if anything."""
        self.roadmaps.flush()
        self.progress.flush()

"""Renews `docs/screenshot.svg`, the README's picture: the app itself, on the bundled roadmap, after a few weeks."""

import asyncio
import re
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from roadmap_tui.core.actions import set_status
from roadmap_tui.core.counts import Tally
from roadmap_tui.core.marks import Device, Status
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.roadmap import NodeId, Roadmap
from roadmap_tui.storage import library
from roadmap_tui.storage.locations import Locations
from roadmap_tui.storage.log import ProgressLog
from roadmap_tui.storage.session import ViewState
from roadmap_tui.tui.app import RoadmapApp
from roadmap_tui.tui.screens.main import MainScreen
from roadmap_tui.tui.workspace.workspace import Workspace

PICTURE = Path(__file__).with_name("screenshot.svg")
DEVICE = Device("laptop")
SIZE = (110, 32)

_FONT_FACE = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
"""The picture uses the viewer's own monospace font instead of fetching one."""

MARKED = {
    Status.DONE: [
        "databases.relational.er-models",
        "databases.relational.sql",
        "databases.relational.normal-forms",
        "databases.relational.constraints",
        "databases.nosql.stores.redis",
        "tools.git",
        "networking",
        "apis.http-semantics",
    ],
    Status.DOING: ["databases.relational.indexes", "databases.queues.brokers.kafka"],
    Status.SKIPPED: ["databases.nosql.stores.neo4j"],
}
FOLDED_BUT = ("databases", "databases.relational", "databases.nosql")


def sample_progress(roadmap: Roadmap) -> Progress:
    """What a reader might have marked after a few weeks, an act a day."""
    progress, now = Progress(roadmap, DEVICE), datetime(2026, 11, 2, 18, tzinfo=UTC)
    for status, names in MARKED.items():
        for name in names:
            topics = roadmap.topics_marked_by(roadmap.indexes[NodeId(name)])
            progress = progress.with_marks(set_status(progress, topics, status, now))
            now += timedelta(days=1)
    return progress


async def picture(home: Path) -> str:
    """The main screen as SVG."""
    locations = Locations(home, home, home, home)
    roadmap = library.load(library.bundled_path())
    folded = tuple(node.id for _, node in roadmap.sections() if node.id not in FOLDED_BUT)
    place = ViewState(NodeId("databases.relational.indexes"), folded)
    log = ProgressLog(locations.progress, DEVICE)
    workspace = Workspace(Tally(sample_progress(roadmap)), log, lambda: datetime.now(UTC), locations)
    screen = MainScreen(workspace, place)
    app = RoadmapApp(screen, locations)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        return _FONT_FACE.sub("", app.export_screenshot(simplify=True))


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        PICTURE.write_text(asyncio.run(picture(Path(folder))), encoding="utf-8")
    sys.stdout.write(f"{PICTURE}\n")

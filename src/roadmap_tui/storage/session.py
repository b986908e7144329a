"""How the app was left: the roadmap used last, and for each roadmap the folded sections and the cursor.

A convenience in the state folder. Whatever is wrong with the file, it is as if there were none, and nothing else is
lost.
"""

import contextlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from roadmap_tui.core.roadmap import NodeId, RoadmapId
from roadmap_tui.storage import files

MAX_BYTES = 16 * 2**20


class ViewState(NamedTuple):
    """Where the reader was in one roadmap."""

    cursor: NodeId | None = None
    folded: tuple[NodeId, ...] | None = None
    """None until the reader was there once: what is folded at first is for the app to choose."""


class Session(NamedTuple):
    """How the app was left."""

    last: str | None = None
    """What finds the roadmap used last again: the id of the bundled one, or the absolute path of its file."""

    views: Mapping[RoadmapId, ViewState] = {}

    def with_view(self, reference: str, roadmap: RoadmapId, place: ViewState) -> "Session":
        """This session after the app was left there."""
        return Session(reference, {**self.views, roadmap: place})


def load(path: Path) -> Session:
    """How the app was left; an empty session when there is no file or no sense in it."""
    try:
        entry = json.loads(files.read_regular(path, MAX_BYTES))
        places = {RoadmapId(name): _place(place) for name, place in entry["places"].items()}
        last = entry["last"]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Session()
    return Session(last if isinstance(last, str) else None, places)


def save(path: Path, session: Session) -> None:
    """Keep it for the next start, if the disk lets us."""
    places = {name: place._asdict() for name, place in session.views.items()}
    with contextlib.suppress(OSError):
        files.write_whole(path, json.dumps({"last": session.last, "places": places}, indent=1).encode())


def _place(entry: Mapping[str, object]) -> ViewState:
    cursor, folded = entry.get("cursor"), entry.get("folded")
    return ViewState(
        cursor=NodeId(cursor) if isinstance(cursor, str) else None,
        folded=tuple(NodeId(name) for name in folded if isinstance(name, str)) if isinstance(folded, list) else None,
    )

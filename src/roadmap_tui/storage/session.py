"""The session: the roadmap used last, and for each roadmap the folded sections and the cursor.

A convenience in the state folder: a file that cannot be used counts as no file.
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
    """The folds and the cursor of one roadmap."""

    cursor: NodeId | None = None
    folded: tuple[NodeId, ...] | None = None
    """None until the user was there once: what is folded at first is for the app to choose."""


class Session(NamedTuple):
    """The state in which the app was closed."""

    last: str | None = None
    """What finds the roadmap used last again: the id of the bundled one, or the absolute path of its file."""

    views: Mapping[RoadmapId, ViewState] = {}

    def with_view(self, reference: str, roadmap: RoadmapId, place: ViewState) -> "Session":
        """This session after the app was left there."""
        return Session(reference, {**self.views, roadmap: place})


def load(path: Path) -> Session:
    """Load the session; an empty one when there is no file or it cannot be used."""
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
        files.write_own(path, json.dumps({"last": session.last, "places": places}, indent=1).encode())


def _place(entry: Mapping[str, object]) -> ViewState:
    cursor, folded = entry.get("cursor"), entry.get("folded")
    return ViewState(
        cursor=NodeId(cursor) if isinstance(cursor, str) else None,
        folded=tuple(NodeId(name) for name in folded if isinstance(name, str)) if isinstance(folded, list) else None,
    )

"""What tests share: a small roadmap, a home of their own, a clock that stands still until told otherwise.

Every difference between machines is removed here, once: clock, time zone, terminal, user folders.
"""

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings

from roadmap_tui.core.marks import Device
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.roadmap import Node, NodeId, Roadmap, RoadmapId, build_roadmap
from roadmap_tui.storage.locations import Locations

os.environ.update(TZ="UTC", TEXTUAL_ANIMATIONS="none", COLORTERM="truecolor", TERM="xterm-256color", LANG="C.UTF-8")
for name in ("NO_COLOR", "COLUMNS", "LINES", "LC_ALL", "LC_CTYPE"):
    os.environ.pop(name, None)
time.tzset()

# The suite says the same of the same sources each time; `--hypothesis-profile default` tries new examples.
settings.register_profile("same-examples", derandomize=True, database=None)
settings.load_profile("same-examples")

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)

SMALL_ROADMAP = """\
format = 1
id = "small"
title = "A small roadmap"

[data]
title = "Data"
about = "Where *data* lives."

[data.sql]
title = "SQL"
about = "Ask for rows."
links = [{ title = "A tutorial", by = "Ann", url = "https://example.org/sql", kind = "course", free = true }]
level = "core"
minutes = 90
tags = ["sql"]
origin = "post"

[data.indexes]
title = "Indexes"
after = ["data.sql"]

[data.stores]
title = "Stores"

[data.stores.redis]
title = "Redis"

[data.stores.mongodb]
title = "MongoDB"

[tools]
title = "Tools"

[tools.git]
title = "Git"
topic = true

[tools.git.rebase]
title = "Rebase"

[tools.make]
title = "Make"
"""
"""Two sections, one of them nested, a topic with a child, a prerequisite: seven topics."""


class Clock:
    """A wall clock that moves only when told."""

    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> datetime:
        return self.time

    def tick(self, **by: float) -> datetime:
        """Move on, by a second if nothing else is said."""
        self.time += timedelta(**by) if by else timedelta(seconds=1)
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def locations(tmp_path: Path) -> Locations:
    return Locations(tmp_path / "data", tmp_path / "config", tmp_path / "state", tmp_path / "cache")


@pytest.fixture
def small_file(tmp_path: Path) -> Path:
    path = tmp_path / "small.toml"
    path.write_text(SMALL_ROADMAP)
    return path


@pytest.fixture
def roadmap() -> Roadmap:
    """The same as `SMALL_ROADMAP`, without its attributes."""
    return make_roadmap(
        ("", "A small roadmap", False),
        ("data", "Data", False),
        ("data.sql", "SQL", True),
        ("data.indexes", "Indexes", True),
        ("data.stores", "Stores", False),
        ("data.stores.redis", "Redis", True),
        ("data.stores.mongodb", "MongoDB", True),
        ("tools", "Tools", False),
        ("tools.git", "Git", True),
        ("tools.git.rebase", "Rebase", True),
        ("tools.make", "Make", True),
    )


@pytest.fixture
def progress(roadmap: Roadmap) -> Progress:
    return Progress(roadmap, Device("laptop"))


def make_roadmap(*rows: tuple[str, str, bool], roadmap_id: str = "small") -> Roadmap:
    """A roadmap from ids, titles and whether each is a topic, in file order, the root first."""
    ids = [node_id for node_id, _, _ in rows]
    return build_roadmap(
        RoadmapId(roadmap_id),
        [
            Node(
                id=NodeId(node_id),
                title=title,
                depth=node_id.count(".") + 1 if node_id else 0,
                parent=ids.index(node_id.rpartition(".")[0]) if node_id else -1,
                end=_end(ids, index),
                is_topic=is_topic,
            )
            for index, (node_id, title, is_topic) in enumerate(rows)
        ],
    )


def _end(ids: list[str], index: int) -> int:
    inside = (
        place for place in range(index + 1, len(ids)) if not ids[place].startswith(f"{ids[index]}.") and ids[index]
    )
    return next(inside, len(ids))


@pytest.fixture(autouse=True)
def _no_real_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Whatever a test forgets to hand in ends up in its own folder, not in the developer's."""
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    yield

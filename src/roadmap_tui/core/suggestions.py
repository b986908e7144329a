"""What to learn next."""

from collections import Counter
from typing import NamedTuple

from roadmap_tui.core.progress import Status
from roadmap_tui.core.roadmap import Level, Node
from roadmap_tui.core.summary import Tally

_LEVEL_ORDER = {Level.CORE: 0, None: 1, Level.MORE: 1, Level.OPTIONAL: 2}


class Suggestion(NamedTuple):
    """A topic worth taking up now."""

    position: int
    """In `Roadmap.nodes`."""

    unlocks: int
    """How many open topics name it as a prerequisite."""


def suggestions(tally: Tally) -> list[Suggestion]:
    """Every topic that can be taken up now, the best first.

    What is in progress comes first; then what is to do and has all its prerequisites behind it, by level and, within a
    level, in the order of the roadmap, which its author chose.
    """
    nodes = tally.roadmap.nodes
    unlocks = Counter(needed for index in open_topics(tally) for needed in nodes[index].after)
    ready = [index for index in open_topics(tally) if not unmet(tally, nodes[index])]
    ready.sort(key=lambda index: (tally.statuses[index] is not Status.DOING, _LEVEL_ORDER[nodes[index].level]))
    return [Suggestion(index, unlocks[nodes[index].id]) for index in ready]


def open_topics(tally: Tally) -> list[int]:
    """Indexes of the topics that are to do or in progress, in file order."""
    return [index for index, node in enumerate(tally.roadmap.nodes) if node.is_topic and tally.statuses[index].is_open]


def unmet(tally: Tally, node: Node) -> list[int]:
    """Indexes of the prerequisites that are still open; a section counts as open until it is complete.

    What the reader has begun is theirs to judge, so a topic in progress has none.
    """
    if tally.progress.status(node.id) is Status.DOING:
        return []
    needed = [tally.roadmap.positions[node_id] for node_id in node.after]
    return [index for index in needed if not tally.summaries[index].is_complete]

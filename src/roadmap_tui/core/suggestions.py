"""What to learn next, and why.

What is in progress comes first; then what is to do and has all its prerequisites behind it: by level, by how much it
unlocks, by time, the shorter first, and then in the order of the roadmap, which its author chose.
"""

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from roadmap_tui.core.counts import Tally
from roadmap_tui.core.marks import Status
from roadmap_tui.core.roadmap import Level, Node, NodeId, Roadmap

_LEVEL_ORDER = {Level.CORE: 0, None: 1, Level.MORE: 1, Level.OPTIONAL: 2}
_UNKNOWN_TIME = 1 << 30
"""Minutes of a topic that does not say: it comes after those that do."""

MOST_UNLOCKED = 99
"""Counting ends here, so that a roadmap in which everything hangs together costs no more than another."""


class Suggestion(NamedTuple):
    """A topic worth taking up."""

    node_index: int
    """In `Roadmap.nodes`."""

    unlocks: int
    """How many open topics wait for it, directly or through others, 0 to `MOST_UNLOCKED`."""

    needs: tuple[int, ...] = ()
    """Prerequisites that are still open, in `Roadmap.nodes`; empty when it can be taken up now."""


Dependents = Sequence[tuple[list[int], ...]]
"""For each of `Roadmap.nodes` the topics there that have a section it is in, or itself, as a prerequisite."""


def dependents(roadmap: Roadmap) -> Dependents:
    """The topics that wait for each topic; this depends on the roadmap alone."""
    named: dict[NodeId, list[int]] = {}
    for index, node in enumerate(roadmap.nodes):
        for needed in node.after if node.is_topic else ():
            named.setdefault(needed, []).append(index)
    found: list[tuple[list[int], ...]] = []
    for node in roadmap.nodes:
        above = found[node.parent] if node.parent >= 0 else ()
        found.append((*above, named[node.id]) if node.id in named else above)
    return found


def suggestions(tally: Tally, *, with_blocked: bool = False) -> list[Suggestion]:
    """Every topic that can be taken up now, the best first.

    Args:
        tally: The counts.
        with_blocked: Whether those with open prerequisites follow, in the same order among themselves.
    """
    waits = dependents(tally.roadmap)
    found = [
        Suggestion(index, 0, tuple(unmet_prerequisites(tally, tally.roadmap.nodes[index])))
        for index in open_topics(tally)
    ]
    chosen = (each for each in found if with_blocked or not each.needs)
    unlocks = _Unlocks(tally, waits)
    counted = [each._replace(unlocks=unlocks.of(each.node_index)) for each in chosen]
    return sorted(counted, key=lambda each: (bool(each.needs), *_class(tally, each.node_index), *_order(tally, each)))


def next_up(tally: Tally, waits: Dependents) -> Suggestion | None:
    """The first of `suggestions`, found without looking closely at the others; None when there is none.

    Args:
        tally: The counts.
        waits: `waiting` of its roadmap.
    """
    unlocks = _Unlocks(tally, waits)
    classes: dict[tuple[bool, int], list[int]] = {}
    for index in open_topics(tally):
        classes.setdefault(_class(tally, index), []).append(index)
    for best in sorted(classes):
        ready = (index for index in classes[best] if not unmet_prerequisites(tally, tally.roadmap.nodes[index]))
        found = [Suggestion(index, unlocks.of(index)) for index in ready]
        if found:
            return min(found, key=lambda each: _order(tally, each))
    return None


def open_topics(tally: Tally) -> list[int]:
    """Indexes of the topics that are to do or in progress, in file order."""
    return [index for index, node in enumerate(tally.roadmap.nodes) if node.is_topic and tally.statuses[index].is_open]


def unmet_prerequisites(tally: Tally, node: Node) -> list[int]:
    """Indexes of the prerequisites that are still open; a section counts as open until it is complete.

    What the user has begun is theirs to judge, so a topic in progress has none.
    """
    if not node.after or tally.progress.status(node.id) is Status.DOING:
        return []
    needed = [tally.roadmap.indexes[node_id] for node_id in node.after]
    return [index for index in needed if not tally.summaries[index].is_complete]


def _class(tally: Tally, index: int) -> tuple[bool, int]:
    """The first sort keys, which are cheap to compute."""
    return tally.statuses[index] is not Status.DOING, _LEVEL_ORDER[tally.roadmap.nodes[index].level]


def _order(tally: Tally, suggestion: Suggestion) -> tuple[int, int, int]:
    minutes = tally.roadmap.nodes[suggestion.node_index].minutes
    return -suggestion.unlocks, minutes or _UNKNOWN_TIME, suggestion.node_index


class _Unlocks:
    """The number of open topics that wait for a topic, or for a section it is in, directly or through others.

    The topics of a section for which others wait are waited for by the same ones, which are looked up once.
    """

    def __init__(self, tally: Tally, waits: Dependents) -> None:
        self._tally = tally
        self._waits = waits
        self._known: dict[int, set[int]] = {}

    def of(self, index: int) -> int:
        """At most `MOST_UNLOCKED`."""
        named = self._waits[index]
        known = self._known.get(id(named))
        if known is None:
            known = self._known[id(named)] = self._behind(index)
        return min(len(known) - (index in known), MOST_UNLOCKED)

    def _behind(self, index: int) -> set[int]:
        found: set[int] = set()
        ahead = [index]
        while ahead and len(found) <= MOST_UNLOCKED:
            fresh = {each for each in chain(*self._waits[ahead.pop()]) if self._tally.statuses[each].is_open}
            ahead += fresh - found
            found |= fresh
        return found

"""The next edition of a roadmap: a draft that takes over the ids of the edition before it.

Everything here is a plain function of the editions and of what the user answered; what the marks make of it follows
from the ids and from `was`.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple

from roadmap_tui.core.marks import Status
from roadmap_tui.core.roadmap import ROOT, Node, NodeId, Roadmap, RoadmapId, build_roadmap
from roadmap_tui.core.update.draft import ParsedRoadmap
from roadmap_tui.core.update.ids import assign_ids
from roadmap_tui.core.update.matching import Matching, Pair, match

MAX_ID = 200
"""Characters of a node's id that a roadmap file may have."""


class PreviousEditions(NamedTuple):
    """The earlier editions that are known."""

    nodes: tuple[Node, ...]
    """The edition in the library, then what only older editions or marks know, parents before children."""

    current: int
    """How many of them are of the edition in the library."""

    without_progress: frozenset[int] = frozenset()
    """Which of them have no progress."""

    fingerprints: Mapping[Hashable, tuple[int, ...]] = {}
    """Every edition by what a user sees of it, with the place of each of its nodes in `nodes`."""


class Edition(NamedTuple):
    """A new edition and where it comes from."""

    roadmap: Roadmap
    matching: Matching
    previous: PreviousEditions
    statuses: Mapping[NodeId, Status]
    """What the source says of topics, where it says something."""


NO_PREVIOUS_EDITIONS = PreviousEditions((), 0)


def collect_previous(current: Roadmap, older: Iterable[Roadmap], marked: Mapping[NodeId, str]) -> PreviousEditions:
    """The edition in the library and, behind it, the topics that are no longer in it.

    Args:
        current: The edition in the library.
        older: Editions before it, the newest first.
        marked: Ids with marks that count, with the title that each had then.
    """
    nodes = list(current.nodes)
    places = {old: place for place, node in enumerate(nodes) for old in (*node.was, node.id)}
    shapes = {_fingerprint(current.nodes): tuple(range(len(nodes)))}
    for edition in older:
        _add_removed(nodes, places, edition)
        shapes.setdefault(_fingerprint(edition.nodes), tuple(_register(places, node) for node in edition.nodes))
    for node_id in sorted(marked.keys() - places.keys()):
        parent = places.get(NodeId(node_id.rpartition(".")[0]), 0)
        places[node_id] = len(nodes)
        nodes.append(Node(node_id, marked[node_id], nodes[parent].depth + 1, parent, 0, is_topic=True))
    spare = frozenset(i for i, node in enumerate(nodes) if not marked.keys() & {node.id, *node.was})
    return PreviousEditions(tuple(nodes), len(current.nodes), spare, shapes)


def _fingerprint(nodes: Sequence[Node]) -> Hashable:
    """The visible content of an edition, which tells twins apart when a whole edition comes back."""
    return tuple((node.title, node.parent, node.is_topic, tuple(link.url for link in node.links)) for node in nodes[1:])


def _register(places: Mapping[NodeId, int], node: Node) -> int:
    return next((places[known] for known in (node.id, *node.was) if known in places), 0)


def _add_removed(nodes: list[Node], places: dict[NodeId, int], edition: Roadmap) -> None:
    for node in edition.nodes[1:]:
        if node.id not in places and not any(was in places for was in node.was):
            parent = places.get(edition.nodes[node.parent].id, 0)
            for known in (node.id, *node.was):
                places[known] = len(nodes)
            nodes.append(node._replace(parent=parent))


def merge(
    roadmap_id: RoadmapId,
    draft: ParsedRoadmap,
    past: PreviousEditions = NO_PREVIOUS_EDITIONS,
    *,
    reserved: Collection[str],
    accepted: Collection[tuple[NodeId, NodeId]] | None = (),
    source: str | None = None,
    language: str | None = None,
) -> Edition:
    """Match a draft with the past and give it ids.

    Args:
        roadmap_id: What the roadmap calls itself.
        draft: What the source says; nodes that have ids already keep them.
        past: What there was before.
        reserved: What cannot be the last part of an id.
        accepted: Doubtful pairs that the user said yes to, as ids of the old and the new node; None for all.
        source: Where it comes from.
        language: What it is written in.
    """
    has_ids = any(node.id for node in draft.nodes)
    matching = _match(past, draft, by_id=has_ids)
    former = {pair.new: _ids(past.nodes[pair.old]) for pair in matching.certain if pair.new}
    ids = [node.id for node in draft.nodes] if has_ids else _name(draft, former, past, reserved)
    agreed = _accepted_pairs(matching, past, ids, accepted)
    for pair in agreed:
        former[pair.new] = (*former.get(pair.new, ()), *_ids(past.nodes[pair.old]))
    nodes = _with_ids(draft, ids, former)
    statuses = {ids[place]: status for place, status in enumerate(draft.statuses) if status is not Status.TODO}
    roadmap = build_roadmap(roadmap_id, nodes, source=source, language=language)
    return Edition(roadmap, _with_accepted(matching, agreed), past, statuses)


def _match(past: PreviousEditions, draft: ParsedRoadmap, *, by_id: bool) -> Matching:
    if not past.nodes:
        return Matching((), (), ())
    old = [node._replace(ref=draft.renamed_refs.get(node.ref or "", node.ref)) for node in past.nodes]
    known = () if by_id else past.fingerprints.get(_fingerprint(draft.nodes), ())
    return match(
        old, draft.nodes, by_id=by_id, current=past.current, without_progress=past.without_progress, fixed_pairs=known
    )


def _name(
    draft: ParsedRoadmap, former: Mapping[int, Sequence[NodeId]], past: PreviousEditions, reserved: Collection[str]
) -> list[NodeId]:
    taken = {each for node in past.nodes for each in _ids(node)}
    return assign_ids(draft.nodes, reserved=reserved, max_length=MAX_ID, former=former, taken=taken)


def _ids(node: Node) -> tuple[NodeId, ...]:
    return (node.id, *node.was) if node.id else ()


def _accepted_pairs(
    matching: Matching,
    past: PreviousEditions,
    ids: Sequence[NodeId],
    accepted: Collection[tuple[NodeId, NodeId]] | None,
) -> list[Pair]:
    """The doubtful pairs that count; of several for one topic the first."""
    wanted = (p for p in matching.ambiguous if accepted is None or (past.nodes[p.old].id, ids[p.new]) in accepted)
    first: dict[int, Pair] = {}
    for pair in wanted:
        first.setdefault(pair.new, pair)
    return list(first.values())


def _with_accepted(matching: Matching, agreed: Sequence[Pair]) -> Matching:
    """The matching after the user's answers."""
    doubtful = tuple(pair for pair in matching.ambiguous if pair not in agreed)
    certain = sorted((*matching.certain, *agreed), key=lambda pair: pair.new)
    return matching._replace(certain=tuple(certain), ambiguous=doubtful)


def _with_ids(draft: ParsedRoadmap, ids: Sequence[NodeId], former: Mapping[int, Sequence[NodeId]]) -> list[Node]:
    alive = set(ids)
    claimed: defaultdict[NodeId, int] = defaultdict(int)
    nodes = []
    for index, node in enumerate(draft.nodes):
        after = tuple(ids[need] for need in draft.needs[index]) or node.after
        was = [old for old in dict.fromkeys((*node.was, *former.get(index, ()))) if old not in alive]
        own = tuple(old for old in was if claimed.setdefault(old, index) == index)
        nodes.append(node._replace(id=ids[index] if index else ROOT, after=after, was=own))
    return nodes

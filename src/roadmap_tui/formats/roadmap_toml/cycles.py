"""Circles of `after`: what waits, in the end, for itself."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from roadmap_tui.formats.error_text import display
from roadmap_tui.formats.roadmap_toml.rows import Row
from roadmap_tui.formats.roadmap_toml.source_map import LocatedProblem, Location
from roadmap_tui.formats.toml_positions import Path


def circle_mistakes(rows: Sequence[Row], edges: Mapping[int, Mapping[int, Path]]) -> Iterator[LocatedProblem]:
    """Who needs a section needs all of its parts, so a circle may lead from a section down to one of them."""
    needs = {index: list(targets) for index, targets in edges.items()}
    for index, row in enumerate(rows if edges else ()):
        if row.depth > 1:
            needs.setdefault(row.parent, []).append(index)
    for circle in _circles(needs):
        index, target = next(pair for pair in pairwise(circle) if pair[1] in edges.get(pair[0], ()))
        message = f"after leads round in a circle: {_arrows([rows[index].id for index in circle])}"
        yield LocatedProblem(Location(index, edges[index][target]), message)


def _circles(edges: Mapping[int, Iterable[int]]) -> Iterator[list[int]]:
    """Circles as a depth-first walk closes them, each from a node round to itself; without these there are none."""
    left: set[int] = set()
    for start in edges:
        trail = {start: iter(edges[start])} if start not in left else {}
        while trail:
            node = next(reversed(trail))
            target = next(trail[node], None)
            if target is None:
                left.add(node)
                del trail[node]
            elif target in trail:
                nodes = list(trail)
                yield [*nodes[nodes.index(target) :], target]
            elif target in edges and target not in left:
                trail[target] = iter(edges[target])


def _arrows(ids: Sequence[str]) -> str:
    """Both ends show where to look; what lies between them may be a hundred thousand ids."""
    if len(ids) <= 10:
        return " → ".join(map(display, ids))
    return " → ".join([*map(display, ids[:5]), f"({len(ids) - 8} more)", *map(display, ids[-3:])])

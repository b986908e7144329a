"""Problems in the ids that name other sections and topics: `after` (prerequisites), its cycles, `was` (former ids)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise

from roadmap_tui.formats.error_text import did_you_mean, display, quote
from roadmap_tui.formats.roadmap_toml.rows import Row
from roadmap_tui.formats.roadmap_toml.schema import node_id_problem
from roadmap_tui.formats.roadmap_toml.source_map import LocatedProblem, Location
from roadmap_tui.formats.toml_positions import Path

_MAX_COMPARISONS = 100_000
"""Comparisons of ids, to guess the meaning of wrong ones; about a second."""


def reference_problems(rows: Sequence[Row]) -> Iterator[LocatedProblem]:
    """Find every problem with the ids that rows name."""
    ids = _KnownIds(rows)
    yield from _after_problems(rows, ids)
    yield from _was_problems(rows, ids)


class _KnownIds:
    """The ids of the sections and topics."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = {row.id: index for index, row in enumerate(rows) if row.depth}
        """Which row has an id."""
        self._comparisons_left = _MAX_COMPARISONS

    def guess(self, missing: str) -> str:
        """A question after the id that may be meant: one with the same last part, else a similar one; or nothing."""
        namesakes = self._by_last_part.get(missing.rpartition(".")[2], ())
        self._comparisons_left -= len(namesakes or self.rows)
        if self._comparisons_left < 0:
            return ""
        return did_you_mean(missing, namesakes, 0) if namesakes else did_you_mean(missing, self.rows)

    @cached_property
    def _by_last_part(self) -> Mapping[str, Sequence[str]]:
        groups: dict[str, list[str]] = {}
        for node_id in self.rows:
            groups.setdefault(node_id.rpartition(".")[2], []).append(node_id)
        return groups


def _entries(row: Row, attribute: str) -> Iterator[tuple[str, Path]]:
    """The texts in a list with their paths; other values in it are reported by `attribute_problems`."""
    entries = row.attributes.get(attribute)
    if isinstance(entries, list):
        for number, entry in enumerate(entries):
            if isinstance(entry, str):
                yield entry, (attribute, number)


def _after_problems(rows: Sequence[Row], ids: _KnownIds) -> Iterator[LocatedProblem]:
    edges: dict[int, dict[int, Path]] = {}
    for index, row in enumerate(rows):
        for entry, path in _entries(row, "after"):
            targets = edges.setdefault(index, {})
            if problem := _after_problem(row.id, entry, ids):
                yield LocatedProblem(Location(index, path), f"after names {quote(entry)}, {problem}")
            elif targets.setdefault(ids.rows[entry], path) is not path:
                yield LocatedProblem(Location(index, path), f"after names {quote(entry)} twice")
    yield from _cycle_problems(rows, edges)


def _after_problem(node_id: str, entry: str, ids: _KnownIds) -> str | None:
    if entry not in ids.rows:
        return f"which does not exist{ids.guess(entry)}"
    if entry == node_id:
        return "which is itself"
    if node_id.startswith(f"{entry}."):
        return "which it is a part of"
    return "which is a part of it" if entry.startswith(f"{node_id}.") else None


def _was_problems(rows: Sequence[Row], ids: _KnownIds) -> Iterator[LocatedProblem]:
    claims: dict[str, Location] = {}
    for index, row in enumerate(rows):
        for entry, path in _entries(row, "was"):
            place = Location(index, path)
            first = claims.setdefault(entry, place)
            if problem := node_id_problem(entry):
                yield LocatedProblem(place, f"was names {quote(entry)}, which is no id: it {problem}")
            elif entry in ids.rows:
                yield LocatedProblem(
                    place, f"was names {quote(entry)}, which is an id in use", Location(ids.rows[entry])
                )
            elif first is not place:
                owner = "it" if first.row == index else quote(rows[first.row].id)
                yield LocatedProblem(place, f"was names {quote(entry)}, which {owner} names already", first)


def _cycle_problems(rows: Sequence[Row], edges: Mapping[int, Mapping[int, Path]]) -> Iterator[LocatedProblem]:
    """Find cycles of required nodes; a section requires all of its parts, so a cycle may lead down to one of them."""
    needs = {index: list(targets) for index, targets in edges.items()}
    for index, row in enumerate(rows if edges else ()):
        if row.depth > 1:
            needs.setdefault(row.parent, []).append(index)
    for cycle in _cycles(needs):
        index, target = next(pair for pair in pairwise(cycle) if pair[1] in edges.get(pair[0], ()))
        message = f"after leads round in a circle: {_arrows([rows[index].id for index in cycle])}"
        yield LocatedProblem(Location(index, edges[index][target]), message)


def _cycles(edges: Mapping[int, Iterable[int]]) -> Iterator[list[int]]:
    """The cycles that a depth-first walk closes, each from a node to itself; a graph without these has no cycle."""
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
    """The ids of a cycle; a long one, of up to a hundred thousand ids, shows its two ends."""
    if len(ids) <= 10:
        return " → ".join(map(display, ids))
    return " → ".join([*map(display, ids[:5]), f"({len(ids) - 8} more)", *map(display, ids[-3:])])

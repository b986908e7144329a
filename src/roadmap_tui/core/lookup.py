"""Find what the user means: a node by a part of its id, and names like one that is mistyped."""

from collections.abc import Iterable

from roadmap_tui.core.roadmap import NodeId, Roadmap
from roadmap_tui.errors import NotFoundError

_LISTED = 12
"""How many candidates an error names."""


def find_node(roadmap: Roadmap, reference: str) -> int:
    """The index of the node with that id, or with an id that alone ends in it.

    Args:
        roadmap: Where to look.
        reference: A whole id, or whole parts of its end: `redis` or `nosql.redis`.

    Raises:
        NotFoundError: There is none, or more than one; the message lists the candidates.
    """
    exact = roadmap.indexes.get(NodeId(reference))
    if exact:
        return exact
    ending = f".{reference}"
    found = [index for index, node in enumerate(roadmap.nodes) if node.id.endswith(ending)]
    if len(found) == 1:
        return found[0]
    if found:
        raise NotFoundError(f'"{reference}" may mean:\n{_listed([roadmap.nodes[index].id for index in found])}')
    close = _close(roadmap, reference)
    hint = f" Did you mean:\n{_listed(close)}" if close else " `roadmap-tui list` shows what there is."
    raise NotFoundError(f'There is no topic or section "{reference}" in {roadmap.id}.{hint}')


def closest_names(name: str, known: Iterable[str], count: int = 1, cutoff: float = 0.6) -> list[str]:
    """The known names that are most like a mistyped one, the closest first.

    Args:
        name: What was typed.
        known: The names there are.
        count: The most that are returned.
        cutoff: How alike they must be, from 0 to 1, which is equal.
    """
    from difflib import get_close_matches  # only a mistake needs it

    return get_close_matches(name, known, count, cutoff)


def _close(roadmap: Roadmap, reference: str) -> list[NodeId]:
    """Ids whose last part contains the last part that was typed, or else looks like it."""
    typed = reference.rpartition(".")[2]
    by_last_part: dict[str, list[NodeId]] = {}
    for node in roadmap.nodes[1:]:
        by_last_part.setdefault(node.id.rpartition(".")[2], []).append(node.id)
    containing = [part for part in by_last_part if typed and typed in part]
    wanted = containing or closest_names(typed, by_last_part, 3)
    return [node_id for part in wanted for node_id in by_last_part[part]]


def _listed(ids: list[NodeId]) -> str:
    more = [f"  … and {len(ids) - _LISTED} more"] if len(ids) > _LISTED else []
    return "\n".join([*(f"  {node_id}" for node_id in ids[:_LISTED]), *more])

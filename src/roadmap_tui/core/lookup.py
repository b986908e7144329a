"""Which node the reader means by what they typed."""

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


def _close(roadmap: Roadmap, reference: str) -> list[NodeId]:
    """Ids whose last part contains the last part that was typed, or else looks like it."""
    typed = reference.rpartition(".")[2]
    by_last_part: dict[str, list[NodeId]] = {}
    for node in roadmap.nodes[1:]:
        by_last_part.setdefault(node.id.rpartition(".")[2], []).append(node.id)
    containing = [part for part in by_last_part if typed and typed in part]
    from difflib import get_close_matches  # only a mistake needs it

    wanted = containing or get_close_matches(typed, by_last_part, n=3)
    return [node_id for part in wanted for node_id in by_last_part[part]]


def _listed(ids: list[NodeId]) -> str:
    more = [f"  … and {len(ids) - _LISTED} more"] if len(ids) > _LISTED else []
    return "\n".join([*(f"  {node_id}" for node_id in ids[:_LISTED]), *more])

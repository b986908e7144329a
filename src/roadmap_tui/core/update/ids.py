"""Ids for nodes that come without: the path of their titles, written small, with a number where they clash.

They stay what they were from edition to edition: a node that is known keeps the last part of its id, and no id is ever
given to a second topic, because progress is kept under it.
"""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence

from roadmap_tui.core.roadmap import ROOT, Node, NodeId

_LONGEST = 32
"""Characters of a key at most, cut between words where that is possible."""

_SPOKEN = {"+": " plus ", "#": " sharp "}


def slug(text: str) -> str:
    """Small letters, digits and hyphens; empty when the text has none.

    Latin letters lose their accents, others keep them: without its vowel signs Hindi is not Hindi.
    """
    spoken = re.sub(r"(?<=\w)(?:\+\+|[+#](?!\w))", lambda found: " ".join(_SPOKEN[sign] for sign in found[0]), text)
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", spoken).casefold())
    kept = "".join(_plain(character) for character in folded)
    return re.sub(r"-+", "-", kept).strip("-")


def _plain(character: str) -> str:
    if character.isascii():
        return character if character.isalnum() else "" if character == "'" else "-"
    base = unicodedata.normalize("NFKD", character)
    if base[0].isascii():
        return "".join(each for each in base if each.isascii() and each.isalnum())
    return character if unicodedata.category(character)[0] in "LMN" else "" if character in "’\u200d\u200c" else "-"


def assign_ids(
    nodes: Sequence[Node],
    *,
    reserved: Collection[str],
    max_length: int,
    former: Mapping[int, Sequence[NodeId]],
    taken: Collection[NodeId],
) -> list[NodeId]:
    """An id for every node.

    Args:
        nodes: Parents before children, the root first; their ids do not matter.
        reserved: What cannot be a key.
        max_length: Characters of a whole id, at most.
        former: By index, the ids a node had, the newest first; it takes the first of them that fits its place.
        taken: Ids that only the nodes that had them may have.
    """
    namer = _IdAssigner(nodes, frozenset(reserved), max_length, frozenset(taken))
    for index in range(1, len(nodes)):
        namer.assign(index, former.get(index, ()))
    return namer.ids


class _IdAssigner:
    def __init__(self, nodes: Sequence[Node], reserved: frozenset[str], max_length: int, taken: frozenset[NodeId]):
        self.nodes = nodes
        self.reserved = reserved
        self.max_length = max_length
        self.taken = taken
        self.heights = _heights(nodes)
        self.ids = [ROOT]
        self.given: set[str] = set()
        self.numbers: dict[str, int] = {}

    def assign(self, index: int, former: Sequence[NodeId]) -> None:
        above = self.ids[self.nodes[index].parent]
        prefix = f"{above}." if above else ""
        room = (self.max_length - len(prefix) - self.heights[index]) // (self.heights[index] + 1)
        kept = (old for old in former if old.rpartition(".")[0] == above and self._fits(old, room + len(prefix)))
        chosen = next(kept, None) or self._new(prefix, self.nodes[index].title, min(room, _LONGEST), former)
        self.given.add(_similar_form(chosen))
        self.ids.append(chosen)

    def _fits(self, node_id: NodeId, length: int) -> bool:
        return len(node_id) <= length and _similar_form(node_id) not in self.given

    def _new(self, prefix: str, title: str, room: int, former: Sequence[NodeId]) -> NodeId:
        base = _shortened(slug(title), room) or _shortened("topic", room)
        start = prefix + base
        while True:
            number = self.numbers[start] = self.numbers.get(start, 0) + 1
            key = base if number == 1 else f"{_shortened(base, room - len(str(number)) - 1)}-{number}".strip("-")
            node_id = NodeId(prefix + key)
            is_free = _similar_form(node_id) not in self.given and (node_id not in self.taken or node_id in former)
            if is_free and key not in self.reserved:
                return node_id


def _similar_form(node_id: NodeId) -> str:
    """The form of an id that is equal for ids that look the same."""
    return node_id if node_id.isascii() and node_id.islower() else unicodedata.normalize("NFC", node_id.casefold())


def _heights(nodes: Sequence[Node]) -> list[int]:
    """The number of levels below each node."""
    heights = [0] * len(nodes)
    for index in range(len(nodes) - 1, 0, -1):
        parent = nodes[index].parent
        heights[parent] = max(heights[parent], heights[index] + 1)
    return heights


def _shortened(key: str, length: int) -> str:
    """A key cut to a length, between two words if that leaves more than half of it."""
    if len(key) <= length:
        return key
    cut = key[: max(length, 0)]
    at_word = cut.rpartition("-")[0] if key[length] != "-" else cut
    return (at_word if 2 * len(at_word) > len(cut) else cut).strip("-")

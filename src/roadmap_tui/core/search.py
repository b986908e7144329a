"""Which topics match what the reader typed: words in any order, whatever their case, accents and Unicode form."""

import unicodedata

from roadmap_tui.core.roadmap import Node


def fold(text: str) -> str:
    """Text in the form that is compared: no case, no accents, one Unicode form."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def searchable(node: Node) -> str:
    """Everything of a node that a search looks at, folded."""
    return fold("\n".join([node.id, node.title, node.about, *node.tags, *(link.title for link in node.links)]))


def matches(node: Node, query: str) -> bool:
    """Whether every word of the query stands somewhere in the node."""
    text = searchable(node)
    return all(word in text for word in fold(query).split())

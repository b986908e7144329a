"""The nodes and links of an export, in their order.

Formats with headings show the topics of a section before its sections: a list cannot go on after a heading below it.
"""

from collections.abc import Iterator

from roadmap_tui.core.counts import Tally
from roadmap_tui.core.links import TopicLink, topic_links, url_problem
from roadmap_tui.core.roadmap import Node, Roadmap


def topics_first(roadmap: Roadmap, index: int = 0) -> Iterator[int]:
    """Everything below a node, each section after the topics beside it; what is below a topic stays with it."""
    waiting = [index]
    while waiting:
        current = waiting.pop()
        if current != index:
            yield current
        below = list(roadmap.children(current))
        if current == index or not roadmap.nodes[current].is_topic:
            below.sort(key=lambda child: not roadmap.nodes[child].is_topic)
        waiting += below[::-1]


def topic_depth(roadmap: Roadmap, index: int) -> int:
    """The depth of a node in its list, counted from the topmost topic above it."""
    above = [place for place in roadmap.ancestors(index) if place]
    topmost = [place for place, node in enumerate(above) if roadmap.nodes[node].is_topic]
    return topmost[-1] + 1 if topmost else 0


def is_heading(roadmap: Roadmap, index: int) -> bool:
    """Whether a node is a section outside of any topic."""
    return not roadmap.nodes[index].is_topic and topic_depth(roadmap, index) == 0


def links_of(tally: Tally, node: Node, *, with_notes: bool) -> list[TopicLink]:
    """The roadmap's links; with notes the user's own ones, too, and which were read.

    A log may come from a stranger, so an own link that nothing may open stays here.

    Args:
        tally: The roadmap and the marks.
        node: A section or topic of it.
        with_notes: Whether what the user wrote is part of the export.
    """
    if not with_notes:
        return [TopicLink(link, is_own=False, is_read=False) for link in node.links]
    links = topic_links(tally.progress, node)
    return [each for each in links if not (each.is_own and url_problem(each.link.url))]

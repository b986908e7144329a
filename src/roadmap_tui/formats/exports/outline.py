"""The order in which formats with headings show a roadmap: the topics of a section before its sections.

A list cannot go on after a heading that stands below it.
"""

from collections.abc import Iterator

from roadmap_tui.core.roadmap import Roadmap


def children(roadmap: Roadmap, index: int) -> Iterator[int]:
    """Indexes of what stands right below a node, in file order."""
    child = index + 1
    while child < roadmap.nodes[index].end:
        yield child
        child = roadmap.nodes[child].end


def topics_first(roadmap: Roadmap, index: int = 0) -> Iterator[int]:
    """Everything below a node, each section after the topics beside it; what is below a topic stays with it."""
    waiting = [index]
    while waiting:
        current = waiting.pop()
        if current != index:
            yield current
        below = list(children(roadmap, current))
        if current == index or not roadmap.nodes[current].is_topic:
            below.sort(key=lambda child: not roadmap.nodes[child].is_topic)
        waiting += below[::-1]


def topic_depth(roadmap: Roadmap, index: int) -> int:
    """How many nodes above a node belong to the same list: up to the topmost topic above it."""
    above = [place for place in roadmap.ancestors(index) if place]
    topmost = [place for place, node in enumerate(above) if roadmap.nodes[node].is_topic]
    return topmost[-1] + 1 if topmost else 0


def is_heading(roadmap: Roadmap, index: int) -> bool:
    """Whether a node is a section outside of any topic."""
    return not roadmap.nodes[index].is_topic and topic_depth(roadmap, index) == 0

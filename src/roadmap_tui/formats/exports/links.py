"""Which links of a section or topic leave with an export, and what is said of them."""

from roadmap_tui.core.counts import Tally
from roadmap_tui.core.links import TopicLink, topic_links, url_problem
from roadmap_tui.core.roadmap import Node


def links_of(tally: Tally, node: Node, *, with_notes: bool) -> list[TopicLink]:
    """The roadmap's links; with the reader's notes their own ones, too, and what they have read.

    A log may come from a stranger, so an own link that nothing may open stays here.

    Args:
        tally: The roadmap and the marks.
        node: A section or topic of it.
        with_notes: Whether what the reader wrote is part of the export.
    """
    if not with_notes:
        return [TopicLink(link, is_own=False, is_read=False) for link in node.links]
    links = topic_links(tally.progress, node)
    return [each for each in links if not (each.is_own and url_problem(each.link.url))]

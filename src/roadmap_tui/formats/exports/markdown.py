"""Markdown: a GFM task list under headings (GFM 5.3). Importing it again gives the same topics and ticks."""

import re
from collections.abc import Iterator
from typing import assert_never

from roadmap_tui.core.counts import Tally
from roadmap_tui.core.links import TopicLink
from roadmap_tui.core.marks import Status
from roadmap_tui.core.roadmap import Node
from roadmap_tui.core.text import clean, clean_line, escape_markdown
from roadmap_tui.formats.exports.outline import is_heading, links_of, topic_depth, topics_first

_SIGNS = r"\`*_[]<>&~|#$"
_ADDRESS = re.compile(r"(?<=[a-z]):(?=//)|(?<=www)\.", re.IGNORECASE)
"""Where a backslash keeps a bare address from being taken for a link."""

_BLOCK_START = re.compile(r"(?=[-+=:!])|(?<=\d)(?=[.)])")
_LOWEST_HEADING = 6

_READ = " ✓"
"""Stands behind a link that was read: a box would make a topic of it, and words would become a part of the text."""


def dumps(tally: Tally, *, with_notes: bool = False) -> str:
    """The text of the file."""
    root = tally.roadmap.nodes[0]
    lines = [f"# {escaped(root.title)}", "", *_links(tally, root, with_notes=with_notes)]
    for index in topics_first(tally.roadmap):
        show = _heading if is_heading(tally.roadmap, index) else _item
        lines += show(tally, index, with_notes=with_notes)
        if with_notes and (note := tally.progress.note(tally.roadmap.nodes[index].id)):
            lines += _note(note, "" if is_heading(tally.roadmap, index) else _indent(tally, index) + "  ")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).rstrip("\n") + "\n"


def escaped(title: str) -> str:
    """A title that Markdown reads as it is."""
    text = " ".join(clean_line(title).split()) or "Untitled"
    return _ADDRESS.sub(lambda found: f"\\{found[0]}", escape_markdown(text, _SIGNS))


def _heading(tally: Tally, index: int, *, with_notes: bool) -> Iterator[str]:
    node = tally.roadmap.nodes[index]
    yield ""
    yield f"{'#' * min(node.depth + 1, _LOWEST_HEADING)} {escaped(node.title)}"
    yield ""
    yield from _links(tally, node, with_notes=with_notes)


def _item(tally: Tally, index: int, *, with_notes: bool) -> Iterator[str]:
    node, indent = tally.roadmap.nodes[index], _indent(tally, index)
    box = _box(tally.statuses[index]) if node.is_topic else ""
    yield f"{indent}- {box}{escaped(node.title)}"
    yield from (f"{indent}  {link}" for link in _links(tally, node, with_notes=with_notes))


def _box(status: Status) -> str:
    match status:
        case Status.TODO | Status.DOING | Status.SKIPPED:
            return "[ ] "
        case Status.DONE:
            return "[x] "
        case _:
            assert_never(status)


def _indent(tally: Tally, index: int) -> str:
    return "  " * topic_depth(tally.roadmap, index)


def _links(tally: Tally, node: Node, *, with_notes: bool) -> list[str]:
    return [_link(each) for each in links_of(tally, node, with_notes=with_notes)]


def _link(each: TopicLink) -> str:
    read = _READ if each.is_read else ""
    return f"- [{escaped(each.link.title)}]({_address(clean_line(each.link.url))}){read}"


def _address(url: str) -> str:
    """A destination as CommonMark has it: in angle brackets when there are others in it."""
    text = re.sub(r"&(?=#?[A-Za-z0-9]+;)", "&amp;", url.replace("<", "%3C").replace(">", "%3E"))
    return f"<{text}>" if re.search(r"[()]", text) else text


def _note(note: str, indent: str) -> Iterator[str]:
    """A quote whose lines are words and nothing else, so that a box in a note is no topic."""
    yield ""
    for line in clean(note).splitlines():
        yield f"{indent}> {_quoted(line)}".rstrip()
    yield ""


def _quoted(line: str) -> str:
    text = " ".join(line.split())
    return _BLOCK_START.sub(r"\\", escaped(text), count=1) if text else ""

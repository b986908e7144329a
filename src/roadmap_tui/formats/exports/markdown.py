"""Markdown: a GFM task list under headings (GFM 5.3). Importing it again gives the same topics and ticks."""

import re
from collections.abc import Iterator

from roadmap_tui.core.progress import Status
from roadmap_tui.core.roadmap import Link
from roadmap_tui.core.summary import Tally
from roadmap_tui.core.text import clean, clean_line
from roadmap_tui.formats.exports.outline import is_heading, topic_depth, topics_first

_SPECIAL = re.compile(r"([\\`*_\[\]<>&~|#$])")
_ADDRESS = re.compile(r"(?<=[a-z]):(?=//)|(?<=www)\.", re.IGNORECASE)
"""Where a backslash keeps a bare address from being taken for a link."""

_BLOCK_START = re.compile(r"(?=[-+=:!])|(?<=\d)(?=[.)])")
_LOWEST_HEADING = 6


def dumps(tally: Tally, *, with_notes: bool = False) -> str:
    """The text of the file."""
    root = tally.roadmap.nodes[0]
    lines = [f"# {escaped(root.title)}", "", *map(_link, root.links)]
    for index in topics_first(tally.roadmap):
        lines += _heading(tally, index) if is_heading(tally.roadmap, index) else _item(tally, index)
        if with_notes and (note := tally.progress.note(tally.roadmap.nodes[index].id)):
            lines += _note(note, "" if is_heading(tally.roadmap, index) else _indent(tally, index) + "  ")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).rstrip("\n") + "\n"


def escaped(title: str) -> str:
    """A title that Markdown reads as it is."""
    text = " ".join(clean_line(title).split()) or "Untitled"
    return _ADDRESS.sub(lambda found: f"\\{found[0]}", _SPECIAL.sub(r"\\\1", text))


def _heading(tally: Tally, index: int) -> Iterator[str]:
    node = tally.roadmap.nodes[index]
    yield ""
    yield f"{'#' * min(node.depth + 1, _LOWEST_HEADING)} {escaped(node.title)}"
    yield ""
    yield from map(_link, node.links)


def _item(tally: Tally, index: int) -> Iterator[str]:
    node, indent = tally.roadmap.nodes[index], _indent(tally, index)
    box = f"[{'x' if tally.statuses[index] is Status.DONE else ' '}] " if node.is_topic else ""
    yield f"{indent}- {box}{escaped(node.title)}"
    yield from (f"{indent}  {_link(link)}" for link in node.links)


def _indent(tally: Tally, index: int) -> str:
    return "  " * topic_depth(tally.roadmap, index)


def _link(link: Link) -> str:
    return f"- [{escaped(link.title)}]({_address(clean_line(link.url))})"


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

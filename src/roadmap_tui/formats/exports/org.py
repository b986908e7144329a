"""Org: headings with cookies, checkboxes under them (Org manual, "Checkboxes")."""

import re
from collections.abc import Iterator
from typing import assert_never

from roadmap_tui.core.counts import Tally
from roadmap_tui.core.links import TopicLink
from roadmap_tui.core.marks import Status
from roadmap_tui.core.text import clean, clean_line
from roadmap_tui.formats.exports.outline import is_heading, links_of, topic_depth, topics_first


def dumps(tally: Tally, *, with_notes: bool = False) -> str:
    """The text of the file."""
    lines = [f"#+TITLE: {clean_line(tally.roadmap.title)}"]
    for index in topics_first(tally.roadmap):
        node = tally.roadmap.nodes[index]
        depth = topic_depth(tally.roadmap, index)
        lines += _heading(tally, index) if is_heading(tally.roadmap, index) else _item(tally, index, "  " * depth)
        indent = "" if is_heading(tally.roadmap, index) else "  " * (depth + 1)
        links = links_of(tally, node, with_notes=with_notes)
        lines += [f"{indent}- {_link(each)}" for each in links]
        if with_notes and (note := tally.progress.note(node.id)):
            lines += [f"{indent}: {line}".rstrip() for line in clean(note).splitlines()]
    return "\n".join(lines) + "\n"


def _heading(tally: Tally, index: int) -> Iterator[str]:
    node, summary = tally.roadmap.nodes[index], tally.summaries[index]
    yield f"{'*' * node.depth} {_text(node.title)} [{summary.done}/{summary.counted}]"


def _item(tally: Tally, index: int, indent: str) -> Iterator[str]:
    node = tally.roadmap.nodes[index]
    yield f"{indent}- {_box(tally, index)}{_text(node.title)}"


def _box(tally: Tally, index: int) -> str:
    """A skipped topic has no box, so that Org counts the same topics as this program does."""
    if not tally.roadmap.nodes[index].is_topic:
        return ""
    match tally.statuses[index]:
        case Status.TODO:
            return "[ ] "
        case Status.DOING:
            return "[-] "
        case Status.DONE:
            return "[X] "
        case Status.SKIPPED:
            return ""
        case status:
            assert_never(status)


def _link(each: TopicLink) -> str:
    read = " (read)" if each.is_read else ""
    return f"[[{_address(each.link.url)}][{_description(each.link.title)}]]{read}"


_BEGINNING = re.compile(r"(?:TODO|DONE|NEXT|WAITING|HOLD|CANCELL?ED|COMMENT)(?:\s|$)|\[#|#\+|\||[-+*]\s|\w+[.)]\s|:")
"""What begins a title with a meaning of its own: keywords, priorities, blocks, tables, lists, drawers."""

_PART = re.compile(
    r"\[(?=[\[ xX/%\d@-])|<(?=[<\d%])|:(?=[\w@#%:]+:\s*$)|(?:SCHEDULED|DEADLINE|CLOSED|CLOCK)(?=:)|(?<=\s)(?=::)"
)
"""Boxes, links, dates, targets, tags, planning, and the sign of a description."""


def _text(title: str) -> str:
    """A title; a zero-width space keeps what looks like a part of Org's syntax from being one."""
    guarded = _PART.sub(lambda found: f"{found[0]}\u200b", clean_line(title))
    return f"\u200b{guarded}" if _BEGINNING.match(guarded) else guarded


def _address(url: str) -> str:
    return clean_line(url).replace("[", "%5B").replace("]", "%5D")


def _description(title: str) -> str:
    return clean_line(title).replace("[", "{").replace("]", "}")

"""Commands that list: list, next, log. They write nothing and take no lock."""

from argparse import Namespace

from roadmap_tui.cli.context import Context
from roadmap_tui.cli.output import glyphs, print_json, print_line, print_message
from roadmap_tui.core.counts import Tally
from roadmap_tui.core.lookup import find_node
from roadmap_tui.core.suggestions import suggestions
from roadmap_tui.core.text import cell_width, clean_line
from roadmap_tui.presentation.glyphs import Line, Role
from roadmap_tui.presentation.words import format_mark, format_suggestion, mark_role, status_span, to_local_time

_SUGGESTED = 5
"""How many suggestions there are when nothing is said."""


def list_topics(context: Context, options: Namespace) -> int:
    """Topics in file order, one a line: box, id, title."""
    tally = context.tally(options.roadmap, options.as_of)
    indexes = _wanted(tally, options)
    if options.json:
        from roadmap_tui.cli.json_output import topic_entry  # a millisecond that the others do not need

        print_json([topic_entry(tally, index) for index in indexes])
        return 0
    width = max((cell_width(tally.roadmap.nodes[index].id) for index in indexes), default=0)
    for index in indexes:
        _print_topic(tally, index, width)
    if not indexes:
        print_message("No topic fits.")
    return 0


def list_next(context: Context, options: Namespace) -> int:
    """The best topics to take up now, each with the reason; if asked for, what has to wait, too."""
    tally = context.tally(options.roadmap)
    count = options.n or (None if options.all else _SUGGESTED)
    found = suggestions(tally, with_blocked=options.all)[:count]
    if options.json:
        from roadmap_tui.cli.json_output import suggestion_entry  # a millisecond that the others do not need

        print_json([suggestion_entry(tally, suggestion) for suggestion in found])
        return 0
    width = max((cell_width(tally.roadmap.nodes[suggestion.node_index].id) for suggestion in found), default=0)
    for suggestion in found:
        _print_topic(tally, suggestion.node_index, width, format_suggestion(tally, suggestion, glyphs()))
    if not found:
        print_message("Nothing is left to learn here.")
    return 0


def list_marks(context: Context, options: Namespace) -> int:
    """The newest marks on every device, the newest first."""
    progress = context.progress(context.roadmap(options.roadmap))
    newest = sorted(progress.marks(), reverse=True)[: options.n]
    if options.json:
        from roadmap_tui.cli.json_output import mark_entry  # a millisecond that the others do not need

        print_json([mark_entry(mark) for mark in newest])
        return 0
    for mark in newest:
        when = f"{to_local_time(mark.at).isoformat(sep=' ', timespec='minutes')[:16]}  "
        print_line(
            [
                (when, Role.MUTED),
                (f"{format_mark(mark):<12} ", mark_role(mark)),
                (clean_line(mark.title or mark.topic), Role.TEXT),
            ]
        )
    if not newest:
        print_message("Nothing is marked yet.")
    return 0


def _wanted(tally: Tally, options: Namespace) -> list[int]:
    start = find_node(tally.roadmap, options.section) if options.section else 0
    end = tally.roadmap.nodes[start].end
    return [
        index
        for index in (_matching(tally, options.match) if options.match else range(start, end))
        if start <= index < end
        and tally.roadmap.nodes[index].is_topic
        and (not options.status or tally.statuses[index] == options.status)
        and (not options.origin or tally.roadmap.nodes[index].origin == options.origin)
    ]


def _matching(tally: Tally, text: str) -> list[int]:
    from roadmap_tui.core.search.index import SearchIndex  # another one
    from roadmap_tui.core.search.query import parse

    return SearchIndex(tally).find(parse(text))


def _print_topic(tally: Tally, index: int, width: int, reason: str = "") -> None:
    node = tally.roadmap.nodes[index]
    box, role = status_span(tally, index, glyphs())
    padding = " " * (width - cell_width(node.id) + 2)
    line: Line = [(f"{box} ", role), (node.id + padding, Role.TEXT), (clean_line(node.title), Role.STRONG)]
    print_line([*line, (f"  {reason}", Role.MUTED)] if reason else line)

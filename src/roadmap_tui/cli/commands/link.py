"""`link`: list the links of a topic, add or remove your own, mark one as read."""

from argparse import ArgumentParser, Namespace

from roadmap_tui.cli.arguments import add_json, add_roadmap
from roadmap_tui.cli.commands.mark import print_step
from roadmap_tui.cli.context import Context
from roadmap_tui.cli.json_output import link_entry
from roadmap_tui.cli.output import glyphs, print_json, print_line, print_message
from roadmap_tui.core.actions import set_link, set_read
from roadmap_tui.core.links import TopicLink, parse_own_link, shown_url, topic_links
from roadmap_tui.core.lookup import find_node
from roadmap_tui.core.marks import Step
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.roadmap import Node
from roadmap_tui.core.text import screen_line
from roadmap_tui.errors import NotFoundError, UsageError
from roadmap_tui.presentation.glyphs import Role
from roadmap_tui.presentation.words import format_link, format_link_kind, read_box


def add_arguments(command: ArgumentParser) -> None:
    """Declare the arguments."""
    add_roadmap(command)
    add_json(command)
    command.add_argument("topic", metavar="TOPIC")
    command.add_argument("url", metavar="URL", nargs="?", help="the address of a link of your own, to add")
    command.add_argument("title", metavar="TITLE", nargs="*", help="what to call it (default: its address)")
    actions = command.add_mutually_exclusive_group()
    actions.add_argument("--read", metavar="URL", help="tick a link off")
    actions.add_argument("--unread", metavar="URL", help="take the tick back")
    actions.add_argument("--remove", metavar="URL", help="take a link of your own away")


def run(context: Context, options: Namespace) -> int:
    """List the links of a topic or section, or mark the one whose address is given."""
    roadmap = context.roadmap(options.roadmap)
    node = roadmap.nodes[find_node(roadmap, options.topic)]
    progress = context.progress(roadmap)
    marks = _make_marks(context, options, progress, node)
    if marks is None:
        return _list(topic_links(progress, node), options)
    context.save(marks)
    print_step(marks)
    if not marks:
        print_message("It is so already.")
    return 0


def print_links(links: list[TopicLink]) -> None:
    """Box, kind and title of each, and its address below."""
    for each in links:
        words = [(f" {format_link_kind(each):<8}", Role.MUTED), (format_link(each.link), Role.TEXT)]
        print_line([("  ", Role.TEXT), read_box(each, glyphs()), *words])
        print_line([(f"            {screen_line(shown_url(each.link.url))}", Role.MUTED)])


def _list(links: list[TopicLink], options: Namespace) -> int:
    if options.json:
        print_json([link_entry(each) for each in links])
    else:
        print_links(links)
        if not links:
            print_message("There is no link; give an address to add one of your own.")
    return 0


def _make_marks(context: Context, options: Namespace, progress: Progress, node: Node) -> Step | None:
    """The marks that the options ask for; None when they ask for none."""
    if url := options.read or options.unread:
        return set_read(progress, node, _link_at(url, progress, node).link.url, bool(options.read), context.now())
    if options.remove:
        return _remove(_link_at(options.remove, progress, node), context, progress, node)
    if options.url is None:
        return None
    url, title = parse_own_link(f"{options.url} {' '.join(options.title)}")
    if any(link.url == url for link in node.links):
        raise UsageError("The roadmap has this link already.")
    return set_link(progress, node, url, title, context.now())


def _remove(chosen: TopicLink, context: Context, progress: Progress, node: Node) -> Step:
    if not chosen.is_own:
        raise UsageError("This link belongs to the roadmap; only your own can be taken away.")
    return set_link(progress, node, chosen.link.url, "", context.now())


def _link_at(url: str, progress: Progress, node: Node) -> TopicLink:
    found = next((each for each in topic_links(progress, node) if each.link.url == url), None)
    if found is None:
        raise NotFoundError("The topic has no link with this address; without an address they are listed.")
    return found

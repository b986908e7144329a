"""The links of one topic or section: open, copy, tick off, and add your own."""

from textual.app import ComposeResult
from textual.binding import Binding

from roadmap_tui.core.actions import set_link, set_read
from roadmap_tui.core.links import MAX_LINK_TITLE, MAX_URL, TopicLink, as_markdown, parse_own_link, topic_links
from roadmap_tui.core.roadmap import Node, NodeId, Roadmap
from roadmap_tui.core.text import plural
from roadmap_tui.errors import UsageError
from roadmap_tui.tui.bindings import shared_bindings
from roadmap_tui.tui.screens.workspace_screen import UndoScreen
from roadmap_tui.tui.terminal.type_ahead import TypingLine, type_ahead_of
from roadmap_tui.tui.widgets.bars import Caption, StatusBar
from roadmap_tui.tui.widgets.link_list import LinkList
from roadmap_tui.tui.workspace.workspace import Change, Workspace

_PLACEHOLDER = "paste an address, and a title behind it if you like"


class LinksScreen(UndoScreen):
    """A list with a cursor, and a line to add to it."""

    BINDINGS = [
        Binding("escape", "back", "Close", show=False),
        Binding("q", "dismiss", "Close", show=False),
        Binding("enter", "open_link", "Open", show=False),
        Binding("delete,minus", "remove", "Take an own link away", show=False),
        *shared_bindings("topic.toggle", "link.open", "link.choose", "link.add", "link.copy", "link.copy-markdown"),
    ]
    AUTO_FOCUS = ""

    def __init__(self, workspace: Workspace, node_id: NodeId, *, is_adding: bool) -> None:
        """The links of a node.

        Args:
            workspace: The open roadmap.
            node_id: Of a topic or section of its roadmap.
            is_adding: Whether to begin in the line that adds.
        """
        super().__init__(workspace)
        self.node = workspace.roadmap.node(node_id)
        self._is_adding = is_adding
        self.title_bar = Caption("Links", workspace.glyphs, about=self.node.title)
        self.view = LinkList(workspace.glyphs)
        self.input = TypingLine(_PLACEHOLDER, max_length=MAX_URL + MAX_LINK_TITLE)
        self.input.exit_keys = {"enter": self._add, "escape": self.action_back}
        self.status = StatusBar(self._hints(), workspace.glyphs)

    def compose(self) -> ComposeResult:
        """Title, links, the line that adds, hints."""
        yield self.title_bar
        yield self.view
        yield self.input
        yield self.status

    def on_mount(self) -> None:
        """Show the links."""
        self._show()
        self._type(self._is_adding)

    def action_open_link(self) -> None:
        """Open the one under the cursor."""
        if chosen := self._chosen():
            self.app.open_url(chosen.link.url)

    def action_copy_link(self) -> None:
        """Copy the address of the one under the cursor."""
        if chosen := self._chosen():
            self.app.copy_to_clipboard(chosen.link.url)

    def action_copy_link_as_markdown(self) -> None:
        """Copy the one under the cursor as Markdown has it."""
        if chosen := self._chosen():
            self.app.copy_to_clipboard(as_markdown(chosen.link))

    def action_toggle_done(self) -> None:
        """Tick the one under the cursor off as read, or untick it."""
        if chosen := self._chosen():
            progress = self.workspace.tally.progress
            self.workspace.mark(
                set_read(progress, self.node, chosen.link.url, not chosen.is_read, self.workspace.now())
            )

    def action_choose_link(self) -> None:
        """The key that opened the list closes it."""
        self.dismiss()

    def action_add_link(self) -> None:
        """Type or paste one."""
        self._type(True)

    def action_remove(self) -> None:
        """Take away the one under the cursor, if it is the user's own."""
        chosen = self._chosen()
        if chosen and chosen.is_own:
            self.workspace.mark(
                set_link(self.workspace.tally.progress, self.node, chosen.link.url, "", self.workspace.now())
            )
            self.status.show_message(f"Taken away; {self.workspace.key('step.undo')} brings it back.")
        elif chosen:
            self.status.show_message("Only your own links can be taken away.")

    def action_back(self) -> None:
        """Leave the line that adds; from the list, close."""
        if self.input.display:
            self._type(False)
        else:
            self.dismiss()

    def _add(self) -> None:
        """Add what was typed; what cannot be understood stays, to be put right."""
        try:
            url, title = parse_own_link(self.input.value)
        except UsageError as error:
            self.status.show_message(str(error))
            return
        if any(link.url == url for link in self.node.links):
            self.status.show_message("The roadmap has this link already.")
            return
        self.workspace.mark(set_link(self.workspace.tally.progress, self.node, url, title, self.workspace.now()))
        self.view.go_to(next(place for place, each in enumerate(self.view.links) if each.link.url == url))
        self._type(False)

    def on_link_list_opened(self) -> None:
        """A click on an address is the key that opens."""
        self.action_open_link()

    def on_link_list_ticked(self) -> None:
        """A click on a box is the toggle key."""
        self.action_toggle_done()

    def _type(self, is_typing: bool) -> None:
        self.input.display = is_typing
        self.input.value = ""
        if is_typing:
            type_ahead_of(self).begin(self, self.input)
        else:
            type_ahead_of(self).end(self, self.view)
        self.status.hints = [("Enter", "adds it"), ("Esc", "leaves it")] if is_typing else self._hints()
        self.status.show_message("")
        self.status.refresh()

    def draw_change(self, change: Change) -> None:  # noqa: ARG002  # links are few
        """Show the links as they are now."""
        self.node = _present(self.node, self.workspace.roadmap)
        self._show()

    def _show(self) -> None:
        links = topic_links(self.workspace.tally.progress, self.node)
        self.view.show_links(links, f"No link here; {self.workspace.key('link.add')} adds your own.")
        read = sum(each.is_read for each in links)
        self.title_bar.words = f"{read} of {plural(len(links), 'link')} read" if links else ""
        self.title_bar.refresh()

    def _chosen(self) -> TopicLink | None:
        chosen = self.view.chosen
        if chosen is None:
            self.status.show_message(self.view.empty)
        return chosen

    def _hints(self) -> list[tuple[str, str]]:
        words = {
            "link.open": "open",
            "topic.toggle": "read",
            "link.add": "add your own",
            "link.copy": "copy",
            "link.copy-markdown": "as Markdown",
            "step.undo": "undo",
        }
        keys = [(self.workspace.key(name), what) for name, what in words.items()]
        return [("Esc", "back"), *keys, ("-", "take away your own")]


def _present(node: Node, roadmap: Roadmap) -> Node:
    """The node as an edited roadmap has it; one that is gone stays as it was, with what is marked on it."""
    index = roadmap.indexes.get(node.id)
    return node if index is None else roadmap.nodes[index]

"""The bare Textual app that everything is compared with: a header, a tree, a footer."""

from textual.app import App, ComposeResult
from textual.widgets import Footer, Header, Tree


class Bare(App[None]):
    """As little as a program with a tree can be."""

    TITLE = "Bare"
    BINDINGS = [("q", "quit", "Quit"), ("f", "fold", "Fold"), ("s", "search", "Search")]

    def compose(self) -> ComposeResult:
        """The three widgets."""
        yield Header()
        tree: Tree[None] = Tree("Everything")
        tree.root.expand()
        for number in range(200):
            tree.root.add_leaf(f"Topic {number}")
        yield tree
        yield Footer()


if __name__ == "__main__":
    Bare().run()

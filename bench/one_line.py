"""A Textual app in which a key changes one line: the least that a key can cost there."""

from textual.app import App, ComposeResult
from textual.strip import Strip
from textual.widget import Widget


class OneLine(Widget, can_focus=True):
    """Forty lines; any key changes the next one."""

    BINDINGS = [("j", "change", "Change")]
    count = 0

    def action_change(self) -> None:
        """Change the next line."""
        self.count += 1
        self.refresh_line(self.count % 40)

    def refresh_line(self, y: int) -> None:
        """Ask for one line to be drawn."""
        from textual.geometry import Region

        self.refresh(Region(0, y, self.size.width, 1))

    def render_line(self, y: int) -> Strip:
        """The line, with how often it was asked to change."""
        from rich.segment import Segment

        return Strip([Segment(f"Line {y} {self.count}".ljust(self.size.width), self.rich_style)])


class OneLineApp(App[None]):
    """Nothing else."""

    def compose(self) -> ComposeResult:
        """One widget."""
        yield OneLine()


if __name__ == "__main__":
    OneLineApp().run()

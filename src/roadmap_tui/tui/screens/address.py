"""Shows the whole address of a link when no browser can be opened, to be selected or copied."""

from textual.app import ComposeResult
from textual.binding import Binding

from roadmap_tui.core.links import url_problem
from roadmap_tui.core.text import screen_line
from roadmap_tui.errors import UsageError
from roadmap_tui.presentation.glyphs import Role, address
from roadmap_tui.presentation.paragraphs import BLANK, Paragraph
from roadmap_tui.tui.bindings import shared_bindings
from roadmap_tui.tui.screens.dialog import Dialog
from roadmap_tui.tui.widgets.document_view import DocumentView


class AddressScreen(Dialog[None]):
    """Shows one address."""

    BINDINGS = [Binding("escape,q,enter,o", "dismiss", "Close", show=False), *shared_bindings("link.copy")]

    def __init__(self, url: str, why: str, copy_key: str) -> None:
        """What to show.

        Args:
            url: The address.
            why: Why it is shown and not opened, a sentence.
            copy_key: What copies it.

        Raises:
            UsageError: It leads where no link may lead.
        """
        super().__init__()
        if problem := url_problem(url):
            raise UsageError(f"This link is not opened: its address {problem}.")
        self._url = url
        self._why = why
        self._copy_key = copy_key

    def compose(self) -> ComposeResult:
        """One document."""
        document = DocumentView(
            [
                Paragraph([(screen_line(self._why), Role.TEXT)]),
                BLANK,
                Paragraph([address(self._url)]),
                BLANK,
                Paragraph(
                    [(self._copy_key, Role.ACCENT), (" copies it; to select it, hold Shift and drag", Role.MUTED)]
                ),
            ]
        )
        document.border_title = "Address"
        document.border_subtitle = "Esc closes"
        yield document

    def action_copy_link(self) -> None:
        """Copy it, and go."""
        self.app.copy_to_clipboard(self._url)
        self.dismiss()

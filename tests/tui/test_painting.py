"""From spans to strips: what an encoding cannot show."""

import pytest

from roadmap_tui.tui.widgets.painting import encodable, measure


@pytest.mark.parametrize(
    ("text", "encoding", "expected"),
    [
        ("caf\u00e9", "utf-8", "caf\u00e9"),
        ("caf\u00e9", "ascii", "caf?"),
        ("\u6f22\u5b57!", "ascii", "????!"),
        ("e\u0301", "ascii", "e"),
    ],
)
def test_what_cannot_be_shown_keeps_its_place(text: str, encoding: str, expected: str) -> None:
    """Columns stay where they are."""
    assert encodable(text, encoding) == expected
    assert measure(encodable(text, encoding)) == measure(text)

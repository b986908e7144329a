"""All notes as one document."""

from roadmap_tui.core.marks import Field
from roadmap_tui.core.notes import all_notes
from roadmap_tui.core.progress import Progress
from roadmap_tui.formats.notes_markdown import dumps
from tests.mark_strategies import OWN, ROADMAP, some_mark


def test_notes_stand_in_the_order_of_the_roadmap() -> None:
    """Under their paths; those of topics that are gone come last and say so."""
    texts = {"gone": "orphan", "tools.make": "rules\n", "data.sql": "*rows*\n\n- a"}
    marks = [some_mark(topic, text, field=Field.NOTE) for topic, text in texts.items()]
    progress = Progress(ROADMAP, OWN).with_marks(marks)
    assert dumps(ROADMAP, all_notes(progress), lambda at: f"{at:%d.%m.}") == (
        "# Notes on A small roadmap\n\n"
        "## Data › SQL\n\n*22.11.*\n\n*rows*\n\n- a\n\n"
        "## Tools › Make\n\n*22.11.*\n\nrules\n\n"
        "## Title of gone (no longer in the roadmap)\n\n*22.11.*\n\norphan\n"
    )


def test_a_strangers_text_stays_text() -> None:
    """No link in a title, no control character anywhere."""
    mark = some_mark("gone", "\x1b]0;x\x07 \u202e", field=Field.NOTE)._replace(title="[x](y) *z*\n# \x1b")
    text = dumps(ROADMAP, all_notes(Progress(ROADMAP, OWN).with_marks([mark])), str)
    assert r"\[x\](y) \*z\* \# ␛ (no longer" in text
    assert not set("\x1b\x07\u202e") & set(text)

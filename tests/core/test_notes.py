"""All notes in one list, what may be in one, and texts written at the same time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_tui.core.actions import set_note, undo
from roadmap_tui.core.marks import NOTE_SEPARATOR, Field, Mark
from roadmap_tui.core.notes import (
    MAX_NOTE_BYTES,
    all_notes,
    conflicting_notes,
    filter_notes,
    is_too_long,
    merge_unseen,
    node_of_note,
    normalize_note,
    note_revisions,
    visible_note_ids,
)
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.roadmap import NodeId
from roadmap_tui.core.text import clean
from tests.conftest import NOON
from tests.mark_strategies import OWN, PROPERTY, ROADMAP, marks, some_mark

SQL, DATA, GONE = NodeId("data.sql"), NodeId("data"), NodeId("gone")


def noted(topic: str, text: str, second: float = 0, device: str = OWN) -> Progress:
    """One note."""
    return Progress(ROADMAP, OWN).with_marks([some_mark(topic, text, second, device=device, field=Field.NOTE)])


def test_all_notes_are_listed_the_newest_first() -> None:
    """Under former ids, on sections and on what is gone, each once; what was taken away is not."""
    written = [("sql", "old id", 1), ("data", "section", 2), ("gone", "orphan", 3), ("tools.make", "", 4)]
    progress = Progress(ROADMAP, OWN).with_marks(
        some_mark(topic, text, second, field=Field.NOTE) for topic, text, second in written
    )
    found = [(each.topic, each.node_index, each.title, each.text) for each in all_notes(progress)]
    assert found == [
        (GONE, None, "Title of gone", "orphan"),
        (DATA, 1, "Data", "section"),
        (SQL, 2, "SQL", "old id"),
    ]


@PROPERTY
@given(marks())
def test_a_note_is_listed_exactly_when_it_can_be_read(made: tuple[Mark, ...]) -> None:
    """Whatever the logs hold."""
    progress = Progress(ROADMAP, OWN).with_marks(made)
    listed = {each.topic: each.text for each in all_notes(progress)}
    assert all(
        listed.get(topic, "") == progress.note(topic) for topic in ROADMAP.indexes if progress.note(topic).strip()
    )
    assert all(text.strip() for text in listed.values())


@pytest.mark.parametrize(
    ("query", "expected"), [("", [SQL]), ("ROWS é", [SQL]), ("sql rows", [SQL]), ("rows nothing", []), ("title", [])]
)
def test_notes_are_found_by_title_and_text(query: str, expected: list[str]) -> None:
    """Words in any order, whatever their case and accents."""
    notes = all_notes(noted(SQL, "Ask for rows.\nCafé"))
    assert [each.topic for each in filter_notes(notes, query)] == expected


@given(st.text())
def test_what_is_kept_is_harmless(text: str) -> None:
    """And keeping it again changes nothing."""
    kept = normalize_note(text)
    assert clean(kept) == kept == normalize_note(kept)
    assert "\r" not in kept


@pytest.mark.parametrize(("text", "kept"), [("a\r\nb\rc", "a\nb\nc"), (" \n\t", ""), ("\x1b[31m", "␛[31m")])
def test_line_ends_and_controls_are_put_right(text: str, kept: str) -> None:
    """As terminals and other systems paste them; what is blank is no note."""
    assert normalize_note(text) == kept


def test_the_limit_counts_bytes() -> None:
    """Of UTF-8, as they stand in the log."""
    assert not is_too_long("a" * MAX_NOTE_BYTES)
    assert is_too_long("a" * (MAX_NOTE_BYTES + 1))
    assert is_too_long("é" * (MAX_NOTE_BYTES // 2 + 1))


def test_saving_hides_no_note_that_came_meanwhile() -> None:
    """From the same device or another one; what was seen is replaced, what was taken away stays away."""
    progress = noted(SQL, "seen")
    seen = visible_note_ids(progress, SQL)
    assert merge_unseen(progress, SQL, "mine", seen) == "mine"
    for device in (OWN, "phone"):
        later = progress.with_marks([some_mark(SQL, "theirs", 9, device=device, field=Field.NOTE)])
        assert merge_unseen(later, SQL, "mine", seen) == f"theirs{NOTE_SEPARATOR}mine"
        assert merge_unseen(later, SQL, "theirs", seen) == "theirs"
    emptied = progress.with_marks([some_mark(SQL, "", 9, field=Field.NOTE)])
    assert merge_unseen(emptied, SQL, "mine", seen) == "mine"


def test_notes_apart_are_those_that_say_something() -> None:
    """The same text twice, or a note that was taken away on one of the devices, is nothing to choose between."""
    progress = noted(SQL, "mine")
    for text, count in (("theirs", 2), ("mine", 1), ("", 1)):
        other = some_mark(SQL, text, 5, device="phone", field=Field.NOTE)
        assert len(conflicting_notes(progress.with_marks([other]), SQL)) == count


def test_earlier_texts_come_once_the_newest_first() -> None:
    """The one that counts first, what undo brought back where it came back."""
    progress = noted(SQL, "a")
    for text, second in (("b", 1), ("", 2), ("c", 3)):
        over = tuple(note.step for note in progress.notes(NodeId(SQL)))
        progress = progress.with_marks([some_mark(SQL, text, second, field=Field.NOTE)._replace(over=over)])
    assert [mark.value for mark in note_revisions(progress, SQL)] == ["c", "b", "a"]
    progress = progress.with_marks(undo(progress, NOON))
    progress = progress.with_marks(undo(progress, NOON))
    assert [mark.value for mark in note_revisions(progress, SQL)] == ["b", "c", "a"]


def test_the_note_of_a_topic_that_is_gone_can_be_changed() -> None:
    """Under its own id and its last title."""
    progress = noted(GONE, "a")
    step = set_note(progress, node_of_note(progress, GONE), "b", NOON)
    assert (step[0].topic, step[0].title) == (GONE, "Title of gone")
    assert progress.with_marks(step).note(GONE) == "b"
    assert node_of_note(progress, SQL) is ROADMAP.node(SQL)

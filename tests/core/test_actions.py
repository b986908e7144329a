"""Notes, own links and what was read: each an act that can be undone, and no note is ever lost to another."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_tui.core.actions import set_link, set_note, set_read, undo
from roadmap_tui.core.marks import NOTE_SEPARATOR, Device, Field, Step
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.roadmap import NodeId
from tests.conftest import NOON
from tests.mark_strategies import OWN, PROPERTY, ROADMAP, URLS, marks

SQL = ROADMAP.node(NodeId("data.sql"))
DATA = ROADMAP.node(NodeId("data"))
LAPTOP, PHONE = Progress(ROADMAP, OWN), Progress(ROADMAP, Device("phone"))


def at(second: int) -> datetime:
    """So many seconds past noon."""
    return NOON + timedelta(seconds=second)


def note(progress: Progress, text: str, second: int) -> Step:
    """A note on SQL."""
    return set_note(progress, SQL, text, at(second))


def test_a_note_is_kept_as_it_was_written() -> None:
    """On a topic as on a section."""
    step = (*note(LAPTOP, "a\n\n* b ", 0), *set_note(LAPTOP, DATA, "c", at(1)))
    progress = LAPTOP.with_marks(step)
    assert (progress.note(SQL.id), progress.note(DATA.id)) == ("a\n\n* b ", "c")


def test_an_act_that_changes_nothing_makes_no_mark() -> None:
    """Saving a note that was not touched, ticking what is ticked, naming a link as it is named."""
    assert note(LAPTOP, "", 0) == ()
    assert set_read(LAPTOP, SQL, URLS[0], False, NOON) == ()
    assert set_link(LAPTOP, SQL, URLS[0], "", NOON) == ()
    step = (
        *note(LAPTOP, "a", 0),
        *set_read(LAPTOP, SQL, URLS[0], True, at(1)),
        *set_link(LAPTOP, SQL, URLS[0], "b", at(2)),
    )
    progress = LAPTOP.with_marks(step)
    assert note(progress, "a", 3) == ()
    assert set_read(progress, SQL, URLS[0], True, at(4)) == ()
    assert set_link(progress, SQL, URLS[0], "b", at(5)) == ()


def test_two_notes_written_apart_are_both_shown() -> None:
    """Neither writer saw the other's; the order of reading does not matter."""
    here, there = note(LAPTOP, "mine", 0), note(PHONE, "theirs", 1)
    for progress in (LAPTOP.with_marks(here + there), PHONE.with_marks(there + here)):
        assert [mark.value for mark in progress.notes(SQL.id)] == ["mine", "theirs"]
        assert progress.note(SQL.id) == f"mine{NOTE_SEPARATOR}theirs"


def test_a_note_written_over_both_takes_the_place_of_both() -> None:
    """On every device, whichever wrote it."""
    apart = note(LAPTOP, "mine", 0) + note(PHONE, "theirs", 1)
    merged = note(PHONE.with_marks(apart), "one", 2)
    assert LAPTOP.with_marks(merged + apart).note(SQL.id) == "one"


def test_two_notes_can_be_kept_as_one_text() -> None:
    """Saving them as they are shown is an act: from then on there is one note."""
    both = LAPTOP.with_marks(note(LAPTOP, "mine", 0) + note(PHONE, "theirs", 1))
    assert len(both.with_marks(note(both, both.note(SQL.id), 2)).notes(SQL.id)) == 1


def test_taking_a_note_away_takes_only_what_was_seen() -> None:
    """What another device wrote meanwhile comes to light."""
    progress = LAPTOP.with_marks(note(LAPTOP, "mine", 0))
    progress = progress.with_marks(note(progress, "", 2) + note(PHONE, "theirs", 1))
    assert progress.note(SQL.id) == "theirs"


def test_the_same_text_written_twice_is_shown_once() -> None:
    """Nothing is gained by reading it again."""
    progress = LAPTOP.with_marks(note(LAPTOP, "same", 0) + note(PHONE, "same", 1))
    assert progress.note(SQL.id) == "same"


def test_a_copy_of_a_log_brings_no_second_note() -> None:
    """A file-sync tool's conflict copy may lack the last lines."""
    first = note(LAPTOP, "first", 0)
    second = note(LAPTOP.with_marks(first), "second", 1)
    copies = [mark._replace(device=Device("laptop.sync-conflict-1")) for mark in first]
    progress = LAPTOP.with_marks([*first, *second, *copies])
    assert [mark.value for mark in progress.notes(SQL.id)] == ["second"]


def test_undoing_a_note_leaves_one_that_was_written_apart() -> None:
    """It was never under it."""
    progress = LAPTOP.with_marks(note(LAPTOP, "mine", 0) + note(PHONE, "theirs", 1))
    assert progress.with_marks(undo(progress, at(2))).note(SQL.id) == "theirs"


def test_undoing_a_note_written_over_two_brings_both_back() -> None:
    """As one text."""
    both = LAPTOP.with_marks(note(LAPTOP, "mine", 0) + note(PHONE, "theirs", 1))
    progress = both.with_marks(note(both, "one", 2))
    assert progress.with_marks(undo(progress, at(3))).note(SQL.id) == both.note(SQL.id)


@PROPERTY
@given(marks(), st.text(st.characters(exclude_categories=["Cs"])))
def test_a_note_written_over_what_was_seen_is_the_note(drawn: Step, text: str) -> None:
    """Whatever was marked before, and whatever the clock says."""
    progress = LAPTOP.with_marks(drawn)
    assert progress.with_marks(note(progress, text, -9)).note(SQL.id) == text


def test_own_links_stand_in_the_order_they_were_added() -> None:
    """Each with its title; one that is named anew stays one link."""
    progress = LAPTOP
    for second, (url, title) in enumerate([(URLS[1], "b"), (URLS[0], "a"), (URLS[0], "c")]):
        progress = progress.with_marks(set_link(progress, SQL, url, title, at(second)))
    assert [(mark.url, mark.value) for mark in progress.own_links(SQL.id)] == [(URLS[1], "b"), (URLS[0], "c")]
    assert progress.own_links(DATA.id) == []


def test_a_link_that_was_taken_away_is_gone() -> None:
    """Its marks are not."""
    progress = LAPTOP.with_marks(set_link(LAPTOP, SQL, URLS[0], "a", NOON))
    progress = progress.with_marks(set_link(progress, SQL, URLS[0], "", at(1)))
    assert progress.own_links(SQL.id) == []
    assert len(progress.history(SQL.id, Field.LINK, URLS[0])) == 2


@pytest.mark.parametrize("is_read", [True, False])
def test_each_link_is_read_by_itself(is_read: bool) -> None:
    """And per topic: the same page may be worth reading twice."""
    progress = LAPTOP.with_marks(set_read(LAPTOP, SQL, URLS[0], True, NOON))
    progress = progress.with_marks(set_read(progress, SQL, URLS[0], is_read, at(1)))
    assert progress.has_read(SQL.id, URLS[0]) is is_read
    assert not progress.has_read(SQL.id, URLS[1])
    assert not progress.has_read(DATA.id, URLS[0])


def test_notes_that_claim_to_be_over_each_other_are_not_hidden() -> None:
    """As a damaged or hostile log may have them: the newest one counts."""
    (mine,), (theirs,) = note(LAPTOP, "mine", 0), note(PHONE, "theirs", 1)
    marks = [mine._replace(over=(theirs.step, mine.step)), theirs._replace(over=(mine.step,))]
    assert LAPTOP.with_marks(marks).note(SQL.id) == "theirs"

"""Progress: the fold does not care about order, undo is exact, and clocks may say what they like."""

import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_tui.core.actions import redo, set_status, toggle, undo
from roadmap_tui.core.marks import MAX_TITLE_BYTES, Device, Field, Mark, Status, Step
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.roadmap import Node, NodeId, Roadmap, RoadmapId, build_roadmap
from tests.conftest import NOON, Clock, make_roadmap
from tests.mark_strategies import (
    FORMER,
    OTHERS,
    OWN,
    PROPERTY,
    ROADMAP,
    Act,
    acts,
    after,
    histories,
    marking_acts,
    marks,
    some_mark,
    state,
)

SQL, REDIS = NodeId("data.sql"), NodeId("data.stores.redis")
EMPTY = Progress(ROADMAP, OWN)
INSTANT = timedelta(microseconds=1)


def node(name: str) -> Node:
    """A node of the roadmap, by its id."""
    return ROADMAP.node(NodeId(name))


def stacks(progress: Progress) -> tuple[list[Step], list[Step]]:
    """What undo and redo would take back."""
    return list(progress.undoable), list(progress.redoable)


def done(progress: Progress, *names: str, now: datetime = NOON) -> Progress:
    """Progress after these topics were marked done in one step."""
    return progress.with_marks(set_status(progress, map(node, names), Status.DONE, now))


# The fold.


def test_a_topic_that_was_never_marked_is_to_do() -> None:
    """Nothing marked means no history, no note, nothing to undo."""
    assert EMPTY.status(SQL) is Status.TODO
    assert (EMPTY.latest(SQL), EMPTY.history(SQL), EMPTY.note(SQL), EMPTY.orphans()) == (None, (), "", [])
    assert (undo(EMPTY, NOON), redo(EMPTY, NOON)) == ((), ())


def test_the_newest_mark_counts() -> None:
    """Whatever the order they are read in, the history is by time."""
    first, second = some_mark(value="doing", second=1), some_mark(value="done", second=2)
    progress = EMPTY.with_marks([second, first])
    assert progress.status(SQL) is Status.DONE
    assert progress.history(SQL) == (first, second)
    assert progress.latest(SQL) == second


def test_the_device_decides_between_marks_of_one_moment() -> None:
    """The greater name wins, on every device alike."""
    desk, phone = some_mark(value="done", device="desk"), some_mark(value="skipped", device="phone")
    for both in ([desk, phone], [phone, desk]):
        assert EMPTY.with_marks(both).status(SQL) is Status.SKIPPED


def test_fields_do_not_touch_each_other() -> None:
    """A note leaves the status alone, and a status the note."""
    progress = EMPTY.with_marks([some_mark(), some_mark(value="*why*", second=9, field=Field.NOTE)])
    assert (progress.status(SQL), progress.note(SQL)) == (Status.DONE, "*why*")


def test_marks_of_other_roadmaps_are_passed_over() -> None:
    """One log serves all roadmaps."""
    foreign = some_mark()._replace(roadmap=RoadmapId("other"))
    assert list(EMPTY.with_marks([foreign]).marks()) == []


def test_progress_is_a_value() -> None:
    """Adding marks leaves what was there before as it was."""
    before = EMPTY.with_marks([some_mark(value="doing")])
    before.with_marks([some_mark(second=5)])
    assert before.status(SQL) is Status.DOING
    assert len(before.history(SQL)) == len(list(before.undoable)) == 1


@PROPERTY
@given(marks().flatmap(lambda drawn: st.tuples(st.just(drawn), st.permutations(drawn), st.integers(0, len(drawn)))))
def test_order_and_portions_do_not_matter(drawn: tuple[tuple[Mark, ...], list[Mark], int]) -> None:
    """Any permutation, read in any two portions, gives the same histories."""
    in_order, shuffled, cut = drawn
    expected = EMPTY.with_marks(in_order)
    found = EMPTY.with_marks(shuffled[:cut]).with_marks(shuffled[cut:])
    assert histories(found) == histories(expected)
    assert state(found) == state(expected)


@PROPERTY
@given(marks(), marks(), marks())
def test_merging_logs_is_commutative_associative_and_idempotent(
    one: tuple[Mark, ...], two: tuple[Mark, ...], three: tuple[Mark, ...]
) -> None:
    """Sync may bring logs in any order, and as often as it likes."""
    left = EMPTY.with_marks(one).with_marks(two).with_marks(three)
    right = EMPTY.with_marks(three).with_marks((*two, *one))
    twice = left.with_marks(two).with_marks(one)
    assert histories(left) == histories(right) == histories(twice)


@PROPERTY
@given(marks(), st.data())
def test_reading_marks_again_changes_nothing(drawn: tuple[Mark, ...], data: st.DataObject) -> None:
    """Not even what can be undone."""
    progress = EMPTY.with_marks(drawn)
    again = progress.with_marks(data.draw(st.lists(st.sampled_from(drawn)) if drawn else st.just([])))
    assert histories(again) == histories(progress)
    assert stacks(again) == stacks(progress)


@PROPERTY
@given(marks())
def test_every_mark_is_kept(drawn: tuple[Mark, ...]) -> None:
    """The fold takes nothing out but duplicates and other roadmaps."""
    progress = EMPTY.with_marks(drawn)
    own = [mark._replace(device=OWN) for mark in drawn if mark.roadmap == ROADMAP.id]
    assert sorted(mark._replace(device=OWN) for mark in progress.marks()) == sorted(set(own))


# Setting and toggling.


def test_setting_a_status_marks_only_what_changes() -> None:
    """A topic that has the status already gets no mark."""
    progress = done(EMPTY, "data.sql")
    made = set_status(progress, [node("data.sql"), node("tools.make")], Status.DONE, NOON + INSTANT)
    assert [mark.topic for mark in made] == ["tools.make"]
    assert set_status(progress, [node("data.sql")], Status.DONE, NOON) == ()


def test_one_act_is_one_step() -> None:
    """Its marks share a name that the next act does not have."""
    first = set_status(EMPTY, ROADMAP.topics(), Status.DONE, NOON)
    second = set_status(EMPTY.with_marks(first), ROADMAP.topics(), Status.TODO, NOON + INSTANT)
    assert len({mark.step for mark in first}) == len({mark.step for mark in second}) == 1
    assert first[0].step != second[0].step


def test_a_mark_says_who_what_and_when() -> None:
    """The title goes along, so that an orphan can be named."""
    (mark,) = set_status(EMPTY, [node("data.sql")], Status.SKIPPED, NOON)
    assert (mark.at, mark.device, mark.roadmap, mark.topic) == (NOON, OWN, "small", "data.sql")
    assert (mark.field, mark.value, mark.title, mark.undoes) == (Field.STATUS, "skipped", "SQL", "")


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (("todo", "todo"), ("done", "done")),
        (("doing", "done"), ("done", "done")),
        (("done", "done"), ("todo", "todo")),
        (("done", "skipped"), ("todo", "skipped")),
        (("todo", "skipped"), ("done", "skipped")),
        (("skipped", "skipped"), ("done", "done")),
    ],
)
def test_toggling_finishes_what_is_open_else_reopens(before: tuple[str, str], expected: tuple[str, str]) -> None:
    """Skipped topics are left alone unless there is nothing else."""
    topics = [node("data.sql"), node("tools.make")]
    progress = EMPTY.with_marks(some_mark(topic.id, value) for topic, value in zip(topics, before, strict=True))
    toggled = progress.with_marks(toggle(progress, topics, NOON + timedelta(hours=1)))
    assert tuple(toggled.status(topic.id) for topic in topics) == expected


@pytest.mark.parametrize(("status", "is_open"), zip(Status, [True, True, False, False], strict=True))
def test_to_do_and_in_progress_are_open(status: Status, is_open: bool) -> None:
    """Done and skipped are behind the user."""
    assert status.is_open is is_open


# Undo and redo.


@PROPERTY
@given(marks(), marking_acts())
def test_an_act_and_its_undo_lead_back(drawn: tuple[Mark, ...], act: Act) -> None:
    """Whatever was marked before, on whatever devices, and whatever the clock says."""
    before = EMPTY.with_marks(drawn)
    made = act.marks(before, 0)
    between = before.with_marks(made)
    undone = between.with_marks(undo(between, NOON) if made else ())
    assert state(undone) == state(before)


@PROPERTY
@given(marks(OTHERS), st.lists(marking_acts(), max_size=8))
def test_undo_goes_all_the_way_back_and_redo_all_the_way_forward(drawn: tuple[Mark, ...], series: list[Act]) -> None:
    """Step by step, through the same states."""
    states = [EMPTY.with_marks(drawn)]
    for number, act in enumerate(series):
        if made := act.marks(states[-1], number):
            states.append(states[-1].with_marks(made))
    expected = [state(progress) for progress in states]
    progress, seen = states[-1], [expected[-1]]
    for number, reverse in enumerate([undo] * (len(states) - 1) + [redo] * (len(states) - 1), 100):
        progress = progress.with_marks(reverse(progress, NOON + number * INSTANT))
        seen.append(state(progress))
    assert seen == [*expected[::-1], *expected[1:]]


@PROPERTY
@given(marks(OTHERS), acts(), st.data())
def test_what_can_be_undone_survives_a_restart(drawn: tuple[Mark, ...], series: list[Act], data: st.DataObject) -> None:
    """Folding the logs again gives the same stacks, wherever the other devices' marks come in between."""
    progress = EMPTY.with_marks(drawn)
    own: list[Mark] = []
    for number, act in enumerate(series):
        made = act.marks(progress, number)
        own += made
        progress = progress.with_marks(made)
    cut = data.draw(st.integers(0, len(own)))
    restarted = EMPTY.with_marks([*own[:cut], *drawn, *own[cut:]])
    assert histories(restarted) == histories(progress)
    assert stacks(restarted) == stacks(progress)


@PROPERTY
@given(acts(), marks(OTHERS, within_s=9), acts())
def test_undo_touches_only_what_this_device_marked_last(
    series: list[Act], drawn: tuple[Mark, ...], more: list[Act]
) -> None:
    """What another device marked after a step stands in the way of undoing that step, but for notes written apart."""
    progress = after(after(EMPTY, series).with_marks(drawn), [act._replace(clock_s=act.clock_s + 60) for act in more])
    for mark in (*undo(progress, NOON), *redo(progress, NOON)):
        history = progress.history(mark.topic, mark.field, mark.url)
        place = next(place for place, earlier in enumerate(history) if earlier.step == mark.undoes)
        others = [later for later in history[place:] if later.device != OWN]
        assert mark.field is Field.NOTE or not others
        assert not any(mark.undoes in later.over for later in others)


def test_two_steps_on_one_topic_are_undone_one_after_the_other() -> None:
    """The undo of the second must not hide the first, nor make undo reach for an unrelated step."""
    progress = done(EMPTY, "tools.make")
    for second, status in enumerate((Status.DOING, Status.DONE), 1):
        step = set_status(progress, [node("data.sql")], status, NOON + timedelta(seconds=second))
        progress = progress.with_marks(step)
    pairs = [(undo, "doing"), (undo, "todo"), (redo, "doing"), (redo, "done")]
    for second, (reverse, expected) in enumerate(pairs, 3):
        progress = progress.with_marks(reverse(progress, NOON + timedelta(seconds=second)))
        assert (progress.status(SQL), progress.status(NodeId("tools.make"))) == (expected, Status.DONE)


def test_undo_restores_what_another_device_had_marked_before() -> None:
    """The state before the step, not to do."""
    progress = done(EMPTY.with_marks([some_mark(value="doing", second=-9, device="phone")]), "data.sql")
    assert progress.with_marks(undo(progress, NOON)).status(SQL) is Status.DOING


def test_undo_passes_over_a_step_that_another_device_has_overwritten() -> None:
    """The step before it is taken back instead, and the other device's mark stays."""
    progress = done(done(EMPTY, "tools.make"), "data.sql", now=NOON + INSTANT)
    progress = progress.with_marks([some_mark(value="skipped", second=5, device="phone")])
    undone = progress.with_marks(undo(progress, NOON + timedelta(seconds=9)))
    assert undone.status(NodeId("tools.make")) is Status.TODO
    assert undone.status(SQL) is Status.SKIPPED


def test_undo_takes_back_the_rest_of_a_step_that_was_overwritten_in_part() -> None:
    """Topic by topic."""
    progress = done(EMPTY, "tools.make", "data.sql")
    progress = progress.with_marks([some_mark(value="skipped", second=5, device="phone")])
    assert [mark.topic for mark in undo(progress, NOON)] == ["tools.make"]


def test_other_devices_steps_cannot_be_undone() -> None:
    """Undo is for what was done here."""
    assert undo(EMPTY.with_marks([some_mark(device="phone")]), NOON) == ()


def test_a_copy_of_the_log_does_not_stand_in_the_way_of_undo() -> None:
    """A file-sync tool's conflict copy holds the same marks under another name."""
    progress = done(EMPTY, "data.sql")
    copies = [mark._replace(device=Device("laptop.sync-conflict-1")) for mark in progress.marks()]
    made = undo(progress.with_marks(copies), NOON)
    assert [(mark.topic, mark.value) for mark in made] == [("data.sql", "todo")]


def test_undo_leaves_what_another_device_marked_in_the_same_moment() -> None:
    """Two devices that both run behind a wrong clock's mark give their own the same time."""
    progress = done(EMPTY, "data.sql").with_marks([some_mark(value="skipped", device="phone")])
    assert progress.status(SQL) is Status.SKIPPED
    assert undo(progress, NOON) == ()


def test_a_new_act_leaves_nothing_to_redo() -> None:
    """As in any editor."""
    progress = done(EMPTY, "data.sql")
    progress = progress.with_marks(undo(progress, NOON + INSTANT))
    assert list(progress.redoable)
    assert not list(done(progress, "tools.make", now=NOON + 2 * INSTANT).redoable)


def test_undo_and_redo_name_what_they_take_back() -> None:
    """The log tells an undo from a mark made by hand."""
    progress = done(EMPTY, "data.sql")
    (undoing,) = step = undo(progress, NOON + INSTANT)
    progress = progress.with_marks(step)
    (redoing,) = redo(progress, NOON + 2 * INSTANT)
    assert undoing.undoes == progress.history(SQL)[0].step
    assert redoing.undoes == undoing.step


@pytest.mark.parametrize(("before", "expected"), [((), ""), (("old",), "old")])
def test_a_note_can_be_undone(before: tuple[str, ...], expected: str) -> None:
    """The text before it comes back, or none."""
    notes = [some_mark(value=text, second=second, field=Field.NOTE) for second, text in enumerate((*before, "new"))]
    progress = EMPTY.with_marks(notes)
    assert progress.with_marks(undo(progress, NOON + timedelta(hours=1))).note(SQL) == expected


# Clocks.


@pytest.mark.parametrize("behind", [INSTANT, timedelta(hours=1), timedelta(days=3650)])
def test_a_later_act_wins_however_far_the_clock_runs_behind(behind: timedelta) -> None:
    """Its time is one microsecond past the newest mark that was seen for the topic."""
    progress = EMPTY.with_marks([some_mark(device="phone")])
    (mark,) = set_status(progress, [node("data.sql")], Status.SKIPPED, NOON - behind)
    assert mark.at == NOON + INSTANT
    assert progress.with_marks([mark]).status(SQL) is Status.SKIPPED


def test_undo_and_redo_win_too_when_the_clock_runs_behind() -> None:
    """Each a microsecond past what it takes back."""
    progress = done(EMPTY, "data.sql")
    for number, (reverse, expected) in enumerate([(undo, Status.TODO), (redo, Status.DONE)], 1):
        (mark,) = reverse(progress, NOON - timedelta(days=number))
        progress = progress.with_marks([mark])
        assert (progress.status(SQL), mark.at) == (expected, NOON + number * INSTANT)


def test_a_clock_that_runs_behind_spoils_no_other_topic() -> None:
    """Only the topic that was marked under the wrong clock keeps the wrong time."""
    progress = EMPTY.with_marks([some_mark(second=10**9)])
    (mark,) = set_status(progress, [node("tools.make")], Status.DONE, NOON)
    assert mark.at == NOON


@PROPERTY
@given(marks(), acts())
def test_each_act_is_later_than_everything_seen(drawn: tuple[Mark, ...], series: list[Act]) -> None:
    """Within a history, times of this device's own acts rise strictly, whatever its clock did."""
    progress = EMPTY.with_marks(drawn)
    seen = set(progress.marks())
    for history in histories(after(progress, series)).values():
        made = [mark for mark in history if mark not in seen]
        assert all(one.at < other.at for one, other in pairwise(made))
        assert not made or all(mark.at < made[0].at for mark in history if mark in seen)


@pytest.mark.parametrize(
    "jump", [datetime(1970, 1, 1, tzinfo=UTC), datetime(1900, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)]
)
def test_a_clock_may_jump_anywhere(jump: datetime) -> None:
    """What is marked under a wrong clock counts, and so does what is marked once the clock is right again."""
    progress = done(done(EMPTY, "data.sql", now=jump), "data.stores.redis")
    progress = progress.with_marks(set_status(progress, [node("data.sql")], Status.DOING, NOON))
    assert (progress.status(SQL), progress.status(REDIS)) == (Status.DOING, Status.DONE)
    progress = progress.with_marks(undo(progress, NOON + INSTANT))
    assert progress.status(SQL) is Status.DONE


def test_a_mark_at_the_end_of_time_does_not_lock_its_topic() -> None:
    """A damaged clock or a hostile log may say so."""
    progress = done(EMPTY, "data.sql", now=datetime.max.replace(tzinfo=UTC))
    progress = progress.with_marks(set_status(progress, [node("data.sql")], Status.DOING, NOON))
    assert progress.status(SQL) is Status.DOING


# Topics that come, go and change their ids.


@pytest.mark.parametrize("former", FORMER["data.sql"])
def test_marks_under_a_former_id_count_for_the_topic(former: str) -> None:
    """They stand in its history, and are no orphans."""
    old, new = some_mark(former, "doing"), some_mark("data.sql", "done", second=1)
    progress = EMPTY.with_marks([new, old])
    assert progress.history(SQL) == (old, new)
    assert EMPTY.with_marks([old]).status(SQL) is Status.DOING
    assert progress.orphans() == []


def test_a_mark_under_a_former_id_can_be_undone() -> None:
    """The undoing mark bears the present id."""
    progress = EMPTY.with_marks([some_mark("databases.sql")])
    (mark,) = undo(progress, NOON + INSTANT)
    assert (mark.topic, mark.value) == ("data.sql", "todo")
    assert progress.with_marks([mark]).status(SQL) is Status.TODO


def test_an_id_that_is_alive_is_nobodys_former_one(roadmap: Roadmap) -> None:
    """Should a file say both, the living topic keeps its marks."""
    nodes = [node._replace(was=(REDIS,)) if node.id == "tools.make" else node for node in roadmap.nodes]
    progress = Progress(build_roadmap(roadmap.id, nodes), OWN).with_marks([some_mark(REDIS)])
    assert progress.status(REDIS) is Status.DONE
    assert progress.status(NodeId("tools.make")) is Status.TODO


def test_marks_of_topics_that_are_gone_are_orphans() -> None:
    """Those that are simply to do again, and marks of topics that are there, are not."""
    gone, reset = some_mark("gone"), some_mark("gone.too", "todo", second=1)
    progress = EMPTY.with_marks([some_mark(), some_mark("gone.too"), gone, reset])
    assert progress.orphans() == [gone]


def test_a_topic_that_returns_has_its_marks_back() -> None:
    """An orphan is kept, not forgotten."""
    without = Progress(make_roadmap(("", "Small", False), ("tools", "Tools", True)), OWN).with_marks([some_mark()])
    assert [mark.title for mark in without.orphans()] == ["Title of data.sql"]
    returned = EMPTY.with_marks(without.marks())
    assert returned.status(SQL) is Status.DONE
    assert returned.orphans() == []


def test_orphans_can_be_undone() -> None:
    """Removing a topic from the roadmap does not lock the way back."""
    progress = EMPTY.with_marks([some_mark("gone")])
    assert progress.with_marks(undo(progress, NOON + INSTANT)).orphans() == []


def test_steps_stay_apart_when_the_clock_moves(progress: Progress, clock: Clock) -> None:
    """Marking the same topics twice is two steps, each with its own undo."""
    topics = list(progress.roadmap.topics())
    made: list[Step] = []
    for status in (Status.DOING, Status.DONE):
        made.append(set_status(progress, topics, status, clock.tick()))
        progress = progress.with_marks(made[-1])
    assert list(progress.undoable) == made[::-1]


def since(progress: Progress) -> datetime:
    """When SQL came to have its status."""
    mark = progress.status_since(SQL)
    assert mark
    return mark.at


def test_since_is_when_it_came_to_be_what_it_is() -> None:
    """What was undone in between leaves the day as it was."""
    progress = done(EMPTY, "data.sql")
    changed = progress.with_marks(set_status(progress, [node("data.sql")], Status.TODO, NOON + INSTANT))
    restored = changed.with_marks(undo(changed, NOON + 2 * INSTANT))
    assert since(changed) == NOON + INSTANT
    assert since(restored) == NOON
    again = restored.with_marks(redo(restored, NOON + 3 * INSTANT))
    assert since(again) == NOON + INSTANT


def test_since_is_nothing_once_everything_is_undone() -> None:
    """As before the topic was ever marked."""
    progress = done(EMPTY, "data.sql")
    assert progress.with_marks(undo(progress, NOON + INSTANT)).status_since(SQL) is None


def test_a_topic_that_became_a_section_is_an_orphan() -> None:
    """Its status is neither shown nor lost."""
    section = make_roadmap(("", "R", False), ("a", "A", False), ("a.x", "X", True))
    mark = some_mark("a")._replace(roadmap=section.id)
    assert Progress(section, OWN).with_marks([mark]).orphans() == [mark]


def test_folding_takes_time_that_grows_with_the_marks_alone() -> None:
    """Twice the marks, about twice the work: no mark looks at all that came before it."""
    calls = Counter[int]()
    for number in (2_000, 4_000):
        marks = [some_mark("data.sql", step=f"s{each}", second=each) for each in range(number)]
        topics = [mark._replace(topic=NodeId(f"t{each}")) for each, mark in enumerate(marks)]

        def count(*_: object, number: int = number) -> None:
            calls[number] += 1

        sys.setprofile(count)
        EMPTY.with_marks(topics)
        sys.setprofile(None)
    assert calls[4_000] < 2.2 * calls[2_000]


def test_a_step_of_many_marks_stays_one_step() -> None:
    """Whether they are read together or one by one."""
    marks = [some_mark("data.sql", step="s", second=each)._replace(topic=NodeId(f"t{each}")) for each in range(3_000)]
    together = EMPTY.with_marks(marks)
    one_by_one = EMPTY
    for mark in marks:
        one_by_one = one_by_one.with_marks([mark])
    assert stacks(together) == stacks(one_by_one) == ([tuple(marks)], [])


def test_a_mark_keeps_no_more_of_a_title_than_names_a_topic(progress: Progress) -> None:
    """A roadmap with titles of a megabyte must not fill up the log."""
    node = progress.roadmap.node(NodeId("data.sql"))._replace(title="x" * 10**6)
    (mark,) = set_status(progress, [node], Status.DONE, NOON)
    assert len(mark.title.encode()) == MAX_TITLE_BYTES


def test_titles_are_cut_by_bytes_at_the_end_of_a_character(progress: Progress) -> None:
    """A title of four-byte characters takes no more room than one of letters."""
    node = progress.roadmap.node(NodeId("data.sql"))._replace(title="x" + "\N{GRINNING FACE}" * 10**3)
    (mark,) = set_status(progress, [node], Status.DONE, NOON)
    assert mark.title == "x" + "\N{GRINNING FACE}" * 49


def test_many_marks_of_one_topic_fold_in_linear_time() -> None:
    """Also from two logs whose marks alternate."""
    calls = Counter[int]()
    for number in (2_000, 4_000):
        marks = [
            some_mark("data.sql", second=each, device=device, step=f"{device}{each}")
            for device in ("one", "two")
            for each in range(number)
        ]

        def count(*_: object, number: int = number) -> None:
            calls[number] += 1

        sys.setprofile(count)
        progress = EMPTY.with_marks(marks)
        sys.setprofile(None)
        assert len(progress.history(NodeId("data.sql"))) == 2 * number
    assert calls[4_000] < 2.2 * calls[2_000]


def test_a_mark_in_several_logs_is_one_mark() -> None:
    """A copy of a log has another name; of equal marks the one in our own log stays, and can be undone."""
    own, copy = some_mark("data.sql", step="s"), some_mark("data.sql", step="s", device="copy")
    for order in ([own, copy], [copy, own]):
        together, one_by_one = EMPTY.with_marks(order), EMPTY
        for mark in order:
            one_by_one = one_by_one.with_marks([mark])
        for progress in (together, one_by_one):
            assert progress.history(NodeId("data.sql")) == (own,)
            assert stacks(progress) == ([(own,)], [])


def test_notes_that_two_machines_wrote_into_one_log_are_both_shown() -> None:
    """Neither writer saw the other one's note."""
    notes = [some_mark("data.sql", text, second, field=Field.NOTE) for second, text in enumerate(("one", "two"))]
    assert EMPTY.with_marks(notes).notes(NodeId("data.sql")) == tuple(notes)


def test_two_actions_on_a_clock_that_stands_still_are_two_steps() -> None:
    """Done, done, undo, redo in one microsecond: each is taken back alone."""
    progress = done(done(EMPTY, "data.sql"), "tools.git")
    assert len(list(progress.undoable)) == 2
    undone = progress.with_marks(undo(progress, NOON))
    assert (undone.status(NodeId("data.sql")), undone.status(NodeId("tools.git"))) == (Status.DONE, Status.TODO)
    assert undone.with_marks(redo(undone, NOON)).status(NodeId("tools.git")) is Status.DONE

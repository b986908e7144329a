"""Which topic of a new edition is which of the old one."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap_tui.core.roadmap import Link, Roadmap, RoadmapId
from roadmap_tui.core.update.comparison import is_certain, normalize_title
from roadmap_tui.core.update.draft import Outline, OutlineItem, ParsedRoadmap, parse_outline
from roadmap_tui.core.update.matching import Matching, Reason, match
from roadmap_tui.core.update.merge import NO_PREVIOUS_EDITIONS, collect_previous, merge


def edition(text: str) -> ParsedRoadmap:
    """A draft from lines: two blanks a level, `#` a section, `@` a link, `!` an upstream id."""
    outline, open_ = Outline(), [-1]
    for line in text.splitlines():
        words, _, ref = line.strip().partition(" !")
        words, _, url = words.partition(" @")
        depth = (len(line) - len(line.lstrip())) // 2
        entry = OutlineItem(words.lstrip("# "), open_[depth], is_topic="#" not in words, ref=ref or None)
        entry.links += [Link(url, f"https://example.org/{url}")] if url else []
        del open_[depth + 1 :]
        open_.append(outline.add(entry))
    return parse_outline(outline, "A list")


def matched(old: str, new: str) -> tuple[dict[str, str], Matching]:
    """Which topic is which, by title and, where these repeat, place."""
    before, after = edition(old).nodes, edition(new).nodes
    found = match(before, after)
    pairs = [pair for pair in found.certain if before[pair.old].is_topic]
    return {f"{before[pair.old].title}:{pair.old}": f"{after[pair.new].title}:{pair.new}" for pair in pairs}, found


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("# A\n  x !1", "# B\n  renamed entirely !1", Reason.REF),
        ("# A\n  x\n# B\n  x", "# B\n  x\n# C\n  y", Reason.SECTION),
        ("# A\n  x\n# B\n  y", "# A\n  z\n# B\n  y\n  x", Reason.TITLE),
        ("# A\n  x @u\n  other", "# A\n  quite another name @u\n  other", Reason.LINK),
        ("# A\n  Asymptotic notations", "# A\n  Asymptotic notation", Reason.SIMILAR),
        ("# A\n  **x**, done!", "# A\n  X done", Reason.SECTION),
    ],
)
def test_each_step_finds_what_the_ones_before_do_not(old: str, new: str, reason: Reason) -> None:
    """Upstream id, section and title, unique title, unique link, spelling."""
    assert reason in {pair.reason for pair in match(edition(old).nodes, edition(new).nodes).certain if pair.new}


def test_a_renamed_top_heading_loses_nothing() -> None:
    """Ids made of the whole path of headings would lose every tick, and so would twins matched by their titles."""
    old = "# Top\n" + "".join(f"  # S{n}\n    intro\n    topic {n}\n" for n in range(50))
    pairs, found = matched(old, old.replace("# Top", "# Another name"))
    assert len(pairs) == 100
    assert not found.ambiguous


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("# A\n  intro\n  intro", "# A\n  intro"),
        ("# A\n  x\n# B\n  x", "# C\n  x"),
        ("# A\n  Sorting 1", "# A\n  Sorting 2"),
        ("# A\n  Encode a message", "# A\n  Decode a message"),
        ("# A\n  Algorithms I", "# A\n  Algorithms II"),
        ("# A\n  Binary search", "# A\n  Binary search trees"),
        ("# A\n  x @u\n  x @v", "# A\n  x @w"),
        ("# A\n  x\n  y\n  x", "# A\n  y\n  a\n  x\n  b\n  x\n  c"),
    ],
)
def test_what_is_doubtful_is_asked_and_not_guessed(old: str, new: str) -> None:
    """A tick never jumps to a twin."""
    pairs, found = matched(old, new)
    assert {title for title in pairs if not title.startswith("y:")} == set()
    assert found.ambiguous


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("http://www.example.org/a/", "https://example.org/a"),
        ("https://example.org/a", "https://web.archive.org/web/20190102030405/https://example.org/a"),
        ("https://www.youtube.com/watch?t=1&v=abcdefghijk", "https://youtu.be/abcdefghijk"),
    ],
)
def test_an_address_is_the_same_however_it_is_written(old: str, new: str) -> None:
    """Dead links are replaced with archived ones, and http with https."""
    (before, after) = (
        parse_outline(Outline(items=[OutlineItem(title, -1, is_topic=True, links=[Link("x", url)])]), "x").nodes
        for title, url in (("Old words", old), ("Other title", new))
    )
    assert [pair.reason for pair in match(before, after).certain][1:] == [Reason.LINK]


def test_of_two_twins_the_one_with_its_link_stays_itself() -> None:
    """The tick of the other is parked."""
    pairs, found = matched("# A\n  x @u\n  x @v", "# A\n  x @v")
    assert pairs == {"x:3": "x:2"}
    assert found.removed == (2,)


def test_what_nothing_speaks_for_has_vanished() -> None:
    """It is no question."""
    pairs, found = matched("# A\n  Redis\n  Kafka", "# A\n  Kafka\n  Zebra")
    assert pairs == {"Kafka:3": "Kafka:2"}
    assert (found.ambiguous, found.removed) == ((), (2,))


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("organise your notes", "organize your notes", True),
        ("big o notation", "big o notations", True),
        ("e mail", "email", True),
        ("tcp handshake", "udp handshake", False),
        ("import data", "export data", False),
        ("http 1", "http 2", False),
        ("a b", "a b c", False),
    ],
)
def test_only_spelling_is_certain(old: str, new: str, same: bool) -> None:
    """Another number, short word or beginning is another thing."""
    assert is_certain(normalize_title(old), normalize_title(new)) is same


titles = st.sampled_from(["intro", "Intro", "x", "y", "Sorting 1", "Sorting 2", "C", "C++", "数据", ""])
rows = st.lists(st.tuples(st.integers(0, 3), titles, st.booleans(), st.sampled_from(["", "u", "v"])), max_size=12)


def build(drawn: list[tuple[int, str, bool, str]]) -> ParsedRoadmap:
    outline, open_ = Outline(), [-1]
    for depth, title, is_topic, url in drawn:
        depth = min(depth, len(open_) - 1)
        entry = OutlineItem(title or "?", open_[depth], is_topic=is_topic)
        entry.links += [Link(url, f"https://example.org/{url}")] if url else []
        del open_[depth + 1 :]
        open_.append(outline.add(entry))
    return parse_outline(outline, "A list")


@settings(deadline=None)
@given(rows, rows)
def test_a_matching_is_one_to_one_and_leaves_nothing_out(
    old: list[tuple[int, str, bool, str]], new: list[tuple[int, str, bool, str]]
) -> None:
    """Every old topic is matched, doubtful or vanished, and a topic never matches a section."""
    before, after = build(old).nodes, build(new).nodes
    found = match(before, after)
    olds = [pair.old for pair in found.certain]
    assert len(set(olds)) == len(olds) == len({pair.new for pair in found.certain})
    assert all(before[pair.old].is_topic == after[pair.new].is_topic for pair in found.certain)
    topics = {index for index, node in enumerate(before) if node.is_topic}
    doubtful = {pair.old for pair in found.ambiguous}
    assert sorted([*(topics & set(olds)), *doubtful, *found.removed]) == sorted(topics)


def make(drawn: ParsedRoadmap, before: Roadmap | None = None, older: tuple[Roadmap, ...] = ()) -> Roadmap:
    past = collect_previous(before, older, {}) if before else NO_PREVIOUS_EDITIONS
    return merge(RoadmapId("x"), drawn, past, reserved={"title"}).roadmap


@settings(deadline=None)
@given(rows)
def test_the_same_edition_again_changes_nothing(drawn: list[tuple[int, str, bool, str]]) -> None:
    """Ids are stable, and nothing has a former one."""
    first = make(build(drawn))
    assert make(build(drawn), first) == first


@settings(deadline=None)
@given(rows, rows)
def test_ids_never_mean_two_topics(
    old: list[tuple[int, str, bool, str]], new: list[tuple[int, str, bool, str]]
) -> None:
    """An id of the old edition goes on with the topic it was matched with, or nobody has it."""
    first = make(build(old))
    made = merge(RoadmapId("x"), build(new), collect_previous(first, (), {}), reserved={"title"})
    assert len(made.roadmap.indexes) == len(made.roadmap.nodes)
    old_of = made.matching.old_of
    for index, node in enumerate(made.roadmap.nodes):
        for known in {node.id, *node.was} & first.indexes.keys():
            assert old_of[index] == first.indexes[known]
        if index in old_of:
            assert first.nodes[old_of[index]].id in (node.id, *node.was)
    assert not made.roadmap.renamed.keys() & made.roadmap.indexes.keys()


@settings(deadline=None)
@given(rows, rows)
def test_going_back_gives_everything_back(
    old: list[tuple[int, str, bool, str]], new: list[tuple[int, str, bool, str]]
) -> None:
    """Every topic, twins included, has its marks again, under its id or one that it had."""
    first = make(build(old))
    second = make(build(new), first)
    third = make(build(old), second, (first,))
    for before, back in zip(first.nodes, third.nodes, strict=True):
        assert before.id in (back.id, *back.was)


def test_six_thousand_topics_are_matched_in_a_moment() -> None:
    """Even when most of them have another title."""
    old = build(
        [(n % 200 > 0, f"Topic {n} of {n % 7}" if n % 200 else f"Section {n}", n % 200 > 0, "") for n in range(6_000)]
    )
    new = build(
        [(n % 200 > 0, f"Topics {n} off {n % 7}" if n % 200 else f"Section {n}", n % 200 > 0, "") for n in range(6_000)]
    )
    start = time.perf_counter()
    match(old.nodes, new.nodes)
    assert time.perf_counter() - start < 30

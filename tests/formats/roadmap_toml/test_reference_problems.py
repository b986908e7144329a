"""The ids that `after` and `was` may name, and cycles of `after`."""

import pytest

from roadmap_tui.errors import Problem
from roadmap_tui.formats.roadmap_toml import reference_problems
from tests.formats.roadmap_toml.files import HEAD, NODE, mistakes, only_mistake

NODES = f"{NODE}[b]\ntitle = 'B'\n[b.c]\ntitle = 'C'\n[b.c.d]\ntitle = 'D'\n"
"""Topics `a` and `b.c.d` in sections; what follows belongs to `b.c.d` and begins on line 12."""


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('after = ["d"]', 'after names "d", which does not exist; did you mean b.c.d?'),
        ('after = ["x.d"]', 'after names "x.d", which does not exist; did you mean b.c.d?'),
        ('after = ["b.cc"]', 'after names "b.cc", which does not exist; did you mean b.c?'),
        ('after = ["nothing-like-it"]', 'after names "nothing-like-it", which does not exist'),
        ('after = [""]', 'after names "", which does not exist'),
        ('after = ["b.c.d"]', 'after names "b.c.d", which is itself'),
        ('after = ["b"]', 'after names "b", which it is a part of'),
        ('after = ["a", "a"]', 'after names "a" twice'),
        ('was = ["a"]', 'was names "a", which is an id in use (line 4)'),
        ('was = ["b.c.d"]', 'was names "b.c.d", which is an id in use (line 10)'),
        ('was = [""]', 'was names "", which is no id: it is empty'),
        ('was = ["a..b"]', 'was names "a..b", which is no id: it is empty'),
        ('was = ["a b"]', 'was names "a b", which is no id: it may hold only letters, digits and hyphens'),
        (f'was = ["{"x" * 201}"]', f'was names "{"x" * 59}…", which is no id: it is longer than 200 characters'),
        ('was = ["o", "o"]', 'was names "o", which it names already (line 12)'),
    ],
)
def test_references_are_checked(line: str, message: str) -> None:
    """What a list names must be something, and something sensible."""
    assert only_mistake(NODES + line) == Problem(12, message)


def test_ids_that_only_begin_alike_are_not_parts_of_each_other() -> None:
    """A part begins after a dot."""
    assert not mistakes(
        f"{NODE}[ab]\ntitle = 'AB'\nafter = ['a']\n[b]\ntitle = 'B'\nafter = ['ba']\n[ba]\ntitle = 'BA'"
    )


def test_the_search_for_what_was_meant_comes_to_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a hundred thousand ids each guess takes a second."""
    monkeypatch.setattr(reference_problems, "_MAX_COMPARISONS", 4)
    first, second = mistakes(f"{NODES}after = ['bb', 'aa']")
    assert first.message == 'after names "bb", which does not exist; did you mean b?'
    assert second.message == 'after names "aa", which does not exist'


def test_a_section_cannot_come_after_a_part_of_it() -> None:
    """It is complete when its parts are."""
    text = NODES.replace("title = 'B'", "title = 'B'\nafter = ['b.c.d']")
    assert only_mistake(text) == Problem(8, 'after names "b.c.d", which is a part of it')


def test_two_nodes_cannot_have_had_the_same_id() -> None:
    """Progress could not tell whom to follow."""
    text = f"{NODE}was = ['o']\n[b]\ntitle = 'B'\n\nwas = [\n  'p',\n  'o',\n]"
    assert only_mistake(text) == Problem(12, 'was names "o", which "a" names already (line 6)')


def graph(**after: str) -> str:
    """A file of topics of one letter, each after those in its text, two lines and a header each from line 4 on."""
    tables = (f"[{key}]\ntitle = '{key}'\nafter = {list(needed)}\n" for key, needed in after.items())
    return HEAD + "".join(tables)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (graph(a="b", b="a"), [(6, "a → b → a")]),
        (graph(x="a", a="b", b="c", c="a"), [(9, "a → b → c → a")]),
        (graph(a="b", b="a", c="d", d="c"), [(6, "a → b → a"), (12, "c → d → c")]),
        (graph(a="bc", b="a", c="a"), [(6, "a → b → a"), (6, "a → c → a")]),
        (graph(a="b", b="ac", c="b"), [(6, "a → b → a"), (9, "b → c → b")]),
        (graph(a="bc", b="d", c="d", d=""), []),
    ],
    ids=["two", "three", "apart", "shared", "linked", "diamond"],
)
def test_each_circle_is_reported_once(text: str, found: list[tuple[int, str]]) -> None:
    """The ids stand in the order in which they need each other."""
    expected = [Problem(line, f"after leads round in a circle: {circle}") for line, circle in found]
    assert list(mistakes(text)) == expected


def test_a_circle_may_lead_through_a_section() -> None:
    """A section is complete when its topics are, so none of them can wait for who waits for the section."""
    text = f"{NODE}after = ['s']\n[s]\ntitle = 'S'\n[s.t]\ntitle = 'T'\nafter = ['a']\n"
    assert only_mistake(text) == Problem(6, "after leads round in a circle: a → s → s.t → a")


def test_a_long_circle_is_cut_in_the_middle() -> None:
    """Both ends show where to look; a hundred thousand ids in a row would not."""
    tables = (f"[n{n}]\ntitle = 'N'\nafter = ['n{(n + 1) % 5000}']\n" for n in range(5000))
    message = only_mistake(HEAD + "".join(tables)).message
    assert message.endswith(": n0 → n1 → n2 → n3 → n4 → (4993 more) → n4998 → n4999 → n0")

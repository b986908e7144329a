"""Nothing waits for itself."""

import pytest

from roadmap_tui.errors import Problem
from tests.formats.roadmap_toml.files import HEAD, NODE, mistakes, only_mistake


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

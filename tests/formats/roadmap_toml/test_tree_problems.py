"""Keys, siblings that look the same, and how much there may be."""

import pytest

from roadmap_tui.errors import Problem
from roadmap_tui.formats.roadmap_toml import tree_problems
from tests.formats.roadmap_toml.files import HEAD, NODE, mistakes, only_mistake


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("a_b", 'the key "a_b" may hold only letters, digits and hyphens; did you mean a-b?'),
        ('"a b"', 'the key "a b" may hold only letters, digits and hyphens; did you mean a-b?'),
        ('"a.b"', 'the key "a.b" may hold only letters, digits and hyphens; did you mean a-b?'),
        ('"a/ü"', 'the key "a/ü" may hold only letters, digits and hyphens; did you mean a-ü?'),
        ('""', 'the key "" is empty'),
        ('"!"', 'the key "!" may hold only letters, digits and hyphens'),
        ("Redis", 'the key "Redis" has capital letters, which need quotes around the key; did you mean redis?'),
    ],
)
def test_keys_are_slugs(header: str, message: str) -> None:
    """A key becomes a part of an id that is typed and stored."""
    assert only_mistake(f"{HEAD}[{header}]\ntitle = 'A'") == Problem(4, message)


@pytest.mark.parametrize(
    ("first", "second"), [("redis", '"Redis"'), ('"\\u00e9"', '"e\\u0301"'), ('"É"', '"é"'), ('"ß"', "ss")]
)
def test_siblings_that_look_the_same_are_named_with_both_lines(first: str, second: str) -> None:
    """Never two boxes that one user takes for one."""
    mistake = only_mistake(f"{HEAD}[{first}]\ntitle = '1'\n\n[{second}]\ntitle = '2'")
    assert mistake.line == 7
    assert mistake.message.endswith("differ only in case or Unicode form (line 4)")


def test_keys_that_look_the_same_may_stand_under_different_parents() -> None:
    """Their ids differ before the last dot."""
    assert not mistakes(f'{NODE}["A-2"]\ntitle="A"\n["A-2"."X"]\ntitle="X"\n[a."X"]\ntitle="X"')


def test_more_than_32_levels_are_one_mistake() -> None:
    """Named where they begin to be too many, with everything above checked."""
    keys = [".".join("k" * depth) for depth in range(1, 41)]
    assert not mistakes(HEAD + "".join(f"[{key}]\ntitle = 'K'\n" for key in keys[:32]))
    mistake = only_mistake(HEAD + "".join(f"[{key}]\ntitle = 'K'\n" for key in keys))
    assert mistake.line == 3 + 2 * 32 + 1
    assert "more than 32 levels deep" in mistake.message


def test_ids_have_at_most_200_characters() -> None:
    """The whole dotted path counts, and what is below is not reported again."""
    assert not mistakes(f"{NODE}[a.{'b' * 198}]\ntitle = 'B'")
    mistake = only_mistake(f"{NODE}[a.{'b' * 199}]\ntitle = 'B'\n[a.{'b' * 199}.c]\ntitle = 'C'")
    assert mistake.line == 6
    assert "longer than 200 characters" in mistake.message


def test_the_number_of_topics_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first one too many is where the line points."""
    monkeypatch.setattr(tree_problems, "MAX_TOPICS", 2)
    text = f"{NODE}[s]\ntitle = 'S'\n[t]\ntitle = 'T'\ntopic = true\n" + "".join(
        f"[{key}]\ntitle = 'T'\n" for key in ("s.b", "t.c", "t.d")
    )
    assert only_mistake(text) == Problem(8, "there are more than 2 topics, the most there may be")

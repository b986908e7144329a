"""How a query that is being typed may go on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_tui.core.roadmap import Node, NodeId
from roadmap_tui.core.search.completion import complete, known_tags
from roadmap_tui.core.search.query import NAMES, VALUES, parse
from tests.mark_strategies import PROPERTY

TAGS = ['"two words"', "sql", "sqlite"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("st", "status:"), ("-st", "-status:"), ("sql le", "sql level:"), ("mi", "minutes<"), ("ha", "has:"),
        ("status:t", "status:todo"), ("status:", "status:todo"), ("status:todo,sk", "status:todo,skipped"),
        ("-level:o", "-level:optional"), ("is:op", "is:open"), ("tag:s", "tag:sql"), ("tag:sql", "tag:sqlite"),
        ('tag:"t', 'tag:"two words"'), ("x tag:sqli", "x tag:sqlite"),
        ("", ""), ("s", ""), ("sql ", ""), ("sql", ""), ("status:x", ""), ("tag:x", ""), ("x:", ""),
        ("status:todo", ""), ('"st', ""), ("minutes<", ""), ("minutes:", ""),
    ],
)  # fmt: skip
def test_the_last_word_is_completed(text: str, expected: str) -> None:
    """Names, their values and the roadmap's tags."""
    assert complete(text, TAGS) == expected


@pytest.mark.parametrize("name", VALUES)
def test_what_is_completed_is_understood(name: str) -> None:
    """Each name with the value that is offered first."""
    assert parse(complete(f"{name}:", TAGS)).filters


@PROPERTY
@given(st.text(max_size=40) | st.lists(st.sampled_from([*NAMES, ":", "<", '"', "-", " ", ",", "s"])).map("".join))
def test_a_completion_only_adds(text: str) -> None:
    """What was typed stays as it is."""
    found = complete(text, TAGS)
    assert not found or (found.startswith(text) and len(found) > len(text))


def test_tags_that_could_steer_the_terminal_are_not_offered() -> None:
    """Tags are a stranger's text; those with blanks or commas come quoted, each once."""
    node = Node(NodeId("a"), "A", 1, 0, 2, is_topic=True, tags=("x\x1b[31m", "b c", "a", 'q"', "\u202e", "a", "d,e"))
    assert known_tags([node, node]) == ['"b c"', '"d,e"', "a"]

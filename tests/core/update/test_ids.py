"""Ids of nodes that come without."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap_tui.core.roadmap import NodeId
from roadmap_tui.core.update.draft import Outline, OutlineItem, parse_outline
from roadmap_tui.core.update.ids import assign_ids, slug
from roadmap_tui.formats.roadmap_toml import ATTRIBUTES, MAX_ID, node_id_problem


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hash tables", "hash-tables"),
        ("Don't repeat yourself!", "dont-repeat-yourself"),
        ("École & Ångström", "ecole-angstrom"),
        ("C", "c"),
        ("C++", "c-plus-plus"),
        ("C#", "c-sharp"),
        ("数据 库", "数据-库"),
        ("हिन्दी", "हिन्दी"),
        ("A/B -- c", "a-b-c"),
        ("?!", ""),
    ],
)
def test_a_slug_reads_like_its_title(text: str, expected: str) -> None:
    """Small, without accents where the alphabet is Latin, and never empty of meaning when there is some."""
    assert slug(text) == expected


@settings(deadline=None)
@given(st.lists(st.tuples(st.text(max_size=60), st.integers(0, 40)), max_size=30))
def test_every_id_keeps_the_rules_of_the_file(rows: list[tuple[str, int]]) -> None:
    """Whatever the titles are, however deep they stand, and how often they repeat."""
    outline, open_ = Outline(), [-1]
    for title, depth in rows:
        del open_[min(depth, len(open_) - 1) + 1 :]
        open_.append(outline.add(OutlineItem(title, open_[-1], is_topic=True)))
    nodes = parse_outline(outline, "x").nodes
    ids = assign_ids(nodes, reserved=ATTRIBUTES, max_length=MAX_ID, former={}, taken=())
    assert [node_id_problem(node_id) for node_id in ids[1:]] == [None] * len(rows)
    assert len({node_id.casefold() for node_id in ids}) == len(ids)


def test_a_deep_chain_has_room_for_all_of_its_ids() -> None:
    """Thirty-two long titles below each other share the two hundred characters."""
    outline = Outline()
    for index in range(60):
        outline.add(OutlineItem(f"A title that is rather long {index}", index - 1, is_topic=True))
    ids = assign_ids(parse_outline(outline, "x").nodes, reserved=ATTRIBUTES, max_length=MAX_ID, former={}, taken=())
    assert [node_id_problem(node_id) for node_id in ids[1:]] == [None] * 60


def test_an_attribute_and_a_twin_get_a_number() -> None:
    """`title` cannot be a key, and two topics cannot share one."""
    outline = Outline(
        items=[
            OutlineItem("Title", -1, is_topic=True),
            OutlineItem("x", -1, is_topic=True),
            OutlineItem("X", -1, is_topic=True),
        ]
    )
    ids = assign_ids(
        parse_outline(outline, "x").nodes, reserved=ATTRIBUTES, max_length=MAX_ID, former={}, taken={NodeId("x")}
    )
    assert ids[1:] == ["title-2", "x-2", "x-3"]

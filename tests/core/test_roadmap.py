"""Roadmaps as one flat tuple: walking, folding and naming are index arithmetic."""

import pytest

from roadmap_tui.core.roadmap import NodeId, Roadmap, build_roadmap
from tests.mark_strategies import FORMER, ROADMAP


def ids(roadmap: Roadmap, indexes: list[int]) -> list[str]:
    """The ids at these places."""
    return [roadmap.nodes[index].id for index in indexes]


def test_every_id_is_found_where_it_stands(roadmap: Roadmap) -> None:
    """The positions are the inverse of the nodes."""
    assert [roadmap.indexes[node.id] for node in roadmap.nodes] == list(range(len(roadmap.nodes)))


def test_a_node_is_found_by_its_id(roadmap: Roadmap) -> None:
    """A known id gives its node, an unknown one a KeyError."""
    assert roadmap.node(NodeId("data.sql")).title == "SQL"
    with pytest.raises(KeyError):
        roadmap.node(NodeId("data.nosql"))


def test_a_roadmap_is_called_what_its_root_is_called(roadmap: Roadmap) -> None:
    """The title stands in one place."""
    assert roadmap.title == "A small roadmap"


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        ("", ["data.sql", "data.indexes", "data.stores.redis", "data.stores.mongodb"]),
        ("data", ["data.sql", "data.indexes", "data.stores.redis", "data.stores.mongodb"]),
        ("data.stores", ["data.stores.redis", "data.stores.mongodb"]),
        ("data.sql", ["data.sql"]),
        ("tools.git", ["tools.git", "tools.git.rebase"]),
    ],
)
def test_topics_are_those_at_any_depth_and_the_node_itself(roadmap: Roadmap, above: str, expected: list[str]) -> None:
    """Sections are left out, a topic with children is in."""
    found = [topic.id for topic in roadmap.topics(roadmap.indexes[NodeId(above)])]
    assert found[: len(expected)] == expected
    assert above == "" or found == expected


def test_sections_are_the_nodes_with_children_below_the_root(roadmap: Roadmap) -> None:
    """A topic with children is among them: it has something to fold and to count."""
    sections = roadmap.sections()
    assert [node.id for _, node in sections] == ["data", "data.stores", "tools", "tools.git"]
    assert [roadmap.nodes[index] for index, _ in sections] == [node for _, node in sections]


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ("data.stores", ["data.stores.redis", "data.stores.mongodb"]),
        ("tools", ["tools.git", "tools.git.rebase", "tools.make"]),
        ("tools.git", ["tools.git"]),
        ("tools.make", ["tools.make"]),
    ],
)
def test_marking_a_section_means_its_topics_and_marking_a_topic_means_it_alone(
    roadmap: Roadmap, named: str, expected: list[str]
) -> None:
    """Children of a topic are not marked with it."""
    assert [topic.id for topic in roadmap.topics_marked_by(roadmap.indexes[NodeId(named)])] == expected


def test_ancestors_lead_up_to_the_root(roadmap: Roadmap) -> None:
    """The parent comes first, the root last, and the root has none."""
    redis = roadmap.indexes[NodeId("data.stores.redis")]
    assert ids(roadmap, list(roadmap.ancestors(redis))) == ["data.stores", "data", ""]
    assert list(roadmap.ancestors(0)) == []


def test_a_path_names_the_sections_above(roadmap: Roadmap) -> None:
    """The outermost comes first; the root and the node itself are left out."""
    assert roadmap.path(roadmap.indexes[NodeId("data.stores.redis")]) == ["Data", "Stores"]
    assert roadmap.path(roadmap.indexes[NodeId("data")]) == []
    assert roadmap.path(0) == []


def test_former_ids_lead_to_the_present_one() -> None:
    """One node may have had several."""
    expected = {old: new for new, former in FORMER.items() for old in former}
    assert dict(ROADMAP.renamed) == expected


def test_building_keeps_what_the_file_says_about_itself(roadmap: Roadmap) -> None:
    """Source and language are there, or None."""
    built = build_roadmap(roadmap.id, roadmap.nodes, source="https://example.org/", language="en")
    assert (built.source, built.language) == ("https://example.org/", "en")
    assert (roadmap.source, roadmap.language) == (None, None)

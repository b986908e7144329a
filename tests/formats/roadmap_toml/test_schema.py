"""The schema, and the rules of single values, which importers use, too."""

import pytest

from roadmap_tui.formats.roadmap_toml import (
    LinkTable,
    NodeTable,
    RoadmapTable,
    key_problem,
    node_id_problem,
    roadmap_id_problem,
)


@pytest.mark.parametrize("model", [LinkTable, NodeTable, RoadmapTable])
def test_every_attribute_is_described(model: type[LinkTable | NodeTable | RoadmapTable]) -> None:
    """The models are published as the schema for editors."""
    assert all(field.description for field in model.model_fields.values())
    assert model.model_json_schema()["additionalProperties"] is False


@pytest.mark.parametrize("roadmap_id", ["x", "backend-2", "数据", "école"])
def test_roadmap_ids_of_every_alphabet_are_fine(roadmap_id: str) -> None:
    """Only capitals, blanks and signs are not."""
    assert roadmap_id_problem(roadmap_id) is None


@pytest.mark.parametrize("key", ["a", "Redis", "école"])
def test_keys_that_an_importer_may_use(key: str) -> None:
    """In quotes, where they need them."""
    assert key_problem(key) is None
    assert node_id_problem(f"{key}.{key}") is None

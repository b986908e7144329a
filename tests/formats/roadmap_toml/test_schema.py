"""The schema."""

import pytest

from roadmap_tui.formats.roadmap_toml import LinkTable, NodeTable, RoadmapTable


@pytest.mark.parametrize("model", [LinkTable, NodeTable, RoadmapTable])
def test_every_attribute_is_described(model: type[LinkTable | NodeTable | RoadmapTable]) -> None:
    """The models are published as the schema for editors."""
    assert all(field.description for field in model.model_fields.values())
    assert model.model_json_schema()["additionalProperties"] is False

"""The JSON Schema that is published for editors."""

import json
import tomllib

from roadmap_tui.core.roadmap import Level, LinkKind, Origin
from roadmap_tui.formats.roadmap_toml import LinkTable, NodeTable, RoadmapTable
from roadmap_tui.formats.roadmap_toml.json_schema import schema
from tests.conftest import SMALL_ROADMAP


def test_every_attribute_is_described_and_nothing_is_dropped() -> None:
    """Fields, what is required, choices, limits."""
    definitions = schema()["$defs"]
    for model in (RoadmapTable, NodeTable, LinkTable):
        table = definitions[model.__name__]
        assert table["properties"].keys() == model.model_fields.keys()
        assert all(value["description"] for value in table["properties"].values())
        assert table.get("required", []) == [name for name, field in model.model_fields.items() if field.is_required()]
    assert [definitions[each.__name__]["enum"] for each in (Level, LinkKind, Origin)] == [
        *(list(map(str, each)) for each in (Level, LinkKind, Origin))
    ]
    assert definitions["NodeTable"]["properties"]["minutes"]["maximum"] == 100_000
    assert definitions["NodeTable"]["properties"]["tags"]["maxItems"] == 10_000


def test_there_is_no_null_since_toml_has_none() -> None:
    """An editor must not offer it."""
    assert "null" not in json.dumps(schema())


def test_tables_that_are_no_attribute_are_children() -> None:
    """At every level, as in the file."""
    definitions = schema()["$defs"]
    child = {"$ref": "#/$defs/NodeTable"}
    assert (
        definitions["RoadmapTable"]["additionalProperties"] == definitions["NodeTable"]["additionalProperties"] == child
    )
    assert definitions["LinkTable"]["additionalProperties"] is False
    assert tomllib.loads(SMALL_ROADMAP).keys() - definitions["RoadmapTable"]["properties"].keys() == {"data", "tools"}

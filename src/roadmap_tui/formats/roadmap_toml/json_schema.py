"""The JSON Schema of the roadmap file (draft 2020-12), made from the models, for editors that complete and check.

TOML has no null, so optional attributes are simply not required. A sub-table that is no attribute is a child.
"""

from typing import Any

from pydantic.json_schema import models_json_schema

from roadmap_tui.formats.roadmap_toml.schema import MAX_ID, LinkTable, NodeTable, RoadmapTable

_KEY = r"^[^\s.\[\]\"']+$"
"""The key of a child; `check` is stricter, since it knows all of Unicode."""


def schema() -> dict[str, Any]:
    """The whole schema."""
    models = [(model, "validation") for model in (RoadmapTable, NodeTable, LinkTable)]
    _, document = models_json_schema(models, ref_template="#/$defs/{model}")  # type: ignore[arg-type]
    definitions = {name: _without_null(table) for name, table in document["$defs"].items()}
    for name in ("RoadmapTable", "NodeTable"):
        definitions[name]["additionalProperties"] = {"$ref": "#/$defs/NodeTable"}
        definitions[name]["propertyNames"] = {"pattern": _KEY, "maxLength": MAX_ID}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A roadmap of roadmap-tui",
        "description": "A table is a section or a topic; its plain keys are attributes, its sub-tables are children.",
        "$ref": "#/$defs/RoadmapTable",
        "$defs": definitions,
    }


def _without_null(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_null(each) for each in value if each != {"type": "null"}]
    if not isinstance(value, dict):
        return value
    plain = {key: _without_null(each) for key, each in value.items() if not (key == "default" and each is None)}
    choices = plain.get("anyOf")
    return {**plain.pop("anyOf")[0], **plain} if choices and len(choices) == 1 else plain

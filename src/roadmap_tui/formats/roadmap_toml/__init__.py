"""The roadmap file: TOML, `format = 1`.

A table is a node, its plain keys are the node's attributes, its sub-tables are the node's children, in file order. The
pydantic models mirror one table each and are the schema; rules about several tables (keys, cycles, former ids) are
checked between the tables. Every problem is reported with its line, all of them in one run. Texts are kept as they are:
the code that shows them cleans them. Each module imports only those above it:

- `schema`: limits, rules for ids and keys, and the models; `json_schema` publishes them.
- `rows`: the tables in one flat list; `syntax` parses the TOML they come from.
- `source_map`: lines of problems and of nodes.
- `attribute_problems` (in one table), `tree_problems` and `reference_problems` (between tables).
- `reading` has `loads`, `writing` has `dumps`, `template` the text of a new roadmap.
"""

from roadmap_tui.formats.roadmap_toml.reading import loads
from roadmap_tui.formats.roadmap_toml.schema import (
    ATTRIBUTES,
    FORMAT,
    MAX_BYTES,
    MAX_DEPTH,
    MAX_ENTRIES,
    MAX_ID,
    MAX_MINUTES,
    MAX_MISTAKES,
    MAX_TOPICS,
    LinkTable,
    NodeTable,
    RoadmapTable,
    key_problem,
    node_id_problem,
    roadmap_id_problem,
)
from roadmap_tui.formats.roadmap_toml.source_map import line_of
from roadmap_tui.formats.roadmap_toml.template import template
from roadmap_tui.formats.roadmap_toml.writing import dumps

__all__ = [
    "ATTRIBUTES",
    "FORMAT",
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_ENTRIES",
    "MAX_ID",
    "MAX_MINUTES",
    "MAX_MISTAKES",
    "MAX_TOPICS",
    "LinkTable",
    "NodeTable",
    "RoadmapTable",
    "dumps",
    "key_problem",
    "line_of",
    "loads",
    "node_id_problem",
    "roadmap_id_problem",
    "template",
]

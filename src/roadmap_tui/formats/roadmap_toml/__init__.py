"""The roadmap file: TOML, `format = 1`.

A table is a node, its plain keys are the node's attributes, its sub-tables are the node's children, in file order. The
pydantic models mirror one table each and are the schema; what concerns several tables (keys, circles, former ids) is
checked between the tables. Every mistake is reported with its line, all of them in one run. Texts are kept as they are:
whoever shows them cleans them.

- `reading` is `loads`, step by step: `syntax` gives TOML, `rows` its tables, `nodes` the core's values.
- `tables` holds the schema; `rules` and `keys` say what an id or a key may be, `limits` how much of all this.
- Mistakes are found by `syntax_mistakes`, `attribute_mistakes` (in one table), `tree_mistakes`, `reference_mistakes`
  and `circles` (between tables); `places` gives them their lines.
- `writing` is `dumps`; `template` is the text of a new roadmap, and `lines` finds a node in a text.

Modules import only what stands to their left here: `limits`, `rules`, `tables`, `keys`, `rows`, `places`,
what finds mistakes, `syntax`, `nodes`, `reading`, `writing`, `template`, `lines`.
"""

from roadmap_tui.formats.roadmap_toml.keys import key_problem, node_id_problem
from roadmap_tui.formats.roadmap_toml.limits import (
    FORMAT,
    MAX_BYTES,
    MAX_DEPTH,
    MAX_ENTRIES,
    MAX_ID,
    MAX_MINUTES,
    MAX_MISTAKES,
    MAX_TOPICS,
)
from roadmap_tui.formats.roadmap_toml.lines import line_of
from roadmap_tui.formats.roadmap_toml.reading import loads
from roadmap_tui.formats.roadmap_toml.rules import roadmap_id_problem
from roadmap_tui.formats.roadmap_toml.schema import ATTRIBUTES, LinkTable, NodeTable, RoadmapTable
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

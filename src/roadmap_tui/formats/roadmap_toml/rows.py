"""The tables of the file in one flat list, parents before children, each with its place in the tree."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from pydantic import ValidationError

from roadmap_tui.formats.roadmap_toml.schema import ATTRIBUTES, MAX_DEPTH, MAX_ID, NodeTable, RoadmapTable, Table

TomlTable = dict[str, Any]

Validated = Table | ValidationError
"""The model of a table, or the reason why it does not fit the schema."""


class Row(NamedTuple):
    """One table of the file, taken apart."""

    id: str
    key: str
    depth: int
    parent: int
    """Index of the parent's row; the root's is -1."""

    attributes: TomlTable
    unknown: Sequence[tuple[str, object]]
    """Keys that are neither attributes nor children, with their values."""

    is_leaf: bool


def flatten(root: TomlTable) -> list[Row]:
    """Every table in file order; tables below one that breaks a limit are left out."""
    rows: list[Row] = []
    waiting = [("", "", 0, -1, root)]
    while waiting:
        node_id, key, depth, parent, table = waiting.pop()
        attributes, children, unknown = _split_table(table)
        if depth <= MAX_DEPTH and len(node_id) <= MAX_ID:
            prefix, below, index = f"{node_id}." if node_id else "", depth + 1, len(rows)
            waiting += [(prefix + key, key, below, index, children[key]) for key in reversed(children)]
        rows.append(Row(node_id, key, depth, parent, attributes, unknown, not children))
    return rows


def _split_table(table: TomlTable) -> tuple[TomlTable, dict[str, TomlTable], Sequence[tuple[str, object]]]:
    attributes, children, unknown = {}, {}, []
    for key, value in table.items():
        if key in ATTRIBUTES:
            attributes[key] = value
        elif isinstance(value, dict):
            children[key] = value
        else:
            unknown.append((key, value))
    return attributes, children, unknown


def model_of(row: Row) -> type[NodeTable | RoadmapTable]:
    """The model that a table has to fit."""
    return NodeTable if row.depth else RoadmapTable


def validate(row: Row) -> Validated:
    """Validate a table's attributes; returns the model or the error."""
    try:
        return model_of(row).model_validate(row.attributes)
    except ValidationError as error:
        return error

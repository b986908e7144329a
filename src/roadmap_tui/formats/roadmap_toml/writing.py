"""From a roadmap to the text of its file.

tomli_w writes keys and values. Headers and lists of links are laid out here: it would leave capital letters in keys
without quotes and give every long link a header of its own.
"""

from collections.abc import Mapping
from typing import Any

from roadmap_tui.core.roadmap import Link, LinkKind, NodeId, Roadmap
from roadmap_tui.formats.roadmap_toml.schema import FORMAT, is_plain


def dumps(roadmap: Roadmap) -> str:
    """The text of a file that `loads` reads as the same roadmap.

    Of the root node only title, about and links have a place in the file.

    Args:
        roadmap: One that keeps the rules; `key_problem`, `url_problem` and their like tell.
    """
    head = {
        "format": FORMAT,
        "id": roadmap.id,
        "title": roadmap.title,
        "source": roadmap.source,
        "language": roadmap.language,
        "about": roadmap.nodes[0].about or None,
        "links": roadmap.nodes[0].links or None,
    }
    return "\n".join([_dump_attributes(head), *(_dump_node(roadmap, index) for index in range(1, len(roadmap.nodes)))])


def _dump_node(roadmap: Roadmap, index: int) -> str:
    node = roadmap.nodes[index]
    attributes = {
        "title": node.title,
        "about": node.about or None,
        "topic": True if node.is_topic and node.end > index + 1 else None,
        "links": node.links or None,
        "tags": node.tags or None,
        "level": node.level,
        "minutes": node.minutes,
        "after": node.after or None,
        "origin": node.origin,
        "was": node.was or None,
        "ref": node.ref,
    }
    return f"[{_dump_header(node.id)}]\n{_dump_attributes(attributes)}"


def _dump_header(node_id: NodeId) -> str:
    return ".".join(part if is_plain(part) else f'"{part}"' for part in node_id.split("."))


def _dump_attributes(attributes: Mapping[str, Any]) -> str:
    return "".join(_dump_attribute(key, value) for key, value in attributes.items() if value is not None)


def _dump_attribute(key: str, value: Any) -> str:
    if key == "links":
        return f"links = [\n{''.join(map(_dump_link, value))}]\n"
    # tomli_w turns CR LF in a multi-line string into LF.
    is_multiline = isinstance(value, str) and "\r\n" not in value
    return _toml({key: value}, is_multiline=is_multiline)


def _dump_link(link: Link) -> str:
    kind = None if link.kind is LinkKind.OTHER else link.kind
    attributes = {"title": link.title, "by": link.by, "url": link.url, "kind": kind, "free": link.free}
    lines = _toml({key: value for key, value in attributes.items() if value is not None})
    return "  { " + ", ".join(lines.rstrip("\n").split("\n")) + " },\n"


def _toml(values: Mapping[str, Any], *, is_multiline: bool = False) -> str:
    import tomli_w  # reading does without it

    return tomli_w.dumps(values, multiline_strings=is_multiline, indent=2)

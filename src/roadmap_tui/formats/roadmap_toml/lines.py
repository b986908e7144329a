"""Where in a file a section or topic stands, for whoever wants to edit it there."""

from roadmap_tui.formats.roadmap_toml.syntax import InvalidSyntaxError, decode
from roadmap_tui.formats.toml_positions import scan


def line_of(data: bytes, node_id: str) -> int:
    """The line, from 1, where a node begins; of what is left around it when it is not there.

    Args:
        data: Any file; one with mistakes, too, because that is the one to be edited.
        node_id: The node's dotted path.
    """
    wanted = tuple(node_id.split("."))
    found = {0: 1}
    try:
        for path, position, is_implicit in scan(decode(data)):
            if path == wanted[: len(path)] and not (is_implicit and len(path) in found):
                found[len(path)] = position.line
            if path == wanted and not is_implicit:
                break
    except InvalidSyntaxError:
        return 1
    return found[max(found)]

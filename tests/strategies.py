"""Core values for property tests: small, but with every text that TOML can hold."""

import re
from typing import Any

from hypothesis import strategies as st

from roadmap_tui.core.roadmap import (
    ROOT,
    Level,
    Link,
    LinkKind,
    Node,
    NodeId,
    Origin,
    Roadmap,
    RoadmapId,
    build_roadmap,
)

_AWKWARD = [
    *(
        '"',
        "'",
        '"""',
        "'''",
        "\\",
        "\\n",
        "# no comment",
        "a = 1",
        "[x]",
        "{",
        "\n[b.c]\ntitle = 1",
        "= =",
        "[@click=x]",
    ),
    *(
        "\n",
        "\r\n",
        "\r",
        "a\r\nb\nc",
        "\t",
        " ",
        "end ",
        "\nstart",
        "end\n",
        "end\\",
        'end"',
        "\x85",
        "\u2028",
        "\ufeff",
    ),
    *("\x00", "\x1b]52;c;eA==\x07", "\x7f", "\x9b1m", "\u202eabc", "é", "e\u0301", "数据", "👩\u200d🔬", "\U0010ffff"),
]

texts = st.lists(st.sampled_from(_AWKWARD) | st.text(max_size=8), max_size=4).map("".join)
"""Texts that UTF-8 can encode."""

lines = texts.filter(lambda text: re.search(r"\S", text) is not None)
"""Titles and tags: texts that are not blank."""

urls = st.builds(
    "{}://{}{}{}".format,
    st.sampled_from(["http", "https", "HTTPS"]),
    st.sampled_from(["example.org", "127.0.0.1", "[::1]", "bücher.example", "數據.example", "a-b.c"]),
    st.sampled_from(["", ":80", ":65535"]),
    st.sampled_from(["", "/", "/a/b?c=d&e=[f]#g", "?q", "#é", '/"{}|~@:%20'.replace("{}", "{x}")]),
)
"""Addresses that a link may lead to."""

links = st.builds(
    Link,
    title=lines,
    url=urls,
    kind=st.sampled_from(LinkKind),
    by=st.none() | texts,
    free=st.none() | st.booleans(),
)

keys = st.sampled_from(["a", "sql", "er-models", "2", "2-", "Redis", "数据", "école", "e\u0301t", "हिन्दी", "ÅNGSTRÖM"])
"""Keys of children; two siblings must not be equal."""


@st.composite
def roadmaps(draw: st.DrawFn, max_nodes: int = 8) -> Roadmap:
    """Roadmaps of 1 to `max_nodes` sections and topics that keep every rule of the file format."""
    parents = _preorder(draw(st.lists(st.integers(0, 5), max_size=max_nodes - 1)))
    ids = [ROOT]
    for index, parent in enumerate(parents[1:], 1):
        ids.append(NodeId(f"{ids[parent]}.{draw(keys)}-{index}".lstrip(".")))
    ends = _ends(parents)
    nodes = [draw(_nodes(index, ids, parents, ends)) for index in range(1, len(ids))]
    links_of_all = tuple(draw(st.lists(links, max_size=2)))
    root = Node(ROOT, draw(lines), 0, -1, len(ids), is_topic=False, about=draw(texts), links=links_of_all)
    roadmap_id = RoadmapId(draw(st.sampled_from(["x", "backend-2", "数据", "école"])))
    extras = {"source": draw(st.none() | texts), "language": draw(st.none() | texts)}
    return build_roadmap(roadmap_id, [root, *nodes], **extras)


def _preorder(steps: list[int]) -> list[int]:
    """The parent of each node: as many steps up from the one before as drawn, as far as there are any."""
    parents = [-1, 0]
    for index, step in enumerate(steps, 1):
        parent = index
        for _ in range(step):
            parent = parents[parent] if parents[parent] >= 0 else parent
        parents.append(parent)
    return parents


def _ends(parents: list[int]) -> list[int]:
    ends = list(range(1, len(parents) + 1))
    for index in range(len(parents) - 1, 0, -1):
        ends[parents[index]] = max(ends[parents[index]], ends[index])
    return ends


@st.composite
def _nodes(draw: st.DrawFn, index: int, ids: list[NodeId], parents: list[int], ends: list[int]) -> Node:
    is_leaf = ends[index] == index + 1
    # Only what is over before a node begins: that leads to no circle, not through a section either.
    earlier = [node_id for place, node_id in enumerate(ids[:index]) if place and ends[place] <= index]
    optional: dict[str, Any] = {
        "about": texts,
        "links": st.lists(links, max_size=2).map(tuple),
        "tags": st.lists(lines, max_size=2).map(tuple),
        "level": st.sampled_from(Level),
        "minutes": st.integers(1, 100_000),
        "after": st.lists(st.sampled_from(earlier), max_size=2, unique=True).map(tuple) if earlier else st.just(()),
        "origin": st.sampled_from(Origin),
        "was": st.just((NodeId(f"old.{index}"),)),
        "ref": texts,
    }
    return Node(
        id=ids[index],
        title=draw(lines),
        depth=ids[index].count(".") + 1,
        parent=parents[index],
        end=ends[index],
        is_topic=is_leaf or draw(st.booleans()),
        **draw(st.fixed_dictionaries({}, optional=optional)),
    )

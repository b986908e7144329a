"""Maps of roadmap.sh: invented ones, of the shape that its maps have."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap_tui.core.roadmap import Level, LinkKind
from roadmap_tui.core.update.draft import Outline
from roadmap_tui.errors import UnreadableRoadmapError
from roadmap_tui.formats.roadmap_sh import loads


def node(
    ref: str, kind: str, label: str, x: float, y: float, width: float = 100, height: float = 40, **data: Any
) -> dict[str, Any]:
    return {
        "id": ref,
        "type": kind,
        "position": {"x": x, "y": y},
        "width": width,
        "height": height,
        "data": {"label": label, **data},
    }


def edge(source: str, target: str) -> dict[str, Any]:
    return {"id": f"{source}-{target}", "source": source, "target": target, "data": {"edgeStyle": "solid"}}


def read(nodes: list[dict[str, Any]], edges: Sequence[dict[str, Any]] = (), texts: Mapping[str, str] = {}) -> Outline:
    document = {"nodes": nodes, "edges": list(edges)}
    return loads(json.dumps(document).encode(), "map.json", {name: text.encode() for name, text in texts.items()})


def tree(outline: Outline) -> list[tuple[str, str]]:
    """Every topic with what it stands under."""
    names = [entry.title for entry in outline.items]
    return [(names[entry.parent] if entry.parent >= 0 else "", entry.title) for entry in outline.items]


HEADS = [node("t2", "topic", "Ovens", 300, 500), node("t1", "topic", "Dough", 300, 0)]


def test_topics_stand_in_reading_order_with_what_is_drawn_near_them() -> None:
    """From top to bottom; without lines and frames the nearest topic has it, which is said."""
    outline = read([*HEADS, node("s1", "subtopic", "Yeast", 0, 30), node("s2", "subtopic", "Heat", 0, 470)])
    assert tree(outline) == [("", "Dough"), ("Dough", "Yeast"), ("", "Ovens"), ("Ovens", "Heat")]
    assert [entry.ref for entry in outline.items] == ["t1", "s1", "t2", "s2"]
    assert len(outline.details) == 2


def test_a_line_says_more_than_nearness() -> None:
    """In either direction; what dangles is passed over."""
    nodes = [*HEADS, node("s1", "subtopic", "Stone", 0, 0), node("s2", "subtopic", "Steam", 0, 50)]
    outline = read(nodes, [edge("t2", "s1"), edge("s2", "t2"), edge("t1", "gone"), {"source": "t1"}, {"target": None}])
    assert tree(outline) == [("", "Dough"), ("", "Ovens"), ("Ovens", "Stone"), ("Ovens", "Steam")]
    assert outline.details == []


def test_a_frame_says_more_than_nearness() -> None:
    """The smallest one around the box whose topic is known: inside it, or at the other end of its line."""
    nodes = [
        *HEADS,
        node("f1", "section", "", -50, -50, 200, 300),
        node("f2", "paragraph", "", -500, 480, 1000, 200),
        node("s1", "subtopic", "Salt", 0, 0),
        node("s2", "subtopic", "Coal", -400, 500),
    ]
    outline = read(nodes, [edge("t2", "f1")])
    assert tree(outline) == [("", "Dough"), ("", "Ovens"), ("Ovens", "Salt"), ("Ovens", "Coal")]
    assert outline.details == []


def test_every_box_of_a_checklist_has_its_own_id() -> None:
    """And boxes to do are topics as well."""
    lists = [{"id": "c1", "label": "Knead"}, {"id": "c2", "label": "Rest"}]
    outline = read(
        [HEADS[1], node("c", "checklist", "", 300, 100, checklists=lists), node("d", "todo", "Eat", 300, 300)],
        [edge("t1", "c")],
    )
    assert [(entry.title, entry.ref) for entry in outline.items] == [
        ("Dough", "t1"),
        ("Knead", "c1"),
        ("Rest", "c2"),
        ("Eat", "d"),
    ]


@pytest.mark.parametrize(
    ("label", "level"),
    [
        ("Personal Recommendation", Level.CORE),
        ("Alternative Option", Level.MORE),
        ("Any order on the map", Level.OPTIONAL),
        ("New words", Level.OPTIONAL),
    ],
)
def test_a_legend_is_a_level(label: str, level: Level) -> None:
    """By its words, since its colours differ from map to map."""
    outline = read([node("t1", "topic", "Dough", 0, 0, legend={"id": "l", "label": label, "color": "#fff"})])
    assert outline.items[0].level is level


def test_buttons_are_links_and_layout_is_named() -> None:
    """Nothing of the drawing vanishes without a word."""
    nodes = [
        HEADS[0],
        node("b", "button", "Pizza", 0, 0, href="/pizza"),
        node("r", "resourceButton", "Mill", 0, 0, href="https://example.org/mill"),
        node(
            "g",
            "linksgroup",
            "",
            0,
            0,
            links=[
                {"id": "1", "label": "Shop", "url": "https://example.org/shop"},
                {"id": "2", "label": "Bad", "url": "javascript:x"},
            ],
        ),
        node("l", "label", "Group", 0, 0),
        node("v", "vertical", "", 0, 0),
    ]
    outline = read(nodes)
    assert [(link.title, link.url) for link in outline.links] == [
        ("Pizza", "https://roadmap.sh/pizza"),
        ("Mill", "https://example.org/mill"),
        ("Shop", "https://example.org/shop"),
    ]
    assert len(outline.import_notes) == 2


TEXT = """# Dough

Flour and *water*.

Two paragraphs.

Read these:

- [@article@On dough](https://example.org/dough)
- [@video@Kneading](https://youtu.be/1)
- [@opensorce@Mill](https://github.com/example/mill)
- [@articleSourdough](https://example.org/sour)
- [@zzz@Unknown](https://example.org/z)
- [Plain](https://example.org/plain)
"""


def test_texts_and_their_tagged_links_belong_to_their_box() -> None:
    """By what follows the last @; the title and the line that announces the links are left out."""
    files = {
        "dough@t1.md": TEXT,
        "old-name@t1.md": "# Old",
        "gone@nobody.md": "# Gone",
        "a@b@t2.md": "# Ovens\n\nHot.\n",
    }
    outline = read(HEADS, texts=files)
    dough, ovens = outline.items
    assert (dough.about, ovens.about) == (["Flour and *water*.", "Two paragraphs."], ["Hot."])
    assert [(link.title, link.kind) for link in dough.links] == [
        ("On dough", LinkKind.ARTICLE),
        ("Kneading", LinkKind.VIDEO),
        ("Mill", LinkKind.PROJECT),
        ("Sourdough", LinkKind.ARTICLE),
        ("Unknown", LinkKind.OTHER),
        ("Plain", LinkKind.OTHER),
    ]
    assert [remark.reason for remark in outline.import_notes] == ["gone@nobody.md belongs to no box of the map."]


def group(name: str, text: str, y: int, *inside: dict[str, Any]) -> dict[str, Any]:
    label = {"ID": "1", "typeID": "TextArea", "properties": {"text": text}}
    return {
        "ID": "0",
        "typeID": "__group__",
        "x": "1",
        "y": str(y),
        "properties": {"controlName": name},
        "children": {"controls": {"control": [label, *inside]}},
    }


def test_the_layout_before_is_read_too() -> None:
    """Numbers are the order, colons the hierarchy, and links and checks are no topics."""
    controls = [
        group("102-ovens", "Ovens", 0),
        group("101-dough:yeast", "Wild%20yeast", 5),
        group("101-dough", "Dough", 9),
        group("101-dough", "Dough", 99),
        group("dough:yeast:starter", "", 9),
        group("ext_link:example.org", "x", 0),
        group("check:all", "x", 0),
        group("lost:child", "Child", 0, group("103-deep", "Deep", 0)),
        {"ID": "9", "typeID": "Arrow", "properties": {}},
    ]
    document = {"mockup": {"controls": {"control": controls}}, "groupOffset": {}}
    outline = loads(json.dumps(document).encode(), "map.json", {})
    assert tree(outline) == [
        *(("", "Dough"), ("Dough", "Wild yeast"), ("Wild yeast", "Starter"), ("", "Ovens"), ("", "Deep")),
        *(("", "Lost"), ("Lost", "Child")),
    ]
    assert [entry.ref for entry in outline.items if entry.is_topic] == [
        "dough",
        "dough:yeast",
        "dough:yeast:starter",
        "ovens",
        "deep",
        "lost:child",
    ]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"{", "not JSON"),
        (b"[]", "no map"),
        (b"\xff", "not UTF-8"),
        (b'{"nodes":[]}', "nothing to tick"),
        (b'{"nodes":[{"type":"label"}]}', "nothing to tick"),
        pytest.param(b'{"a":' * 200_000 + b"1" + b"}" * 200_000, "nested too deep", id="deep"),
        (b'{"mockup":{}}', "nothing to tick"),
    ],
)
def test_what_is_no_map_is_named(data: bytes, words: str) -> None:
    """And a deep one does not end the program."""
    with pytest.raises(UnreadableRoadmapError, match=words):
        loads(data, "map.json", {})


def test_odd_values_are_as_if_they_were_not_there() -> None:
    """NaN, half characters, ids twice, texts where numbers should be."""
    first = rb'{"id":"a","type":"topic","position":{"x":NaN,"y":"2"},"width":Infinity,"data":{"label":"\ud800x"}}'
    others = b'{"id":"a","type":"topic"},{"id":7,"type":"subtopic","position":null,"data":null},3,null'
    data = b'{"nodes":[%b,%b],"edges":[null,{"source":5}]}' % (first, others)
    outline = loads(data, "map.json", {})
    assert [(entry.title, entry.ref) for entry in outline.items] == [("\ufffdx", "a"), ("Untitled", None)]
    assert ["twice" in outline.import_notes[0].reason, "halves" in outline.import_notes[1].reason] == [True, True]


boxes = st.builds(
    node,
    st.text("abc", min_size=1, max_size=2),
    st.sampled_from(["topic", "subtopic", "todo", "section", "label"]),
    st.text(max_size=5),
    st.integers(-9, 9) | st.floats(),
    st.integers(-9, 9),
)


@settings(deadline=None)
@given(
    st.lists(boxes, max_size=12),
    st.lists(st.builds(edge, st.text("abc", max_size=2), st.text("abc", max_size=2)), max_size=6),
)
def test_every_box_stands_somewhere_exactly_once(nodes: list[dict[str, Any]], edges: list[dict[str, Any]]) -> None:
    """However the map is drawn."""
    refs = {each["id"] for each in nodes if each["type"] in ("topic", "subtopic", "todo")}
    if refs:
        outline = read(nodes, edges)
        assert sorted(entry.ref or "" for entry in outline.items) == sorted(refs)
        assert all(entry.parent < index for index, entry in enumerate(outline.items))

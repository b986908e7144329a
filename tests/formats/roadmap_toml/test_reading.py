"""What a file means, and all its mistakes in one run."""

import gc

import pytest

from roadmap_tui.core.roadmap import ROOT, Level, Link, LinkKind, NodeId, Origin
from roadmap_tui.formats.roadmap_toml import loads, source_map
from tests.conftest import SMALL_ROADMAP, make_roadmap
from tests.formats.roadmap_toml.files import HEAD, NODE, load, mistakes


def test_reads_every_attribute() -> None:
    """Each attribute arrives as the core's own kind of value."""
    roadmap = load(f"""{HEAD}source = "https://example.org"
language = "en"
about = "All of it."
links = [{{ title = "Home", url = "https://example.org" }}]
[b]
title = "B"
[a]
title = "A"
about = "*Why*"
links = [{{ title = "L", by = "Ann", url = "http://example.org/", kind = "book", free = false }}]
tags = ["t", "u"]
level = "core"
minutes = 90
after = ["b"]
origin = "post"
was = ["old.a"]
ref = "r1"
""")
    assert (roadmap.id, roadmap.title, roadmap.source, roadmap.language) == ("x", "X", "https://example.org", "en")
    assert roadmap.nodes[0].about == "All of it."
    assert roadmap.nodes[0].links == (Link("Home", "https://example.org"),)
    assert roadmap.node(NodeId("a"))._asdict() == {
        "id": "a",
        "title": "A",
        "depth": 1,
        "parent": 0,
        "end": 3,
        "is_topic": True,
        "about": "*Why*",
        "links": (Link("L", "http://example.org/", LinkKind.BOOK, "Ann", False),),
        "tags": ("t", "u"),
        "level": Level.CORE,
        "minutes": 90,
        "after": ("b",),
        "origin": Origin.POST,
        "was": ("old.a",),
        "ref": "r1",
    }


def test_nodes_are_in_file_order_and_know_their_places() -> None:
    """Depths, parents and ends describe the tree, and only what can be ticked is a topic."""
    expected = load(SMALL_ROADMAP)
    bare = make_roadmap(*((node.id, node.title, node.is_topic) for node in expected.nodes))
    source_map = [(node.id, node.depth, node.parent, node.end) for node in expected.nodes]
    assert source_map == [(node.id, node.depth, node.parent, node.end) for node in bare.nodes]
    assert [node.id for node in expected.topics()][:2] == ["data.sql", "data.indexes"]


def test_the_root_is_no_topic() -> None:
    """The roadmap itself has an empty id and no box."""
    root = load(NODE).nodes[0]
    assert (root.id, root.is_topic, root.depth, root.parent, root.end) == (ROOT, False, 0, -1, 2)


@pytest.mark.parametrize(
    ("line", "is_topic"), [("", False), ("topic = false", False), ("topic = true", True)], ids=["silent", "no", "yes"]
)
def test_a_node_with_children_is_a_topic_only_if_it_says_so(line: str, is_topic: bool) -> None:
    """Checklists with nested boxes say so."""
    assert load(f'{NODE}{line}\n[a.b]\ntitle = "B"').nodes[1].is_topic is is_topic


def test_a_node_without_children_may_say_that_it_is_a_topic() -> None:
    """It is redundant, not wrong."""
    assert load(f"{NODE}topic = true").nodes[1].is_topic


@pytest.mark.parametrize(
    "links",
    [
        'links = [{ title = "L", url = "https://example.org" }]',
        '[[a.links]]\ntitle = "L"\nurl = "https://example.org"',
    ],
)
def test_links_may_be_an_array_of_tables(links: str) -> None:
    """TOML has two spellings for it."""
    assert load(NODE + links).nodes[1].links == (Link("L", "https://example.org"),)


def test_children_may_be_written_inline() -> None:
    """To TOML, a table is a table."""
    assert [node.id for node in load(f"{HEAD}a = {{ title = 'A', b = {{ title = 'B' }} }}").nodes] == ["", "a", "a.b"]


def test_accepts_a_byte_order_mark_and_windows_line_ends() -> None:
    """Editors on Windows leave both."""
    assert loads(b"\xef\xbb\xbf" + NODE.replace("\n", "\r\n").encode(), "x") == load(NODE)


def test_keeps_texts_as_they_are() -> None:
    """Cleaning is for whoever shows them."""
    assert load(f'{HEAD}[a]\ntitle = " \\u001b[31m[b]\\r\\n"').nodes[1].title == " \x1b[31m[b]\r\n"


@pytest.mark.parametrize("header", ["a-1", "1-", '"Redis"', "'API'", '"école"', '"数据"', '"e\\u0301t"', '"हिन्दी"'])
def test_accepts_keys_of_every_alphabet(header: str) -> None:
    """Small ASCII letters as they are, others in quotes."""
    assert load(f"{HEAD}[{header}]\ntitle = 'A'").nodes[1].depth == 1


def test_former_ids_lead_to_the_present_ones() -> None:
    """Progress follows a topic that has moved."""
    assert load(f'{NODE}was = ["b", "c.d"]').renamed == {"b": "a", "c.d": "a"}


def test_all_mistakes_are_reported_in_one_run_in_the_order_of_lines() -> None:
    """No mistake hides another, of its own kind or a different one."""
    found = mistakes("""\
format = 1
id = "X"
title = ""

[Sql]
titel = "SQL"
after = ["sql", "nosql.redys"]

[nosql]
title = "NoSQL"
level = "cor"
was = ["Sql"]

[nosql.redis]
title = "Redis"
after = ["nosql.mongo"]

[nosql.mongo]
title = "MongoDB"
minutes = "ninety"
links = [
  { title = "Docs", url = "https://example.org/a b" },
  { name = "Docs", url = "https://example.org" },
]
after = ["nosql.redis"]
topic = false
""")
    assert [line for line, _ in found] == [2, 3, 5, 5, 6, 7, 7, 11, 12, 16, 20, 22, 23, 23, 26]


def test_a_flood_of_mistakes_ends_with_a_word_about_the_rest() -> None:
    """A thousand are enough to read, and a million would fill the memory."""
    found = mistakes(NODE + "".join(f"k{n} = 1\n" for n in range(3000)))
    assert len(found) == 1001
    assert found[-1].message == "only 1,000 mistakes are listed; there are more"


def test_a_valid_file_is_not_searched_for_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """Finding lines takes longer than parsing."""
    monkeypatch.delattr(source_map, "locate")
    assert load(SMALL_ROADMAP + '["数据"]\ntitle = "Data"').title == "A small roadmap"


@pytest.mark.parametrize("text", [SMALL_ROADMAP, "oops"])
def test_the_collector_runs_again_afterwards(text: str) -> None:
    """It is only paused, whatever the file is like."""
    mistakes(text)
    assert gc.isenabled()

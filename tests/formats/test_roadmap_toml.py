"""The roadmap file: what it means, every mistake with its line, and the way back to text."""

import gc
import tomllib

import pytest
import tomli_w
from hypothesis import example, given
from hypothesis import strategies as st

from roadmap_tui.core.roadmap import ROOT, Level, Link, LinkKind, NodeId, Origin, Roadmap
from roadmap_tui.core.text import clean_line
from roadmap_tui.errors import FileMistakesError, Mistake
from roadmap_tui.formats import roadmap_toml
from roadmap_tui.formats.roadmap_toml import (
    ATTRIBUTES,
    MAX_BYTES,
    LinkTable,
    NodeTable,
    RoadmapTable,
    dumps,
    key_problem,
    loads,
    node_id_problem,
    roadmap_id_problem,
    url_problem,
)
from tests import strategies
from tests.conftest import SMALL_ROADMAP, make_roadmap

HEAD = 'format = 1\nid = "x"\ntitle = "X"\n'
"""Three lines, so that what follows begins on line 4."""

NODE = f'{HEAD}[a]\ntitle = "A"\n'
"""A roadmap of one topic; what follows begins on line 6."""


def load(text: str) -> Roadmap:
    return loads(text.encode(), "file.toml")


def mistakes(text: str | bytes) -> tuple[Mistake, ...]:
    """What is wrong with a file; nothing when it is fine."""
    try:
        loads(text if isinstance(text, bytes) else text.encode(), "file.toml")
    except FileMistakesError as error:
        return error.mistakes
    return ()


def only_mistake(text: str | bytes) -> Mistake:
    found = mistakes(text)
    assert len(found) == 1, found
    return found[0]


# What a file means.


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
    places = [(node.id, node.depth, node.parent, node.end) for node in expected.nodes]
    assert places == [(node.id, node.depth, node.parent, node.end) for node in bare.nodes]
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


@pytest.mark.parametrize("header", ["a-1", "-", '"Redis"', "'API'", '"école"', '"数据"', '"e\\u0301t"', '"हिन्दी"'])
def test_accepts_keys_of_every_alphabet(header: str) -> None:
    """Small ASCII letters as they are, others in quotes."""
    assert load(f"{HEAD}[{header}]\ntitle = 'A'").nodes[1].depth == 1


def test_former_ids_lead_to_the_present_ones() -> None:
    """Progress follows a topic that has moved."""
    assert load(f'{NODE}was = ["b", "c.d"]').renamed == {"b": "a", "c.d": "a"}


# What is not TOML.


@pytest.mark.parametrize(
    ("data", "line", "gist"),
    [
        (b'format = 1\n\nid = "\xe9"', 3, "not UTF-8: here is a byte 0xE9"),
        ("\ufefffoo".encode("utf-16"), 1, "not UTF-8"),
        (b"a = 1\n\nb = ", 3, "invalid value"),
        (b"a = 1\n\nb = oops\n", 3, "invalid value (column 5)"),
        (b'a = "1\nb = 2\n', 1, "a closing quote is missing on this line (column 7)"),
        (b'a = "\\w"', 1, "in double quotes a backslash is written \\\\"),
        (b'a = 1\nb = """\n\n\n', 2, "unterminated string"),
        (b'\na = "\x1b"', 2, "illegal character '\\x1b'"),
        ("\n[école]\n".encode(), 2, "a key with letters other than a-z needs quotes"),
        (b"[a]\n[b]\n\n[a]\n", 4, '"a" is here for the second time; the first is on line 1'),
        (b"[a.b]\n[a]\n[a.b]\n", 3, '"a.b" is here for the second time; the first is on line 1'),
        (b"a = [\n1,\n]\n\na = [\n2\n]\n", 5, '"a" is here for the second time; the first is on line 1'),
        (b"\na = { b = 1, b = 2 }\n", 2, '"a.b" is here for the second time; the first is on line 2'),
        (b"a.b = 1\n\n[a]\n", 3, "cannot declare ('a',) twice"),
        (b"a = 1\nb = " + b"1" * 5000, 2, "too many digits"),
        (b"a = 1\nb = [" + b"1" * 5000 + b"]", 2, "too many digits"),
        (b"a = [ 07:32:00, 1979-05-27 07:32:00 ]\nb = 1\nb = 2\n", 3, '"b" is here for the second time'),
        (b"[a]\ntitle = 'A'\ntitle = 'B'\n", 3, '"a.title" is here for the second time; the first is on line 2'),
        (b"a = 1\nb = " + b"[" * 5000, 2, "at most 32 levels"),
        (b"a = " + b"[\n" * 5000, 33, "at most 32 levels"),
        (b"a = 1\nb = " + b"{ b = " * 5000, 2, "at most 32 levels"),
        (b"a = 1\n[" + b"a." * 10_000 + b"b]", 2, "more than 100 parts; a roadmap has at most 32 levels"),
        (b"a = 1\nb = { " + b"a." * 10_000 + b"b = 1 }", 2, "more than 100 parts"),
    ],
    ids=str,
)
def test_what_cannot_be_parsed_is_one_mistake_with_its_line(data: bytes, line: int, gist: str) -> None:
    """Where the parser stops nobody knows what follows."""
    mistake = only_mistake(data)
    assert mistake.line == line
    assert gist in mistake.message


def test_a_syntax_error_reads_as_file_line_message() -> None:
    """The line is not told twice."""
    with pytest.raises(FileMistakesError) as caught:
        load("a = 1\nb 2")
    assert str(caught.value) == (
        "file.toml:2: this is not TOML: expected '=' after a key in a key/value pair (column 3)"
    )


def test_a_file_beyond_64_mib_is_not_parsed() -> None:
    """The message names the limit."""
    mistake = only_mistake(b" " * (MAX_BYTES + 1))
    assert mistake == Mistake(1, "the file is larger than 64 MiB, the most it may be")


def test_prose_with_many_dots_is_no_long_key() -> None:
    """Only keys are counted, not what stands in strings and comments."""
    assert load(f'{NODE}about = "{"a." * 500}b = 1" # {"a." * 500}b = 1').nodes[1].title == "A"


# Mistakes in a table.


@pytest.mark.parametrize(
    ("text", "line", "gist"),
    [
        ('id = "x"\ntitle = "X"\n[a]\ntitle = "A"', 1, "the roadmap has no format; add format = 1 at the top"),
        ('format = "1"\nid = "x"\ntitle = "X"\n[a]\ntitle = "A"', 1, "format must be a whole number, not text"),
        ('id = "x"\nformat = true\ntitle = "X"\n[a]\ntitle = "A"', 2, "format must be a whole number, not true"),
        ('id = "x"\nformat = 1.0\ntitle = "X"\n[a]\ntitle = "A"', 2, "format must be a whole number, not a decimal"),
        ('format = 0\nid = "x"\ntitle = "X"\n[a]\ntitle = "A"', 1, "format must be 1"),
        ('id = 1\nformat = 2\nnew = "thing"', 2, "written for a newer version of this program"),
        ('format = 1\ntitle = "X"\n[a]\ntitle = "A"', 1, 'the roadmap has no id; add id = "…"'),
        ('format = 1\nid = "x"\n[a]\ntitle = "A"', 1, 'the roadmap has no title; add title = "…"'),
        (HEAD, 1, "the roadmap has no topic; add a table such as [basics]"),
    ],
)
def test_the_head_of_the_file_is_checked(text: str, line: int, gist: str) -> None:
    """Format, id and title are needed, and something to learn."""
    mistake = only_mistake(text)
    assert mistake.line == line
    assert gist in mistake.message


@pytest.mark.parametrize("roadmap_id", ["", "a b", "a.b", "a_b", "a/b", "Backend", "École", "x" * 201])
def test_the_roadmap_id_is_a_slug(roadmap_id: str) -> None:
    """It becomes a file name, on systems of every kind."""
    assert only_mistake(NODE.replace('"x"', f'"{roadmap_id}"')).line == 2


def test_a_slug_is_suggested_for_the_roadmap_id() -> None:
    """The mistake is easily mended."""
    message = only_mistake(NODE.replace('"x"', '"My Road_map"')).message
    assert message == "id may hold only small letters, digits and hyphens; did you mean my-road-map?"


@pytest.mark.parametrize("roadmap_id", ["x", "backend-2", "数据", "école"])
def test_roadmap_ids_of_every_alphabet_are_fine(roadmap_id: str) -> None:
    """Only capitals, blanks and signs are not."""
    assert roadmap_id_problem(roadmap_id) is None


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("minuts = 3", 'unknown attribute "minuts"; did you mean minutes? (allowed: title, about, topic, links, tags,'),
        ("zzz = 3", 'unknown attribute "zzz" (allowed: title, about, topic, links, tags, level, minutes, after,'),
        ('source = "s"', "source belongs to the roadmap itself, at the top of the file"),
        ('about = ["a"]', "about must be text, not a list"),
        ("about = nan", "about must be text, not a decimal number"),
        ("about = 2020-01-01", "about must be text, not a date"),
        ("about = 2020-01-01T10:00:00Z", "about must be text, not a date and time"),
        ("about = 10:00:00", "about must be text, not a time"),
        ('topic = "yes"', "topic must be true or false, not text"),
        ('tags = "sql"', "tags must be a list, not text"),
        ("tags = [1]", "entry 1 of tags must be text, not a whole number"),
        ('tags = ["a", " "]', "entry 2 of tags is blank"),
        ('level = "cor"', 'level must be one of core, more, optional, not "cor"; did you mean core?'),
        ("level = 1", "level must be one of core, more, optional, not a whole number"),
        ("level = []", "level must be one of core, more, optional, not a list"),
        ('origin = "mine"', 'origin must be one of post, added, not "mine"'),
        ('minutes = "ninety"', "minutes must be a whole number, not text"),
        ("minutes = 1.5", "minutes must be a whole number, not a decimal number"),
        ("minutes = inf", "minutes must be a whole number, not a decimal number"),
        ("minutes = true", "minutes must be a whole number, not true"),
        ("minutes = 0", "minutes must be between 1 and 100,000"),
        ("minutes = 100_001", "minutes must be between 1 and 100,000"),
        (f"minutes = 0x{'f' * 9000}", "minutes must be between 1 and 100,000"),
        ("links = true", "links must be a list, not true"),
        ('links = ["https://x.org"]', 'link 1 must be a table such as { title = "…", url = "https://…" }, not text'),
        ('links = [{ url = "https://x.org" }]', 'link 1 has no title; add title = "…"'),
        ('links = [{ title = "t" }]', 'link 1 has no url; add url = "https://…"'),
        ('links = [{ title = " ", url = "https://x.org" }]', "title of link 1 is blank"),
        ('links = [{ title = {}, url = "https://x.org" }]', "title of link 1 must be text, not a table"),
        ('links = [{ title = "t", url = "ftp://x.org" }]', "url of link 1 must begin with http:// or https://"),
        (
            'links = [{ title = "t", url = "https://x.org", frree = true }]',
            "frree of link 1 is an unknown attribute; did you mean free? (allowed: title, url, kind, by, free)",
        ),
        (
            'links = [{ title = "t", url = "https://x.org", kind = "vidio" }]',
            "kind of link 1 must be one of article, book, course, docs, paper, project, talk, tool, video, other, "
            'not "vidio"; did you mean video?',
        ),
        ("after = [2]", "entry 1 of after must be text, not a whole number"),
        ('was = "b"', "was must be a list, not text"),
        ("topic = false", 'topic cannot be false here: "a" has no children, which makes it a topic'),
        ("links.title = 1", "links is the name of an attribute, so it cannot be the key of a section or topic"),
    ],
)
def test_an_attribute_is_checked(line: str, message: str) -> None:
    """What is wrong, what is allowed, and what may have been meant."""
    mistake = only_mistake(NODE + line)
    assert mistake.line == 6
    assert mistake.message.startswith(message)


def test_values_of_many_lines_are_found_inside() -> None:
    """A mistake in the third link is on the third link's line."""
    found = mistakes(f"""{NODE}links = [
  {{ title = "a", url = "https://example.org" }},

  # {{ title = 1 }}
  {{ title = "b", url = "nowhere" }},
]
tags = [
  "x",
  3,
]
""")
    assert [line for line, _ in found] == [10, 14]


@pytest.mark.parametrize("attribute", ["level", "tags", "after"])
def test_attributes_of_topics_do_not_belong_to_the_roadmap(attribute: str) -> None:
    """A line too far up is a common slip."""
    mistake = only_mistake(HEAD + f"{attribute} = []\n[a]\ntitle = 'A'")
    assert mistake == Mistake(4, f"{attribute} belongs to sections and topics, not to the roadmap itself")


@pytest.mark.parametrize("title", ["", " ", "\\t\\n", "\\u2003"])
def test_a_title_is_not_blank(title: str) -> None:
    """Something has to stand in the tree."""
    assert only_mistake(f'{HEAD}[a]\ntitle = "{title}"') == Mistake(5, "title is blank")


def test_a_section_that_is_never_opened_lacks_its_title() -> None:
    """`[a.b]` makes a table `a` that nobody wrote."""
    assert only_mistake(f"{HEAD}[a.b]\ntitle = 'B'") == Mistake(4, '"a" has no title; add title = "…"')


@pytest.mark.parametrize("attribute", sorted(ATTRIBUTES))
@pytest.mark.parametrize("below", ["", ".b"])
def test_an_attribute_name_is_no_key(attribute: str, below: str) -> None:
    """At any level, so that a subtree can be moved, and whether the attribute is set or not."""
    mistake = only_mistake(f"{NODE}[a.{attribute}{below}]\ntitle = 'T'")
    message = f"{attribute} is the name of an attribute, so it cannot be the key of a section or topic"
    assert mistake == Mistake(6, message)


def test_an_array_of_tables_is_no_section() -> None:
    """One bracket too many is explained."""
    mistake = only_mistake(f"{NODE}[[a.parts]]\ntitle = 'P'")
    assert mistake.line == 6
    assert "the header of a section or topic has single brackets: [parts]" in mistake.message


def test_messages_show_hostile_text_harmless_and_short() -> None:
    """What a terminal would obey is made visible, and a megabyte is cut."""
    message = only_mistake(f'{NODE}level = "\\u001b]0;{"x" * 1_000_000}"').message
    assert "\x1b" not in message
    assert "␛]0;xxx" in message
    assert len(message) < 150


def test_a_list_of_millions_is_refused_as_a_whole() -> None:
    """Its mistakes would fill the memory."""
    assert only_mistake(f"{NODE}tags = [{'1,' * 10_001}]") == Mistake(6, "tags has more than 10,000 entries")


# Mistakes between tables.


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("a_b", 'the key "a_b" may hold only letters, digits and hyphens; did you mean a-b?'),
        ('"a b"', 'the key "a b" may hold only letters, digits and hyphens; did you mean a-b?'),
        ('"a.b"', 'the key "a.b" may hold only letters, digits and hyphens; did you mean a-b?'),
        ('"a/ü"', 'the key "a/ü" may hold only letters, digits and hyphens; did you mean a-ü?'),
        ('""', 'the key "" is empty'),
        ('"!"', 'the key "!" may hold only letters, digits and hyphens'),
        ("Redis", 'the key "Redis" has capital letters, which need quotes around the key; did you mean redis?'),
    ],
)
def test_keys_are_slugs(header: str, message: str) -> None:
    """A key becomes a part of an id that is typed and stored."""
    assert only_mistake(f"{HEAD}[{header}]\ntitle = 'A'") == Mistake(4, message)


@pytest.mark.parametrize(
    ("first", "second"), [("redis", '"Redis"'), ('"\\u00e9"', '"e\\u0301"'), ('"É"', '"é"'), ('"ß"', "ss")]
)
def test_siblings_that_look_the_same_are_named_with_both_lines(first: str, second: str) -> None:
    """Never two boxes that one reader takes for one."""
    mistake = only_mistake(f"{HEAD}[{first}]\ntitle = '1'\n\n[{second}]\ntitle = '2'")
    assert mistake.line == 7
    assert mistake.message.endswith("differ only in case or Unicode form (line 4)")


def test_keys_that_look_the_same_may_stand_under_different_parents() -> None:
    """Their ids differ before the last dot."""
    assert not mistakes(f'{NODE}["A-2"]\ntitle="A"\n["A-2"."X"]\ntitle="X"\n[a."X"]\ntitle="X"')


def test_more_than_32_levels_are_one_mistake() -> None:
    """Named where they begin to be too many, with everything above checked."""
    keys = [".".join("k" * depth) for depth in range(1, 41)]
    assert not mistakes(HEAD + "".join(f"[{key}]\ntitle = 'K'\n" for key in keys[:32]))
    mistake = only_mistake(HEAD + "".join(f"[{key}]\ntitle = 'K'\n" for key in keys))
    assert mistake.line == 3 + 2 * 32 + 1
    assert "more than 32 levels deep" in mistake.message


def test_ids_have_at_most_200_characters() -> None:
    """The whole dotted path counts, and what is below is not reported again."""
    assert not mistakes(f"{NODE}[a.{'b' * 198}]\ntitle = 'B'")
    mistake = only_mistake(f"{NODE}[a.{'b' * 199}]\ntitle = 'B'\n[a.{'b' * 199}.c]\ntitle = 'C'")
    assert mistake.line == 6
    assert "longer than 200 characters" in mistake.message


def test_the_number_of_topics_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first one too many is where the line points."""
    monkeypatch.setattr(roadmap_toml, "MAX_TOPICS", 2)
    text = f"{NODE}[s]\ntitle = 'S'\n[t]\ntitle = 'T'\ntopic = true\n" + "".join(
        f"[{key}]\ntitle = 'T'\n" for key in ("s.b", "t.c", "t.d")
    )
    assert only_mistake(text) == Mistake(8, "there are more than 2 topics, the most there may be")


NODES = f"{NODE}[b]\ntitle = 'B'\n[b.c]\ntitle = 'C'\n[b.c.d]\ntitle = 'D'\n"
"""Topics `a` and `b.c.d` in sections; what follows belongs to `b.c.d` and begins on line 12."""


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('after = ["d"]', 'after names "d", which does not exist; did you mean b.c.d?'),
        ('after = ["x.d"]', 'after names "x.d", which does not exist; did you mean b.c.d?'),
        ('after = ["b.cc"]', 'after names "b.cc", which does not exist; did you mean b.c?'),
        ('after = ["nothing-like-it"]', 'after names "nothing-like-it", which does not exist'),
        ('after = [""]', 'after names "", which does not exist'),
        ('after = ["b.c.d"]', 'after names "b.c.d", which is itself'),
        ('after = ["b"]', 'after names "b", which it is a part of'),
        ('after = ["a", "a"]', 'after names "a" twice'),
        ('was = ["a"]', 'was names "a", which is an id in use (line 4)'),
        ('was = ["b.c.d"]', 'was names "b.c.d", which is an id in use (line 10)'),
        ('was = [""]', 'was names "", which is no id: it is empty'),
        ('was = ["a..b"]', 'was names "a..b", which is no id: it is empty'),
        ('was = ["a b"]', 'was names "a b", which is no id: it may hold only letters, digits and hyphens'),
        (f'was = ["{"x" * 201}"]', f'was names "{"x" * 59}…", which is no id: it is longer than 200 characters'),
        ('was = ["o", "o"]', 'was names "o", which it names already (line 12)'),
    ],
)
def test_references_are_checked(line: str, message: str) -> None:
    """What a list names must be something, and something sensible."""
    assert only_mistake(NODES + line) == Mistake(12, message)


def test_ids_that_only_begin_alike_are_not_parts_of_each_other() -> None:
    """A part begins after a dot."""
    assert not mistakes(
        f"{NODE}[ab]\ntitle = 'AB'\nafter = ['a']\n[b]\ntitle = 'B'\nafter = ['ba']\n[ba]\ntitle = 'BA'"
    )


def test_the_search_for_what_was_meant_comes_to_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a hundred thousand ids each guess takes a second."""
    monkeypatch.setattr(roadmap_toml, "_MAX_COMPARISONS", 4)
    first, second = mistakes(f"{NODES}after = ['bb', 'aa']")
    assert first.message == 'after names "bb", which does not exist; did you mean b?'
    assert second.message == 'after names "aa", which does not exist'


def test_a_section_cannot_come_after_a_part_of_it() -> None:
    """It is complete when its parts are."""
    text = NODES.replace("title = 'B'", "title = 'B'\nafter = ['b.c.d']")
    assert only_mistake(text) == Mistake(8, 'after names "b.c.d", which is a part of it')


def test_two_nodes_cannot_have_had_the_same_id() -> None:
    """Progress could not tell whom to follow."""
    text = f"{NODE}was = ['o']\n[b]\ntitle = 'B'\n\nwas = [\n  'p',\n  'o',\n]"
    assert only_mistake(text) == Mistake(12, 'was names "o", which "a" names already (line 6)')


def graph(**after: str) -> str:
    """A file of topics of one letter, each after those in its text, two lines and a header each from line 4 on."""
    tables = (f"[{key}]\ntitle = '{key}'\nafter = {list(needed)}\n" for key, needed in after.items())
    return HEAD + "".join(tables)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (graph(a="b", b="a"), [(6, "a → b → a")]),
        (graph(x="a", a="b", b="c", c="a"), [(9, "a → b → c → a")]),
        (graph(a="b", b="a", c="d", d="c"), [(6, "a → b → a"), (12, "c → d → c")]),
        (graph(a="bc", b="a", c="a"), [(6, "a → b → a"), (6, "a → c → a")]),
        (graph(a="b", b="ac", c="b"), [(6, "a → b → a"), (9, "b → c → b")]),
        (graph(a="bc", b="d", c="d", d=""), []),
    ],
    ids=["two", "three", "apart", "shared", "linked", "diamond"],
)
def test_each_circle_is_reported_once(text: str, found: list[tuple[int, str]]) -> None:
    """The ids stand in the order in which they need each other."""
    expected = [Mistake(line, f"after leads round in a circle: {circle}") for line, circle in found]
    assert list(mistakes(text)) == expected


def test_a_circle_may_lead_through_a_section() -> None:
    """A section is complete when its topics are, so none of them can wait for who waits for the section."""
    text = f"{NODE}after = ['s']\n[s]\ntitle = 'S'\n[s.t]\ntitle = 'T'\nafter = ['a']\n"
    assert only_mistake(text) == Mistake(6, "after leads round in a circle: a → s → s.t → a")


def test_a_long_circle_is_cut_in_the_middle() -> None:
    """Both ends show where to look; a hundred thousand ids in a row would not."""
    tables = (f"[n{n}]\ntitle = 'N'\nafter = ['n{(n + 1) % 5000}']\n" for n in range(5000))
    message = only_mistake(HEAD + "".join(tables)).message
    assert message.endswith(": n0 → n1 → n2 → n3 → n4 → (4993 more) → n4998 → n4999 → n0")


# All of them, and how fast.


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
    monkeypatch.delattr(roadmap_toml, "locate")
    assert load(SMALL_ROADMAP + '["数据"]\ntitle = "Data"').title == "A small roadmap"


def test_no_tree_is_too_deep_for_the_stack() -> None:
    """The parser's limit is met before any of ours, whatever the stack had on it."""
    inline = "{ title = 'K', k = " * 45
    assert "more than 32 levels" in only_mistake(f"{HEAD}k = {inline}1{' }' * 45}").message


@pytest.mark.parametrize("text", [SMALL_ROADMAP, "oops"])
def test_the_collector_runs_again_afterwards(text: str) -> None:
    """It is only paused, whatever the file is like."""
    mistakes(text)
    assert gc.isenabled()


# Rules that others ask for, too.


@pytest.mark.parametrize(
    ("url", "gist"),
    [
        ("", "must begin with"),
        ("example.org", "must begin with"),
        ("javascript:alert(1)", "must begin with"),
        ("file:///etc/passwd", "must begin with"),
        ("https:example.org", "must begin with"),
        ("https://", "no valid host"),
        ("https:///path", "no valid host"),
        ("https://?q", "no valid host"),
        ("https://:80/", "no valid host"),
        ("https://./", "no valid host"),
        ("https://[::1/", "no valid host"),
        ("https://example.org:99999/", "no valid host"),
        ("https://user@example.org", "user name or a password"),
        ("https://user:pw@example.org/", "user name or a password"),
        ("https://good.example\\@evil.example", "a backslash"),
        ("https://example.org/a b", "a blank"),
        (" https://example.org", "a blank"),
        ("https://example.org/\n", "a blank"),
        ("https://example.org/\x1b]8;;", "invisible"),
        ("https://example.org/\x9b", "invisible"),
        ("https://example.org/\u202e", "invisible"),
        ("https://exa\u200bmple.org", "invisible"),
        ("https://example.org/" + "x" * 2029, "longer than 2,048 characters"),
    ],
)
def test_urls_that_a_link_must_not_lead_to(url: str, gist: str) -> None:
    """One door to the browser, and this is its first lock."""
    assert gist in (url_problem(url) or "")


@given(strategies.urls)
@example("https://example.org/" + "x" * 2028)
@example("https://example.org/@user:pw")
def test_urls_that_are_fine(url: str) -> None:
    """An at sign after the host is no password."""
    assert url_problem(url) is None


@given(st.text("htps:/.@a1 \\é[]?#\u200b", max_size=30).map("https://".__add__))
def test_plain_urls_would_pass_the_slow_way_as_well(url: str) -> None:
    """The pattern that saves time lets nothing through."""
    if roadmap_toml._PLAIN_URL.fullmatch(url):
        assert roadmap_toml._address_problem(url) is None


@pytest.mark.parametrize("key", ["a", "Redis", "école"])
def test_keys_that_an_importer_may_use(key: str) -> None:
    """In quotes, where they need them."""
    assert key_problem(key) is None
    assert node_id_problem(f"{key}.{key}") is None


# Back to text.


@given(strategies.roadmaps())
def test_what_is_written_reads_as_the_same(roadmap: Roadmap) -> None:
    """No text, key or attribute is lost or altered."""
    assert loads(dumps(roadmap).encode(), "x") == roadmap


def test_writes_only_what_is_set_in_the_order_of_the_design() -> None:
    """The file is for people, who will edit it."""
    text = f"""{HEAD}
[a]
title = "A"
about = \"\"\"
One
Two\"\"\"
links = [
  {{ title = "L", by = "Ann", url = "https://example.org", kind = "book", free = true }},
  {{ title = "M", url = "https://example.org" }},
]
level = "core"
minutes = 90

[a."Redis"]
title = "Redis"
origin = "added"
"""
    assert dumps(load(text)) == text


def test_long_links_stay_in_their_topic() -> None:
    """An array of tables would repeat the topic's header for every link."""
    url = f"https://example.org/{'x' * 200}"
    assert dumps(load(f'{NODE}links = [{{ title = "L", url = "{url}" }}]')).count("[a") == 1


# Whatever the file.

NAMES = st.sampled_from([*sorted(ATTRIBUTES | set(LinkTable.model_fields)), "a", "b", "C", "", "\x1b", "é.x"])
FRAGMENTS = st.sampled_from(
    [
        *("[a]", "[a.b]", "[[a]]", "[a.links]", "[[a.links]]", '["A"]', "[É]", "['a b']", "\n", "\n", "\n", " ", ","),
        *("format = 1", "id = 'x'", "title = 'T'", "title = ", "links = ", "after = ", "was = ", "tags = ", "topic = "),
        *(
            "minutes = ",
            "level = ",
            "= ",
            "x.y = ",
            "[",
            "]",
            "{",
            "}",
            "'a'",
            '"a.b"',
            '"""',
            "'''",
            "1",
            "true",
            "nan",
        ),
        *("1979-05-27", "07:32:00", "#", "\\", "\x00", "\x1b", "\ufeff", "é", "['a', 'a.b']", "{ url = 'https://x' }"),
    ]
)


@given(
    st.binary()
    | st.text().map(str.encode)
    | st.lists(FRAGMENTS, max_size=25).map(lambda parts: "".join(parts).encode())
)
def test_no_file_raises_anything_else(data: bytes) -> None:
    """A stranger's file is read or explained, and the explanation is one line a mistake, safe to print."""
    for line, message in mistakes(data):
        assert 1 <= line <= data.count(b"\n") + 1
        assert clean_line(message) == message


VALUES = st.recursive(
    st.integers() | st.booleans() | st.floats() | st.dates() | st.times() | strategies.texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5),
)


@given(st.dictionaries(NAMES, VALUES))
def test_no_values_raise_anything_else(document: dict[str, object]) -> None:
    """Every value of TOML in every place is fine or explained."""
    assert all(clean_line(message) == message for _, message in mistakes(tomli_w.dumps(document)))


@given(st.lists(FRAGMENTS, max_size=25).map(lambda parts: NODE + "\n".join(parts)))
def test_what_is_accepted_is_toml_and_keeps_the_rules(text: str) -> None:
    """Whatever loads can be written and loads again."""
    if not mistakes(text):
        assert tomllib.loads(text)["format"] == 1
        assert load(dumps(load(text))) == load(text)


@pytest.mark.parametrize("model", [LinkTable, NodeTable, RoadmapTable])
def test_every_attribute_is_described(model: type[LinkTable | NodeTable | RoadmapTable]) -> None:
    """The models are published as the schema for editors."""
    assert all(field.description for field in model.model_fields.values())
    assert model.model_json_schema()["additionalProperties"] is False

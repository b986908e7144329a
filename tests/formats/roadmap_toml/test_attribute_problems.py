"""Mistakes in one table: what is wrong, what is allowed, what may have been meant."""

import pytest

from roadmap_tui.errors import Problem
from roadmap_tui.formats.roadmap_toml import ATTRIBUTES
from tests.formats.roadmap_toml.files import HEAD, NODE, mistakes, only_mistake


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
    assert mistake == Problem(4, f"{attribute} belongs to sections and topics, not to the roadmap itself")


@pytest.mark.parametrize("title", ["", " ", "\\t\\n", "\\u2003"])
def test_a_title_is_not_blank(title: str) -> None:
    """Something has to stand in the tree."""
    assert only_mistake(f'{HEAD}[a]\ntitle = "{title}"') == Problem(5, "title is blank")


def test_a_section_that_is_never_opened_lacks_its_title() -> None:
    """`[a.b]` makes a table `a` that nobody wrote."""
    assert only_mistake(f"{HEAD}[a.b]\ntitle = 'B'") == Problem(4, '"a" has no title; add title = "…"')


@pytest.mark.parametrize("attribute", sorted(ATTRIBUTES))
@pytest.mark.parametrize("below", ["", ".b"])
def test_an_attribute_name_is_no_key(attribute: str, below: str) -> None:
    """At any level, so that a subtree can be moved, and whether the attribute is set or not."""
    mistake = only_mistake(f"{NODE}[a.{attribute}{below}]\ntitle = 'T'")
    message = f"{attribute} is the name of an attribute, so it cannot be the key of a section or topic"
    assert mistake == Problem(6, message)


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
    assert only_mistake(f"{NODE}tags = [{'1,' * 10_001}]") == Problem(6, "tags has more than 10,000 entries")

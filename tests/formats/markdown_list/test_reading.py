"""Markdown lists: what is a topic, and what becomes of the rest. Where a rule is GFM's, its section is named."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap_tui.core.marks import Status
from roadmap_tui.core.roadmap import LinkKind
from roadmap_tui.core.update.draft import Outline, OutlineItem, parse_outline
from roadmap_tui.errors import UnreadableRoadmapError
from roadmap_tui.formats.markdown_list import Kind, loads

TICK = "`" * 3


def read(text: str, kind: Kind | None = None) -> Outline:
    return loads(text.encode(), "list.md", kind)


def topics(outline: Outline) -> list[OutlineItem]:
    return [entry for entry in outline.items if entry.is_topic]


def titles(text: str, kind: Kind | None = None) -> list[str]:
    return [entry.title for entry in topics(read(text, kind))]


@pytest.mark.parametrize(
    ("line", "box"),
    [
        ("- [ ] x", " "),
        ("* [x] x", "x"),
        ("+ [X] x", "X"),
        ("1. [ ] x", " "),
        ("2) [x] x", "x"),
        ("- [ ]\tx", " "),
        ("- [ ]\n  x", " "),
        ("   - [ ] x", " "),
        ("> - [ ] x", " "),
        ("- - [ ] x", " "),
        ("-   [ ] x", " "),
    ],
)
def test_a_task_item_is_what_gfm_says(line: str, box: str) -> None:
    """GFM 5.3: a paragraph that begins with a box and a blank, first in an item of any list, anywhere."""
    (topic,) = topics(read(f"# T\n\n{line}\n"))
    assert (topic.title, topic.status) == ("x", Status.TODO if box == " " else Status.DONE)


@pytest.mark.parametrize(
    "text",
    [
        "- [ ]x",
        "- []  x",
        "- [ ]",
        "- [y] x",
        "- x [ ] y",
        r"- \[ ] x",
        "    - [ ] x",
        f"{TICK}\n- [ ] x\n{TICK}",
        "<!--\n- [ ] x\n-->",
        "<div>\n- [ ] x\n</div>",
        "| a |\n|---|\n| - [ ] x |",
        "text\n    - [ ] x",
        "-\n\n  [ ] x",
        "- # [ ] x",
        "[ ] x",
    ],
)
def test_what_only_looks_like_a_task_is_none(text: str) -> None:
    """Not in code, comments, HTML or tables, not escaped, not as the rest of a paragraph."""
    assert titles(f"# T\n\n- [ ] real\n\npara\n\n{text}\n", Kind.TASKS) == ["real"]


@pytest.mark.parametrize(
    ("inline", "title"),
    [
        ("**Bold** and *it* and ~~gone~~ and `code`", "Bold and it and gone and code"),
        ("[global] keyword", "[global] keyword"),
        (":smile: stays", ":smile: stays"),
        ("[a](http://x.org) and [b](http://y.org)", "a and b"),
        ("![badge](http://x.org/i.svg) Words", "Words"),
        ("![only](http://x.org/i.svg)", "only"),
        ("<kbd>Ctrl</kbd> C<br>and", "Ctrl C and"),
        (r"\*not\* &amp; &lt;b&gt;", "*not* & <b>"),
        ("[x] as a title", "[x] as a title"),
        ("two\n  lines", "two lines"),
        ("العربية", "العربية"),
        ("a_b_c 2*3*4", "a_b_c 234"),
        ("<br>", "Untitled"),
    ],
)
def test_titles_lose_syntax_and_no_words(inline: str, title: str) -> None:
    """What a user sees is what the topic is called."""
    assert titles(f"# T\n\n- [ ] {inline}\n") == [title]


def test_boxes_under_boxes_are_topics_and_bullets_are_links_or_text() -> None:
    """As many topics as boxes; nothing else vanishes."""
    outline = read("""# T
## S
- [ ] Trees
    - [a video](https://www.youtube.com/watch?v=1)
    - read [this](https://example.org/a) twice
    - [x] Heaps
        - plain
            - [ ] deep
- only text
""")
    section, trees, heaps, deep = outline.items
    assert [entry.parent for entry in outline.items] == [-1, 0, 1, 2]
    assert [link.title for link in trees.links] == ["a video", "this"]
    assert trees.links[0].kind is LinkKind.VIDEO
    assert trees.about == ["- read [this](https://example.org/a) twice"]
    assert (heaps.about, heaps.status, deep.title) == (["- plain"], Status.DONE, "deep")
    assert section.about == ["- only text"]
    assert [remark.line for remark in outline.import_notes] == [4, 5, 7, 9]


def test_headings_make_the_sections() -> None:
    """A jump of levels nests one deep, and a section without topics is left out and named."""
    outline = read("# T\n\n# A\n### B\n- [ ] x\n## C\n- [ ] y\n\nD\n---\n\ntext\n# E\n- [ ] z\n")
    nodes = parse_outline(outline, "T").nodes
    assert [(node.title, node.depth) for node in nodes[1:]] == [
        *(("A", 1), ("B", 2), ("x", 3), ("C", 2), ("y", 3), ("E", 1), ("z", 2))
    ]
    assert [remark.reason for remark in outline.import_notes if "no topic" in remark.reason] == [
        'The section "T" has no topic and was left out.',
        'The section "D" has no topic; what it says was kept by "A".',
    ]
    assert outline.items[1].about == ["**D**", "text"]


def test_the_only_first_heading_is_the_title() -> None:
    """It is no section of its own."""
    outline = read("# The list\n\nWhat it is.\n\n## A\n- [ ] x\n")
    assert (outline.title, outline.about, outline.items[0].title) == ("The list", ["What it is."], "A")


def test_links_of_headings_are_kept() -> None:
    """Of the title by the roadmap, of others by their sections."""
    outline = read("# T [![badge](https://e.org/i.svg)](https://e.org/t)\n## A [a](https://e.org/a)\n- [ ] x\n")
    assert [link.url for link in outline.links] == ["https://e.org/t"]
    assert [link.url for link in outline.items[0].links] == ["https://e.org/a"]


def test_a_list_without_a_heading_has_one_section() -> None:
    """It has no title; the file's name serves."""
    outline = read("- [ ] x\n- [ ] y\n")
    assert (outline.title, [(entry.title, entry.parent) for entry in outline.items]) == (
        "",
        [("Topics", -1), ("x", 0), ("y", 0)],
    )


AWESOME = """# Awesome things

[![badge](https://example.org/b.svg)](https://example.org)

## Contents

- [Databases](#databases)
  - [Graphs](#graphs)
- [Tools](#tools)

## Databases

- [Alpha](https://alpha.example) - Stores *rows*.
- [Beta](https://beta.example/docs)
  - [Gamma](https://gamma.example/) – A plug-in for [Beta](https://beta.example).
- Plain words.
- ![](https://example.org/i.png)

### Graphs

* [Delta](//delta.example): Draws.
"""


def test_without_boxes_every_item_is_a_topic_but_the_contents() -> None:
    """An awesome list: link, dash, what it is."""
    outline = read(AWESOME)
    assert [(topic.title, topic.about) for topic in topics(outline)] == [
        ("Alpha", ["Stores rows."]),
        ("Beta", []),
        ("Gamma", ["A plug-in for Beta."]),
        ("Plain words.", []),
        ("Delta", ["Draws."]),
    ]
    assert [link.url for topic in topics(outline) for link in topic.links] == [
        "https://alpha.example",
        "https://beta.example/docs",
        "https://gamma.example/",
        "https://beta.example",
        "https://delta.example",
    ]
    assert [remark.line for remark in outline.import_notes] == [5, 7, 8, 9, 17]


CURRICULUM = """# A curriculum

## Core

Courses | Duration | [Effort](https://example.org/e) | Prerequisites | Notes
:-- | :--: | :--: | :--: | --
[Programs](https://www.edx.org/p) ([alt](https://example.org/alt)) | 13 weeks | 8-10 hours/week | none | -
[Systems](https://example.org/s) | 6 weeks | 10 hours/week | Programs, high school maths | Hard.
[Loops](https://example.org/l) | 12 hours | | Systems, Loops |

- a bullet with [a link](https://example.org/b)
"""


def test_rows_of_a_curriculum_are_topics() -> None:
    """Columns are known by their headers; weeks times hours a week are minutes; prerequisites are found by title."""
    outline = read(CURRICULUM)
    section, programs, systems, loops = outline.items
    assert (programs.title, programs.minutes, programs.needs) == ("Programs (alt)", 13 * 9 * 60, [])
    assert [link.url for link in programs.links] == ["https://www.edx.org/p", "https://example.org/alt"]
    assert (systems.title, systems.minutes, systems.needs) == ("Systems", 3600, [1])
    assert (loops.title, loops.minutes, loops.needs) == ("Loops", 720, [2])
    assert systems.about == [
        "- Duration: 6 weeks\n- Effort: 10 hours/week\n- Prerequisites: Programs, high school maths\n- Notes: Hard."
    ]
    assert [link.url for link in section.links] == ["https://example.org/e", "https://example.org/b"]
    assert ['"high school maths" is no topic' in r.reason or "circle" in r.reason for r in outline.import_notes].count(
        True
    ) == 2


def test_the_kind_that_holds_more_links_wins_and_can_be_overruled() -> None:
    """Both lists and tables, no boxes."""
    assert len(titles(CURRICULUM)) == 3
    assert titles(CURRICULUM, Kind.LISTS) == ["a bullet with a link"]
    assert titles(AWESOME, Kind.TASKS) == []


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff# T\n\n- [ ] x\n",
        "# T\r\n\r\n- [x] x\r\n",
        "# T\r\r- [ ] x\r",
        "---\ntitle: 'T'\nlang: de\n---\n- [ ] x\n",
        '+++\ntitle = "T"\n+++\n- [ ] x',
    ],
    ids=["BOM", "CRLF", "CR", "YAML", "TOML"],
)
def test_marks_line_ends_and_front_matter_are_no_content(text: str) -> None:
    """They occur in real lists."""
    outline = read(text)
    assert (outline.title, len(topics(outline))) == ("T", 1)


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    """What stands between two rules may be text."""
    assert titles("---\n\n- [ ] x\n\n---\n- [ ] y\n") == ["x", "y"]


def test_utf_16_is_read_and_other_encodings_are_named() -> None:
    """With the line of the first odd byte."""
    assert len(topics(loads("# T\n- [ ] x\n".encode("utf-16"), "x.md"))) == 1
    with pytest.raises(UnreadableRoadmapError, match=r"x.md:2: the file is not UTF-8: here is a byte 0xE9"):
        loads(b"# T\n- [ ] caf\xe9\n", "x.md")


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "mailto:a@example.org", "./chapter.md", "data:text/html,x", "ftp://example.org/"]
)
def test_links_to_elsewhere_are_named_and_left_out(url: str) -> None:
    """Only http and https ever become links; the words stay."""
    outline = read(f"# T\n\n- [ ] [words]({url})\n")
    assert (outline.items[0].title, outline.items[0].links) == ("words", [])
    assert outline.import_notes[0].line == 3


def test_bare_addresses_are_links() -> None:
    """GFM 6.9, without the punctuation around them; those in code are none."""
    (topic,) = topics(
        read("# T\n\n- [ ] See https://example.org/a_(b), www.example.org. `https://no.example` <https://e.example>\n")
    )
    assert [link.url for link in topic.links] == [
        "https://e.example",
        "https://example.org/a_(b)",
        "http://www.example.org",
    ]


def test_reference_links_are_links() -> None:
    """Wherever their address stands."""
    (topic,) = topics(
        read("# T\n\n- [ ] [a][1] and [b]\n\n[1]: https://example.org/1 'x'\n[B]: https://example.org/2\n")
    )
    assert [(link.title, link.url) for link in topic.links] == [
        ("a", "https://example.org/1"),
        ("b", "https://example.org/2"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "- [ ] " + "[" * 20_000,
        "- [ ] " + "![" * 20_000,
        "- [ ] " + "*a " * 20_000,
        ">" * 5_000 + " - [ ] x",
        "- " * 5_000 + "[ ] x",
        "".join("  " * n + "- [ ] x\n" for n in range(1_000)),
        "|" * 20_000 + "\n" + "|-" * 20_000 + "\n",
        "|a" * 1_000 + "\n" + "|-" * 1_000 + "\n" + "|x\n" * 3_000,
        "<!-- \n" * 20_000,
        "- [ ] a [b](http://c.example/d)\n" * 5_000,
    ],
    ids=["brackets", "images", "stars", "quotes", "items", "levels", "columns", "rows", "comments", "tasks"],
)
def test_hostile_input_takes_no_time(text: str) -> None:
    """Linear, and never a RecursionError."""
    start = time.perf_counter()
    outline = read(f"# T\n\n- [ ] real\n\n{text}")
    assert titles("# T\n- [ ] x") == ["x"]
    assert topics(outline)[0].title == "real"
    assert time.perf_counter() - start < 10


def test_what_is_nested_too_deep_is_named() -> None:
    """markdown-it leaves it out without a word."""
    outline = read("# T\n" + "".join("  " * n + f"- [ ] x{n}\n" for n in range(200)))
    assert 55 <= len(topics(outline)) < 200
    assert any("nested deeper" in remark.reason for remark in outline.import_notes)
    assert max(node.depth for node in parse_outline(outline, "T").nodes) == 32


def test_a_bare_address_reads_as_one_in_angle_brackets() -> None:
    """A host beyond ASCII is written the same way however the list writes the address."""
    bare, angled = (loads(f"- [ ] {text}".encode(), "x.md").items[-1] for text in ("http://e.fİ/a", "<http://e.fİ/a>"))
    assert [link.url for link in bare.links] == [link.url for link in angled.links] == ["http://e.xn--f-dka/a"]


@settings(deadline=None)
@given(
    st.text(max_size=300)
    | st.lists(
        st.sampled_from(
            ["- [ ] ", "- [x] ", "\n", "  ", "# ", "|", "---", "a", "[", "](", ")", "`", "<", ">", "http://a.b"]
        ),
        max_size=60,
    ).map("".join)
)
def test_no_text_breaks_it(text: str) -> None:
    """Whatever it is, it gives an outline whose parents come first."""
    outline = read(text)
    assert all(entry.parent < index for index, entry in enumerate(outline.items))
    assert all(entry.title.strip() for entry in outline.items)

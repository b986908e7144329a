"""Markdown as paragraphs: what is shown of it, and that nothing in it does anything."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from roadmap_tui.presentation.glyphs import ASCII, UNICODE, Anchor, Glyphs, Line, Role
from roadmap_tui.presentation.markdown import MAX_CHARACTERS, paragraphs
from roadmap_tui.presentation.paragraphs import wrap
from tests.mark_strategies import PROPERTY

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
MARKDOWN = st.text(st.sampled_from([*"abc  \n\n*_`[]()!<>#-1.&;\\~|:/", *BIDI, "\x1b", "\x9b", "漢"]), max_size=60)


def shown(text: str, *, width: int = 60, glyphs: Glyphs = UNICODE) -> list[str]:
    """The lines that a user sees, without roles."""
    lines = wrap(paragraphs(text, glyphs), width, cell_len)
    return ["".join(part for part, _ in line).rstrip() for line in lines]


def roles(text: str) -> Line:
    """The spans of a text of one paragraph."""
    (paragraph,) = paragraphs(text, UNICODE)
    return [span for span in paragraph.spans if span[0]]


def is_harmless(text: str) -> bool:
    """Whether nothing in it could steer a terminal."""
    return not any(letter in BIDI or unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"} for letter in text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("One.", ["One."]),
        ("One\ntwo.", ["One two."]),
        ("One.\n\nTwo.", ["One.", "", "Two."]),
        ("One\\\ntwo  \nthree", ["One", "two", "three"]),
        ("# Title\nText", ["Title", "", "Text"]),
        ("- a\n- b", ["• a", "• b"]),
        ("3. a\n4. b", ["3. a", "4. b"]),
        ("- a\n  - b\n\n    c", ["• a", "", "  • b", "", "    c"]),
        ("9. a\n10. b\n    more", ["9. a", "10. b more"]),
        ("> quoted\n>\n> twice", ["  quoted", "", "  twice"]),
        ("```python\nx = 1\n\n  y\n```", ["x = 1", "", "  y"]),
        ("    indented\n      code", ["indented", "  code"]),
        ("a\n\n---\n\nb", ["a", "", "────────", "", "b"]),
        ("-\n- b", ["•", "• b"]),
        ("![a diagram](https://e.org/x.png)", ["a diagram"]),
        ("<b>bold</b> <script>alert(1)</script>", ["<b>bold</b> <script>alert(1)</script>"]),
        ("<div onclick=x>\ntext\n</div>", ["<div onclick=x> text </div>"]),
        ("AT&amp;T &lt;3 &copy;", ["AT&T <3 ©"]),
        ("[b]x[/b] [@click=app.quit]y[/]", ["[b]x[/b] [@click=app.quit]y[/]"]),
        ("- [ ] a task", ["• [ ] a task"]),
        ("| a | b |", ["| a | b |"]),
    ],
)
def test_a_text_is_shown_block_by_block(text: str, expected: list[str]) -> None:
    """With a blank line between blocks; HTML and markup are shown letter for letter."""
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[here](https://example.org/)", "here (https://example.org/)"),
        ("[https://good.org](https://evil.org/)", "https://good.org (https://evil.org/)"),
        ("<https://example.org/>", "https://example.org/"),
        ("[https://example.org/](https://example.org/)", "https://example.org/"),
        ("[a][1]\n\n[1]: https://example.org/", "a (https://example.org/)"),
        ("[x](javascript:alert)", "[x](javascript:alert)"),
        ("[x](data:text/html,x)", "[x](data:text/html,x)"),
        ("[x]()", "x ()"),
        ("[![img](https://e.org/i.png)](https://e.org/)", "img (https://e.org/)"),
    ],
)
def test_a_link_shows_where_it_leads(text: str, expected: str) -> None:
    """Its words may say something else."""
    assert shown(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", [("plain", Role.TEXT)]),
        ("**bold**", [("bold", Role.STRONG)]),
        ("*soft*", [("soft", Role.ACCENT)]),
        ("`code *x*`", [("code *x*", Role.CODE)]),
        ("# **all** bold", [("all", Role.STRONG), (" bold", Role.STRONG)]),
        ("[a](https://e.org/)", [("a", Anchor("https://e.org/")), (" (https://e.org/)", Role.MUTED)]),
        ("[a](javascript:b)", [("[a](javascript:b)", Role.TEXT)]),
        ("[a](/b)", [("a", Role.LINK), (" (/b)", Role.MUTED)]),
        ("***both***", [("both", Role.STRONG)]),
    ],
)
def test_emphasis_has_roles(text: str, expected: Line) -> None:
    """What they look like is for the theme."""
    assert roles(text) == expected


def test_the_plain_glyphs_are_plain() -> None:
    """Bullets and rules, too."""
    assert shown("- a\n\n---", glyphs=ASCII) == ["* a", "", "--------"]


@pytest.mark.parametrize("hostile", ["\x1b]0;x\x07", "\x9b31m", "\u202e", "\x00", "\x7f", "\u2028", "\ud800"])
@pytest.mark.parametrize(
    "frame", ["{}", "# {}", "- {}", "`{}`", "```\n{}\n```", "**{}**", "[{}](https://e.org/)", "![{}](x)"]
)
def test_hostile_characters_are_made_visible(hostile: str, frame: str) -> None:
    """Wherever they stand."""
    (line,) = (line for line in shown(frame.format(f"a{hostile}b")) if line)
    assert is_harmless(line)
    assert "a" in line


@PROPERTY
@given(MARKDOWN)
def test_any_text_can_be_shown(text: str) -> None:
    """Without a crash, and with nothing in it that steers a terminal."""
    for paragraph in paragraphs(text.replace("&", "+"), UNICODE):
        assert all(is_harmless(part) for part, _ in (*paragraph.first, *paragraph.spans, *paragraph.rest))


@PROPERTY
@given(st.lists(st.text("abcxyz", min_size=1, max_size=8), min_size=1, max_size=12))
def test_no_word_is_lost(words: list[str]) -> None:
    """Whatever the blocks are."""
    text = "\n\n".join(f"{'#->'[number % 3]} **{word}** `{word}`" for number, word in enumerate(words))
    found = " ".join(shown(text)).replace("•", "").split()
    assert found == [word for word in words for _ in range(2)]


def test_a_text_that_is_too_long_is_cut_and_says_so() -> None:
    """More would hold up the cursor."""
    lines = shown("word " * MAX_CHARACTERS)
    assert lines[-1] == "The text goes on; it is longer than 10,000 letters."
    assert sum(map(len, lines)) <= MAX_CHARACTERS + 100


@pytest.mark.parametrize(
    "text",
    [
        "*a " * 10_000,
        "*a" * 2_000 + "b*" * 2_000,
        ">" * 5_000,
        "".join("  " * depth + "- a\n" for depth in range(150)),
        "`" * 10_000,
        "<" * 10_000,
        "_" * 10_000,
        "&" * 10_000,
        "[a](" * 10_000,
        "| " * 20_000,
        "#" * 10_000,
    ],
    ids=["stars", "emphasis", "quotes", "lists", "ticks", "angles", "rule", "ampersands", "links", "table", "hashes"],
)
def test_a_text_that_means_no_good_is_over_soon(text: str) -> None:
    """However it is nested."""
    started = time.perf_counter()
    shown(text)
    assert time.perf_counter() - started < 2


# Faults


@pytest.mark.parametrize("entity", ["&#x202e;", "&lrm;", "&#x2028;", "&#xE0041;", "&#13;", "&#12;", "&Tab;"])
@pytest.mark.parametrize("frame", ["{}", "# {}", "[{}](https://e.org/)"])
def test_hostile_entities_are_made_visible(entity: str, frame: str) -> None:
    """They are another way of writing hostile characters."""
    lines = shown(frame.format(f"a{entity}b"))
    assert all(is_harmless(line) and "\U000e0041" not in line for line in lines)


@pytest.mark.parametrize("text", ["```\n\tif x:\n```", "a\tb", "`a\tb`", "    a\tb"])
def test_tabs_become_blanks(text: str) -> None:
    """So that every line is as wide as it is counted."""
    assert not any("\t" in line for line in shown(text))


def test_emphasis_may_be_nested_deeply() -> None:
    """A stranger's text must not take the app down."""
    assert "a" in " ".join(shown("**a " * 3_000 + " b**" * 3_000))


@pytest.mark.parametrize(
    "text", [">" * 200 + " deep", "".join("  " * n + f"- item{n}\n" for n in range(70))], ids=["quotes", "items"]
)
def test_nothing_vanishes_without_a_word(text: str) -> None:
    """What is left out is said to be."""
    lines = " ".join(shown(text, width=400))
    assert "deep" in lines or "item69" in lines


@pytest.mark.parametrize("text", ["[" * 10_000, "![" * 5_000], ids=["links", "images"])
def test_brackets_take_linear_time(text: str) -> None:
    """Twice as many may take twice as long, not four times."""
    times = []
    for size in (1, 4):
        started = time.perf_counter()
        paragraphs(text * size, UNICODE)
        times.append(time.perf_counter() - started)
    assert times[1] < 8 * times[0]

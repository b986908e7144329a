"""Paragraphs wrapped to a width: nothing sticks out, and nothing is lost."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from roadmap_tui.presentation.glyphs import Line, Role
from roadmap_tui.presentation.paragraphs import BLANK, Paragraph, heading, indent, wrap
from tests.mark_strategies import PROPERTY

TEXTS = st.text("abc  漢\u0301-", max_size=50)
SPANS = st.lists(st.tuples(TEXTS, st.sampled_from(Role)), max_size=5)
PREFIXES = st.sampled_from([("", ""), ("• ", "  "), ("10. ", "    ")])
WIDTHS = st.integers(10, 50)


def plain(lines: list[Line]) -> list[str]:
    """Lines without their roles."""
    return ["".join(text for text, _ in line) for line in lines]


def cells(line: Line) -> int:
    """How many cells a line takes; spans are drawn one by one."""
    return sum(cell_len(text) for text, _ in line)


def wrapped(text: str, width: int, *, ellipsis: str = "", verbatim: bool = False) -> list[str]:
    """One text on lines of that width."""
    paragraph = Paragraph([(text, Role.TEXT)], ellipsis=ellipsis, verbatim=verbatim)
    return plain(wrap([paragraph], width, cell_len))


@st.composite
def paragraphs(draw: st.DrawFn, *, verbatim: bool | None = None) -> Paragraph:
    """A paragraph, maybe with a bullet before it."""
    first, rest = draw(PREFIXES)
    is_verbatim = draw(st.booleans()) if verbatim is None else verbatim
    return Paragraph(draw(SPANS), [(first, Role.MUTED)], [(rest, Role.MUTED)], verbatim=is_verbatim)


@PROPERTY
@given(st.lists(paragraphs(), max_size=4), WIDTHS)
def test_no_line_is_wider_than_the_width(document: list[Paragraph], width: int) -> None:
    """Whatever stands before it, and however wide its letters are."""
    assert all(cells(line) <= width for line in wrap(document, width, cell_len))


@PROPERTY
@given(paragraphs(), WIDTHS)
def test_nothing_but_blanks_is_lost(paragraph: Paragraph, width: int) -> None:
    """Every letter comes out once, in order, in its role."""
    letters = [(letter, role) for text, role in paragraph.spans for letter in text if letter != " "]
    lines = wrap([paragraph._replace(first=[], rest=[])], width, cell_len)
    found = [(letter, role) for line in lines for text, role in line for letter in text if letter != " "]
    assert found == letters


@PROPERTY
@given(paragraphs(verbatim=True), WIDTHS)
def test_code_keeps_its_blanks(paragraph: Paragraph, width: int) -> None:
    """All of them."""
    lines = wrap([paragraph._replace(first=[], rest=[])], width, cell_len)
    assert "".join(plain(lines)) == "".join(text for text, _ in paragraph.spans)


@PROPERTY
@given(st.lists(st.text("abc", min_size=1, max_size=9), max_size=20), WIDTHS)
def test_lines_are_as_full_as_they_can_be(words: list[str], width: int) -> None:
    """The first word of a line would not have fitted on the line before."""
    lines = wrapped(" ".join(words), width)
    assert " ".join(lines).split() == words
    for line, following in pairwise(lines):
        assert len(line.rstrip()) + 1 + len(following.split()[0]) > width


@PROPERTY
@given(st.lists(paragraphs(), max_size=4), WIDTHS)
def test_every_line_begins_with_what_stands_before_it(document: list[Paragraph], width: int) -> None:
    """The bullet once, then blanks as wide."""
    for paragraph in document:
        lines = wrap([paragraph], width, cell_len)
        assert lines[0][0] == paragraph.first[0]
        assert all(line[0] == paragraph.rest[0] for line in lines[1:])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [""]),
        ("   ", [""]),
        ("one two", ["one two"]),
        ("one two three", ["one two", "three"]),
        ("one       two three", ["one       ", "two three"]),
        ("  one", ["one"]),
        ("abcdefghijklm", ["abcdefghij", "klm"]),
        ("a bcdefghijklmn", ["a ", "bcdefghijk", "lmn"]),
        ("漢漢漢漢漢漢", ["漢漢漢漢漢", "漢"]),
        ("a漢漢漢漢漢", ["a漢漢漢漢", "漢"]),
    ],
)
def test_text_is_broken_between_words(text: str, expected: list[str]) -> None:
    """A word that is wider than a line comes in parts."""
    assert [line.rstrip() for line in wrapped(text, 10)] == [line.rstrip() for line in expected]


@pytest.mark.parametrize("width", [-5, 0, 1, 9])
def test_less_than_ten_cells_are_taken_for_ten(width: int) -> None:
    """Text in a column of one letter helps nobody."""
    assert wrapped("abcdefghijk", width) == ["abcdefghij", "k"]


def test_a_blank_paragraph_is_a_blank_line() -> None:
    """It sets apart what stands around it."""
    assert plain(wrap([BLANK, *heading("Links"), BLANK], 20, cell_len)) == ["", "", "Links", ""]
    assert wrap([], 20, cell_len) == []


def test_a_line_that_must_not_wrap_is_cut() -> None:
    """With an ellipsis, at the width."""
    assert wrapped("Databases › Relational databases › Indexes", 20, ellipsis="…") == ["Databases › Relatio…"]
    assert wrapped("Databases", 20, ellipsis="…") == ["Databases"]


@PROPERTY
@given(SPANS, WIDTHS)
def test_a_cut_line_is_never_wider_than_the_width(spans: Line, width: int) -> None:
    """However many spans it has."""
    (line,) = wrap([Paragraph(spans, ellipsis="…")], width, cell_len)
    assert cells(line) <= width


def test_indenting_puts_a_sign_before_the_first_line_only() -> None:
    """And as many blanks before all the others, also where there is a sign already."""
    document = [Paragraph([("one two three", Role.TEXT)]), Paragraph([("four", Role.TEXT)])]
    once = indent(document, "• ", "  ")
    lines = plain(wrap(once, 10, cell_len))
    assert [line.rstrip() for line in lines] == ["• one two", "  three", "  four"]
    twice = indent(once, "1. ", "   ")
    assert [line.rstrip() for line in plain(wrap(twice, 40, cell_len))] == ["1. • one two three", "     four"]


def test_code_is_cut_where_the_line_ends() -> None:
    """Not between words."""
    assert wrapped("abc defghijkl", 10, verbatim=True) == ["abc defghi", "jkl"]


@pytest.mark.parametrize("depth", [5, 20])
def test_a_deep_indent_gives_way(depth: int) -> None:
    """Or the text would disappear at the right."""
    document = [Paragraph([("some words", Role.TEXT)])]
    for _ in range(depth):
        document = indent(document, "  ", "  ")
    assert all(cells(line) <= 12 for line in wrap(document, 12, cell_len))


@pytest.mark.parametrize("letter", ["x", "漢"])
def test_a_very_long_word_is_wrapped_in_linear_time(letter: str) -> None:
    """A title of a megabyte without a blank must not freeze the screen."""
    measured: list[int] = []

    def measure(text: str) -> int:
        measured.append(len(text))
        return len(text)

    wrap([Paragraph([(letter * 20_000, Role.TEXT)])], 40, measure)
    assert sum(measured) < 100 * 20_000


def test_many_paragraphs_are_wrapped_quickly() -> None:
    """Long texts are made of many words."""
    document = [Paragraph([("some words to wrap " * 20, Role.TEXT)])] * 100
    started = time.perf_counter()
    assert len(wrap(document, 40, cell_len)) >= 900
    assert time.perf_counter() - started < 2


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        (["tables (", "WITH", "), and"], ["tables", "(WITH),", "and"]),
        (["say ", "SELECT", ", then"], ["say", "SELECT,", "then"]),
        (["abcdef", "ghijkl", "mn"], ["abcdef", "ghijklmn"]),
    ],
)
def test_a_word_of_several_spans_stays_together(spans: list[str], expected: list[str]) -> None:
    """No line begins with the comma that belongs to the code before it, unless the word is wider than a line."""
    paragraph = Paragraph([(text, Role.CODE if number % 2 else Role.TEXT) for number, text in enumerate(spans)])
    assert [line.rstrip() for line in plain(wrap([paragraph], 10, cell_len))] == expected

"""Hostile text made harmless, and lines cut to a width."""

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from rich.cells import cell_len

from roadmap_tui.core.text import (
    cell_width,
    clean,
    clean_line,
    plural,
    screen_line,
    screen_text,
    truncate_with_ellipsis,
)
from tests.mark_strategies import PROPERTY

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
HOSTILE = (
    *map(chr, (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, 0xD800, 0xDBFF, 0xDC00, 0xDFFF)),
    *BIDI,
    *map(chr, (0xE0000, 0xE0001, 0xE0020, 0xE007F)),
)
FORBIDDEN_CATEGORIES = {"Cc", "Cs", "Zl", "Zp"}
ANY_TEXT = st.text(st.characters(), max_size=40) | st.text(st.sampled_from([*HOSTILE, *"ab ✓é漢"]), max_size=40)
"""Lone surrogates included."""


def is_forbidden(character: str) -> bool:
    """Whether a character must not reach a terminal."""
    is_tag = 0xE0000 <= ord(character) < 0xE0080
    return is_tag or character in BIDI or unicodedata.category(character) in FORBIDDEN_CATEGORIES


@PROPERTY
@given(ANY_TEXT)
def test_nothing_that_steers_a_terminal_is_left(text: str) -> None:
    """A text keeps newline and tab, a line not even these."""
    assert not any(map(is_forbidden, clean(text).replace("\n", "").replace("\t", "")))
    assert not any(map(is_forbidden, clean_line(text)))


@pytest.mark.parametrize("hostile", [h for h in HOSTILE if h not in "\n\t"], ids=lambda h: f"U+{ord(h):04X}")
def test_every_hostile_character_is_made_visible(hostile: str) -> None:
    """Something stands in its place, so that nothing goes unnoticed."""
    for cleaned in (clean(f"a{hostile}b"), clean_line(f"a{hostile}b")):
        shown = cleaned.removeprefix("a").removesuffix("b")
        assert shown.strip()
        assert not any(map(is_forbidden, shown))


@PROPERTY
@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=40))
def test_harmless_text_stays_as_it_is(text: str) -> None:
    """Letters of every script, emoji, zero-width joiners and markup are nobody's business here."""
    assume(not any(map(is_forbidden, text)))
    assert clean(text) == clean_line(text) == text


@PROPERTY
@given(ANY_TEXT)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    """What is clean stays as it is."""
    assert clean(clean(text)) == clean(text)
    assert clean_line(clean(text)) == clean_line(text)


@pytest.mark.parametrize(
    ("text", "as_text", "as_line"),
    [
        ("a\nb\tc", "a\nb\tc", "a b c"),
        ("a\r\nb", "a\nb", "a b"),
        ("a\rb", "a␍b", "a␍b"),
        ("\x1b]0;x\x07", "␛]0;x␇", "␛]0;x␇"),
        ("\x00\x7f\x9b31m", "␀␡�31m", "␀␡�31m"),
        ("safe\u202egpj.exe", "safe<202E>gpj.exe", "safe<202E>gpj.exe"),
        ("[b]x[/b] 👩‍💻 é", "[b]x[/b] 👩‍💻 é", "[b]x[/b] 👩‍💻 é"),
        ("", "", ""),
    ],
)
def test_what_is_shown_instead(text: str, as_text: str, as_line: str) -> None:
    """Pictures for controls, code points for bidi; CR LF counts as a newline."""
    assert (clean(text), clean_line(text)) == (as_text, as_line)


@PROPERTY
@given(ANY_TEXT.map(clean_line), st.integers(-2, 30), st.sampled_from(["…", "..."]))
def test_a_shortened_line_never_exceeds_its_width(text: str, width: int, ellipsis: str) -> None:
    """Wide letters, combining marks and no room at all included."""
    assert cell_len(truncate_with_ellipsis(text, width, cell_len, ellipsis)) <= max(width, 0)


@PROPERTY
@given(st.text("ab 漢", max_size=30), st.integers(0, 30))
def test_a_line_that_is_cut_keeps_its_beginning_and_says_so(text: str, width: int) -> None:
    """As much of it as fits, and an ellipsis when something is missing."""
    short = truncate_with_ellipsis(text, width, cell_len)
    if cell_len(text) <= width:
        assert short == text
    elif width:
        assert short.endswith("…")
        assert text.startswith(short[:-1])
        assert cell_len(text[: len(short)]) > width - 1


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [("abcdef", 6, "abcdef"), ("abcdef", 5, "ab..."), ("abcdef", 3, "..."), ("abcdef", 2, ".."), ("abcdef", 0, "")],
)
def test_the_ellipsis_is_as_wide_as_its_letters(text: str, width: int, expected: str) -> None:
    """ASCII dots take three cells, and give way when there are fewer."""
    assert truncate_with_ellipsis(text, width, cell_len, "...") == expected


@pytest.mark.parametrize("text", ["e\u0301" * 10, "नमस्ते दुनिया", "שָׁלוֹם עוֹלָם"])
def test_a_line_with_combining_marks_is_left_alone_when_it_fits(text: str) -> None:
    """The marks take no cells."""
    assert truncate_with_ellipsis(text, cell_len(text), cell_len) == text


def test_a_letter_under_a_heap_of_marks_is_cut_quickly() -> None:
    """A hundred thousand combining marks on one letter must not freeze the screen."""
    measured: list[int] = []

    def measure(text: str) -> int:
        measured.append(len(text))
        return cell_len(text)

    assert cell_len(truncate_with_ellipsis("a" + "\u0301" * 100_000 + "b" * 90, 40, measure)) <= 40
    assert sum(measured) < 10_000_000


@pytest.mark.parametrize(("text", "cells"), [("abc", 3), ("漢字", 4), ("e\u0301", 1), ("\u200b", 0), ("", 0)])
def test_cells_are_counted_by_unicode(text: str, cells: int) -> None:
    """Wide letters take two, marks and invisible ones none."""
    assert cell_width(text) == cells == cell_len(text)


@pytest.mark.parametrize(("number", "words"), [(0, "0 marks"), (1, "1 mark"), (2, "2 marks")])
def test_words_are_in_the_plural_where_they_should_be(number: int, words: str) -> None:
    """One is one."""
    assert plural(number, "mark") == words


FAMILY, CODER = "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f469\U0001f3fd\u200d\U0001f4bb"
WAVE, HEART, RAINBOW = "\U0001f44b\U0001f3fd", "\u2764\ufe0f", "\U0001f3f3\ufe0f\u200d\U0001f308"
SINHALA, PERSIAN, FLAG = "\u0dc1\u0dca\u200d\u0dbb\u0dd3", "\u0645\u06cc\u200c\u062e", "\U0001f1e9\U0001f1ea"


@pytest.mark.parametrize("text", [FAMILY, CODER, WAVE, HEART, RAINBOW, "\u231a\ufe0e", "1\ufe0f\u20e3", FLAG])
def test_pictures_are_as_wide_in_every_terminal(text: str) -> None:
    """In those that draw clusters, whose widths Rich knows, and in those that draw one character after the other."""
    for shown in (screen_text(f"a {text} b"), screen_line(f"a {text}\n{text}")):
        assert cell_len(shown) == sum(map(cell_len, shown)) == cell_width(shown)


@pytest.mark.parametrize("text", [FAMILY, CODER, HEART, RAINBOW, SINHALA, "x\r\ny"])
def test_pictures_are_taken_apart_one_for_one(text: str) -> None:
    """So that what was found in a text is marked where it stands; in files nothing changes."""
    assert len(screen_text(text)) == len(clean(text))
    assert clean(FAMILY) == FAMILY


@pytest.mark.parametrize("text", [SINHALA, PERSIAN, FLAG, "\u0915\u094d\u200d\u0937", "漢字", "e\u0301"])
def test_scripts_keep_their_joiners(text: str) -> None:
    """They choose the form of letters there."""
    assert screen_text(text) == text

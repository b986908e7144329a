"""Text in the form that is compared, and the letters that were found in a title."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_tui.core.search.normalize import matched_letters, normalize, normalize_spaces
from tests.mark_strategies import PROPERTY, texts


@PROPERTY
@given(texts())
def test_unicode_forms_are_alike(text: str) -> None:
    """Composed or decomposed, a text is found by either."""
    assert normalize(unicodedata.normalize("NFC", text)) == normalize(unicodedata.normalize("NFD", text))


@pytest.mark.parametrize("accents", ["é", "e\u0301", "É", "Ệ"])
def test_accents_do_not_count(accents: str) -> None:
    """However many there are."""
    assert normalize(accents) == "e"


@PROPERTY
@given(st.text("𝐀𝓑ℂ℡№㏒™", min_size=1))
def test_letters_in_fancy_dress_are_found_by_plain_ones(title: str) -> None:
    """Mathematical alphabets and squared letters are letters."""
    assert normalize(title) == unicodedata.normalize("NFKC", title).lower()


@PROPERTY
@given(texts())
def test_each_character_is_folded_by_itself(text: str) -> None:
    """Only then can the letters of a match be found again in the title."""
    assert normalize(text) == "".join(map(normalize, text))


@PROPERTY
@given(texts())
def test_the_short_way_to_single_blanks_gives_the_same(text: str) -> None:
    """Texts that need no splitting are not split, and nobody can tell."""
    assert normalize_spaces(text) == " ".join(normalize(text).split())


@pytest.mark.parametrize(
    ("title", "words", "marked"),
    [
        ("NoSQL stores", ["sql"], "..^^^......."),
        ("NoSQL stores", ["sto", "nosql"], "^^^^^.^^^..."),
        ("Crème brûlée", ["creme"], "^^^^^......."),
        ("Cre\u0300me", ["creme"], "^^^^^^"),
        ("Straße", ["ass"], "...^^."),
        ("Straße", ["s"], "^...^."),
        ("aaaa", ["aa"], "^^^^"),
        ("№ 1", ["no"], "^.."),
        ("SQL", [], "..."),
        ("", ["sql"], ""),
        ("\u0301SQL", ["sql"], ".^^^"),
    ],
)
def test_the_letters_of_a_match_are_marked(title: str, words: list[str], marked: str) -> None:
    """In the title as it is written, accents with their letter."""
    assert "".join("^" if is_match else "." for is_match in matched_letters(title, words)) == marked


@PROPERTY
@given(texts(), st.lists(texts().map(normalize).filter(bool), max_size=3))
def test_every_character_has_an_answer(title: str, words: list[str]) -> None:
    """Whatever is looked for in whatever title; and nothing is marked where nothing is found."""
    matched = matched_letters(title, words)
    assert len(matched) == len(title)
    assert any(matched) == any(word in normalize(title) for word in words)

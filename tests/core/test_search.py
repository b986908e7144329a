"""Which topics match what the reader typed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_tui.core.roadmap import Link, Node, NodeId
from roadmap_tui.core.search import fold, matches
from tests.mark_strategies import PROPERTY, texts

NODE = Node(
    id=NodeId("data.crème"),
    title="Straße & Kaffee",
    depth=2,
    parent=1,
    end=3,
    is_topic=True,
    about="Ask for *rows*.\nΣίσυφος",
    tags=("interview",),
    links=(Link("A Tutorial", "https://example.org/hidden"),),
)


@pytest.mark.parametrize(
    "query",
    ["", "  ", "straße", "STRASSE", "kaffee straße", "kaf str", "interview rows", "data.creme", "tutorial", "ΣΊΣΥΦΟΣ"],
)
def test_every_word_may_stand_anywhere(query: str) -> None:
    """In id, title, text, tags or a link's title, in any order, whatever the case and the accents."""
    assert matches(NODE, query)


@pytest.mark.parametrize("query", ["tea", "kaffee tea", "hidden", "rows.x"])
def test_a_word_that_stands_nowhere_matches_nothing(query: str) -> None:
    """All words are needed, and URLs are not searched."""
    assert not matches(NODE, query)


@PROPERTY
@given(texts())
def test_unicode_forms_are_alike(text: str) -> None:
    """Composed or decomposed, a text is found by either."""
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


@PROPERTY
@given(texts(), texts())
def test_a_title_is_found_by_itself(title: str, more: str) -> None:
    """Whatever letters it is written in."""
    node = NODE._replace(title=f"{more} {title}")
    assert matches(node, title)
    assert matches(node, unicodedata.normalize("NFD", title))


@pytest.mark.parametrize("accents", ["é", "e\u0301", "É", "Ệ"])
def test_accents_do_not_count(accents: str) -> None:
    """However many there are."""
    assert fold(accents) == "e"


@PROPERTY
@given(st.text("𝐀𝓑ℂ℡№㏒™", min_size=1))
def test_letters_in_fancy_dress_are_found_by_plain_ones(title: str) -> None:
    """Mathematical alphabets and squared letters are letters."""
    plain = unicodedata.normalize("NFKC", title)
    assert matches(NODE._replace(title=title), plain.lower())

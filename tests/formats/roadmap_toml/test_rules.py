"""Rules of single values, which importers ask for, too."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from roadmap_tui.formats.roadmap_toml import key_problem, node_id_problem, roadmap_id_problem, rules, url_problem
from tests import strategies


@pytest.mark.parametrize("roadmap_id", ["x", "backend-2", "数据", "école"])
def test_roadmap_ids_of_every_alphabet_are_fine(roadmap_id: str) -> None:
    """Only capitals, blanks and signs are not."""
    assert roadmap_id_problem(roadmap_id) is None


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
    if rules._PLAIN_URL.fullmatch(url):
        assert rules._address_problem(url) is None


@pytest.mark.parametrize("key", ["a", "Redis", "école"])
def test_keys_that_an_importer_may_use(key: str) -> None:
    """In quotes, where they need them."""
    assert key_problem(key) is None
    assert node_id_problem(f"{key}.{key}") is None

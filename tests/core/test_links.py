"""Links: where they may lead, which is opened first, and how users add their own."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from roadmap_tui.core import links
from roadmap_tui.core.actions import set_link, set_read
from roadmap_tui.core.links import (
    TopicLink,
    as_markdown,
    default_link,
    parse_own_link,
    shown_url,
    topic_links,
    url_problem,
)
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.roadmap import Link, NodeId
from roadmap_tui.errors import UsageError
from tests import strategies
from tests.conftest import NOON
from tests.mark_strategies import OWN, ROADMAP

A, B = "https://example.org/a", "https://example.org/b"


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
    if links._PLAIN_URL.fullmatch(url):
        assert links._address_problem(url) is None


def test_a_topic_has_the_roadmaps_links_and_the_readers() -> None:
    """In this order, each with its tick."""
    node = ROADMAP.node(NodeId("data.sql"))._replace(links=(Link("First", A), Link("Second", B)))
    progress = Progress(ROADMAP, OWN)
    progress = progress.with_marks(set_link(progress, node, "https://my.example/", "Mine", NOON))
    progress = progress.with_marks(set_read(progress, node, B, True, NOON))
    assert topic_links(progress, node) == [
        TopicLink(Link("First", A), is_own=False, is_read=False),
        TopicLink(Link("Second", B), is_own=False, is_read=True),
        TopicLink(Link("Mine", "https://my.example/"), is_own=True, is_read=False),
    ]


def link(*, free: bool | None = None, is_read: bool = False) -> TopicLink:
    """A link of which nothing else matters."""
    return TopicLink(Link("A", A, free=free), is_own=False, is_read=is_read)


@pytest.mark.parametrize(
    ("there", "expected"),
    [
        ([], None),
        ([link(), link(free=True)], 0),
        ([link(free=False), link(free=True)], 1),
        ([link(is_read=True), link(free=False)], 1),
        ([link(is_read=True, free=False), link(is_read=True)], 1),
        ([link(free=False), link(free=False)], 0),
    ],
)
def test_the_best_link_is_unread_and_costs_nothing(there: list[TopicLink], expected: int | None) -> None:
    """Else the first in the author's order."""
    assert default_link(there) is (None if expected is None else there[expected])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (A, (A, "example.org/a")),
        (f"  {A}  ", (A, "example.org/a")),
        ("https://www.example.org/", ("https://www.example.org/", "example.org")),
        (f"{A} A title of my own", (A, "A title of my own")),
        (f"<{A}> A title", (A, "A title")),
        (f"[A [nested] title]({A})", (A, "A [nested] title")),
        (f"[A title](<{A}>)", (A, "A title")),
        (f"[]({A})", (A, "example.org/a")),
        ("https://example.org/a_(b)", ("https://example.org/a_(b)", "example.org/a_(b)")),
    ],
)
def test_a_pasted_link_is_understood(text: str, expected: tuple[str, str]) -> None:
    """An address with a title behind it, or Markdown as other programs copy it."""
    assert parse_own_link(text) == expected


@pytest.mark.parametrize(
    ("text", "gist"),
    [("", "Paste an address"), ("example.org", "must begin with http"), ("[x](javascript:a)", "must begin with http")],
)
def test_what_is_no_link_is_refused(text: str, gist: str) -> None:
    """With what to do about it."""
    with pytest.raises(UsageError, match=gist):
        parse_own_link(text)


@pytest.mark.parametrize(
    ("title", "url", "expected"),
    [
        ("A title", A, f"[A title]({A})"),
        ("[x] *y*", A, rf"[\[x\] \*y\*]({A})"),
        ("two\nlines", A, f"[two lines]({A})"),
        ("A", "https://example.org/a_(b)", "[A](<https://example.org/a_(b)>)"),
    ],
)
def test_a_link_as_markdown(title: str, url: str, expected: str) -> None:
    """Whatever the title holds, it stays one link."""
    assert as_markdown(Link(title, url)) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (A, A),
        ("https://bücher.example/ä", "https://bücher.example/ä"),
        ("https://数据.example", "https://数据.example"),
        ("https://データ数据.example", "https://データ数据.example"),
        ("https://gооgle.example/x", "https://xn--ggle-55da.example/x"),
        ("https://аpple.example:80/", "https://xn--pple-43d.example:80/"),
    ],
)
def test_a_host_that_looks_like_another_shows_what_it_is(url: str, expected: str) -> None:
    """Letters of several scripts in one name are shown as the punycode they stand for (RFC 3492)."""
    assert shown_url(url) == expected

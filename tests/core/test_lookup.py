"""Which node the user means by what they typed."""

import pytest

from roadmap_tui.core.lookup import find_node
from roadmap_tui.core.roadmap import Roadmap
from roadmap_tui.errors import NotFoundError
from tests.conftest import make_roadmap


@pytest.fixture
def roadmap() -> Roadmap:
    """Redis stands in it twice, make at the top and below."""
    return make_roadmap(
        ("", "R", False),
        ("data", "Data", False),
        ("data.redis", "Redis", True),
        ("data.hiredis", "A client", True),
        ("cache", "Cache", False),
        ("cache.redis", "Redis", True),
        ("cache.make", "Make a cache", True),
        ("make", "Make", True),
    )


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("data.redis", "data.redis"),
        ("hiredis", "data.hiredis"),
        ("data.hiredis", "data.hiredis"),
        ("data", "data"),
        ("make", "make"),
        ("cache.make", "cache.make"),
    ],
)
def test_a_node_is_named_by_its_id_or_a_unique_end_of_it(roadmap: Roadmap, typed: str, expected: str) -> None:
    """A whole id comes first, even when another id ends in it."""
    assert roadmap.nodes[find_node(roadmap, typed)].id == expected


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("redis", '"redis" may mean:\n  data.redis\n  cache.redis'),
        ("edis", 'no topic or section "edis" in small. Did you mean:\n  data.redis\n  cache.redis\n  data.hiredis'),
        ("reddis", "Did you mean:\n  data.redis\n  cache.redis\n  data.hiredis"),
        ("shop.redsi", "Did you mean:\n  data.redis\n  cache.redis\n  data.hiredis"),
        ("qqqq", 'no topic or section "qqqq" in small. `roadmap-tui list` shows what there is.'),
        ("", 'no topic or section "" in small.'),
        (".", "`roadmap-tui list` shows what there is."),
    ],
)
def test_what_is_not_found_or_not_unique_is_answered_with_candidates(
    roadmap: Roadmap, typed: str, message: str
) -> None:
    """The user can copy one of them."""
    with pytest.raises(NotFoundError) as caught:
        find_node(roadmap, typed)
    assert message in str(caught.value)


def test_a_long_list_of_candidates_is_cut() -> None:
    """It says how many there are beyond those it names."""
    rows = [row for n in range(15) for row in ((f"s{n}", "S", False), (f"s{n}.t", "T", True))]
    with pytest.raises(NotFoundError, match=r"s11\.t\n  … and 3 more$"):
        find_node(make_roadmap(("", "R", False), *rows), "t")

"""The command `link`: a topic's links, the user's own among them, and which were read."""

import pytest

from tests.cli.conftest import Program

SQL = "https://example.org/sql"
MINE = "https://my.example/page"


def test_links_are_listed_with_their_ticks(program: Program) -> None:
    """For people, and for programs."""
    program("link", "sql", "--read", SQL)
    assert program("link", "sql").out.splitlines() == ["  ✓ course  A tutorial, by Ann (free)", f"            {SQL}"]
    (entry,) = program("link", "sql", "--json").json
    tutorial = {"title": "A tutorial", "url": SQL, "kind": "course", "by": "Ann", "free": True}
    assert entry == {**tutorial, "own": False, "read": True}


def test_an_own_link_is_added_named_anew_and_taken_away(program: Program) -> None:
    """Each a step that undo takes back."""
    assert program("link", "redis", MINE, "My", "page").out == "Redis  a link added\n"
    assert program("link", "redis", MINE, "Another").code == 0
    (entry,) = program("link", "redis", "--json").json
    assert (entry["title"], entry["own"]) == ("Another", True)
    program("link", "redis", "--remove", MINE)
    assert program("link", "redis") == (0, "", "There is no link; give an address to add one of your own.\n")
    program("undo")
    assert len(program("link", "redis", "--json").json) == 1


@pytest.mark.parametrize(
    ("arguments", "code", "gist"),
    [
        (("sql", "example.org"), 2, "must begin with http"),
        (("sql", SQL), 2, "has this link already"),
        (("sql", "--remove", SQL), 2, "only your own"),
        (("sql", "--read", MINE), 3, "no link with this address"),
        (("sql", "--read"), 2, "expected one argument"),
        (("nothing", MINE), 3, "nothing"),
    ],
)
def test_what_cannot_be_is_said(program: Program, arguments: tuple[str, ...], code: int, gist: str) -> None:
    """And nothing is marked."""
    ran = program("link", *arguments)
    assert (ran.code, ran.out) == (code, "")
    assert gist in ran.err
    assert program("log", "--json").json == []


def test_what_is_so_already_is_no_mark(program: Program) -> None:
    """As with statuses."""
    assert program("link", "sql", "--unread", SQL).err == "It is so already.\n"

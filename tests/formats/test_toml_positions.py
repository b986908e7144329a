"""Lines of keys, against places counted by hand and against the standard library's parser."""

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_tui.formats.toml_positions import Path, Position, key_parts, locate, nearest, scan, tokens

SAMPLE = '''\
# a = 1
a = 1 # b = 2
"b c".'d' . e = "x = 1"

[table]
text = """
[no]
no = 1 \\""" still
""""
other = \'\'\'
[no]\'\'\'\'
when = 1979-05-27 07:32:00
signed = [ +1, -2.5, 1e3, inf ]
multi = [
  # comment, with = and ]
  { k = 1, l.m = { n = [ 1, 2 ] } },
  { k = "}" },

  [ "]", [] ],
]
[table.sub]
[[list]]
k = 1
[[list]]
[list.sub]
k = 2
[[list.deep]]
[[list.deep]]
k = 3
[implicit."quoted \\"\\u0041"]
["implicit"]
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((), 1),
        (("a",), 2),
        (("b c",), 3),
        (("b c", "d", "e"), 3),
        (("table",), 5),
        (("table", "text"), 6),
        (("table", "other"), 10),
        (("table", "when"), 12),
        (("table", "signed", 0), 13),
        (("table", "signed", 3), 13),
        (("table", "multi"), 14),
        (("table", "multi", 0), 16),
        (("table", "multi", 0, "l", "m", "n", 1), 16),
        (("table", "multi", 1, "k"), 17),
        (("table", "multi", 2, 1), 19),
        (("table", "sub"), 21),
        (("list",), 22),
        (("list", 0, "k"), 23),
        (("list", 1), 24),
        (("list", 1, "sub", "k"), 26),
        (("list", 1, "deep", 0), 27),
        (("list", 1, "deep", 1, "k"), 29),
        (("implicit", 'quoted "A'), 30),
        (("implicit",), 31),
    ],
)
def test_finds_the_line_of_every_kind_of_key(path: Path, line: int) -> None:
    """Headers, dotted keys, inline tables, arrays and arrays of tables each have their line."""
    assert locate(SAMPLE)[path].line == line


def test_finds_what_the_parser_finds_and_nothing_else() -> None:
    """Strings, comments and times hold no keys."""
    assert set(locate(SAMPLE)) == set(paths(tomllib.loads(SAMPLE)))


@pytest.mark.parametrize("string", ['"""a""""', '""""a"""""', "'''a'''''", '"""\\""""', '""', "''", '""""""'])
def test_strings_end_where_they_end(string: str) -> None:
    """Up to two quotes may stand before the closing three."""
    assert locate(f"x = [{string}, 2]\ny = 1")[("y",)].line == 2


@pytest.mark.parametrize(
    ("text", "path", "is_quoted"),
    [
        ("[A]", ("A",), False),
        ('["A"]', ("A",), True),
        ("['A'.b]", ("A",), True),
        ("['A'.b]", ("A", "b"), False),
        ("x = { 'A' = 1 }", ("x", "A"), True),
        ("['A'.b]\n[A]", ("A",), False),
    ],
)
def test_tells_whether_a_key_is_quoted(text: str, path: Path, is_quoted: bool) -> None:
    """What counts is the key at the place where it is defined."""
    assert locate(text)[path].is_quoted is is_quoted


@pytest.mark.parametrize("path", [("a", "b"), ("a", "b", "c"), ("a", "b", 3, "x")])
def test_falls_back_to_what_is_around(path: Path) -> None:
    """A key that is missing stands where its table does."""
    assert nearest(locate("\n[a]\nb = []"), path).line == 3


def test_falls_back_to_the_first_line() -> None:
    """The root is always there."""
    assert nearest(locate("\n\na = 1"), ("b",)) == Position(1, False)


def test_mentions_come_in_order_and_more_than_once() -> None:
    """What TOML forbids twice can be found twice."""
    entries = [(entry.path, entry.position.line, entry.is_implicit) for entry in scan("[a.b]\n[a.b]")]
    assert entries == [(("a",), 1, True), (("a", "b"), 1, False), (("a",), 2, True), (("a", "b"), 2, False)]


def test_splits_dotted_keys() -> None:
    """Dots in quotes do not count."""
    assert key_parts("""a . "b.c" .'d.e'.f""") == ["a", '"b.c"', "'d.e'", "f"]


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 50_000,
        "a = " + "{a=" * 50_000,
        'a = """' + '\\"""' * 50_000,
        "a = '''" + "''x" * 50_000,
        'a = "' + "\\\\" * 200_000,
        "a = 1" + " " * 200_000,
        "#" * 200_000,
        "\n" * 200_000,
    ],
    ids=lambda text: text[:8],
)
def test_cuts_anything_in_linear_time(text: str) -> None:
    """No nesting is too deep and no string too long; were it not linear, this would take minutes."""
    assert sum(1 for _ in tokens(text)) > 0


def test_reads_no_further_than_asked() -> None:
    """What comes after a mistake may be anything."""
    assert next(scan("a = 1\na = " + "[" * 1_000_000)).path == ("a",)


@given(st.text(alphabet="ab.=[]{},\"'\\#\n 1é", max_size=60) | st.text())
def test_tokens_cover_any_text(text: str) -> None:
    """Nothing but blanks is left out, and nothing raises."""
    blanks = str.maketrans("", "", " \t\r")
    assert "".join(token.text for token in tokens(text)).translate(blanks) == text.translate(blanks)
    assert () in locate(text)


KEYS = st.lists(st.sampled_from(["a", "b", "'a'", '"c d"', '"\\u0062"']), min_size=1, max_size=3).map(".".join)
VALUES = st.recursive(
    st.sampled_from(
        [
            "1",
            "+1.5",
            '"[x]"',
            "'a = 1'",
            "07:32:00",
            '"""\na = 1\n[b]\\\n"""',
            "'''\n#'''",
            "1979-05-27 07:32:00",
            "true",
        ]
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[ {', '.join(items)} ]"),
        st.lists(inner, max_size=3).map(lambda items: "[ # [\n" + "".join(f"  {item},\n" for item in items) + "]"),
        st.lists(st.tuples(KEYS, inner), max_size=2).map(
            lambda items: "{ " + ", ".join(f"{key} = {item}" for key, item in items) + " }"
        ),
    ),
    max_leaves=5,
)
STATEMENTS = st.one_of(
    KEYS.map("[{}]".format),
    KEYS.map("[[{}]] # x = 1".format),
    st.builds("{} = {}".format, KEYS, VALUES),
    st.sampled_from(["", "# [a]", "  "]),
)


@given(st.lists(STATEMENTS, max_size=8))
def test_agrees_with_the_parser(statements: list[str]) -> None:
    """A key is in the statement that, added to those before it, makes the parser know it."""
    text = ""
    for statement in statements:
        longer = f"{text}{statement}\n"
        if not is_toml(longer) or is_late_header(text, statement):
            continue
        new = set(paths(tomllib.loads(longer))) - set(paths(tomllib.loads(text)))
        lines = range(text.count("\n") + 1, longer.count("\n") + 1)
        assert all(locate(longer)[path].line in lines for path in new)
        text = longer
    assert set(locate(text)) == set(paths(tomllib.loads(text)))


def is_toml(text: str) -> bool:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    return True


def is_late_header(text: str, statement: str) -> bool:
    """Whether it is a header that adds no key, because its table was mentioned before; then its place moves."""
    return statement.startswith("[") and tomllib.loads(f"{text}{statement}\n") == tomllib.loads(text)


def paths(value: Any, path: Path = ()) -> Iterator[Path]:
    """The paths of everything in what the parser gives."""
    yield path
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from paths(inner, (*path, key))

"""Whatever the file: it is read or explained."""

import tomllib

import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from roadmap_tui.core.text import clean_line
from roadmap_tui.formats.roadmap_toml import ATTRIBUTES, LinkTable, dumps
from tests import strategies
from tests.formats.roadmap_toml.files import NODE, load, mistakes

NAMES = st.sampled_from([*sorted(ATTRIBUTES | set(LinkTable.model_fields)), "a", "b", "C", "", "\x1b", "é.x"])
FRAGMENTS = st.sampled_from(
    [
        *("[a]", "[a.b]", "[[a]]", "[a.links]", "[[a.links]]", '["A"]', "[É]", "['a b']", "\n", "\n", "\n", " ", ","),
        *("format = 1", "id = 'x'", "title = 'T'", "title = ", "links = ", "after = ", "was = ", "tags = ", "topic = "),
        *(
            "minutes = ",
            "level = ",
            "= ",
            "x.y = ",
            "[",
            "]",
            "{",
            "}",
            "'a'",
            '"a.b"',
            '"""',
            "'''",
            "1",
            "true",
            "nan",
        ),
        *("1979-05-27", "07:32:00", "#", "\\", "\x00", "\x1b", "\ufeff", "é", "['a', 'a.b']", "{ url = 'https://x' }"),
    ]
)


@given(
    st.binary()
    | st.text().map(str.encode)
    | st.lists(FRAGMENTS, max_size=25).map(lambda parts: "".join(parts).encode())
)
def test_no_file_raises_anything_else(data: bytes) -> None:
    """A stranger's file is read or explained, and the explanation is one line a mistake, safe to print."""
    for line, message in mistakes(data):
        assert 1 <= line <= data.count(b"\n") + 1
        assert clean_line(message) == message


VALUES = st.recursive(
    st.integers() | st.booleans() | st.floats() | st.dates() | st.times() | strategies.texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5),
)


@given(st.dictionaries(NAMES, VALUES))
def test_no_values_raise_anything_else(document: dict[str, object]) -> None:
    """Every value of TOML in every place is fine or explained."""
    assert all(clean_line(message) == message for _, message in mistakes(tomli_w.dumps(document)))


@given(st.lists(FRAGMENTS, max_size=25).map(lambda parts: NODE + "\n".join(parts)))
def test_what_is_accepted_is_toml_and_keeps_the_rules(text: str) -> None:
    """Whatever loads can be written and loads again."""
    if not mistakes(text):
        assert tomllib.loads(text)["format"] == 1
        assert load(dumps(load(text))) == load(text)

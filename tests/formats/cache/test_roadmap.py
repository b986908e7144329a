"""The compiled form: the same roadmap comes back, or none."""

import json
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_tui.core.roadmap import Node, NodeId, Roadmap
from roadmap_tui.formats import roadmap_toml
from roadmap_tui.formats.cache import columns, roadmap
from roadmap_tui.formats.cache.columns import CacheKey, with_key
from roadmap_tui.formats.cache.roadmap import dumps, key_of, loads
from roadmap_tui.storage.library import bundled_path
from tests.conftest import SMALL_ROADMAP
from tests.strategies import roadmaps

KEY: CacheKey = {"size": 7, "path": "x"}


@given(roadmaps())
def test_what_was_compiled_is_what_was_parsed(roadmap: Roadmap) -> None:
    """To the last character, in every field."""
    parsed = roadmap_toml.loads(roadmap_toml.dumps(roadmap).encode(), "x.toml")
    columns = loads(dumps(parsed, KEY))
    assert columns == parsed
    assert parsed == columns
    assert columns is not None
    assert [node._asdict() for node in columns.nodes] == [node._asdict() for node in parsed.nodes]
    assert list(map(repr, map(Node._make, columns.nodes))) == list(map(repr, parsed.nodes))


def test_the_bundled_roadmap_comes_back_whole() -> None:
    """The file people open first."""
    parsed = roadmap_toml.loads(Path(bundled_path()).read_bytes(), "roadmap.toml")
    assert loads(dumps(parsed, KEY)) == parsed


def test_a_compiled_roadmap_can_be_compiled_again() -> None:
    """Nothing is lost on the way."""
    data = dumps(parsed_small(), KEY)
    again = loads(data)
    assert again is not None
    assert dumps(again, KEY) == data


def parsed_small() -> Roadmap:
    return roadmap_toml.loads(SMALL_ROADMAP.encode(), "small.toml")


def test_a_stored_node_is_a_node_like_any_other() -> None:
    """Replaced, hashed, taken apart and compared, as the parsed one is."""
    parsed = parsed_small()
    columns = loads(dumps(parsed, KEY))
    assert columns is not None
    stored, plain = columns.node(NodeId("data.sql")), parsed.node(NodeId("data.sql"))
    assert stored._replace(title="x") == plain._replace(title="x")
    assert hash(stored) == hash(plain)
    assert stored != parsed.node(NodeId("data"))
    assert (stored.about, stored.links) == (plain.about, plain.links)


def test_the_key_comes_back_and_can_be_replaced() -> None:
    """Without the roadmap being read."""
    data = dumps(parsed_small(), KEY)
    assert key_of(data) == KEY
    other = with_key(data, {"size": 8})
    assert key_of(other) == {"size": 8}
    assert loads(other) == parsed_small()


@given(st.data())
def test_what_was_changed_or_cut_short_is_no_roadmap(data: st.DataObject) -> None:
    """Whatever byte it is."""
    whole = dumps(parsed_small(), KEY)
    place = data.draw(st.integers(0, len(whole) - 1))
    assert loads(whole[:place]) is None
    changed = whole[:place] + bytes([whole[place] ^ data.draw(st.integers(1, 255))]) + whole[place + 1 :]
    assert loads(changed) in (None, parsed_small())  # a hexadecimal digit may be written large


@given(st.binary(max_size=60))
def test_anything_else_is_no_roadmap(data: bytes) -> None:
    """And raises nothing."""
    assert loads(data) is None
    assert key_of(data) is None
    assert with_key(data, KEY) == data


@pytest.mark.parametrize(
    ("where", "other"), [(columns, ("_MADE_BY", "0.0.0 little 4 8")), (roadmap, ("_KIND", "roadmap 1"))]
)
def test_what_another_version_wrote_is_not_read(
    monkeypatch: pytest.MonkeyPatch, where: ModuleType, other: tuple[str, str]
) -> None:
    """It may mean something else there."""
    data = dumps(parsed_small(), KEY)
    monkeypatch.setattr(where, *other)
    assert key_of(data) is None
    assert loads(data) is None


def test_texts_that_are_no_characters_cannot_be_compiled(roadmap: Roadmap) -> None:
    """The caller then does without."""
    nodes = (roadmap.nodes[0]._replace(title="\ud800"), *roadmap.nodes[1:])
    with pytest.raises(UnicodeEncodeError):
        dumps(roadmap._replace(nodes=nodes), KEY)


def test_the_head_is_one_line_of_json() -> None:
    """For whoever looks into the cache."""
    head = json.loads(dumps(parsed_small(), KEY).split(b"\n")[1])
    assert head["key"] == KEY

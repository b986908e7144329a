"""The compiled form: the same roadmap comes back, or none."""

import json
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_tui.core.roadmap import Node, NodeId, Roadmap
from roadmap_tui.errors import UnreadableRoadmapError
from roadmap_tui.formats import roadmap_toml
from roadmap_tui.formats.cache import columns, roadmap
from roadmap_tui.formats.cache.columns import CacheKey, with_key
from roadmap_tui.formats.cache.roadmap import dumps, key_of
from roadmap_tui.storage.library import bundled_path
from tests.conftest import SMALL_ROADMAP
from tests.strategies import roadmaps

KEY: CacheKey = {"size": 7, "path": "x"}


def loads(data: bytes) -> Roadmap | None:
    """From what is there alone."""
    return roadmap.loads(data, lambda: pytest.fail("the file was read again"))


@given(roadmaps())
def test_what_was_compiled_is_what_was_parsed(made: Roadmap) -> None:
    """To the last character, in every field."""
    parsed = roadmap_toml.loads(roadmap_toml.dumps(made).encode(), "x.toml")
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


# Crafted: right in its checksum, and wrong in what it says


Change = Callable[[dict[str, Any], list[bytes]], object]


def crafted(change: Change) -> bytes:
    """A compiled roadmap whose parts were changed, with a head and a checksum that agree with them."""
    _, head, body = dumps(parsed_small(), KEY).split(b"\n", 2)
    values = json.loads(head)
    parts, start = [], 0
    for size in values["parts"]:
        parts.append(body[start : start + size])
        start += size
    change(values, parts)
    values["parts"] = list(map(len, parts))
    whole = b"%s\n%s" % (columns.to_json(values), b"".join(parts))
    return b"%08x\n%s" % (crc32(whole), whole)


def put(number: int, data: bytes) -> Change:
    """Another part in the place of one."""

    def change(_head: dict[str, Any], parts: list[bytes]) -> None:
        parts[number] = data

    return change


DEEP = b"[" * 100_000 + b"]" * 100_000
NODES = 11
IDS, TITLES, DEPTHS, TOPICS, TAGS, RENAMED, BLOCK_ENDS, BLOCKS = 0, 1, 2, 3, 4, 18, 19, 20


def test_a_crafted_roadmap_that_says_the_same_is_read() -> None:
    """So the refusals below have other reasons."""
    assert loads(crafted(lambda _head, _parts: None)) == parsed_small()


@pytest.mark.parametrize(
    "change",
    [
        put(IDS, b'["", "data"]'),
        put(IDS, b"[]"),
        put(IDS, DEEP),
        put(IDS, columns.to_json([*range(NODES)])),
        put(IDS, columns.to_json(["", *["same"] * (NODES - 1)])),
        put(TITLES, columns.to_json([*range(NODES)])),
        put(TITLES, b"nothing"),
        put(DEPTHS, bytes(NODES)),
        put(DEPTHS, bytes([0, 2, *[1] * (NODES - 2)])),
        put(DEPTHS, b""),
        put(TOPICS, b"x"),
        put(TAGS, b"[7]"),
        put(TAGS + 1, b"\xff" * 4 * NODES),
        put(TAGS + 1, b""),
        put(TAGS + 6, b'[["nowhere"]]'),
        put(RENAMED, b"[1, 2, 3, 4]"),
        put(RENAMED, b'["x", null, null, {"a": "nowhere"}]'),
        lambda head, parts: parts.clear(),
        lambda head, parts: head.update(kind=7),
    ],
)
def test_a_crafted_roadmap_is_none(change: Change) -> None:
    """Ids too few, parents that are none, indexes that lead nowhere, JSON that is nested without end."""
    assert loads(crafted(change)) is None


def test_a_head_that_is_nested_without_end_is_none() -> None:
    """Before any part is looked at."""
    whole = DEEP + b"\n"
    assert loads(b"%08x\n%s" % (crc32(whole), whole)) is None
    assert key_of(b"%08x\n%s" % (crc32(whole), whole)) is None


@pytest.mark.parametrize(
    "block",
    [
        b"",
        b"not compressed",
        zlib.compress(DEEP),
        zlib.compress(b'[["one too few", []]]'),
        zlib.compress(columns.to_json([[1, []]] * NODES)),
        zlib.compress(columns.to_json([["", [["t", "file:///etc/passwd", "other", None, None]]]] * NODES)),
    ],
)
@pytest.mark.parametrize("ends", [None, b"\xff\xff\xff\xff", b""])
def test_texts_that_were_crafted_are_read_from_the_file(block: bytes, ends: bytes | None) -> None:
    """They are unpacked when they are shown, long after the start."""

    def change(_head: dict[str, Any], parts: list[bytes]) -> None:
        parts[BLOCKS] = block
        parts[BLOCK_ENDS] = len(block).to_bytes(4, sys.byteorder) if ends is None else ends

    assert roadmap.loads(crafted(change), parsed_small) == parsed_small()


def test_texts_that_are_nowhere_are_empty() -> None:
    """The file may be gone by then."""

    def gone() -> Roadmap:
        raise UnreadableRoadmapError("It is gone.")

    found = roadmap.loads(crafted(put(BLOCKS, b"x")), gone)
    assert found is not None
    assert {(node.about, node.links) for node in found.nodes} == {("", ())}


def test_a_block_that_unpacks_without_end_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few kilobytes can stand for gigabytes."""
    monkeypatch.setattr(roadmap, "_MAX_TEXT_BYTES", 1000)
    bomb = zlib.compress(b" " * 10_000 + columns.to_json([["x", []]] * NODES))

    def change(_head: dict[str, Any], parts: list[bytes]) -> None:
        parts[BLOCKS], parts[BLOCK_ENDS] = bomb, len(bomb).to_bytes(4, sys.byteorder)

    assert roadmap.loads(crafted(change), parsed_small) == parsed_small()

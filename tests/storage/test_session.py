"""How the app was left: there and back, and as if there were none when something is wrong."""

import errno
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_tui.core.roadmap import NodeId, RoadmapId
from roadmap_tui.storage import session
from roadmap_tui.storage.session import Session, ViewState
from tests.mark_strategies import PROPERTY, texts
from tests.storage.conftest import SystemCalls, at_most

IDS = texts().map(NodeId)
PLACES = st.builds(ViewState, st.none() | IDS, st.none() | st.lists(IDS, max_size=4).map(tuple))
SESSIONS = st.builds(Session, st.none() | texts(), st.dictionaries(texts().map(RoadmapId), PLACES, max_size=3))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the session is kept; the folder is not there yet."""
    return tmp_path / "state" / "session.json"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file for many examples."""
    return tmp_path_factory.mktemp("state") / "session.json"


@PROPERTY
@given(left=SESSIONS)
def test_what_is_saved_is_loaded_again(kept: Path, left: Session) -> None:
    """Whatever the names are."""
    session.save(kept, left)
    assert session.load(kept) == left


def test_there_is_none_at_first(path: Path) -> None:
    """And looking creates nothing."""
    assert session.load(path) == Session(None, {})
    assert not path.parent.exists()


def test_leaving_one_roadmap_keeps_the_places_in_the_others() -> None:
    """Each has its own cursor and folds."""
    first = Session().with_view("rust", RoadmapId("rust"), ViewState(NodeId("a")))
    second = first.with_view("/x/go.toml", RoadmapId("go"), ViewState(NodeId("b"), (NodeId("c"),)))
    assert second.last == "/x/go.toml"
    assert second.views == {"rust": ViewState(NodeId("a")), "go": ViewState(NodeId("b"), (NodeId("c"),))}
    assert Session() == Session(None, {})


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 100,
        b"\xff\xfe",
        b"[]",
        b"null",
        b"7",
        b"{}",
        b'{"last":null}',
        b'{"places":{}}',
        b'{"last":"x","places":[]}',
        b'{"last":"x","places":{"a":[]}}',
        b'{"last":"x","places":{"a":null}}',
        b"[" * 200_000,
        b"9" * 5000,
    ],
)
def test_what_makes_no_sense_is_as_if_there_were_nothing(path: Path, content: bytes) -> None:
    """It is a convenience, and nothing else is lost with it."""
    path.parent.mkdir()
    path.write_bytes(content)
    assert session.load(path) == Session()


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ({"last": 7, "places": {}}, Session()),
        ({"last": "x", "places": {"a": {}}}, Session("x", {RoadmapId("a"): ViewState()})),
        ({"last": "x", "places": {"a": {"cursor": 1, "folded": "bc"}}}, Session("x", {RoadmapId("a"): ViewState()})),
        (
            {"last": "x", "more": 1, "places": {"a": {"cursor": "c", "folded": ["d", 2, None], "mood": 1}}},
            Session("x", {RoadmapId("a"): ViewState(NodeId("c"), (NodeId("d"),))}),
        ),
    ],
)
def test_what_makes_sense_in_part_is_used_in_part(path: Path, entry: object, expected: Session) -> None:
    """Values of the wrong type count as missing, unknown keys are passed over."""
    path.parent.mkdir()
    path.write_text(json.dumps(entry))
    assert session.load(path) == expected


@pytest.mark.parametrize("make", [os.mkfifo, Path.mkdir], ids=["pipe", "folder"])
def test_what_is_no_file_is_as_if_there_were_nothing(path: Path, make: type[Path]) -> None:
    """Nothing waits for it, and saving leaves the app alone."""
    path.parent.mkdir()
    make(path)
    with at_most(1):
        assert session.load(path) == Session()
        session.save(path, Session("x"))


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_disk_that_refuses_is_no_reason_to_complain(path: Path, calls: SystemCalls, number: int) -> None:
    """What was kept before is still there."""
    session.save(path, Session("before"))
    calls.fail_every("rename", number)
    session.save(path, Session("after"))
    assert session.load(path) == Session("before")


def test_a_link_in_its_place_gives_way(path: Path) -> None:
    """What it points to is not written to, be it the link itself."""
    path.parent.mkdir()
    path.symlink_to(path)
    session.save(path, Session("x"))
    assert session.load(path) == Session("x")

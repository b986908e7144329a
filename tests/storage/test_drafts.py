"""Drafts of notes: kept, told apart from those of open windows, and taken for nothing when they make no sense."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_tui.core.roadmap import NodeId, RoadmapId
from roadmap_tui.errors import StorageError
from roadmap_tui.storage.drafts import Draft, Drafts
from tests.mark_strategies import PROPERTY

DRAFT = Draft(RoadmapId("small"), NodeId("data.sql"), "SQL", "Ask\nfor rows", ("a", "b"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state" / "drafts"


def killed(folder: Path, draft: Draft) -> None:
    """A window that writes a draft and is killed."""
    script = (
        "import os, sys; from pathlib import Path; from roadmap_tui.storage.drafts import Draft, Drafts\n"
        f"Drafts(Path({str(folder)!r})).write(Draft(*{tuple(draft)!r})); os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 9


def test_what_a_killed_window_wrote_is_found(folder: Path) -> None:
    """Whole, with its path."""
    killed(folder, DRAFT)
    drafts = Drafts(folder)
    ((path, draft),) = drafts.orphaned_drafts().items()
    assert draft == DRAFT
    drafts.remove(path)
    drafts.remove(path)
    assert list(folder.iterdir()) == []


def test_what_an_open_window_writes_is_not_left_behind(folder: Path) -> None:
    """Neither for itself nor for others, until it is closed."""
    mine, other = Drafts(folder), Drafts(folder)
    mine.write(DRAFT)
    assert (mine.orphaned_drafts(), other.orphaned_drafts()) == ({}, {})
    mine.close()
    assert list(other.orphaned_drafts().values()) == [DRAFT]


def test_the_lock_of_a_window_that_was_killed_goes(folder: Path) -> None:
    """Though it left no draft; that of an open window stays."""
    folder.mkdir(parents=True)
    (folder / "0badf00d.lock").touch()
    mine = Drafts(folder)
    mine.write(DRAFT)
    assert Drafts(folder).orphaned_drafts() == {}
    assert len(list(folder.glob("*.lock"))) == 1
    mine.close()
    assert list(folder.glob("*.lock")) == []


def test_windows_do_not_write_over_each_others_drafts(folder: Path) -> None:
    """Of the same note; the one that was written last comes last."""
    for text in ("one", "two", "three"):
        killed(folder, DRAFT._replace(text=text))
    assert [draft.text for draft in Drafts(folder).orphaned_drafts().values()] == ["one", "two", "three"]


def test_a_draft_takes_the_place_of_the_one_before(folder: Path) -> None:
    """Of the same topic in the same window."""
    drafts = Drafts(folder)
    for text in ("one", "two"):
        drafts.write(DRAFT._replace(text=text))
    assert len(list(folder.glob("*.json"))) == 1
    drafts.close()
    assert [draft.text for draft in Drafts(folder).orphaned_drafts().values()] == ["two"]


def test_nothing_is_made_by_looking(folder: Path) -> None:
    """There is no folder, and there are no drafts."""
    assert Drafts(folder).orphaned_drafts() == {}
    assert not folder.parent.exists()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"[]",
        b"[" * 100_000,
        json.dumps({"v": 2, **DRAFT._asdict()}).encode(),
        json.dumps({"v": 1, **DRAFT._asdict(), "text": 1}).encode(),
        json.dumps({"v": 1, **DRAFT._asdict(), "seen": [1]}).encode(),
        json.dumps({"v": 1, "text": "x"}).encode(),
    ],
)
def test_what_makes_no_sense_is_left_where_it_is(folder: Path, content: bytes) -> None:
    """And hides no other draft."""
    killed(folder, DRAFT)
    (folder / "odd-1234.json").write_bytes(content)
    assert list(Drafts(folder).orphaned_drafts().values()) == [DRAFT]
    assert (folder / "odd-1234.json").read_bytes() == content


@PROPERTY
@given(text=st.text(st.characters(exclude_categories=[])), topic=st.text(st.characters(exclude_categories=[])))
def test_any_text_comes_back(tmp_path_factory: pytest.TempPathFactory, text: str, topic: str) -> None:
    """Whatever a note or an id consists of, lone surrogates too."""
    folder = tmp_path_factory.mktemp("drafts")
    draft = DRAFT._replace(text=text, topic=NodeId(topic))
    writer = Drafts(folder)
    writer.write(draft)
    writer.close()
    assert list(Drafts(folder).orphaned_drafts().values()) == [draft]


def test_a_draft_that_cannot_be_kept_is_a_sentence(folder: Path) -> None:
    """With the reason and the path."""
    folder.parent.mkdir()
    folder.write_text("")
    with pytest.raises(StorageError, match=r"would not survive a crash: .*drafts"):
        Drafts(folder).write(DRAFT)

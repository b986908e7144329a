"""What a first frame depends on besides files, and what is no frame; the rest is tested in a terminal."""

import contextlib
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_tui import first_frame
from roadmap_tui.first_frame import SIZE, stamp, surroundings

WORDS = ["open", "x.toml"]


def test_a_frame_is_for_one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is due or done today is not so tomorrow."""
    today = surroundings(WORDS, (80, 24))
    assert today == surroundings(WORDS, (80, 24))
    tomorrow = time.localtime(time.time() + 86_400)
    monkeypatch.setattr(time, "localtime", lambda: tomorrow)
    assert today != surroundings(WORDS, (80, 24))


def test_a_frame_is_for_one_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """The next one may look different."""
    before = surroundings(WORDS, (80, 24))
    monkeypatch.setattr(first_frame, "__version__", "99")
    assert before != surroundings(WORDS, (80, 24))


def test_a_frame_is_for_one_folder_where_a_path_may_begin_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """`open x.toml` means another file in another folder; without words nothing does."""
    before, plain = surroundings(WORDS, (80, 24)), surroundings([], (80, 24))
    monkeypatch.chdir(tmp_path)
    assert before != surroundings(WORDS, (80, 24))
    assert plain == surroundings([], (80, 24))


def test_a_stamp_knows_a_file_from_another(tmp_path: Path) -> None:
    """Also from none, and from one that took its place."""
    path = tmp_path / "x"
    assert stamp(str(path)) is None
    path.write_text("abc")
    first = stamp(str(path))
    assert first is not None
    assert first[SIZE] == 3
    (tmp_path / "y").write_text("abc")
    (tmp_path / "y").replace(path)
    assert stamp(str(path)) != first


def test_without_a_terminal_nothing_is_shown(capfd: pytest.CaptureFixture[str]) -> None:
    """Under pytest there is none."""
    assert not first_frame.show([])
    assert not first_frame.is_shown()
    first_frame.restore_terminal()
    assert capfd.readouterr() == ("", "")


@given(st.binary(max_size=40))
def test_what_is_no_frame_shows_nothing(data: bytes) -> None:
    """It is not understood, or not whole."""
    with contextlib.suppress(ValueError, TypeError):  # which `show` takes for no frame
        assert first_frame._valid(data, WORDS) == ""

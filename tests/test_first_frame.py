"""What a first frame depends on besides files, and what is no frame; the rest is tested in a terminal."""

import contextlib
import os
import time
from collections.abc import Callable
from pathlib import Path
from zlib import crc32

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


def test_a_frame_is_for_one_character_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python gives LC_CTYPE a value where the user gave none, so the variables may be equal."""
    before = surroundings(WORDS, (80, 24))
    monkeypatch.setattr(first_frame, "user_charset", lambda _: "ascii")
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


DRAWN = "\x1b[1;2H\x1b[38;2;1;2;3mwords é 漢\x1b[0m\n\x1b]8;id=1-2;https://example.org/ä\x1b\\link\x1b]8;;\x1b\\"


@pytest.fixture
def frame(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """Saves a frame that says this, and gives what the next start would show."""
    monkeypatch.setattr(os, "get_terminal_size", lambda _descriptor: os.terminal_size((80, 24)))
    monkeypatch.setattr(first_frame, "_arguments", WORDS)

    def saved(text: str) -> str:
        data = first_frame.dumps((80, 24), {}, text)
        assert data is not None
        return first_frame._valid(data, WORDS)

    return saved


def test_a_frame_draws(frame: Callable[[str], str]) -> None:
    """Text in colours, with links to the web, at places of the screen."""
    assert frame(DRAWN) == DRAWN


@pytest.mark.parametrize(
    "sequence",
    [
        *("\x1b]52;c;aGk=\x07", "\x1b]52;c;aGk=\x1b\\", "\x1b]0;title\x07", "\x1b]8;;file:///etc/passwd\x1b\\"),
        *("\x1b[?1000h", "\x1b[6n", "\x1b[2J", "\x1bc", "\x1bP+q544e\x1b\\", "\x1b[200~", "\x1b_Gx\x1b\\"),
        *("\x9b6n", "\x9d52;c;aGk=\x9c", "\x90q", "\r", "\b", "\x07", "\x00", "\x7f", "\x0e", "\t"),
        "\x1b\x1b[m]52;c;aGk=\x1b\\",
    ],
)
def test_a_frame_does_nothing_but_draw(frame: Callable[[str], str], sequence: str) -> None:
    """Whoever could write the file would reach the clipboard, the title and the keyboard of the terminal."""
    assert frame(DRAWN + sequence) == ""


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """The file of a frame."""
    path = tmp_path / "cache" / "first-frame"
    path.parent.mkdir(0o700)
    path.write_bytes(b"frame")
    path.chmod(0o600)
    return path


def test_a_frame_that_others_could_have_written_is_not_read(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the mode and the owner of the file and of its folder, and never through a link."""
    assert first_frame._read(str(kept)) == b"frame"
    for path, wide, narrow in [(kept, 0o622, 0o600), (kept.parent, 0o777, 0o700)]:
        path.chmod(wide)
        with pytest.raises(PermissionError):
            first_frame._read(str(kept))
        path.chmod(narrow)
    link = kept.with_name("link")
    link.symlink_to(kept)
    with pytest.raises(OSError, match="symbolic links"):
        first_frame._read(str(link))
    owner = kept.stat().st_uid
    monkeypatch.setattr(os, "geteuid", lambda: owner + 1)
    with pytest.raises(PermissionError):
        first_frame._read(str(kept))


def test_a_frame_of_nested_lists_is_none(frame: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading it fails in a way of its own."""
    body = b"[" * 100_000 + b"\n"
    monkeypatch.setattr(os, "isatty", lambda _descriptor: True)
    monkeypatch.setattr(first_frame, "place", lambda: "frame")
    monkeypatch.setattr(first_frame, "_read", lambda _path: b"%08x\n%s" % (crc32(body), body))
    assert not first_frame.show(WORDS)

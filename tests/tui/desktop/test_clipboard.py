"""The clipboard: the program of this machine that can write to it, and no success that was not seen."""

from pathlib import Path

import pytest

from roadmap_tui.tui.desktop.clipboard import copy, helpers
from tests.tui.desktop.test_browser import install, programs

__all__ = ["programs"]

EVERY = ["pbcopy", "wl-copy", "xclip", "xsel", "clip.exe"]


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, ["pbcopy", "clip.exe"]),
        ({"WAYLAND_DISPLAY": "w"}, ["pbcopy", "wl-copy", "clip.exe"]),
        ({"DISPLAY": ":0"}, ["pbcopy", "xclip", "xsel", "clip.exe"]),
        ({"DISPLAY": ":10", "SSH_CONNECTION": "a b"}, ["xclip", "xsel"]),
        ({"SSH_TTY": "x"}, []),
    ],
)
def test_only_what_can_reach_the_readers_clipboard_is_asked(
    environment: dict[str, str], expected: list[str], programs: Path
) -> None:
    """Over ssh that of a forwarded display; the other machine's own is nobody's."""
    for name in EVERY:
        install(programs, name, "")
    assert [helper.words[0] for helper in helpers(environment)] == expected


def test_what_is_not_installed_is_not_asked(programs: Path) -> None:
    """So nothing is claimed."""
    assert copy("x", {"DISPLAY": ":0"}) == ""


def test_the_text_arrives_and_the_program_is_named(programs: Path, tmp_path: Path) -> None:
    """Every character of it."""
    install(programs, "xclip", f"open({str(tmp_path / 'got')!r}, 'wb').write(sys.stdin.buffer.read())")
    assert copy("ä\n数", {"DISPLAY": ":0"}) == "xclip"
    assert (tmp_path / "got").read_bytes() == "ä\n数".encode()


def test_windows_gets_its_own_encoding(programs: Path, tmp_path: Path) -> None:
    """UTF-16 with its mark."""
    install(programs, "clip.exe", f"open({str(tmp_path / 'got')!r}, 'wb').write(sys.stdin.buffer.read())")
    assert copy("ä", {}) == "clip.exe"
    assert (tmp_path / "got").read_bytes().decode("utf-16") == "ä"


def test_a_program_that_fails_has_copied_nothing(programs: Path) -> None:
    """The next one is asked."""
    install(programs, "xclip", "sys.exit(1)")
    assert copy("x", {"DISPLAY": ":0"}) == ""
    install(programs, "xsel", "sys.stdin.read()")
    assert copy("x", {"DISPLAY": ":0"}) == "xsel"

"""What of a terminal's bytes reaches Textual."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual._xterm_parser import XTermParser

from roadmap_tui.tui.terminal.input import MAX_PASTE, MAX_SILENCE, TerminalInput

KEPT = [
    b"abc\r\t\x7f\x03",
    "é漢😀".encode(),
    b"\x1b[A\x1bOP\x1b[[A\x1b[1;5C\x1b[15~\x1b[1;2R",
    b"\x1ba\x1b\x1b[A",
    b"\x1b[97u\x1b[27;1u\x1b[233;;233u\x1b[57441;2u\x1b[97;3;97:98u",
    b"\x1b[I\x1b[O",
    b"\x1b[<0;12;3M\x1b[<35;12;-3m",
    b"\x1b[?2026;2$y\x1b[?2048;1$y",
    b"\x1b[48;24;80;480;800t",
    b"\x1b[200~two\r\nlines\x1b[201~x",
]
DROPPED = [
    b"\x1b[?62;4c",
    b"\x1b[>0;115;0c",
    b"\x1b[?1u",
    b"\x1b[0n",
    b"\x1b[?997;1n",
    b"\x1b[?1;1R",
    b"\x1b[8;24;80t",
    b"\x1b[2;1;1;128;128;1;0x",
    b"\x1b[48;0;0;0;0t",
    b"\x1b[1:2u",
    b"\x1b[1114112u",
    b"\x1b[55296u",
    b"\x1b[M !!",
    b"\x1b[<1;2M",
    b"\x1b]11;rgb:dd/dd/dd\x1b\\",
    b"\x1b]11;rgb:dd/dd/dd\x07",
    b"\x1bP>|kitty(0.21.2)\x1b\\",
    b"\x1bP1+r5463\x1b\\",
    b"\x1b_Gi=1;OK\x1b\\",
    b"\x1b^private\x1b\\",
    b"\x1bXstart\x1b\\",
    b"\xff\xfe\x80",
    b"\x9b?62c",
    b"\x9d52;c;eHg=\x9c",
    "\x9b?62c\x90x\x9c".encode(),
]


@pytest.mark.parametrize("data", KEPT)
def test_what_was_typed_is_kept(data: bytes) -> None:
    """Keys, mouse, focus, paste and the answers that Textual asked for."""
    assert TerminalInput().feed(data) == data.decode()


@pytest.mark.parametrize("data", DROPPED)
def test_what_nobody_typed_is_dropped(data: bytes) -> None:
    """To the last byte, and what comes next is read as ever."""
    assert TerminalInput().feed(data + b"j") == "j"


@pytest.mark.parametrize(
    ("data", "keys"),
    [
        (b"\x1b[127;2u", ["backspace"]),
        (b"\x1b[3;2~", ["delete"]),
        (b"\x1b[13;2u", ["enter"]),
        (b"\x1b[32;2u", ["space"]),
        (b"\x1b[32;2;32u", ["space"]),
        (b"\x1b[27;2u", ["escape"]),
        (b"\x1b[127;3u", ["ctrl+w"]),
        (b"\x1b[127;5u", ["ctrl+w"]),
        (b"\x1b[127;6u", ["ctrl+w"]),
        (b"\x1b[106;1:3u", []),
        (b"\x1b[106;1:1;106u", ["j"]),
        (b"\x1b[106;1:2;106u", ["j"]),
        (b"\x1b[74:74;2:1;74u", ["J"]),
        (b"\x1b[1;1:1A", ["up"]),
        (b"\x1b[1;5:2C", ["ctrl+right"]),
        (b"\x1b[1;1:3A", []),
        (b"\x1b[13;129u", ["enter"]),
        (b"\x1b[127;130u", ["backspace"]),
        (b"\x1b[127u", ["backspace"]),
        (b"\x1b[9;2u", ["shift+tab"]),
        (b"\x1b[13;5u", ["ctrl+enter"]),
    ],
)
def test_a_key_of_kittys_protocol_is_the_key_that_is_bound(data: bytes, keys: list[str]) -> None:
    """Shift changes nothing where no key is meant by it, words are deleted, locks and releases are no keys."""
    parser = XTermParser()
    found = [*parser.feed(TerminalInput().feed(data)), *parser.tick()]
    assert [event.key for event in found if isinstance(event, events.Key)] == keys


@given(st.integers(0, 2000), st.integers(0, 256), st.sampled_from(["", ":1", ":2"]), st.sampled_from("u~ABCDFHPQS"))
def test_a_key_is_sent_under_one_name(code: int, number: int, event: str, final: str) -> None:
    """What was translated is translated no further."""
    once = TerminalInput().feed(f"\x1b[{code};{number}{event}{final}".encode())
    assert TerminalInput().feed(once.encode()) == once


@given(st.lists(st.sampled_from([*KEPT, *DROPPED]), max_size=5), st.data())
def test_where_the_bytes_are_split_makes_no_difference(pieces: list[bytes], data: st.DataObject) -> None:
    """Reads end anywhere."""
    whole = b"".join(pieces) + b"."
    cuts = sorted(data.draw(st.lists(st.integers(0, len(whole)))))
    terminal = TerminalInput()
    parts = [terminal.feed(whole[a:b]) for a, b in zip([0, *cuts], [*cuts, len(whole)], strict=True) if a < b]
    assert "".join(parts) == TerminalInput().feed(whole)


_PIECES = st.sampled_from([*KEPT, *DROPPED, b"\x1b", b"\x1b[", b"\x1b]", b"9", b";", b"u", b"~", b"M", b"\x1b[200~"])


@given(st.lists(st.binary(max_size=6) | _PIECES, max_size=12))
def test_no_bytes_whatever_stop_the_parser(pieces: list[bytes]) -> None:
    """Neither ours nor Textual's, and no pause between them does."""
    terminal, parser = TerminalInput(), XTermParser()
    for piece in pieces:
        for text in (terminal.feed(piece) if piece else "", terminal.wait()):
            assert all(isinstance(event, events.Event) or event for event in parser.feed(text)) if text else True


@pytest.mark.parametrize("key", [b"\x1b", b"\x1b[", b"\x1b]", b"\x1bO", b"\x1bP"])
def test_a_key_that_looks_like_a_beginning_is_kept_after_a_moment(key: bytes) -> None:
    """Escape, and Alt with a bracket or a letter."""
    terminal = TerminalInput()
    assert terminal.feed(key) == ""
    assert terminal.wait() == key.decode()


@pytest.mark.parametrize("begun", [b"\x1b[?62;", b"\x1b[1;1", b"\x1b[M "])
def test_half_a_report_is_forgotten_after_a_moment(begun: bytes) -> None:
    """It is no key."""
    terminal = TerminalInput()
    assert terminal.feed(begun) + terminal.wait() == ""
    assert terminal.feed(b"j") == "j"


def test_the_end_of_a_string_is_waited_for_and_not_for_ever() -> None:
    """A slow line may be slow."""
    terminal = TerminalInput()
    pieces = [terminal.feed(b"\x1b]11;rgb:"), terminal.wait(), terminal.feed(b"dd")]
    assert "".join(pieces) == ""
    assert "".join(terminal.wait() for _ in range(MAX_SILENCE)) == ""
    assert terminal.feed(b"j") == "j"


def test_a_paste_is_cut_where_it_is_too_long_and_holds_no_sequence() -> None:
    """However it is split, so that nothing in it can be taken for keys."""
    terminal = TerminalInput()
    data = b"\x1b[200~" + b"\x1b[31mdx\x1b[2" * MAX_PASTE + b"\x1b[201~j"
    read = "".join(terminal.feed(data[place : place + 1000]) for place in range(0, len(data), 1000))
    assert read.startswith("\x1b[200~[31mdx[2[31m")
    assert read.endswith("\x1b[201~j")
    assert len(read) == MAX_PASTE + 13
    assert read.count("\x1b") == 2


def test_a_string_without_end_costs_no_memory_and_little_time() -> None:
    """Nothing of it is kept."""
    terminal = TerminalInput()
    terminal.feed(b"\x1b]52;c;")
    assert not any(terminal.feed(b"x" * 4096) for _ in range(10_000))
    assert not terminal._held

"""How commands print: colour only where it is wanted, glyphs only where they can be shown, JSON always plain."""

import json
import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_tui.cli import output
from roadmap_tui.presentation.glyphs import ASCII, UNICODE, Glyphs, Line, Role
from tests.cli.conftest import Program, Stream
from tests.mark_strategies import PROPERTY

Replace = Callable[[Stream], Stream]

SGR = re.compile(r"\x1b\[[0-9;]*m")
LINE: Line = [("done", Role.DONE), (" ", Role.MUTED), ("plain", Role.TEXT)]


@pytest.mark.parametrize(
    ("is_terminal", "variables", "is_coloured"),
    [
        (True, {}, True),
        (False, {}, False),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"NO_COLOR": ""}, True),
        (True, {"TERM": "dumb"}, False),
        (False, {"TERM": "dumb", "NO_COLOR": "1"}, False),
    ],
)
def test_colour_is_for_a_terminal_that_wants_it(
    stdout: Replace, monkeypatch: pytest.MonkeyPatch, is_terminal: bool, variables: dict[str, str], is_coloured: bool
) -> None:
    """`NO_COLOR` counts when it is not empty (https://no-color.org)."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    stream = stdout(Stream(is_terminal=is_terminal))
    output.print_line(LINE)
    assert stream.written == ("\x1b[32mdone\x1b[0m plain\n" if is_coloured else "done plain\n")


def test_a_terminal_without_a_name_is_dumb(stdout: Replace, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is known of it."""
    monkeypatch.delenv("TERM")
    stream = stdout(Stream(is_terminal=True))
    output.print_line(LINE)
    assert stream.written == "done plain\n"


@pytest.mark.parametrize("command", [["list"], ["show", "sql"], ["next"], ["log"], ["stats"]], ids=lambda each: each[0])
def test_colour_changes_no_letter(
    program: Program, stdout: Replace, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    """What is left without it is what is printed without it."""
    monkeypatch.setenv("COLUMNS", "100")
    program("done", "sql")
    plain = stdout(Stream())
    assert program(*command).code == 0
    coloured = stdout(Stream(is_terminal=True))
    assert program(*command).code == 0
    assert plain.written.replace("\n", "").replace("\t", "").isprintable()
    assert "\x1b" in coloured.written
    strip = [line.rstrip() for line in SGR.sub("", coloured.written).splitlines()]
    assert strip == [line.rstrip() for line in plain.written.splitlines()]


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [("utf-8", UNICODE), ("utf-16", UNICODE), ("ascii", ASCII), ("latin-1", ASCII), ("cp1252", ASCII)],
)
def test_glyphs_are_those_that_stdout_can_show(stdout: Replace, encoding: str, expected: Glyphs) -> None:
    """ASCII letters where the others would become escapes."""
    stdout(Stream(encoding))
    assert output.glyphs() is expected


def test_glyphs_are_those_that_the_locale_can_show(stdout: Replace, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python writes UTF-8 without a locale, too, and a terminal such as tmux shows other characters then."""
    stdout(Stream("utf-8"))
    for name, expected in [("C", ASCII), ("de_DE.ISO-8859-1", ASCII), ("de_DE.UTF-8", UNICODE), ("de_DE", UNICODE)]:
        monkeypatch.setenv("LC_ALL", name)
        assert output.glyphs() is expected


@pytest.mark.parametrize(
    "command", [["list"], ["show", "sql"], ["next"], ["stats"], ["skip", "make"]], ids=lambda c: c[0]
)
@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_plain_encodings_get_plain_words(program: Program, stdout: Replace, command: list[str], encoding: str) -> None:
    """No glyph of ours turns into an escape."""
    program("done", "sql")
    stream = stdout(Stream(encoding))
    assert program(*command).code == 0
    assert "\\" not in stream.written


def test_letters_that_stdout_cannot_show_are_escaped(program: Program, stdout: Replace) -> None:
    """A title may be written in any alphabet; that is no reason to crash."""
    program.roadmap.write_text(program.roadmap.read_text().replace('title = "Make"', 'title = "漢字"'))
    stream = stdout(Stream("ascii"))
    assert program("list").code == 0
    assert stream.written.endswith("\\u6f22\\u5b57\n")


def test_lines_have_no_blanks_at_their_ends(stdout: Replace) -> None:
    """They are copied and compared."""
    stream = stdout(Stream())
    output.print_line([("a", Role.TEXT), ("   ", Role.MUTED)])
    assert stream.written == "a\n"


@PROPERTY
@given(value=st.recursive(st.text(st.characters()) | st.integers() | st.none(), st.lists, max_leaves=5))
def test_json_is_plain_ascii_and_loses_nothing(value: object) -> None:
    """Lone surrogates and control characters included."""
    stream = Stream("ascii")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdout", stream)
        output.print_json(value)
    assert stream.written.replace("\n", "").isprintable()
    assert json.loads(stream.written) == json.loads(json.dumps(value))


def test_messages_go_to_stderr_and_are_clean(capsys: pytest.CaptureFixture[str]) -> None:
    """Stdout is for data."""
    output.print_message("bad \x1b[31m\u202e name")
    assert tuple(capsys.readouterr()) == ("", "bad ␛[31m<202E> name\n")


def test_text_for_people_is_clean(capsys: pytest.CaptureFixture[str]) -> None:
    """Newlines and tabs stay."""
    output.print_text("a\tb\n\x9bc")
    output.print_text()
    assert tuple(capsys.readouterr()) == ("a\tb\n�c\n\n", "")

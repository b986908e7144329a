"""Everything that reads what others wrote, and what must be true of it whatever the bytes are."""

from collections.abc import Callable, Iterable

from textual._xterm_parser import XTermParser

from roadmap_tui.core.actions import undo
from roadmap_tui.core.marks import Device
from roadmap_tui.core.orphans import orphans
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.search.query import parse
from roadmap_tui.core.text import clean, clean_line
from roadmap_tui.errors import InvalidFileError, Problem, UsageError
from roadmap_tui.formats import progress_jsonl, roadmap_toml, settings_toml
from roadmap_tui.presentation.commands import DEFAULT_KEYS
from roadmap_tui.presentation.glyphs import UNICODE
from roadmap_tui.presentation.markdown import paragraphs
from roadmap_tui.presentation.paragraphs import wrap
from roadmap_tui.tui.terminal.input import TerminalInput
from tests.conftest import NOON
from tests.mark_strategies import ROADMAP

_KNOWN = settings_toml.Allowed(DEFAULT_KEYS, lambda _name: None)


def read_roadmap(data: bytes) -> None:
    """It loads, and is written and loaded again as the same; or its mistakes are said."""
    try:
        found = roadmap_toml.loads(data, "fuzz.toml")
    except InvalidFileError as error:
        _check(error.problems, data)
    else:
        assert roadmap_toml.loads(roadmap_toml.dumps(found).encode(), "again.toml") == found


def read_log(data: bytes) -> None:
    """Every line is a mark, or set aside by its number; what is read can be folded and undone."""
    parsed = progress_jsonl.loads(data, ROADMAP_DEVICE)
    assert all(1 <= line <= data.count(b"\n") + 1 and reason for line, reason in parsed.damaged)
    progress = Progress(ROADMAP, ROADMAP_DEVICE).with_marks(mark._replace(roadmap=ROADMAP.id) for mark in parsed.marks)
    progress = progress.with_marks(undo(progress, NOON))
    assert all(one.title for one in orphans(progress))


ROADMAP_DEVICE = Device("laptop")


def read_settings(data: bytes) -> None:
    """They have a value each, and mistakes have lines."""
    _, mistakes = settings_toml.loads(data, _KNOWN)
    _check(mistakes, data)


def read_query(data: bytes) -> None:
    """It is understood or answered."""
    try:
        parse(data.decode(errors="surrogateescape"))
    except UsageError as error:
        assert str(error)


def read_terminal(data: bytes) -> None:
    """Nothing stops the thread that reads it, and how it is split makes no difference."""
    whole = TerminalInput().feed(data)
    terminal = TerminalInput()
    assert "".join(terminal.feed(data[place : place + 1]) for place in range(len(data))) == whole
    if whole:
        list(XTermParser().feed(whole))


def read_markdown(data: bytes) -> None:
    """It becomes lines that steer nothing."""
    for line in wrap(paragraphs(data.decode(errors="surrogateescape"), UNICODE), 40, len):
        text = "".join(text for text, _ in line)
        assert clean(text) == text


def _check(mistakes: Iterable[Problem], data: bytes) -> None:
    for line, message in mistakes:
        assert 1 <= line <= data.count(b"\n") + 1
        assert clean_line(message) == message


PARSERS: dict[str, Callable[[bytes], None]] = {
    "roadmap": read_roadmap,
    "log": read_log,
    "settings": read_settings,
    "search": read_query,
    "terminal": read_terminal,
    "markdown": read_markdown,
}

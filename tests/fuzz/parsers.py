"""Everything that reads what others wrote, and what must be true of it whatever the bytes are."""

from collections.abc import Callable, Iterable
from zlib import crc32

from textual._xterm_parser import XTermParser

from roadmap_tui import first_frame
from roadmap_tui.core.actions import undo
from roadmap_tui.core.marks import Device
from roadmap_tui.core.orphans import orphans
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.search.query import parse
from roadmap_tui.core.text import clean, clean_line
from roadmap_tui.errors import InvalidFileError, Problem, UsageError
from roadmap_tui.formats import progress_jsonl, roadmap_toml, settings_toml
from roadmap_tui.formats.cache import progress as folded_format
from roadmap_tui.formats.cache import roadmap as compiled
from roadmap_tui.presentation.commands import DEFAULT_KEYS
from roadmap_tui.presentation.glyphs import UNICODE
from roadmap_tui.presentation.markdown import paragraphs
from roadmap_tui.presentation.paragraphs import wrap
from roadmap_tui.storage import device
from roadmap_tui.storage.progress_cache import LogLines
from roadmap_tui.tui.terminal.input import TerminalInput
from tests.conftest import NOON
from tests.mark_strategies import ROADMAP, some_mark

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


def read_frame(data: bytes) -> None:
    """What would be shown before the app is there places the cursor, colours and links text, and does nothing else."""
    text = data.decode(errors="replace")
    if first_frame._only_draws(text):
        for sequence in text.split("\x1b")[1:]:
            assert sequence[0] in "[]\\"
            assert sequence[0] != "[" or sequence[1:].lstrip("0123456789;")[0] in "Hm"
            assert sequence[0] != "]" or sequence.startswith("]8;")
        assert not {*map(chr, (*range(9), *range(11, 27), *range(28, 32), *range(127, 160)))} & {*text}


def read_compiled(data: bytes) -> None:
    """A compiled roadmap that says something else, with the right checksum, is one or none."""
    found = compiled.loads(_changed(compiled.dumps(ROADMAP, {}), data), lambda: ROADMAP)
    for node in found.nodes if found else ():
        assert isinstance(node.about, str)
        assert all(link.url for link in node.links)


def read_folded(data: bytes) -> None:
    """The same for what the logs came to: its marks can be read, or it is none."""
    marks = [some_mark(topic, second=second) for second, topic in enumerate(("data.sql", "tools.make", "data.sql"))]
    text = progress_jsonl.dumps(marks)
    places = progress_jsonl.loads(text, ROADMAP_DEVICE).places
    folded = folded_format.dumps({}, ROADMAP.id, ROADMAP_DEVICE, zip(places, marks, strict=True))
    snapshot = folded_format.loads(_changed(folded, data), LogLines([ROADMAP_DEVICE], [text]))
    for history in snapshot.histories.values() if snapshot else ():
        assert history[-1].topic


def read_device(data: bytes) -> None:
    """The names in it are names of devices."""
    assert all(name.isascii() and "/" not in name for name in device.read_names(data).values())


def _changed(cache: bytes, data: bytes) -> bytes:
    """A file of the cache with some bytes changed, and a checksum that agrees; three bytes say where and what."""
    body = bytearray(cache[9:])
    for place in range(0, len(data) - 2, 3):
        body[int.from_bytes(data[place : place + 2], "big") % len(body)] = data[place + 2]
    return b"%08x\n%s" % (crc32(body), bytes(body))


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
    "frame": read_frame,
    "compiled": read_compiled,
    "folded": read_folded,
    "device": read_device,
}

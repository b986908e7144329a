"""A stranger's text steers nothing: no control sequence is written for it that is not for harmless text as wide."""

import re
import unicodedata
from pathlib import Path

import pytest

from roadmap_tui.core.marks import Field
from roadmap_tui.core.text import clean_line
from roadmap_tui.formats.progress_jsonl import dumps
from roadmap_tui.storage.locations import user_locations
from tests.mark_strategies import some_mark
from tests.terminal.conftest import Start, cursor_line, log_file
from tests.terminal.terminal import Size, Terminal

PAYLOADS = (
    "\x1b[31mred \x1b[2J\x1b[10;10H",
    "\x1b]0;title\x07 \x1b]52;c;ZXZpbA==\x1b\\ \x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\",
    "\x1bP1$r0m\x1b\\ \x1b_Gq=1;\x1b\\ \x1b^pm\x1b\\ \x1bXsos\x1b\\",
    "\x1bc \x1b[c \x1b[>c \x1b[6n \x1b[?2026$p \x1b[21t \x05",
    "\x9b31m \x9d0;x\x9c \x90q\x9c \x9f \x84\x85\x8d",
    "\u202eabc\u202c \u2066x \u2067y \u200f\u200e\u061c \u2028\u2029 \U000e0041",
    "\x07\x08\x0b\x0c\x0e\x0f\x7f\x00",
    "begun \x1b[",
    "31m and \x1b]0;never ended",
)
"""Colours, erasing, titles, clipboard, links, strings, questions, 8-bit, bidi, the rest; and one over two fields."""

_SEQUENCE = re.compile(rb"\x1b(\[[0-?]*[ -/]*[@-~]|[\]P_^X][^\x07\x1b]*(\x07|\x1b\\)?|[ -/]*[0-~])")


def harmless(text: str) -> str:
    """Letters of the same width."""
    return "".join(each if " " <= each <= "~" else "x" for each in clean_line(text))


def quoted(text: str) -> str:
    """As TOML has it, every character escaped."""
    return '"' + "".join(f"\\U{ord(each):08X}" for each in text) + '"'


def write_roadmap(path: Path, payloads: list[str]) -> None:
    """A roadmap with these in every field that takes any text."""
    nodes = []
    for number, payload in enumerate(payloads):
        said = quoted(payload)
        link = f'{{ title = {said}, by = {said}, url = "https://example.org/{number}", kind = "book", free = true }}'
        nodes.append(f"[s{number}]\ntitle = {said}\nabout = {said}")
        nodes.append(f"[s{number}.t]\ntitle = {said}\nabout = {said}\nlinks = [{link}]")
    path.write_text(f'format = 1\nid = "small"\ntitle = {quoted(payloads[0])}\n' + "\n".join(nodes))


def write_log(payloads: list[str]) -> None:
    """Marks on topics that are there and on such as are gone, with notes."""
    marks = []
    for number, payload in enumerate(payloads):
        marks.append(some_mark(f"s{number}.t", second=number, device=log_file().stem)._replace(title=payload))
        marks.append(marks[-1]._replace(topic=f"gone{number}"))  # type: ignore[arg-type]
        marks.append(marks[-2]._replace(field=Field.NOTE, value=payload))
        own = some_mark(f"s{number}.t", payload, number, field=Field.LINK, device=log_file().stem)
        marks.append(own._replace(url=f"https://example.org/own{number}"))
        marks.append(own._replace(url=payload))
    log_file().parent.mkdir(parents=True, exist_ok=True)
    log_file().write_bytes(dumps(marks))


def press_through(app: Terminal, rows: int) -> bytes:
    """Look at everything, and leave; gives what was written meanwhile."""
    app.wait_for("help")
    app.press("Z")
    for _ in range(rows - 1):
        move_down(app)
    app.press("j", "x", "u", "k", "v", "v")
    for key, heading in SCREENS.items():
        look_at(app, key, heading)
    for key, heading in (("e", "Note"), ("a", "Links")):
        write_and_leave(app, key, heading)
    app.press("/", *"ev")
    app.wait_for("Esc shows all")
    app.press("escape")
    app.wait_for("help")
    app.press("tab", "j", "tab", "g", "z")
    app.press("q")
    assert app.wait_exit() == 0
    return app.raw


SCREENS = {
    "S": "Where you stand",
    "H": "History",
    "A": "Marked, and gone",
    "M": "Notes",
    "O": "Links",
    "R": "Roadmaps",
    "?": "Keys",
}


def move_down(app: Terminal) -> None:
    """Go to the next row, and wait until it is drawn: of keys in one burst only some rows are."""
    before = cursor_line(app)
    app.press("j")
    app.wait_for(lambda: cursor_line(app) not in ("", before))


def write_and_leave(app: Terminal, key: str, heading: str) -> None:
    """Open a screen with a field, write in it, and leave both."""
    app.press(key)
    app.wait_for(lambda: heading in app.lines[0])
    app.press("h", "i")
    app.wait_for("hi")
    app.press("escape")
    app.wait_for(lambda: heading not in app.lines[0] or "Esc back" in app.text)
    if heading in app.lines[0]:
        app.press("escape")
    app.wait_for(lambda: heading not in app.lines[0])


def look_at(app: Terminal, key: str, heading: str) -> None:
    """Open a screen and close it."""
    app.press(key)
    app.wait_for(lambda: any(heading in line for line in app.lines[:2]))
    app.press("j", "j", "escape")
    app.wait_for(lambda: not any(heading in line for line in app.lines[:2]))


def sequences(raw: bytes) -> set[bytes]:
    """The kinds of control sequences, and the other control characters; of hyperlinks where they lead.

    Where they put the cursor is left out, and so are the app's own colours and modes, and which of the harmless links
    were drawn: how often and when it draws is a matter of time.
    """
    found = {re.sub(rb"^\x1b\]8;id=\d+;", b"\x1b]8;;", match[0]) for match in _SEQUENCE.finditer(raw)}
    found = {re.sub(rb"(?<=;https://example\.org/)(own)?\d+", b"", each) for each in found}
    coloured = {b"\x1b[m" if re.search(rb"[34]8;2;.*m|\[\?\d+[hl]", each) else each for each in found}
    moves = {re.sub(rb"\d+", b"0", each) if each[-1:] in b"ABCDHXG" else each for each in coloured}
    rest = _SEQUENCE.sub(b"", raw).decode()
    return moves | {each.encode() for each in rest if unicodedata.category(each)[0] == "C" or each in "\u2028\u2029"}


@pytest.mark.parametrize("size", [Size(120, 40), Size(50, 14)], ids=str)
def test_hostile_text_writes_no_sequence_that_harmless_text_does_not(start: Start, tmp_path: Path, size: Size) -> None:
    """In every field, on every screen, in marks and in notes."""
    written = []
    for payloads in (list(PAYLOADS), [harmless(payload) for payload in PAYLOADS]):
        write_roadmap(tmp_path / "small.toml", payloads)
        write_log(payloads)
        user_locations().session.unlink(missing_ok=True)
        written.append(press_through(start("open", "small.toml", size=size), 2 * len(PAYLOADS)))
    assert sequences(written[0]) <= sequences(written[1])


@pytest.mark.parametrize("payload", PAYLOADS, ids=ascii)
def test_hostile_text_in_mistakes_and_file_names_writes_no_sequence_either(
    start: Start, tmp_path: Path, payload: str
) -> None:
    """On the screen that says why a roadmap cannot be opened."""
    written = []
    for text in (payload, harmless(payload)):
        path = tmp_path / f"{text.replace('/', '').replace(chr(0), '')}.toml"
        path.write_text(f"format = 1\nid = {quoted(text)}\nlevel = {quoted(text)}\n")
        app = start("open", path, size=Size(200, 24))
        app.wait_for("mistake")
        app.press("j", "q")
        assert app.wait_exit() == 4
        written.append(app.raw)
    assert sequences(written[0]) <= sequences(written[1])


LETTER_FOR_LETTER = (
    "[global] keyword",
    "[/b]",
    "[b",
    "[red]red[/red]",
    "[@click=app.quit]x[/]",
    "[link=https://evil.example]y[/link]",
    "[$primary]",
    "\\[x]",
    ":smile:",
    "{{x}} %s $HOME `id`",
)


def test_what_looks_like_markup_is_shown_letter_for_letter_and_does_nothing(start: Start, tmp_path: Path) -> None:
    """A click on it is a click on a title."""
    write_roadmap(tmp_path / "small.toml", list(LETTER_FOR_LETTER))
    app = start("open", "small.toml", size=Size(160, 50))
    app.wait_for("help")
    app.press("Z", "j")
    app.wait_for(lambda: app.text.count(":smile:") >= 2)
    for title in LETTER_FOR_LETTER:
        column, row = app.place_of(f"▾ {title}")
        app.click(column + 3, row)
        app.wait_for(lambda: title in cursor_line(app))  # noqa: B023  # waited for right here
    assert app.process.poll() is None
    app.press("q")
    assert app.wait_exit() == 0

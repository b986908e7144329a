"""The commands for notes: read, write, take away, print all."""

import io
import sys

import pytest

from roadmap_tui.core.marks import Field
from roadmap_tui.core.notes import MAX_NOTE_BYTES
from tests.cli.conftest import Program
from tests.mark_strategies import some_mark


def test_a_note_is_written_read_and_taken_away(program: Program) -> None:
    """Each a mark that `undo` takes back."""
    assert program("note", "sql", "Ask for *rows*.") == (0, "", "The note on SQL is saved.\n")
    assert program("note", "sql") == (0, "Ask for *rows*.\n", "")
    ran = program("note", "sql", "")
    assert ran == (0, "", "The note on SQL is taken away; `roadmap-tui undo` brings it back.\n")
    ran = program("note", "sql")
    assert (ran.code, ran.out) == (0, "") and ran.err.startswith("SQL has no note; `roadmap-tui note data.sql")
    assert program("undo").out == "SQL  a note\n"
    assert program("note", "sql").out == "Ask for *rows*.\n"


@pytest.mark.parametrize(("text", "sentence"), [("same", "SQL has that note already.\n"), ("", "Redis has no note.\n")])
def test_what_changes_nothing_makes_no_mark(program: Program, text: str, sentence: str) -> None:
    """And is said."""
    program("note", "sql", "same")
    assert program("note", "sql" if text else "redis", text).err == sentence
    assert len(program.marks()) == 1


def test_a_dash_reads_stdin(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """All lines of it, the last newline left out."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("one\n\ntwo é\n".encode()), encoding="latin-1"))
    program("note", "data", "-")
    assert program("show", "data", "--json").json["note"] == "one\n\ntwo é"


@pytest.mark.parametrize("given", ["argument", "stdin"])
def test_a_note_has_a_limit(program: Program, monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    """Nothing is written, and the sentence names it."""
    text = "x" * (MAX_NOTE_BYTES + 1)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode() * 3)))
    ran = program("note", "sql", "-" if given == "stdin" else text)
    assert ran.code == 2 and "64 KiB" in ran.err
    assert program.marks() == []


@pytest.mark.parametrize("argument", ["-", "caf\udce9", "\ud800"])
def test_a_note_that_is_not_utf_8_is_refused(program: Program, monkeypatch: pytest.MonkeyPatch, argument: str) -> None:
    """From stdin and as an argument, with a sentence; nothing is written."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"caf\xe9"), encoding="latin-1"))
    ran = program("note", "sql", argument)
    assert ran.code == 2 and "The note is not UTF-8, so it is not saved" in ran.err
    assert program.marks() == []


def test_a_hostile_note_is_printed_harmless(program: Program) -> None:
    """From another device's log as from the arguments; JSON escapes."""
    mark = some_mark("data.sql", "\x1b]0;x\x07\u202e", device="phone", field=Field.NOTE)
    program.log("phone").append([mark])
    for command in (("note", "sql"), ("notes",), ("show", "sql"), ("log",)):
        ran = program(*command)
        assert not {"\x1b", "\x07", "\u202e"} & set(ran.out + ran.err)
        assert "\\u001b" in program("note", "sql", "--json").out
    program("note", "redis", "a\x1bb")
    assert program("note", "redis", "--json").json["note"] == "a␛b"


def test_notes_written_apart_are_both_there_until_one_is_written_over_them(program: Program) -> None:
    """With their devices for programs."""
    program("note", "sql", "mine")
    mark = some_mark("data.sql", "theirs", 30, device="phone", field=Field.NOTE)
    program.log("phone").append([mark])
    assert program("note", "sql").out == "mine\n\n---\n\ntheirs\n"
    entry = program("note", "sql", "--json").json
    assert [(each["device"], each["note"]) for each in entry["notes"]] == [("laptop", "mine"), ("phone", "theirs")]
    program("note", "sql", "both")
    assert program("note", "sql").out == "both\n"


def test_all_notes_are_one_document(program: Program) -> None:
    """With the paths of their topics; for programs a list, the newest first."""
    ran = program("notes")
    assert (ran.code, ran.out) == (0, "") and "`roadmap-tui note TOPIC" in ran.err
    program("note", "make", "rules")
    program("note", "sql", "rows")
    text = program("notes").out
    assert text.startswith("# Notes on A small roadmap\n\n## Data › SQL\n\n*22 Nov 2026*\n\nrows\n\n## Tools › Make\n")
    assert text.endswith("rules\n")
    found = [(each["id"], each["note"], each["orphan"]) for each in program("notes", "--json").json]
    assert found == [("data.sql", "rows", False), ("tools.make", "rules", False)]


def test_the_other_commands_know_notes(program: Program) -> None:
    """show, list and log."""
    program("note", "sql", "mnemonic")
    assert "Your note\nmnemonic" in program("show", "sql").out
    assert [each["id"] for each in program("list", "--json", "--match", "mnemonic").json] == ["data.sql"]
    assert program("log").out.split()[2:] == ["a", "note", "SQL"]

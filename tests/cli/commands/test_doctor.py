"""The command that looks through all files, and the one that gives lost marks a new topic."""

import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from roadmap_tui.cli import run
from roadmap_tui.cli.context import Context
from roadmap_tui.core.marks import Device
from roadmap_tui.formats.progress_jsonl import dumps
from roadmap_tui.storage import session
from roadmap_tui.storage.device import OwnDevice
from roadmap_tui.storage.locations import Locations
from tests.cli.conftest import Program
from tests.mark_strategies import some_mark


@pytest.fixture
def home(program: Program) -> Locations:
    """Files as the program leaves them: one mark, and the small roadmap used last."""
    program("done", "sql")
    session.save(program.locations.session, session.Session(str(program.roadmap)))
    return program.locations


def kinds(program: Program) -> list[str]:
    """What kinds of things are found."""
    return [finding["kind"] for finding in program("doctor", "--json").json["findings"]]


def snapshot(home: Locations) -> dict[Path, bytes]:
    """Every file."""
    return {path: path.read_bytes() for folder in home for path in folder.rglob("*") if path.is_file()}


def test_nothing_is_wrong_with_what_the_program_leaves(program: Program, home: Locations) -> None:
    """And it says how much it has read."""
    ran = program("doctor")
    assert (ran.code, ran.out) == (0, "1 mark in 1 log, 2 roadmaps: nothing is wrong.\n")


def test_a_copy_of_a_roadmap_is_named_and_is_no_further_one(program: Program, home: Locations) -> None:
    """Worth knowing, and nothing wrong."""
    home.roadmaps.mkdir()
    for name in ("web.toml", "web (conflicted copy 2026-11-25).toml", "._web.toml"):
        (home.roadmaps / name).write_text('format = 1\nid = "web"\ntitle = "Web"\n[html]\ntitle = "HTML"\n')
    ran = program("doctor")
    assert (ran.code, "web (conflicted copy 2026-11-25).toml: a copy" in ran.out, "._web" in ran.out) == (
        0,
        True,
        False,
    )
    assert kinds(program) == ["conflict"]
    assert program("doctor", "--json").json["roadmaps"] == 3


def test_nothing_is_wrong_before_the_first_mark(program: Program) -> None:
    """Looking creates nothing."""
    assert program("doctor").code == 0
    assert not any(folder.exists() for folder in program.locations)


def test_json_has_exactly_its_keys(program: Program, home: Locations) -> None:
    """Always, and in each finding."""
    home.settings.parent.mkdir()
    home.settings.write_text("theme = 3")
    found = program("doctor", "--json").json
    assert list(found) == ["marks", "logs", "roadmaps", "findings"]
    assert list(found["findings"][0]) == ["kind", "message", "file", "wrong", "fix", "fixed"]


def log(home: Locations) -> Path:
    return home.progress / "laptop.jsonl"


def damage_a_line(home: Locations) -> None:
    log(home).write_bytes(log(home).read_bytes().replace(b"SQL", b"SQU"))


def tear_the_last_line(home: Locations) -> None:
    with log(home).open("ab") as file:
        file.write(log(home).read_bytes()[:50])


def take_the_last_newline(home: Locations) -> None:
    log(home).write_bytes(log(home).read_bytes()[:-1])


def put_a_folder_in_place_of_a_log(home: Locations) -> None:
    (home.progress / "phone.jsonl").mkdir()


def put_a_folder_in_place_of_the_log(home: Locations) -> None:
    log(home).unlink()
    log(home).mkdir(mode=0o700)


def put_a_file_in_place_of_the_folder(home: Locations) -> None:
    log(home).unlink()
    home.progress.rmdir()
    home.progress.touch(mode=0o600)


def write_a_newer_line(home: Locations) -> None:
    from zlib import crc32

    body = b'{"v":7'
    with log(home).open("ab") as file:
        file.write(body + b',"crc":"%08x"}\n' % crc32(body))


def open_a_log_to_all(home: Locations) -> None:
    log(home).chmod(0o644)


def open_the_folder_to_all(home: Locations) -> None:
    home.progress.chmod(0o755)


def leave_a_temporary_file(home: Locations) -> None:
    path = home.state / ".session.json.abcd1234.tmp"
    path.touch(mode=0o600)
    os.utime(path, (0, 0))


def write_a_wrong_roadmap(home: Locations) -> None:
    home.roadmaps.mkdir()
    (home.roadmaps / "wrong.toml").write_text('format = 1\nid = "wrong"\ntitle = 3\n[a]\ntitle = "A"')


def write_rubbish_for_a_roadmap(home: Locations) -> None:
    home.roadmaps.mkdir()
    (home.roadmaps / "wrong.toml").write_bytes(b"\xff\x00")


def write_wrong_settings(home: Locations) -> None:
    home.settings.parent.mkdir()
    home.settings.write_text("theme = 3")


def write_a_wrong_session(home: Locations) -> None:
    home.session.write_text("{")


def leave_a_conflict_copy(home: Locations) -> None:
    copy = home.progress / "laptop.sync-conflict-20261122-120000-ABC.jsonl"
    copy.write_bytes(log(home).read_bytes())
    copy.chmod(0o600)


def mark_a_topic_that_is_gone(home: Locations) -> None:
    with log(home).open("ab") as file:
        file.write(dumps([some_mark("data.gone", second=7)]))


def mark_another_roadmap(home: Locations) -> None:
    with log(home).open("ab") as file:
        file.write(dumps([some_mark("x", second=7)._replace(roadmap="lost")]))  # type: ignore[arg-type]


WRONG: dict[Callable[[Locations], None], list[str]] = {
    damage_a_line: ["damaged"],
    tear_the_last_line: ["damaged", "torn"],
    take_the_last_newline: ["torn"],
    put_a_folder_in_place_of_a_log: ["unreadable"],
    put_a_folder_in_place_of_the_log: ["unreadable"],
    put_a_file_in_place_of_the_folder: ["unreadable"],
    write_a_newer_line: ["newer"],
    open_a_log_to_all: ["rights"],
    open_the_folder_to_all: ["rights"],
    leave_a_temporary_file: ["leftover"],
    write_a_wrong_roadmap: ["roadmap"],
    write_rubbish_for_a_roadmap: ["roadmap"],
    write_wrong_settings: ["settings"],
    write_a_wrong_session: ["session", "unknown"],
}
HARMLESS: dict[Callable[[Locations], None], list[str]] = {
    leave_a_conflict_copy: ["conflict"],
    mark_a_topic_that_is_gone: ["orphan"],
    mark_another_roadmap: ["unknown"],
}
MENDED = [take_the_last_newline, open_a_log_to_all, open_the_folder_to_all, leave_a_temporary_file]


@pytest.mark.parametrize(("spoil", "found"), [*WRONG.items(), *HARMLESS.items()])
def test_what_is_wrong_is_found(
    program: Program, home: Locations, spoil: Callable[[Locations], None], found: list[str]
) -> None:
    """It is said with the file's name, and the exit code tells whether it is something to see to."""
    spoil(home)
    before = snapshot(home)
    assert kinds(program) == found
    ran = program("doctor")
    assert ran.code == (1 if spoil in WRONG else 0)
    assert len(ran.out.splitlines()) == len(found) + 1
    assert snapshot(home) == before


@pytest.mark.parametrize("spoil", MENDED)
def test_what_is_safe_is_mended(program: Program, home: Locations, spoil: Callable[[Locations], None]) -> None:
    """It says what it did, every mark is still there, and then nothing is wrong any more."""
    spoil(home)
    old = set(snapshot(home).values())
    ran = program("doctor", "--fix")
    assert ran.code == 0
    assert len(ran.out.splitlines()) == 3
    assert program("doctor").out.endswith("nothing is wrong.\n")
    assert program("list", "--status", "done").out.count("SQL") == 1
    assert old <= {*snapshot(home).values()}


@pytest.mark.parametrize("spoil", [spoil for spoil in (*WRONG, *HARMLESS) if spoil not in MENDED])
def test_nothing_else_is_touched(program: Program, home: Locations, spoil: Callable[[Locations], None]) -> None:
    """No line of a log is ever changed or taken out, not even one that is damaged."""
    spoil(home)
    before = snapshot(home)
    program("doctor", "--fix")
    after = snapshot(home)
    assert all(after[path].startswith(data) for path, data in before.items())


def test_a_fresh_temporary_file_is_left_alone(program: Program, home: Locations) -> None:
    """Somebody may be writing it."""
    leave_a_temporary_file(home)
    os.utime(home.state / ".session.json.abcd1234.tmp", (time.time() + 10**9,) * 2)
    assert kinds(program) == []


def test_what_it_says_is_harmless(program: Program, home: Locations) -> None:
    """Names and titles are strangers'."""
    (home.progress / "\x1b]0;x\x07.jsonl").mkdir()
    with log(home).open("ab") as file:
        file.write(dumps([some_mark("data.gone", second=7)._replace(title="\x1b[31m\u202e")]))
    ran = program("doctor")
    assert not {"\x1b", "\x07", "\u202e"} & set(ran.out + ran.err)


def test_what_a_link_leads_to_is_never_changed(program: Program, home: Locations, tmp_path: Path) -> None:
    """It may be anything of anybody's."""
    (tmp_path / "elsewhere").write_bytes(log(home).read_bytes())
    log(home).unlink()
    log(home).symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere").chmod(0o666)
    assert program("doctor", "--fix").code == 0
    assert (tmp_path / "elsewhere").stat().st_mode & 0o777 == 0o666


# Attaching


def test_a_topic_gets_the_marks_of_one_that_is_gone(program: Program, home: Locations) -> None:
    """And `undo` takes that back."""
    mark_a_topic_that_is_gone(home)
    assert program("attach", "gone", "redis").code == 0
    assert program("list", "--status", "done", "--json").json[-1]["id"] == "data.stores.redis"
    assert kinds(program) == []
    program("undo")
    assert len(program("list", "--status", "done", "--json").json) == 1
    assert kinds(program) == ["orphan"]


@pytest.mark.parametrize(("old", "topic"), [("nothing", "redis"), ("gone", "nothing"), ("gone", "stores")])
def test_what_cannot_be_attached_is_said(program: Program, home: Locations, old: str, topic: str) -> None:
    """Nothing is marked."""
    mark_a_topic_that_is_gone(home)
    before = snapshot(home)
    assert program("attach", old, topic).code == 3
    assert snapshot(home) == before


def test_a_log_of_another_user_is_said(program: Program, home: Locations, monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be mended is reported as such."""
    open_a_log_to_all(home)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "chmod", refuse)
    ran = program("doctor", "--fix")
    assert ran.code == 1
    assert "you have no permission" in ran.out
    assert json.loads(program("doctor", "--fix", "--json").out)["findings"][0]["fixed"] is False


def test_folders_with_odd_names_are_read(program: Program, tmp_path: Path, home: Locations) -> None:
    """Not UTF-8, blanks, a newline."""
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/a \n\xff"))
    context = Context(Locations(odd, odd, odd, odd), OwnDevice(Device("laptop")), program.clock)
    assert run(["done", "sql", "-r", str(program.roadmap)], context) == 0
    assert run(["doctor"], context) == 0


def test_what_was_mended_is_no_longer_wrong(program: Program, home: Locations) -> None:
    """The last line counts what is left to look at, as the exit code does."""
    home.progress.chmod(0o755)
    assert program("doctor").out.endswith("1 thing to look at.\n")
    mended = program("doctor", "--fix")
    assert (mended.code, mended.out.splitlines()[-1].rpartition(": ")[2]) == (0, "nothing is wrong.")

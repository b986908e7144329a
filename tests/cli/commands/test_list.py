"""The commands that read: what they print for people and for programs, and that they write nothing."""

import os
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from roadmap_tui.core.marks import Field
from roadmap_tui.core.roadmap import RoadmapId
from roadmap_tui.core.text import cell_width
from tests.cli.conftest import Program
from tests.mark_strategies import some_mark

TOPIC_KEYS = ["id", "title", "status", "path", "level", "tags", "links", "note", "since"]
COUNTS = ["total", "done", "doing", "skipped", "todo", "percent"]
READERS = [["list"], ["show", "sql"], ["next"], ["log"], ["stats"]]

ESCAPES = {"ESC": r"\u001b]0;x\u0007", "C1": r"\u009b31m", "bidi": r"\u202e", "DEL": r"\u007f", "line": r"\u2028"}
HOSTILE = "\x1b\x07\x9b\u202e\x7f\u2028"


@pytest.fixture
def hostile(tmp_path: Path) -> str:
    """A roadmap whose author means no good, in every text there is."""
    bad = "".join(ESCAPES.values()) + "[@click=app.quit]x[/b]"
    path = tmp_path / "hostile.toml"
    path.write_text(f"""\
format = 1
id = "hostile"
title = "R {bad}"
[s]
title = "S {bad}"
[s.t]
title = "T {bad}"
about = "About {bad}"
tags = ["tag{bad}"]
links = [{{ title = "L {bad}", by = "B {bad}", url = "https://example.org/" }}]
[s.u]
title = "U {bad}"
after = ["s.t"]
""")
    return str(path)


# list


def test_list_shows_every_topic_in_file_order(program: Program) -> None:
    """One a line, with box, id and title."""
    program("done", "sql")
    lines = program("list").out.splitlines()
    assert len(lines) == 7
    assert lines[0].split() == ["✓", "data.sql", "SQL"]
    assert lines[-1].split() == ["○", "tools.make", "Make"]
    assert len({line.index(title) for line, title in zip(lines, ["SQL", "Indexes", "Redis"], strict=False)}) == 1


def test_list_json_has_exactly_the_documented_keys(program: Program) -> None:
    """In the documented order, always all of them."""
    entries = program("list", "--json").json
    assert len(entries) == 7
    assert all(list(entry) == TOPIC_KEYS for entry in entries)


def test_list_json_says_what_is_known_of_a_topic(program: Program) -> None:
    """And null or nothing where there is nothing."""
    program("done", "sql")
    first, second, *_ = program("list", "--json").json
    assert first == {
        "id": "data.sql",
        "title": "SQL",
        "status": "done",
        "path": ["Data"],
        "level": "core",
        "tags": ["sql"],
        "links": 1,
        "note": False,
        "since": "2026-11-22T12:00:01.000000Z",
    }
    assert (second["level"], second["tags"], second["links"], second["since"]) == (None, [], 0, None)


def test_list_json_knows_of_notes(program: Program) -> None:
    """The text itself is for `show`."""
    program.log().append([some_mark(value="*mine*", field=Field.NOTE)])
    assert [entry["id"] for entry in program("list", "--json").json if entry["note"]] == ["data.sql"]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--status", "done"], ["sql", "redis"]),
        (["--status", "skipped"], ["make"]),
        (["--status", "todo"], ["indexes", "mongodb", "git", "rebase"]),
        (["--status", "doing"], []),
        (["--section", "data"], ["sql", "indexes", "redis", "mongodb"]),
        (["--section", "stores"], ["redis", "mongodb"]),
        (["--section", "git"], ["git", "rebase"]),
        (["--section", "make"], ["make"]),
        (["--match", "rows"], ["sql"]),
        (["--match", "TUTORIAL ask"], ["sql"]),
        (["--match", "data.stores"], ["redis", "mongodb"]),
        (["--match", "nothing like it"], []),
        (["--origin", "post"], ["sql"]),
        (["--section", "data", "--status", "done", "--match", "redis"], ["redis"]),
    ],
)
def test_list_can_be_narrowed_down(program: Program, options: list[str], expected: list[str]) -> None:
    """By status, words, section and origin, alone and together."""
    program("done", "sql", "redis")
    program("skip", "make")
    entries = program("list", "--json", *options).json
    assert [entry["id"].rpartition(".")[2] for entry in entries] == expected


def test_list_says_when_nothing_fits(program: Program) -> None:
    """On stderr, and it is no error."""
    assert program("list", "--status", "done") == (0, "", "No topic fits.\n")
    assert program("list", "--status", "done", "--json").json == []


# show


def test_show_prints_everything_about_a_topic(program: Program) -> None:
    """Where it stands, its text, its links."""
    program("doing", "sql")
    out = program("show", "sql").out
    for expected in ("Data", "SQL", "data.sql", "in progress since 22 Nov 2026", "core", "about 1.5 h", "#sql"):
        assert expected in out
    for expected in ("Ask for rows.", "A tutorial, by Ann (free)", "https://example.org/sql", "course"):
        assert expected in out


def test_show_prints_prerequisites_and_the_readers_note(program: Program) -> None:
    """With the state of each prerequisite."""
    program("done", "sql")
    program.log().append([some_mark("data.indexes", "*B-trees*", field=Field.NOTE)])
    out = program("show", "indexes").out
    assert "*B-trees*" in out
    assert "✓ SQL" in out


def test_show_prints_the_counts_of_a_section(program: Program) -> None:
    """In place of a status."""
    program("done", "sql")
    assert "◐ 1 of 4 done" in program("show", "data").out


def test_show_json_has_exactly_its_keys(program: Program) -> None:
    """Those of `list`, with the links in full, and the counts."""
    entry = program("show", "indexes", "--json").json
    assert set(entry) >= {*TOPIC_KEYS, *COUNTS, "topic", "about", "minutes", "after", "origin"}
    assert entry["after"] == [{"id": "data.sql", "title": "SQL", "status": "todo"}]
    assert (entry["topic"], entry["note"], entry["minutes"], entry["origin"]) == (True, None, None, None)


def test_show_json_has_links_and_note_in_full(program: Program) -> None:
    """As they stand in the roadmap and in the log."""
    program.log().append([some_mark(value="*mine*", field=Field.NOTE)])
    entry = program("show", "sql", "--json").json
    tutorial = {"title": "A tutorial", "url": "https://example.org/sql", "kind": "course", "by": "Ann", "free": True}
    assert entry["links"] == [{**tutorial, "own": False, "read": False}]
    assert entry["note"] == "*mine*"


# next


def test_next_suggests_what_can_be_taken_up(program: Program) -> None:
    """With the reason, and never more than was asked for."""
    program("doing", "make")
    lines = program("next", "-n", "2").out.splitlines()
    assert len(lines) == 2
    assert lines[0].split()[1] == "tools.make"
    assert lines[0].endswith("in progress")
    assert lines[1].endswith("core · unlocks 1 · about 1.5 h")


def test_next_json_adds_the_reason(program: Program) -> None:
    """To the keys of `list`."""
    entries = program("next", "--json").json
    assert len(entries) == 5
    assert all(list(entry) == [*TOPIC_KEYS, "minutes", "unlocks", "reason", "needs"] for entry in entries)
    assert [entry["id"] for entry in entries][:1] == ["data.sql"]


def test_next_says_when_nothing_is_left(program: Program) -> None:
    """On stderr."""
    program("done", "data", "git", "rebase", "make")
    assert program("next") == (0, "", "Nothing is left to learn here.\n")


@pytest.mark.parametrize("number", ["0", "-1", "x", "1.5", "²", ""])
def test_a_number_of_entries_is_a_whole_one_from_1(program: Program, number: str) -> None:
    """Anything else is wrong usage."""
    ran = program("next", f"-n={number}")
    assert (ran.code, ran.out) == (2, "")
    assert "give a whole number from 1" in ran.err


# log


def test_log_lists_marks_the_newest_first(program: Program) -> None:
    """With the time, what was set, and the title."""
    program("done", "sql")
    program("skip", "make")
    assert program("log").out.splitlines() == [
        "2026-11-22 12:00  skipped      Make",
        "2026-11-22 12:00  done         SQL",
    ]
    assert len(program("log", "-n", "1").out.splitlines()) == 1


def test_log_json_has_exactly_its_keys(program: Program) -> None:
    """Notes and other devices' marks included, other roadmaps' left out."""
    program.log("phone").append([some_mark(value="*hm*", device="phone", field=Field.NOTE)])
    program.log().append([some_mark()._replace(roadmap=RoadmapId("other"))])
    (entry,) = program("log", "--json").json
    assert entry == {
        "at": "2026-11-22T12:00:00.000000Z",
        "device": "phone",
        "roadmap": "small",
        "topic": "data.sql",
        "title": "Title of data.sql",
        "field": "note",
        "value": "*hm*",
        "step": "phone-data.sql-0",
        "undoes": None,
        "url": None,
    }


def test_log_says_when_nothing_is_marked(program: Program) -> None:
    """On stderr."""
    assert program("log") == (0, "", "Nothing is marked yet.\n")


# stats


def test_stats_json_has_exactly_the_documented_keys(program: Program) -> None:
    """For the whole and for each section."""
    stats = program("stats", "--json").json
    counts = [*COUNTS, "minutes_left"]  # not in the design yet
    activity = ["as_of", "days", "weeks", "streak", "forecast"]
    assert list(stats) == ["roadmap", "title", *counts, "sections", "orphans", "damaged_marks", *activity]
    assert all(list(section) == ["id", "title", "depth", *counts] for section in stats["sections"])


def test_stats_count_what_was_marked(program: Program) -> None:
    """Skipped topics leave the denominator; percent is rounded down."""
    program("done", "sql", "redis")
    program("skip", "mongodb")
    stats = program("stats", "--json").json
    assert [stats[key] for key in COUNTS] == [7, 2, 0, 1, 4, 33]
    sections = {section["id"]: [section[key] for key in ("depth", *COUNTS)] for section in stats["sections"]}
    assert sections["data.stores"] == [2, 2, 1, 0, 1, 0, 100]
    assert sections["tools.git"] == [2, 2, 0, 0, 0, 2, 0]


def test_stats_for_people(program: Program) -> None:
    """The whole, the days, and each section in its four statuses."""
    program("done", "sql", "redis")
    lines = program("stats").out.splitlines()
    assert lines[0] == "A small roadmap"
    assert "28%" in lines[1]
    assert lines[2] == "✓ 2 done  ◐ 0 in progress  – 0 skipped  ○ 5 to do"
    assert [line.split()[0] for line in lines[-4:]] == ["Data", "Stores", "Tools", "Git"]
    assert next(line for line in lines if line.startswith("Sun"))[-1] == "▒"


def test_stats_say_when_it_will_be_done(program: Program) -> None:
    """As a range of dates, for people and for programs, once there is enough to go by."""
    topics = ["data.sql", "data.indexes", "data.stores.redis", "data.stores.mongodb", "tools.git"]
    program.log().append([some_mark(topic, second=-500_000 * place) for place, topic in enumerate(topics)])
    assert "All done between 2 Dec 2026 and 6 Dec 2026 at the pace of the last 4 weeks" in program("stats").out
    stats = program("stats", "--json").json
    assert stats["forecast"] == {"from": "2026-12-02", "to": "2026-12-06"}
    assert stats["weeks"] == [2, 1, 1, 1]
    assert stats["streak"] == {"current": 1, "longest": 1}
    assert list(stats["days"].items())[-1] == ("2026-11-22", 1)


def test_stats_say_how_to_begin(program: Program) -> None:
    """And programs get nothing where there is nothing."""
    assert "`roadmap-tui next` suggests where to begin." in " ".join(program("stats").out.split())
    stats = program("stats", "--json").json
    assert [stats[key] for key in ("days", "weeks", "forecast")] == [{}, [], None]


# How it stood


@pytest.mark.parametrize(
    ("day", "done"), [("2026-11-20", []), ("2026-11-21", ["sql"]), ("2026-11-22", ["redis"]), ("2099-01-01", ["redis"])]
)
def test_as_of_shows_how_it_stood(program: Program, day: str, done: list[str]) -> None:
    """At the end of that day: what was taken back since was still done."""
    made = [some_mark(second=-86400), some_mark(value="todo"), some_mark("data.stores.redis")]
    program.log().append(made)
    assert [
        entry["id"].rpartition(".")[2] for entry in program("list", "--status", "done", "--as-of", day, "--json").json
    ] == done
    stats = program("stats", "--as-of", day, "--json").json
    assert (stats["as_of"], stats["done"]) == (day, len(done))


def test_as_of_is_said(program: Program) -> None:
    """Nobody takes it for today's."""
    assert program("stats", "--as-of", "2026-01-31").out.startswith("A small roadmap  at the end of 31 Jan 2026\n")


@pytest.mark.parametrize("day", ["yesterday", "2026-31-01", "", "31.1.2026"])
@pytest.mark.parametrize("command", ["list", "stats"])
def test_a_day_is_a_date(program: Program, command: str, day: str) -> None:
    """Anything else is wrong usage, and the message shows how it is written."""
    ran = program(command, f"--as-of={day}")
    assert (ran.code, ran.out) == (2, "")
    assert "2026-01-31" in ran.err


# All of next


def test_next_all_shows_what_has_to_wait(program: Program) -> None:
    """At the end, with what it waits for; without it such topics are left out."""
    lines = program("next", "--all").out.splitlines()
    assert len(lines) == 7
    assert lines[-1].split()[1] == "data.indexes"
    assert lines[-1].endswith("after SQL")
    assert "data.indexes" not in program("next", "-n", "99").out
    assert program("next", "--all", "--json").json[-1]["needs"] == ["data.sql"]
    assert len(program("next", "--all", "-n", "2").out.splitlines()) == 2


def test_stats_mention_topics_that_are_gone(program: Program) -> None:
    """Their marks are kept."""
    program.log().append([some_mark("gone")])
    assert program("stats", "--json").json["orphans"] == 1
    assert "no longer in the roadmap; their marks are kept, and" in program("stats").out


def test_stats_count_a_topic_that_is_gone_once(program: Program) -> None:
    """However many fields of it were marked."""
    program.log().append([some_mark("gone"), some_mark("gone", "*x*", field=Field.NOTE)])
    assert program("stats", "--json").json["orphans"] == 1


def test_damage_is_said_and_counted(program: Program) -> None:
    """On stderr with file and line, in JSON as a number."""
    program("done", "sql")
    with program.log().path.open("ab") as file:
        file.write(b"rubbish\n" * 2)
    ran = program("stats", "--json")
    assert (ran.code, ran.json["damaged_marks"], ran.json["done"]) == (0, 2, 1)
    assert ran.err.count("this line is incomplete or was changed") == 2
    assert f"{program.log().path}:2: " in ran.err


# All of them


@pytest.mark.parametrize("command", READERS, ids=lambda command: command[0])
@pytest.mark.parametrize("is_json", [False, True])
def test_reading_creates_no_file_and_changes_none(program: Program, command: list[str], is_json: bool) -> None:
    """Neither with an empty home nor with logs in it."""
    arguments = [*command, "--json"] if is_json else command
    assert program(*arguments).code == 0
    assert not any(place.exists() for place in program.locations)
    program("done", "sql")
    before = {path: path.stat() for path in sorted(program.locations.data.rglob("*"))}
    assert program(*arguments).code == 0
    after = {path: path.stat() for path in sorted(program.locations.data.rglob("*"))}
    assert {path: (s.st_size, s.st_mtime_ns) for path, s in before.items()} == {
        path: (s.st_size, s.st_mtime_ns) for path, s in after.items()
    }
    assert list(program.locations.state.iterdir()) == [program.locations.device]


@pytest.mark.parametrize("command", READERS, ids=lambda command: command[0])
def test_hostile_text_never_reaches_a_terminal_raw(program: Program, hostile: str, command: list[str]) -> None:
    """It is made visible, and markup is shown letter for letter."""
    program("done", "t", "-r", hostile)
    arguments = [command[0], *("t" for _ in command[1:]), "-r", hostile]
    ran = program(*arguments)
    assert ran.code == 0
    assert not set(HOSTILE) & set(ran.out + ran.err)
    assert "␛]0;x␇�31m<202E>␡<2028>[@click=app.quit]x[/b]" in ran.out


def test_a_prerequisites_title_is_made_harmless_too(program: Program, hostile: str) -> None:
    """As is what a mark says when it is made."""
    assert not set(HOSTILE) & set(program("show", "u", "-r", hostile).out)
    ran = program("done", "s", "-r", hostile)
    assert not set(HOSTILE) & set(ran.out + ran.err)
    assert "U ␛" in ran.out


def test_json_is_lossless_and_plain_ascii(program: Program, hostile: str) -> None:
    """Control characters are escaped, so nothing is lost and nothing is raw."""
    ran = program("show", "t", "--json", "-r", hostile)
    assert ran.out.isascii()
    assert ran.out.replace("\n", "").isprintable()
    assert ran.json["title"] == "T \x1b]0;x\x07\x9b31m\u202e\x7f\u2028[@click=app.quit]x[/b]"


@pytest.fixture
def live_in() -> Iterator[Callable[[str], None]]:
    """Moves this machine to another time zone, and back."""

    def move(zone: str) -> None:
        os.environ["TZ"] = zone
        time.tzset()

    yield move
    move("UTC")


def marked_at(program: Program, at: datetime) -> None:
    """The phone has marked a topic at that time."""
    mark = some_mark(device="phone")._replace(at=at)
    program.log("phone").append([mark])


@pytest.mark.parametrize(
    "at", [datetime(1, 1, 1, tzinfo=UTC), datetime(1970, 1, 1, tzinfo=UTC), datetime.max.replace(tzinfo=UTC)]
)
@pytest.mark.parametrize("command", READERS, ids=lambda command: command[0])
def test_any_time_can_be_shown(program: Program, command: list[str], at: datetime) -> None:
    """A wrong clock is no reason to crash."""
    marked_at(program, at)
    ran = program(*command)
    assert (ran.code, ran.err) == (0, "")


@pytest.mark.parametrize(
    ("zone", "at"), [("JST-9", datetime(9999, 12, 31, 23, tzinfo=UTC)), ("EST+5", datetime(1, 1, 1, tzinfo=UTC))]
)
@pytest.mark.parametrize("command", [["show", "sql"], ["log"], ["stats"]], ids=lambda command: command[0])
def test_any_time_can_be_shown_anywhere(
    program: Program, live_in: Callable[[str], None], command: list[str], zone: str, at: datetime
) -> None:
    """Even where the local time would fall outside of what a date can hold."""
    marked_at(program, at)
    live_in(zone)
    ran = program(*command)
    assert (ran.code, ran.err) == (0, "")


def test_titles_line_up_behind_wide_ids(program: Program) -> None:
    """An id may be of letters that take two cells each."""
    program.roadmap.write_text(program.roadmap.read_text() + '["漢字"]\ntitle = "Kanji"\n')
    lines = program("list").out.splitlines()
    assert len({cell_width(line[: line.index("  ")].rstrip()) for line in lines}) > 1
    starts = {cell_width(line) - cell_width(line.split("  ")[-1].lstrip()) for line in lines}
    assert len(starts) == 1

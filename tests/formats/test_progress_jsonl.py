"""The progress log's lines: there and back, and what happens to them when a byte is wrong, missing or too much."""

import json
from datetime import UTC, datetime
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_tui.core.marks import READ, Device, Field, Mark
from roadmap_tui.formats import progress_jsonl
from roadmap_tui.formats.progress_jsonl import DamagedLine, dumps, format_time, is_whole, loads, mark_at
from tests.mark_strategies import OWN, PROPERTY, any_marks, some_mark

MARKS = tuple(some_mark(topic, value, second) for second, (topic, value) in enumerate([("a", "done"), ("b", "todo")]))
LOG = dumps(MARKS)
URL = "https://example.org"
LINES = LOG.splitlines(keepends=True)
ENTRY: dict[str, object] = {
    "v": 1,
    "at": "2026-11-22T12:00:00.000000Z",
    "roadmap": "small",
    "topic": "data.sql",
    "title": "SQL",
    "status": "done",
    "step": "abc",
}


def signed(body: bytes) -> bytes:
    """A line of JSON, without its closing brace, with the checksum that makes it whole."""
    return body + b',"crc":"%08x"}\n' % crc32(body)


def entry_line(**changes: object) -> bytes:
    """A line of the log that differs from a good one in some keys; None takes a key away."""
    entry = {key: value for key, value in {**ENTRY, **changes}.items() if value is not None}
    return signed(json.dumps(entry, separators=(",", ":"))[:-1].encode())


def raw_line(key: str, value: bytes) -> bytes:
    """The same for a value that Python would not write."""
    return signed(json.dumps({**ENTRY, key: "@"})[:-1].encode().replace(b'"@"', value))


# There and back.


def found(data: bytes) -> tuple[tuple[Mark, ...], tuple[DamagedLine, ...], int]:
    """Marks, damaged lines, lines of a newer version; every mark is found again at its place."""
    parsed = loads(data, OWN)
    assert tuple(mark_at(data, place, OWN) for place in parsed.places) == parsed.marks
    return parsed.marks, parsed.damaged, parsed.newer


@PROPERTY
@given(st.lists(any_marks(), max_size=4))
def test_what_is_written_is_read_again(drawn: list[Mark]) -> None:
    """Any text, any time, every kind of mark."""
    assert found(dumps(drawn)) == (tuple(drawn), (), 0)


@PROPERTY
@given(any_marks())
def test_a_mark_is_one_line(mark: Mark) -> None:
    """Newlines in a text are escaped, and the last key is the checksum."""
    line = dumps([mark])
    assert line.endswith(b'"}\n')
    assert line.count(b"\n") == 1
    assert is_whole(line[:-1])


def test_the_line_is_what_the_design_says() -> None:
    """Other programs read it too; the checksum covers what stands before it."""
    mark = some_mark("databases.nosql.redis", step="5e")._replace(at=datetime(2026, 11, 22, 10, 0, 0, 123456, UTC))
    body = (
        b'{"v":1,"at":"2026-11-22T10:00:00.123456Z","roadmap":"small","topic":"databases.nosql.redis",'
        b'"title":"Title of databases.nosql.redis","status":"done","step":"5e"'
    )
    assert dumps([mark]) == signed(body)
    assert dumps([mark._replace(undoes="4d")]) == signed(body + b',"undoes":"4d"')


@pytest.mark.parametrize(
    ("mark", "middle"),
    [
        (some_mark(value="a\nb", field=Field.NOTE), b'"note":"a\\nb"'),
        (some_mark(value="a", field=Field.NOTE)._replace(over=("4", "5")), b'"note":"a","over":["4","5"]'),
        (
            some_mark(value="A title", field=Field.LINK)._replace(url=URL),
            b'"link":"A title","url":"https://example.org"',
        ),
        (some_mark(value=READ, field=Field.READ)._replace(url=URL), b'"read":true,"url":"https://example.org"'),
        (some_mark(value="", field=Field.READ)._replace(url=URL), b'"read":false,"url":"https://example.org"'),
    ],
)
def test_each_kind_of_mark_has_its_key(mark: Mark, middle: bytes) -> None:
    """In the place of the status; what a kind does not need is left out."""
    before, _, after = dumps([some_mark()]).rpartition(b'"status":"done"')
    body = before + middle + after[: after.index(b',"crc"')]
    assert dumps([mark]) == signed(body)


@pytest.mark.parametrize("field", ["link", "read"])
def test_a_mark_of_a_link_that_names_none_is_one_of_a_kind_to_come(field: str) -> None:
    """It is kept and passed over."""
    assert found(entry_line(status=None, **{field: {"a": 1}})) == ((), (), 0)


@pytest.mark.parametrize(
    ("wrong", "key"),
    [
        ({"note": "a", "over": "4"}, "over"),
        ({"note": "a", "over": [4]}, "over"),
        ({"read": "yes", "url": URL}, "read"),
        ({"read": True, "url": 1}, "url"),
        ({"link": ["a"], "url": URL}, "link"),
    ],
)
def test_a_note_or_link_of_a_wrong_type_is_damaged(wrong: dict[str, object], key: str) -> None:
    """It is named and not used."""
    (damaged,) = loads(entry_line(status=None, **wrong), OWN).damaged
    assert f'"{key}"' in damaged.reason


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), "2026-01-02T03:04:05.000000Z"),
        (datetime(1, 1, 1, tzinfo=UTC), "0001-01-01T00:00:00.000000Z"),
        (datetime.max.replace(tzinfo=UTC), "9999-12-31T23:59:59.999999Z"),
    ],
)
def test_a_time_has_always_the_same_length(at: datetime, expected: str) -> None:
    """So that lines sort as text, from the year 1 to 9999."""
    assert format_time(at) == expected


def test_no_marks_are_no_lines() -> None:
    """An empty log is a log."""
    assert dumps([]) == b""
    assert found(b"") == ((), (), 0)


def test_a_lone_surrogate_is_refused_before_anything_is_written() -> None:
    """It is no character, so no file could hold it."""
    with pytest.raises(UnicodeEncodeError):
        dumps([some_mark(value="\ud800", field=Field.NOTE)])


def test_the_device_is_the_one_whose_log_it_is() -> None:
    """Lines do not name it."""
    assert {mark.device for mark in loads(LOG, Device("phone")).marks} == {"phone"}


# What may differ without harm.


@pytest.mark.parametrize(
    "changed",
    [
        b"\xef\xbb\xbf" + LOG,
        LOG.replace(b"\n", b"\r\n"),
        LOG.replace(b"\n", b" \t\n"),
        LOG.replace(b"\n", b"\n\n  \n\r\n"),
        b"\n\n" + LOG,
        LOG[:-1],
        LOG[:-1] + b"\r",
    ],
    ids=["BOM", "CRLF", "trailing blanks", "blank lines", "leading lines", "no final newline", "CR at the end"],
)
def test_what_editors_do_to_a_file_is_harmless(changed: bytes) -> None:
    """The marks are all there, and nothing is reported."""
    assert found(changed) == (MARKS, (), 0)


def test_a_line_may_stand_twice_and_lines_out_of_order() -> None:
    """The fold sees to it."""
    parsed = loads(LINES[1] + LINES[0] + LINES[1], OWN)
    assert (set(parsed.marks), parsed.damaged) == (set(MARKS), ())


@pytest.mark.parametrize(
    "at", ["2026-11-22T13:00:00+01:00", "2026-11-22T12:00:00", "2026-11-22T12:00Z", "20261122T12Z"]
)
def test_a_time_may_be_written_otherwise(at: str) -> None:
    """Other offsets are converted, none means UTC."""
    (mark,) = loads(entry_line(at=at), OWN).marks
    assert (mark.at, mark.at.tzinfo) == (datetime(2026, 11, 22, 12, tzinfo=UTC), UTC)


@pytest.mark.parametrize(("key", "default"), [("title", ""), ("step", "2026-11-22T12:00:00.000000Z"), ("undoes", "")])
def test_what_can_be_done_without_may_be_missing(key: str, default: str) -> None:
    """A mark without a step is a step of its own."""
    (mark,) = loads(entry_line(**{key: None}), OWN).marks
    assert getattr(mark, key) == default


def test_unknown_keys_are_passed_over() -> None:
    """A newer version may say more about a mark."""
    (mark,) = loads(entry_line(mood="fine", tags=["a"], extra={"deep": [1, None]}), OWN).marks
    assert (mark.topic, mark.value) == ("data.sql", "done")


def test_unknown_kinds_of_mark_are_passed_over() -> None:
    """They are no damage, and no marks."""
    assert found(entry_line(status=None, review="2027-01-01") + LOG) == (MARKS, (), 0)


@pytest.mark.parametrize("version", [2, 3, 10**9, 10**400])
def test_lines_of_a_newer_version_are_counted(version: int) -> None:
    """They are not understood, even where they look the same."""
    assert found(entry_line(v=version) + LOG + entry_line(v=version, status=7)) == (MARKS, (), 2)


# Damage.


def test_every_changed_byte_is_noticed_or_harmless() -> None:
    """Eight bits at every place: the other line still counts, and what is lost is reported."""
    for place in range(len(LOG)):
        for bit in range(8):
            changed = bytearray(LOG)
            changed[place] ^= 1 << bit
            parsed = loads(bytes(changed), OWN)
            is_first_newline = place == len(LINES[0]) - 1
            other = MARKS[place < len(LINES[0])]
            assert set(parsed.marks) <= set(MARKS)
            assert other in parsed.marks or is_first_newline
            assert parsed.damaged or set(parsed.marks) == set(MARKS)


def test_a_changed_newline_costs_at_most_one_of_its_neighbours() -> None:
    """Every other line still counts, and the first one's checksum says where it ends."""
    assert MARKS[1] in loads(LINES[0][:-1] + b"\x00" + LINES[1], OWN).marks


def test_a_cut_log_gives_its_whole_lines_and_reports_the_torn_one() -> None:
    """At every length."""
    for length in range(len(LOG) + 1):
        parsed = loads(LOG[:length], OWN)
        arrived = sum(length >= end - 1 for end in (len(LINES[0]), len(LOG)))
        is_torn = length not in (0, len(LINES[0]) - 1, len(LINES[0]), len(LOG) - 1, len(LOG))
        assert parsed.marks == MARKS[:arrived]
        assert [line for line, _ in parsed.damaged] == ([arrived + 1] if is_torn else [])


@pytest.mark.parametrize(
    ("rubbish", "lines"),
    [
        (b"\x00" * 100, [3]),
        (b"\x00" * 100 + b"\n", [3]),
        (b"\xff\xfe\n", [3]),
        (b"<<<<<<< ours\n" + LOG + b"=======\n" + LOG + b">>>>>>> theirs\n", [3, 6, 9]),
        (b"{}\n[]\n", [3, 4]),
        (LINES[0][:40] + LINES[1], [3]),
        (b'{"v":1}\n', [3]),
        (bytes(range(256)), [3, 4]),
    ],
    ids=["NUL tail", "NUL line", "not UTF-8", "conflict", "no marks", "glued", "no checksum", "binary"],
)
def test_rubbish_is_reported_by_line_and_takes_nothing_with_it(rubbish: bytes, lines: list[int]) -> None:
    """What stands before and after still counts."""
    parsed = loads(LOG + rubbish, OWN)
    assert set(parsed.marks) == set(MARKS)
    assert [line for line, _ in parsed.damaged] == lines


def test_a_log_of_nothing_but_nul_holds_nothing_and_says_so() -> None:
    """As a power cut may leave it."""
    incomplete = DamagedLine(1, "is incomplete or was changed after it was written")
    assert found(b"\x00" * 4096) == ((), (incomplete,), 0)


WRONG_TYPES = {
    "list for object": signed(b"[1,2"),
    "text for object": signed(b'"v'),
    "nothing but a checksum": signed(b'{"a":0'),
    "no version": entry_line(v=None),
    "version is text": entry_line(v="1"),
    "version is true": entry_line(v=True),
    "version is a fraction": entry_line(v=1.0),
    "version is nought": entry_line(v=0),
    "version is below nought": entry_line(v=-1),
    "version is a list": entry_line(v=[1]),
    "version is NaN": raw_line("v", b"NaN"),
    "version is infinite": raw_line("v", b"1e999"),
    "version of 5000 digits": raw_line("v", b"9" * 5000),
    "no time": entry_line(at=None),
    "time is a number": entry_line(at=1795348800),
    "time is empty": entry_line(at=""),
    "time is none": entry_line(at="2026-02-30T00:00:00Z"),
    "time of the year 10000": entry_line(at="10000-01-01T00:00:00Z"),
    "time before all time": entry_line(at="0001-01-01T00:00:00+05:00"),
    "time after all time": entry_line(at="9999-12-31T23:59:59-05:00"),
    "time in words": entry_line(at="yesterday"),
    "no roadmap": entry_line(roadmap=None),
    "roadmap is a number": entry_line(roadmap=7),
    "no topic": entry_line(topic=None),
    "topic is null": raw_line("topic", b"null"),
    "topic is a list": entry_line(topic=["data", "sql"]),
    "status is a number": entry_line(status=1),
    "status is null": raw_line("status", b"null"),
    "status is true": entry_line(status=True),
    "status is unknown": entry_line(status="finished"),
    "status is in capitals": entry_line(status="DONE"),
    "status is empty": entry_line(status=""),
    "note is a number": entry_line(status=None, note=4),
    "note is a table": entry_line(status=None, note={"text": "x"}),
    "title is a number": entry_line(title=3),
    "step is a number": entry_line(step=12),
    "undoes is a list": entry_line(undoes=["abc"]),
    "no JSON": signed(b'{"v":1,"at":'),
    "nested without end": signed(b'{"v":1,"a":' + b"[" * 100_000),
    "not UTF-8": raw_line("title", b'"\xff"'),
    "a raw control character": raw_line("title", b'"\x01"'),
}


@pytest.mark.parametrize("line", WRONG_TYPES.values(), ids=WRONG_TYPES)
def test_a_whole_line_of_the_wrong_shape_is_reported(line: bytes) -> None:
    """Its checksum is right, so it is the shape that is looked at; the other lines count."""
    parsed = loads(LINES[0] + line.rstrip(b"\n") + b"\n" + LINES[1], OWN)
    assert parsed.marks == MARKS
    assert [number for number, _ in parsed.damaged] == [2]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (LINES[0][:-9] + b"\n", "is incomplete or was changed after it was written"),
        (signed(b'{"v":1,"at":'), "is not a line of JSON"),
        (entry_line(v="1"), "does not say which version of the log it belongs to"),
        (entry_line(topic=None), 'has no text at "topic"'),
        (entry_line(at="yesterday"), 'has no date and time at "at"'),
        (entry_line(status="finished"), "has a status that is none of todo, doing, done, skipped"),
    ],
)
def test_a_report_says_what_is_wrong(line: bytes, reason: str) -> None:
    """As the end of a sentence that begins with the line."""
    assert loads(line, OWN).damaged == (DamagedLine(1, reason),)


def test_lines_are_numbered_from_where_reading_began() -> None:
    """A log is read in portions; a byte order mark does no harm in any of them."""
    assert loads(b"x\n", OWN, first_line=7).damaged[0].line == 7
    assert loads(b"\xef\xbb\xbf" + LINES[0], OWN, first_line=7).marks == MARKS[:1]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (LINES[0].rstrip(), True),
        (LINES[0], True),
        (LINES[0][:-3], False),
        (LINES[0].replace(b"done", b"todo").rstrip(), False),
        (b"", False),
        (b"\x00" * 40, False),
    ],
)
def test_a_line_tells_whether_it_is_whole(line: bytes, expected: bool) -> None:
    """By its checksum, with or without the newline."""
    assert is_whole(line) is expected


@PROPERTY
@given(any_marks(), st.binary(max_size=6), st.integers(0, 300), st.booleans())
def test_a_plain_line_means_what_its_json_means(mark: Mark, junk: bytes, place: int, is_signed: bool) -> None:
    """Reading most lines without a JSON parser changes nothing, whatever stands in them."""
    body = dumps([mark]).removesuffix(b"\n")[: -len(',"crc":"00000000"}')]
    place = min(place, len(body))
    changed = body[:place] + junk + body[place:]
    line = signed(changed).removesuffix(b"\n") if is_signed else dumps([mark]).removesuffix(b"\n")
    plain = progress_jsonl._parse_fast(line, mark.device)
    if plain is not None:
        assert plain == progress_jsonl._load_line(line, mark.device)

"""The progress log: JSON Lines, one mark a line, each with a checksum of its own.

    {"v":1,"at":"…Z","roadmap":"backend","topic":"…","title":"…","status":"done","step":"…","crc":"9f3a10c2"}

Instead of `status` a mark has `note` (Markdown, with the steps it was written over in `over`), `link` (the title of an
own link, empty when it was taken away) or `read` (true or false), these two with the link's address in `url`. `offset`
gives the minutes that the writer's clock was east of UTC, and `on` the day where the time does not tell it.

The `crc` comes last and is the CRC-32, in eight hexadecimal digits, of the line's bytes before `,"crc":`. A line that
fails it, or that is not a mark, is damaged: it is left where it is, named and not used. Marks of kinds that this
version does not know and unknown keys are left where they are and passed over.
"""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from zlib import crc32

from roadmap_tui.core.marks import READ, Device, Field, Mark, Status
from roadmap_tui.core.roadmap import NodeId, RoadmapId

VERSION = 1
"""The `v` of the lines that this version writes; a line with a higher one is not understood."""

_OF_LINKS = (Field.LINK, Field.READ)
"""The fields of one link; without its `url` such a line is a kind of mark that this version does not know."""

_DAY_MINUTES = 24 * 60

_AFTER_CRC = re.compile(rb'(?<=,"crc":"[0-9a-f]{8}"\})')
_CRC = re.compile(rb',"crc":"([0-9a-f]{8})"\}\s*\Z')

_CRC_KEY = len(b',"crc":"')
_TEXT = rb'"([^"\\\x00-\x1f]*)"'
_STATUS = "|".join(Status).encode()
_PLAIN = re.compile(
    rb'\{"v":1,"at":"([^"\\]{26}Z)","roadmap":%b,"topic":%b,"title":%b,"status":"(%b)",'
    rb'(?:"offset":(-?[0-9]{1,4}),)?"step":"([^"\\\x00-\x1f]+)"(?:,"undoes":%b)?,"crc":"([0-9a-f]{8})"\}'
    % (_TEXT, _TEXT, _TEXT, _STATUS, _TEXT)
)
"""A line as `dumps` writes a status, without anything escaped: nearly every line there is."""


class DamagedLine(NamedTuple):
    """A line that is no mark, though it should be."""

    line: int
    """Counted from 1."""

    reason: str
    """What is wrong with it, as the end of a sentence that begins with the line."""


class Parsed(NamedTuple):
    """The content of some lines of a log."""

    marks: tuple[Mark, ...]
    places: tuple[int, ...]
    """Where each mark begins, in bytes; `mark_at` finds it there again."""

    damaged: tuple[DamagedLine, ...]
    newer: int
    """Lines written by a newer version, not understood."""


class _DamagedError(ValueError):
    """Why a line is no mark."""


class _NewerError(ValueError):
    """The line has a higher version than this program knows."""


def dumps(marks: Iterable[Mark]) -> bytes:
    """The lines for these marks, each with its newline.

    Raises:
        UnicodeEncodeError: A text holds a lone surrogate.
    """
    return b"".join(map(_dump_line, marks))


def loads(data: bytes, device: Device, first_line: int = 1) -> Parsed:
    """Read the lines of one device's log.

    Args:
        data: Whole lines; what follows the last newline is read as a line too.
        device: Whose log it is.
        first_line: The number of the first line, for the reports.
    """
    marks: list[tuple[int, Mark]] = []
    damaged: list[DamagedLine] = []
    newer = start = 0
    for number, line in enumerate(data.split(b"\n"), first_line):
        if plain := _parse_fast(line, device):
            marks.append((start, plain))
        else:
            found, reasons, of_newer = _parse_line(line, device)
            marks += [(start + place, mark) for place, mark in found]
            damaged += [DamagedLine(number, reason) for reason in reasons]
            newer += of_newer
        start += len(line) + 1
    return Parsed(tuple([mark for _, mark in marks]), tuple([place for place, _ in marks]), tuple(damaged), newer)


def mark_at(data: bytes, place: int, device: Device) -> Mark:
    """Read a mark again that `loads` found there.

    Args:
        data: What it was found in.
        place: One of `Parsed.places`.
        device: Whose log it is.
    """
    end = data.find(b"\n", place)
    rest = data[place : end if end >= 0 else None]
    # Where newlines were lost there are others behind it; they are looked at only if it does not end where it seems to.
    cut = _AFTER_CRC.search(rest)
    line = rest[: cut.end()] if cut else rest
    return _parse_fast(line, device) or (loads(line, device).marks or loads(rest, device).marks)[0]


def _parse_fast(line: bytes, device: Device) -> Mark | None:
    """The mark on a plain line, a quarter of the time that JSON takes; None where it takes a closer look."""
    found = _PLAIN.fullmatch(line)
    if not found or int(found[9], 16) != crc32(line[: found.start(9) - _CRC_KEY]):
        return None
    try:
        at, roadmap, topic, title, status, offset, step, undoes = [text.decode() for text in found.groups(b"")[:8]]
        when = datetime.fromisoformat(at)
    except ValueError:
        return None
    return Mark(
        at=when,
        device=device,
        roadmap=RoadmapId(roadmap),
        topic=NodeId(topic),
        field=Field.STATUS,
        value=status,
        title=title,
        step=step,
        undoes=undoes,
        offset=_offset(int(offset)) if offset else None,
    )


def _parse_line(whole: bytes, device: Device) -> tuple[list[tuple[int, Mark]], list[str], int]:
    """The marks on a line and where they begin, what is wrong with it, and how much of it a newer version wrote."""
    marks, reasons, newer = [], [], 0
    for place, line in _lines(whole):
        try:
            if line.strip() and (mark := _load_line(line, device)):
                marks.append((place, mark))
        except _DamagedError as reason:
            reasons.append(str(reason))
        except _NewerError:
            newer += 1
    return marks, reasons, newer


def _lines(line: bytes) -> Iterator[tuple[int, bytes]]:
    """The lines on one line, and where they begin: where a newline was lost, the checksum tells one from the next.

    What stands before a line, such as a byte order mark, is passed over when the line itself is whole.
    """
    if is_whole(line):
        yield 0, line
        return
    start = 0
    for part in _AFTER_CRC.split(line):
        skipped = max(part.find(b"{"), 0)
        whole = part[skipped:]
        yield (start + skipped, whole) if is_whole(whole) else (start, part)
        start += len(part)


def is_whole(line: bytes) -> bool:
    """Whether a line without its newline arrived completely, as its checksum tells."""
    found = _CRC.search(line)
    return found is not None and int(found[1], 16) == crc32(line[: found.start()])


def format_time(at: datetime) -> str:
    """A UTC time as it stands in the log: ISO 8601 with microseconds and a Z."""
    return at.strftime("%Y-%m-%dT%H:%M:%S.%fZ").rjust(27, "0")


def _dump_line(mark: Mark) -> bytes:
    entry = {
        "v": VERSION,
        "at": format_time(mark.at),
        "roadmap": mark.roadmap,
        "topic": mark.topic,
        "title": mark.title,
        mark.field: mark.value if mark.field is not Field.READ else bool(mark.value),
        **({"url": mark.url} if mark.url else {}),
        **({"over": mark.over} if mark.over else {}),
        **({"offset": mark.offset} if mark.offset is not None else {}),
        **({"on": mark.on.isoformat()} if mark.on else {}),
        "step": mark.step,
        **({"undoes": mark.undoes} if mark.undoes else {}),
    }
    body = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()[:-1]
    return body + b',"crc":"%08x"}\n' % crc32(body)


def _load_line(line: bytes, device: Device) -> Mark | None:
    """The mark on a line; None for a kind of mark that this version does not know."""
    entry = _checked_entry(line)
    field = next((field for field in Field if field in entry), None)
    if field is None or (field in _OF_LINKS and "url" not in entry):
        return None
    at = _time(_text(entry, "at"))
    return Mark(
        at=at,
        device=device,
        roadmap=RoadmapId(_text(entry, "roadmap")),
        topic=NodeId(_text(entry, "topic")),
        field=field,
        value=_value(entry, field),
        title=_text(entry, "title", ""),
        step=_text(entry, "step", "") or format_time(at),
        undoes=_text(entry, "undoes", ""),
        url=_text(entry, "url") if field in _OF_LINKS else "",
        over=_texts(entry, "over") if field is Field.NOTE else (),
        offset=_offset(entry.get("offset")),
        on=_day(entry.get("on")),
    )


def _checked_entry(line: bytes) -> dict[str, Any]:
    if not is_whole(line):
        raise _DamagedError("is incomplete or was changed after it was written")
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        raise _DamagedError("is not a line of JSON") from None
    version = entry.get("v") if isinstance(entry, dict) else None
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise _DamagedError("does not say which version of the log it belongs to")
    if version > VERSION:
        raise _NewerError
    return entry  # type: ignore[no-any-return]  # only a dict has a version


def _text(entry: dict[str, Any], key: str, default: str | None = None) -> str:
    value = entry.get(key, default)
    if not isinstance(value, str):
        raise _DamagedError(f'has no text at "{key}"')
    return value


def _offset(value: object) -> int | None:
    """Minutes; None for a value that no clock has, which costs the mark only its day."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < _DAY_MINUTES:
        return value
    return None


def _day(value: object) -> date | None:
    """A calendar day; None for anything else, which costs the mark only its day."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _texts(entry: dict[str, Any], key: str) -> tuple[str, ...]:
    values = entry.get(key, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise _DamagedError(f'has no list of texts at "{key}"')
    return tuple(values)


def _value(entry: dict[str, Any], field: Field) -> str:
    if field is Field.READ:
        if not isinstance(entry[field], bool):
            raise _DamagedError(f'has neither true nor false at "{field}"')
        return READ if entry[field] else ""
    text = _text(entry, field)
    return _status(text) if field is Field.STATUS else text


def _time(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise _DamagedError('has no date and time at "at"') from None


def _status(text: str) -> str:
    if text not in set(Status):
        raise _DamagedError(f"has a status that is none of {', '.join(Status)}")
    return text

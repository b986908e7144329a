"""What of a foreign list is an item, what its title is and what its status: the table that all readers share.

Markdown, its tables, Org, CSV and Logseq ask here what a box, a sign or a word means, which column of a table has the
titles and which one the ticks, and where a long text ends to be a title.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from roadmap_tui.core.marks import Status

MAX_TITLE = 100
"""Characters; a longer text is cut after its first sentence or clause, and stays whole as the topic's text."""

_SIGNS: Mapping[Status, str] = {
    Status.DONE: "✅ ✔ ☑ ✓ 🗹 🟢 💚",
    Status.DOING: "🟡 🔄 ⏳ 🚧 🟠 ⌛ 🔃",
    Status.SKIPPED: "⏭ 🚫",
    Status.TODO: "⬜ ☐ ❌ 🔲 ◻ ⬛ ✗ ✘ 🔴 ⚪ □",
}
_WORDS: Mapping[Status, str] = {
    Status.DONE: "done|completed|complete|solved|finished|yes|y|x|true",
    Status.DOING: "in progress|in-progress|started|doing|wip|ongoing|current|now",
    Status.SKIPPED: "skipped|skip|cancelled|canceled|n/a|dropped|wontfix",
    Status.TODO: "not started|not done|todo|to do|to-do|pending|no|n|open|later|false|incomplete|planned|waiting|next",
}
SIGNS: Mapping[str, Status] = {sign: status for status, signs in _SIGNS.items() for sign in signs.split()}
"""What stands for a status without a word."""

WORDS: Mapping[str, Status] = {word: status for status, words in _WORDS.items() for word in words.split("|")}
"""Words of a cell that is nothing but a status."""

_IN_BOX: Mapping[str, Status] = {
    **dict.fromkeys("xX✓✔☑✅", Status.DONE),
    "/": Status.DOING,
    "-": Status.SKIPPED,
}
"""Characters between brackets; every other one is to do."""

BALLOTS = frozenset("☐☑⬜🔲🗹")
"""Signs that nobody draws but as a box; of the others it takes two different ones to be a list of boxes."""

_SIGN = "|".join(map(re.escape, SIGNS))
_SIGN_FIRST = re.compile(rf"({_SIGN})\ufe0f?[ \t\n]+(?=\S)")
_BOX = re.compile(r"\[([^\w\s\[\]\\]|[ xX])\][ \t\n]\s*")
_LOOSE_BOX = re.compile(r"\[[ \t]*([^\s\[\]\\]?)[ \t]*\](?![(\[:])[ \t\n]*(?=\S)")
_CELL_BOX = re.compile(r"\[[ \t]*([^\s\[\]]?)[ \t]*\]")
_VARIATION = "\ufe0f"


class Box(NamedTuple):
    """The mark at the beginning of an item."""

    status: Status
    end: int
    """Where the item's own text begins."""

    sign: str = ""
    """The sign that it is, when it is no pair of brackets."""


def box_at_start(text: str, *, is_loose: bool = False) -> Box | None:
    """The box that a text begins with.

    Args:
        text: Inline Markdown.
        is_loose: Whether it stands among boxes, where `[x]Learn`, `[] Learn`, `[ x ] Learn` and `[y] Learn` are some,
            too.
    """
    if found := _BOX.match(text) or (_LOOSE_BOX.match(text) if is_loose else None):
        return Box(_IN_BOX.get(found[1], Status.TODO), found.end())
    return None


def sign_at_start(text: str) -> Box | None:
    """The sign of a status that a text begins with."""
    found = _SIGN_FIRST.match(text[:100])
    return Box(SIGNS[found[1]], found.end(), found[1]) if found else None


def cell_status(text: str) -> Status | None:
    """The status that a cell states; None when it is empty or says anything else.

    A cell may hold a sign and a word (`✅ Done`); where they differ, the word decides.
    """
    words = " ".join(text.replace(_VARIATION, "").replace("`", "").split()).casefold()
    if not words or len(words) > _LONGEST_STATUS:
        return None
    if box := _CELL_BOX.match(words):
        rest = words[box.end() :].strip()
        return _IN_BOX.get(box[1], Status.TODO) if not rest else WORDS.get(rest)
    rest = words.strip("".join(SIGNS) + " ")
    if not rest:
        return SIGNS.get(words.split()[0][:1])
    return WORDS.get(rest)


_LONGEST_STATUS = 40

_TITLES = re.compile(
    r"\b(?:topics?|courses?|tasks?|problems?|questions?|exercises?|titles?|names?|items?|subjects?|lessons?|chapters?|projects?|what)\b",
    re.IGNORECASE,
)
_LIKELY_TITLES = re.compile(r"\b(?:books?|resources?|modules?|lectures?|class|tutorials?|skills?)\b", re.IGNORECASE)
_NO_TITLES = {
    *("status", "done", "completed", "solved", "state", "check", "✓", "✔", "✅", "#", "no", "no.", "nr", "number"),
    *("week", "day", "level", "difficulty", "id", "date", "progress", "finished"),
}
_STATUS_HEADS = {"status", "done", "completed", "solved", "state", "check", "✓", "✔", "✅", "☑", "progress", "finished"}
_NO_STATUS_HEADS = re.compile(r"\b(?:free|paid|optional|required|mandatory|premium|video|official)\b", re.IGNORECASE)
_EFFORT = re.compile(r"\b(?:durations?|efforts?|time|hours?|length|workload|minutes)\b", re.IGNORECASE)
_NEEDS = re.compile(r"\b(?:prerequisites?|prereqs?|requires?|requirements?|after)\b", re.IGNORECASE)
_NO_NAME = re.compile(r"[\d\s.#:)(/%+-]*")
"""What stands in a column of numbers."""


class Columns(NamedTuple):
    """The columns of a table by their meaning."""

    title: int
    status: int | None
    efforts: tuple[int, ...]
    needs: tuple[int, ...]
    omitted: frozenset[int]
    """Columns whose cells are nothing but marks: they are no text of a topic."""

    is_named: bool
    """Whether the header says that there are titles in the column that has them."""


def find_columns(
    head: Sequence[str], body: Sequence[Sequence[str]], links: Callable[[int], int] = lambda _place: 0
) -> Columns:
    """Which column is which.

    Args:
        head: The header's cells.
        body: The cells of each row, as many as the header has.
        links: How many links a column has.
    """
    marks = [place for place in range(len(head)) if _has_marks_only(head[place], [row[place] for row in body])]
    status = _status_column(head, marks)
    speaking = [
        place
        for place in range(len(head))
        if place not in marks
        and _bare(head[place]) not in _NO_TITLES
        and not (_EFFORT.search(head[place]) and not _TITLES.search(head[place]))
        and any(not _NO_NAME.fullmatch(row[place]) for row in body)
    ]
    named = [place for place in speaking if _TITLES.search(head[place])]
    likely = [place for place in speaking if _LIKELY_TITLES.search(head[place])]
    rest = sorted(speaking, key=lambda place: (-links(place), -len({row[place] for row in body})))
    spare = [place for place in range(len(head)) if place not in marks]
    title = next(iter((*named, *likely, *rest, *spare)), 0)
    efforts = tuple(place for place, text in enumerate(head) if place != title and _EFFORT.search(text))
    needs = tuple(place for place, text in enumerate(head) if place != title and _NEEDS.search(text))
    return Columns(title, status, efforts, needs, frozenset(marks), bool(named or likely))


def _bare(head: str) -> str:
    return head.replace(_VARIATION, "").strip(" ?:*").casefold()


def _has_marks_only(head: str, cells: Sequence[str]) -> bool:
    """Whether a column holds boxes, signs or words of a status, and blanks at most besides."""
    statuses = [cell_status(cell) for cell in cells]
    if any(status is None and cell.strip() for status, cell in zip(statuses, cells, strict=True)):
        return False
    is_filled = any(status is not None for status in statuses)
    return is_filled or (bool(cells) and _bare(head) in _STATUS_HEADS)


def _status_column(head: Sequence[str], marks: Sequence[int]) -> int | None:
    """The one column with marks, or of several the one that is headed as a status; None when nobody can say."""
    likely = [place for place in marks if not _NO_STATUS_HEADS.search(head[place])]
    headed = [place for place in likely if _bare(head[place]) in _STATUS_HEADS]
    for found in (headed, likely):
        if len(found) == 1:
            return found[0]
    return None


_SENTENCE = re.compile(r"[.!?。！？](?=\s|$)|[。！？]")
_CLAUSE = re.compile(r"[:;—–](?=\s)|,(?=\s)|\s[-(](?=\s|\w)")
_SHORTEST = 8


def short_title(text: str) -> str:
    """A text that is too long for a title, cut after its first sentence or clause, or between two words."""
    if len(text) <= MAX_TITLE:
        return text
    head = text[: MAX_TITLE + 1]
    for pattern in (_SENTENCE, _CLAUSE):
        ends = [found.start() for found in pattern.finditer(head) if found.start() >= _SHORTEST]
        if ends:
            return head[: ends[0]].rstrip(" ,;:—–-(")
    return (head[:MAX_TITLE].rpartition(" ")[0] or head[: MAX_TITLE - 1]).rstrip(" ,;:—–-(") + "…"


_FIELDS = re.compile(
    r"[ \t]*(?:[📅⏳🛫➕✅❌]\ufe0f?[ \t]*\d{4}-\d\d-\d\d|[🔺⏫🔼🔽⏬]\ufe0f?(?=\s|$)|🔁\ufe0f?[ \t]*every[ \w]*"
    r"|(?:🆔|⛔|🏁)\ufe0f?[ \t]*[\w,-]+|[\[(][a-z]+::[^\[\]()]*[\])])"
)
"""Dates, priorities and repetitions that plugins for tasks write behind them."""

_LAST_TAG = re.compile(r"(?:^|(?<=\s))#([^\W\d][\w/-]*)[ \t]*$")
_WIKI_LINK = re.compile(r"(?<![\\!])\[\[([^\[\]|\n]{1,300})(?:\|([^\[\]\n]{1,300}))?\]\]")


def task_text(text: str) -> tuple[str, tuple[str, ...]]:
    """The text of a task without its plugin fields and its last tags, and these tags; wiki links show their words."""
    text = _WIKI_LINK.sub(lambda found: found[2] or found[1].rpartition("/")[2] or found[1], text)
    text = _FIELDS.sub("", text)
    tags: list[str] = []
    while found := _LAST_TAG.search(text[-200:]):
        start = max(len(text) - 200, 0) + found.start()
        if not text[:start].strip():
            break
        tags.insert(0, found[1])
        text = text[:start].rstrip()
    return text, tuple(dict.fromkeys(tags))

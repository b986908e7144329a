"""Roles, spans and glyphs: text before it gets its colours."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from roadmap_tui.core.links import shown_url, url_problem
from roadmap_tui.core.marks import Status
from roadmap_tui.core.settings import DateFormat, GlyphSet
from roadmap_tui.core.text import Measure, screen_line, truncate_with_ellipsis
from roadmap_tui.user_locale import user_charset


class Role(StrEnum):
    """The role of a span of text, from which it gets its colour."""

    TEXT = "text"
    STRONG = "strong"
    MUTED = "muted"
    ACCENT = "accent"
    TODO = "todo"
    DOING = "doing"
    DONE = "done"
    SKIPPED = "skipped"
    BAR = "bar"
    TRACK = "track"
    CODE = "code"
    LINK = "link"
    ERROR = "error"
    MATCH = "match"


class Anchor(NamedTuple):
    """The role of text that leads somewhere: a terminal can open it, and so can a click."""

    url: str
    """One that `core.links.url_problem` has nothing against."""


Span = tuple[str, Role | Anchor]
Line = list[Span]


def anchor(url: str) -> Role | Anchor:
    """The role of text that stands for a URL; one that nothing may open leads nowhere."""
    return Role.LINK if url_problem(url) else Anchor(url)


def address(url: str) -> Span:
    """A URL as a user sees it."""
    return screen_line(shown_url(url)), anchor(url)


class _StatusGlyphs(NamedTuple):
    """The row of a status: its role, and in Unicode and in ASCII its box and its part of a bar.

    The boxes of a character set are equally wide.
    """

    role: Role
    box: str
    part: str
    ascii_box: str
    ascii_part: str


_STATUSES = {
    Status.TODO: _StatusGlyphs(Role.TODO, "○", "─", "[ ]", "-"),
    Status.DOING: _StatusGlyphs(Role.DOING, "◐", "╍", "[~]", "~"),
    Status.DONE: _StatusGlyphs(Role.DONE, "✓", "━", "[x]", "#"),
    Status.SKIPPED: _StatusGlyphs(Role.SKIPPED, "–", "╌", "[-]", "/"),
}
STATUS_ROLES = {status: _STATUSES[status].role for status in Status}


class Glyphs(NamedTuple):
    """The characters that lines are drawn with."""

    status: dict[Status, str]
    """The boxes."""

    parts: dict[Status, str]
    """A cell of a bar in which each status has its share."""

    folded: str
    unfolded: str
    cursor: str
    selected: str
    bar: str
    half: str
    track: str
    breadcrumb: str
    separator: str
    """Stands between words that belong to one line."""

    note: str
    """Stands behind the title of what has a note."""

    bullet: str
    ellipsis: str
    rule: str
    heat: str
    """Five characters, from a day with nothing to one with much."""


UNICODE = Glyphs(
    status={status: _STATUSES[status].box for status in Status},
    parts={status: _STATUSES[status].part for status in Status},
    folded="▸",
    unfolded="▾",
    cursor="▌",
    selected="•",
    bar="━",
    half="╸",
    track="─",
    breadcrumb="›",
    separator=" · ",
    note="✎",
    bullet="•",
    ellipsis="…",
    rule="─",
    heat="·░▒▓█",
)
ASCII = Glyphs(
    status={status: _STATUSES[status].ascii_box for status in Status},
    parts={status: _STATUSES[status].ascii_part for status in Status},
    folded=">",
    unfolded="v",
    cursor="|",
    selected="*",
    bar="#",
    half="=",
    track="-",
    breadcrumb=">",
    separator=", ",
    note="+",
    bullet="*",
    ellipsis="...",
    rule="-",
    heat=".-+*#",
)
GLYPHS = {GlyphSet.UNICODE: UNICODE, GlyphSet.ASCII: ASCII}


def suitable_glyphs(encoding: str | None, environment: Mapping[str, str]) -> Glyphs:
    """The glyphs that both the locale and the output can show.

    Args:
        encoding: The encoding of the output, which is UTF-8 in Python's UTF-8 mode even without a locale.
        environment: The environment of this process.
    """
    encoding = encoding or "ascii"
    try:
        for each in (encoding, user_charset(environment) or encoding):
            "".join([*UNICODE.status.values(), UNICODE.half]).encode(each)
    except (UnicodeEncodeError, LookupError):
        return ASCII
    return UNICODE


class Look(NamedTuple):
    """How lines are drawn: their width in cells, the characters, and the format of dates."""

    width: int
    """Cells of a line."""

    glyphs: Glyphs
    measure: Measure
    """How many cells a text takes."""

    date_format: DateFormat = DateFormat.DAY_FIRST

    def cut(self, text: str, width: int) -> str:
        """The text in at most that many cells; an ellipsis stands for the rest."""
        return truncate_with_ellipsis(text, width, self.measure, self.glyphs.ellipsis)

    def pad(self, text: str, width: int) -> str:
        """The text in exactly that many cells, cut or followed by blanks."""
        shown = self.cut(text, width)
        return shown + " " * (width - self.measure(shown))

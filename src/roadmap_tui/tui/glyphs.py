"""Roles, spans and glyphs: what lines of text are made of before they get their colours."""

from enum import StrEnum
from typing import NamedTuple

from roadmap_tui.core.progress import Status
from roadmap_tui.core.settings import GlyphSet


class Role(StrEnum):
    """What a span of text is, for whoever gives it a colour."""

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


Span = tuple[str, Role]
Line = list[Span]


class Glyphs(NamedTuple):
    """The characters that states are drawn with; the four of `status` are equally wide."""

    status: dict[Status, str]
    folded: str
    unfolded: str
    cursor: str
    selected: str
    bar: str
    half: str
    track: str
    crumb: str
    between: str
    """Stands between words that belong to one line."""

    bullet: str
    ellipsis: str
    rule: str
    parts: str
    """What a bar of all four statuses is made of: done, in progress, skipped, to do."""

    heat: str
    """Five characters, from a day with nothing to one with much."""


UNICODE = Glyphs(
    status={Status.TODO: "○", Status.DOING: "◐", Status.DONE: "✓", Status.SKIPPED: "–"},
    folded="▸",
    unfolded="▾",
    cursor="▌",
    selected="•",
    bar="━",
    half="╸",
    track="─",
    crumb="›",
    between=" · ",
    bullet="•",
    ellipsis="…",
    rule="─",
    parts="━╍╌─",
    heat="·░▒▓█",
)
ASCII = Glyphs(
    status={Status.TODO: "[ ]", Status.DOING: "[~]", Status.DONE: "[x]", Status.SKIPPED: "[-]"},
    folded=">",
    unfolded="v",
    cursor="|",
    selected="*",
    bar="#",
    half="=",
    track="-",
    crumb=">",
    between=", ",
    bullet="*",
    ellipsis="...",
    rule="-",
    parts="#~/-",
    heat=".-+*#",
)
GLYPHS = {GlyphSet.UNICODE: UNICODE, GlyphSet.ASCII: ASCII}

"""Core values in words and glyphs.

Pure, and shared by the screen and the commands: lines are lists of spans, a span is text with the role it plays, and
what a role looks like is for `roadmap.tcss` on the screen and for `cli.output` on a plain terminal. Every text that
leaves this module is clean.
"""

from datetime import date

from roadmap_tui.core.counts import Summary, Tally
from roadmap_tui.core.links import TopicLink
from roadmap_tui.core.marks import Field, Mark, Status, Step, local_time
from roadmap_tui.core.roadmap import Link, Node, Origin
from roadmap_tui.core.settings import DateFormat
from roadmap_tui.core.suggestions import MOST_UNLOCKED, Suggestion
from roadmap_tui.core.text import screen_line
from roadmap_tui.presentation.glyphs import STATUS_ROLES, Glyphs, Line, Role

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
"""Not strftime's, which follow the locale, while every other word here is English. Three letters are the short name."""

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_GAINED = {Field.NOTE: "a note", Field.LINK: "a link added", Field.READ: "a link read"}
_LOST = {Field.NOTE: "no note", Field.LINK: "a link less", Field.READ: "a link unread"}
"""What a mark gave a topic, and what one that sets the same to nothing did."""

_ORIGIN_WORDS = {Origin.POST: "from the post", Origin.ADDED: "added here"}


def progress_bar(summary: Summary, width: int, glyphs: Glyphs) -> Line:
    """A bar of so many cells, in steps of half a cell: never empty once something is done, full only when complete."""
    halves = 2 * width
    if not summary.is_complete:
        reached = halves * summary.done // summary.counted if summary.counted else 0
        halves = min(max(reached, bool(summary.done)), halves - 1)
    filled = glyphs.bar * (halves // 2) + glyphs.half * (halves % 2)
    return [(filled, Role.BAR), (glyphs.track * (width - len(filled)), Role.TRACK)]


def format_count(summary: Summary) -> str:
    """Done of counted: `3/9`."""
    return f"{summary.done}/{summary.counted}"


def format_summary(summary: Summary, glyphs: Glyphs) -> str:
    """`3 of 9 done · 1 in progress · 2 skipped`."""
    return glyphs.separator.join([f"{summary.done} of {summary.counted} done", *summary.other_counts()])


def format_mark(mark: Mark) -> str:
    """The result of a mark: `done`, `in progress`, `a note`, `no note`, `a link read`."""
    if mark.field is Field.STATUS:
        return Status(mark.value).label
    return _GAINED[mark.field] if mark.value else _LOST[mark.field]


def format_step(step: Step, kind: str = "topics") -> str:
    """The result of a step: `Redis is done`, `9 topics are to do`, `9 topics are as they were`."""
    if len(step) == 1:
        verb = "is" if step[0].field is Field.STATUS else "has"
        return f"{screen_line(step[0].title)} {verb} {format_mark(step[0])}"
    topics, words = {mark.topic for mark in step}, {format_mark(mark) for mark in step}
    if len(topics) == 1:
        return f"{screen_line(step[0].title)} is as it was"
    return f"{len(topics)} {kind} are {words.pop() if len(words) == 1 else 'as they were'}"


def mark_role(mark: Mark) -> Role:
    """The role of a mark's status, or of plain text."""
    return STATUS_ROLES[Status(mark.value)] if mark.field is Field.STATUS else Role.TEXT


def format_breadcrumb(path: list[str], glyphs: Glyphs) -> str:
    """The titles above a node, the outermost first."""
    return f" {glyphs.breadcrumb} ".join(map(screen_line, path))


def format_day(when: date, date_format: DateFormat = DateFormat.DAY_FIRST) -> str:
    """A calendar day as the user wants it: `22 Nov 2026`."""
    month = MONTHS[when.month - 1][:3]
    match date_format:
        case DateFormat.ISO:
            return f"{when.year:04}-{when.month:02}-{when.day:02}"
        case DateFormat.MONTH_FIRST:
            return f"{month} {when.day}, {when.year}"
        case DateFormat.DAY_FIRST:
            return f"{when.day} {month} {when.year}"


def format_since(tally: Tally, index: int, date_format: DateFormat = DateFormat.DAY_FIRST) -> str:
    """A topic's status and since when, by the user's own calendar: `done since 22 Nov 2026`."""
    mark = tally.progress.status_since(tally.roadmap.nodes[index].id)
    words = tally.statuses[index].label
    if mark is None:
        return words
    return f"{words} since {format_day(mark.on or local_time(mark.at, mark.offset), date_format)}"


def format_minutes(minutes: int) -> str:
    """A rough effort, roughly: `about 30 min`, `about 1.5 h`, `about 32 h`."""
    if minutes < 60:
        return f"about {minutes} min"
    return f"about {minutes / 60:.{0 if minutes >= 600 else 1}f} h".replace(".0 h", " h")


def format_time_left(minutes: int | None) -> str:
    """`about 32 h left`; empty when nothing is left or nothing was estimated."""
    return f"{format_minutes(minutes)} left" if minutes else ""


def format_attributes(node: Node, glyphs: Glyphs) -> str:
    """The attributes of a node: level, effort, source, tags."""
    words: list[str] = [node.level.value] if node.level else []
    words += [format_minutes(node.minutes)] if node.minutes else []
    words += [_ORIGIN_WORDS[node.origin]] if node.origin else []
    return glyphs.separator.join([*words, *(f"#{screen_line(tag)}" for tag in node.tags)])


def format_link(link: Link) -> str:
    """Title, author and price: `Use The Index, Luke, by Markus Winand (free)`."""
    by = f", by {screen_line(link.by)}" if link.by else ""
    price = {True: " (free)", False: " (paid)", None: ""}[link.free]
    return f"{screen_line(link.title)}{by}{price}"


def format_link_kind(each: TopicLink) -> str:
    """The kind of a link; for a link that the user added, only that."""
    return "yours" if each.is_own else each.link.kind.value


def read_box(each: TopicLink, glyphs: Glyphs) -> tuple[str, Role]:
    """The box of a link: ticked when it was read."""
    status = Status.DONE if each.is_read else Status.TODO
    return glyphs.status[status], STATUS_ROLES[status]


def format_suggestion(tally: Tally, suggestion: Suggestion, glyphs: Glyphs) -> str:
    """Why a topic is suggested: `core · unlocks 7 · about 30 min`, or `core · after SQL` when it has to wait."""
    node = tally.roadmap.nodes[suggestion.node_index]
    words = [Status.DOING.label] if tally.statuses[suggestion.node_index] is Status.DOING else []
    words += [node.level.value] if node.level else []
    words += [f"unlocks {_format_unlocks(suggestion)}"] if suggestion.unlocks else []
    words += [format_minutes(node.minutes)] if node.minutes else []
    words += [f"after {_format_titles(tally, suggestion.needs)}"] if suggestion.needs else []
    return glyphs.separator.join(words)


def _format_unlocks(suggestion: Suggestion) -> str:
    """The number; where counting ended, `99 or more`."""
    return f"{MOST_UNLOCKED} or more" if suggestion.unlocks == MOST_UNLOCKED else str(suggestion.unlocks)


def _format_titles(tally: Tally, indexes: tuple[int, ...]) -> str:
    """The first two titles, and how many more there are."""
    titles = [screen_line(tally.roadmap.nodes[index].title) for index in indexes[:2]]
    return f"{', '.join(titles)} and {len(indexes) - 2} more" if len(indexes) > 2 else " and ".join(titles)


def status_span(tally: Tally, index: int, glyphs: Glyphs) -> tuple[str, Role]:
    """The box of a topic; for a plain section the box that its topics add up to."""
    status = derived_status(tally, index)
    return glyphs.status[status], STATUS_ROLES[status]


def derived_status(tally: Tally, index: int) -> Status:
    """A topic's status; for a plain section what follows from its topics."""
    if tally.roadmap.nodes[index].is_topic:
        return tally.statuses[index]
    summary = tally.summaries[index]
    if summary.is_complete:
        return Status.DONE if summary.done else Status.SKIPPED
    return Status.DOING if summary.done or summary.doing else Status.TODO

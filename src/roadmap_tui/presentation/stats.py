"""The statistics as lines of a width: total, forecast, heat map, streaks and sections.

Pure, and shared by the statistics screen and `roadmap-tui stats`; the curve is handed in, because what draws it needs
Textual.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain
from typing import NamedTuple

from roadmap_tui.core.counts import Summary, Tally
from roadmap_tui.core.marks import Status
from roadmap_tui.core.settings import DateFormat
from roadmap_tui.core.stats import Forecast, Stats, Streak, Week, heat_map
from roadmap_tui.core.text import screen_line
from roadmap_tui.presentation.glyphs import STATUS_ROLES, Glyphs, Line, Look, Role
from roadmap_tui.presentation.paragraphs import Paragraph, wrap
from roadmap_tui.presentation.words import (
    MONTHS,
    WEEKDAYS,
    derived_status,
    format_day,
    format_minutes,
    format_time_left,
)

_LABEL = 4
"""Cells of the weekdays' names and the blank after them."""

_HEAT = (1, 2, 3, 5)
"""From how many topics a day on each of the four levels of heat begins."""

_HEAT_WORDS = ("none", "1", "2", "3-4", "5+")

_SOON_DAYS = 45
"""A forecast that ends sooner names days; one that ends later, months."""

NOTHING_YET = "Nothing is done yet. Your days, your streak and the curve begin with the first topic that you finish."


def stats_lines(tally: Tally, now: Stats, look: Look, curve: Iterable[Line] = (), advice: str = "") -> list[Line]:
    """All statistics, the most interesting first.

    Args:
        tally: The counts.
        now: What else is known.
        look: How wide the lines may be, and what they are drawn with.
        curve: The burn-up curve, drawn; it gets a heading.
        advice: How to begin, said while nothing is done.
    """
    drawn = list(curve)
    return [
        *_overall(tally, now, look),
        *(_activity(now, look) if now.finished else _texts(f"{NOTHING_YET} {advice}", look)),
        *(_under("Topics done", drawn) if drawn else []),
        *_sections(tally, look),
    ]


def status_bar(summary: Summary, width: int, glyphs: Glyphs) -> Line:
    """A bar of so many cells in which each status has its share."""
    counts = summary.by_status()
    shares = zip(counts, _shares(list(counts.values()), width), strict=True)
    return [(glyphs.parts[status] * cells, STATUS_ROLES[status]) for status, cells in shares if cells]


def _shares(counts: Sequence[int], width: int) -> list[int]:
    """Cells for each count: at least one for what is there, the rest in proportion, the largest giving way."""
    total = sum(counts)
    if not total:
        return [0] * len(counts)
    cells = [max(width * count // total, min(count, 1)) for count in counts]
    while sum(cells) < width:
        missing = [width * count / total - cell for count, cell in zip(counts, cells, strict=True)]
        cells[missing.index(max(missing))] += 1
    while sum(cells) > width:
        cells[cells.index(max(cells))] -= 1
    return cells


def format_forecast(found: Forecast | None, today: date, date_format: DateFormat = DateFormat.DAY_FIRST) -> str:
    """When everything will be done: `between March and May 2027 at the pace of the last 8 weeks`; else empty."""
    if not found:
        return ""
    when = _format_range(found.earliest, found.latest, today, date_format)
    return f"{when} at the pace of the last {found.weeks} weeks"


def _format_range(earliest: date, latest: date, today: date, date_format: DateFormat) -> str:
    if (latest - today).days <= _SOON_DAYS:
        first, last = format_day(earliest, date_format), format_day(latest, date_format)
        return f"on {first}" if first == last else f"between {first} and {last}"
    first, last = MONTHS[earliest.month - 1], f"{MONTHS[latest.month - 1]} {latest.year}"
    if earliest.year != latest.year:
        return f"between {first} {earliest.year} and {last}"
    return f"in {last}" if earliest.month == latest.month else f"between {first} and {last}"


def format_streak(found: Streak, glyphs: Glyphs) -> str:
    """`3 days in a row · 12 at most`: what was reached, and no word about what was not."""
    words = [f"{_days(found.current)} in a row"] if found.current > 1 else []
    if found.longest > max(found.current, 1):
        words.append(f"{found.longest} at most" if words else f"{_days(found.longest)} in a row at most")
    return glyphs.separator.join(words)


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


def _texts(words: str, look: Look) -> list[Line]:
    return [[], *wrap([Paragraph([(words, Role.TEXT)])], look.width, look.measure)]


def _under(heading: str, lines: Iterable[Line]) -> list[Line]:
    return [[], [(heading, Role.STRONG)], *lines]


def _overall(tally: Tally, now: Stats, look: Look) -> list[Line]:
    overall = tally.overall
    percent: Line = [(f" {overall.percent:>3}%", Role.STRONG)]
    left = tally.minutes_left(0)
    end = format_forecast(now.forecast, now.today, look.date_format)
    words = [
        *([Paragraph([(format_time_left(left), Role.TEXT)])] if left else []),
        *([Paragraph([(f"All done {end}", Role.TEXT)])] if end else []),
    ]
    return [
        [*status_bar(overall, max(look.width - 5, 1), look.glyphs), *percent],
        *_status_counts(overall, look),
        *wrap(words, look.width, look.measure),
    ]


def _status_counts(summary: Summary, look: Look) -> list[Line]:
    """The number of topics with each status, on two lines where one is too short."""
    parts: list[Line] = [
        [(f"{look.glyphs.status[status]} ", STATUS_ROLES[status]), (f"{count} {status.label}  ", Role.TEXT)]
        for status, count in summary.by_status().items()
    ]
    whole = list(chain.from_iterable(parts))
    if sum(len(text) for text, _ in whole) <= look.width + 2:
        return [whole]
    half = (len(parts) + 1) // 2
    return [list(chain.from_iterable(parts[:half])), list(chain.from_iterable(parts[half:]))]


# The year


def _activity(now: Stats, look: Look) -> list[Line]:
    cell = 2 if look.width >= _LABEL + 2 * 53 else 1
    weeks = heat_map(now.finished, now.today, max(1, min(53, (look.width - _LABEL) // cell)))
    rows: list[Line] = [[(_month_names(weeks, cell), Role.MUTED)]]
    rows += [_weekday_row(weekday, weeks, cell, look.glyphs) for weekday in range(7)]
    streak = format_streak(now.streak, look.glyphs)
    words = [Paragraph([(streak, Role.TEXT)])] if streak else []
    legend = Paragraph(_legend(look.glyphs), [(" " * _LABEL, Role.MUTED)], [(" " * _LABEL, Role.MUTED)])
    return _under("Topics finished by day", [*rows, *wrap([legend, *words], look.width, look.measure)])


def _month_names(weeks: Sequence[Week], cell: int) -> str:
    """The months' names over the weeks in which they begin, where there is room."""
    line = " " * _LABEL
    for column, week in enumerate(weeks):
        place = _LABEL + column * cell
        name = MONTHS[week.monday.month - 1][:3]
        begins = week.monday.day <= 7
        if begins and place >= len(line) and place + len(name) <= _LABEL + len(weeks) * cell:
            line = f"{line:<{place}}{name} "
    return line.rstrip()


def _weekday_row(weekday: int, weeks: Sequence[Week], cell: int, glyphs: Glyphs) -> Line:
    name = "" if weekday % 2 else WEEKDAYS[weekday][:3]
    row: Line = [(f"{name:<{_LABEL}}", Role.MUTED)]
    for week in weeks:
        count = week.counts[weekday]
        text = " " if count is None else glyphs.heat[_heat_level(count)]
        row.append((f"{text:<{cell}}", Role.BAR if count else Role.TRACK))
    return row


def _heat_level(count: int) -> int:
    return sum(count >= least for least in _HEAT)


def _legend(glyphs: Glyphs) -> Line:
    parts: list[Line] = [
        [(f"{sign} ", Role.BAR if place else Role.TRACK), (f"{words}  ", Role.MUTED)]
        for place, (sign, words) in enumerate(zip(glyphs.heat, _HEAT_WORDS, strict=True))
    ]
    return list(chain.from_iterable(parts))


# The sections


class _Columns(NamedTuple):
    title: int
    bar: int
    number: int
    percent: int
    time: int

    @classmethod
    def fitting(cls, tally: Tally, titles: Iterable[str], look: Look) -> "_Columns":
        """The columns for that width; first the time goes, then the percentage, then titles are cut."""
        largest = max(tally.summaries[index].total for index, _ in tally.roadmap.sections())
        number = 1 + max(len(str(largest)), len(look.glyphs.status[Status.TODO]))
        bar = 24 if look.width >= 100 else 16 if look.width >= 60 else 6
        percent = 5 if look.width >= 60 else 0
        time = 14 if look.width >= 90 else 0
        room = look.width - 1 - bar - len(Status) * number - percent - time
        return cls(max(1, min(max(map(look.measure, titles), default=1), room)), bar, number, percent, time)


def _sections(tally: Tally, look: Look) -> list[Line]:
    sections = tally.roadmap.sections()
    titles = {index: "  " * (node.depth - 1) + screen_line(node.title) for index, node in sections}
    if not titles:
        return []
    columns = _Columns.fitting(tally, titles.values(), look)
    rows = [_section(tally, index, title, columns, look) for index, title in titles.items()]
    return [[], _section_head(columns, look.glyphs), *rows]


def _section_head(columns: _Columns, glyphs: Glyphs) -> Line:
    head: Line = [(f"{'Sections':<{columns.title + 1 + columns.bar}}"[: columns.title + 1 + columns.bar], Role.STRONG)]
    return head + [
        (f"{glyphs.status[status]:>{columns.number}}", STATUS_ROLES[status]) for status in Summary().by_status()
    ]


def _section(tally: Tally, index: int, title: str, columns: _Columns, look: Look) -> Line:
    summary = tally.summaries[index]
    counts = summary.by_status()
    cut = look.cut(title, columns.title)
    left = tally.minutes_left(index) if columns.time else None
    line: Line = [(cut, _title_role(tally, index)), (" " * (columns.title - look.measure(cut) + 1), Role.TEXT)]
    line += status_bar(summary, columns.bar, look.glyphs) or [(" " * columns.bar, Role.TEXT)]
    line += [(f"{count or '':>{columns.number}}", STATUS_ROLES[status]) for status, count in counts.items()]
    line += [(f" {summary.percent:>3}%", Role.TEXT)] if columns.percent else []
    return [*line, (f"  {format_minutes(left)}", Role.MUTED)] if left else line


def _title_role(tally: Tally, index: int) -> Role:
    """Sections stand out, what is complete steps back."""
    if derived_status(tally, index).is_open:
        return Role.STRONG if tally.roadmap.nodes[index].depth == 1 else Role.TEXT
    return Role.MUTED

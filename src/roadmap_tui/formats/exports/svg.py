"""SVG: a card for a profile page, and a badge; drawings without scripts, fonts or addresses of their own."""

import re
import unicodedata
from html import escape

from roadmap_tui.core.counts import Tally
from roadmap_tui.core.text import cell_width, clean_line, truncate_with_ellipsis

_WIDTH, _MARGIN, _ROW = 480, 24, 26
_NAME_WIDTH, _BAR_WIDTH = 210, 150
_MOST_SECTIONS = 12
_FONT = "font-family=\"system-ui,-apple-system,'Segoe UI',Helvetica,Arial,sans-serif\""
_CELL = 6.6
"""About how wide a character of the badge is, in its units."""

_STYLE = (
    "<style>.c{fill:#fff;stroke:#d0d7de}.t{fill:#1f2328}.m{fill:#59636e}.r{fill:#e6eaef}.b{fill:#1a7f37}"
    "@media(prefers-color-scheme:dark){.c{fill:#0d1117;stroke:#3d444d}.t{fill:#f0f6fc}.m{fill:#9198a1}"
    ".r{fill:#2a313c}.b{fill:#3fb950}}</style>"
)


def dumps(tally: Tally, *, with_notes: bool = False) -> str:  # noqa: ARG001 - a card has no room for notes
    """A card: title, percent, a bar for each section at the top."""
    overall = tally.overall
    sections = [index for index in tally.roadmap.children(0) if tally.summaries[index].counted]
    shown = sections[:_MOST_SECTIONS]
    more = len(sections) - len(shown)
    height = 92 + _ROW * (len(shown) + bool(more)) + (_MARGIN if shown else 0)
    title = tally.roadmap.title
    words = f"{overall.done} of {overall.counted} topics done, {overall.percent} percent"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" '
        f'viewBox="0 0 {_WIDTH} {height}" role="img" aria-labelledby="title desc" {_FONT}>',
        f'<title id="title">{_text(title)}</title><desc id="desc">{words}</desc>{_STYLE}',
        f'<rect class="c" x="0.5" y="0.5" width="{_WIDTH - 1}" height="{height - 1}" rx="8"/>',
        f'<text class="t" x="{_MARGIN}" y="40" font-size="18" font-weight="600">{_text(title, 38)}</text>',
        f'<text class="t" x="{_WIDTH - _MARGIN}" y="40" font-size="18" text-anchor="end">{overall.percent}%</text>',
        _bar(_MARGIN, 54, _WIDTH - 2 * _MARGIN, overall.percent),
        *(_section(tally, index, 96 + _ROW * row) for row, index in enumerate(shown)),
    ]
    if more:
        y = 96 + _ROW * len(shown)
        parts.append(f'<text class="m" x="{_MARGIN}" y="{y}" font-size="13">and {more} more</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def badge(tally: Tally) -> str:
    """A small badge of two halves: what it is about, and the percent."""
    name, percent = _shortened(tally.roadmap.title, 40), f"{tally.overall.percent}%"
    left, right = (round(cell_width(text) * _CELL) + 12 for text in (name, percent))
    title = f"{_text(name)}: {percent}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="20" role="img" aria-label="{title}" '
        f'font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="11">\n'
        f"<title>{title}</title><desc>{tally.overall.done} of {tally.overall.counted} topics done</desc>\n"
        f'<clipPath id="r"><rect width="{left + right}" height="20" rx="3"/></clipPath>\n'
        f'<g clip-path="url(#r)"><rect width="{left}" height="20" fill="#555"/>'
        f'<rect x="{left}" width="{right}" height="20" fill="{_colour(tally.overall.percent)}"/></g>\n'
        f'<g fill="#fff" text-anchor="middle">'
        f'<text x="{left / 2:g}" y="14" textLength="{left - 12}">{_text(name)}</text>'
        f'<text x="{left + right / 2:g}" y="14" textLength="{right - 12}">{percent}</text></g>\n</svg>\n'
    )


def _section(tally: Tally, index: int, y: int) -> str:
    summary = tally.summaries[index]
    bar = _MARGIN + _NAME_WIDTH
    return (
        f'<text class="t" x="{_MARGIN}" y="{y}" font-size="13">{_text(tally.roadmap.nodes[index].title, 30)}</text>'
        f"{_bar(bar, y - 8, _BAR_WIDTH, summary.percent)}"
        f'<text class="m" x="{_WIDTH - _MARGIN}" y="{y}" font-size="13" text-anchor="end">'
        f"{summary.done}/{summary.counted}</text>"
    )


def _bar(x: int, y: int, width: int, percent: int) -> str:
    track = f'<rect class="r" x="{x}" y="{y}" width="{width}" height="8" rx="4"/>'
    filled = f'<rect class="b" x="{x}" y="{y}" width="{width * percent / 100:g}" height="8" rx="4"/>'
    return track + (filled if percent else "")


def _colour(percent: int) -> str:
    return next(colour for least, colour in _COLOURS if percent >= least)


_COLOURS = ((100, "#1a7f37"), (60, "#3a7d0a"), (30, "#8a6d00"), (0, "#a8480b"))
"""White text can be read on each (WCAG 2, contrast over 4.5)."""


def _shortened(text: str, width: int) -> str:
    return truncate_with_ellipsis(" ".join(clean_line(text).split()), width, cell_width)


def _text(text: str, width: int = 500) -> str:
    """Text as XML may hold it."""
    return escape(re.sub("[\ufffe\uffff]", "\ufffd", unicodedata.normalize("NFC", _shortened(text, width))))

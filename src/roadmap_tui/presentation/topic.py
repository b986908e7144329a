"""One node in full, as paragraphs."""

from roadmap_tui.core.counts import Tally
from roadmap_tui.core.links import TopicLink, topic_links
from roadmap_tui.core.marks import Mark, local_time
from roadmap_tui.core.notes import conflicting_notes
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.roadmap import Node
from roadmap_tui.core.settings import DateFormat
from roadmap_tui.core.text import screen_line
from roadmap_tui.presentation.glyphs import STATUS_ROLES, Glyphs, Line, Role, address
from roadmap_tui.presentation.paragraphs import BLANK, Paragraph, heading, indent
from roadmap_tui.presentation.words import (
    derived_status,
    format_attributes,
    format_breadcrumb,
    format_day,
    format_link,
    format_link_kind,
    format_since,
    format_summary,
    format_time_left,
    progress_bar,
    read_box,
    status_span,
)

_BAR_WIDTH = 20

MAX_TITLE, MAX_TEXT = 500, 50_000
"""Characters that are shown of a title and of a text: a book's chapter, and wrapped before anybody has to wait."""


def topic_paragraphs(
    tally: Tally, index: int, glyphs: Glyphs, date_format: DateFormat = DateFormat.DAY_FIRST, note_key: str = "e"
) -> list[Paragraph]:
    """Breadcrumb, title, status or counts, text, the user's note, links and prerequisites.

    Args:
        tally: The counts.
        index: Of the node, in `Roadmap.nodes`.
        glyphs: The characters to draw with.
        date_format: How days are written.
        note_key: What writes a note.
    """
    node = tally.roadmap.nodes[index]
    return [
        Paragraph([(_breadcrumb(tally, index, glyphs), Role.MUTED)], ellipsis=glyphs.ellipsis),
        Paragraph([(_excerpt(screen_line(node.title), MAX_TITLE, glyphs), Role.STRONG)]),
        *_status_line(tally, index, glyphs, date_format),
        *_attributes(node, glyphs),
        *_text(node.about, glyphs),
        *_notes(conflicting_notes(tally.progress, node.id), glyphs, date_format, note_key),
        *_links(tally.progress, node, glyphs),
        *_prerequisites(tally, node, glyphs),
    ]


def _breadcrumb(tally: Tally, index: int, glyphs: Glyphs) -> str:
    """The sections above a node; above a top-level section there is the roadmap."""
    return format_breadcrumb(tally.roadmap.path(index) or [tally.roadmap.title], glyphs)


def _status_line(tally: Tally, index: int, glyphs: Glyphs, date_format: DateFormat) -> list[Paragraph]:
    if tally.roadmap.nodes[index].is_topic:
        box, role = status_span(tally, index, glyphs)
        words = format_since(tally, index, date_format)
        return [Paragraph([(f"{box} ", role), (words, STATUS_ROLES[derived_status(tally, index)])])]
    summary = tally.summaries[index]
    drawn: Line = [*progress_bar(summary, _BAR_WIDTH, glyphs), (f" {summary.percent}%", Role.TEXT)]
    parts = [format_summary(summary, glyphs), format_time_left(tally.minutes_left(index))]
    return [Paragraph(drawn), Paragraph([(glyphs.separator.join(filter(None, parts)), Role.TEXT)])]


def _attributes(node: Node, glyphs: Glyphs) -> list[Paragraph]:
    words = format_attributes(node, glyphs)
    return [Paragraph([(words, Role.MUTED)])] if words else []


def _text(text: str, glyphs: Glyphs) -> list[Paragraph]:
    if not text.strip():
        return []
    from roadmap_tui.presentation.markdown import paragraphs

    return [BLANK, *paragraphs(_excerpt(text, MAX_TEXT, glyphs), glyphs)]


def _excerpt(text: str, length: int, glyphs: Glyphs) -> str:
    return text if len(text) <= length else text[:length] + glyphs.ellipsis


def _notes(notes: list[Mark], glyphs: Glyphs, date_format: DateFormat, note_key: str) -> list[Paragraph]:
    """The user's note; of several that were written apart each with its device and day."""
    if len(notes) < 2:
        return [part for note in notes for part in (*heading("Your note"), *_text(note.value, glyphs)[1:])]
    found = heading("Your notes, written apart")
    for note in notes:
        words = (
            f"{screen_line(note.device)}{glyphs.separator}{format_day(local_time(note.at, note.offset), date_format)}"
        )
        found += [Paragraph([(words, Role.ACCENT)]), *_text(note.value, glyphs)[1:], BLANK]
    return [*found, Paragraph([(f"{note_key} writes one over all of them.", Role.MUTED)])]


def link_paragraphs(each: TopicLink, glyphs: Glyphs) -> list[Paragraph]:
    """A link with its box, kind and title, and its address below."""
    box, role = read_box(each, glyphs)
    words = Paragraph([(f"{format_link_kind(each)}  ", Role.MUTED), (format_link(each.link), Role.TEXT)])
    margin = " " * (len(box) + 1)
    under = indent([Paragraph([address(each.link.url)])], margin, margin)
    return [words._replace(first=[(f"{box} ", role)], rest=[(margin, Role.TEXT)]), *under]


def _links(progress: Progress, node: Node, glyphs: Glyphs) -> list[Paragraph]:
    links = topic_links(progress, node)
    parts = [part for each in links for part in link_paragraphs(each, glyphs)]
    return [*heading("Links"), *indent(parts, "  ", "  ")] if links else []


def _prerequisites(tally: Tally, node: Node, glyphs: Glyphs) -> list[Paragraph]:
    if not node.after:
        return []
    found = heading("Learn first")
    for needed in map(tally.roadmap.indexes.__getitem__, node.after):
        box, role = status_span(tally, needed, glyphs)
        title = _excerpt(screen_line(tally.roadmap.nodes[needed].title), MAX_TITLE, glyphs)
        margin = " " * (len(box) + 3)
        found.append(Paragraph([(title, Role.TEXT)], [(f"  {box} ", role)], [(margin, Role.TEXT)]))
    return found

"""Where the title of an item ends: what it begins with, its first line, or its first sentence; the rest is its text."""

import re

from roadmap_tui.formats.list_items import MAX_TITLE, short_title
from roadmap_tui.formats.markdown_list.inlines import Words, without_urls

WHOLE_TITLE = "<!-- title -->"
"""Stands behind a title that is to be taken as it is, however long; an export writes it, and no page shows it."""

_SEPARATOR = re.compile(r"\s*(?:[-–—:|]+|\.(?=\s))\s*(?=\S)")
_AUTHOR = re.compile(r"\s+by\s+([^:.–—|(\[]{2,60}?)\s*(?:[:–—|]|\s-(?=\s))\s*(?=\S)", re.IGNORECASE)


def title_and_about(words: Words, raw: str) -> tuple[str, str]:
    """The title of an item and what there is to know besides.

    Args:
        words: The item's text, read.
        raw: The same as Markdown.
    """
    if raw.endswith(WHOLE_TITLE):
        return words.text, ""
    title, about = _split(words)
    if not about and len(title) > MAX_TITLE:
        return short_title(title), " ".join(raw.split())
    return short_title(title), about


def _split(words: Words) -> tuple[str, str]:
    lead = words.lead.rstrip(" :")
    if re.search(r"\w", lead):
        if found := _AUTHOR.match(words.after_lead[:200]):
            return f"{lead} by {found[1]}", _rest(words.after_lead[found.end() :])
        if words.lead != lead and words.begins_bold and words.after_lead.strip():
            return lead, _rest(words.after_lead)
        if found := _SEPARATOR.match(words.after_lead):
            return lead, _rest(words.after_lead[found.end() :])
    is_text = " " in words.other_lines or words.first_line == words.lead  # a single word belongs to the title
    if words.first_line and words.other_lines and is_text and re.search(r"\w", words.first_line):
        return words.first_line, words.other_lines
    return without_urls(words), ""


def _rest(text: str) -> str:
    return " ".join(text.split())

"""Builds the outline of a document: headings nest what follows, and links and remarks go to their topic."""

import re
from collections.abc import Iterable, Sequence

from roadmap_tui.core.links import url_problem
from roadmap_tui.core.roadmap import Link
from roadmap_tui.core.update.draft import ImportNote, Outline, OutlineItem
from roadmap_tui.errors import UnreadableRoadmapError
from roadmap_tui.formats.error_text import quote
from roadmap_tui.formats.link_kinds import guess_kind
from roadmap_tui.formats.markdown_list.blocks import Block
from roadmap_tui.formats.markdown_list.inlines import Inlines, Words
from roadmap_tui.formats.roadmap_toml import MAX_ENTRIES, MAX_TOPICS

TOP = -1
"""The owner of what stands under no heading."""

_COOKIE = re.compile(r"[ \t]+(?:\(\d+\s*/\s*\d+\)|\[\d+\s*/\s*\d+\])[ \t]*$")
"""How much is done, as some authors count at the end of a heading."""


class Builder:
    """An outline that grows from the top of a document to its end."""

    def __init__(self, lines: Sequence[str], inlines: Inlines, name: str) -> None:
        """Nothing is built yet.

        Args:
            lines: The source.
            inlines: Reads its inline texts.
            name: The source, as the user named it.
        """
        self.lines = lines
        self.inlines = inlines
        self.name = name
        self.outline = Outline()
        self._headings: list[tuple[int, int]] = []
        self._topics = 0
        self.tables_as_text = self.rows_as_text = 0
        """What did not become topics though it could, and is counted in the report."""

    @property
    def section(self) -> int:
        """The nearest heading."""
        return self._headings[-1][1] if self._headings else TOP

    def start_section(self, heading: Block) -> None:
        """A heading stands under the nearest one above it of a higher rank, however many levels lie between."""
        while self._headings and self._headings[-1][0] >= heading.level:
            self._headings.pop()
        words = self.heading_words(heading)
        if not words.text:
            return
        index = self.outline.add(OutlineItem(words.text, self.section, heading.first + 1))
        self._headings.append((heading.level, index))
        self.add_links(index, words, heading.first)

    def heading_words(self, heading: Block) -> Words:
        """The words and links of a heading, without a count at its end."""
        return self.inlines.read(heading.text[:-200] + _COOKIE.sub("", heading.text[-200:]))

    def add_section(self, owner: int, title: str, words: Words, line: int) -> int:
        """A section that no heading makes; its index.

        Args:
            owner: What it stands under.
            title: On one line.
            words: Where its links are.
            line: Counted from 0.
        """
        index = self.outline.add(OutlineItem(title or "Untitled", owner, line + 1))
        self.add_links(index, words, line)
        return index

    def add_topic(self, owner: int, title: str, line: int) -> int:
        """A new topic; its index.

        Args:
            owner: What it stands under.
            title: On one line; may be empty.
            line: Counted from 0.
        """
        self._count_topic(line + 1)
        return self.outline.add(OutlineItem(title or "Untitled", owner, line + 1, is_topic=True))

    def make_topic(self, index: int) -> None:
        """Give a section a box of its own."""
        self._count_topic(self.outline.items[index].line)
        self.outline.items[index].is_topic = True

    def _count_topic(self, line: int) -> None:
        self._topics += 1
        if self._topics > MAX_TOPICS:
            raise UnreadableRoadmapError(f"{self.name}:{line}: here is topic {MAX_TOPICS + 1:,}, one too many.")

    def add_links(self, owner: int, words: Words, line: int) -> None:
        """Keep links, and say of those that cannot be kept why."""
        kept = self.links_of(owner)
        for title, url in words.links:
            if (link := self.link(title, url, line)) and len(kept) < MAX_ENTRIES:
                kept.append(link)

    def link(self, title: str, url: str, line: int) -> Link | None:
        """A link, if it leads to the web."""
        address = f"https:{url}" if url.startswith("//") else url
        problem = url_problem(address)
        if problem is None:
            return Link(title if title.strip() else address, address, guess_kind(title, address))
        if not url.startswith("#"):
            is_file = not re.match(r"[a-z][a-z0-9+.-]*:", url, re.IGNORECASE) and not url.startswith("//")
            why = "leads to a file beside the source" if is_file else problem
            self.remark(line, f"The link to {quote(url)} was left out: it {why}.")
        return None

    def add_text(self, owner: int, text: str) -> None:
        """Keep a block of Markdown as part of what there is to know about the owner."""
        if text.strip():
            self.about_of(owner).append(text.strip("\n"))

    def remark(self, line: int, reason: str, rows: int = 0) -> None:
        """Report what did not become a topic.

        Args:
            line: Counted from 0.
            reason: A sentence.
            rows: How many rows of a table it is about.
        """
        self.outline.import_notes.append(ImportNote(line + 1, reason))
        self.tables_as_text += bool(rows)
        self.rows_as_text += rows

    def raw(self, block: Block) -> str:
        """The source of a block, without the indentation that its place gives it."""
        lines = self.lines[block.first : block.end]
        depth = min((_indentation(line) for line in lines[1:] if line.strip()), default=0)
        first = lines[0].lstrip() if lines else ""
        return "\n".join([first, *(_outdented(line, depth) for line in lines[1:])]).rstrip()

    def links_of(self, owner: int) -> list[Link]:
        """The list that holds the links of an owner."""
        return self.outline.links if owner == TOP else self.outline.items[owner].links

    def about_of(self, owner: int) -> list[str]:
        """The list that holds the texts of an owner."""
        return self.outline.about if owner == TOP else self.outline.items[owner].about


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))


def _outdented(line: str, depth: int) -> str:
    return line[min(depth, _indentation(line)) :]


def joined(texts: Iterable[str]) -> str:
    """Texts on lines of their own."""
    return "\n".join(texts)

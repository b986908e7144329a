"""The outline of a document while it is built: where headings put what follows, and where links and remarks go."""

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


class Builder:
    """An outline that grows from the top of a document to its end."""

    def __init__(self, lines: Sequence[str], inlines: Inlines, name: str) -> None:
        """Nothing is built yet.

        Args:
            lines: The source.
            inlines: Reads its inline texts.
            name: The source, as the reader named it.
        """
        self.lines = lines
        self.inlines = inlines
        self.name = name
        self.outline = Outline()
        self._headings: list[tuple[int, int]] = []
        self._topics = 0

    @property
    def section(self) -> int:
        """The nearest heading."""
        return self._headings[-1][1] if self._headings else TOP

    def start_section(self, heading: Block) -> None:
        """A heading stands under the nearest one above it of a higher rank, however many levels lie between."""
        while self._headings and self._headings[-1][0] >= heading.level:
            self._headings.pop()
        words = self.inlines.read(heading.text)
        if not words.text:
            return
        index = self.outline.add(OutlineItem(words.text, self.section, heading.first + 1))
        self._headings.append((heading.level, index))
        self.add_links(index, words, heading.first)

    def add_topic(self, owner: int, title: str, line: int) -> int:
        """A new topic; its index.

        Args:
            owner: What it stands under.
            title: On one line; may be empty.
            line: Counted from 0.
        """
        self._topics += 1
        if self._topics > MAX_TOPICS:
            raise UnreadableRoadmapError(f"{self.name}:{line + 1}: here is topic {MAX_TOPICS + 1:,}, one too many.")
        return self.outline.add(OutlineItem(title or "Untitled", owner, line + 1, is_topic=True))

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

    def remark(self, line: int, reason: str) -> None:
        """Report what did not become a topic.

        Args:
            line: Counted from 0.
            reason: A sentence.
        """
        self.outline.import_notes.append(ImportNote(line + 1, reason))

    def raw(self, block: Block) -> str:
        """The source of a block, without the indentation that its place gives it."""
        lines = self.lines[block.first : block.end]
        depth = min((_indentation(line) for line in lines[1:] if line.strip()), default=0)
        first = lines[0].lstrip() if lines else ""
        return "\n".join([first, *(_outdented(line, depth) for line in lines[1:])]).rstrip()

    def links_of(self, owner: int) -> list[Link]:
        """Where the links of an owner are kept."""
        return self.outline.links if owner == TOP else self.outline.items[owner].links

    def about_of(self, owner: int) -> list[str]:
        """Where the texts of an owner are kept."""
        return self.outline.about if owner == TOP else self.outline.items[owner].about


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))


def _outdented(line: str, depth: int) -> str:
    return line[min(depth, _indentation(line)) :]


def joined(texts: Iterable[str]) -> str:
    """Texts on lines of their own."""
    return "\n".join(texts)

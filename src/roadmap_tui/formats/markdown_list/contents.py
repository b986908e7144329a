"""Tables of contents, which lead to places of the same file, and lists of its translations: neither has topics.

An entry is nothing but links to fragments. They may be written with the full address of the file's page: an address
all of whose fragments are headings here is that page. Entries may stand in lists, under plain parents, and in tables.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from roadmap_tui.formats.markdown_list.blocks import Block
from roadmap_tui.formats.markdown_list.inlines import Inlines, Words

_TRANSLATION = re.compile(
    r"(?:^|/)(?:(?:readme|index)[-_.][a-z]{2,3}(?:[-_][a-z]+)?\.\w+|readme[-_.]\w{4,12}\.md)$|(?:^|/)(?:translations?|i18n|lang|locales?)/",
    re.IGNORECASE,
)


def heading_slug(text: str) -> str:
    """The fragment that forges give a heading."""
    return re.sub(r"[^\w\- ]", "", text.strip().lower()).replace(" ", "-")


class Contents:
    """The entries of one document that lead to itself."""

    def __init__(self, document: Block, inlines: Inlines) -> None:
        """Look through the headings and links.

        Args:
            document: The whole of it.
            inlines: Reads its inline texts.
        """
        self.inlines = inlines
        self.slugs = {
            heading_slug(inlines.read(block.text).text) for block in document.walk() if block.kind == "heading"
        }
        self.pages = self._pages(document)
        self._known: dict[int, bool] = {}
        self.targets: Counter[str] = Counter()
        """The fragments that entries lead to."""

        for block in document.walk():
            if block.kind in ("list_item", "table"):
                self._find(block)

    def _pages(self, document: Block) -> set[str]:
        found: dict[str, list[bool]] = defaultdict(list)
        for block in document.walk():
            texts = [cell for row in block.rows for cell in row] if block.kind == "table" else [block.text]
            for text in texts if block.kind in ("paragraph", "table") else ():
                if "](" in text and "#" in text:
                    for _, url in self.inlines.read(text).links:
                        page, sign, fragment = url.partition("#")
                        if sign and page:
                            found[page].append(fragment.lower() in self.slugs)
        return {page for page, known in found.items() if len(known) > 1 and all(known)}

    def is_here(self, url: str) -> bool:
        """Whether an address leads to a place in the same file."""
        page, sign, _ = url.partition("#")
        return bool(sign) and (not page or page in self.pages)

    def is_entry(self, words: Words) -> bool:
        """Whether a text is nothing but links to places in the same file."""
        return words.is_link_only and all(self.is_here(url) for _, url in words.links)

    def has(self, block: Block) -> bool:
        """Whether a list item or a table belongs to a table of contents, or to the list of translations."""
        return self._known.get(id(block), False)

    def _find(self, block: Block) -> bool:
        if id(block) not in self._known:
            self._known[id(block)] = False
            self._known[id(block)] = self._rows(block) if block.kind == "table" else self._item(block)
        return self._known[id(block)]

    def _rows(self, table: Block) -> bool:
        """A table whose rows lead here and nowhere else."""
        rows = [[self.inlines.read(cell) for cell in row] for row in table.rows[1:]]
        links = [[url for words in row for _, url in words.links] for row in rows]
        if not any(links) or not all(self.is_here(url) for row in links for url in row):
            return False
        self._note(url for row in links for url in row)
        return sum(map(bool, links)) * 2 > len(links)

    def _item(self, item: Block) -> bool:
        """An entry, or a plain word over entries only."""
        first = item.children[0] if item.children else None
        words = self.inlines.read(first.text) if first and first.kind in ("paragraph", "heading") else None
        below = [each for child in item.children if child.kind.endswith("_list") for each in child.children]
        if words and words.links:
            if self.is_entry(words):
                self._note(url for _, url in words.links)
                return self._find_all(below)
            return self._is_translation(words)
        return bool(below) and self._find_all(below)

    def _find_all(self, items: Iterable[Block]) -> bool:
        """Whether all of them are entries; each is looked at, since some of them may be."""
        found = list(map(self._find, items))
        return all(found)

    def _note(self, urls: Iterable[str]) -> None:
        self.targets.update(url.partition("#")[2].lower() for url in urls)

    @staticmethod
    def _is_translation(words: Words) -> bool:
        urls = [url.partition("#")[0] for _, url in words.links]
        is_near = all("://" not in url or "readme" in url.lower() for url in urls)
        return is_near and words.is_link_only and all(_TRANSLATION.search(url) for url in urls)

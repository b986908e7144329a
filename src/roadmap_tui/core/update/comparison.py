"""What of an edition is compared when it is matched with another, and which titles are worth comparing at all."""

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from roadmap_tui.core.roadmap import Node
from roadmap_tui.core.update.similarity import normalize_title

_COMMON = 40
"""A word in more titles of a section than that tells none of them from the others."""

_RARE_WORDS = 3
_CANDIDATES = 8


class EditionIndex:
    """One edition, with what is compared of it."""

    def __init__(self, nodes: Sequence[Node], numbers: dict[Hashable, int]) -> None:
        self.nodes = nodes
        self.titles = [" ".join(node.title.split()) for node in nodes]
        self.loose = [normalize_title(title) for title in self.titles]
        self.urls = [tuple(_plain_url(link.url) for link in node.links) for node in nodes]
        self.children: dict[int, list[int]] = defaultdict(list)
        self.paths: list[int] = []
        self.loose_paths: list[int] = []
        for index, node in enumerate(nodes):
            self.children[node.parent].append(index)
            for paths, titles in ((self.paths, self.titles), (self.loose_paths, self.loose)):
                # The root may be renamed with every edition; where a node stands does not change with it.
                key = ("", -1) if node.parent < 0 else (titles[index], paths[node.parent])
                paths.append(numbers.setdefault((paths is self.paths, key), len(numbers)))
        self.neighbours = {
            index: (
                self.titles[row[place - 1]] if place else "",
                self.titles[row[place + 1]] if place + 1 < len(row) else "",
            )
            for row in self.children.values()
            for place, index in enumerate(row)
        }


def _plain_url(url: str) -> str:
    """A URL without what differs between two ways of writing the same address.

    Lists get https, lose slashes, point to archives of what is gone, and shorten links to videos.
    """
    address = _ARCHIVE.sub("", url).partition("://")[2] or url
    if video := _VIDEO.match(address):
        return f"youtube.com/{video[1]}"
    return address.removeprefix("www.").rstrip("/")


_ARCHIVE = re.compile(r"https?://web\.archive\.org/web/[0-9*]+[a-z_]*/(?=https?://)")
_VIDEO = re.compile(r"(?:(?:www\.|m\.)?youtube\.com/watch\?(?:[^#]*&)?v=|youtu\.be/)([\w-]{6,})")


def pairs_to_compare(
    old_titles: Sequence[str], olds: Sequence[int], new_titles: Sequence[str], news: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Pairs that share a word, or the beginning of one, which is not in every other title; all of them when few."""
    if len(olds) * len(news) <= _COMMON:
        yield from ((old, new) for old in olds for new in news)
        return
    holders: Mapping[str, list[int]] = _holders(new_titles, news)
    for old in olds:
        rare = sorted(
            (word for word in _stems(old_titles[old]) if 0 < len(holders.get(word, ())) <= _COMMON),
            key=lambda word: len(holders[word]),
        )
        shared = Counter(chain.from_iterable(holders[word] for word in rare[:_RARE_WORDS]))
        yield from ((old, new) for new, _ in shared.most_common(_CANDIDATES))


def _holders(titles: Sequence[str], indexes: Iterable[int]) -> dict[str, list[int]]:
    holders: dict[str, list[int]] = defaultdict(list)
    for index in indexes:
        for stem in _stems(titles[index]):
            holders[stem].append(index)
    return holders


def _stems(title: str) -> set[str]:
    return {word[:4] for word in title.split()}

"""Compare two editions: properties of nodes, pairs of titles, and the similarity of two titles.

A wrong guess puts a tick on a topic that the user has not learnt, so only slips of the pen and changed endings are
certain: no other number, no other short word, no word more or less.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import chain, pairwise

from roadmap_tui.core.roadmap import Node
from roadmap_tui.core.search.normalize import normalize

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


_CERTAIN_WORD = 0.72
"""How alike two words must be, from 0 to 1, to be the same one written in another way."""

_DOUBTFUL = 0.6
_SAME_START = 3
"""Characters; what differs at the front (`encode`, `decode`) is another word."""

_COMPARED = 200
"""Characters of a title that are looked at."""


def normalize_title(title: str) -> str:
    """A title without case, accents and punctuation; what is nothing else, and `+` and `#`, stay."""
    return " ".join(re.sub(r"[^\w+#]+|_", " ", normalize(title)).split()) or " ".join(title.split())


def similarity(old: str, new: str) -> float:
    """The similarity of two loose titles: 0 when they are not worth a question, else up to 1.

    The Dice coefficient of their pairs of letters, which takes a twentieth of the time that `difflib` does.
    """
    before, after = _letter_pairs(old), _letter_pairs(new)
    ratio = 2 * len(before & after) / (len(before) + len(after) or 1)
    return ratio if ratio >= _DOUBTFUL else _containment(old, new)


@lru_cache(maxsize=1 << 16)
def _letter_pairs(title: str) -> frozenset[str]:
    text = f" {title[:_COMPARED]} "
    return frozenset(map("".join, pairwise(text)))


def is_certain(old: str, new: str) -> bool:
    """Whether two loose titles differ by spelling only, word by word."""
    before, after = old[:_COMPARED].split(), new[:_COMPARED].split()
    if "".join(before) == "".join(after):
        return True
    pairs = [pair for pair in zip(before, after, strict=False) if pair[0] != pair[1]]
    is_same_length = len(before) == len(after) and len(old) <= _COMPARED >= len(new)
    return is_same_length and len(pairs) <= max(1, len(before) // 3) and all(_is_same_word(*pair) for pair in pairs)


def _is_same_word(old: str, new: str) -> bool:
    if any(map(str.isdigit, old + new)) or min(len(old), len(new)) <= _SAME_START:
        return False
    return old[:_SAME_START] == new[:_SAME_START] and SequenceMatcher(None, old, new).ratio() >= _CERTAIN_WORD


def _containment(old: str, new: str) -> float:
    """One title with words added to it is worth a question."""
    shorter, longer = sorted((old.split(), new.split()), key=len)
    return _DOUBTFUL if shorter and set(shorter) <= set(longer) else 0.0

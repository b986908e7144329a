"""Match the topics of a new edition with those of the old one.

The steps are tried in this order, and the first that is certain counts: the upstream id, the same title in the same
section, a title or a link that is unique in both editions, a title that differs by spelling in the same section. What
is left is doubtful when something speaks for a topic of the new edition, and has vanished when nothing does. Doubtful
is never guessed: when one of two topics with the same title goes, nobody knows which.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from enum import StrEnum
from functools import partial
from itertools import chain
from typing import NamedTuple

from roadmap_tui.core.roadmap import Node
from roadmap_tui.core.update.comparison import EditionIndex, is_certain, pairs_to_compare, similarity

_ROUNDS = 6
"""Every round finds the children of the sections that the one before it found; real lists need two."""


class Reason(StrEnum):
    """The reason to take two topics for the same."""

    REF = "the same upstream id"
    SECTION = "the same title in the same section"
    TITLE = "the same title elsewhere"
    LINK = "the same link"
    SIMILAR = "a similar title in the same section"


class Pair(NamedTuple):
    """A node of the old edition and one of the new, by index."""

    old: int
    new: int
    reason: Reason


class Matching(NamedTuple):
    """The nodes of the old edition, matched, ambiguous or removed."""

    certain: tuple[Pair, ...]
    """In the order of the new edition, sections and the root included; each node in one pair at most."""

    ambiguous: tuple[Pair, ...]
    """Old topics that are in no certain pair, each with the new topic that is most likely the same."""

    removed: tuple[int, ...]
    """Old topics that nothing in the new edition speaks for."""

    @property
    def old_of(self) -> dict[int, int]:
        """Indexes of the new edition to those of the old."""
        return {pair.new: pair.old for pair in self.certain}


def match(
    old: Sequence[Node],
    new: Sequence[Node],
    *,
    by_id: bool = False,
    current: int | None = None,
    without_progress: Collection[int] = (),
    fixed_pairs: Sequence[int] = (),
) -> Matching:
    """Match two editions.

    Args:
        old: The nodes of the old edition, parents before children, the root first. Topics of still older editions may
            follow; what they stand under may be any node before them.
        new: The nodes of the new edition. The ids need not be set.
        by_id: Whether both editions were written with ids that mean the same.
        current: How many of the old nodes are of the last edition; all when left out.
        without_progress: Old nodes without progress. What is matched with one of them is still a candidate for a topic
            of a still older edition, so that a question that was not answered can be asked again.
        fixed_pairs: For each new node the old one that it is known to be; empty when nothing is.
    """
    matcher = _Matcher(old, new, len(old) if current is None else current, frozenset(without_progress))
    return matcher.run(by_id=by_id, known=fixed_pairs)


_GroupKey = Callable[[EditionIndex, int], Hashable | None]
"""What of a node is compared; None when there is nothing to compare."""


class _Matcher:
    def __init__(self, old: Sequence[Node], new: Sequence[Node], current: int, spare: frozenset[int]) -> None:
        self.current, self.limit, self.open = current, current, spare | {-1}
        self.candidates = frozenset({-1})
        numbers: dict[Hashable, int] = {}
        self.old, self.new = EditionIndex(old, numbers), EditionIndex(new, numbers)
        self.new_of: dict[int, int] = {}
        self.old_of: dict[int, int] = {}
        self.reasons: dict[int, Reason] = {}

    def run(self, *, by_id: bool, known: Sequence[int]) -> Matching:
        self._pair(0, 0, Reason.SECTION)
        for index, place in enumerate(known):
            self._pair(place, index, Reason.SECTION)
        if by_id:
            self._match_ids()
        # Topics of older editions come after the last one's: a twin that is long gone is no reason to doubt.
        for limit in sorted({self.current, len(self.old.nodes)}):
            self.limit = limit
            self._match_all()
        doubtful = self._ambiguous()
        asked = {pair.old for pair in doubtful}
        lost = [i for i, node in enumerate(self.old.nodes) if node.is_topic and i not in self.new_of and i not in asked]
        certain = [Pair(self.old_of[index], index, self.reasons[index]) for index in sorted(self.old_of)]
        return Matching(tuple(certain), tuple(doubtful), tuple(lost))

    def _match_all(self) -> None:
        self._match(lambda side, index: side.nodes[index].ref, Reason.REF)
        self._match_twins(lambda side, index: (side.paths[index], self._kind(side, index)), Reason.SECTION)
        self._match_twins(lambda side, index: (side.loose_paths[index], self._kind(side, index)), Reason.SECTION)
        self._match_sections()
        self._match_links()
        self._match_similar()
        self._match_sections()

    def _indexes(self, side: EditionIndex) -> range:
        """The nodes of an edition that are compared now."""
        return range(1, self.limit if side is self.old else len(side.nodes))

    @staticmethod
    def _kind(side: EditionIndex, index: int) -> bool:
        """Topics match topics: a section that turned into a topic has no tick to give."""
        return side.nodes[index].is_topic

    def _pair(self, old: int, new: int, reason: Reason) -> None:
        if old not in self.new_of and new not in self.old_of:
            self.new_of[old], self.old_of[new], self.reasons[new] = new, old, reason

    def _match_ids(self) -> None:
        """The author's own word: a node keeps its id, or names the ones it had before."""
        former = {node_id: index for index, node in reversed([*enumerate(self.old.nodes)]) for node_id in node.was}
        places = former | {node.id: index for index, node in reversed([*enumerate(self.old.nodes)])}
        for index, node in enumerate(self.new.nodes):
            if index and node.id in places:
                self._pair(places[node.id], index, Reason.REF)
        for index, node in enumerate(self.new.nodes):
            for place in (places[was] for was in node.was if was in places):
                self._pair(place, index, Reason.REF)

    def _groups(self, key: _GroupKey) -> Iterator[tuple[list[int], list[int]]]:
        """Nodes of the old and of the new edition with the same key, whether or not they are matched already."""
        groups: dict[Hashable, tuple[list[int], list[int]]] = {}
        if len(self.old_of) == len(self.new.nodes):
            return  # nothing is left to find
        for place, side in enumerate((self.old, self.new)):
            for index in self._indexes(side):
                if (value := key(side, index)) is not None:
                    groups.setdefault(value, ([], []))[place].append(index)
        yield from (group for group in groups.values() if group[0] and group[1])

    def _match(self, key: _GroupKey, reason: Reason) -> None:
        """Pair what is the only one with its key in both editions."""
        for old, new in self._groups(key):
            if len(old) == len(new) == 1:
                self._pair(old[0], new[0], reason)

    def _match_twins(self, key: _GroupKey, reason: Reason) -> None:
        """The same, and as many that have their key and all links in common are paired in order.

        But only while what stands beside each is as it was: else one may have gone and another have come.
        """
        self._match(key, reason)
        for old, new in self._groups(lambda side, index: (key(side, index), side.urls[index])):
            if len(old) == len(new) and (len(old) == 1 or all(map(self._has_same_neighbour, old, new))):
                for pair in zip(old, new, strict=True):
                    self._pair(*pair, reason)

    def _has_same_neighbour(self, old: int, new: int) -> bool:
        before, after = self.old.neighbours[old], self.new.neighbours[new]
        return old >= self.current or before[0] == after[0] or before[1] == after[1]

    def _match_sections(self) -> None:
        """From what is matched to its surroundings and back, as long as something is found."""
        for titles in ("titles", "loose"):
            self._spread(partial(self._in_section, titles=titles), partial(self._title, titles=titles))

    def _spread(self, in_section: _GroupKey, title: _GroupKey) -> None:
        for _ in range(_ROUNDS):
            before = len(self.old_of)
            self._match_twins(in_section, Reason.SECTION)
            self._match(title, Reason.TITLE)
            self._match_parents()
            if len(self.old_of) == before:
                break

    def _in_section(self, side: EditionIndex, index: int, titles: str = "loose") -> Hashable | None:
        """A node's title and the old index of the section it stands in; None when that section is new."""
        parent = side.nodes[index].parent
        section = parent if side is self.old else self.old_of.get(parent)
        return None if section is None else (section, self._title(side, index, titles))

    def _title(self, side: EditionIndex, index: int, titles: str = "loose") -> Hashable:
        return getattr(side, titles)[index], self._kind(side, index)

    def _match_parents(self) -> None:
        """A section whose title changed is the one that most of its children come from."""
        votes: dict[int, Counter[int]] = defaultdict(Counter)
        left: dict[int, Counter[int]] = defaultdict(Counter)
        for new, old in self.old_of.items():
            above, before = self.new.nodes[new].parent, self.old.nodes[old].parent
            if above > 0 and before > 0:
                votes[above][before] += 1
                left[before][above] += 1
        for new, counts in votes.items():
            old, count = counts.most_common(1)[0]
            is_most = 2 * count > counts.total() and 2 * count > left[old].total()
            if is_most and self._kind(self.old, old) == self._kind(self.new, new):
                self._pair(old, new, Reason.SIMILAR)

    def _match_links(self) -> None:
        """Pair topics by links that stand nowhere else, when these do not contradict each other."""
        votes: dict[int, set[int]] = defaultdict(set)
        back: dict[int, set[int]] = defaultdict(set)
        for old, new in self._shared_links():
            votes[old].add(new)
            back[new].add(old)
        for old, news in votes.items():
            new = min(news)
            if len(news) == 1 and len(back[new]) == 1:
                self._pair(old, new, Reason.LINK)

    def _shared_links(self) -> Iterator[tuple[int, int]]:
        holders: dict[str, tuple[set[int], set[int]]] = {}
        for place, side in enumerate((self.old, self.new)):
            for index in filter(partial(self._kind, side), self._indexes(side)):
                for url in side.urls[index]:
                    holders.setdefault(url, (set(), set()))[place].add(index)
        for old, new in holders.values():
            if len(old) == len(new) == 1 and not (old & self.new_of.keys() or new & self.old_of.keys()):
                yield min(old), min(new)

    def _match_similar(self) -> None:
        """Pair what differs by spelling only and has no rival, in every section that is in both editions."""
        for old_section, section in list(self.new_of.items()):
            pairs = self._similar_pairs(old_section, section)
            sure = [(old, new) for old, new, _ in pairs if is_certain(self.old.loose[old], self.new.loose[new])]
            olds, news = Counter(old for old, _ in sure), Counter(new for _, new in sure)
            for old, new in sure:
                if olds[old] == news[new] == 1:
                    self._pair(old, new, Reason.SIMILAR)

    def _similar_pairs(self, old_section: int, section: int) -> list[tuple[int, int, float]]:
        """Children of two sections that are unmatched and worth comparing, with how alike they are."""
        olds = [
            index for index in self.old.children.get(old_section, ()) if index not in self.new_of and index < self.limit
        ]
        news = [index for index in self.new.children.get(section, ()) if self.old_of.get(index, -1) in self.candidates]
        found = []
        for old, new in pairs_to_compare(self.old.loose, olds, self.new.loose, news):
            if self._kind(self.old, old) == self._kind(self.new, new):
                score = similarity(self.old.loose[old], self.new.loose[new])
                found += [(old, new, score)] if score else []
        return found

    def _ambiguous(self) -> list[Pair]:
        """For each old topic that is left the best candidate among the new topics that are left."""
        best: dict[int, Pair] = {}
        self.candidates = self.open
        for pair in chain(self._same_title(), self._same_link(), self._similar()):
            if pair.new not in self.old_of or pair.old >= self.current:
                best.setdefault(pair.old, pair)
        return [best[old] for old in sorted(best)]

    def _unmatched(self) -> tuple[list[int], list[int]]:
        """Topics of the old and of the new edition that there can still be a question about."""
        old = [i for i, node in enumerate(self.old.nodes) if node.is_topic and i not in self.new_of]
        free = (i for i, node in enumerate(self.new.nodes) if node.is_topic and self.old_of.get(i, -1) in self.open)
        return old, list(free)

    def _same_title(self) -> Iterator[Pair]:
        """The twins first that stand in the same section, the others in the order of the file."""
        olds, news = self._unmatched()
        for reason in (Reason.SECTION, Reason.TITLE):
            key: _GroupKey = self._in_section if reason is Reason.SECTION else self._title
            places: dict[Hashable, list[int]] = defaultdict(list)
            for new in reversed(news):
                places[key(self.new, new)].append(new)
            for old in olds:
                if twins := places.get(key(self.old, old)):
                    yield Pair(old, twins.pop() if len(twins) > 1 else twins[0], reason)

    def _same_link(self) -> Iterator[Pair]:
        olds, news = self._unmatched()
        places = {url: new for new in reversed(news) for url in self.new.urls[new]}
        return (Pair(old, places[url], Reason.LINK) for old in olds for url in self.old.urls[old] if url in places)

    def _similar(self) -> Iterator[Pair]:
        for old_section, section in self.new_of.items():
            for old, new, _ in sorted(self._similar_pairs(old_section, section), key=lambda found: -found[2]):
                if self._kind(self.old, old):
                    yield Pair(old, new, Reason.SIMILAR)

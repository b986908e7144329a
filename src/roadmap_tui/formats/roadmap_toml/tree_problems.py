"""Problems in the shape of the tree: keys, siblings that look the same, topics, and limits."""

import unicodedata
from collections.abc import Iterator, Sequence

from roadmap_tui.formats.error_text import quote, slug_hint
from roadmap_tui.formats.roadmap_toml.rows import Row
from roadmap_tui.formats.roadmap_toml.schema import MAX_DEPTH, MAX_ID, MAX_TOPICS, is_plain, key_problem
from roadmap_tui.formats.roadmap_toml.source_map import LocatedProblem, Location, SourceMap


def tree_problems(rows: Sequence[Row], source: SourceMap) -> Iterator[LocatedProblem]:
    """Find every problem with the places of the tables in the tree."""
    yield from _key_problems(rows, source)
    yield from _topic_problems(rows)
    yield from _limit_problems(rows)


def _key_problems(rows: Sequence[Row], source: SourceMap) -> Iterator[LocatedProblem]:
    unusual = [index for index, row in enumerate(rows) if row.depth and not is_plain(row.key)]
    for index in unusual:
        key, place = rows[index].key, Location(index)
        is_quoted = not key.isascii() or source.position(place).is_quoted
        if problem := key_problem(key, is_quoted=is_quoted):
            yield LocatedProblem(place, f"the key {quote(key)} {problem}{slug_hint(key)}")
    yield from _twins(rows, {rows[index].parent for index in unusual})


def _twins(rows: Sequence[Row], parents: set[int]) -> Iterator[LocatedProblem]:
    """Siblings that look the same, under those parents; elsewhere all keys are plain and so look different."""
    seen: dict[tuple[int, str], int] = {}
    for index, row in enumerate(rows):
        if row.parent in parents:
            folded = unicodedata.normalize("NFC", row.key.casefold())
            twin = seen.setdefault((row.parent, folded), index)
            if twin != index:
                keys = f"{quote(rows[twin].key)} and {quote(row.key)}"
                yield LocatedProblem(
                    Location(index), f"the keys {keys} differ only in case or Unicode form", Location(twin)
                )


def _topic_problems(rows: Sequence[Row]) -> Iterator[LocatedProblem]:
    topics = 0
    for index, row in enumerate(rows):
        topic = row.attributes.get("topic")
        if row.is_leaf and topic is False and row.depth:
            message = f"topic cannot be false here: {quote(row.id)} has no children, which makes it a topic"
            yield LocatedProblem(Location(index, ("topic",)), message)
        if row.is_leaf or topic is True:
            topics += 1
            if topics == MAX_TOPICS + 1:
                yield LocatedProblem(
                    Location(index), f"there are more than {MAX_TOPICS:,} topics, the most there may be"
                )
    if len(rows) == 1:
        yield LocatedProblem(Location(0), 'the roadmap has no topic; add a table such as [basics] with title = "…"')


def _limit_problems(rows: Sequence[Row]) -> Iterator[LocatedProblem]:
    for index, row in enumerate(rows):
        if row.depth > MAX_DEPTH:
            message = f"{quote(row.id)} is more than {MAX_DEPTH} levels deep, the most there may be"
            yield LocatedProblem(Location(index), message)
        if len(row.id) > MAX_ID:
            yield LocatedProblem(Location(index), f"the id {quote(row.id)} is longer than {MAX_ID} characters")

"""From the bytes of a file to a roadmap, or to all the mistakes in it."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain

from roadmap_tui.core.roadmap import Roadmap
from roadmap_tui.errors import InvalidFileError
from roadmap_tui.formats.roadmap_toml.attribute_mistakes import attribute_mistakes
from roadmap_tui.formats.roadmap_toml.nodes import roadmap_from
from roadmap_tui.formats.roadmap_toml.reference_mistakes import reference_mistakes
from roadmap_tui.formats.roadmap_toml.rows import flatten, validate
from roadmap_tui.formats.roadmap_toml.source_map import SourceMap
from roadmap_tui.formats.roadmap_toml.syntax import InvalidSyntaxError, decode, parse
from roadmap_tui.formats.roadmap_toml.tree_mistakes import tree_mistakes


def loads(data: bytes, name: str) -> Roadmap:
    """Read a roadmap file.

    Args:
        data: UTF-8, with or without a byte order mark.
        name: The file, as the reader named it.

    Raises:
        FileMistakesError: There are mistakes. What is not TOML, or of a newer format, is the only one reported;
            otherwise all are, up to `MAX_MISTAKES`, in the order of their lines.
    """
    try:
        with _collector_paused():
            return _read(decode(data), name)
    except InvalidSyntaxError as error:
        raise InvalidFileError(name, (error.mistake,)) from None


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep the garbage collector from looking, again and again, at millions of values that are all in use.

    With 100,000 topics that would be half of the time, tomllib's included.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _read(text: str, name: str) -> Roadmap:
    rows = flatten(parse(text))
    tables = [validate(row) for row in rows]
    source = SourceMap(text, rows)
    # None of them keeps another from being found.
    found = chain(attribute_mistakes(rows, tables), tree_mistakes(rows, source), reference_mistakes(rows))
    if mistakes := source.problems(found):
        raise InvalidFileError(name, mistakes)
    return roadmap_from(rows, tables)

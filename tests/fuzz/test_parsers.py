"""What parses stands everything that was ever found to be hard, and a little that is new each time it is asked."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz.parsers import PARSERS
from tests.mark_strategies import PROPERTY

CORPUS = Path(__file__).with_name("corpus")
FOUND = sorted(CORPUS.glob("*/*"))


@pytest.mark.parametrize("path", FOUND, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_was_found_once_is_understood(path: Path) -> None:
    """One file a finding; `make fuzz` puts new ones here."""
    PARSERS[path.parent.name](path.read_bytes())


def cut_and_mixed(name: str) -> st.SearchStrategy[bytes]:
    """Pieces of what is in the corpus, with other bytes between them."""
    whole = [path.read_bytes() for path in FOUND if path.parent.name == name]
    pieces = [data[at : at + size] for data in whole for size in (3, 12, 60, 300) for at in range(0, len(data), size)]
    return st.lists(st.sampled_from(pieces) | st.binary(max_size=8), max_size=20).map(b"".join)


@pytest.mark.parametrize("name", PARSERS)
@PROPERTY
@given(data=st.data())
def test_anything_is_understood_or_set_aside(name: str, data: st.DataObject) -> None:
    """No bytes lead anywhere else."""
    PARSERS[name](data.draw(cut_and_mixed(name)))

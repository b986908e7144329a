"""Back to text."""

from hypothesis import given

from roadmap_tui.core.roadmap import Roadmap
from roadmap_tui.formats.roadmap_toml import dumps, loads
from tests import strategies
from tests.formats.roadmap_toml.files import HEAD, NODE, load


@given(strategies.roadmaps())
def test_what_is_written_reads_as_the_same(roadmap: Roadmap) -> None:
    """No text, key or attribute is lost or altered."""
    assert loads(dumps(roadmap).encode(), "x") == roadmap


def test_writes_only_what_is_set_in_the_order_of_the_design() -> None:
    """The file is for people, who will edit it."""
    text = f"""{HEAD}
[a]
title = "A"
about = \"\"\"
One
Two\"\"\"
links = [
  {{ title = "L", by = "Ann", url = "https://example.org", kind = "book", free = true }},
  {{ title = "M", url = "https://example.org" }},
]
level = "core"
minutes = 90

[a."Redis"]
title = "Redis"
origin = "added"
"""
    assert dumps(load(text)) == text


def test_long_links_stay_in_their_topic() -> None:
    """An array of tables would repeat the topic's header for every link."""
    url = f"https://example.org/{'x' * 200}"
    assert dumps(load(f'{NODE}links = [{{ title = "L", url = "{url}" }}]')).count("[a") == 1

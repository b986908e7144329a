"""Where a section or topic stands in its file."""

import pytest

from roadmap_tui.formats.roadmap_toml import line_of, loads, template
from tests.conftest import SMALL_ROADMAP


@pytest.mark.parametrize("node", loads(SMALL_ROADMAP.encode(), "small").nodes[1:], ids=lambda node: node.id)
def test_a_node_begins_at_its_header(node: object) -> None:
    """In a file as people write them."""
    node_id = getattr(node, "id", "")
    assert SMALL_ROADMAP.splitlines()[line_of(SMALL_ROADMAP.encode(), node_id) - 1] == f"[{node_id}]"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[a]\n[a.b]\n", 2),
        ("[a]\n\n[a.b.c]\n[a.b]\n", 4),
        ("[a]\nb.title = 1\n", 2),
        ("a = { x = 1,\n b = {} }", 2),
        ('[ a . "b" ]', 1),
        ('[a]\nabout = """\n[a.b]\n"""\n["a"."b"]\n', 5),
        ("\ufeff\n[a.b]", 2),
        ("[z]\n[a]\n[c]", 2),
        ("[z]", 1),
        ("", 1),
        ("[z]\n[a\n[a.b]\nx = [", 3),
    ],
)
def test_however_it_is_written(text: str, line: int) -> None:
    """Of what is not there, the nearest thing around it; a file with mistakes is the one that is to be edited."""
    assert line_of(text.encode(), "a.b") == line


def test_a_file_that_is_no_text_has_one_line() -> None:
    """There is nothing to look for."""
    assert line_of(b"\xff\n[a]", "a") == 1


@pytest.mark.parametrize("title", ["", "Mine", 'A "quoted"\n\\ title', "\x1b[31m", "数据"])
def test_the_template_is_a_roadmap(title: str) -> None:
    """Whatever it is called; and it shows what can stand in one."""
    made = loads(template("my-garden", title).encode(), "new")
    assert (made.id, made.title) == ("my-garden", title or "My garden")
    topics = list(made.topics())
    assert any(topic.links and topic.level and topic.minutes and topic.tags for topic in topics)
    assert any(topic.after for topic in topics)
    assert any(node.is_topic and node.end > index + 1 for index, node in enumerate(made.nodes))


def test_the_template_explains_itself() -> None:
    """With comments, also on what keeps progress when an id changes."""
    text = template("x", "")
    assert text.count("#") > 10
    assert "was = [" in text

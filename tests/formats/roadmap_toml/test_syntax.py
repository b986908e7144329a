"""What cannot be parsed is one mistake, with its line."""

import pytest

from roadmap_tui.errors import InvalidFileError, Problem
from roadmap_tui.formats.roadmap_toml import MAX_BYTES
from tests.formats.roadmap_toml.files import HEAD, NODE, load, only_mistake


@pytest.mark.parametrize(
    ("data", "line", "gist"),
    [
        (b'format = 1\n\nid = "\xe9"', 3, "not UTF-8: here is a byte 0xE9"),
        ("\ufefffoo".encode("utf-16"), 1, "not UTF-8"),
        (b"a = 1\n\nb = ", 3, "invalid value"),
        (b"a = 1\n\nb = oops\n", 3, "invalid value (column 5)"),
        (b'a = "1\nb = 2\n', 1, "a closing quote is missing on this line (column 7)"),
        (b'a = "\\w"', 1, "in double quotes a backslash is written \\\\"),
        (b'a = 1\nb = """\n\n\n', 2, "unterminated string"),
        (b'\na = "\x1b"', 2, "illegal character '\\x1b'"),
        ("\n[école]\n".encode(), 2, "a key with letters other than a-z needs quotes"),
        (b"[a]\n[b]\n\n[a]\n", 4, '"a" is here for the second time; the first is on line 1'),
        (b"[a.b]\n[a]\n[a.b]\n", 3, '"a.b" is here for the second time; the first is on line 1'),
        (b"a = [\n1,\n]\n\na = [\n2\n]\n", 5, '"a" is here for the second time; the first is on line 1'),
        (b"\na = { b = 1, b = 2 }\n", 2, '"a.b" is here for the second time; the first is on line 2'),
        (b"a.b = 1\n\n[a]\n", 3, "cannot declare ('a',) twice"),
        (b"a = 1\nb = " + b"1" * 5000, 2, "too many digits"),
        (b"a = 1\nb = [" + b"1" * 5000 + b"]", 2, "too many digits"),
        (b"a = [ 07:32:00, 1979-05-27 07:32:00 ]\nb = 1\nb = 2\n", 3, '"b" is here for the second time'),
        (b"[a]\ntitle = 'A'\ntitle = 'B'\n", 3, '"a.title" is here for the second time; the first is on line 2'),
        (b"a = 1\nb = " + b"[" * 5000, 2, "at most 32 levels"),
        (b"a = " + b"[\n" * 5000, 33, "at most 32 levels"),
        (b"a = 1\nb = " + b"{ b = " * 5000, 2, "at most 32 levels"),
        (b"a = 1\n[" + b"a." * 10_000 + b"b]", 2, "more than 100 parts; a roadmap has at most 32 levels"),
        (b"a = 1\nb = { " + b"a." * 10_000 + b"b = 1 }", 2, "more than 100 parts"),
    ],
    ids=str,
)
def test_what_cannot_be_parsed_is_one_mistake_with_its_line(data: bytes, line: int, gist: str) -> None:
    """Where the parser stops nobody knows what follows."""
    mistake = only_mistake(data)
    assert mistake.line == line
    assert gist in mistake.message


def test_a_syntax_error_reads_as_file_line_message() -> None:
    """The line is not told twice."""
    with pytest.raises(InvalidFileError) as caught:
        load("a = 1\nb 2")
    assert str(caught.value) == (
        "file.toml:2: this is not TOML: expected '=' after a key in a key/value pair (column 3)"
    )


def test_a_file_beyond_64_mib_is_not_parsed() -> None:
    """The message names the limit."""
    mistake = only_mistake(b" " * (MAX_BYTES + 1))
    assert mistake == Problem(1, "the file is larger than 64 MiB, the most it may be")


def test_prose_with_many_dots_is_no_long_key() -> None:
    """Only keys are counted, not what stands in strings and comments."""
    assert load(f'{NODE}about = "{"a." * 500}b = 1" # {"a." * 500}b = 1').nodes[1].title == "A"


def test_no_tree_is_too_deep_for_the_stack() -> None:
    """The parser's limit is met before any of ours, whatever the stack had on it."""
    inline = "{ title = 'K', k = " * 45
    assert "more than 32 levels" in only_mistake(f"{HEAD}k = {inline}1{' }' * 45}").message


def test_a_flood_of_children_of_an_attribute_is_read_once() -> None:
    """Looking up the line of each would take minutes."""
    text = f"{HEAD}links = 1\n" + "".join(f"links.b{n} = 1\n" for n in range(50_000))
    assert only_mistake(text) == Problem(5, "this is not TOML: cannot overwrite a value (column 13)")

"""The settings file: each key, every mistake at its line, and one value changed without touching the rest."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_tui.core.settings import DEFAULT_SETTINGS, DateFormat, GlyphSet, Settings, ThemeName
from roadmap_tui.formats.settings_toml import Allowed, SettingsTable, loads, with_value

KNOWN = Allowed({"topic.done": ("d",), "app.quit": ("q",)}, lambda name: "cannot be opened" if name == "gone" else None)

EVERYTHING = """\
theme = "roadmap-light"
glyphs = "ascii"
roadmap = "backend"
confirm-quit = true
date-format = "iso"
day-starts-at = 4

[keys]
"topic.done" = ["D", "ctrl+x"]
"""


def test_everything_can_be_chosen() -> None:
    """Each key has its setting."""
    assert loads(EVERYTHING.encode(), KNOWN) == (
        Settings(
            theme=ThemeName.LIGHT,
            glyphs=GlyphSet.ASCII,
            keys={"topic.done": ("D", "ctrl+x")},
            roadmap="backend",
            confirm_quit=True,
            date_format=DateFormat.ISO,
            day_starts_at=4,
        ),
        [],
    )


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"# nothing\r\n", b"[keys]\n"])
def test_an_empty_file_means_the_defaults(data: bytes) -> None:
    """Whatever it begins and ends with."""
    assert loads(data, KNOWN) == (DEFAULT_SETTINGS, [])


def test_every_setting_of_the_file_is_one_of_the_program() -> None:
    """And the other way round."""
    assert set(SettingsTable.model_fields) == set(Settings._fields)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (
            'theme = "roadmap-drak"',
            1,
            "theme must be one of roadmap-dark, roadmap-light, high-contrast, blue-orange, terminal, "
            'not "roadmap-drak"; did you mean roadmap-dark?',
        ),
        ("\n\nglyphs = 1", 3, "glyphs must be one of unicode, ascii, not a whole number"),
        ("confirm-quit = 'yes'", 1, "confirm-quit must be true or false, not text"),
        ('date-format = "ISO"', 1, 'date-format must be one of day-first, month-first, iso, not "ISO"'),
        ("day-starts-at = 13", 1, "day-starts-at must be an hour between 0 and 12"),
        ("day-starts-at = -1", 1, "day-starts-at must be an hour between 0 and 12"),
        ("day-starts-at = 4.5", 1, "day-starts-at must be a whole number, not a decimal number"),
        ("day-starts-at = true", 1, "day-starts-at must be a whole number, not true"),
        ("day-starts-at = 04:00:00", 1, "day-starts-at must be a whole number, not a time"),
        ("roadmap = ' '", 1, "roadmap is blank"),
        ("roadmap = []", 1, "roadmap must be text, not a list"),
        ("roadmap = 'gone'", 1, "roadmap cannot be opened"),
        (
            "keys = 'x'",
            1,
            'keys must be a table such as [keys] with "topic.toggle" = ["space", "x"], not text',
        ),
        ("[keys]\n'topic.done' = [\n'D',\n'nokey']", 4, 'there is no key "nokey"'),
        ("[keys]\n\ntopic.dnoe = 'D'", 3, 'there is no command "topic.dnoe"; did you mean topic.done?'),
        (
            "\n[theme]\nname = 1",
            2,
            "theme must be one of roadmap-dark, roadmap-light, high-contrast, blue-orange, terminal, not a table",
        ),
        (
            "thme = 'x'",
            1,
            'unknown setting "thme"; did you mean theme? '
            "(allowed: theme, glyphs, keys, roadmap, confirm-quit, date-format, day-starts-at)",
        ),
        ("theme = 'x'\ntheme = 'y'", 2, '"theme" is here again; the first is on line 1'),
        ("theme = ", 1, "this is not TOML: here should be a value; text stands in quotes"),
        ("\n\x1b'\n", 2, "this is not TOML: invalid statement (column 1)"),
        ("theme = 'x\n", 1, "this is not TOML: a closing quote is missing"),
        ('theme = "x\n', 1, "this is not TOML: a closing quote is missing on this line (column 11)"),
        ("[keys]\n\n[keys]", 3, '"keys" is here again; the first is on line 1'),
        ("\nkeys = " + "[" * 5_000, 2, "this is not TOML: maximum recursion depth exceeded"),
        ("a = " + "9" * 5_000, 1, "this is not TOML: exceeds the limit (4300 digits) for integer string conversion"),
    ],
)  # fmt: skip
def test_every_mistake_is_named_at_its_line(text: str, line: int, message: str) -> None:
    """With what is allowed and what may be meant; the default stays in force."""
    settings, mistakes = loads(text.encode(), KNOWN)
    assert [mistake.line for mistake in mistakes] == [line]
    assert mistakes[0].message.startswith(message)
    assert settings == DEFAULT_SETTINGS


def test_a_file_that_is_not_utf_8_is_named_at_its_line() -> None:
    """Where the first odd byte is."""
    assert loads(b"\n\ntheme = '\xff'", KNOWN)[1] == [(3, "the file is not UTF-8; save it as UTF-8")]


def test_all_mistakes_come_in_one_run_and_what_is_right_counts() -> None:
    """In the order of their lines."""
    text = "day-starts-at = 99\nglyphs = 'ascii'\ntheme = 'x'\n[keys]\n'app.quit' = 'd'\n'topic.dun' = 'x'\n"
    settings, mistakes = loads(text.encode(), KNOWN)
    assert settings == Settings(glyphs=GlyphSet.ASCII)
    assert [mistake.line for mistake in mistakes] == [1, 3, 5, 6]


@given(st.binary(max_size=60))
def test_no_bytes_are_too_odd(data: bytes) -> None:
    """Reading settings never fails."""
    settings, mistakes = loads(data, KNOWN)
    assert isinstance(settings, Settings)
    assert all(1 <= line <= data.count(b"\n") + 1 and message.isprintable() for line, message in mistakes)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", 'theme = "new"\n'),
        ("theme = 'old'", 'theme = "new"'),
        ('  "theme"\t=  "old"  # "x" = 1\nglyphs = "ascii"\n', '  "theme"\t=  "new"  # "x" = 1\nglyphs = "ascii"\n'),
        ("theme = 3\n", 'theme = "new"\n'),
        (
            "# Mine.\n\nglyphs = 'ascii' # a font\n\n# Keys.\n[keys]\n",
            "# Mine.\n\nglyphs = 'ascii' # a font\ntheme = \"new\"\n\n# Keys.\n[keys]\n",
        ),
        ("# Keys.\n[keys]\ntheme = 'old'\n", "theme = \"new\"\n# Keys.\n[keys]\ntheme = 'old'\n"),
        ("glyphs = 'ascii'\r\n[keys]\r\n", "glyphs = 'ascii'\r\ntheme = \"new\"\r\n[keys]\r\n"),
        ("glyphs = 'ascii'", "glyphs = 'ascii'\ntheme = \"new\""),
        ("keys.a = [\n 'x',\n]\n", "theme = \"new\"\nkeys.a = [\n 'x',\n]\n"),
        ('roadmap = """\n[keys]\n"""\n', 'theme = "new"\nroadmap = """\n[keys]\n"""\n'),
    ],
)  # fmt: skip
def test_one_value_is_changed_and_not_a_character_besides(before: str, after: str) -> None:
    """Comments, order, quotes, blanks and line ends stay."""
    assert with_value(before, "theme", "new") == after


@pytest.mark.parametrize("text", ["theme = ", "theme = '''\nold'''", "theme = {\n", "theme = [\n1]", "\x00"])
def test_what_cannot_be_changed_safely_is_left(text: str) -> None:
    """Mistakes, and a value over several lines."""
    assert with_value(text, "theme", "new") is None


LINES = st.sampled_from(
    [
        "# theme = 'commented'",
        "",
        "glyphs = 'ascii'",
        "theme = 'old' # why",
        "'theme'='old'",
        "[keys]",
        "'a.b' = ['x', \"y\"]",
        "keys.c = [",
        "]",
        'roadmap = """',
        '"""',
        "[keys.theme]",
        "theme = '''old'''",
    ]
)


@given(st.lists(LINES, max_size=8), st.sampled_from(["\n", "\r\n"]), st.sampled_from(["a", 'quote " and \\', "ä"]))
def test_a_changed_text_says_the_same_but_for_that_value(lines: list[str], end: str, value: str) -> None:
    """Whatever stands there; and no line but one is new."""
    text = end.join(lines)
    edited = with_value(text, "theme", value)
    if edited is not None:
        assert tomllib.loads(edited) == {**tomllib.loads(text), "theme": value}
        old, new = text.split("\n"), edited.split("\n")
        assert len(set(new) - set(old)) <= 1
        assert len(new) - len(old) in (0, 1)

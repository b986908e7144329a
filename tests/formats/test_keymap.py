"""The keymap: the names of keys, what counts, what is wrong, and what is left of a table with mistakes."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.keys import Keys, _character_to_key

from roadmap_tui.formats.keymap import NAMED, key_label, key_name, read_keymap
from roadmap_tui.presentation.commands import COMMANDS

USUAL = {
    "topic.toggle": ("space", "x"),
    "topic.done": ("d",),
    "topic.skip": ("s",),
    "app.quit": ("q", "ctrl+q"),
    "search.stop": ("escape",),
    "pane.back": ("escape",),
}


@pytest.mark.parametrize(
    ("table", "keys"),
    [
        ({}, {}),
        ({"topic.done": "D"}, {"topic.done": ("D",)}),
        ({"topic.done": ["D", "Ctrl+X", "D"]}, {"topic.done": ("D", "ctrl+x")}),
        ({"topic": {"done": "D", "skip": ["S"]}}, {"topic.done": ("D",), "topic.skip": ("S",)}),
        ({"topic.done": "s", "topic.skip": "d"}, {"topic.done": ("s",), "topic.skip": ("d",)}),
        ({"topic.toggle": "d", "topic.done": "x"}, {"topic.toggle": ("d",), "topic.done": ("x",)}),
        ({"pane.back": ["escape", "b"]}, {"pane.back": ("escape", "b")}),
    ],
)
def test_keys_are_taken_over(table: dict[str, object], keys: dict[str, tuple[str, ...]]) -> None:
    """One or several, quoted or dotted ids, keys swapped, keys that two places share by themselves."""
    assert read_keymap(table, USUAL) == (keys, [])


@pytest.mark.parametrize(
    ("table", "path", "message"),
    [
        ({"topic.don": "D"}, ("topic.don",), 'there is no command "topic.don"; did you mean topic.done?'),
        ({"topic": {"don": "D"}}, ("topic", "don"), 'there is no command "topic.don"; did you mean topic.done?'),
        ({"topic.done": ["D", "spcae"]}, ("topic.done", 1), 'there is no key "spcae"; did you mean space?'),
        ({"topic.done": "ctrl+spcae"}, ("topic.done", 0), 'there is no key "ctrl+spcae"; did you mean ctrl+space?'),
        ({"topic.done": []}, ("topic.done",), '"topic.done" needs at least one key and has at most 20'),
        ({"topic.done": ["a"] * 21}, ("topic.done",), '"topic.done" needs at least one key and has at most 20'),
        ({"topic.done": "ctrl+c"}, ("topic.done", 0), '"ctrl+c" cannot be given away: it copies what is selected'),
        (
            {"topic.done": 3},
            ("topic.done",),
            'the keys of "topic.done" must be text or a list of texts, such as ["space", "x"]',
        ),
        (
            {"topic.done": "q"},
            ("topic.done",),
            '"q" is bound to app.quit and to topic.done; give app.quit another key as well',
        ),
        (
            {"topic.done": "X", "topic.skip": "X"},
            ("topic.skip",),
            '"X" is bound to topic.done and to topic.skip',
        ),
        ({"\x1b[31m": "D"}, ("\x1b[31m",), 'there is no command "␛[31m"'),
    ],
)
def test_mistakes_are_found(table: dict[str, object], path: tuple[str | int, ...], message: str) -> None:
    """Each once, where it stands, with what may be meant; nothing wrong comes into force."""
    keymap, findings = read_keymap(table, USUAL)
    assert findings == [(("keys", *path), message)]
    assert keymap == {}


def test_what_is_right_counts_beside_a_mistake() -> None:
    """One wrong line takes nothing else away."""
    keymap, findings = read_keymap({"topic.done": "D", "topic.skpi": "S"}, USUAL)
    assert (keymap, len(findings)) == ({"topic.done": ("D",)}, 1)


def test_a_key_that_comes_back_with_its_command_is_not_bound_twice() -> None:
    """Skip took `d` and `q`, which is wrong; when it gets `s` back, done cannot have it."""
    keymap, findings = read_keymap({"topic.done": "s", "topic.skip": ["d", "q"]}, USUAL)
    assert [finding.path for finding in findings] == [("keys", "topic.skip")]
    assert keymap == {}


@given(st.dictionaries(st.sampled_from(list(USUAL)), st.lists(st.sampled_from("dsqxabc"), min_size=1, unique=True)))
def test_no_key_is_ever_bound_twice(table: dict[str, list[str]]) -> None:
    """Whatever the user writes, each key does one thing; without a mistake it is what was written."""
    keymap, findings = read_keymap(table, USUAL)
    bound = [key for command, keys in {**USUAL, **keymap}.items() if command != "search.stop" for key in keys]
    assert len(bound) == len(set(bound))
    assert findings or keymap == {command: tuple(keys) for command, keys in table.items()}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("x", "x"),
        ("G", "G"),
        ("ä", "ä"),
        ("?", "question_mark"),
        ("question_mark", "question_mark"),
        ("Space", "space"),
        ("Esc", "escape"),
        ("PgDn", "pagedown"),
        ("↓", "down"),
        ("Ctrl+D", "ctrl+d"),
        ("shift+g", "G"),
        ("shift+tab", "shift+tab"),
        ("Shift+Ctrl+F5", "ctrl+shift+f5"),
        ("alt+/", "alt+slash"),
        ("ctrl+i", "tab"),
        ("ctrl+m", "enter"),
        ("ctrl+[", "escape"),
    ],
)
def test_every_spelling_leads_to_one_name(text: str, name: str) -> None:
    """Characters, names, what the help shows, and what terminals cannot tell apart."""
    assert key_name(text) == name


@pytest.mark.parametrize("text", ["", " ", "xx", "ctrl+", "+x", "hyper+x", "ctrl+ctrl", "f25", "shift+?", "\n", "\x1b"])
def test_what_is_no_key_has_no_name(text: str) -> None:
    """Such a key would never be pressed."""
    assert key_name(text) is None


@pytest.mark.parametrize("key", [key for command in COMMANDS for key in command.keys])
def test_a_key_may_be_written_as_the_help_shows_it(key: str) -> None:
    """What stands on the screen can be copied into the settings."""
    assert key_name(key_label(key)) == key_name(key) == key


def test_the_names_are_those_of_textual() -> None:
    """Of named keys, and of every character that a keyboard prints."""
    assert set(NAMED) <= {str(key.value) for key in Keys}
    printed = string.ascii_letters + string.digits + string.punctuation
    assert [key_name(character) for character in printed] == [_character_to_key(character) for character in printed]


@pytest.mark.parametrize(
    ("key", "label"), [("slash", "/"), ("backspace", "Backspace"), ("ctrl+shift+f5", "Ctrl+Shift+F5"), ("f2", "F2")]
)
def test_keys_are_shown_as_the_keyboard_has_them(key: str, label: str) -> None:
    """Not by the names that Textual gives them."""
    assert key_label(key) == label

"""Names of keys: every spelling leads to Textual's."""

import string

import pytest
from textual.keys import Keys, _character_to_key

from roadmap_tui.core.keys import NAMED, key_label, key_name
from roadmap_tui.presentation.commands import COMMANDS


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

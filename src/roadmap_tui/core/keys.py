"""Names of keys, as Textual has them: what readers may write in their keymap, and how a name is shown.

A key is one printable character, or a name such as `space`, `f2`, `question_mark`, with `alt+`, `ctrl+` or `shift+` in
front. Whatever the help shows for a key names it, too.
"""

import string
import unicodedata

NAMED = (
    *("space", "enter", "escape", "tab", "backspace", "insert", "delete"),
    *("up", "down", "left", "right", "home", "end", "pageup", "pagedown"),
    *(f"f{number}" for number in range(1, 25)),
)
"""Keys without a character to print."""

MODIFIERS = ("alt", "ctrl", "shift")

_RENAMED = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
"""Where Textual does not take Unicode's name for a character."""

_OTHER_NAMES = {
    "esc": "escape",
    "return": "enter",
    "pgup": "pageup",
    "pgdn": "pagedown",
    "del": "delete",
    "ins": "insert",
    "↑": "up",
    "↓": "down",
    "←": "left",
    "→": "right",
}

_SAME_BYTE = {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+left_square_bracket": "escape"}
"""What terminals cannot tell apart."""

_LABELS = {"escape": "Esc", "pageup": "PgUp", "pagedown": "PgDn", "up": "↑", "down": "↓", "left": "←", "right": "→"}


def _name_of(character: str) -> str:
    if character.isalnum():
        return character
    name = unicodedata.name(character, character).lower().replace("-", "_").replace(" ", "_")
    return _RENAMED.get(name, name)


_SYMBOLS = {_name_of(character): character for character in string.punctuation}
"""The characters of the ASCII keyboard that are neither letters nor digits, by name."""

NAMES = (*NAMED, *_SYMBOLS)
"""Every name of more than one character, without modifiers."""


def key_name(text: str) -> str | None:
    """The one name that a key goes by.

    Args:
        text: What a reader wrote: `x`, `?`, `Space`, `Ctrl+D`, `shift+tab`.

    Returns:
        Textual's name; None when no key is called that.
    """
    if len(text) == 1:
        return _OTHER_NAMES.get(text) or (_name_of(text) if text.isprintable() and text != " " else None)
    *before, last = text.lower().split("+")
    key = _with_modifiers(sorted(set(before)), _OTHER_NAMES.get(last, last))
    return key and _SAME_BYTE.get(key, key)


def _with_modifiers(modifiers: list[str], last: str) -> str | None:
    key = _name_of(last) if len(last) == 1 and last.isascii() and last.isprintable() else last
    if not set(modifiers) <= set(MODIFIERS) or not (key in NAMES or (len(key) == 1 and modifiers)):
        return None
    if modifiers == ["shift"] and key not in NAMED:
        return key.upper() if len(key) == 1 and key.isalpha() else None
    return "+".join([*modifiers, key])


def key_label(key: str) -> str:
    """A key as its keyboard has it: `ctrl+d` is `Ctrl+D`, `question_mark` is `?`.

    Args:
        key: Textual's name.
    """
    modifiers, plus, last = key.rpartition("+")
    if plus:
        return f"{modifiers.title()}+{last.upper() if len(last) == 1 else key_label(last)}"
    return _LABELS.get(key) or _SYMBOLS.get(key) or (key.capitalize() if len(key) > 1 else key)

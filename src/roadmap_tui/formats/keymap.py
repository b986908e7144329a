"""The names of keys, and the `[keys]` table of the settings, which gives commands other keys.

Names are those of Textual, which is not needed to check them: one printable character, or a name such as `space`, `f2`,
`question_mark`, with `alt+`, `ctrl+` or `shift+` in front. The user may also write a key as the help shows it.
"""

import string
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from roadmap_tui.core.settings import Keymap
from roadmap_tui.core.text import clean_line
from roadmap_tui.formats.error_text import did_you_mean, quote

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
        text: What the user wrote: `x`, `?`, `Space`, `Ctrl+D`, `shift+tab`.

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
    """A key as it is printed on keyboards: `ctrl+d` is `Ctrl+D`, `question_mark` is `?`.

    Args:
        key: Textual's name.
    """
    modifiers, plus, last = key.rpartition("+")
    if plus:
        return f"{modifiers.title()}+{last.upper() if len(last) == 1 else key_label(last)}"
    return _LABELS.get(key) or _SYMBOLS.get(key) or (key.capitalize() if len(key) > 1 else key)


# The table

Path = tuple[str | int, ...]
"""Of `toml_positions`, which would load a parser for a name alone."""

KeysById = Mapping[str, Sequence[str]]

MAX_KEYS = 20
"""Of one command."""

_MAX_QUOTED = 60
_COPY = "ctrl+c"
"""Textual keeps it to copy what is selected."""


class KeymapProblem(NamedTuple):
    """A mistake whose line is still to be looked up."""

    path: Path
    message: str


def read_keymap(table: Mapping[str, object], usual: KeysById) -> tuple[Keymap, list[KeymapProblem]]:
    """The keys that differ from the usual ones.

    What is wrong is left out, and whatever would then share a key with another command, too.

    Args:
        table: As it stands in the file; a command's id may stand in quotes or be a dotted key.
        usual: The keys of every command, by id.
    """
    keymap: dict[str, tuple[str, ...]] = {}
    paths: dict[str, Path] = {}
    findings: list[KeymapProblem] = []
    for path, value in _entries(table, ("keys",)):
        command = ".".join(map(str, path[1:]))
        mistakes = list(_problems(path, command, value, usual))
        findings += mistakes
        if not mistakes:
            names = value if isinstance(value, list) else [value]
            keymap[command], paths[command] = tuple(dict.fromkeys(filter(None, map(key_name, names)))), path
    findings += [
        KeymapProblem(paths[clash.command], _clash_sentence(clash, keymap)) for clash in _clashes(keymap, usual)
    ]
    return _without_clashes(keymap, usual), findings


def _entries(table: Mapping[str, object], path: Path) -> Iterator[tuple[Path, object]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _entries(value, (*path, key))
        else:
            yield (*path, key), value


def _problems(path: Path, command: str, value: object, usual: KeysById) -> Iterator[KeymapProblem]:
    if command not in usual:
        yield KeymapProblem(path, f"there is no command {quote(command)}{did_you_mean(command, list(usual))}")
    if not isinstance(value, str) and not (isinstance(value, list) and all(isinstance(name, str) for name in value)):
        yield KeymapProblem(
            path, f'the keys of {quote(command)} must be text or a list of texts, such as ["space", "x"]'
        )
        return
    names = value if isinstance(value, list) else [value]
    if not 1 <= len(names) <= MAX_KEYS:
        yield KeymapProblem(path, f"{quote(command)} needs at least one key and has at most {MAX_KEYS}")
    for number, name in enumerate(names[: MAX_KEYS + 1]):
        if problem := _key_problem(name):
            yield KeymapProblem((*path, number), problem)


def _key_problem(name: str) -> str | None:
    key = key_name(name)
    if key == _COPY:
        return f"{quote(name)} cannot be given away: it copies what is selected"
    modifiers, plus, last = name.lower().rpartition("+")
    guess = did_you_mean(last, NAMES).replace("mean ", f"mean {clean_line(modifiers[:_MAX_QUOTED])}{plus}")
    return None if key else f"there is no key {quote(name)}{guess}"


class _Clash(NamedTuple):
    """One key for two commands."""

    command: str
    """One that the user gave the key."""

    key: str
    other: str


def _clashes(keymap: Keymap, usual: KeysById) -> list[_Clash]:
    """Each once; keys that two commands share by themselves, in different places, are none."""
    owners: dict[str, list[str]] = {}
    for command, keys in {**usual, **keymap}.items():
        for key in keys:
            owners.setdefault(key, []).append(command)
    return [
        _Clash(command, key, other)
        for number, command in enumerate(keymap)
        for key in keymap[command]
        for other in owners[key]
        if other != command
        and other not in list(keymap)[number:]
        and not (key in usual[command] and key in usual[other])
    ]


def _clash_sentence(clash: _Clash, keymap: Keymap) -> str:
    advice = "" if clash.other in keymap else f"; give {clash.other} another key as well"
    return f"{quote(key_label(clash.key))} is bound to {clash.other} and to {clash.command}{advice}"


def _without_clashes(keymap: Keymap, usual: KeysById) -> Keymap:
    """Give each command in a clash its default keys back; these may clash with new keys of another one."""
    while clashes := _clashes(keymap, usual):
        wrong = {name for clash in clashes for name in (clash.command, clash.other)}
        keymap = {command: keys for command, keys in keymap.items() if command not in wrong}
    return keymap

"""`completion`: a script that makes a shell complete commands, options and choices, made from the parser."""

import argparse
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import NamedTuple

from roadmap_tui.cli.context import Context
from roadmap_tui.cli.parser import build_parser

SHELLS = ("bash", "zsh", "fish")

_BASH = """\
# roadmap-tui completion for bash: eval "$(roadmap-tui completion bash)"
_roadmap_tui() {{
    local current=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD-1]}} words=""
    if [ "$COMP_CWORD" -eq 1 ]; then
        words="{commands}"
    else
        case "${{COMP_WORDS[1]}} $previous" in
{choices}
        *)
            case "${{COMP_WORDS[1]}}" in
{options}
            esac ;;
        esac
    fi
    COMPREPLY=($(compgen -W "$words" -- "$current"))
}}
complete -o default -F _roadmap_tui roadmap-tui
"""

_ZSH = """\
#compdef roadmap-tui
# roadmap-tui completion for zsh: eval "$(roadmap-tui completion zsh)"
autoload -Uz bashcompinit && bashcompinit
{bash}"""


class _Command(NamedTuple):
    name: str
    words: str
    options: dict[str, tuple[str, ...]]
    """Each option with its choices; those of the argument stand under an empty name."""


def add_arguments(command: ArgumentParser) -> None:
    """Declare the arguments."""
    command.add_argument("shell", metavar="SHELL", choices=SHELLS, help=", ".join(SHELLS))


def run(_context: Context, options: Namespace) -> int:
    """Print the script for a shell."""
    commands = list(_commands(build_parser()))
    script = {"bash": _bash, "zsh": lambda found: _ZSH.format(bash=_bash(found)), "fish": _fish}[options.shell]
    print(script(commands), end="")
    return 0


def _commands(parser: argparse.ArgumentParser) -> Iterator[_Command]:
    assert parser._subparsers is not None
    for action in parser._subparsers._group_actions:
        assert isinstance(action, argparse._SubParsersAction)
        words = {choice.dest: choice.help or "" for choice in action._choices_actions}
        for name, command in action.choices.items():
            yield _Command(name, words[name], _options(command))


def _options(command: argparse.ArgumentParser) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for action in command._actions:
        for name in action.option_strings or [""]:
            found[name] = (*found.get(name, ()), *map(str, action.choices or ()))
    return found


def _bash(commands: list[_Command]) -> str:
    choices = (
        f'        "{command.name} {name}") words="{" ".join(values)}" ;;'
        for command in commands
        for name, values in command.options.items()
        if name and values
    )
    options = (f'            {command.name}) words="{" ".join(_words(command))}" ;;' for command in commands)
    names = " ".join(command.name for command in commands)
    return _BASH.format(commands=names, choices="\n".join(choices), options="\n".join(options))


def _words(command: _Command) -> list[str]:
    return [*filter(None, command.options), *command.options.get("", ())]


def _fish(commands: list[_Command]) -> str:
    lines = ["# roadmap-tui completion for fish: roadmap-tui completion fish | source"]
    for command in commands:
        lines.append(f"complete -c roadmap-tui -n __fish_use_subcommand -a {command.name} -d {_quoted(command.words)}")
        condition = f"-n '__fish_seen_subcommand_from {command.name}'"
        for name, values in command.options.items():
            flag = f" {'-l' if name.startswith('--') else '-s'} {name.lstrip('-')}" if name else ""
            arguments = f" -x -a {_quoted(' '.join(values))}" if values else ""
            if flag or arguments:
                lines.append(f"complete -c roadmap-tui {condition}{flag}{arguments}")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"

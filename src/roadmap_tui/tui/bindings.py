"""The command table as Textual's bindings, with the ids that the user's keymap names."""

from textual.binding import Binding, BindingType

from roadmap_tui.presentation.commands import COMMANDS, Command, Scope


def bindings(*scopes: Scope) -> list[BindingType]:
    """The bindings of the widget, screen or app that answers the commands of these scopes."""
    return [_binding(command) for command in COMMANDS if command.scope in scopes]


def shared_bindings(*command_ids: str) -> list[BindingType]:
    """The bindings of a screen that answers some commands of the main screen in its own way."""
    return [_binding(command) for command in COMMANDS if command.id in command_ids]


def _binding(command: Command) -> Binding:
    return Binding(",".join(command.keys), command.action, command.title, id=command.id, show=False)

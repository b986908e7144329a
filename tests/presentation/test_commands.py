"""The command table: nothing twice, nothing without an answer."""

from collections import Counter

import pytest

from roadmap_tui.presentation.commands import COMMANDS, Command, Scope, command_rows, key_label, keys_label
from roadmap_tui.tui.app import RoadmapApp
from roadmap_tui.tui.screens.main import MainScreen
from roadmap_tui.tui.widgets.document_view import DocumentView
from roadmap_tui.tui.widgets.topic_tree import TopicTree

ANSWERING = {
    Scope.PANE: (TopicTree, DocumentView),
    Scope.TREE: (TopicTree,),
    Scope.MAIN: (MainScreen,),
    Scope.APP: (RoadmapApp,),
}


def test_ids_and_keys_are_unique() -> None:
    """No id is used twice, and no key does two things."""
    counts = Counter(command.id for command in COMMANDS) + Counter(key for command in COMMANDS for key in command.keys)
    assert counts.most_common(1)[0][1] == 1


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_every_command_is_answered(command: Command) -> None:
    """Whoever a command names has an action of that name."""
    name = f"action_{command.action.partition('(')[0]}"
    assert all(callable(getattr(answering, name, None)) for answering in ANSWERING[command.scope])


@pytest.mark.parametrize(
    ("key", "label"), [("j", "j"), ("G", "G"), ("ctrl+d", "Ctrl+D"), ("question_mark", "?"), ("shift+tab", "Shift+Tab")]
)
def test_keys_have_readable_names(key: str, label: str) -> None:
    """A key is written as it is printed on the keyboard."""
    assert key_label(key) == label


def test_the_table_has_a_row_for_each_title() -> None:
    """Commands of one title share a row, and the digits are shown as a range."""
    rows = list(command_rows())
    assert ("Folding", "1 … 9", "Fold to that level") in rows
    assert len(rows) == len({command.title for command in COMMANDS})


def test_the_table_shows_the_keys_that_are_bound() -> None:
    """A command that was bound anew shows its new key, one without a key is left out."""
    rows = {title: keys for _, keys, title in command_rows({"step.undo": ["U"], "topic.skip": []})}
    assert (rows["Undo"], rows.get("Skip")) == ("U", None)


def test_long_rows_of_keys_are_shortened() -> None:
    """More than four keys become a range."""
    assert keys_label(["a", "b", "c", "d", "e"]) == "a … e"

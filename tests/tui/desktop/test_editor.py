"""Which editor is started, with what, and what is said when it cannot be."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from roadmap_tui.errors import UsageError
from roadmap_tui.tui.app import RoadmapApp
from roadmap_tui.tui.desktop import editor


def only(*names: str) -> Callable[[str], str | None]:
    """A PATH with these programs."""
    return lambda name: f"/bin/{name}" if name in names else None


def everything(name: str) -> str | None:
    """A PATH with every program."""
    return name


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ("vi", "vi +7 /r.toml"),
        ("vim", "vim +7 /r.toml"),
        ("nvim", "nvim +7 /r.toml"),
        ("nano", "nano +7 /r.toml"),
        ("/usr/bin/vim -u NONE", "/usr/bin/vim -u NONE +7 /r.toml"),
        ("emacsclient -nw", "emacsclient -nw +7 /r.toml"),
        ("micro", "micro +7 /r.toml"),
        ("kak", "kak +7 /r.toml"),
        ("joe", "joe +7 /r.toml"),
        ("hx", "hx /r.toml:7"),
        ("helix", "helix /r.toml:7"),
        ("code", "code --wait --goto /r.toml:7"),
        ("code --wait", "code --wait --goto /r.toml:7"),
        ("codium -w", "codium -w --goto /r.toml:7"),
        ("subl -n", "subl -n --wait /r.toml:7"),
        ("code-insiders", "code-insiders --wait --goto /r.toml:7"),
        ("cursor", "cursor --wait --goto /r.toml:7"),
        ("windsurf", "windsurf --wait --goto /r.toml:7"),
        ("zed", "zed --wait /r.toml:7"),
        ("gvim", "gvim -f +7 /r.toml"),
        ("gvim --nofork", "gvim --nofork +7 /r.toml"),
        ("gedit", "gedit --wait +7 /r.toml"),
        ("gnome-text-editor", "gnome-text-editor --standalone /r.toml"),
        ("kate", "kate --block --line 7 /r.toml"),
        ("kate -b", "kate -b --line 7 /r.toml"),
        ("mate", "mate --wait --line 7 /r.toml"),
        ("ed", "ed /r.toml"),
        ("'my editor' -x", "my editor -x /r.toml"),
    ],
)
def test_each_editor_is_told_the_line_in_its_own_way(named: str, expected: str) -> None:
    """One that is not known gets the file alone."""
    assert " ".join(editor.command(Path("/r.toml"), 7, {"EDITOR": named}, everything)) == expected


@pytest.mark.parametrize(
    ("named", "expected"), [("vim", "vim /n.md"), ("hx", "hx /n.md"), ("code", "code --wait /n.md")]
)
def test_without_a_line_there_is_only_the_file(named: str, expected: str) -> None:
    """For what has no places worth naming."""
    assert " ".join(editor.command(Path("/n.md"), None, {"EDITOR": named}, everything)) == expected


@pytest.mark.parametrize(
    ("environment", "found", "expected"),
    [
        ({"VISUAL": "vim", "EDITOR": "ed"}, ("vim", "ed", "nano", "vi"), "vim"),
        ({"VISUAL": "", "EDITOR": "ed"}, ("ed", "nano", "vi"), "ed"),
        ({"VISUAL": "  ", "EDITOR": ""}, ("nano", "vi"), "nano"),
        ({}, ("vi",), "vi"),
    ],
)
def test_the_readers_choice_comes_first(environment: dict[str, str], found: tuple[str, ...], expected: str) -> None:
    """Then what is there."""
    assert editor.command(Path("/r"), None, environment, only(*found))[0] == expected


@pytest.mark.parametrize(
    ("environment", "message"),
    [
        ({}, "No editor was found; set $EDITOR to the one you use."),
        ({"EDITOR": "nope --x"}, "There is no editor nope --x, which $EDITOR names"),
        ({"VISUAL": "nope", "EDITOR": "vi"}, "There is no editor nope, which $VISUAL names"),
        ({"EDITOR": "'unbalanced"}, "There is no editor 'unbalanced, which $EDITOR names"),
        ({"EDITOR": "''"}, "There is no editor '', which $EDITOR names"),
    ],
)
def test_no_editor_is_said(environment: dict[str, str], message: str) -> None:
    """With what to do about it."""
    find = only("vi") if environment else only()
    with pytest.raises(UsageError) as caught:
        editor.command(Path("/r"), None, environment, find)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize("name", ["-rf.toml", "+!rm", "a b;c.toml", "\x1b]0;x.toml", "a\nb"])
def test_no_file_name_is_taken_for_an_option(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The absolute path is handed over, as one argument."""
    monkeypatch.chdir(tmp_path)
    assert editor.command(Path(name), 1, {"EDITOR": "vi"}, everything) == ["vi", "+1", f"{tmp_path}/{name}"]


@contextmanager
def away(_app: RoadmapApp) -> Iterator[None]:
    """A terminal that can be handed over."""
    yield


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["true"], ""),
        (["sh", "-c", "exit 3"], "The editor sh ended with an error, number 3."),
        (["sh", "-c", "kill -9 $$"], "The editor sh ended with an error, number -9."),
        (["/no/such/editor"], "Could not start the editor editor: there is no such file."),
        (["true", "a\0b"], "Could not start the editor true: the name of the file cannot be handed over."),
    ],
)
async def test_what_becomes_of_the_editor_is_said(
    app: RoadmapApp, monkeypatch: pytest.MonkeyPatch, words: list[str], said: str
) -> None:
    """Nothing when all is well."""
    monkeypatch.setattr(RoadmapApp, "suspend", away)
    async with app.run_test():
        assert editor.run(app, words) == said


async def test_a_terminal_that_cannot_be_handed_over_is_said(app: RoadmapApp) -> None:
    """As in a test, where there is none."""
    async with app.run_test():
        assert editor.run(app, ["true"]) == "This terminal cannot be handed to an editor."

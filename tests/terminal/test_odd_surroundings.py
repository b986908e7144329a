"""Odd terminals, odd languages, odd folders and monstrous roadmaps: the app opens, marks and leaves."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import SMALL_ROADMAP
from tests.terminal.conftest import MEDIUM, PROGRAM, OpenApp, Start, cursor_line
from tests.terminal.terminal import Size

PLAIN_C = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.mark.parametrize(
    "changes",
    [
        {"TERM": "linux"},
        {"TERM": "vt100"},
        {"TERM": "nobody-knows"},
        {"TERM": None},
        {"NO_COLOR": "1"},
        PLAIN_C,
        {**PLAIN_C, "PYTHONIOENCODING": "ascii"},
        {"XDG_DATA_HOME": "relative"},
        {"XDG_DATA_HOME": "", "XDG_STATE_HOME": "", "XDG_CONFIG_HOME": ""},
        {"XDG_DATA_HOME": "/{home}/a b\n\x1b]0;x\x07\udcff"},
    ],
    ids=ascii,
)
def test_the_app_works_in_odd_surroundings(
    start: Start,
    small_file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    done: Callable[[], list[str]],
    changes: dict[str, str | None],
) -> None:
    """It may look plainer."""
    for name, value in changes.items():
        if value is None:
            monkeypatch.delenv(name)
        else:
            monkeypatch.setenv(name, value.replace("/{home}", str(tmp_path)))
    app = start("open", small_file)
    app.wait_for("Tools")
    app.press("Z", "j", "x")
    app.wait_for(" 1/7 ")
    app.press("q")
    assert app.wait_exit() == 0
    assert done() == ["data.sql"]


def test_without_a_locale_the_four_statuses_differ(open_app: OpenApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a tmux without one, which shows an underscore for each character that is not ASCII."""
    monkeypatch.setenv("LC_ALL", "C")
    app = open_app()
    app.press("Z", "j", "x", "j", "i", "j", "j", "s")
    app.wait_for(lambda: all(row in app.text for row in ("[x] SQL", "[~] Indexes", "[-] Redis", "[ ] MongoDB")))
    assert app.text.isascii()


@pytest.mark.parametrize(
    "name", ["\x1b]0;x\x07.toml", "-rf.toml", "a\nb.toml", "\u202etxt.toml", "x" * 250 + ".toml", "\udcff.toml"]
)
def test_a_roadmap_may_be_called_anything(start: Start, tmp_path: Path, name: str) -> None:
    """It is found again as the one used last."""
    (tmp_path / name).write_text(SMALL_ROADMAP)
    for arguments in (["open", f"./{name}"], []):
        app = start(*arguments)
        app.wait_for("A small roadmap")
        app.press("q")
        assert app.wait_exit() == 0


MONSTERS = {
    "a megabyte of words": "x " * 500_000,
    "a megabyte without a blank": "y" * 1_000_000,
    "a hundred thousand marks on one letter": "z" + "\u0301" * 100_000,
    "brackets": "[" * 20_000,
    "quotes in quotes": "> " * 5_000 + "x",
    "stars": "*a " * 20_000,
    "lists in lists": "\n".join("  " * depth + "- x" for depth in range(500)),
    "zero width": "\u200b\u200d\ufe0f" * 50_000,
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈" * 5_000,
    "right to left": "שלום עולם " * 10_000,
}


def test_monstrous_texts_freeze_nothing(start: Start, tmp_path: Path, done: Callable[[], list[str]]) -> None:
    """As titles they are cut, as texts they are wrapped; every box stays in its column."""
    nodes = "".join(
        f"[t{number}]\ntitle = {json.dumps(text.replace(chr(10), ' '), ensure_ascii=False)}\n"
        f"about = {json.dumps(text, ensure_ascii=False)}\n"
        for number, text in enumerate(MONSTERS.values())
    )
    (tmp_path / "small.toml").write_text(f'format = 1\nid = "small"\ntitle = "Monsters"\n{nodes}')
    app = start("open", "small.toml", size=Size(100, 30))
    app.wait_for("Monsters")
    for number in range(len(MONSTERS)):
        app.press("x")
        app.wait_for(lambda: f" {number + 1}/10 " in app.text, timeout_s=5)  # noqa: B023  # waited for right here
        assert cursor_line(app).startswith("▌ ✓ ")
        app.press("j")
    app.press("q")
    assert app.wait_exit() == 0
    assert len(done()) == 10


def test_a_reader_of_the_output_that_goes_ends_a_command_quietly() -> None:
    """As every program in a pipe does."""
    script = f'"{PROGRAM}" list | head -1; echo "${{PIPESTATUS[0]}}"'
    ran = subprocess.run(["bash", "-c", script], capture_output=True, text=True, timeout=20, check=True)
    assert ran.stdout.splitlines()[-1] in ("0", "141")  # 0 when all was written before `head` went
    assert ran.stderr == ""


def test_a_folder_that_vanishes_while_the_app_runs_is_made_again(
    open_app: OpenApp, tmp_path: Path, done: Callable[[], list[str]]
) -> None:
    """And the marks that went with it are written again."""
    app = open_app(MEDIUM)
    app.press("Z", "j", "x")
    app.wait_for(lambda: "✓ SQL" in app.text and not app.lines[-1].rstrip().endswith("saving"))
    folder = Path(os.environ["XDG_DATA_HOME"])
    folder.rename(tmp_path / "elsewhere")
    app.press("G", "x")
    app.wait_for(lambda: folder.exists() and done() == ["data.sql", "tools.make"])
    assert "✓ SQL" in app.text

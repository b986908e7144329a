"""A fifth status in a copy of the sources: it is counted and drawn by its rows, and no exporter can pass over it."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import roadmap_tui

ROWS = (
    ("core/marks.py", "    DONE = ", '    PAUSED = "paused", "on hold"\n    DONE = '),
    ("core/counts.py", "    todo: int = 0\n", "    todo: int = 0\n    paused: int = 0\n"),
    ("presentation/glyphs.py", "    TODO = ", '    PAUSED = "paused"\n    TODO = '),
    (
        "presentation/glyphs.py",
        "    Status.TODO: _StatusGlyphs(",
        '    Status.PAUSED: _StatusGlyphs(Role.PAUSED, "‖", "┅", "[=]", "="),\n    Status.TODO: _StatusGlyphs(',
    ),
)
"""All that a status needs before it can be counted and drawn: file, where, and the text with its row."""

SCRIPT = """
from datetime import UTC, datetime
from roadmap_tui.core.actions import set_status
from roadmap_tui.core.counts import Tally
from roadmap_tui.core.marks import Device, Status
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.roadmap import Node, build_roadmap
from roadmap_tui.formats.exports import ExportFormat, dumps
from roadmap_tui.formats.progress_jsonl import dumps as log_lines
from roadmap_tui.presentation.glyphs import UNICODE
from roadmap_tui.presentation.stats import status_bar
from roadmap_tui.presentation.words import format_summary

nodes = [Node("", "Root", 0, -1, 3, False), Node("a", "A", 1, 0, 2, True), Node("b", "B", 1, 0, 3, True)]
progress = Progress(build_roadmap("small", nodes), Device("laptop"))
paused = set_status(progress, nodes[1:2], Status.PAUSED, datetime(2026, 11, 22, tzinfo=UTC))
tally = Tally(progress.with_marks(paused))
overall = tally.overall
print(overall.paused, overall.todo, overall.total)
print(format_summary(overall, UNICODE))
print("".join(text for text, _ in status_bar(overall, 4, UNICODE)))
print(b'"status":"paused"' in log_lines(paused))
for wanted in ExportFormat:
    try:
        dumps(wanted, tally)
    except AssertionError:
        print("refused by", wanted)
"""


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The sources below the two faces, with the new rows."""
    package = tmp_path / "roadmap_tui"
    shutil.copytree(Path(roadmap_tui.__file__).parent, package, ignore=shutil.ignore_patterns("tui", "cli", "__pyc*"))
    for module, before, after in ROWS:
        text = (package / module).read_text("utf-8")
        assert text.count(before) == 1
        (package / module).write_text(text.replace(before, after), "utf-8")
    return package


def run(copied: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Python in the copy."""
    command = [sys.executable, *arguments]
    environment = {"PYTHONPATH": str(copied.parent), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        command, cwd=copied.parent, env=environment, capture_output=True, encoding="utf-8", timeout=120, check=False
    )


def test_a_status_that_is_added_is_counted_and_drawn(copied: Path) -> None:
    """No topic drops out of a total or a bar; exporters to formats with statuses of their own refuse it."""
    ran = run(copied, "-c", SCRIPT)
    counts, summary, bar, logged, *refused = ran.stdout.splitlines() or [ran.stderr]
    assert counts == "1 1 2", ran.stderr
    assert summary == "0 of 2 done · 1 on hold"
    assert bar == "──┅┅"
    assert logged == "True"
    assert refused == [f"refused by {name}" for name in ("markdown", "html", "org", "todotxt", "ics")]


def test_the_type_checker_names_every_exporter_that_does_not_know_a_new_status(copied: Path) -> None:
    """Those that write the status by its name need no change."""
    package = "roadmap_tui.formats.exports"
    ran = run(copied, "-m", "mypy", "--config-file=", "--cache-dir=/dev/null", "--follow-imports=silent", "-p", package)
    found = re.findall(r"(\w+)\.py:\d+: error: .*assert_never.*Status\.PAUSED", ran.stdout)
    assert sorted(found) == ["html", "ics", "markdown", "org", "todotxt"], ran.stdout + ran.stderr


def test_a_status_without_glyphs_is_refused_at_once(copied: Path) -> None:
    """A row that is forgotten ends the program at its start, not where a user happens to look."""
    glyphs = copied / "presentation" / "glyphs.py"
    glyphs.write_text(glyphs.read_text("utf-8").replace(ROWS[3][2], ROWS[3][1]), "utf-8")
    ran = run(copied, "-c", "import roadmap_tui.presentation.glyphs")
    assert "KeyError: <Status.PAUSED" in ran.stderr

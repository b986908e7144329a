"""What a module or a command loads, seen from a fresh interpreter: nobody pays for a library that is not used.

That imports point down is for the contracts in pyproject.toml, which `make check` runs.
"""

import pkgutil
import subprocess
import sys

import pytest

import roadmap_tui

_OPEN_APP_ONLY = {"textual", "rich"}
_READ_FILES_ONLY = {"pydantic", "tomli_w", "markdown_it"}

MODULES = [module.name for module in pkgutil.walk_packages(roadmap_tui.__path__, "roadmap_tui.")]
PURE = [name for name in MODULES if name.startswith(("roadmap_tui.core", "roadmap_tui.errors"))]
WITHOUT_PYDANTIC = [
    *(name for name in MODULES if name.startswith(("roadmap_tui.storage", "roadmap_tui.cli", "roadmap_tui.__main__"))),
    "roadmap_tui.presentation.words",
]
FORMATS = [name for name in MODULES if name.startswith("roadmap_tui.formats")]


def loaded_by(statements: str) -> set[str]:
    """The packages that are in `sys.modules` after these statements and were not before."""
    script = (
        f"import sys; before = set(sys.modules)\n{statements}\nprint(*sys.modules.keys() - before, file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == 0, ran.stderr
    return {name.partition(".")[0] for name in ran.stderr.splitlines()[-1].split()}


def loaded_by_command(*arguments: str) -> set[str]:
    """The packages that running a command loads."""
    return loaded_by(f"""
from roadmap_tui.cli import run
try:
    assert run({arguments!r}) == 0
except SystemExit as end:
    assert end.code == 0""")


@pytest.mark.parametrize("module", PURE)
def test_the_core_loads_the_standard_library_only(module: str) -> None:
    """It can be used, and tested, wherever there is a Python."""
    assert loaded_by(f"import {module}") <= {"roadmap_tui", *sys.stdlib_module_names}


@pytest.mark.parametrize("module", WITHOUT_PYDANTIC)
def test_commands_and_storage_load_no_library_before_it_is_needed(module: str) -> None:
    """Whatever is imported at their top is paid for by every command."""
    assert loaded_by(f"import {module}").isdisjoint({*_OPEN_APP_ONLY, *_READ_FILES_ONLY})


@pytest.mark.parametrize("module", FORMATS)
def test_formats_do_not_load_what_draws(module: str) -> None:
    """They turn text into values, whoever asks."""
    assert loaded_by(f"import {module}").isdisjoint(_OPEN_APP_ONLY)


@pytest.mark.parametrize(
    "arguments",
    [
        ("list", "--json"),
        ("list",),
        ("show", "redis"),
        ("next",),
        ("stats", "--json"),
        ("done", "redis"),
        ("log",),
        ("undo",),
        ("roadmaps",),
        ("new", "garden"),
    ],
    ids=" ".join,
)
def test_commands_that_read_a_roadmap_do_not_load_the_app(arguments: tuple[str, ...]) -> None:
    """Textual alone takes longer to load than a whole command may take."""
    loaded = loaded_by_command(*arguments)
    assert "roadmap_tui" in loaded
    assert loaded.isdisjoint(_OPEN_APP_ONLY)


def test_stats_for_people_load_rich_and_nothing_of_the_app() -> None:
    """Rich lays them out on a terminal; the curve, and with it Textual, is for the app."""
    on_a_terminal = """
sys.stdout.isatty = lambda: True
from roadmap_tui.cli import run
assert run(["stats"]) == 0"""
    loaded = loaded_by(on_a_terminal)
    assert "rich" in loaded
    assert loaded.isdisjoint({"textual", "textual_plotext", "plotext"})
    assert "rich" not in loaded_by_command("stats")


@pytest.mark.parametrize(
    "arguments",
    [("stats",), ("next",), ("list", "--status", "doing"), ("show", "redis"), ("done", "redis"), ("undo",), ("log",)],
    ids=" ".join,
)
def test_an_unchanged_roadmap_costs_no_library(arguments: tuple[str, ...]) -> None:
    """Marking compiles it, and from then on every command loads what was compiled."""
    loaded_by_command("doing", "redis")
    loaded = loaded_by_command(*arguments)
    assert "roadmap_tui" in loaded
    assert loaded <= {"roadmap_tui", *sys.stdlib_module_names}
    slow = {"tomllib", "hashlib", "difflib", "asyncio", "inspect", "dataclasses", "subprocess", "traceback", "tokenize"}
    assert loaded.isdisjoint(slow)


def test_the_app_loads_the_plotting_library_with_the_statistics() -> None:
    """Not at its start."""
    assert loaded_by("import roadmap_tui.tui.app").isdisjoint({"textual_plotext", "plotext"})
    assert {"textual_plotext", "plotext"} <= loaded_by("import roadmap_tui.tui.screens.stats")


@pytest.mark.parametrize("arguments", [("--version",), ("--help",), ("paths",)], ids=" ".join)
def test_commands_that_read_no_file_load_no_library_for_files(arguments: tuple[str, ...]) -> None:
    """They answer at once."""
    loaded = loaded_by_command(*arguments)
    assert "roadmap_tui" in loaded
    assert loaded.isdisjoint({*_OPEN_APP_ONLY, *_READ_FILES_ONLY})


def test_without_a_settings_file_nothing_is_loaded_for_one() -> None:
    """Its schema needs pydantic; who has no settings does not pay for them."""
    read = """
from roadmap_tui.cli.context import Context
Context.of_user().settings"""
    assert loaded_by(read).isdisjoint({*_OPEN_APP_ONLY, *_READ_FILES_ONLY})


def test_opening_the_app_is_what_loads_textual() -> None:
    """So that the tests above look for a name that can be found."""
    assert {"textual", "rich"} <= loaded_by("import roadmap_tui.tui.app")

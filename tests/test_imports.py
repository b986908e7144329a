"""What a module or a command loads, seen from a fresh interpreter: nobody pays for a library that is not used.

That imports point down is for the contracts in pyproject.toml, which `make check` runs.
"""

import pkgutil
import subprocess
import sys

import pytest

import roadmap_tui
from roadmap_tui.cli.commands.mark import VERBS

_OPEN_APP_ONLY = {"textual", "rich"}
_READ_FILES_ONLY = {"pydantic", "tomli_w", "markdown_it"}

MODULES = [module.name for module in pkgutil.walk_packages(roadmap_tui.__path__, "roadmap_tui.")]


def modules_of(*packages: str) -> list[str]:
    """The modules in these packages, and the packages themselves."""
    return [name for name in MODULES if name.startswith(tuple(f"roadmap_tui.{package}" for package in packages))]


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


def loaded_by_each(modules: list[str]) -> dict[str, set[str]]:
    """What each module loads that none before it has loaded; one interpreter imports them all, because each is slow."""
    statements = """
import importlib, sys
before = set(sys.modules)
for module in sys.argv[1:]:
    importlib.import_module(module)
    print(module, *{name.partition(".")[0] for name in sys.modules.keys() - before})
    before = set(sys.modules)"""
    command = [sys.executable, "-c", statements, *modules]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == 0, ran.stderr
    found = {module: set(loaded) for module, *loaded in map(str.split, ran.stdout.splitlines())}
    assert list(found) == modules
    return found


def test_the_core_loads_the_standard_library_only() -> None:
    """It can be used, and tested, wherever there is a Python."""
    loaded = loaded_by_each(modules_of("core", "errors", "first_frame", "xdg", "user_locale"))
    allowed = {"roadmap_tui", *sys.stdlib_module_names}
    assert [name for name, found in loaded.items() if not found <= allowed] == []


def test_storage_and_commands_load_no_library_before_it_is_needed() -> None:
    """Whatever is imported at their top is paid for by every command; only the schema is a library's work."""
    modules = ["roadmap_tui.__main__", *modules_of("storage", "cli"), "roadmap_tui.presentation.words"]
    modules.remove("roadmap_tui.cli.commands.schema")
    libraries = {*_OPEN_APP_ONLY, *_READ_FILES_ONLY}
    assert [name for name, found in loaded_by_each(modules).items() if found & libraries] == []


def test_formats_and_presentation_do_not_load_what_draws() -> None:
    """They turn text into values and values into text, whoever asks."""
    loaded = loaded_by_each(modules_of("formats", "presentation"))
    assert [name for name, found in loaded.items() if found & _OPEN_APP_ONLY] == []


def test_a_command_loads_no_module_of_another_one() -> None:
    """Except what it shares with one."""
    shared = {"next": {"list"}, "show": {"link", "mark"}, "link": {"mark"}, "attach": {"mark"}, "undo": {"mark"}}
    shared |= {"redo": {"undo", "mark"}, "update": {"import_"}}
    statements = """
import sys
from roadmap_tui.cli.parser import COMMANDS, build_parser
package = "roadmap_tui.cli.commands."
for command in COMMANDS:
    build_parser({command})
    loaded = [name for name in sys.modules if name.startswith(package)]
    print(command, *(name.removeprefix(package) for name in loaded))
    for name in loaded:
        del sys.modules[name]"""
    ran = subprocess.run([sys.executable, "-c", statements], capture_output=True, text=True, timeout=60, check=True)
    for command, *loaded in map(str.split, ran.stdout.splitlines()):
        own = "import_" if command == "import" else "mark" if command in VERBS else command
        assert set(loaded) == {own, *shared.get(command, set())}


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


def test_stats_on_a_terminal_load_nothing_of_the_app() -> None:
    """The curve, and with it Textual, is for the app; a terminal needs no library to show colours."""
    on_a_terminal = """
sys.stdout.isatty = lambda: True
from roadmap_tui.cli import run
assert run(["stats"]) == 0"""
    assert loaded_by(on_a_terminal).isdisjoint({*_OPEN_APP_ONLY, "textual_plotext", "plotext"})


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

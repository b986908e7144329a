"""The documents say what the program does."""

import re
import tomllib
from pathlib import Path

import pytest

from docs.make_tables import renewed, renewed_format
from roadmap_tui import __version__
from roadmap_tui.cli.parser import build_parser
from roadmap_tui.core.settings import DEFAULT_SETTINGS
from roadmap_tui.formats import roadmap_toml, settings_toml
from roadmap_tui.presentation.commands import DEFAULT_KEYS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
FORMAT = (ROOT / "docs" / "format.md").read_text(encoding="utf-8")
DOCUMENTS = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/decisions.md"]


def test_the_tables_in_the_readme_are_those_of_the_program() -> None:
    """Keys and commands are made from the tables in the code; `make readme` renews them."""
    assert renewed(README) == README


def test_the_sample_roadmap_in_the_readme_is_valid() -> None:
    """What an author copies from there passes `check`."""
    sample = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)[-1]
    assert [node.id for node in roadmap_toml.loads(sample.encode(), "README").nodes[1:]] == [
        "soil",
        "soil.compost",
        "soil.beds",
    ]


def test_the_tables_about_the_format_are_those_of_the_schema() -> None:
    """Made from the models; `make readme` renews them, too."""
    assert renewed_format(FORMAT) == FORMAT


def test_the_example_of_the_format_is_valid_and_complete() -> None:
    """What an author copies from there passes `check`, and shows every attribute but `ref`, which importers write."""
    sample = re.findall(r"```toml\n(.*?)```", FORMAT, re.DOTALL)[0]
    roadmap = roadmap_toml.loads(sample.encode(), "format.md")
    assert sum(1 for _ in roadmap.topics()) == 5
    used = set(re.findall(r"(?:^|[{,] )([a-z]+) = ", sample, re.MULTILINE))
    assert used == (roadmap_toml.ATTRIBUTES | set(roadmap_toml.LinkTable.model_fields)) - {"ref"}


def test_the_sample_settings_in_the_readme_are_the_defaults() -> None:
    """What a user copies from there changes nothing, and every setting is shown."""
    sample = re.findall(r"<!-- settings -->\n```toml\n(.*?)```", README, re.DOTALL)[0]
    settings, mistakes = settings_toml.loads(sample.encode(), settings_toml.Allowed(DEFAULT_KEYS, lambda _: None))
    assert mistakes == []
    assert settings._replace(keys={}, glyphs=None, roadmap=None) == DEFAULT_SETTINGS
    assert all(DEFAULT_KEYS[command] == keys for command, keys in settings.keys.items())
    assert tomllib.loads(sample).keys() == {field.alias for field in settings_toml.SettingsTable.model_fields.values()}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_between_documents_lead_somewhere(name: str) -> None:
    """Every relative link names a file that is there."""
    text = (ROOT / name).read_text(encoding="utf-8")
    targets = [target for target in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in target]
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_the_help_names_every_command_of_the_changelog() -> None:
    """Each command that the changelog announces can be called."""
    text = build_parser().format_help()
    announced = re.findall(r"`([a-z]+)`", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    assert [command for command in announced if command not in text] == []


def test_the_version_is_a_release_number() -> None:
    """Three numbers, as Semantic Versioning has it."""
    assert re.fullmatch(r"\d+\.\d+\.\d+", __version__)

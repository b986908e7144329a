"""What people install: built from the checkout, installed where there is no checkout, and run. Needs no network."""

import json
import os
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator, Mapping
from email.message import Message
from email.parser import BytesParser
from pathlib import Path
from typing import NamedTuple

import pytest

import roadmap_tui

ROOT = Path(__file__).parents[1]


class Built(NamedTuple):
    """The archives of one version."""

    sdist: Path
    wheel: Path
    """Built from the sdist, as package indexes and distributions do."""

    wheel_of_checkout: Path


def run(*command: str | Path, cwd: Path, env: Mapping[str, str] | None = None) -> str:
    """Run a program that must succeed; gives what it printed."""
    ran = subprocess.run(
        command, cwd=cwd, env=env, capture_output=True, text=True, timeout=120, check=False, stdin=subprocess.DEVNULL
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Both archives, built with the build backend that is installed here."""
    build = (sys.executable, "-m", "build", "--no-isolation", "--outdir")
    both, checkout = tmp_path_factory.mktemp("both"), tmp_path_factory.mktemp("checkout")
    run(*build, both, ROOT, cwd=both)
    run(*build, checkout, "--wheel", ROOT, cwd=checkout)
    return Built(_only(both.glob("*.tar.gz")), _only(both.glob("*.whl")), _only(checkout.glob("*.whl")))


@pytest.fixture(scope="module")
def installed(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` folder of an environment that holds the wheel, and the libraries of this environment but no checkout.

    A path file leads to the libraries. Path files that stand among them are not followed from there, and one of those
    is what makes the checkout importable here.
    """
    place = tmp_path_factory.mktemp("clean")
    environment = place / "environment"
    run(sys.executable, "-m", "venv", "--without-pip", environment, cwd=place)
    python = environment / "bin" / "python"
    pip = (sys.executable, "-m", "pip", "--isolated", "--disable-pip-version-check", "--python", python)
    run(*pip, "install", "--quiet", "--no-index", "--no-deps", built.wheel, cwd=place)
    libraries = _only(environment.glob("lib/python*/site-packages"))
    (libraries / "libraries.pth").write_text(sysconfig.get_path("purelib"))
    return python.parent


@pytest.fixture
def metadata(built: Built) -> Message:
    """What package indexes know about the program."""
    with zipfile.ZipFile(built.wheel) as wheel:
        return BytesParser().parsebytes(wheel.read(f"{_dist_info()}/METADATA"))


@pytest.fixture
def nowhere(tmp_path: Path) -> Path:
    """An empty folder."""
    folder = tmp_path / "nowhere"
    folder.mkdir()
    return folder


def _only(paths: Iterator[Path]) -> Path:
    (path,) = paths
    return path


def _dist_info() -> str:
    return f"roadmap_tui-{roadmap_tui.__version__}.dist-info"


def _names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_carries_the_modules_and_their_data(built: Built) -> None:
    """The same files as `src`, and the bundled roadmap inside the package."""
    sources = (path for path in (ROOT / "src").rglob("*.*") if path.suffix != ".pyc")
    expected = {path.relative_to(ROOT / "src").as_posix() for path in sources} | {"roadmap_tui/data/roadmap.toml"}
    assert {"roadmap_tui/py.typed", "roadmap_tui/tui/roadmap.tcss"} <= expected
    assert {name for name in _names(built.wheel) if not name.startswith(_dist_info())} == expected


def test_the_wheel_carries_the_roadmap_of_the_checkout(built: Built) -> None:
    """Byte for byte."""
    with zipfile.ZipFile(built.wheel) as wheel:
        assert wheel.read("roadmap_tui/data/roadmap.toml") == (ROOT / "data" / "roadmap.toml").read_bytes()


def test_the_wheel_carries_the_licence(built: Built) -> None:
    """MIT asks for it in all copies."""
    assert f"{_dist_info()}/licenses/LICENSE" in _names(built.wheel)


def test_the_wheel_is_the_same_whether_built_from_the_checkout_or_from_the_sdist(built: Built) -> None:
    """The sdist has everything that the build needs, and nothing that only this machine has gets in."""
    assert built.wheel.name == built.wheel_of_checkout.name
    assert built.wheel.read_bytes() == built.wheel_of_checkout.read_bytes()


def test_the_sdist_carries_what_is_needed_to_test_it(built: Built) -> None:
    """Distributions build from it and run the tests."""
    with tarfile.open(built.sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"pyproject.toml", "Makefile", "constraints.txt", "README.md", "tests/conftest.py"} <= names


def test_the_metadata_says_what_the_program_is(metadata: Message) -> None:
    """Name, version, licence and the Python it needs."""
    wanted = {"Name": "roadmap-tui", "Version": roadmap_tui.__version__, "License-Expression": "MIT"}
    assert {key: metadata[key] for key in wanted} == wanted
    assert metadata["Requires-Python"] == ">=3.11"


def test_the_metadata_names_the_pythons_and_systems_it_runs_on(metadata: Message) -> None:
    """As classifiers, which package indexes search by."""
    classifiers = {
        name.removeprefix("Programming Language :: Python :: ") for name in metadata.get_all("Classifier", [])
    }
    assert {"3.11", "3.12", "3.13", "Typing :: Typed", "Environment :: Console"} <= classifiers
    assert {"Operating System :: POSIX :: Linux", "Operating System :: MacOS"} <= classifiers


def test_the_constraints_pin_whatever_is_required() -> None:
    """Every dependency, of the program and of its developers, has one exact version, and no line names an address."""
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    pins = {name.lower().replace("_", "-"): version for name, _, version in (line.partition("==") for line in lines)}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    required = {*project["dependencies"], *project["optional-dependencies"]["dev"]}
    assert {name.partition(">")[0] for name in required} <= pins.keys()
    assert all(pins.values())
    assert "/" not in "".join(lines)


def test_the_installed_program_is_the_wheel(installed: Path, nowhere: Path) -> None:
    """Not the checkout, which this environment would find as well."""
    script = "import roadmap_tui; print(roadmap_tui.__file__)"
    assert Path(run(installed / "python", "-c", script, cwd=nowhere).strip()).is_relative_to(installed.parent)


def test_the_installed_program_lists_the_bundled_roadmap(installed: Path, nowhere: Path) -> None:
    """From an empty folder, with an empty home, which stays empty."""
    environment = {"HOME": str(nowhere), "PATH": os.defpath}
    listed = json.loads(run(installed / "roadmap-tui", "list", "--json", cwd=nowhere, env=environment))
    here = json.loads(run(Path(sys.executable).with_name("roadmap-tui"), "list", "--json", cwd=nowhere))
    assert listed == here
    assert listed
    assert not list(nowhere.iterdir())


def test_the_installed_program_runs_as_a_module(installed: Path, nowhere: Path) -> None:
    """`python -m roadmap_tui` is the same program."""
    command = (installed / "python", "-m", "roadmap_tui", "--version")
    assert run(*command, cwd=nowhere) == f"roadmap-tui {roadmap_tui.__version__}\n"

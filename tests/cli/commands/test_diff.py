"""The commands diff and remove."""

from pathlib import Path

import pytest

from tests.cli.conftest import Program

OLD = "# Plan\n## A\n- [ ] Redis\n- [ ] Trees [t](https://example.org/1)\n- [ ] Kafka\n## B\n- [ ] Sorts of things\n"
NEW = "# Plan\n## A\n- [ ] Trees [t](https://example.org/2)\n- [ ] New\n## B\n- [ ] Sort of things\n- [ ] Redis\n"


@pytest.fixture
def editions(tmp_path: Path) -> tuple[Path, Path]:
    old, new = tmp_path / "plan.md", tmp_path / "next.md"
    old.write_text(OLD)
    new.write_text(NEW)
    return old, new


def test_a_difference_says_what_changed_and_what_it_costs(program: Program, editions: tuple[Path, Path]) -> None:
    """Added, removed, renamed, moved, re-linked, and the percentage before and after."""
    program("import", str(editions[0]))
    program("done", "kafka", "redis", "-r", "plan")
    entry = program("diff", "plan", str(editions[1]), "--json").json
    assert [each["title"] for each in entry["added"]] == ["New"]
    assert [each["title"] for each in entry["removed"]] == ["Kafka"]
    assert [(each["old_title"], each["title"]) for each in entry["renamed"]] == [("Sorts of things", "Sort of things")]
    assert [(each["old_path"], each["path"]) for each in entry["moved"]] == [(["A"], ["B"])]
    assert [(each["removed"], each["added"]) for each in entry["relinked"]] == [
        (["https://example.org/1"], ["https://example.org/2"])
    ]
    assert (entry["old"]["percent"], entry["new"]["percent"]) == (50, 25)


def test_a_difference_is_told_in_words(program: Program, editions: tuple[Path, Path]) -> None:
    """Of two files that were never imported as well."""
    out = program("diff", *map(str, editions)).out
    assert "Moved (1)\n  Redis: A -> B\n" in out
    assert "Topics 4 -> 4, done 0 -> 0: 0% -> 0%." in out
    assert "The same topics" in program("diff", str(editions[0]), str(editions[0])).out


def test_a_removed_roadmap_comes_back_with_its_progress(program: Program, editions: tuple[Path, Path]) -> None:
    """The command that brings it back is said."""
    file = Path(program("import", str(editions[0]), "--json").json["file"])
    program("done", "kafka", "-r", "plan")
    before = file.read_bytes()
    ran = program("remove", "plan")
    assert (ran.code, file.exists()) == (0, False)
    assert program("list", "-r", "plan").code == 3
    assert program(*ran.out.splitlines()[-1].split()[1:]).code == 0
    assert file.read_bytes() == before
    assert program("stats", "-r", "plan", "--json").json["done"] == 1


def test_a_removed_roadmap_that_is_imported_again_is_the_same(program: Program, editions: tuple[Path, Path]) -> None:
    """Even from a later edition."""
    program("import", str(editions[0]))
    program("done", "sorts-of-things", "redis", "-r", "plan")
    program("remove", "plan")
    entry = program("import", str(editions[1]), "--id", "plan", "--json").json
    assert (entry["kept"], entry["parked"]) == (2, 0)


def test_the_bundled_roadmap_cannot_be_removed(program: Program) -> None:
    """It belongs to the program."""
    assert program("remove", "backend").code == 2
    assert program("remove", "nothing-like-it").code == 3

"""The commands import and update: any list becomes a roadmap, and no tick is lost when it changes."""

import json
from pathlib import Path
from typing import Any

import pytest

from roadmap_tui.storage import library
from tests.cli.conftest import Program, Ran

LIST = """# Study plan

## Basics

- [x] Big O notation
- [ ] Recursion
    - [a video](https://www.youtube.com/watch?v=1)
- [ ] Intro

## Graphs

- [ ] Intro
- [X] Breadth-first search
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "plan.md"
    path.write_text(LIST)
    return path


def imported(program: Program, *arguments: str | Path) -> Any:
    ran = program("import", *map(str, arguments), "--json")
    assert ran.code == 0, ran.err
    return ran.json


def updated(program: Program, source: Path, text: str, *arguments: str) -> Any:
    source.write_text(text)
    ran = program("update", "plan", *arguments, "--json")
    assert ran.code == 0, ran.err
    return ran.json


def done(program: Program) -> set[str]:
    return {entry["id"] for entry in program("list", "-r", "plan", "--json").json if entry["status"] == "done"}


def test_a_checklist_becomes_a_roadmap_with_its_ticks(program: Program, source: Path) -> None:
    """The file passes `check`, and the ticks are one step."""
    entry = imported(program, source)
    assert (entry["id"], entry["title"], entry["topics"], entry["links"]) == ("plan", "Study plan", 5, 1)
    assert (entry["marked"], entry["kept"], entry["parked"], entry["added"]) == (2, 0, 0, 5)
    assert entry["skipped_items"] == [
        {"line": 7, "reason": '"a video" has no box and was kept as part of "Recursion".'}
    ]
    assert program("check", entry["file"]).code == 0
    assert done(program) == {"basics.big-o-notation", "graphs.breadth-first-search"}
    program("undo", "-r", "plan")
    assert done(program) == set()


def test_importing_again_changes_nothing(program: Program, source: Path) -> None:
    """Neither the file nor a tick; what the user took back stays taken back."""
    path = Path(imported(program, source)["file"])
    program("todo", "big-o-notation", "-r", "plan")
    before, marks = path.read_bytes(), len(program.marks())
    entry = imported(program, source)
    assert (entry["changed"], entry["kept"], entry["marked"], entry["added"]) == (False, 1, 0, 0)
    assert (path.read_bytes(), len(program.marks())) == (before, marks)
    assert [each.name for each in path.parent.iterdir()] == ["plan.toml"]


def test_an_update_keeps_every_tick_it_can_and_parks_the_others(program: Program, source: Path) -> None:
    """Renamed, moved and reworded topics go on; nothing jumps to a twin."""
    imported(program, source)
    program("done", "graphs.intro", "basics.recursion", "-r", "plan")
    entry = updated(
        program,
        source,
        "# Plan\n## Basics\n- [ ] Big-O notations\n- [ ] Intro\n## More\n- [ ] Recursion\n- [ ] Breadth-first search\n",
    )
    assert (entry["kept"], entry["parked"]) == (3, 1)
    assert entry["vanished"] == [{"id": "graphs.intro", "title": "Intro"}]
    assert "Intro" not in {each["title"] for each in program("list", "-r", "plan", "--status", "done", "--json").json}
    assert Path(entry["kept_file"]).read_text() != Path(entry["file"]).read_text()


def test_going_back_gives_everything_back(program: Program, source: Path) -> None:
    """Two editions later, too."""
    imported(program, source)
    program("done", "graphs.intro", "-r", "plan")
    before = done(program)
    updated(program, source, "# Plan\n## Basics\n- [ ] Big O notation\n- [ ] New\n")
    updated(program, source, "# Plan\n## Basics\n- [ ] Big O notation\n## Graphs\n- [ ] New\n- [ ] Intro\n")
    entry = updated(program, source, LIST)
    assert (done(program), entry["parked"]) == (before, 0)


def test_one_undo_does_not_tear_a_renamed_topic_from_its_tick(program: Program, source: Path) -> None:
    """The mark under the former id is taken back under the new one."""
    imported(program, source)
    program("done", "recursion", "-r", "plan")
    updated(program, source, LIST.replace("## Basics", "## Foundations of it all"))
    assert len(done(program)) == 3
    program("undo", "-r", "plan")
    assert len(done(program)) == 2
    program("redo", "-r", "plan")
    assert len(done(program)) == 3


def test_what_is_doubtful_waits_for_a_yes(program: Program, source: Path) -> None:
    """Parked first; `--accept` carries it over, even when nothing else changed since."""
    imported(program, source)
    changed = LIST.replace("[X] Breadth-first search", "[ ] Breadth-first search of trees")
    entry = updated(program, source, changed)
    assert (entry["parked"], [each["title"] for each in entry["doubtful"]]) == (1, ["Breadth-first search"])
    entry = updated(program, source, changed, "--accept")
    assert (entry["parked"], entry["kept"]) == (0, 2)


def test_a_twin_asks_again_until_it_is_answered(program: Program, source: Path) -> None:
    """The question of an earlier update is not lost."""
    twins = "# P\n## A\n- [x] Intro\n- [ ] Intro\n- [ ] x\n"
    source.write_text(twins)
    imported(program, source)
    one = twins.replace("- [x] Intro\n", "")
    assert updated(program, source, one)["parked"] == 1
    again = updated(program, source, one)
    assert (again["parked"], [each["title"] for each in again["doubtful"]]) == (1, ["Intro"])
    assert updated(program, source, one, "--accept")["parked"] == 0
    assert len(done(program)) == 1


def test_a_dry_run_writes_nothing(program: Program, source: Path) -> None:
    """It says what would be."""
    entry = imported(program, source, "--dry-run")
    assert (entry["topics"], entry["marked"], entry["dry_run"]) == (5, 2, True)
    assert not Path(entry["file"]).exists()
    assert program.marks() == []


def test_another_source_of_the_same_id_is_refused(program: Program, source: Path, tmp_path: Path) -> None:
    """With what to do instead."""
    imported(program, source)
    other = tmp_path / "other.md"
    other.write_text(LIST)
    ran = program("import", str(other), "--id", "plan")
    assert (ran.code, "roadmap-tui update plan" in ran.err) == (2, True)
    assert program("import", str(other), "--id", library.BUNDLED_ID).code == 2


def test_an_update_from_a_stranger_is_refused(program: Program, source: Path, tmp_path: Path) -> None:
    """A file without one of the topics would park every tick."""
    imported(program, source)
    other = tmp_path / "other.md"
    other.write_text("# T\n- [ ] something else entirely\n")
    ran = program("update", "plan", str(other))
    assert (ran.code, "Nothing in" in ran.err) == (2, True)


def test_a_folder_means_its_readme_and_has_its_name(program: Program, tmp_path: Path) -> None:
    """A clone."""
    (tmp_path / "My-Clone").mkdir()
    (tmp_path / "My-Clone" / "README.md").write_text("- [ ] x\n")
    entry = imported(program, tmp_path / "My-Clone")
    assert (entry["id"], entry["title"]) == ("my-clone", "My-Clone")


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"just prose\n", "nothing to tick"), (b"\xff\xffx", "not UTF-8"), (None, "no such file")],
)
def test_what_cannot_be_imported_is_named(program: Program, source: Path, content: bytes | None, words: str) -> None:
    """With exit code 4, and nothing is written."""
    source.unlink()
    if content is not None:
        source.write_bytes(content)
    ran = program("import", str(source))
    assert (ran.code, words in ran.err) == (4, True)
    assert not program.locations.roadmaps.exists()


def test_nothing_of_a_source_reaches_the_terminal_uncleaned(program: Program, source: Path) -> None:
    """Titles, sections and addresses can hold escape sequences."""
    source.write_text("# T\x1b]52;c;eA==\x07\n## S\x9b1m\n- [ ] x\x1b[c\n- y\x1b[c [l](foo\x9b)\n")
    ran: Ran = program("import", str(source), "--verbose")
    assert ran.code == 0
    assert not set(ran.out + ran.err) & {"\x1b", "\x9b", "\x07"}
    source.write_text("# T\n## S\n- [ ] z\x1b[c\n")
    again = program("update", "plan", "--verbose")
    assert not set(again.out + again.err) & {"\x1b", "\x9b", "\x07"}


def test_a_roadmap_file_is_imported_with_its_ids(program: Program, small_file: Path) -> None:
    """Its own ids and former ids say which topic is which."""
    imported(program, small_file)
    program("done", "redis", "-r", "small")
    text = small_file.read_text().replace("[data.stores.redis]", "[data.stores.valkey]")
    small_file.write_text(text.replace('title = "Redis"', 'title = "Valkey"\nwas = ["data.stores.redis"]'))
    entry = imported(program, small_file)
    assert (entry["kept"], entry["parked"]) == (1, 0)
    assert program("check", entry["file"]).code == 0


def test_a_map_keeps_its_ticks_when_everything_is_reworded(program: Program, tmp_path: Path) -> None:
    """The upstream ids say which box is which, and a published table those that changed."""
    folder = tmp_path / "clone" / "src" / "data" / "roadmaps" / "baking"
    (folder / "content").mkdir(parents=True)
    boxes = [{"id": name, "type": "topic", "data": {"label": f"Box {name}"}} for name in ("aa", "bb")]
    (folder / "baking.json").write_text(json.dumps({"nodes": boxes}))
    (folder / "baking.md").write_text("---\ntitle: Baking\n---\n")
    (folder / "content" / "box@aa.md").write_text("# Box\n\nWarm.\n\n- [@article@More](https://example.org/)\n")
    entry = imported(program, f"{tmp_path / 'clone'}#baking")
    assert (entry["id"], entry["title"], entry["topics"], entry["links"]) == ("baking", "Baking", 2, 1)
    assert program("check", entry["file"]).code == 0
    program("done", "box-aa", "box-bb", "-r", "baking")
    boxes = [
        {"id": name, "type": "topic", "data": {"label": f"Other words {n}"}} for n, name in enumerate(("aa", "cc"))
    ]
    (folder / "baking.json").write_text(json.dumps({"nodes": boxes}))
    (folder / "migration-mapping.json").write_text('{"bb": "cc", "x": 3}')
    entry = imported(program, folder)
    assert (entry["kept"], entry["parked"]) == (2, 0)


def test_a_roadmap_file_that_names_its_source_is_taken_over_as_it_is(program: Program, small_file: Path) -> None:
    """With its comments."""
    small_file.write_text(
        small_file.read_text().replace("[data]", 'source = "https://example.org"\n# a comment\n[data]', 1)
    )
    assert Path(imported(program, small_file)["file"]).read_bytes() == small_file.read_bytes()
    assert imported(program, small_file)["changed"] is False


def test_an_update_reads_the_file_as_the_first_import_did(program: Program, source: Path) -> None:
    """When the user had to say what is a topic, they need not say it again."""
    source.write_text(LIST + "\n## Reading\n" + "".join(f"- [Book {n}](https://example.org/{n})\n" for n in range(20)))
    assert imported(program, source, "--as", "lists")["topics"] == 26
    program("done", "book-7", "-r", "plan")
    entry = updated(program, source, source.read_text().replace("Recursion", "More recursion"))
    assert (entry["topics"], entry["kept"], entry["parked"]) == (26, 3, 0)


def test_a_clone_with_many_maps_asks_for_one(program: Program, tmp_path: Path) -> None:
    """Its README is no curriculum."""
    (tmp_path / "clone" / "src" / "data" / "roadmaps").mkdir(parents=True)
    (tmp_path / "clone" / "README.md").write_text("- [ ] x\n")
    ran = program("import", str(tmp_path / "clone"))
    assert (ran.code, "#SLUG" in ran.err) == (4, True)

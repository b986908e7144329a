"""The names of log files: whose they are, which are copies, and which are no logs."""

from pathlib import Path

import pytest

from roadmap_tui.core.marks import Device
from roadmap_tui.storage.log_names import file_of, parse

OWN = "laptop-0123456789ab"


@pytest.mark.parametrize(
    ("name", "device", "number"),
    [
        (f"{OWN}.jsonl", OWN, 1),
        (f"{OWN}.2.jsonl", OWN, 2),
        (f"{OWN}.17.jsonl", OWN, 17),
        ("laptop.jsonl", "laptop", 1),
        ("My Mac.jsonl", "My", 1),
        ("日本.jsonl", "日本", 1),
    ],
)
def test_a_log_has_a_device_and_a_number(name: str, device: str, number: int) -> None:
    """Names that the program would not give are logs, too."""
    found = parse(name)
    assert found
    assert (found.device, found.number) == (device, number)


@pytest.mark.parametrize(
    "name",
    [
        f"{OWN}.sync-conflict-20261101-123456-ABCDEFG.jsonl",
        f"{OWN} (conflicted copy 2026-11-01).jsonl",
        f"{OWN} (Ann's conflicted copy 2026-11-01).jsonl",
        f"{OWN}_conflict-20261101-123456.jsonl",
        f"{OWN}.conflict1.jsonl",
        f"{OWN}.jsonl.conflict1",
        f"{OWN}.jsonl..path1",
        f"{OWN}.path2.jsonl",
        f"{OWN}.jsonl.orig",
        f"{OWN}.jsonl.rej",
        f"{OWN}.orig.jsonl",
        f"{OWN}.jsonl~",
        f"{OWN} 2.jsonl",
        f"{OWN} (1).jsonl",
        f"{OWN} copy.jsonl",
        f"{OWN}.2 (conflicted copy).jsonl",
        f"{OWN}(1).jsonl",
    ],
)
def test_a_copy_has_the_device_of_its_original(name: str) -> None:
    """So the marks of both are the same marks."""
    found = parse(name)
    assert found
    assert (found.device, found.is_copy) == (OWN, True)


@pytest.mark.parametrize(
    "name",
    [
        f"._{OWN}.jsonl",
        f".#{OWN}.jsonl",
        f"~${OWN}.jsonl",
        f".syncthing.{OWN}.jsonl.tmp",
        f".{OWN}.jsonl.abcdefgh.tmp",
        f"#{OWN}.jsonl#",
        f"{OWN}.jsonl.tmp",
        f"{OWN}.jsonl.gz",
        f"{OWN}.json",
        "notes.txt",
        "",
    ],
)
def test_hidden_and_other_files_are_no_logs(name: str) -> None:
    """Whatever a program keeps there for a moment."""
    assert parse(name) is None


@pytest.mark.parametrize("number", [1, 2, 100])
def test_the_name_of_a_file_is_parsed_again(number: int) -> None:
    """There and back."""
    found = parse(file_of(Path("/x"), Device(OWN), number).name)
    assert found == (OWN, number, False)

"""The device: one installation, whatever its host is called and whatever id its machine has."""

import json
import os
import re
import tempfile
from pathlib import Path

import pytest

from roadmap_tui.core.actions import set_status, undo
from roadmap_tui.core.marks import Device, Status
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.roadmap import NodeId
from roadmap_tui.storage import device, system
from roadmap_tui.storage.locations import Locations
from roadmap_tui.storage.log import ProgressLog
from tests.conftest import NOON
from tests.mark_strategies import ROADMAP


@pytest.fixture(autouse=True)
def machine_id(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this machine's id is; the second place that is looked at."""
    path = tmp_path / "machine-id"
    path.write_text("0123456789abcdef\n")
    monkeypatch.setattr(system, "_MACHINE_IDS", (tmp_path / "none", path))
    return path


def call_host(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "uname", lambda: os.uname_result(("Linux", name, "6", "1", "x86_64")))


def claimed(locations: Locations) -> Device:
    """The device after its first mark."""
    return device.claim(locations, device.load(locations)).name


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("laptop", "laptop"),
        ("Anns-MacBook-Pro.local", "anns-macbook-pro"),
        ("host.example.org", "host"),
        ("my_host!", "my-host"),
        ("büro", "b-ro"),
        ("../../etc/passwd", "device"),
        ("x/../y", "x"),
        ("\x1b]0;x", "0-x"),
        ("", "device"),
        ("日本", "device"),
        ("a" * 99, "a" * 40),
    ],
)
def test_a_device_is_called_after_its_host(
    locations: Locations, monkeypatch: pytest.MonkeyPatch, host: str, expected: str
) -> None:
    """In letters that any file system takes, and that lead to no other folder."""
    call_host(host, monkeypatch)
    assert re.fullmatch(rf"{expected}-[0-9a-f]{{12}}", device.load(locations).name)


def test_looking_writes_nothing(locations: Locations) -> None:
    """Commands that only read leave no file."""
    device.load(locations)
    assert not locations.state.exists()


def test_a_device_keeps_its_name(locations: Locations, monkeypatch: pytest.MonkeyPatch) -> None:
    """From one start to the next, and under another host name."""
    call_host("laptop", monkeypatch)
    first = claimed(locations)
    call_host("dhcp-17", monkeypatch)
    assert claimed(locations) == device.load(locations).name == first


@pytest.mark.parametrize("content", [None, "", "0123456789abcdef\n"])
def test_machines_of_one_name_and_one_id_are_different_devices(
    locations: Locations, machine_id: Path, content: str | None
) -> None:
    """Clones, containers and macOS: only the state folder tells them apart."""
    machine_id.unlink()
    if content is not None:
        machine_id.write_text(content)
    other = locations._replace(state=locations.state.with_name("other-state"))
    assert claimed(locations) != claimed(other)


def test_a_home_that_machines_share_has_a_device_for_each(locations: Locations, machine_id: Path) -> None:
    """And each of them finds its own again."""
    one = claimed(locations)
    machine_id.write_text("fedcba9876543210\n")
    two = claimed(locations)
    assert one != two == claimed(locations)
    machine_id.write_text("0123456789abcdef\n")
    assert claimed(locations) == one


def test_the_first_of_two_processes_names_the_device(locations: Locations) -> None:
    """Both may have made up a name."""
    one, two = device.load(locations), device.load(locations)
    assert one != two
    assert device.claim(locations, one) == one
    assert device.claim(locations, two).name == one.name


@pytest.mark.parametrize("call", ["mkstemp", "close", "link"])
def test_two_processes_that_name_the_device_at_once_agree(
    locations: Locations, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    """Whatever the first one is doing when the second one comes and goes."""
    module = tempfile if call == "mkstemp" else os
    usual = getattr(module, call)
    others: list[Device] = []

    def interrupted(*arguments: object, **options: object) -> object:
        monkeypatch.setattr(module, call, usual)
        others.append(claimed(locations))
        return usual(*arguments, **options)

    monkeypatch.setattr(module, call, interrupted)
    assert [claimed(locations)] == others == [claimed(locations)]


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "null", '{"x": 1}', "[" * 100_000, json.dumps({"": "../evil"}), "\x00"]
)
def test_a_file_that_makes_no_sense_costs_the_name_alone(locations: Locations, content: str) -> None:
    """A new log is begun, and its name is kept from then on."""
    locations.state.mkdir(parents=True)
    locations.device.write_text(content)
    assert claimed(locations) == claimed(locations)


def test_where_nothing_can_be_kept_marks_are_saved_all_the_same(locations: Locations) -> None:
    """A file stands where the state folder should be."""
    locations.state.write_text("")
    own = device.load(locations)
    assert device.claim(locations, own) == own


# The logs of older versions


@pytest.mark.parametrize("has_machine_id", [True, False])
def test_undo_reaches_into_the_logs_of_older_versions(
    locations: Locations, monkeypatch: pytest.MonkeyPatch, machine_id: Path, has_machine_id: bool
) -> None:
    """Under the host's name, or under any name with the digits of the machine's id; nothing is added to them."""
    call_host("laptop", monkeypatch)
    if not has_machine_id:
        machine_id.unlink()
    name = f"old-name-{device._machine()}" if has_machine_id else "laptop"
    old = ProgressLog(locations.progress, Device(name))
    topic = ROADMAP.node(NodeId("data.sql"))
    old.append(set_status(Progress(ROADMAP, old.device), [topic], Status.DONE, NOON))
    before = old.path.read_bytes()

    own = device.claim(locations, device.load(locations))
    assert own.former == {name}
    log = ProgressLog(locations.progress, *own)
    progress = Progress(ROADMAP, log.device).with_marks(log.read())
    log.append(undo(progress, NOON))
    again = ProgressLog(locations.progress, *own)
    after = Progress(ROADMAP, own.name).with_marks(again.read())
    assert after.status(topic.id) is Status.TODO
    assert next(after.redoable)
    assert old.path.read_bytes() == before
    assert again.path.exists()


def test_logs_of_other_machines_are_not_ours(locations: Locations, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though their host may have our name."""
    call_host("laptop", monkeypatch)
    locations.progress.mkdir(parents=True)
    for name in ("laptop", "laptop-00000000", "phone-0123456789ab"):
        (locations.progress / f"{name}.jsonl").touch()
    assert device.load(locations).former == frozenset()

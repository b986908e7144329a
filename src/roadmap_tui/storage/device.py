"""The device: one installation of the program, which has logs of its own.

Its name is the host's, for people, and a random id. It is made at the first mark, or when the app opens, and kept in
the state folder, which nobody syncs. So a cloned machine, a new host name or a machine without an id never bring two
writers to one log. A home that several machines share has a name for each of them, told apart by the machine's id.
"""

import json
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from roadmap_tui.core.marks import Device
from roadmap_tui.storage import files, log_names, system
from roadmap_tui.storage.locations import APP, Locations

MAX_BYTES = 2**16

_VALID = re.compile(r"[a-z0-9-]{1,60}-[0-9a-f]{12}")


class OwnDevice(NamedTuple):
    """The name of this installation."""

    name: Device
    former: frozenset[Device] = frozenset()
    """The names of its logs before there were random ids. They are read, undone into, and never appended to."""


def load(locations: Locations) -> OwnDevice:
    """The device of this installation; a new name that is kept nowhere if it has none yet. Writes nothing."""
    machine = _machine()
    former = _former(locations.progress, machine)
    known = _names(locations.device).get(machine)
    return OwnDevice(Device(known or f"{_host()}-{os.urandom(6).hex()}"), former)


def claim(locations: Locations, own: OwnDevice) -> OwnDevice:
    """Keep the name of the device, before its first mark.

    Returns:
        The device: under the name that another process has kept meanwhile, if one has. The given one where nothing can
        be kept: then the next start makes a new name, and every mark counts as before.
    """
    machine = _machine()
    with suppress(OSError):
        if machine not in _names(locations.device):
            _keep(locations.device, machine, own.name)
    return own._replace(name=Device(_names(locations.device).get(machine, own.name)))


def _keep(path: Path, machine: str, name: Device) -> None:
    names = {**_names(path), machine: name}
    data = f"{json.dumps(names)}\n".encode()
    if path.exists():
        files.write_own(path, data)
    else:
        with suppress(FileExistsError):  # another process was faster
            files.create_whole(path, data)


def _names(path: Path) -> Mapping[str, str]:
    """The device of each machine; none where the file is missing or makes no sense."""
    try:
        return read_names(files.read_regular(path, MAX_BYTES))
    except OSError:
        return {}


def read_names(data: bytes) -> Mapping[str, str]:
    """The device of each machine in a file; none where it makes no sense."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    entries = found.items() if isinstance(found, dict) else ()
    return {machine: name for machine, name in entries if isinstance(name, str) and _VALID.fullmatch(name)}


def _host() -> str:
    return re.sub(r"[^a-z0-9]+", "-", system.host.host_name().split(".")[0].lower()).strip("-")[:40] or "device"


def _machine() -> str:
    """Eight digits of the machine's id; empty where it has none, as on macOS and in containers."""
    machine = system.host.machine_id()
    return f"{crc32(APP.encode() + machine):08x}" if machine else ""


def _former(progress: Path, machine: str) -> frozenset[Device]:
    """The devices of logs that older versions began on this machine, by their host's name and the machine's digits."""
    try:
        names = [log_names.parse(path.name) for path in progress.iterdir()]
    except OSError:
        return frozenset()  # reading the logs reports it
    host = _host()
    found = (name.device for name in names if name)
    return frozenset(each for each in found if (each.endswith(f"-{machine}") if machine else each == host))

"""A disk that fails at the call that a test chooses, and one that remembers what it was told, to lose power later.

Both stand between the program and the real system calls.
"""

import errno
import fcntl
import os
import random
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, combinations, islice, product
from pathlib import Path
from typing import Any, NamedTuple, Self

import pytest

from roadmap_tui.errors import StorageError

ERRORS = (errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES, errno.EMFILE)

_CALLS = ("open", "mkdir", "fstat", "stat", "pread", "write", "ftruncate", "fchmod", "fsync", "rename", "link", "close")
_BLOCK = 512
_CAP = 60
"""How many states are tried of one moment, chosen by a seed when there are more."""


class Fault(NamedTuple):
    """How calls fail."""

    error: int
    for_ever: bool = False
    """All later calls fail as well."""

    is_short: bool = False
    """A write puts half of its data on the disk and says so; other calls fail with the error."""


FAULTS = [
    pytest.param(Fault(error, for_ever, is_short), id=f"{name} {'for ever' if for_ever else 'once'}")
    for for_ever in (False, True)
    for error, is_short, name in [
        *((number, False, errno.errorcode[number]) for number in ERRORS),
        (errno.ENOSPC, True, "short"),
    ]
]


class Attempt:
    """One try of something, during which the call of a certain number fails."""

    def __init__(self, disk: "FailingDisk", number: int, fault: Fault) -> None:
        self.has_met_fault = False
        self.is_successful = False
        self._disk, self._number, self._fault = disk, number, fault

    def __enter__(self) -> Self:
        self._disk.fail(self._number, self._fault)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> bool:
        self._disk.heal()
        self.is_successful = kind is None
        self.has_met_fault = self._disk.calls >= self._number
        return isinstance(error, OSError | StorageError)


class FailingDisk:
    """Counts the calls that concern files, and lets some fail."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.calls = 0
        self._number: int | None = None
        self._fault = Fault(errno.EIO)
        for name in _CALLS:
            monkeypatch.setattr(os, name, self._watched(name, getattr(os, name)))
        monkeypatch.setattr(fcntl, "flock", self._watched("flock", fcntl.flock))

    def attempts(self, fault: Fault) -> Iterator[Attempt]:
        """One for each call that can fail, until none has."""
        for number in range(1, 100):
            attempt = Attempt(self, number, fault)
            yield attempt
            if not attempt.has_met_fault:
                assert number > 5, "something was to fail"
                return
        pytest.fail("there is no end to it")

    def fail(self, number: int, fault: Fault) -> None:
        """Fail at the call of this number, counted from 1 and from now on."""
        self.calls, self._number, self._fault = 0, number, fault

    def heal(self) -> None:
        """No call fails from now on."""
        self._number = None

    def _fails(self) -> bool:
        if self._number is None:
            return False
        self.calls += 1
        return self.calls == self._number or (self._fault.for_ever and self.calls > self._number)

    def _watched(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*arguments: Any, **options: Any) -> Any:
            if not self._fails():
                return call(*arguments, **options)
            if name == "write" and self._fault.is_short:
                return call(arguments[0], arguments[1][: len(arguments[1]) // 2])
            if name == "close":
                call(*arguments)  # the descriptor is gone whatever close says (close(2))
            raise OSError(self._fault.error, os.strerror(self._fault.error))

        return watched


# What a disk was told


class Written(NamedTuple):
    """So many bytes of a file, from an offset on."""

    node: int
    offset: int
    data: bytes


class Cut(NamedTuple):
    """A file has this size now."""

    node: int
    size: int


class Synced(NamedTuple):
    """What was written to a file is on disk."""

    node: int


class Named(NamedTuple):
    """A name stands for a file or folder now, or for nothing any more; a renamed file loses its old name with it."""

    path: str
    node: int | None
    old: str | None = None


class NamesSynced(NamedTuple):
    """The names in a folder are on disk."""

    folder: str


Operation = Written | Cut | Synced | Named | NamesSynced
_FOLDER = -1


class Tree(NamedTuple):
    """What is on a disk."""

    names: dict[str, int]
    contents: dict[int, bytes]

    @classmethod
    def of(cls, root: Path) -> "Tree":
        """Everything below a folder."""
        names: dict[str, int] = {}
        contents = {}
        for path in sorted(root.rglob("*")):
            names[str(path)] = _FOLDER if path.is_dir() else len(names)
            if path.is_file():
                contents[names[str(path)]] = path.read_bytes()
        return cls(names, contents)

    def write(self, root: Path) -> None:
        """Make the folder what this says; what is in a folder that is not there is lost."""
        shutil.rmtree(root, ignore_errors=True)
        root.mkdir()
        for name in sorted(self.names):
            path, node = Path(name), self.names[name]
            if path.parent.is_dir():
                path.mkdir() if node == _FOLDER else path.write_bytes(self.contents.get(node, b""))


class RecordingDisk:
    """Remembers what it is told, in order."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, before: Tree) -> None:
        self.operations: list[Operation] = []
        self._nodes = dict(before.names)
        self._paths: dict[int, str] = {}
        names = ("open", "mkdir", "write", "ftruncate", "fsync", "rename", "link", "unlink")
        self._calls = {name: getattr(os, name) for name in names}
        for name in self._calls:
            monkeypatch.setattr(os, name, getattr(self, name))

    def open(self, path: Any, flags: int, mode: int = 0o777, **options: Any) -> int:
        is_there = Path(path).exists()
        descriptor: int = self._calls["open"](path, flags, mode, **options)
        self._paths[descriptor] = str(path)
        if not is_there:
            self._name(str(path), 1 + max(self._nodes.values(), default=0) + len(self.operations))
        elif flags & os.O_TRUNC:
            self.operations.append(Cut(self._nodes[str(path)], 0))
        return descriptor

    def mkdir(self, path: Any, mode: int = 0o777) -> None:
        self._calls["mkdir"](path, mode)
        self._name(str(path), _FOLDER)

    def write(self, descriptor: int, data: bytes) -> int:
        offset = os.fstat(descriptor).st_size  # all that the program writes goes to the end
        written: int = self._calls["write"](descriptor, data)
        self.operations.append(Written(self._node(descriptor), offset, data[:written]))
        return written

    def ftruncate(self, descriptor: int, size: int) -> None:
        self._calls["ftruncate"](descriptor, size)
        self.operations.append(Cut(self._node(descriptor), size))

    def fsync(self, descriptor: int) -> None:
        self._calls["fsync"](descriptor)
        is_folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        self.operations.append(NamesSynced(self._paths[descriptor]) if is_folder else Synced(self._node(descriptor)))

    def rename(self, old: Any, new: Any) -> None:
        self._calls["rename"](old, new)
        self._name(str(new), self._nodes.pop(str(old)), str(old))

    def link(self, old: Any, new: Any) -> None:
        self._calls["link"](old, new)
        self._name(str(new), self._nodes[str(old)])

    def unlink(self, path: Any) -> None:
        self._calls["unlink"](path)
        self._nodes.pop(str(path))
        self.operations.append(Named(str(path), None))

    def _name(self, path: str, node: int, old: str | None = None) -> None:
        self._nodes[path] = node
        self.operations.append(Named(path, node, old))

    def _node(self, descriptor: int) -> int:
        return self._nodes[self._paths[descriptor]]


# What a power cut leaves


def after_a_power_cut(before: Tree, operations: list[Operation], *, in_order: bool, seed: int = 1) -> Iterator[Tree]:
    """Everything that may be on a disk that has been told these operations and then lost its power.

    What was written to a file is there up to its last sync; of what came later any beginning is, or any of its blocks,
    or nothing but its length. Names are there up to the last sync of their folder.

    Args:
        before: What was on the disk, all of it synced.
        operations: What it was told.
        in_order: Later names only come with the earlier ones, as on ext4; else each may be there without the others.
        seed: Chooses among very many states.
    """
    names, late_names = _synced_names(before.names, operations)
    chosen = _beginnings(late_names) if in_order else _subsets(late_names)
    trees = [_named(names, some) for some in chosen]
    nodes = sorted({*before.contents, *(node for tree in trees for node in tree.values())} - {_FOLDER})
    contents = [list(dict.fromkeys(_contents(before.contents.get(node, b""), operations, node))) for node in nodes]
    states = (Tree(tree, dict(zip(nodes, some, strict=True))) for tree in trees for some in product(*contents))
    return _some(states, random.Random(seed))


def _some(states: Iterable[Tree], chance: random.Random) -> Iterator[Tree]:
    every = list(islice(states, 20_000))
    return iter(every if len(every) <= _CAP else [every[0], every[-1], *chance.sample(every, _CAP)])


def _synced_names(before: dict[str, int], operations: list[Operation]) -> tuple[dict[str, int], list[Named]]:
    names, late = dict(before), list[Named]()
    for operation in operations:
        if isinstance(operation, Named):
            late.append(operation)
        elif isinstance(operation, NamesSynced):
            synced = [named for named in late if str(Path(named.path).parent) == operation.folder]
            names = _named(names, synced)
            late = [named for named in late if named not in synced]
    return names, late


def _named(names: dict[str, int], operations: Iterable[Named]) -> dict[str, int]:
    names = dict(names)
    for path, node, old in operations:
        names.pop(old or path, None)
        if node is not None:
            names[path] = node
    return names


def _beginnings(every: list[Named]) -> Iterator[tuple[Named, ...]]:
    return (tuple(every[:length]) for length in range(len(every) + 1))


def _subsets(every: list[Named]) -> Iterator[tuple[Named, ...]]:
    return chain.from_iterable(combinations(every, size) for size in range(len(every) + 1))


def _contents(content: bytes, operations: list[Operation], node: int) -> Iterator[bytes]:
    """What a file may hold."""
    own = [op for op in operations if isinstance(op, Written | Cut | Synced) and op.node == node]
    last_sync = max((place for place, op in enumerate(own) if isinstance(op, Synced)), default=-1)
    for op in own[: last_sync + 1]:
        content = _changed(content, op)
    yield content
    for op in own[last_sync + 1 :]:
        if isinstance(op, Written):
            yield from _torn(content, op)
        content = _changed(content, op)
        yield content


def _changed(content: bytes, operation: Operation) -> bytes:
    if isinstance(operation, Written):
        return content[: operation.offset] + operation.data
    return content[: operation.size] if isinstance(operation, Cut) else content


def _torn(content: bytes, written: Written) -> Iterator[bytes]:
    """Cut anywhere, full of NUL, or with blocks of NUL."""
    whole, start = _changed(content, written), written.offset
    for length in {1, 2, len(written.data) // 2, len(written.data) - 1, _BLOCK - start % _BLOCK}:
        yield whole[: start + length]
    yield whole[:start] + bytes(len(written.data))
    for block in range(start // _BLOCK, len(whole) // _BLOCK + 1):
        begin, end = max(start, block * _BLOCK), min(len(whole), (block + 1) * _BLOCK)
        yield whole[:begin] + bytes(end - begin) + whole[end:]

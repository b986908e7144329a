"""What tests of files share: system calls that fail when told to, and a time limit for what must not hang."""

import errno
import os
import resource
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

Call = Callable[..., Any]


class SystemCalls:
    """Functions of `os`, watched: which were called, in order, and which of the calls is to fail."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.made: list[str] = []
        self._monkeypatch = monkeypatch
        self._failures: dict[int, OSError] = {}

    def watch(self, *names: str) -> None:
        """Record every call of these."""
        for name in names:
            self._monkeypatch.setattr(os, name, self._watched(name, getattr(os, name)))

    def fail(self, number: int, error_number: int = errno.EIO) -> None:
        """Let one of the watched calls fail, counted from 0."""
        self._failures[number] = OSError(error_number, os.strerror(error_number))

    def fail_every(self, name: str, error_number: int) -> None:
        """Let every call of a function fail."""

        def failing(*_arguments: object, **_options: object) -> None:
            self.made.append(name)
            raise OSError(error_number, os.strerror(error_number))

        self._monkeypatch.setattr(os, name, failing)

    def _watched(self, name: str, call: Call) -> Call:
        def watched(*arguments: object, **options: object) -> object:
            self.made.append(name)
            if failure := self._failures.pop(len(self.made) - 1, None):
                raise failure
            return call(*arguments, **options)

        return watched


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> SystemCalls:
    """The system calls of this test."""
    return SystemCalls(monkeypatch)


@contextmanager
def file_size_limit(size: int) -> Iterator[None]:
    """No file may grow beyond that: the kernel itself cuts a write short, as a full disk does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """What is inside must be over by then, even if it waits for something."""

    def give_up(*_: object) -> None:
        pytest.fail(f"took more than {seconds} s")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def umask(mask: int) -> Iterator[None]:
    """The user's umask."""
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)

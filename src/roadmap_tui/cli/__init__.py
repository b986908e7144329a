"""The commands: everything the keyboard can do, a command can do.

Data goes to stdout, everything else to stderr. A handler returns its exit code or raises a `RoadmapError`, which
carries one. `docs/decisions.md` says which imports stand inside functions, and why.
"""

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from roadmap_tui.cli.context import Context
from roadmap_tui.cli.output import print_message
from roadmap_tui.cli.parser import parse
from roadmap_tui.errors import EXIT_CRASH, RoadmapError, StorageError, own_mistake
from roadmap_tui.storage.os_errors import explain

EXIT_OUTPUT = 74
"""Stdout does not take what is printed (EX_IOERR of sysexits.h)."""

_EXIT_SIGINT, _EXIT_SIGPIPE = 128 + 2, 128 + 13


def run(arguments: Sequence[str], context: Context | None = None) -> int:
    """Run one command.

    Args:
        arguments: The words after the program's name.
        context: The user's files, device and clock; the real ones when left out.

    Returns:
        The exit code.
    """
    _prepare_streams()
    try:
        options = parse(arguments)
        context = context or Context.of_user()
        code: int = options.run(context, options)
        sys.stdout.flush()
        context.keep_caches()
    except RoadmapError as error:
        print_message(str(error))
        return error.exit_code
    except BrokenPipeError:
        _forget_stdout()
        return _EXIT_SIGPIPE
    except OSError as error:
        if error.filename is not None:  # an error of stdout names no file
            print_message(f"Could not open {error.filename}: {explain(error)}.")
            return StorageError.exit_code
        _forget_stdout()
        print_message(f"Could not write the output: {explain(error)}.")
        return EXIT_OUTPUT
    except KeyboardInterrupt:
        return _EXIT_SIGINT
    except Exception as error:
        print_message(f"{own_mistake(error)}. {_report(context)}")
        return EXIT_CRASH
    return code


def _report(context: Context | None) -> str:
    """Write the error down where there is a place for it."""
    import traceback

    from roadmap_tui.storage.crash_report import write_report

    return write_report(context.locations.log) if context else traceback.format_exc()


def _prepare_streams() -> None:
    """Make printing safe: nowhere if a stream was closed, escaped if its encoding lacks a character."""
    sys.stdout, sys.stderr = sys.stdout or _nowhere(), sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def _forget_stdout() -> None:
    """Whoever read our output has gone; what is still in the buffer must not raise again at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

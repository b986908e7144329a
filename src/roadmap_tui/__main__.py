"""The entry point: shows the first frame if there is one, and hands over to `cli`."""

import contextlib
import gc
import os
import sys

_EXIT_SIGINT = 128 + 2


def main() -> None:
    """Run the program and exit with its code."""
    gc.disable()  # what a command loads is in use until it ends; the app switches it on again
    from roadmap_tui import first_frame

    arguments, code = sys.argv[1:], _EXIT_SIGINT
    try:
        if not arguments or arguments[0] == "open":
            first_frame.show(arguments)
        from roadmap_tui.cli import run

        code = run(arguments)
    except KeyboardInterrupt:  # before or after what `run` answers for
        pass
    finally:
        first_frame.restore_terminal()
    _end(code)


def _end(code: int) -> None:
    """Go at once: taking the interpreter apart would take a fifth of a short command, and nothing is left to do."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):  # what there was to say is flushed; the terminal may be gone
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    main()

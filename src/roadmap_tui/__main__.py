"""The entry point: hands over to `cli`."""

import gc
import os
import sys


def main() -> None:
    """Run the program and exit with its code."""
    gc.disable()  # what a command loads is in use until it ends; the app switches it on again
    from roadmap_tui.cli import run

    code = run(sys.argv[1:])
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # taking the interpreter apart would take a fifth of a short command, and nothing is left to do


if __name__ == "__main__":
    main()

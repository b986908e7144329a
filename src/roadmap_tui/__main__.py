"""The entry point: hands over to `cli`."""

import sys


def main() -> None:
    """Run the program and exit with its code."""
    from roadmap_tui.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()

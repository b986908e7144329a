"""Fuzzes one parser with atheris: `python -m tests.fuzz.run log`, then libFuzzer's options; `make fuzz` runs all."""

import sys

import atheris

with atheris.instrument_imports(include=["roadmap_tui"]):
    from tests.fuzz.parsers import PARSERS

if __name__ == "__main__":
    parser = PARSERS[sys.argv.pop(1)]
    atheris.Setup(sys.argv, parser)
    atheris.Fuzz()

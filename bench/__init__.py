"""Measures the program against a bare Textual app and other programs, as ratios taken in one run. See `__main__`."""

"""The parts of the main screen, a module for each group of commands."""

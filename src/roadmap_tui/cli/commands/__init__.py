"""The commands, a module each: its arguments and its handler."""

"""The commands, a module each: `add_arguments` declares its arguments, and `run` is its handler."""

"""How much there may be, so that no stranger's file takes more time or memory than it is worth."""

FORMAT = 1
"""The `format` that this version reads and writes."""

MAX_BYTES = 64 * 1024 * 1024
MAX_DEPTH = 32
"""Levels below the root."""

MAX_TOPICS = 200_000
MAX_ID = 200
"""Characters, of a roadmap's id and of a node's dotted path."""

MAX_MINUTES = 100_000
MAX_ENTRIES = 10_000
"""Of one list; without it a list of millions of wrong entries would fill the memory with errors."""

MAX_MISTAKES = 1_000
"""The most that one run lists; a file with more is hardly a roadmap, and nobody reads on."""

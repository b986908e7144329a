"""Hidden files, and the copies that other programs make: they stand beside the user's files and are none of them.

Names of copies: Syncthing's `.sync-conflict-…`, Dropbox's and Nextcloud's ` (conflicted copy …)`, ownCloud's
`_conflict-…`, rclone's `.conflict1` and `.path1`, git's `~HEAD`, macOS's ` 2`, and those of editors.
"""

import re

_HIDDEN = (".", "~$", "#")
"""Beginnings of names of hidden and temporary files (`._x` of macOS, `.#x` of Emacs, `~$x` of office programs)."""

_COPY = re.compile(
    r"(.+?)(\.sync-conflict-.*|\.\.?(?:conflict|path)[0-9]+|[ ._-]conflict-.*| \(.*\)| [0-9]+|~.*)",
    re.IGNORECASE | re.DOTALL,
)


def is_hidden(name: str) -> bool:
    """Whether a file of this name is not for people."""
    return name.startswith(_HIDDEN)


def original_of(stem: str) -> str | None:
    """The name of which this is the name of a copy, both without their ending; None when it is that of no copy."""
    found = _COPY.fullmatch(stem)
    return found[1] if found else None

"""Explains errors of the system in words that the user can act on."""

import errno
from pathlib import Path

_SENTENCES = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your disk quota is used up",
    errno.EROFS: "the disk is read-only",
    errno.EACCES: "you have no permission",
    errno.EPERM: "you have no permission",
    errno.EIO: "the disk reports an error",
    errno.ENOENT: "there is no such file",
    errno.EISDIR: "it is a folder, not a file",
    errno.ENOTDIR: "there is a file where a folder should be",
    errno.ELOOP: "it is a symbolic link that is not followed",
    errno.EEXIST: "there is a file of that name already",
    errno.ENAMETOOLONG: "its name is too long",
    errno.EFBIG: "the file is too large",
    errno.ENOTCONN: "the disk or server that it is on does not answer",
    errno.EMFILE: "too many files are open",
    errno.ENFILE: "too many files are open",
}


def unreachable_reason(path: str | Path) -> str:
    """Why nothing can be opened at a path, as `explain` says it; empty when something is there.

    `Path.exists` and its siblings raise some of these errors in Python 3.11, and hide the others.
    """
    try:
        Path(path).stat()
    except OSError as error:
        return explain(error)
    except ValueError:
        return "no file can have that name"
    return ""


def explain(error: OSError) -> str:
    """The end of a sentence that begins "Could not …: "."""
    known = _SENTENCES.get(error.errno) if error.errno else None
    return known or (error.strerror or str(error)).lower()

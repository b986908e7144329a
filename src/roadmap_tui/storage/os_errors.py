"""Why the system refused, in words a reader can act on."""

import errno

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
    errno.ELOOP: "its symbolic links go round in a circle",
    errno.EEXIST: "there is a file of that name already",
    errno.ENAMETOOLONG: "its name is too long",
    errno.EFBIG: "the file is too large",
    errno.EMFILE: "too many files are open",
    errno.ENFILE: "too many files are open",
}


def explain(error: OSError) -> str:
    """The end of a sentence that begins "Could not …: "."""
    known = _SENTENCES.get(error.errno) if error.errno else None
    return known or (error.strerror or str(error)).lower()

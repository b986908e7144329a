"""Why the system refused, in words a user can act on."""

import errno
import os

import pytest

from roadmap_tui.storage.os_errors import explain


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "your disk quota is used up"),
        (errno.EROFS, "the disk is read-only"),
        (errno.EACCES, "you have no permission"),
        (errno.EPERM, "you have no permission"),
        (errno.EIO, "the disk reports an error"),
        (errno.ENOENT, "there is no such file"),
        (errno.EISDIR, "it is a folder, not a file"),
        (errno.ENOTDIR, "there is a file where a folder should be"),
        (errno.ELOOP, "it is a symbolic link that is not followed"),
        (errno.EEXIST, "there is a file of that name already"),
        (errno.ENAMETOOLONG, "its name is too long"),
        (errno.EFBIG, "the file is too large"),
        (errno.EMFILE, "too many files are open"),
        (errno.ENFILE, "too many files are open"),
    ],
)
def test_common_faults_have_words_of_their_own(number: int, words: str) -> None:
    """Whatever the system calls them."""
    assert explain(OSError(number, os.strerror(number), "file")) == words


@pytest.mark.parametrize("number", sorted(errno.errorcode))
def test_every_fault_has_words(number: int) -> None:
    """They end a sentence, so they have no capital, no full stop and no number."""
    words = explain(OSError(number, os.strerror(number)))
    assert words
    assert words[0] == words[0].lower()
    assert not words.endswith(".")
    assert "[Errno" not in words


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError("Something odd"), "something odd"),
        (OSError(99999, "Never heard of"), "never heard of"),
        (TimeoutError(errno.ETIMEDOUT, "Another copy holds it"), "another copy holds it"),
    ],
)
def test_other_faults_say_what_they_say(error: OSError, words: str) -> None:
    """With or without a number."""
    assert explain(error) == words

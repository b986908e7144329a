"""A temporary file for a text that another program edits."""

import contextlib
import shutil
from pathlib import Path
from tempfile import mkdtemp
from types import TracebackType

from roadmap_tui.errors import StorageError
from roadmap_tui.first_frame import Stamp, stamp
from roadmap_tui.storage import files
from roadmap_tui.storage.os_errors import explain

MAX_BYTES = 64 * 2**20


class EditableTempFile:
    """A temporary file in a folder that is its owner's alone; both are gone afterwards unless `keep` is called."""

    def __init__(self, text: str, name: str) -> None:
        """The file is there once the block is entered.

        Args:
            text: What stands in it at first.
            name: Its name; the ending tells an editor what it is.
        """
        self._text = text
        self._name = name
        self._is_kept = False
        self.path = Path()
        self.stamp: Stamp = None
        """The stamp of the file as it was written."""

    def __enter__(self) -> "EditableTempFile":
        """Write the file.

        Raises:
            StorageError: That cannot be done.
        """
        try:
            self.path = Path(mkdtemp(prefix="roadmap-tui-"), self._name)
            files.write_own(self.path, self._text.encode())
            self.stamp = stamp(self.path)
        except OSError as error:
            raise StorageError(f"Could not hand the text to an editor: {explain(error)}.") from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Clear up."""
        if not self._is_kept:
            self.remove()

    def read(self) -> str:
        """Read the file.

        Raises:
            StorageError: It cannot be read, or is no text; then it is kept.
        """
        try:
            return files.read_regular(self.path, MAX_BYTES).decode("utf-8-sig")
        except OSError as error:
            raise StorageError(f"Could not read what the editor left: {explain(error)} ({self.preserve()}).") from error
        except UnicodeDecodeError:
            raise StorageError(f"What the editor left is not UTF-8; it stays in {self.preserve()}.") from None

    def remove(self) -> None:
        """Remove the file and its folder."""
        with contextlib.suppress(OSError):
            shutil.rmtree(self.path.parent)

    def preserve(self) -> Path:
        """Leave the file where it is, and say where that is."""
        self._is_kept = True
        return self.path


class WatchedTempFile:
    """A temporary file that an editor may still write although its command has ended."""

    def __init__(self, temp_file: EditableTempFile) -> None:
        """Preserve the file, as it was written.

        Args:
            temp_file: A file that is open.
        """
        self.path = temp_file.preserve()
        self._file = temp_file
        self._read = self._looked = temp_file.stamp
        self._is_kept = False

    def poll(self) -> str | None:
        """The text, if the file has changed and was the same at the last two looks: an editor may write in pieces.

        Raises:
            StorageError: The file cannot be read, or is no text; then it is kept.
        """
        before, self._looked = self._looked, stamp(self.path)
        return self.take() if self._looked == before else None

    def take(self) -> str | None:
        """The text, if the file has changed.

        Raises:
            StorageError: The file cannot be read, or is no text; then it is kept.
        """
        now = stamp(self.path)
        if now in (None, self._read):
            return None
        self._read = now
        try:
            return self._file.read()
        except StorageError:
            self.preserve()
            raise

    def preserve(self) -> Path:
        """Leave the file where it is when the watch ends, and say where that is."""
        self._is_kept = True
        return self.path

    def close(self) -> None:
        """Remove the file, unless it holds something that nobody has read."""
        if not self._is_kept and stamp(self.path) == self._read:
            self._file.remove()

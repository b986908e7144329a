"""A text in a file of its own for as long as another program edits it."""

import contextlib
import shutil
from pathlib import Path
from tempfile import mkdtemp
from types import TracebackType

from roadmap_tui.errors import StorageError
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

    def __enter__(self) -> "EditableTempFile":
        """Write the file.

        Raises:
            StorageError: That cannot be done.
        """
        try:
            self.path = Path(mkdtemp(prefix="roadmap-tui-"), self._name)
            files.write_whole(self.path, self._text.encode())
        except OSError as error:
            raise StorageError(f"Could not hand the text to an editor: {explain(error)}.") from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Clear up."""
        if not self._is_kept:
            with contextlib.suppress(OSError):
                shutil.rmtree(self.path.parent)

    def read(self) -> str:
        """What stands in it now.

        Raises:
            StorageError: It cannot be read, or is no text; then it is kept.
        """
        try:
            return files.read_regular(self.path, MAX_BYTES).decode("utf-8-sig")
        except OSError as error:
            raise StorageError(f"Could not read what the editor left: {explain(error)} ({self.preserve()}).") from error
        except UnicodeDecodeError:
            raise StorageError(f"What the editor left is not UTF-8; it stays in {self.preserve()}.") from None

    def preserve(self) -> Path:
        """Leave the file where it is, and say where that is."""
        self._is_kept = True
        return self.path

"""The edit of a note by an editor that came back before the user was done, as one with a window of its own may."""

from roadmap_tui.core.marks import NOTE_SEPARATOR
from roadmap_tui.core.notes import TOO_LONG, clean_note, is_too_long
from roadmap_tui.errors import StorageError
from roadmap_tui.storage.temp_file import EditableTempFile, WatchedTempFile


def note_of(written: str) -> str:
    """The note in a file that an editor wrote, which ends its last line."""
    return clean_note(written).removesuffix("\n")


class LateEdit:
    """Brings what the editor writes into the note for as long as the note is open."""

    def __init__(self, temp_file: EditableTempFile, given: str) -> None:
        """Watch the file.

        Args:
            temp_file: The file that the editor was given.
            given: The note in it.
        """
        self._file = WatchedTempFile(temp_file)
        self._given = given
        """The note when the editor last brought something."""

        self._above = ""
        """The text above what the editor writes."""

    def poll(self, note: str) -> str | None:
        """The note with what the editor has written and finished; None when there is nothing.

        Args:
            note: The note as it stands.

        Raises:
            StorageError: The editor's text cannot be taken, and stays in its file.
        """
        return self._merge(note, self._file.poll())

    def take(self, note: str) -> str | None:
        """The same for what the editor has written just now; an empty file may be half written, and stays.

        Args:
            note: The note as it stands.

        Raises:
            StorageError: The editor's text cannot be taken, and stays in its file.
        """
        written = self._file.take()
        if written == "":
            self._file.preserve()
        return self._merge(note, written or None)

    def close(self) -> None:
        """End the watch; the file goes if all of it was taken."""
        self._file.close()

    def _merge(self, note: str, written: str | None) -> str | None:
        """The editor's text in the place of what it was given, or below what was written elsewhere meanwhile."""
        if written is None:
            return None
        text = note_of(written)
        if is_too_long(text):
            raise StorageError(f"{TOO_LONG} What was edited stays in {self._file.preserve()}.")
        if note != self._given:
            self._above = f"{note}{NOTE_SEPARATOR}" if note else ""
        self._given = self._above + text
        return self._given

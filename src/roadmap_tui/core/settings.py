"""The user's settings. `formats.settings_toml` reads and writes them."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class ThemeName(StrEnum):
    """The colours there are."""

    DARK = "roadmap-dark"
    LIGHT = "roadmap-light"
    HIGH_CONTRAST = "high-contrast"
    BLUE_ORANGE = "blue-orange"
    TERMINAL = "terminal"


class GlyphSet(StrEnum):
    """The characters that states are drawn with."""

    UNICODE = "unicode"
    ASCII = "ascii"


class DateFormat(StrEnum):
    """The format of a calendar day."""

    DAY_FIRST = "day-first"
    """`22 Nov 2026`."""

    MONTH_FIRST = "month-first"
    """`Nov 22, 2026`."""

    ISO = "iso"
    """`2026-11-22`."""


Keymap = Mapping[str, tuple[str, ...]]
"""The keys of commands, by command id, as Textual names them."""


class Settings(NamedTuple):
    """The choices of one user."""

    theme: ThemeName = ThemeName.DARK
    glyphs: GlyphSet | None = None
    """None leaves it to what the terminal's encoding can show."""

    keys: Keymap = {}
    """Commands that have other keys than the usual ones."""

    roadmap: str | None = None
    """What finds the roadmap to open when none was opened yet; None is the bundled one."""

    confirm_quit: bool = False
    """Whether leaving the app takes a second key."""

    date_format: DateFormat = DateFormat.DAY_FIRST
    day_starts_at: int = 0
    """Hour, 0 to 12, local time: what is done before it counts for the day before."""


DEFAULT_SETTINGS = Settings()

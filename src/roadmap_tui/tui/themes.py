"""The colours: four themes of our own, and the terminal's own sixteen.

One accent, which is also the colour of what is done; amber for what is in progress; grey for what is done or skipped.
"""

from dataclasses import replace

from textual.theme import BUILTIN_THEMES, Theme

from roadmap_tui.core.settings import ThemeName

DARK = Theme(
    name=ThemeName.DARK,
    primary="#66b8a6",
    secondary="#8fa8c8",
    accent="#66b8a6",
    success="#66b8a6",
    warning="#d8b067",
    error="#e58079",
    foreground="#d4d8de",
    background="#15181c",
    surface="#15181c",
    panel="#1d2127",
    dark=True,
    variables={
        "text-muted": "#97a0ad",
        "cursor-line": "#272e37",
        "scrollbar": "#343b45",
        "scrollbar-background": "#15181c",
        "scrollbar-background-hover": "#15181c",
        "scrollbar-background-active": "#15181c",
        "scrollbar-corner-color": "#15181c",
    },
)

LIGHT = Theme(
    name=ThemeName.LIGHT,
    primary="#17705f",
    secondary="#3b5b85",
    accent="#17705f",
    success="#17705f",
    warning="#8a5a00",
    error="#b3261e",
    foreground="#24292f",
    background="#fcfbf9",
    surface="#fcfbf9",
    panel="#f1efea",
    dark=False,
    variables={
        "text-muted": "#5d646e",
        "cursor-line": "#e3e8e4",
        "scrollbar": "#cfccc4",
        "scrollbar-background": "#fcfbf9",
        "scrollbar-background-hover": "#fcfbf9",
        "scrollbar-background-active": "#fcfbf9",
        "scrollbar-corner-color": "#fcfbf9",
    },
)

HIGH_CONTRAST = Theme(
    name=ThemeName.HIGH_CONTRAST,
    primary="#5eead0",
    secondary="#a8d4ff",
    accent="#5eead0",
    success="#5eead0",
    warning="#ffd866",
    error="#ffb0a8",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1c1c1c",
    dark=True,
    variables={
        "text-muted": "#d0d0d0",
        "cursor-line": "#303030",
        "scrollbar": "#909090",
        "scrollbar-background": "#000000",
        "scrollbar-background-hover": "#000000",
        "scrollbar-background-active": "#000000",
        "scrollbar-corner-color": "#000000",
    },
)
"""Text contrasts 7:1 with whatever is behind it."""

BLUE_ORANGE = Theme(
    name=ThemeName.BLUE_ORANGE,
    primary="#5aa9e6",
    secondary="#d8d29a",
    accent="#5aa9e6",
    success="#5aa9e6",
    warning="#f0a030",
    error="#ffccd8",
    foreground="#d8dade",
    background="#14171c",
    surface="#14171c",
    panel="#1c2128",
    dark=True,
    variables={
        "text-muted": "#9aa0aa",
        "cursor-line": "#272e38",
        "scrollbar": "#363d48",
        "scrollbar-background": "#14171c",
        "scrollbar-background-hover": "#14171c",
        "scrollbar-background-active": "#14171c",
        "scrollbar-corner-color": "#14171c",
    },
)
"""For eyes that do not tell red from green: done is blue, in progress is orange (after Okabe and Ito)."""

_ANSI = BUILTIN_THEMES["ansi-dark"]
TERMINAL = replace(
    _ANSI,
    name=ThemeName.TERMINAL,
    accent="ansi_cyan",
    variables={
        **_ANSI.variables,
        "cursor-line": "ansi_default",
        "scrollbar": "ansi_bright_black",
        "scrollbar-background": "ansi_default",
        "scrollbar-background-hover": "ansi_default",
        "scrollbar-background-active": "ansi_default",
        "scrollbar-corner-color": "ansi_default",
    },
)

THEMES = (DARK, LIGHT, HIGH_CONTRAST, BLUE_ORANGE, TERMINAL)

"""The colours: a dark and a light theme of our own, and the terminal's own sixteen.

One accent, which is also the colour of what is done; amber for what is in progress; grey for what is behind the reader.
"""

from dataclasses import replace

from textual.theme import BUILTIN_THEMES, Theme

DARK = Theme(
    name="roadmap-dark",
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
    name="roadmap-light",
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

_ANSI = BUILTIN_THEMES["ansi-dark"]
TERMINAL = replace(
    _ANSI,
    name="terminal",
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

THEMES = (DARK, LIGHT, TERMINAL)

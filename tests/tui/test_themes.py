"""The colours can be read, and every theme defines what the style sheet uses."""

import pytest
from textual.color import Color
from textual.theme import Theme

from roadmap_tui.tui.app import RoadmapApp
from roadmap_tui.tui.themes import DARK, LIGHT, THEMES


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1."""
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in Color.parse(colour).normalized
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio, 1 to 21."""
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_text_stands_out_from_what_is_behind_it(theme: Theme) -> None:
    """Every colour that text has contrasts 4.5:1 with every background it stands on (WCAG 2.2, 1.4.3)."""
    texts = [theme.foreground, theme.variables["text-muted"], theme.accent, theme.warning, theme.error, theme.secondary]
    backgrounds = [theme.background, theme.panel, theme.variables["cursor-line"]]
    contrasts = {(text, back): contrast(text or "", back or "") for text in texts for back in backgrounds}
    assert min(contrasts.values()) >= 4.5, {pair: ratio for pair, ratio in contrasts.items() if ratio < 4.5}


async def test_every_theme_can_be_chosen(app: RoadmapApp) -> None:
    """Each theme styles the whole app, and there are no others to choose."""
    async with app.run_test() as pilot:
        for theme in THEMES:
            app.theme = theme.name
            await pilot.pause()
        assert set(app.available_themes) == {theme.name for theme in THEMES}

"""The colours can be read, and every theme defines what the style sheet uses."""

from itertools import combinations

import pytest
from textual.color import Color
from textual.theme import Theme

from roadmap_tui.core.settings import ThemeName
from roadmap_tui.tui.app import RoadmapApp
from roadmap_tui.tui.themes import BLUE_ORANGE, DARK, HIGH_CONTRAST, LIGHT, THEMES


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


@pytest.mark.parametrize(
    ("theme", "least"),
    [(DARK, 4.5), (LIGHT, 4.5), (BLUE_ORANGE, 4.5), (HIGH_CONTRAST, 7)],
    ids=lambda value: value.name if isinstance(value, Theme) else str(value),
)
def test_text_stands_out_from_what_is_behind_it(theme: Theme, least: float) -> None:
    """Every colour that text has contrasts with every background it stands on (WCAG 2.2, 1.4.3 and 1.4.6)."""
    texts = [theme.foreground, theme.variables["text-muted"], theme.accent, theme.warning, theme.error, theme.secondary]
    backgrounds = [theme.background, theme.panel, theme.variables["cursor-line"]]
    contrasts = {(text, back): contrast(text or "", back or "") for text in texts for back in backgrounds}
    assert min(contrasts.values()) >= least, {pair: ratio for pair, ratio in contrasts.items() if ratio < least}


DEUTERANOPIA = ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969))
PROTANOPIA = ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052))
"""How eyes without green or red cones see linear RGB (Machado, Oliveira and Fernandes 2009)."""


def seen(colour: str, eyes: tuple[tuple[float, ...], ...]) -> list[float]:
    """A colour as these eyes see it, in linear RGB."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in Color.parse(colour).normalized
    ]
    return [sum(weight * part for weight, part in zip(row, linear, strict=True)) for row in eyes]


def difference(theme: Theme, eyes: tuple[tuple[float, ...], ...]) -> float:
    """How far apart what is done, what is in progress and what is wrong are to these eyes, 0 to 1."""
    states = [seen(colour or "", eyes) for colour in (theme.accent, theme.warning, theme.error)]
    return min(max(abs(a - b) for a, b in zip(*pair, strict=True)) for pair in combinations(states, 2))


@pytest.mark.parametrize("eyes", [DEUTERANOPIA, PROTANOPIA], ids=["deuteranopia", "protanopia"])
def test_blue_and_orange_can_be_told_apart_without_red_or_green(eyes: tuple[tuple[float, ...], ...]) -> None:
    """Done, in progress and wrong are far apart for eyes that have two kinds of cones, and farther than by default."""
    assert difference(BLUE_ORANGE, eyes) > max(0.3, difference(DARK, eyes))


async def test_every_theme_can_be_chosen(app: RoadmapApp) -> None:
    """Each theme styles the whole app, and there are no others to choose."""
    async with app.run_test() as pilot:
        for theme in THEMES:
            app.theme = theme.name
            await pilot.pause()
        assert set(app.available_themes) == {theme.name for theme in THEMES} == set(ThemeName)

"""The characters that states are drawn with."""

import pytest
from rich.cells import cell_len

from roadmap_tui.core.marks import Status
from roadmap_tui.core.settings import GlyphSet
from roadmap_tui.presentation.glyphs import ASCII, GLYPHS, Glyphs


@pytest.mark.parametrize("glyphs", GLYPHS.values(), ids=GLYPHS)
def test_every_status_has_a_glyph_of_its_own(glyphs: Glyphs) -> None:
    """All equally wide, so that titles line up; never told apart by colour alone."""
    assert set(glyphs.status) == set(Status)
    assert len(set(glyphs.status.values())) == len(Status)
    assert len({cell_len(sign) for sign in glyphs.status.values()}) == 1


def test_every_set_can_be_chosen() -> None:
    """By the name it has in the settings."""
    assert set(GLYPHS) == set(GlyphSet)


@pytest.mark.parametrize("name", [name for name in Glyphs._fields if name != "status"])
def test_glyphs_take_as_many_cells_as_letters(name: str) -> None:
    """Widths are counted both ways; and the plain set is ASCII."""
    for glyphs in GLYPHS.values():
        signs = _characters(glyphs, name)
        assert cell_len(signs) == len(signs) > 0
    assert _characters(ASCII, name).isascii()
    assert "".join(ASCII.status.values()).isascii()


def test_every_status_has_a_cell_of_a_bar_of_its_own() -> None:
    """One cell each, told apart without colours."""
    for glyphs in GLYPHS.values():
        assert set(glyphs.parts) == set(Status)
        assert len(set(glyphs.parts.values())) == len(Status)
        assert {cell_len(part) for part in glyphs.parts.values()} == {1}


def _characters(glyphs: Glyphs, name: str) -> str:
    return "".join(glyphs.parts.values()) if name == "parts" else str(getattr(glyphs, name))

"""Ids that begin with a hyphen."""

import pytest

from roadmap_tui.core.update.ids import slug
from roadmap_tui.formats.roadmap_toml import key_problem, node_id_problem, roadmap_id_problem


@pytest.mark.parametrize("name", ["-", "-x", "--help", "-é"])
def test_an_id_that_looks_like_an_option_is_refused(name: str) -> None:
    """No command could be given it; `was` may still name it, and no id that is made begins so."""
    assert "begins with a hyphen" in (key_problem(name) or "")
    assert "begins with a hyphen" in (roadmap_id_problem(name) or "")
    assert node_id_problem(f"a.{name}") is None
    assert not slug(name).startswith("-")

"""Maps of roadmap.sh, from a local clone or a downloaded file, for the user's own use.

A map is a drawing: boxes with places, lines between some of them. `drawing` reads it, in the layout of today;
`mockup` reads the one before; `hierarchy` says what stands under what; `texts` reads what is written about each box.
"""

from roadmap_tui.formats.roadmap_sh.reading import loads

__all__ = ["loads"]

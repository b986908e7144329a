"""What the tests of exports share: a roadmap with hostile texts and something of every status."""

from datetime import UTC, datetime

import pytest

from roadmap_tui.core.actions import set_status
from roadmap_tui.core.counts import Tally
from roadmap_tui.core.marks import Device, Field, Status
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.roadmap import Link, LinkKind, Roadmap
from tests.conftest import make_roadmap

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOSTILE = "<script>alert('x')</script> & [b](javascript:x) \x1b]52;c;x\x07 =1+1"


@pytest.fixture
def tally() -> Tally:
    roadmap = make_roadmap(
        ("", f"Baking {HOSTILE}", False),
        ("dough", "Dough", False),
        ("dough.yeast", "Yeast", True),
        ("dough.flour", "Flour", False),
        ("dough.flour.rye", "Rye", True),
        ("dough.flour.rye.sour", "Sourdough", True),
        ("dough.salt", f"Salt {HOSTILE}", True),
        ("ovens", "=Ovens", False),
        ("ovens.steam", "=cmd|' /C calc'!A0", True),
    )
    return mark(_with_texts(roadmap))


def _with_texts(roadmap: Roadmap) -> Roadmap:
    link = Link("A <b>tutorial</b>", 'https://example.org/"onmouseover=x?a=1&copy;=2', LinkKind.COURSE, "Ann")
    rows = list(roadmap.nodes)
    rows[2] = rows[2]._replace(
        links=(link,), about=f"# Head\n\n- [ ] no task\n\n<b>raw</b> {HOSTILE} ![x](http://e.org/i)"
    )
    return roadmap._replace(nodes=tuple(rows))


def mark(roadmap: Roadmap) -> Tally:
    """Something of every status, and a note."""
    progress = Progress(roadmap, Device("laptop"))
    for node_id, status in (
        ("dough.yeast", Status.DONE),
        ("dough.flour.rye", Status.DOING),
        ("ovens.steam", Status.SKIPPED),
    ):
        progress = progress.with_marks(set_status(progress, [roadmap.node(node_id)], status, NOON))  # type: ignore[arg-type]
    (first, *_) = progress.marks()
    note = first._replace(
        field=Field.NOTE, value=f"My secret\n- [ ] no task\n1. one\n# two {HOSTILE}", topic=roadmap.nodes[2].id
    )
    return Tally(progress.with_marks([note]))

"""What an import or an update would do, worked out off the screen and looked at on it before anything is written."""

import os
from collections.abc import Callable, Collection
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from roadmap_tui.core.counts import Summary, Tally
from roadmap_tui.core.marks import Device
from roadmap_tui.core.roadmap import NodeId
from roadmap_tui.core.update.diff import diff
from roadmap_tui.core.update.matching import Pair
from roadmap_tui.presentation.update_report import CHANGES, diff_lines, pairs_to_confirm
from roadmap_tui.storage import imports, library, sources
from roadmap_tui.storage.imports import ImportPlan, ImportRequest
from roadmap_tui.storage.log import ProgressLog

Answer = tuple[NodeId, NodeId]
"""The old and the new node of a doubtful match that the reader said yes to."""


class LibraryContext(NamedTuple):
    """Where the reader's things are."""

    roadmaps: Path
    logs: Path
    device: Device
    now: Callable[[], datetime]
    """The wall clock, UTC."""


class Proposal(NamedTuple):
    """What would be written, and what the reader should know before."""

    request: ImportRequest
    plan: ImportPlan
    before: Summary | None
    after: Summary
    questions: tuple[Pair, ...]
    """Doubtful matches that progress hangs on; those that were answered with yes are not among them."""

    changes: tuple[tuple[str, int, tuple[str, ...]], ...]
    """What changed: its name, how many there are, and the lines that say it."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to write at all."""
        return not (self.plan.is_new_text or self.plan.marks)

    def answer(self, pair: Pair) -> Answer:
        """A doubtful match, as saying yes to it names it."""
        return self.plan.edition.previous.nodes[pair.old].id, self.plan.edition.roadmap.nodes[pair.new].id

    def is_same_as(self, other: "Proposal") -> bool:
        """Whether a reader who agreed to the other one has agreed to this one."""
        return self.plan.data == other.plan.data and self.plan.old == other.plan.old


def import_request(text: str) -> ImportRequest:
    """What a reader asks for who typed or pasted a path; raises `RoadmapError` when it cannot be read."""
    return ImportRequest(sources.read(typed_path(text)))


def typed_path(text: str) -> str:
    """A path as a shell would understand it: `~` is the home folder, and quotes around it are not part of it."""
    bare = text.strip()
    if len(bare) > 1 and bare[0] == bare[-1] and bare[0] in "\"'":
        bare = bare[1:-1]
    expanded = os.path.expanduser(bare)  # noqa: PTH111  # which leaves the name of a stranger as it is
    return "./-" if expanded == "-" else expanded  # standard input is the keyboard here


def update_request(path: Path, folder: Path, text: str = "") -> ImportRequest:
    """The next edition of a roadmap of the library; raises `RoadmapError` when there is none.

    Args:
        path: The roadmap.
        folder: The library.
        text: The path that a reader typed; an empty one is where the roadmap came from.
    """
    imports.require_own_roadmap(path, folder)
    old = library.load(path)
    return ImportRequest(
        sources.read(typed_path(text) if text else imports.source_of(old)), roadmap=old.id, is_update=True
    )


def propose(request: ImportRequest, home: LibraryContext, accepted: Collection[Answer] = ()) -> Proposal:
    """Plan; raises `RoadmapError` when that cannot be done."""
    asked = request._replace(accepted=accepted)
    plan = imports.make_plan(asked, home.roadmaps, ProgressLog(home.logs, home.device), home.device, home.now())
    before = Tally(plan.before).overall if plan.before else None
    return Proposal(asked, plan, before, Tally(plan.after).overall, tuple(pairs_to_confirm(plan)), _changes(plan))


def carry_out(made: Proposal, home: LibraryContext) -> Path | None:
    """Write the new edition but not its marks, which are for the saver; see `storage.imports.carry_out`."""
    return imports.carry_out(made.plan._replace(marks=()), ProgressLog(home.logs, home.device), home.now())


def _changes(plan: ImportPlan) -> tuple[tuple[str, int, tuple[str, ...]], ...]:
    if not plan.old:
        return ()
    found = diff_lines(plan.edition, diff(plan.edition))
    return tuple(
        (CHANGES[name], len(each), tuple(line for lines in each for line in lines))
        for name, each in found.items()
        if each
    )

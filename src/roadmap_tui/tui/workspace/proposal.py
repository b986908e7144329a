"""The proposal of an import or update, computed in a thread and shown before anything is written."""

import os
import shlex
from collections.abc import Callable, Collection
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

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
"""The old and the new node of a doubtful match that the user said yes to."""


class LibraryContext(NamedTuple):
    """The user's folders and logs."""

    roadmaps: Path
    logs: tuple[Path, Device, frozenset[Device]]
    """The folder of the logs, and the names of this device there."""

    now: Callable[[], datetime]
    """The wall clock, UTC."""


class Proposal(NamedTuple):
    """The changes that would be written, and remarks on them."""

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
        """Whether agreeing to the other proposal means agreeing to this one."""
        return self.plan.data == other.plan.data and self.plan.old == other.plan.old


def import_request(text: str) -> ImportRequest:
    """The import of a path that was typed or pasted; raises `RoadmapError` when it cannot be read."""
    return ImportRequest(sources.read(typed_path(text)))


def typed_path(text: str) -> str:
    """A path as a shell would understand it, or as a terminal types one that was dropped on it.

    `~` is the home folder. Quotes around it and backslashes before its characters are not part of it, unless a file is
    called so. `file://` addresses are paths.
    """
    bare = text.strip()
    if bare.startswith("file://"):
        bare = unquote(urlsplit(bare).path)
    elif not os.path.lexists(bare):
        bare = _unquoted(bare)
    expanded = os.path.expanduser(bare)  # noqa: PTH111  # which leaves the name of a stranger as it is
    return "./-" if expanded == "-" else expanded  # standard input is the keyboard here


def _unquoted(text: str) -> str:
    """The one word that a shell would make of a text; the text itself where it would make several, or none."""
    try:
        words = shlex.split(text)
    except ValueError:
        return text
    return words[0] if len(words) == 1 else text


def update_request(path: Path, folder: Path, text: str = "") -> ImportRequest:
    """The next edition of a roadmap of the library; raises `RoadmapError` when there is none.

    Args:
        path: The roadmap.
        folder: The library.
        text: The path that a user typed; an empty one is where the roadmap came from.
    """
    imports.require_own_roadmap(path, folder)
    old = library.load(path)
    return ImportRequest(
        sources.read(typed_path(text) if text else imports.source_of(old)), roadmap=old.id, is_update=True
    )


def propose(request: ImportRequest, home: LibraryContext, accepted: Collection[Answer] = ()) -> Proposal:
    """Plan; raises `RoadmapError` when that cannot be done."""
    asked = request._replace(accepted=accepted)
    plan = imports.make_plan(asked, home.roadmaps, ProgressLog(*home.logs), home.logs[1], home.now())
    before = Tally(plan.before).overall if plan.before else None
    return Proposal(asked, plan, before, Tally(plan.after).overall, tuple(pairs_to_confirm(plan)), _changes(plan))


def carry_out(made: Proposal, home: LibraryContext) -> Path | None:
    """Write the new edition but not its marks, which are for the saver; see `storage.imports.carry_out`."""
    return imports.carry_out(made.plan._replace(marks=()), ProgressLog(*home.logs), home.now())


def _changes(plan: ImportPlan) -> tuple[tuple[str, int, tuple[str, ...]], ...]:
    if not plan.old:
        return ()
    found = diff_lines(plan.edition, diff(plan.edition))
    return tuple(
        (CHANGES[name], len(each), tuple(line for lines in each for line in lines))
        for name, each in found.items()
        if each
    )

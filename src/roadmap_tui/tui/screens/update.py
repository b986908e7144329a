"""Imports or updates a roadmap: reads a path, shows what would change, and then writes it.

Reading, planning and writing happen in threads, one after the other. Only the last one changes anything, and only after
the user has seen what, unless the roadmap is new.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from roadmap_tui.core.marks import Field, Step
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.text import screen_line
from roadmap_tui.errors import RoadmapError
from roadmap_tui.presentation.glyphs import Role
from roadmap_tui.presentation.paragraphs import BLANK, Paragraph, heading
from roadmap_tui.presentation.update_report import format_outcome
from roadmap_tui.storage.imports import ImportRequest
from roadmap_tui.tui.terminal.type_ahead import TypingLine, type_ahead_of
from roadmap_tui.tui.threads import in_thread
from roadmap_tui.tui.widgets.bars import Caption, StatusBar
from roadmap_tui.tui.widgets.document_view import DocumentView
from roadmap_tui.tui.widgets.proposal_view import ProposalView
from roadmap_tui.tui.workspace.proposal import (
    Answer,
    LibraryContext,
    Proposal,
    carry_out,
    import_request,
    propose,
    update_request,
)
from roadmap_tui.tui.workspace.workspace import Workspace

_T = TypeVar("_T")

HOW = (
    "Any list becomes a roadmap: a Markdown file, the folder of a clone (its README is read), a map of roadmap.sh, "
    "CLONE#SLUG for one map of a clone of it, or a roadmap file.",
    "Nothing is fetched from the net, and nothing is written before all of it was read.",
)
_LARGE = 2**20
"""Bytes of a source whose size is worth a word."""

_PLACEHOLDER = "type or paste the path of a file or folder"
_CLOSING = [("Esc", "back")]
_ANOTHER = [("f", "another file")]
"""What an update offers besides; the path of its own does for most."""


class UpdateScreen(Screen[None]):
    """An import, or the update of a roadmap. The result is the file that was written, or None."""

    BINDINGS = [
        Binding("escape,q", "back", "Leave it", show=False),
        Binding("enter", "accept", "Accept", show=False),
        Binding("y", "answer(True)", "Yes", show=False),
        Binding("n", "answer(False)", "No", show=False),
        Binding("f", "name_another", "Update from another file", show=False),
    ]
    AUTO_FOCUS = ""

    def __init__(
        self,
        workspace: Workspace,
        done: Callable[[Path], None],
        updated: Path | None = None,
        *,
        is_asking: bool = False,
    ) -> None:
        """A screen that begins with a line to type in, or at once.

        Args:
            workspace: The open roadmap.
            done: Called with the file that was written.
            updated: The roadmap to update; None to import what the user names.
            is_asking: Whether the user is to name the file of an update, too; else it is where the roadmap came from.
        """
        super().__init__()
        self.workspace = workspace
        self._done = done
        self._updated = updated
        self._is_asking = is_asking or updated is None
        self._home = LibraryContext(workspace.locations.roadmaps, workspace.log_home, workspace.now)
        self._number = 0
        """The number of the work under way; results of other work are ignored."""

        self._is_busy = self._is_writing = self._is_agreed = False
        self._written: Path | None = None
        self._proposal: Proposal | None = None
        about = screen_line(updated.stem) if updated else ""
        self.caption = Caption("Update" if updated else "Import", workspace.glyphs, about=about)
        self.text = DocumentView()
        self.view = ProposalView(workspace.glyphs)
        self.input = TypingLine(_PLACEHOLDER)
        self.input.exit_keys = {"enter": self._take_path}
        self.status = StatusBar(_CLOSING, workspace.glyphs)

    def compose(self) -> ComposeResult:
        """Title, what there is to read or to answer, the line to type in, hints."""
        yield self.caption
        yield self.text
        yield self.view
        yield self.input
        yield self.status

    def on_mount(self) -> None:
        """Ask for a path, or begin."""
        if self._updated and not self._is_asking:
            self._show_text([])
            self._read(self._request(""), self._updated.stem)
        else:
            self._show_text(_paragraphs(*HOW))
            self._type()

    def _request(self, text: str) -> Callable[[], ImportRequest]:
        if self._updated:
            return partial(update_request, self._updated, self._home.roadmaps, text)
        return partial(import_request, text)

    # What the user does

    def _take_path(self) -> None:
        """Read what was named."""
        if text := self.input.value.strip():
            self.input.display = False
            type_ahead_of(self).end(self, self.text)
            self._read(self._request(text), text)

    def action_back(self) -> None:
        """Leave what is under way, and write nothing; while something is written, wait."""
        if self._is_writing:
            self._say("It is being written; one moment.")
        elif self._is_busy and self._is_asking and not self._proposal:
            self._number += 1
            self._is_busy = False
            self._type()
            self._say("Left; nothing was written.")
        else:
            self._number += 1
            if self._written:
                self._done(self._written)
            self.dismiss()

    def action_accept(self) -> None:
        """Do it; when it was done, close."""
        if self._written or not self._proposal:
            self.action_back()
        elif self._is_busy:  # what was answered just now is being looked at
            self._is_agreed = True
        else:
            self._write(self._proposal)

    def action_name_another(self) -> None:
        """Update from a file that the user names, from the beginning; nothing was written so far."""
        if self._updated and not (self._is_writing or self._written):
            self.app.switch_screen(UpdateScreen(self.workspace, self._done, self._updated, is_asking=True))

    def action_answer(self, is_yes: bool) -> None:
        """Say whether both are the same topic, and see what that changes."""
        if not self._proposal or self._written or self._is_writing:
            return
        if self.view.answer(is_yes):
            self._read(partial(_itself, self._proposal.request), "")
        elif self.view.has_questions:
            self._say("There is no question on this line.")

    # What the threads say

    def _reading(self, number: int, words: str) -> None:
        """Say how far it is."""
        if number == self._number:
            self._say(f"{words}; Esc leaves it")

    def _planned(self, number: int, proposal: Proposal) -> None:
        """Show what an update would change; what is new is written at once."""
        if number != self._number:
            return
        was_writing, self._is_writing, self._is_busy = self._is_writing, False, False
        is_agreed, self._is_agreed = self._is_agreed and not was_writing, False
        self._proposal = proposal
        self._say("")
        if proposal.is_empty:
            self._report(proposal, None)
        elif proposal.plan.old and not is_agreed:
            self._show_proposal(proposal)
            self._say("Look again: the roadmap or your progress has changed meanwhile." if was_writing else "")
        else:
            self._write(proposal)

    def _finished(self, number: int, result: "_Written | Proposal") -> None:
        """Mark what the source had ticked, and say what became of everything."""
        if isinstance(result, Proposal):
            self._planned(number, result)
            return
        self._is_writing = self._is_busy = False
        self._written = result.proposal.plan.path
        if result.proposal.plan.edition.roadmap.id == self.workspace.roadmap.id:
            self.workspace.mark(result.marks)
            self.workspace.check_file()
        elif result.marks:
            self.workspace.saver.save(result.marks)
        self._report(result.proposal, result.kept)

    def _failed(self, number: int, error: RoadmapError) -> None:
        """Say why; another path can be typed."""
        if number != self._number:
            return
        self._is_busy = self._is_writing = self._is_agreed = False
        self._show_text([Paragraph([(screen_line(line), Role.ERROR)]) for line in str(error).splitlines()])
        self._say("")
        if not self._proposal:
            self._is_asking = True
            self._type(keeps=True)

    # Showing

    def _type(self, *, keeps: bool = False) -> None:
        self.input.display = True
        self.input.value = self.input.value if keeps else ""
        self.status.hints = [("Enter", "updates from it" if self._updated else "imports it"), ("Esc", "leaves it")]
        self.status.refresh()
        type_ahead_of(self).begin(self, self.input)

    def _say(self, words: str) -> None:
        self.status.show_message(words)

    def _show_text(self, paragraphs: list[Paragraph]) -> None:
        self.view.display, self.text.display = False, True
        self.text.set_paragraphs(paragraphs)
        self.text.action_move_to_top()
        self.status.hints = _CLOSING
        self.status.refresh()
        self.set_focus(self.text)

    @property
    def _another(self) -> list[tuple[str, str]]:
        return _ANOTHER if self._updated else []

    def _show_proposal(self, proposal: Proposal) -> None:
        self.view.display, self.text.display = True, False
        self.caption.about = proposal.plan.edition.roadmap.title
        self.caption.words = f"{proposal.before.percent}% -> {proposal.after.percent}%" if proposal.before else ""
        self.caption.refresh()
        self.view.show_proposal(proposal)
        questions = [("y n", "the same?")] if self.view.has_questions else []
        self.status.hints = [("Enter", "accept"), *questions, ("Esc", "leave as it was"), *self._another]
        self.set_focus(self.view)

    def _report(self, proposal: Proposal, kept: Path | None) -> None:
        plan = proposal.plan
        shown = _paragraphs(*format_outcome(plan, kept))
        if plan.import_notes:
            shown += heading("What did not become a topic")
            shown += [_remark(line, reason) for line, reason in plan.import_notes]
        if plan.details:
            shown += [BLANK, *_paragraphs(*plan.details)]
        self._say("")
        self.caption.words = ""
        self.caption.about = plan.edition.roadmap.title
        self.caption.refresh()
        self._show_text(shown)
        if not self._written:
            self.status.hints = [*_CLOSING, *self._another]

    # In threads

    def _read(self, make: Callable[[], ImportRequest], name: str) -> None:
        """Plan what a request asks for, with the answers that were given."""
        self._number += 1
        self._is_busy = True
        if name:
            self._say(f"Reading {screen_line(name)}; Esc leaves it")
        self._run(self._plan, self._planned, make, frozenset(self.view.answers))

    def _write(self, agreed: Proposal) -> None:
        self._number += 1
        self._is_busy = self._is_writing = True
        self._say(f"Writing {screen_line(agreed.plan.path.name)}{self.workspace.glyphs.ellipsis}")
        answers, progress = frozenset(self.view.answers), self.workspace.tally.progress
        self._run(self._carry_out, self._finished, agreed, answers, progress)

    def _run(self, work: Callable[..., _T], on_done: Callable[[int, _T], None], *arguments: object) -> None:
        """Do the next piece of work in a thread; both callbacks get its number."""
        number = self._number
        on_error = partial(self._failed, number)
        in_thread(
            self,
            partial(work, number, *arguments),
            partial(on_done, number),
            on_error,
            consequence="nothing was written",
        )

    def _plan(self, number: int, make: Callable[[], ImportRequest], answers: frozenset[Answer]) -> Proposal:
        request = make()
        size = len(request.source.data)
        how_large = f", {size / _LARGE:.0f} MiB" if size > _LARGE else ""
        self.call_later(self._reading, number, f"Reading {screen_line(request.source.name)}{how_large}")
        return propose(request, self._home, answers)

    def _carry_out(
        self, _number: int, agreed: Proposal, answers: frozenset[Answer], progress: Progress
    ) -> "_Written | Proposal":
        """Write what was agreed to, or give the new proposal if that changed: a diff may be looked at for long."""
        made = agreed
        if agreed.plan.old:
            made = propose(agreed.request, self._home, answers)
            if not made.is_same_as(agreed):
                return made
        kept = carry_out(made, self._home)
        return _Written(made, kept, _unsaid(made, progress))


class _Written(NamedTuple):
    """A proposal that was carried out."""

    proposal: Proposal
    kept: Path | None
    """The edition before; None when there was none."""

    marks: Step
    """The marks for the ticks of the source."""


def _itself(request: ImportRequest) -> ImportRequest:
    return request


def _unsaid(made: Proposal, progress: Progress) -> Step:
    """The marks for ticks of the source, without topics that the user marked and that are not on disk yet."""
    roadmap = made.plan.edition.roadmap
    if not made.plan.marks or roadmap.id != progress.roadmap.id:
        return made.plan.marks
    known = progress.rebased_on(roadmap)
    return tuple(mark for mark in made.plan.marks if not known.history(mark.topic, Field.STATUS))


def _paragraphs(*sentences: str) -> list[Paragraph]:
    return [Paragraph([(screen_line(sentence), Role.TEXT)]) for sentence in sentences]


def _remark(line: int | None, reason: str) -> Paragraph:
    where = f"line {line}: " if line else ""
    return Paragraph([(where, Role.MUTED), (screen_line(reason), Role.TEXT)])

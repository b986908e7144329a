"""The changes of an update: questions first, each with its answer, then every change."""

from collections.abc import Sequence

from roadmap_tui.core.roadmap import Node
from roadmap_tui.core.text import screen_line
from roadmap_tui.core.update.diff import path
from roadmap_tui.core.update.matching import Pair
from roadmap_tui.presentation.glyphs import Glyphs, Line, Look, Role
from roadmap_tui.presentation.paragraphs import Paragraph, wrap
from roadmap_tui.presentation.update_report import format_effect
from roadmap_tui.tui.widgets.item_list import GUTTER, ItemList
from roadmap_tui.tui.widgets.painting import measure
from roadmap_tui.tui.workspace.proposal import Answer, Proposal


class ProposalView(ItemList):
    """A list in which the cursor can be on questions and on changes."""

    def __init__(self, glyphs: Glyphs) -> None:
        """Nothing is proposed yet.

        Args:
            glyphs: The characters to draw with.
        """
        super().__init__(glyphs, self._draw_item)
        self.answers: set[Answer] = set()
        """What was said yes to."""

        self._questions: list[tuple[Answer, Line, Line, str]] = []
        self._statement: list[Line] = []
        self._changes: list[list[Line]] = []
        """The same, wrapped to the width there is."""

        self._wrapped_to = 0

    def show_proposal(self, proposal: Proposal) -> None:
        """Show what would be done now; questions that were asked before stay, with their answers."""
        known = {answer for answer, *_ in self._questions}
        self._questions += [
            (proposal.answer(pair), *_asked(proposal, pair))
            for pair in proposal.questions
            if proposal.answer(pair) not in known
        ]
        self._statement = _statement(proposal)
        self._wrap_changes()

    def on_resize(self) -> None:
        """Wrap to the width there is now."""
        if self._statement and self._wrapped_to != self._room:
            self._wrap_changes()
        else:
            super().on_resize()

    @property
    def _room(self) -> int:
        return self.scrollable_size.width - GUTTER - 1

    def _wrap_changes(self) -> None:
        self._wrapped_to = self._room
        self._changes = [_wrapped(line, self._room) for line in self._statement]
        self.show([3] * len(self._questions) + [len(lines) for lines in self._changes], "", self.cursor)

    @property
    def has_questions(self) -> bool:
        """Whether there is anything to answer."""
        return bool(self._questions)

    def answer(self, is_yes: bool) -> bool:
        """Answer the question under the cursor and go on to the next line; False when none is there.

        One topic is the same as one other: a yes takes back the yes to any other question about the same topic.
        """
        if self.cursor >= len(self._questions):
            return False
        answer = self._questions[self.cursor][0]
        self.answers.discard(answer)
        if is_yes:
            self.answers = {each for each in self.answers if each[0] != answer[0] and each[1] != answer[1]} | {answer}
        self.refresh()
        self.action_move(1)
        return True

    def _draw_item(self, item: int, look: Look) -> Sequence[Line]:
        if item >= len(self._questions):
            return self._changes[item - len(self._questions)]
        answer, old, new, reason = self._questions[item]
        is_yes = answer in self.answers
        said = ("yes  " if is_yes else "no   ", Role.DONE if is_yes else Role.STRONG)
        return [
            self._cut([said, ("was ", Role.MUTED), *old], look),
            self._cut([("     now ", Role.MUTED), *new], look),
            self._cut([(f"     {reason}", Role.MUTED)], look),
        ]

    def _cut(self, line: Line, look: Look) -> Line:
        return wrap([Paragraph(line, ellipsis=look.glyphs.ellipsis)], look.width, look.measure)[0]


def _wrapped(line: Line, width: int) -> list[Line]:
    """Most lines fit as they are, and there may be very many."""
    text, role = line[0]
    indent = " " * (len(text) - len(text.lstrip()))
    paragraph = Paragraph([(text.lstrip(), role)], [(indent, role)], [(f"{indent}  ", role)])
    return [line] if measure(text) <= width else wrap([paragraph], width, measure)


def _asked(proposal: Proposal, pair: Pair) -> tuple[Line, Line, str]:
    old, new = proposal.plan.edition.previous.nodes, proposal.plan.edition.roadmap.nodes
    return _named(old, pair.old), _named(new, pair.new), pair.reason


def _named(nodes: Sequence[Node], index: int) -> Line:
    """A title and the section it stands in: where there is little room, that gives way."""
    above = path(nodes, index)[-1:]
    return [
        (screen_line(nodes[index].title), Role.TEXT),
        *((f"  in {screen_line(each)}", Role.MUTED) for each in above),
    ]


def _statement(proposal: Proposal) -> list[Line]:
    """The effect on the counts, and every change under its heading."""
    found: list[Line] = []
    if proposal.before:
        found.append([(format_effect(proposal.before, proposal.after), Role.STRONG)])
    if not proposal.changes:
        found.append([("The same topics, titles, places and links.", Role.TEXT)])
    for name, count, lines in proposal.changes:
        found.append([(f"{name} ({count})", Role.STRONG)])
        found += [[(f"  {line}", Role.TEXT)] for line in lines]
    return found

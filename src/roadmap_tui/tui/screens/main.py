"""The main screen: tree left, details right, the title above and the hints below.

It owns the reader's progress. A key makes marks; they are folded in and drawn at once, and handed to the saver.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from textual.app import ComposeResult
from textual.message import Message
from textual.screen import Screen

from roadmap_tui.core.progress import Field, Mark, Status, Step, redo, set_status, toggle, undo
from roadmap_tui.core.roadmap import Node
from roadmap_tui.core.settings import DEFAULTS, Keymap, Settings
from roadmap_tui.core.summary import Tally
from roadmap_tui.core.text import clean_line, plural
from roadmap_tui.storage import session
from roadmap_tui.storage.log import ProgressLog
from roadmap_tui.tui.commands import Place, bindings, key_label, keys_of
from roadmap_tui.tui.glyphs import Glyphs
from roadmap_tui.tui.presentation import mark_words
from roadmap_tui.tui.saver import News, Saver, SaveState
from roadmap_tui.tui.widgets.one_line import SAVING, StatusBar, TitleBar
from roadmap_tui.tui.widgets.panes import Panes
from roadmap_tui.tui.widgets.topic_details import TopicDetails
from roadmap_tui.tui.widgets.topic_tree import TopicTree

_HINTS = {
    "app.help": "help",
    "topic.toggle": "done",
    "pane.switch": "other pane",
    "app.quit": "quit",
    "topic.doing": "in progress",
    "topic.skip": "skip",
    "step.undo": "undo",
    "move.next-open": "next open",
    "fold.all": "fold all",
    "topic.select": "select",
}
"""What the status bar offers, the most useful first."""


class MainScreen(Screen[None]):
    """Where the reader works."""

    BINDINGS = bindings(Place.MAIN)

    class Saved(Message):
        """The saver has tried to save."""

        def __init__(self, state: SaveState) -> None:
            super().__init__()
            self.state = state

    class Heard(Message):
        """The logs hold something new."""

        def __init__(self, news: News) -> None:
            super().__init__()
            self.news = news

    class AllSaved(Message):
        """The reader wants to leave, and everything is on disk."""

    class SavingFails(Message):
        """The reader wants to leave, and not everything is on disk."""

        def __init__(self, state: SaveState) -> None:
            super().__init__()
            self.state = state

    def __init__(
        self,
        tally: Tally,
        log: ProgressLog,
        now: Callable[[], datetime],
        glyphs: Glyphs,
        place: session.Place,
        *,
        settings: Settings = DEFAULTS,
        mistakes: Sequence[str] = (),
    ) -> None:
        """The screen of one roadmap.

        Args:
            tally: The counts of the roadmap and the progress on it.
            log: Where marks go and come from.
            now: The wall clock, UTC.
            glyphs: The characters to draw with.
            place: Folds and cursor to open with.
            settings: The reader's choices.
            mistakes: What is wrong with them, one sentence each.
        """
        super().__init__()
        self.tally = tally
        self.now = now
        self.problems = log.problems
        self.settings = settings
        self.mistakes = mistakes
        self.saver = Saver(log, self._tell)
        self.title_bar = TitleBar(tally, glyphs)
        self.topic_tree = TopicTree(tally, glyphs, place)
        self.details = TopicDetails(tally, glyphs, settings.date_format)
        self.panes = Panes(self.topic_tree, self.details)
        self.status = StatusBar(_hints(settings.keys), glyphs)
        self._is_leaving = False

    def compose(self) -> ComposeResult:
        """Title, panes, status."""
        yield self.title_bar
        yield self.panes
        yield self.status

    def on_mount(self) -> None:
        """Show where the reader was, and begin to follow the logs."""
        self.watch(self.topic_tree, "cursor", self._show_details, init=False)
        self.details.show(self.topic_tree.cursor)
        self._say_problems()
        self.saver.start()

    def key(self, command_id: str) -> str:
        """The key to name when a message speaks of a command."""
        return key_label(keys_of(command_id, self.settings.keys)[0])

    def use_glyphs(self, glyphs: Glyphs) -> None:
        """Draw with other characters from now on."""
        for widget in (self.title_bar, self.topic_tree, self.details):
            widget.glyphs = glyphs
            widget.refresh()
        for view in (self.topic_tree, self.details):
            view.choose_scroll_bar()
        self.details.show(self.topic_tree.cursor)

    # Marking

    def action_toggle_done(self) -> None:
        """Finish what is open, or reopen what is done."""
        self._mark(toggle(self.tally.progress, self._taken_topics(), self.now()))

    def action_mark(self, status: str) -> None:
        """Give a status to the topic, the section's topics or the selected ones."""
        self._mark(set_status(self.tally.progress, self._taken_topics(), Status(status), self.now()))

    def action_select(self) -> None:
        """Select several, for the next status key."""
        self.topic_tree.toggle_selected()

    def on_topic_tree_selection_changed(self, message: TopicTree.SelectionChanged) -> None:
        """Say how many are selected for as long as any is: the next status key will mark them, seen or not."""
        self.status.show_selected(message.count)

    def action_undo(self) -> None:
        """Take back the last step."""
        step = undo(self.tally.progress, self.now())
        self._mark(step)
        self.status.say(f"Undone: {_step_words(step)}." if step else "There is nothing to undo on this device.")

    def action_redo(self) -> None:
        """Bring back what the last undo took."""
        step = redo(self.tally.progress, self.now())
        self._mark(step)
        self.status.say(f"Redone: {_step_words(step)}." if step else "There is nothing to redo.")

    def on_topic_tree_box_clicked(self) -> None:
        """A click on a box is the toggle key."""
        self.action_toggle_done()

    def _taken_topics(self) -> list[Node]:
        """The topics that a status key means: of the selection, else of the node under the cursor."""
        topics = (
            topic for index in self.topic_tree.take_selection() for topic in self.tally.roadmap.marked_with(index)
        )
        return list({topic.id: topic for topic in topics}.values())

    def _mark(self, step: Step) -> None:
        if not step:
            return
        self._take_in(step)
        self.saver.save(step)
        self._show_saving(self.saver.state)
        self.status.say(f"{_step_words(step)}; {self.key('step.undo')} takes it back" if len(step) > 1 else "")

    def _take_in(self, marks: Iterable[Mark]) -> None:
        """Fold marks in and draw what they change."""
        marks = tuple(marks)
        changed = self.tally.update(self.tally.progress.with_marks(marks), {mark.topic for mark in marks})
        self.topic_tree.refresh_nodes(changed)
        self.title_bar.refresh()
        self.details.show(self.topic_tree.cursor)

    # Moving

    def action_next_open(self, direction: int) -> None:
        """Go to the next topic that is to do or in progress, from the last one on to the first."""
        count = len(self.tally.roadmap.nodes)
        around = ((self.topic_tree.cursor + direction * step) % count for step in range(1, count + 1))
        found = next((index for index in around if self._is_open_topic(index)), None)
        if found is None:
            self.status.say("Nothing is open: every topic is done or skipped.")
        else:
            self.topic_tree.go_to(found)

    def action_switch_pane(self) -> None:
        """Go to the other pane; where there is room for one, it takes the place of this one."""
        self.panes.read(not self.panes.is_reading)

    def action_back(self) -> None:
        """Drop the selection; without one, go back to the tree."""
        self.status.say("")
        if not self.topic_tree.drop_selection():
            self.panes.read(False)

    def on_topic_tree_entered(self) -> None:
        """The reader wants to read on in the details."""
        self.panes.read(True)

    def _is_open_topic(self, index: int) -> bool:
        return self.tally.roadmap.nodes[index].is_topic and self.tally.statuses[index].is_open

    def _show_details(self, index: int) -> None:
        """What was said belonged to where the cursor was, but for a reason why saving fails."""
        self.details.show(index)
        if not self.status.is_failing:
            self.status.say("")

    # Saving

    def leave(self) -> None:
        """Say `AllSaved` as soon as everything is on disk, or `SavingFails` when the disk refuses.

        A reader who asks again does not want to wait for a slow disk either.
        """
        state = self.saver.state
        if state.waiting and self._is_leaving:
            self.post_message(self.SavingFails(state))
        self._is_leaving = True
        self._saved_so_far(state)

    def stay(self) -> None:
        """Go on after all."""
        self._is_leaving = False

    def on_main_screen_saved(self, message: Saved) -> None:
        """Show what is not on disk yet, if anything."""
        self._saved_so_far(message.state)

    def _saved_so_far(self, state: SaveState) -> None:
        self._show_saving(state)
        if self._is_leaving and not state.waiting:
            self.post_message(self.AllSaved())
        elif self._is_leaving and state.error:
            self.post_message(self.SavingFails(state))

    def on_main_screen_heard(self, message: Heard) -> None:
        """Take in what other windows and devices marked."""
        self._take_in(message.news.marks)
        if message.news.problems != self.problems:
            self.problems = message.news.problems
            self._say_problems()

    def _tell(self, event: SaveState | News) -> None:
        """Called in the saver's thread; posting a message is how a thread may speak to the screen."""
        self.post_message(self.Saved(event) if isinstance(event, SaveState) else self.Heard(event))

    def _show_saving(self, state: SaveState) -> None:
        if state.error:
            self.status.show_saving(f"{state.waiting} not saved", is_failing=True)
            self.status.say(state.error)
            return
        if self.status.is_failing:
            self.status.say("Everything is saved again.")
        self.status.show_saving(SAVING if state.waiting else "")

    def _say_problems(self) -> None:
        """Say the first thing that is wrong with the logs or the settings, and keep saying how much there is."""
        in_log = self.problems.sentences()
        if sentences := [*in_log, *self.mistakes]:
            self.status.say(sentences[0])
        found = {"in the log": ("problem", len(in_log)), "in the settings": ("mistake", len(self.mistakes))}
        warnings = [f"{plural(count, thing)} {where}" for where, (thing, count) in found.items() if count]
        self.status.warn(", ".join(warnings))


def _hints(keymap: Keymap) -> list[tuple[str, str]]:
    return [(key_label(keys_of(name, keymap)[0]), words) for name, words in _HINTS.items()]


def _step_words(step: Step) -> str:
    """What a step made: `Redis is done`, `9 topics are to do`, `9 topics are as they were`."""
    if len(step) == 1:
        verb = "is" if step[0].field is Field.STATUS else "has"
        return f"{clean_line(step[0].title)} {verb} {mark_words(step[0])}"
    words = {mark_words(mark) for mark in step}
    return f"{len(step)} topics are {words.pop() if len(words) == 1 else 'as they were'}"

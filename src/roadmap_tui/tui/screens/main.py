"""The main screen: tree left, details right, the title above and the hints below.

It owns the reader's progress. A key makes marks; they are folded in and drawn at once, and handed to the saver.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from textual.app import ComposeResult
from textual.message import Message
from textual.screen import Screen

from roadmap_tui.core.activity import Days
from roadmap_tui.core.progress import Mark, Status, Step, redo, set_status, toggle, undo
from roadmap_tui.core.roadmap import Node
from roadmap_tui.core.settings import DEFAULTS, Keymap, Settings
from roadmap_tui.core.summary import Tally
from roadmap_tui.core.text import plural
from roadmap_tui.errors import UsageError
from roadmap_tui.storage import session
from roadmap_tui.storage.log import ProgressLog
from roadmap_tui.tui.commands import Scope, bindings, key_label, keys_of
from roadmap_tui.tui.filtering import Filtering
from roadmap_tui.tui.glyphs import Glyphs
from roadmap_tui.tui.presentation import STATUS_WORDS, step_words
from roadmap_tui.tui.saver import News, Saver, SaveState
from roadmap_tui.tui.widgets.next_up import NOTHING_LEFT, NextUp
from roadmap_tui.tui.widgets.one_line import SAVING, StatusBar, TitleBar
from roadmap_tui.tui.widgets.panes import Panes
from roadmap_tui.tui.widgets.search_bar import SearchBar
from roadmap_tui.tui.widgets.topic_details import TopicDetails
from roadmap_tui.tui.widgets.topic_tree import TopicTree

_HINTS = {
    "app.help": "help",
    "topic.toggle": "done",
    "pane.switch": "other pane",
    "app.quit": "quit",
    "move.next-up": "next up",
    "topic.doing": "in progress",
    "topic.skip": "skip",
    "step.undo": "undo",
    "find.search": "search",
    "move.next-open": "next open",
    "fold.all": "fold all",
    "topic.select": "select",
    "screen.stats": "where you stand",
    "screen.history": "history",
}
"""What the status bar offers, the most useful first."""


class MainScreen(Screen[None]):
    """Where the reader works."""

    BINDINGS = bindings(Scope.MAIN)
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]

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
        self.glyphs = glyphs
        self.days = Days(None, settings.day_starts_at)
        self.problems = log.problems
        self.settings = settings
        self.mistakes = mistakes
        self.saver = Saver(log, self._tell)
        self.filtering = Filtering(tally)
        self.title_bar = TitleBar(tally, glyphs)
        self.search_bar = SearchBar(tally.roadmap, glyphs)
        self.next_up = NextUp(tally, glyphs)
        self.topic_tree = TopicTree(tally, glyphs, place)
        self.details = TopicDetails(tally, glyphs, settings.date_format)
        self.panes = Panes(self.topic_tree, self.details)
        self.status = StatusBar(_hints(settings.keys), glyphs)
        self._is_leaving = False
        self._search_hint = ""
        self._searched_from = 0
        """Where the cursor was when the search line was opened: the next hit from there is shown while typing."""

    def compose(self) -> ComposeResult:
        """Title, search, panes, status."""
        yield self.title_bar
        yield self.next_up
        yield self.search_bar
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
        self.glyphs = glyphs
        lines = (self.title_bar, self.search_bar.filter_line, self.next_up, self.status)
        for widget in (*lines, self.topic_tree, self.details):
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
        self.status.say(self.undo())

    def action_redo(self) -> None:
        """Bring back what the last undo took."""
        self.status.say(self.redo())

    def undo(self) -> str:
        """Take back the last step, and give the sentence that says so."""
        step = undo(self.tally.progress, self.now())
        self._mark(step)
        return f"Undone: {step_words(step)}." if step else "There is nothing to undo on this device."

    def redo(self) -> str:
        """Bring back what the last undo took, and give the sentence that says so."""
        step = redo(self.tally.progress, self.now())
        self._mark(step)
        return f"Redone: {step_words(step)}." if step else "There is nothing to redo."

    def on_topic_tree_box_clicked(self) -> None:
        """A click on a box is the toggle key."""
        self.action_toggle_done()

    def _taken_topics(self) -> list[Node]:
        """The topics that a status key means: of the selection, else of the node under the cursor."""
        topics = (topic for index in self.topic_tree.take_selection() for topic in self.filtering.marked_with(index))
        return list({topic.id: topic for topic in topics}.values())

    def _mark(self, step: Step) -> None:
        if not step:
            return
        self._take_in(step)
        self.saver.save(step)
        self._show_saving(self.saver.state)
        kind = "shown topics" if self.filtering.shown else "topics"
        self.status.say(f"{step_words(step, kind)}; {self.key('step.undo')} takes it back" if len(step) > 1 else "")

    def _take_in(self, marks: Iterable[Mark]) -> None:
        """Fold marks in and draw what they change."""
        marks = tuple(marks)
        changed = self.tally.update(self.tally.progress.with_marks(marks), {mark.topic for mark in marks})
        if self.filtering.marked(changed):
            self._show_filtered(self.topic_tree.cursor, keeps_folds=True)
        self.topic_tree.refresh_nodes(changed)
        self.title_bar.refresh()
        self.next_up.tally_changed()
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

    def action_next_up(self) -> None:
        """Go to what is best learned next, and say why."""
        found = self.next_up.look()
        if found:
            self.topic_tree.go_to(found.position)
        self.status.say(f"Next up: {self.next_up.reason()}" if found else NOTHING_LEFT)

    def action_switch_pane(self) -> None:
        """Go to the other pane; where there is room for one, it takes the place of this one."""
        self.panes.read(not self.panes.is_reading)

    def action_back(self) -> None:
        """Drop the selection; without one, go back to the tree, and from there take the filter off."""
        self.status.say("")
        if not self.topic_tree.drop_selection():
            if self.topic_tree.has_focus and self.filtering.is_searching:
                self._ask("")
                self.search_bar.close(self.filtering.words(self.glyphs))
            self.panes.read(False)

    def on_topic_tree_entered(self) -> None:
        """The reader wants to read on in the details."""
        self.panes.read(True)

    def _is_open_topic(self, index: int) -> bool:
        is_open_topic = self.tally.roadmap.nodes[index].is_topic and self.tally.statuses[index].is_open
        return is_open_topic and self.filtering.shows(index)

    def _show_details(self, index: int) -> None:
        """What was said belonged to where the cursor was, but for a reason why saving fails."""
        if self.filtering.leave(index):
            self._show_filtered(index, keeps_folds=True)
        self.details.show(index)
        if not self.status.is_failing:
            self.status.say("")

    # Finding

    async def action_search(self) -> None:
        """Open the search line; what is typed takes the place of the query in force."""
        await self._open_search("Enter keeps, Esc shows all, Down and Up walk the hits", is_adding=False)

    async def action_filter(self) -> None:
        """Open the search line to type on, and say what can be asked for."""
        await self._open_search("level: tag: status: has: minutes<60 origin: -word; Tab completes", is_adding=True)

    def action_next_hit(self, direction: int) -> None:
        """Go to the next topic or section that was searched for, or to the one before."""
        found = self.filtering.next_hit(self.topic_tree.cursor, direction)
        if found is None:
            self.status.say("There is no hit; / searches.")
            return
        index, place, count = found
        self.topic_tree.go_to(index)
        self.status.say(f"Hit {place} of {count}")

    async def action_hide(self, status: str) -> None:
        """Hide what has a status, or show it again."""
        await self.search_bar.build()
        is_hidden = self.filtering.hide(Status(status))
        self._show_filtered(self.filtering.nearest_row(self.topic_tree.cursor))
        self.search_bar.close(self.filtering.words(self.glyphs))
        self.status.say(f"What is {STATUS_WORDS[Status(status)]} is {'hidden' if is_hidden else 'shown again'}.")

    def on_search_bar_typed(self, message: SearchBar.Typed) -> None:
        """Show what fits, as far as it can be understood."""
        if self.search_bar.is_typing and self._ask(message.text, self._searched_from):
            self.status.say(self._search_hint)

    def on_search_bar_walked(self, message: SearchBar.Walked) -> None:
        """Another hit, while the search line stays open."""
        self.action_next_hit(message.direction)
        self._searched_from = self.topic_tree.cursor

    async def on_search_bar_clicked(self) -> None:
        """A click on the filter is the filter key."""
        await self.action_filter()

    def on_search_bar_kept(self) -> None:
        """Go on with what was found; what cannot be understood is still to be put right."""
        if self._ask(self.search_bar.input.value):
            self._close_search()

    def on_search_bar_dropped(self) -> None:
        """Bring everything back, with the cursor on the hit."""
        self._ask("")
        self._close_search()

    async def _open_search(self, hint: str, *, is_adding: bool) -> None:
        await self.search_bar.build()
        self._search_hint, self._searched_from = hint, self.topic_tree.cursor
        self.status.say(hint)
        self.panes.read(False)
        self.search_bar.open(self.filtering.text, is_adding=is_adding)
        self.call_after_refresh(self.filtering.prepare)

    def _close_search(self) -> None:
        self.search_bar.close(self.filtering.words(self.glyphs))
        self.panes.read(False)

    def _ask(self, text: str, start: int | None = None) -> bool:
        """Show what fits a query; False when it cannot be understood, and then it is said why.

        Args:
            text: The query.
            start: While it is typed, where the search began; else the cursor stays on its hit.
        """
        try:
            (self.filtering.ask if start is None else self.filtering.ask_so_far)(text)
        except UsageError as error:
            self.status.say(str(error))
            return False
        self._show_filtered(self.filtering.nearest_hit(self.topic_tree.cursor if start is None else start))
        self.status.say("")
        return True

    def _show_filtered(self, cursor: int, *, keeps_folds: bool = False) -> None:
        shown = self.filtering.shown
        self.title_bar.show_only(shown)
        self.search_bar.count(len(shown.hits) if shown else self.tally.overall.total)
        if shown or self.topic_tree.shown:
            self.topic_tree.show_only(shown, cursor, keeps_folds=keeps_folds)

    # Other screens

    def action_show_stats(self) -> None:
        """Show where the reader stands."""
        from roadmap_tui.tui.screens.stats import StatsScreen

        self.app.push_screen(StatsScreen(self.tally, self.now, self.days, self.glyphs, self.settings.date_format))

    def action_show_history(self) -> None:
        """Show what was marked."""
        from roadmap_tui.tui.screens.history import HistoryScreen

        date_format = self.settings.date_format
        history = HistoryScreen(self.tally, self.now, self.days, self.glyphs, date_format, self.undo, self.redo)
        self.app.push_screen(history)

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

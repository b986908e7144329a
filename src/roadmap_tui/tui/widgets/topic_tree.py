"""The tree of sections and topics: our own line-API widget over one flat list of visible rows.

Textual's Tree makes an object per node and rebuilds every line at each fold; this one keeps the indexes of the visible
nodes, and a key press touches what is on the screen. It moves, folds and selects; the main
screen marks.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from textual import events
from textual.message import Message
from textual.reactive import var

from roadmap_tui.core.counts import Tally
from roadmap_tui.core.roadmap import NodeId
from roadmap_tui.core.search.index import FilterResult
from roadmap_tui.core.update.node_map import NodeMap
from roadmap_tui.presentation.commands import Scope
from roadmap_tui.presentation.glyphs import Glyphs, Line, Role
from roadmap_tui.presentation.rows import Part, TreeColumns, part_at, tree_row
from roadmap_tui.storage.session import ViewState
from roadmap_tui.tui.bindings import bindings
from roadmap_tui.tui.widgets.line_view import LineView
from roadmap_tui.tui.widgets.painting import ROLE_CLASSES

_GUTTER = 2
"""Cells at the left: the cursor's bar and the sign of a selected row."""

_NOTHING = ("Nothing fits.", "Change the filter with /, or take it off:", "Esc, or the key that hides.")
"""What stands in a tree without rows."""


class TopicTree(LineView):
    """A collapsible tree with counts and bars; the cursor is always on a node that can be seen."""

    COMPONENT_CLASSES = ROLE_CLASSES | {"row--cursor", "row--selected"}
    BINDINGS = bindings(Scope.TREE)

    cursor: var[int] = var(1, init=False)
    """The node under the cursor, as an index in `roadmap.nodes`. The main screen watches it."""

    class BoxClicked(Message):
        """The box of the node under the cursor was clicked."""

    class SelectionChanged(Message):
        """Other nodes are selected than before."""

        def __init__(self, count: int) -> None:
            super().__init__()
            self.count = count

    class Entered(Message):
        """The user wants to read the topic under the cursor."""

    def __init__(self, tally: Tally, glyphs: Glyphs, place: ViewState) -> None:
        """A tree over a roadmap's counts.

        Args:
            tally: The counts, which their owner keeps up to date; `refresh_nodes` says what changed.
            glyphs: The characters to draw with.
            place: Folds and cursor to open with. Ids that are gone are passed over; a user who was never here
                finds every section folded.
        """
        super().__init__(id="tree")
        self.tally = tally
        self.glyphs = glyphs
        self.nodes = tally.roadmap.nodes
        self.foldable = {index for index, _ in tally.roadmap.sections()}
        self.folded = self.foldable & self._indexes(place.folded) if place.folded is not None else set(self.foldable)
        self.unfiltered_folds = self.folded
        """The folds that come back when the filter is removed; unused without a filter."""
        self.result: FilterResult | None = None
        self.selected: set[int] = set()
        self.columns = TreeColumns.fitting(tally, 0)
        self.rows = self._visible(1, len(self.nodes))
        cursor = next(iter(self._indexes([place.cursor])), 1) if place.cursor else 1
        self.set_reactive(TopicTree.cursor, self.rows[self._row_showing(cursor)])

    @property
    def view_state(self) -> ViewState:
        """Folds and cursor as they are now, to open with the next time."""
        folded = self.unfiltered_folds if self.result else self.folded
        return ViewState(self.nodes[self.cursor].id, tuple(self.nodes[index].id for index in sorted(folded)))

    def _indexes(self, ids: Iterable[NodeId]) -> set[int]:
        positions = self.tally.roadmap.indexes
        return {positions[node_id] for node_id in ids if node_id in positions}

    # What is on the screen

    def line(self, number: int) -> tuple[Line, str | None]:
        """A row of the tree behind its gutter; where there is none, what to do about it."""
        if not self.rows:
            return [(f"{' ' * _GUTTER}{_NOTHING[number]}", Role.MUTED)], None
        index = self.rows[number]
        is_cursor, is_selected = index == self.cursor, index in self.selected
        gutter: Line = [
            (self.glyphs.cursor if is_cursor else " ", Role.ACCENT),
            (self.glyphs.selected if is_selected else " ", Role.ACCENT),
        ]
        row = tree_row(
            self.tally,
            index,
            self.look(self.scrollable_size.width - _GUTTER),
            self.columns,
            folded=index in self.folded,
            shown=self.result,
        )
        return [*gutter, *row], "row--cursor" if is_cursor else "row--selected" if is_selected else None

    def refresh_nodes(self, indexes: Iterable[int]) -> None:
        """Draw these nodes again where they are visible."""
        top, bottom = self.scroll_offset.y, self.scroll_offset.y + self.scrollable_size.height
        on_screen = self.rows[top:bottom]
        for index in indexes:
            place = bisect_left(on_screen, index)
            if place < len(on_screen) and on_screen[place] == index:
                self.refresh_line(top + place)

    def on_mount(self) -> None:
        """Show the first rows."""
        self._rows_changed()

    def on_resize(self) -> None:
        """The columns depend on the width, the scroll bar and the cursor's place on the height."""
        self.columns = TreeColumns.fitting(self.tally, self.scrollable_size.width - _GUTTER)
        self._rows_changed()

    def watch_cursor(self, old: int, new: int) -> None:
        """Redraw the two rows that a move touches."""
        self.show_line(self._row_showing(new))
        self.refresh_nodes([old, new])

    def reset_to_initial_view(self) -> None:
        """Scroll to where the next start would: no further down than it takes to see the cursor."""
        self.scroll_to(y=0, animate=False)
        self.show_line(self._row_showing(self.cursor))

    # Moving

    def action_move(self, rows: int) -> None:
        """Move by rows, and stop at the ends."""
        self._go_to_row(self._row_showing(self.cursor) + rows)

    def action_move_page(self, pages: float) -> None:
        """Move by a part of the height."""
        self.action_move(int(pages * self.scrollable_size.height) or int(pages / abs(pages)))

    def action_move_to_top(self) -> None:
        """Go to the first row."""
        self._go_to_row(0)

    def action_move_to_bottom(self) -> None:
        """Go to the last row."""
        self._go_to_row(len(self.rows) - 1)

    def go_to(self, index: int) -> None:
        """Put the cursor on a node, unfolding what hides it."""
        hiding = self.folded.intersection(self.tally.roadmap.ancestors(index))
        if hiding:
            self._set_folded(self.folded - hiding)
        self._go_to_row(self._row_showing(index))

    def _go_to_row(self, row: int) -> None:
        if self.rows:
            self.cursor = self.rows[max(0, min(row, len(self.rows) - 1))]

    def _row_showing(self, index: int) -> int:
        """The row of a node, or of the folded one that hides it."""
        row = bisect_left(self.rows, index)
        return row if row < len(self.rows) and self.rows[row] == index else max(0, row - 1)

    # Folding

    def action_fold_out(self) -> None:
        """Fold what is open under the cursor, else go to the section it stands in."""
        if self.cursor in self.foldable and self.cursor not in self.folded:
            self._fold(self.cursor)
        elif self.nodes[self.cursor].parent:
            self._go_to_row(self._row_showing(self.nodes[self.cursor].parent))

    def action_fold_into(self) -> None:
        """Unfold what is closed under the cursor, else go to its first child."""
        if self.cursor in self.folded:
            self._unfold(self.cursor)
        elif self._visible(self.cursor + 1, self.nodes[self.cursor].end):
            self.action_move(1)

    def action_fold_toggle(self) -> None:
        """Fold or unfold the node under the cursor, or the section it stands in when it has nothing to fold."""
        index = self.cursor if self.cursor in self.foldable else self.nodes[self.cursor].parent
        if index in self.folded:
            self._unfold(index)
        elif index:
            self._fold(index)

    def action_fold_all(self) -> None:
        """Fold everything, or unfold everything when nothing is open."""
        self._set_folded(set() if self.folded == self.foldable else self.foldable)

    def action_fold_to_level(self, level: int) -> None:
        """Show the tree down to that level, 1 being the top one."""
        self._set_folded({index for index in self.foldable if self.nodes[index].depth >= level})

    def action_enter(self) -> None:
        """Fold or unfold a section; ask for a topic to be read."""
        if self.cursor in self.foldable and not self.nodes[self.cursor].is_topic:
            self.action_fold_toggle()
        else:
            self.post_message(self.Entered())

    def _fold(self, index: int) -> None:
        self.folded.add(index)
        row = bisect_left(self.rows, index)
        end = bisect_left(self.rows, self.nodes[index].end, lo=row)
        del self.rows[row + 1 : end]
        self._rows_changed()

    def _unfold(self, index: int) -> None:
        self.folded.discard(index)
        row = bisect_left(self.rows, index)
        self.rows[row + 1 : row + 1] = self._visible(index + 1, self.nodes[index].end)
        self._rows_changed()

    def _set_folded(self, folded: set[int]) -> None:
        self.folded = set(folded)
        self.rows = self._visible(1, len(self.nodes))
        self._rows_changed()

    def _rows_changed(self) -> None:
        """Bring everything in line with `rows`.

        A cursor that was folded away goes to what hides it; a selected node is let go, so that no key marks what
        cannot be seen.
        """
        if self.selected:
            self._select(self.selected.intersection(self.rows))
        self.set_line_count(len(self.rows) or len(_NOTHING))
        if not self.rows:
            return
        row = self._row_showing(self.cursor)
        self.cursor = self.rows[row]
        self.show_line(row)

    def _visible(self, start: int, end: int) -> list[int]:
        kept: Sequence[int] = self.result.rows if self.result else range(len(self.nodes))
        place = bisect_left(kept, start)
        if not self.folded:
            return list(kept[place : bisect_left(kept, end, lo=place)])
        rows = []
        while place < len(kept) and (index := kept[place]) < end:
            rows.append(index)
            place = bisect_left(kept, self.nodes[index].end, lo=place) if index in self.folded else place + 1
        return rows

    # Filtering

    def show_result(self, shown: FilterResult | None, cursor: int, *, keeps_folds: bool = False) -> None:
        """Show what a filter leaves, or everything again with the folds from before.

        Args:
            shown: What is left; None for everything.
            cursor: The node to put the cursor on.
            keeps_folds: Whether what the user folded under a filter stays folded; else all of it is unfolded.
        """
        if self.result is None:
            self.unfiltered_folds = self.folded
        if shown is None:
            self.folded = self.unfiltered_folds - set(self.tally.roadmap.ancestors(cursor))
        elif not keeps_folds:
            self.folded = set()
        self.result = shown
        self.rows = self._visible(1, len(self.nodes))
        self.cursor = self.rows[self._row_showing(cursor)] if self.rows else cursor
        self._rows_changed()

    # Another edition

    def roadmap_changed(self, node_map: NodeMap, result: FilterResult | None) -> None:
        """The tally counts another edition now: show it with cursor, folds, selection and scrolling as they were.

        Args:
            node_map: Where the nodes went.
            result: What the filter leaves of it.
        """
        anchor = self._anchor()
        row = self._row_showing(anchor) - self.scroll_offset.y
        self.nodes, self.result = node_map.new.nodes, result
        self.foldable = {index for index, _ in node_map.new.sections()}
        self.folded = self.foldable & node_map.all_same(self.folded)
        self.unfiltered_folds = self.foldable & node_map.all_same(self.unfiltered_folds)
        self.columns = TreeColumns.fitting(self.tally, self.scrollable_size.width - _GUTTER)
        self.rows = self._visible(1, len(self.nodes))
        # Quietly: a user whose topic got another index has not moved.
        self.set_reactive(TopicTree.cursor, self._seen(node_map.nearest(self.cursor)))
        if self.selected:
            self._select(node_map.all_same(self.selected).intersection(self.rows))
        self.set_line_count(len(self.rows) or len(_NOTHING))
        self.scroll_to(y=self._row_showing(node_map.nearest(anchor)) - row, animate=False)

    def _anchor(self) -> int:
        """The node that keeps its place on the screen: the one under the cursor, or the top row."""
        top = self.scroll_offset.y
        is_seen = top <= self._row_showing(self.cursor) < top + self.scrollable_size.height
        return self.cursor if is_seen or not self.rows else self.rows[min(top, len(self.rows) - 1)]

    def _seen(self, index: int) -> int:
        """A node, or what hides it."""
        return self.rows[self._row_showing(index)] if self.rows else index

    # Selecting

    def toggle_selected(self) -> None:
        """Select the node under the cursor or let it go, and move on to the next row."""
        if self.rows:
            self._select(self.selected ^ {self.cursor})
        self.action_move(1)

    def pop_selection(self) -> list[int]:
        """The selected nodes in file order, no longer selected; the node under the cursor when none were."""
        taken = sorted(self.selected) or ([self.cursor] if self.rows else [])
        self.clear_selection()
        return taken

    def clear_selection(self) -> bool:
        """Select nothing; False when nothing was selected."""
        had_any = bool(self.selected)
        self._select(set())
        return had_any

    def _select(self, selected: set[int]) -> None:
        if changed := self.selected ^ selected:
            self.selected = selected
            self.refresh_nodes(changed)
            self.post_message(self.SelectionChanged(len(selected)))

    # The mouse

    def on_click(self, event: events.Click) -> None:
        """Select a row; on its arrow fold it, on its box ask for it to be toggled; twice on its title is Enter."""
        offset = event.get_content_offset(self)
        row = self.scroll_offset.y + offset.y if offset and event.button == 1 else -1
        if not (offset and 0 <= row < len(self.rows)):
            return
        self.cursor = self.rows[row]
        part = part_at(self.tally, self.cursor, offset.x - _GUTTER, self.glyphs)
        if part is Part.ARROW:
            self.action_fold_toggle()
        elif part is Part.BOX:
            self.post_message(self.BoxClicked())
        elif event.chain == 2:
            self.action_enter()

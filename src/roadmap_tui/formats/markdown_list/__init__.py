"""Learning lists in Markdown, as they stand on code forges: task lists, plain lists and tables.

- `source` is about the text before it is Markdown: encoding, front matter.
- `blocks` and `inlines` read CommonMark with GFM's tables and task items.
- `details` finds `<details>` in HTML, `contents` the tables of contents.
- `guess` counts what there is and decides what is a topic.
- `building` makes an outline of it: `lists`, `tables` and `headings` say where each block goes, `titles` where a
  title ends.
- `reading` puts it together.
"""

from roadmap_tui.formats.markdown_list.guess import Kind
from roadmap_tui.formats.markdown_list.reading import loads

__all__ = ["Kind", "loads"]

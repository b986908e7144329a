"""Learning lists in Markdown, as they stand on code forges: task lists, plain lists and tables.

- `source` is about the text before it is Markdown: encoding, front matter.
- `blocks` and `inlines` read CommonMark with GFM's tables and task items.
- `building` makes an outline of it: `tasks_and_lists` and `tables` say what is a topic.
- `reading` puts it together, `writing` is the way back.
"""

from roadmap_tui.formats.markdown_list.reading import Kind, loads

__all__ = ["Kind", "loads"]

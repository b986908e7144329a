"""The text that a new roadmap begins with: a small complete example, with comments that teach the format."""

_HEAD = """\
# A roadmap: what there is to learn. Change everything but `format`, and see what becomes of it:
# the app shows every saved change at once, and `roadmap-tui check FILE` lists mistakes with their lines.

format = 1
"""

_BODY = """\
language = "en"
about = "What this roadmap is for. *Markdown* is understood here."

# A table is a section or a topic. Its place in the file is its place in the tree, and the name in the brackets is its
# id: small letters, digits and hyphens, with a dot for every level. Your progress is kept under the id, so change
# titles as you like; when an id has to change, name the old one: was = ["basics.old-name"].

[basics]
title = "The basics"
about = "A table with others below it is a section."

# A table without others below it is a topic: what you tick.

[basics.first-steps]
title = "First steps"
about = '''
What it is, and why it matters.

You can say what you will be able to do afterwards.
'''
links = [
  # kind: article, book, course, docs, paper, project, talk, tool, video or other
  { title = "A good introduction", by = "Its author", url = "https://example.org/", kind = "article", free = true },
]
level = "core"              # core, more or optional
minutes = 60                # roughly; leave it out when you do not know
tags = ["reading"]          # anything you want to find it by: tag:reading

[basics.exercise]
title = "A first exercise"
after = ["basics.first-steps"]   # what to learn first, by id
level = "more"
minutes = 120
tags = ["practice"]

[further]
title = "Further on"

[further.project]
title = "A project of your own"
topic = true                # a topic with others below it: it has a box, too
after = ["basics"]          # all of a section

[further.project.plan]
title = "Plan it"

[further.project.build]
title = "Build it"
"""


def template(roadmap_id: str, title: str) -> str:
    """A roadmap to be edited.

    Args:
        roadmap_id: One that keeps the rules.
        title: Any text; when it is empty, the id in words.
    """
    import tomli_w  # reading does without it

    words = title or roadmap_id.replace("-", " ").strip().capitalize() or roadmap_id
    return f"{_HEAD}{tomli_w.dumps({'id': roadmap_id, 'title': words})}{_BODY}"

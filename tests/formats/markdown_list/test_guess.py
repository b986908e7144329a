"""What of a Markdown file becomes a topic when nobody says so, and what each kind makes of the same text."""

import pytest

from roadmap_tui.core.marks import Status
from roadmap_tui.core.update.draft import Outline, OutlineItem
from roadmap_tui.formats.markdown_list import Kind, loads

TICK = "`" * 3


def read(text: str, kind: Kind | None = None) -> Outline:
    return loads(text.encode(), "list.md", kind)


def topics(outline: Outline) -> list[OutlineItem]:
    return [entry for entry in outline.items if entry.is_topic]


def titles(text: str, kind: Kind | None = None) -> list[str]:
    return [entry.title for entry in topics(read(text, kind))]


def statuses(text: str) -> list[tuple[str, str]]:
    return [(entry.title, entry.status.value) for entry in topics(read(text))]


def table(head: str, *rows: str) -> str:
    return "\n".join([f"| {head} |", "|" + "---|" * (head.count("|") + 1), *(f"| {row} |" for row in rows)])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (table("Done | Exercise | Level", "[x] | Queues | Easy", "[ ] | Heaps | Hard"), "Queues:done Heaps:todo"),
        (table("Week | Status | What", "1 | Done | Knots", "2 | In Progress | Sails"), "Knots:done Sails:doing"),
        (
            table(
                "Topic | Link |",
                "Tides | [a](https://example.org/t) | ✅",
                "Winds | [b](https://example.org/w) | ⬜",
            ),
            "Tides:done Winds:todo",
        ),
        (
            table("Task | State", "Oars | ✅ Done", "Ropes | 🟡 In progress", "Nets | ⬜ skipped"),
            "Oars:done Ropes:doing Nets:skipped",
        ),
        (table("Task | State", "Oars | `[/]`", "Ropes | [-]", "Nets | 🚧"), "Oars:doing Ropes:skipped Nets:doing"),
        (table("# | Solved | Problem", "1 | yes | Floods", "2 | no | Ebbs"), "Floods:done Ebbs:todo"),
        (table("✓ | Name", " | Bow", " | Stern"), "Bow:todo Stern:todo"),
        (table("Day | Status | Title", "1 | | Masts", "2 | done | Keels"), "Masts:todo Keels:done"),
        (table("Status | Done | Lesson", "wip | ✅ | Flags", "n/a | ⬜ | Lamps"), "Flags:todo Lamps:todo"),
        (table("Task | Python | Java", "Maps | ✅ | ⬜", "Trees | ⬜ | ⬜"), "Maps:todo Trees:todo"),
        (table("Task | Free | Done", "Maps | ✅ | ⬜", "Trees | ⬜ | ✔️"), "Maps:todo Trees:done"),
    ],
)  # fmt: skip
def test_a_table_has_its_ticks_and_its_titles(text: str, expected: str) -> None:
    """A column of boxes, signs or words says what is done; it is never the title, and several such columns are none."""
    assert " ".join(f"{title}:{status}" for title, status in statuses(f"# T\n\n{text}\n")) == expected
    assert not any("✅" in line or "[x]" in line for topic in topics(read(text)) for line in topic.about)


def test_the_title_is_never_a_number_or_a_word_about_the_row() -> None:
    """Headers that name a title win, then the column with links, then the one that says most."""
    assert titles(table("Week | Level | Subject", "1 | Easy | Reefs", "2 | Hard | Bays")) == ["Reefs", "Bays"]
    assert titles(table("Hint | Where", "a | [Quay](https://example.org/q)", "b | [Pier](https://example.org/p)")) == [
        *("Quay", "Pier")
    ]
    assert titles(table("Sort | Craft", "big | Barge", "big | Brig", "small | Skiff")) == ["Barge", "Brig", "Skiff"]


def test_where_a_table_says_what_is_done_the_others_are_text() -> None:
    """Books, tools and legends."""
    text = f"# T\n## A\n{table('Task | Done', 'Row | ✅', 'Sail | ')}\n## B\n{table('Book | By', 'Boats | Ann')}\n"
    assert titles(text) == ["Row", "Sail"]
    assert "Boats" in " ".join(line for line in read(text).about + read(text).items[0].about) or read(text).import_notes


def test_a_need_that_is_a_title_is_not_split() -> None:
    """`Wind and weather` is one topic."""
    text = table("Course | Prerequisites", "Wind and weather | none", "Reefing | Wind and weather", "Tack | Reefing")
    entries = read(f"# T\n{text}").items
    assert [entry.needs for entry in entries] == [[], [0], [1]]


CONTENTS = """# Boats

- [Hulls](#hulls)
- Chapter I
  - [Sails](#sails)

Read [this](https://example.org/x) and:

- [Buy one](https://example.org/buy)

## Hulls
{}
## Sails
{}
"""


def test_a_table_that_names_topics_wins_over_bullets() -> None:
    """The table of contents counts for nothing, under plain parents neither."""
    rows = [table("Lesson | Time", f"[L{n}](https://example.org/{n}) | 4 weeks") for n in (1, 2)]
    assert titles(CONTENTS.format(*rows)) == ["L1", "L2"]


def test_a_table_of_contents_may_be_a_table_or_have_the_address_of_the_page() -> None:
    """None of its entries is a topic."""
    page = "https://example.org/ann/boats/blob/main/README.md"
    text = (
        "# T\n"
        + table("No | Part", "1 | [Ports](#ports)", "2 | [Docks](#docks)")
        + "\n## Ports\n- Rope\n## Docks\n- Pole\n"
    )
    assert titles(text) == ["Rope", "Pole"]
    text = f"# T\n- [Ports]({page}#ports)\n- [Docks]({page}#docks)\n## Ports\n- Rope\n## Docks\n- Pole\n"
    assert titles(text) == ["Rope", "Pole"]
    assert titles(text, Kind.LISTS) == ["Rope", "Pole"]


def test_a_list_of_translations_has_no_topics() -> None:
    """It stands before the first heading, or under one of its own."""
    text = "- [Deutsch](README-de.md)\n- [中文](./README_zh-CN.md)\n\n# T\n## A\n- Rope\n"
    assert titles(text) == ["Rope"]


def test_headings_with_text_are_topics() -> None:
    """When there is no list at all; the text of each is its own, up to the next one."""
    outline = read(
        "# T\n## Day 1: Knots\nTie.\n\nUntie.\n## Day 2: Oars\n### Left\nPull.\n### Right\nPush.\n## License\nFree.\n"
    )
    assert [(entry.title, entry.is_topic, entry.about) for entry in outline.items] == [
        ("Day 1: Knots", True, ["Tie.", "Untie."]),
        ("Day 2: Oars", False, []),
        ("Left", True, ["Pull."]),
        ("Right", True, ["Push."]),
        ("License", False, ["Free."]),
    ][:4] + [(entry.title, entry.is_topic, entry.about) for entry in outline.items[4:]]


QUESTIONS = f"""# Questions
### Contents
{table("No. | Question", "1 | [What is a keel?](#what-is-a-keel)", "2 | [What is a jib?](#what-is-a-jib)")}

1. ### What is a keel?

    A beam.
    - one
    - two

    **[Back to top](#contents)**

2. ### What is a jib?

    A sail.

{TICK}
code
{TICK}
"""


def test_items_that_begin_with_a_heading_are_questions() -> None:
    """Everything to the next one is its text, also what is not indented, and the way back is nothing."""
    keel, jib = topics(read(QUESTIONS))
    assert (keel.title, keel.about, keel.parent) == ("What is a keel?", ["A beam.", "- one\n- two"], -1)
    assert (jib.title, jib.about) == ("What is a jib?", ["A sail.", f"{TICK}\ncode\n{TICK}"])


def test_options_of_an_answer_are_no_topics() -> None:
    """One topic a heading; details that say `Answer` are its text."""
    answer = "<details><summary><b>Answer</b></summary>\n<p>\n\n#### Answer: B\n\nIt floats.\n</p>\n</details>\n"
    one = f"###### 1. What floats?\n{TICK}\nx\n{TICK}\n- A: lead\n- B: cork\n\n{answer}\n---\n"
    two = one.replace("1. What floats?", "2. What sinks?")
    floats, sinks = topics(read(f"# Quiz\n{one}{two}"))
    assert (floats.title, sinks.title) == ("1. What floats?", "2. What sinks?")
    assert floats.about == [f"{TICK}\nx\n{TICK}", "- A: lead\n- B: cork", "#### Answer: B\n\nIt floats."]


@pytest.mark.parametrize("kind", [None, *Kind])
def test_a_summary_is_a_topic_in_every_mode(kind: Kind | None) -> None:
    """With the answer as its text, HTML or Markdown, and inner ones below it."""
    text = """# Q

<details><summary>What is a <code>bilge</code>?</summary>The <b>lowest</b> part.</details>
<details>
<summary><h4>What is a bow?</h4></summary>

The *front*, see [this](https://example.org/bow).

</details>
"""
    bilge, bow = topics(read(text, kind))
    assert (bilge.title, bilge.about) == (
        "What is a bilge ?",
        ["The lowest part."],
    ) or bilge.title == "What is a bilge?"
    assert (bow.title, [link.url for link in bow.links]) == ("What is a bow?", ["https://example.org/bow"])
    assert "front" in " ".join(bow.about)
    assert not any("HTML" in remark.reason for remark in read(text, kind).import_notes)


def test_details_in_details_and_around_lists() -> None:
    """A summary over topics is their section; `Answer` is none."""
    nested = "<details><summary>Outer?</summary>a<details><summary>Inner?</summary>b</details></details>\n"
    outer, inner = read(f"# T\n{nested}").items
    assert (outer.title, outer.about, inner.title, inner.parent, inner.about) == ("Outer?", ["a"], "Inner?", 0, ["b"])
    week = "<details><summary>Week 1</summary>\n\n- [ ] row\n- [x] steer\n\n</details>\n"
    section, row, steer = read(f"# T\n{week}").items
    assert (section.title, section.is_topic, row.parent, steer.status) == ("Week 1", False, 0, Status.DONE)
    assert titles("# T\n- [ ] row\n  <details><summary>Hint</summary>Slowly.</details>\n") == ["row"]


def test_paragraphs_that_are_links_or_begin_in_bold_are_topics() -> None:
    """What follows is theirs."""
    intro, more = topics(
        read("# T\n### Basics\n\n[Intro](https://example.org/a)\n\n### More\n\n[Next](https://example.org/b)\n")
    )
    assert (intro.title, intro.links[0].url, more.title) == ("Intro", "https://example.org/a", "Next")
    primes, pi = topics(read("# T\n## Numbers\n**Find primes** - Print all primes.\n\n**Find pi** - Print pi.\n"))
    assert (primes.title, primes.about, pi.title) == ("Find primes", ["Print all primes."], "Find pi")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- [ ] a\n- [/] b\n- [-] c\n- [>] d\n- [✓] e", "a:todo b:doing c:skipped d:todo e:done"),
        ("- [ ] a\n- [x]b\n- [] c\n- [ x ] d\n- [?] e\n- [b] f", "a:todo b:done c:todo d:done e:todo f:todo"),
        ("- ☑ a\n- ☐ b", "a:done b:todo"),
        ("- ✅ a\n- ⬜ b\n- ⏳ c", "a:done b:todo c:doing"),
        ("- [ ] a\n- [x](https://example.org) b", "a:todo"),
    ],
)
def test_there_are_more_boxes_than_two(text: str, expected: str) -> None:
    """Any single character in brackets; among boxes what is nearly one."""
    assert " ".join(f"{title}:{status}" for title, status in statuses(f"# T\n\n{text}\n")) == expected


def test_fields_of_task_plugins_are_no_title() -> None:
    """Dates and priorities go, the last tags become tags, and links of vaults show their words."""
    text = "# T\n- [ ] [[notes/Calc|Calculus]] #math 📅 2026-01-01\n- [ ] [[a/Algebra]] ⏫ #x/y #z\n- [ ] C# and #2\n"
    assert [(entry.title, entry.tags) for entry in topics(read(text))] == [
        ("Calculus", ("math",)),
        ("Algebra", ("x/y", "z")),
        ("C# and #2", ()),
    ]


def test_a_weak_guess_says_so_first_and_what_else_there_would_be() -> None:
    """Fewer than half of the links are in topics."""
    links = "".join(f"- [B{n}](https://example.org/{n})\n" for n in range(6))
    note = read(f"# T\n- [ ] one\n\n## Books\n{links}").import_notes[0]
    assert note.line == 0
    assert "0 of 6 links are in topics" in note.reason
    assert "--as lists would make 7 topics" in note.reason


def test_the_report_says_what_was_counted() -> None:
    """For --verbose, and what could have become topics for everybody."""
    outline = read(f"# T\n- [ ] one\n\n{table('Tool | Use', 'Saw | cut', 'Axe | chop')}\n")
    assert outline.summary == "1 box became a topic; 1 table with 2 rows did not: --as tables makes topics of them."
    assert outline.details[-1].startswith("tasks: 1 box; tables: 2 rows")
    assert outline.details[-1].endswith("tasks it is.")


@pytest.mark.parametrize(
    ("item", "title", "about"),
    [
        ("**Charset:** declared in the head", "Charset", ["declared in the head"]),
        ("**Charset**: declared", "Charset", ["declared"]),
        ("`strict` - on", "strict", ["on"]),
        ("**[Joins](https://example.org/j)**  \n  How two tables meet", "Joins", ["How two tables meet"]),
        ("[Views](https://example.org/v)<br>What they are", "Views", ["What they are"]),
        ("[Keys](https://example.org/k) by Ann: what they do", "Keys by Ann", ["what they do"]),
        ("Read https://example.org/r today", "Read today", []),
        ("[https://example.org/only]", "https://example.org/only", []),
        ("<a href='https://example.org/h'>Hulls</a> <img src='x'>", "Hulls", []),
        ("**All of it**", "All of it", []),
        ("Bits: zero and one", "Bits: zero and one", []),
    ],
)  # fmt: skip
def test_a_title_ends_where_its_text_begins(item: str, title: str, about: list[str]) -> None:
    """Leading bold, code or link; a hard break; no address, no HTML."""
    (topic,) = topics(read(f"# T\n- [ ] {item}\n"))
    assert (topic.title, topic.about) == (title, about)
    assert all(link.url.startswith("https://example.org/") for link in topic.links)


def test_a_long_title_ends_with_its_first_sentence_and_stays_whole_as_text() -> None:
    """Or with its first clause, or between two words."""
    first = "Every boat that floats has a hull, a keel and a name"
    text = f"{first}. " + "And then there is much more to say about it than anybody wants to hear on one day."
    (topic,) = topics(read(f"# T\n- [ ] {text}\n"))
    assert (topic.title, topic.about) == (first, [text])
    (topic,) = topics(read("# T\n- [ ] " + "word " * 60))
    assert len(topic.title) <= 100
    assert topic.title.endswith("word…")


def test_what_stands_between_two_boxes_belongs_to_the_first() -> None:
    """Code, quotes and lists without boxes; what follows the last box is the section's."""
    text = f"# T\n## A (0/8)\n- [ ] a\n\n{TICK}\ncode\n{TICK}\n\n> said\n\n- [ ] b\n\n> of the section\n"
    section, a, b = read(text).items
    assert (section.title, a.about, b.about) == ("A", [f"{TICK}\ncode\n{TICK}", "> said"], [])
    assert section.about == ["> of the section"]


def test_an_item_over_boxes_is_their_section() -> None:
    """Below a topic only when it is all bold."""
    outline = read("# T\n- Basics:\n  - [ ] a\n- [ ] b\n  - **Part**\n    - [ ] c\n")
    assert [(entry.title, entry.is_topic, entry.parent) for entry in outline.items] == [
        *(("Basics", False, -1), ("a", True, 0), ("b", True, -1), ("Part", False, 2), ("c", True, 3))
    ]

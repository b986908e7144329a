"""The language of search and filter: what fits, what is said about what cannot be understood."""

import contextlib
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_tui.core.marks import Status
from roadmap_tui.core.roadmap import Level, Link, Node, NodeId, Origin
from roadmap_tui.core.search.query import MAX_LENGTH, NAMES, Filter, Query, parse, searchable
from roadmap_tui.errors import UsageError
from tests.mark_strategies import PROPERTY, texts

NODE = Node(
    id=NodeId("data.crème"),
    title="Straße & Kaffee",
    depth=2,
    parent=1,
    end=3,
    is_topic=True,
    about="Ask for *rows*\nof a table.\n\nΣίσυφος",
    tags=("interview", "Two Words"),
    links=(Link("A Tutorial", "https://example.org/hidden"),),
    level=Level.CORE,
    minutes=30,
    origin=Origin.POST,
)
PIECES = [
    "status:todo",
    "is:open",
    "-level:core",
    "tag:interview",
    "has:note",
    "minutes<60",
    "kaff",
    "-tea",
    '"rows of"',
]
QUERIES = st.lists(st.sampled_from(PIECES) | st.sampled_from("abcsäß"), max_size=4).map(" ".join)


def fits(query: str, node: Node = NODE, status: Status = Status.TODO, note: str = "Mañana") -> bool:
    """Whether a query fits a node."""
    return parse(query).matches(node, status, note)


@pytest.mark.parametrize(
    "query",
    [
        *("", "  ", "straße", "STRASSE", "kaffee straße", "kaf str", "interview rows", "data.creme", "tutorial"),
        *("ΣΊΣΥΦΟΣ", "manana", '"rows* of a"', '"rows* of', '"a table. Σ', "-tea", "-", "&", '""'),
        *("status:todo", "STATUS:ToDo", "status=todo", "status:done,todo", "is:open", "-is:done"),
        "-status:done,skipped",
        *("level:core", "level:more,core", "-level:more", "origin:post", "has:note", "has:link", "has:minutes"),
        *("tag:interview", "tag:INTERVIEW", 'tag:"two words"', "-tag:sql", "-tag:inter"),
        *("minutes<60", "minutes<=30", "minutes>29", "minutes>=30", "minutes=30", "minutes:30", "minutes:10,30"),
        *("kaf status:todo level:core tag:interview minutes<60 \"straße & kaffee\" -tea",),
    ],
)  # fmt: skip
def test_what_fits(query: str) -> None:
    """Words anywhere in id, title, text, note, tags or a link's title, in any order; and every filter."""
    assert fits(query)


@pytest.mark.parametrize(
    "query",
    [
        *(
            "tea",
            "kaffee tea",
            "hidden",
            "rows.x",
            '"of rows"',
            '"kaffee straße"',
            "-kaf",
            '-"rows* of"',
            "kaf -manana",
        ),
        *(
            "status:done",
            "is:skipped",
            "-is:open",
            "level:more",
            "-level:core",
            "origin:added",
            "tag:inter",
            "-has:note",
        ),
        *("minutes<30", "minutes>30", "minutes<=29", "-minutes<60", "minutes:31", "kaf status:done", "tea status:todo"),
        '"words straße"',
    ],
)
def test_what_does_not_fit(query: str) -> None:
    """Everything must hold, URLs are not searched, and a phrase does not reach across two texts."""
    assert not fits(query)


@pytest.mark.parametrize("query", ["status:open", "is:open"])
@pytest.mark.parametrize("status", Status)
def test_open_is_what_is_to_do_or_in_progress(query: str, status: Status) -> None:
    """The same word under both names."""
    assert fits(query, status=status) == status.is_open


@pytest.mark.parametrize(("query", "expected"), [("minutes<60", False), ("-minutes<60", True), ("has:minutes", False)])
def test_an_unknown_effort_is_neither_short_nor_long(query: str, expected: bool) -> None:
    """It is left out, unless the question is turned round."""
    assert fits(query, NODE._replace(minutes=None)) is expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [("kaf", True), ("has:note", True), ("kaf tag:interview", True), ("kaf status:todo", False), ("level:core", False),
     ("-tag:sql", False), ("", False), ("-has:note", False)],
)  # fmt: skip
def test_a_plain_section_is_found_by_words_and_notes(query: str, expected: bool) -> None:
    """Not by what only topics have."""
    assert fits(query, NODE._replace(is_topic=False)) is expected


def test_a_hidden_status_fits_nothing() -> None:
    """Of topics; a section is found by its words whatever became of its topics."""
    query = parse("kaf")._replace(hidden=frozenset({Status.DONE}))
    assert query.matches(NODE, Status.TODO, "")
    assert not query.matches(NODE, Status.DONE, "")
    assert query.matches(NODE._replace(is_topic=False), Status.DONE, "")


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("statsu:todo", 'There is no filter "statsu:". Did you mean status:? To look for it as it stands, quote it: '
                        '"statsu:todo".'),
        ("http://x", 'There is no filter "http:". To look for it as it stands, quote it: "http://x".'),
        ("status:donee", 'status: is one of todo, doing, done, skipped, open, not "donee". Did you mean done?'),
        ("level:", "level: is one of core, more, optional."),
        ("tag:", "tag: needs a word."),
        ("has:cats", 'has: is one of note, link, minutes, not "cats".'),
        ("level<core", "level cannot be compared with <; write level:value."),
        ("minutes<", "minutes needs a whole number: minutes<60, minutes>=120 or minutes:30."),
        ("minutes<1h", "minutes needs a whole number: minutes<60, minutes>=120 or minutes:30."),
        ("x" * 1001, "A search has at most 1,000 characters; this one has 1,001."),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_said(query: str, message: str) -> None:
    """With what there is, and what was probably meant."""
    with pytest.raises(UsageError) as raised:
        parse(query)
    assert str(raised.value) == message


@pytest.mark.parametrize("query", ['"http://x"', "tcp:", "c++", "vector<int>", "a=b", "10:30", "x=", '-"a:b"'])
def test_what_only_looks_like_a_filter_is_a_word(query: str) -> None:
    """So that code and times can be looked for."""
    assert parse(query).filters == ()


def test_a_query_is_a_plain_value() -> None:
    """Folded, nothing twice."""
    filters = (Filter("level", ":", ("core",), is_excluding=True),)
    assert parse("SQL sql -Tea -LEVEL:Core -level:core") == Query(("sql",), ("tea",), filters)


@PROPERTY
@given(st.text(max_size=60) | st.lists(st.sampled_from([*NAMES, ":", "<", '"', "-", " ", ",", "9"])).map("".join))
def test_anything_is_understood_or_answered(text: str) -> None:
    """No text breaks the language, and no message is empty."""
    try:
        parse(text)
    except UsageError as error:
        assert str(error).endswith(".")


@PROPERTY
@given(texts(), texts())
def test_a_title_is_found_by_itself(title: str, more: str) -> None:
    """Whatever letters it is written in, when it is quoted."""
    node, query = NODE._replace(title=f"{more} {title}".replace('"', "")), title.replace('"', "")
    assert fits(f'"{query}"', node)
    assert fits(f'"{unicodedata.normalize("NFD", query)}"', node)


@PROPERTY
@given(QUERIES, QUERIES)
def test_what_narrows_fits_less(one: str, other: str) -> None:
    """That is what searching only the last result, while the user types on, relies on."""
    narrow, wide = parse(f"{other} {one}"), parse(other)
    for node in (NODE, NODE._replace(is_topic=False)):
        for status in Status:
            if narrow.narrows(wide) and narrow.matches(node, status, "Mañana"):
                assert wide.matches(node, status, "Mañana")


@pytest.mark.parametrize(
    ("longer", "shorter"), [("sql", "sq"), ("sql x", "sql"), ("sql is:open", "sql"), ("a -b", "a")]
)
def test_typing_on_narrows(longer: str, shorter: str) -> None:
    """And taking letters away does not."""
    assert parse(longer).narrows(parse(shorter))
    assert not parse(shorter).narrows(parse(longer))


def test_excluding_more_letters_excludes_less() -> None:
    """So it does not narrow."""
    assert not parse("-sql").narrows(parse("-sq"))


@pytest.mark.parametrize("query", ['"' * 999, "-" * 999, "a:" * 499, '" ' * 499, "minutes<" * 120, ("ab " * 333)[:999]])
def test_hostile_queries_cost_no_more_than_others(query: str) -> None:
    """A thousand characters of the worst kind, against a large text."""
    text = NODE._replace(about="ab" * 100_000)
    began = time.process_time()
    with contextlib.suppress(UsageError):
        parse(query).matches(text, Status.TODO, "")
    assert time.process_time() - began < 1
    assert len(query) <= MAX_LENGTH


def test_everything_of_a_topic_is_searched() -> None:
    """Each text on a line of its own."""
    assert searchable(NODE, "N\no  te").splitlines() == [
        "data.creme", "strasse & kaffee", "ask for *rows* of a table. σισυφοσ", "n o te", "interview", "two words",
        "a tutorial",
    ]  # fmt: skip

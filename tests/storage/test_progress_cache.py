"""What the logs came to before: the same progress as from the logs alone, or nothing is believed."""

import json
from array import array
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import accumulate, pairwise
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap_tui.core.actions import set_status
from roadmap_tui.core.counts import Tally
from roadmap_tui.core.marks import Device, Field, Mark, Status
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.roadmap import NodeId, Roadmap, RoadmapId, build_roadmap
from roadmap_tui.formats import progress_jsonl
from roadmap_tui.formats.cache import columns
from roadmap_tui.formats.progress_jsonl import dumps
from roadmap_tui.storage import progress_cache
from roadmap_tui.storage.log import Problems, ProgressLog
from roadmap_tui.storage.progress_cache import ProgressCache, fold
from tests.conftest import NOON
from tests.mark_strategies import MARKED_IDS, OTHERS, OWN, PROPERTY, ROADMAP, URLS, Act, acts, after, marks, some_mark


def edition(former: dict[str, str]) -> Roadmap:
    """The roadmap with other former ids."""
    nodes = [node._replace(was=(NodeId(former[node.id]),) if node.id in former else ()) for node in ROADMAP.nodes]
    return build_roadmap(ROADMAP.id, nodes)


EDITIONS = (ROADMAP, edition({}), edition({"data.sql": "gone"}))
"""With former ids, without, and with others."""

HOUR = timedelta(hours=1)

BETWEEN = (b"", b"", b"", b"\xef\xbb\xbf", b"rubbish\n", b'{"v":1,"crc":"00000000"}\n', b'{"half', b"\n", b" ")
"""What stands before a line: mostly nothing; now and then what others or a power cut have left."""


class Folder:
    """Logs and a cache."""

    def __init__(self, path: Path) -> None:
        self.logs = path / "logs"
        self.logs.mkdir(parents=True)
        self.cache = path / "cache"

    def add(self, data: bytes, device: Device = OWN) -> None:
        """Append to a log."""
        with (self.logs / f"{device}.jsonl").open("ab") as file:
            file.write(data)

    def log(self, device: Device = OWN) -> ProgressLog:
        """As the program begins with."""
        return ProgressLog(self.logs, device)

    def fold(self, roadmap: Roadmap = ROADMAP, device: Device = OWN) -> Progress:
        """From the logs and the cache, which is up to date afterwards."""
        cache = ProgressCache(self.cache)
        progress = cache.fold(self.log(device), roadmap)
        cache.flush()
        return progress

    @property
    def compiled(self) -> Path:
        """The one file in the cache."""
        (path,) = self.cache.iterdir()
        return path


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


@pytest.fixture(autouse=True)
def _small_logs_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress_cache, "FRESH_BYTES", 0)


@pytest.fixture
def read_lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bytes]]:
    """The lines that were read, and those that were read again."""
    lines: list[bytes] = []

    def loads(data: bytes, device: Device, first_line: int = 1) -> progress_jsonl.Parsed:
        lines.extend(data.splitlines())
        return usual_loads(data, device, first_line)

    def mark_at(data: bytes, place: int, device: Device) -> Mark:
        lines.append(data[place:].splitlines()[0])
        return usual_mark_at(data, place, device)

    usual_loads, usual_mark_at = progress_jsonl.loads, progress_jsonl.mark_at
    monkeypatch.setattr(progress_jsonl, "loads", loads)
    monkeypatch.setattr(progress_jsonl, "mark_at", mark_at)
    yield lines


def everything(progress: Progress) -> object:
    """All that can be asked of progress."""
    keys = [(topic, field, url) for topic in MARKED_IDS for field in Field for url in ("", *URLS)]
    return (
        {key: (progress.history(*key), progress.latest(*key)) for key in keys},
        {topic: (progress.status(topic), progress.status_since(topic), progress.notes(topic)) for topic in MARKED_IDS},
        {topic: progress.own_links(topic) for topic in MARKED_IDS},
        {field: progress.topics_with(field) for field in Field},
        (list(progress.undoable), list(progress.redoable)),
        (
            sorted(progress.statuses()),
            set(progress.topics_with_links),
            sorted(progress.orphans()),
            sorted(progress.marks()),
        ),
        Tally(progress).statuses,
    )


@st.composite
def logs(draw: st.DrawFn) -> list[tuple[Device, bytes]]:
    """What several devices append, one after the other."""
    drawn = draw(marks())
    return [(mark.device, draw(st.sampled_from(BETWEEN)) + dumps([mark])[: draw(LENGTHS)]) for mark in drawn]


LENGTHS = st.sampled_from([None, None, None, None, -1, -20])
"""How much of a line there is: now and then its newline is missing, or more."""


@settings(PROPERTY, max_examples=100)
@given(before=logs(), then=logs(), series=acts(), editions=st.tuples(*[st.sampled_from(EDITIONS)] * 2))
def test_it_is_the_same_as_from_the_logs_alone(
    before: list[tuple[Device, bytes]],
    then: list[tuple[Device, bytes]],
    series: list[Act],
    editions: tuple[Roadmap, Roadmap],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """In all that can be asked, whatever is in the logs, whenever it was written down, whatever comes after it."""
    folder = Folder(tmp_path_factory.mktemp("logs"))
    for device, text in before:
        folder.add(text, device)
    folder.fold(editions[0])
    for device, text in then:
        folder.add(text, device)
    log, plain_log = folder.log(), folder.log()
    progress, plain = ProgressCache(folder.cache).fold(log, editions[1]), fold(plain_log, editions[1])
    assert everything(progress) == everything(plain)
    assert log.problems == plain_log.problems
    assert everything(after(progress, series)) == everything(after(plain, series))
    for other in EDITIONS:
        assert everything(progress.rebased_on(other)) == everything(plain.rebased_on(other))


def test_a_step_may_be_written_down_in_two_parts(folder: Folder) -> None:
    """What is done, undone and brought back belongs to one step, wherever the logs were cut."""
    acts = [[some_mark(topic, step="do") for topic in ("data.sql", "tools.git")]]
    for name, undone in (("undo", "do"), ("redo", "undo")):
        acts.append([mark._replace(at=mark.at + HOUR, step=name, undoes=undone) for mark in acts[-1]])
    lines = [dumps([mark]) for act in acts for mark in act]
    for length in range(1, len(lines) + 1):
        whole, part = Folder(folder.cache / f"{length}"), Folder(folder.cache / f"{length}.")
        for number, line in enumerate(lines[:length]):
            whole.add(line)
            part.add(line)
            if number == length - 2:
                part.fold()
        assert everything(part.fold()) == everything(fold(whole.log(), ROADMAP))


def test_histories_under_former_ids_are_one(folder: Folder) -> None:
    """However many marks they have, and wherever they are."""
    names = ("sql", "databases.sql", "sql", "data.sql", "sql")
    for second, name in enumerate(names):
        folder.add(dumps([some_mark(name, second=second)]))
        folder.fold()
    assert len(folder.fold().history(NodeId("data.sql"))) == len(names)


def test_old_lines_are_read_when_somebody_asks(folder: Folder, read_lines: list[bytes]) -> None:
    """Not before, and only those that are asked for."""
    old, new = [some_mark("data.sql", second=n) for n in range(50)], some_mark("tools.git", second=99)
    folder.add(dumps([*old, some_mark("tools.make", second=70)]))
    folder.fold()
    folder.add(dumps([new]))
    read_lines.clear()
    progress = ProgressCache(folder.cache).fold(folder.log(), ROADMAP)
    assert progress.status(NodeId("data.sql")) is Status.DONE
    assert sorted(progress.statuses()) == [("data.sql", "done"), ("tools.git", "done"), ("tools.make", "done")]
    assert len(read_lines) <= 2  # the new one, and what could be undone before it
    assert progress.history(NodeId("tools.make")) == (some_mark("tools.make", second=70),)
    assert len(read_lines) <= 3
    assert next(progress.undoable) == (new,)
    assert len(read_lines) <= 3
    ticked = progress.with_marks(set_status(progress, [ROADMAP.node(NodeId("data.sql"))], Status.TODO, NOON))
    since = ticked.status_since(NodeId("data.sql"))
    assert since and since.at == max(NOON, old[-1].at + timedelta(microseconds=1))
    assert len(read_lines) <= 4
    assert len(ticked.history(NodeId("data.sql"))) == 51


def test_it_is_written_down_when_much_is_new(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """A few marks are read at every start without a thought, and of large logs a few more."""
    monkeypatch.setattr(progress_cache, "FRESH_BYTES", 1000)
    folder.add(dumps([some_mark()]))
    folder.fold()
    assert not folder.cache.exists()
    folder.add(dumps([some_mark(second=n) for n in range(200)]))
    folder.fold()
    before = folder.compiled.read_bytes()
    folder.add(dumps([some_mark(second=n) for n in range(300, 306)]))  # more than 1000 bytes, not a sixteenth
    folder.fold()
    assert folder.compiled.read_bytes() == before
    folder.add(dumps([some_mark(second=n) for n in range(400, 420)]))
    folder.fold()
    assert folder.compiled.read_bytes() != before


def shorter(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def other_line(path: Path) -> None:
    """Of the same length, and whole."""
    path.write_bytes(path.read_bytes()[:-30].replace(b"done", b"todo") + path.read_bytes()[-30:])


def gone(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize("change", [shorter, other_line, gone])
@pytest.mark.parametrize("device", [OWN, OTHERS[0]])
def test_a_log_that_is_not_what_it_was_is_read(folder: Folder, device: Device, change: Callable[[Path], None]) -> None:
    """And every other one with it."""
    for each in (OWN, OTHERS[0]):
        folder.add(dumps([some_mark(value="done", device=each)]), each)
    folder.fold()
    change(folder.logs / f"{device}.jsonl")
    assert everything(ProgressCache(folder.cache).fold(folder.log(), ROADMAP)) == everything(
        fold(folder.log(), ROADMAP)
    )


def test_a_log_that_nobody_can_read_is_left_out(folder: Folder) -> None:
    """It is reported as ever, and what the others come to is kept."""
    folder.add(dumps([some_mark()]))
    (folder.logs / "phone.jsonl").mkdir()
    for _ in range(2):
        assert dict(folder.fold().statuses()) == {"data.sql": "done"}
    log = folder.log()
    assert dict(ProgressCache(folder.cache).fold(log, ROADMAP).statuses()) == {"data.sql": "done"}
    assert len(log.problems.unreadable) == 1
    assert folder.compiled


def test_a_step_is_read_once(folder: Folder, read_lines: list[bytes]) -> None:
    """However many marks it has, and however many its undo has."""
    steps = [[some_mark(f"t{number}", step=name) for number in range(200)] for name in ("one", "two")]
    folder.add(dumps([mark for step in steps for mark in step]))
    folder.fold()
    progress = ProgressCache(folder.cache).fold(folder.log(), ROADMAP)
    read_lines.clear()
    undone = [mark._replace(at=mark.at + HOUR, step="back", undoes="two", value="todo") for mark in steps[1]]
    assert next(progress.with_marks(undone).undoable)[0].step == "one"
    assert len(read_lines) <= 3 * 200


def test_another_log_is_read_beside_what_is_known(folder: Folder) -> None:
    """A device that is new."""
    folder.add(dumps([some_mark("data.sql")]))
    folder.fold()
    folder.add(dumps([some_mark("tools.git", device="phone", second=1)]), Device("phone"))
    assert dict(folder.fold().statuses()) == {"data.sql": "done", "tools.git": "done"}


@PROPERTY
@given(part=st.floats(0, 1, exclude_max=True), change=st.integers(0, 255))
def test_a_changed_cache_is_not_believed(part: float, change: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever byte it is, and wherever it ends."""
    folder = Folder(tmp_path_factory.mktemp("logs"))
    folder.add(dumps([some_mark(), some_mark("tools.git", second=1)]))
    known = everything(folder.fold())
    whole = folder.compiled.read_bytes()
    place = int(part * len(whole))
    changed = bytes([whole[place] ^ change]) + whole[place + 1 :] if change else b""
    folder.compiled.write_bytes(whole[:place] + changed)
    assert everything(folder.fold()) == known


def test_what_belongs_to_another_is_not_used(folder: Folder) -> None:
    """Each device and each roadmap has its own file, and says whose it is."""
    other = ROADMAP._replace(id=RoadmapId("other"))
    folder.add(dumps([some_mark(), some_mark("tools.git", second=1)._replace(roadmap=other.id)]))
    folder.fold()
    ours = folder.compiled.read_bytes()
    folder.fold(device=OTHERS[0])
    folder.fold(other)
    assert len(list(folder.cache.iterdir())) == 3
    for path in folder.cache.iterdir():
        path.write_bytes(ours)
    assert list(folder.fold().undoable) == [(some_mark(),)]
    assert not list(folder.fold(device=OTHERS[0]).undoable)
    assert dict(folder.fold(other).statuses()) == {"tools.git": "done"}


def test_a_cache_that_cannot_be_written_is_done_without(folder: Folder) -> None:
    """Nobody is told."""
    folder.cache.write_text("a file where a folder should be")
    folder.add(dumps([some_mark()]))
    for _ in range(2):
        assert dict(folder.fold().statuses()) == {"data.sql": "done"}
    assert folder.log().problems == Problems((), 0, ())


def test_what_cannot_be_written_down_is_read_every_time(folder: Folder) -> None:
    """JSON has ways to write what is no character."""
    line = b'{"v":1,"at":"2026-11-22T12:00:00Z","roadmap":"small","topic":"\\ud800","status":"done"'
    folder.add(line + b',"crc":"%08x"}\n' % crc32(line))
    for _ in range(2):
        assert dict(folder.fold().statuses()) == {"\ud800": "done"}
    assert not folder.cache.exists()


PARTS = ("topics", "fields", "", "urls", "", "statuses", "", "ends", "places", "undo ends", "undo", "redo ends", "redo")


def crafted(data: bytes, name: str, part: bytes) -> bytes:
    """A file with another part, and a head and a checksum that agree with it."""
    _, head, body = data.split(b"\n", 2)
    values = json.loads(head)
    ends = [0, *accumulate(values["parts"])]
    parts = [body[start:end] for start, end in pairwise(ends)]
    parts[PARTS.index(name)] = part
    values["parts"] = list(map(len, parts))
    whole = b"%s\n%s" % (columns.to_json(values), b"".join(parts))
    return b"%08x\n%s" % (crc32(whole), whole)


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("topics", b"[]"),
        ("topics", b"[7]"),
        ("topics", b"[" * 100_000),
        ("fields", b'["mood"]'),
        ("urls", b"[[]]"),
        ("statuses", b'["conquered"]'),
        ("ends", array("I", [0]).tobytes()),
        ("ends", array("I", [9]).tobytes()),
        ("ends", b""),
        ("places", array("Q", [1]).tobytes()),
        ("places", array("Q", [2**60]).tobytes()),
        ("undo", array("Q", [3]).tobytes()),
        ("undo ends", array("I", [0, 1]).tobytes()),
        ("redo", array("Q", [0]).tobytes()),
    ],
    ids=range(14),
)
def test_a_crafted_cache_is_none(folder: Folder, name: str, part: bytes) -> None:
    """Right in its checksum, and wrong in what it says: the logs are read as if it were not there."""
    folder.add(dumps([some_mark("data.sql")]))
    expected = folder.fold()
    data = folder.compiled.read_bytes()
    folder.compiled.write_bytes(crafted(data, "topics", b'["data.sql"]'))
    assert [*folder.fold().marks()] == [*expected.marks()]
    folder.compiled.write_bytes(crafted(data, name, part))
    assert [*folder.fold().marks()] == [*expected.marks()]


@pytest.mark.parametrize(
    "logs", [7, [7], [[1, 2]], [["../../x", 1, "", 0, []]], [[[], 1, 1, 1, 1]], [["x.jsonl", "a"]]]
)
def test_a_crafted_list_of_logs_is_none(folder: Folder, logs: object) -> None:
    """It names what the cache was made from."""
    folder.add(dumps([some_mark("data.sql")]))
    expected = folder.fold()
    data = folder.compiled.read_bytes()
    key = json.loads(data.split(b"\n")[1])["key"]
    folder.compiled.write_bytes(columns.with_key(data, {**key, "logs": logs}))
    assert [*folder.fold().marks()] == [*expected.marks()]

"""The cache of compiled roadmaps: never believed in doubt, and nothing is lost without it."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roadmap_tui.core.roadmap import Roadmap
from roadmap_tui.errors import InvalidFileError, UnreadableRoadmapError
from roadmap_tui.storage import library
from roadmap_tui.storage.roadmap_cache import RoadmapCache
from tests.conftest import SMALL_ROADMAP

LATER_NS = 10_000_000_000


class Counted:
    """Loads through the cache, and counts how often the file was parsed."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.parsed = 0
        parse = library.parse

        def counting(data: bytes, path: Path) -> Roadmap:
            self.parsed += 1
            return parse(data, path)

        monkeypatch.setattr(library, "parse", counting)

    def __call__(self, path: Path, *, ahead_ns: int = LATER_NS) -> Roadmap:
        """As a run of the app does, some time after the file was written."""
        cache = RoadmapCache(self.folder, lambda: path.stat().st_ctime_ns + ahead_ns)
        roadmap = cache.load(path)
        cache.flush()
        return roadmap


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Counted:
    return Counted(tmp_path / "cache" / "roadmaps", monkeypatch)


def test_an_unchanged_file_is_parsed_once(load: Counted, small_file: Path) -> None:
    """And what comes out is the same."""
    assert load(small_file) == load(small_file) == library.load(small_file)
    assert load.parsed == 2  # the last one by the test itself


def test_loading_alone_writes_nothing(tmp_path: Path, small_file: Path) -> None:
    """Reading commands load."""
    RoadmapCache(tmp_path / "cache").load(small_file)
    assert not (tmp_path / "cache").exists()


def test_the_cache_is_for_its_owner_alone(load: Counted, small_file: Path) -> None:
    """What somebody learns is nobody's business."""
    load(small_file)
    (place,) = load.folder.iterdir()
    assert place.stat().st_mode & 0o777 == 0o600
    assert load.folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("keeps_times", [False, True])
def test_a_change_of_the_same_size_is_seen(load: Counted, small_file: Path, keeps_times: bool) -> None:
    """Even when the time of change was set back."""
    load(small_file)
    before = small_file.stat()
    small_file.write_text(SMALL_ROADMAP.replace("Redis", "Kafka"))
    if keeps_times:
        os.utime(small_file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert load(small_file).nodes[5].title == "Kafka"
    assert load(small_file).nodes[5].title == "Kafka"


def test_a_file_that_was_only_touched_is_not_parsed_again(load: Counted, small_file: Path) -> None:
    """Its content says so, and the next time the system does."""
    load(small_file)
    os.utime(small_file)
    load(small_file)
    assert load.parsed == 1


def test_the_systems_word_is_not_enough_for_a_file_that_was_changed_just_before(
    load: Counted, small_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may be changed once more within the same tick of the clock."""
    stamp = {"path": "", "inode": 1, "size": len(SMALL_ROADMAP), "mtime_ns": 5, "ctime_ns": 5, "seen_ns": 6}
    monkeypatch.setattr(RoadmapCache, "_stamp", lambda *_: dict(stamp))
    load(small_file)
    small_file.write_text(SMALL_ROADMAP.replace("Redis", "Kafka"))
    assert load(small_file).nodes[5].title == "Kafka"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(st.binary(max_size=40), st.integers(0, 4000), st.booleans())
def test_a_damaged_cache_is_as_if_there_were_none(
    load: Counted, small_file: Path, junk: bytes, place: int, cuts: bool
) -> None:
    """Whatever stands there."""
    load(small_file)
    (cached,) = load.folder.iterdir()
    data = cached.read_bytes()
    cached.write_bytes(data[:place] + junk + (b"" if cuts else data[place + len(junk) :]))
    assert load(small_file) == library.load(small_file)


def test_two_files_of_one_name_do_not_meet(load: Counted, tmp_path: Path) -> None:
    """A stranger's `roadmap.toml` is not mine."""
    for title in ("One", "Two"):
        folder = tmp_path / title
        folder.mkdir()
        (folder / "roadmap.toml").write_text(SMALL_ROADMAP.replace("Redis", title))
    found = [load(tmp_path / title / "roadmap.toml").nodes[5].title for title in ("One", "Two", "One", "Two")]
    assert found == ["One", "Two", "One", "Two"]


@pytest.mark.parametrize("in_the_way", ["a file", "a folder without permission"])
def test_where_nothing_can_be_kept_everything_works(load: Counted, small_file: Path, in_the_way: str) -> None:
    """It only takes longer."""
    if in_the_way == "a file":
        load.folder.parent.write_text("")
    else:
        load.folder.mkdir(parents=True, mode=0o500)
    assert load(small_file) == load(small_file)


def test_mistakes_are_reported_every_time(load: Counted, small_file: Path) -> None:
    """Also in a file that was fine and compiled before, and nothing wrong is ever compiled."""
    load(small_file)
    small_file.write_text(SMALL_ROADMAP.replace('"core"', '"cor"'))
    for _ in range(2):
        with pytest.raises(InvalidFileError):
            load(small_file)


def test_a_file_that_is_gone_is_not_shown_from_memory(load: Counted, small_file: Path) -> None:
    """The user asked for that file."""
    load(small_file)
    small_file.unlink()
    with pytest.raises(UnreadableRoadmapError):
        load(small_file)


def test_a_link_that_leads_elsewhere_now_is_followed(load: Counted, small_file: Path, tmp_path: Path) -> None:
    """The inode is another one, and so is the content."""
    link, other = tmp_path / "link.toml", tmp_path / "other.toml"
    other.write_text(SMALL_ROADMAP.replace("Redis", "Kafka"))
    link.symlink_to(small_file)
    load(link)
    link.unlink()
    link.symlink_to(other)
    assert load(link).nodes[5].title == "Kafka"

"""Roadmaps and logs of any size, the same ones every time."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from roadmap_tui.core.marks import Device, Field, Mark, Status
from roadmap_tui.core.roadmap import NodeId, RoadmapId
from roadmap_tui.formats import progress_jsonl

_SECTIONS = 50
_HEAD = 'format = 1\nid = "bench{count}"\ntitle = "A roadmap of {count} topics"\n'
_TOPIC = """
[s{section:02}.t{number}]
title = "Topic {number} of section {section}, {word}"
about = "What topic {number} is about, why it matters to somebody who learns {word}, and when it can wait a little."
links = [{{ title = "About {number}", url = "https://example.org/{word}/{number}", kind = "article", free = true }}]
level = "{level}"
minutes = {minutes}
tags = ["{word}"]
"""
_WORDS = ("graphs", "sockets", "indexes", "caches", "threads", "queues", "parsers")


def write_roadmap(path: Path, topics: int) -> Path:
    """A roadmap of so many topics in fifty sections, about 320 bytes a topic."""
    parts = [_HEAD.format(count=topics)]
    for section in range(_SECTIONS):
        parts.append(
            f'\n[s{section:02}]\ntitle = "Section {section}"\nabout = "What belongs to *section {section}*."\n'
        )
        parts += [_topic(section, number) for number in range(section, topics, _SECTIONS)]
    path.write_text("".join(parts))
    return path


def _topic(section: int, number: int) -> str:
    word, level = _WORDS[number % len(_WORDS)], ("core", "more", "optional")[number % 3]
    return _TOPIC.format(section=section, number=number, word=word, level=level, minutes=15 * (1 + number % 8))


def write_log(path: Path, roadmap: str, topics: list[str], count: int) -> Path:
    """A log of so many marks over the topics of a roadmap."""
    begin = datetime(2026, 1, 1, tzinfo=UTC)
    statuses = (Status.DOING, Status.DONE, Status.TODO)
    marks = (
        Mark(
            at=begin + timedelta(seconds=number),
            device=Device(path.stem),
            roadmap=RoadmapId(roadmap),
            topic=NodeId(topics[number % len(topics)]),
            field=Field.STATUS,
            value=statuses[number // len(topics) % 3].value,
            title=f"Topic {number % len(topics)}",
            step=f"{number:x}",
        )
        for number in range(count)
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(progress_jsonl.dumps(marks))
    return path

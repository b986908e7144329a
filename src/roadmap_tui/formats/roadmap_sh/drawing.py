"""The boxes and lines of a map: what can be ticked, what encloses others, what is a link, and what only looks nice."""

from dataclasses import dataclass
from typing import NamedTuple

from roadmap_tui.core.roadmap import Level
from roadmap_tui.formats.roadmap_sh.values import Table, as_dict, as_dicts, as_number, as_text

TRACKED = {"topic", "subtopic", "todo", "checklist"}
_ENCLOSING = {"section", "paragraph"}
_LEVELS = (("recommend", Level.CORE), ("alternative", Level.MORE), ("any order", Level.OPTIONAL))
"""Words of a legend, in the order they are looked for."""

_OTHER_LEVEL = Level.OPTIONAL


class Area(NamedTuple):
    """The area of a box; y grows downwards."""

    x: float
    y: float
    width: float
    height: float

    def distance(self, other: "Area") -> float:
        """Between the nearest points of two boxes, squared; 0 when they touch."""
        across = max(other.x - self.x - self.width, self.x - other.x - other.width, 0)
        down = max(other.y - self.y - self.height, self.y - other.y - other.height, 0)
        return across * across + down * down

    def between_centres(self, other: "Area") -> float:
        """The distance of two centres, squared."""
        across = self.x + self.width / 2 - other.x - other.width / 2
        down = self.y + self.height / 2 - other.y - other.height / 2
        return across * across + down * down

    def holds(self, other: "Area") -> bool:
        """Whether the centre of another box is in this one."""
        across, down = other.x + other.width / 2 - self.x, other.y + other.height / 2 - self.y
        return 0 <= across <= self.width and 0 <= down <= self.height


@dataclass(slots=True)
class Box:
    """Something that can be ticked."""

    ref: str
    title: str
    kind: str
    area: Area
    level: Level | None = None
    node: str = ""
    """The id of the drawn node, which several boxes of a checklist share."""

    @property
    def is_head(self) -> bool:
        """Whether others stand under it."""
        return self.kind == "topic"


class Drawing(NamedTuple):
    """A map."""

    boxes: list[Box]
    frames: list[tuple[str, Area]]
    """What encloses groups of boxes, with its id."""

    edges: list[tuple[str, str]]
    links: list[tuple[str, str]]
    """Title and address."""

    remarks: list[str]


def read_drawing(document: Table) -> Drawing:
    """Take a document of today's layout apart."""
    drawing = Drawing([], [], _edges(document), [], [])
    seen: set[str] = set()
    for node in as_dicts(document.get("nodes")):
        _take(node, drawing, seen)
    return drawing


def _take(node: Table, drawing: Drawing, seen: set[str]) -> None:
    kind, data, area = as_text(node.get("type")), as_dict(node.get("data")), _area(node)
    if kind in TRACKED:
        _take_boxes(node, kind, data, area, drawing, seen)
    elif kind in _ENCLOSING:
        drawing.frames.append((as_text(node.get("id")), area))
    if kind in ("button", "resourceButton"):
        drawing.links.append((as_text(data.get("label")), as_text(data.get("href") or data.get("url"))))
    elif kind == "linksgroup":
        drawing.links.extend(
            (as_text(link.get("label")), as_text(link.get("url"))) for link in as_dicts(data.get("links"))
        )
    elif kind not in TRACKED and (label := as_text(data.get("label"))):
        drawing.remarks.append(f'"{label}" is part of the drawing ({kind or "of no type"}) and was left out.')


def _take_boxes(node: Table, kind: str, data: Table, area: Area, drawing: Drawing, seen: set[str]) -> None:
    entries = as_dicts(data.get("checklists")) if kind == "checklist" else [{"id": node.get("id"), **data}]
    for place, entry in enumerate(entries):
        ref, title = as_text(entry.get("id")), as_text(entry.get("label")) or "Untitled"
        if ref and ref in seen:
            drawing.remarks.append(f'"{title}" has an id that stands in the map twice; it was taken once.')
            continue
        seen.add(ref)
        lower = area._replace(y=area.y + place * area.height / len(entries))
        drawing.boxes.append(Box(ref, title, kind, lower, _level(data), as_text(node.get("id"))))


def _area(node: Table) -> Area:
    place, size, style = as_dict(node.get("position")), as_dict(node.get("measured")), as_dict(node.get("style"))
    width = as_number(node.get("width"), size.get("width"), style.get("width"))
    height = as_number(node.get("height"), size.get("height"), style.get("height"))
    return Area(as_number(place.get("x")), as_number(place.get("y")), max(width, 0), max(height, 0))


def _level(data: Table) -> Level | None:
    label = as_text(as_dict(data.get("legend")).get("label")).lower()
    return next((level for word, level in _LEVELS if word in label), _OTHER_LEVEL) if label else None


def _edges(document: Table) -> list[tuple[str, str]]:
    ends = ((as_text(edge.get("source")), as_text(edge.get("target"))) for edge in as_dicts(document.get("edges")))
    return [(source, target) for source, target in ends if source and target]

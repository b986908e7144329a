"""From the files of a map to an outline."""

from collections.abc import Mapping

from roadmap_tui.core.update.draft import ImportNote, Outline, OutlineItem
from roadmap_tui.errors import UnreadableRoadmapError
from roadmap_tui.formats.markdown_list.source import decode, split_front_matter
from roadmap_tui.formats.roadmap_sh.drawing import read_drawing
from roadmap_tui.formats.roadmap_sh.hierarchy import place
from roadmap_tui.formats.roadmap_sh.mockup import is_mockup, read_groups
from roadmap_tui.formats.roadmap_sh.texts import best_name, read_text, resource, texts_by_ref
from roadmap_tui.formats.roadmap_sh.values import Table, as_dict, as_text, has_half_characters, parse
from roadmap_tui.formats.roadmap_toml import MAX_TOPICS

FRONT = "map.md"
"""The name under which the page of the map, with its front matter, is handed in."""

MAPPING = "migration-mapping.json"


def loads(data: bytes, name: str, texts: Mapping[str, bytes]) -> Outline:
    """Read a map.

    Args:
        data: The JSON document, in either layout.
        name: The file, as the user named it.
        texts: What is written about the boxes, by file name; `FRONT` and `MAPPING` as well, where there are any.

    Raises:
        UnreadableRoadmapError: It is no map, or there is nothing to tick in it.
    """
    document = parse(data, name)
    outline = Outline(title=_title(document, texts), renamed_refs=_mapping(texts))
    if is_mockup(document):
        _take_groups(document, outline)
    else:
        _take_drawing(document, outline)
    if not any(entry.is_topic for entry in outline.items):
        raise UnreadableRoadmapError(f"{name}: there is nothing to tick in this map: no topic, subtopic or checklist.")
    if len(outline.items) > MAX_TOPICS:
        raise UnreadableRoadmapError(f"{name}: there are more than {MAX_TOPICS:,} topics, the most there may be.")
    _add_texts(outline, texts)
    if has_half_characters(document):
        outline.import_notes.append(ImportNote(0, "The map holds halves of characters; they were replaced."))
    return outline


def _title(document: Table, texts: Mapping[str, bytes]) -> str:
    """The page's title, the document's, or none."""
    title = document.get("title")
    own = as_text(title) or as_text(as_dict(title).get("page")) or as_text(as_dict(title).get("card"))
    front = split_front_matter(decode(texts[FRONT], FRONT)).title if FRONT in texts else ""
    return own or front


def _mapping(texts: Mapping[str, bytes]) -> dict[str, str]:
    """Former upstream ids to those of today."""
    try:
        pairs = parse(texts[MAPPING], MAPPING) if MAPPING in texts else {}
    except UnreadableRoadmapError:
        return {}
    return {old: as_text(new) for old, new in pairs.items() if as_text(new)}


def _take_drawing(document: Table, outline: Outline) -> None:
    drawing = read_drawing(document)
    placed = place(drawing)
    for box, parent in zip(placed.boxes, placed.parents, strict=True):
        outline.add(OutlineItem(box.title, parent, is_topic=True, level=box.level, ref=box.ref or None))
    for title, url in drawing.links:
        link, problem = resource(title, url)
        outline.links += [link] if link else []
        outline.import_notes += [ImportNote(0, problem)] if problem and url else []
    outline.import_notes += [ImportNote(0, sentence) for sentence in drawing.remarks]
    outline.details += placed.doubts
    outline.about += [as_text(document.get("description"))] if as_text(document.get("description")) else []


def _take_groups(document: Table, outline: Outline) -> None:
    groups = read_groups(document)
    known = {group.ref for group in groups}
    below: dict[str, list[OutlineItem]] = {}
    for group in groups:
        entry = OutlineItem(group.title, -1, is_topic=True, ref=group.ref)
        below.setdefault(_above(group.ref, known), []).append(entry)
    _add_below("", -1, below, outline)
    for ref in [ref for ref in below if ref]:  # what names a topic that is not in the map stands in a section
        section = outline.add(OutlineItem(ref.rpartition(":")[2].replace("-", " ").capitalize() or ref, -1))
        _add_below(ref, section, below, outline)


def _above(ref: str, known: set[str]) -> str:
    """The nearest name above that is in the map; the first part when none is."""
    above = ref.rpartition(":")[0]
    while above and above not in known:
        above = above.rpartition(":")[0]
    return above or ref.partition(":")[0] * (":" in ref)


def _add_below(ref: str, parent: int, below: dict[str, list[OutlineItem]], outline: Outline) -> None:
    """A topic and, right behind it, everything under it."""
    waiting = [(entry, parent) for entry in reversed(below.pop(ref, []))]
    while waiting:
        entry, above = waiting.pop()
        entry.parent = above
        index = outline.add(entry)
        waiting += [(child, index) for child in reversed(below.pop(entry.ref or "", []))]


def _add_texts(outline: Outline, texts: Mapping[str, bytes]) -> None:
    names = texts_by_ref(texts)
    for entry in outline.items:
        if entry.ref in names:
            name = best_name(names.pop(entry.ref), entry.title)
            about, links, problems = read_text(texts[name], name)
            entry.about += about
            entry.links += links
            outline.import_notes += [ImportNote(0, problem) for problem in problems]
    outline.import_notes += [
        ImportNote(0, f"{name} belongs to no box of the map.") for left in names.values() for name in left
    ]

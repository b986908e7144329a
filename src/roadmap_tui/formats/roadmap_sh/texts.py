"""The text about a box: a title, paragraphs, and link bullets such as `[@article@Title](address)` at the end."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from roadmap_tui.core.links import url_problem
from roadmap_tui.core.lookup import closest_names
from roadmap_tui.core.roadmap import Link, LinkKind
from roadmap_tui.core.update.ids import slug
from roadmap_tui.errors import UnreadableRoadmapError
from roadmap_tui.formats.error_text import quote
from roadmap_tui.formats.link_kinds import guess_kind
from roadmap_tui.formats.markdown_list.blocks import Block, parse_blocks
from roadmap_tui.formats.markdown_list.inlines import Inlines
from roadmap_tui.formats.markdown_list.source import decode, split_front_matter

_SITE = "https://roadmap.sh"
"""What addresses without a host belong to."""

_KINDS: Mapping[str, LinkKind] = {
    "article": LinkKind.ARTICLE,
    "blog": LinkKind.ARTICLE,
    "tutorial": LinkKind.ARTICLE,
    "guide": LinkKind.ARTICLE,
    "feed": LinkKind.OTHER,
    "video": LinkKind.VIDEO,
    "youtube": LinkKind.VIDEO,
    "podcast": LinkKind.TALK,
    "talk": LinkKind.TALK,
    "official": LinkKind.DOCS,
    "documentation": LinkKind.DOCS,
    "docs": LinkKind.DOCS,
    "reference": LinkKind.DOCS,
    "opensource": LinkKind.PROJECT,
    "project": LinkKind.PROJECT,
    "course": LinkKind.COURSE,
    "book": LinkKind.BOOK,
    "paper": LinkKind.PAPER,
    "tool": LinkKind.TOOL,
    "roadmap": LinkKind.OTHER,
    "website": LinkKind.OTHER,
    "other": LinkKind.OTHER,
}

_TAG = re.compile(r"@([^@\s]{1,30})@\s*(.*)", re.DOTALL)


def texts_by_ref(texts: Mapping[str, bytes]) -> dict[str, list[str]]:
    """The names of the files that belong to each id: what follows the last `@`."""
    names: dict[str, list[str]] = {}
    for name in sorted(texts):
        before, sign, ref = name.removesuffix(".md").rpartition("@")
        if sign and before:
            names.setdefault(ref, []).append(name)
    return names


def best_name(names: Sequence[str], title: str) -> str:
    """Of several files for one id the one that is named after the box."""
    wanted = slug(title)
    return next((name for name in names if name.rpartition("@")[0] == wanted), names[0])


def read_text(data: bytes, name: str) -> tuple[list[str], list[Link], list[str]]:
    """Blocks of Markdown, links, and what is wrong with others."""
    try:
        lines = split_front_matter(decode(data, name)).lines
    except UnreadableRoadmapError as error:
        return [], [], [str(error)]
    document, environment = parse_blocks(lines)
    blocks, resources = _split(document.children)
    about = ["\n".join(lines[block.first : block.end]).strip() for block in blocks]
    links, problems = [], []
    for item in resources:
        for title, url in Inlines(environment).read(item.children[0].text).links:
            link, problem = resource(title, url)
            links += [link] if link else []
            problems += [f"{name}:{item.first + 1}: {problem}"] if problem else []
    return [text for text in about if text], links, problems


def resource(title: str, url: str) -> tuple[Link | None, str]:
    """A link with its kind, or why there is none."""
    address = f"{_SITE}{url}" if url.startswith("/") and not url.startswith("//") else url
    if problem := url_problem(address):
        return None, f"The link to {quote(url)} was left out: it {problem}."
    kind, words = _split_title(title)
    return Link(words or address, address, kind or guess_kind(words, address)), ""


def _split(blocks: list[Block]) -> tuple[list[Block], list[Block]]:
    """The text without its title and the line that announces the links, and the link bullets at the end."""
    rest = [block for block in blocks if block.kind != "html_block"]
    if rest and rest[0].kind == "heading":
        rest = rest[1:]
    items: list[Block] = []
    while rest and rest[-1].kind in ("bullet_list", "ordered_list") and _is_resources(rest[-1]):
        items = rest.pop().children + items
    if items and rest and rest[-1].kind == "paragraph" and rest[-1].text.rstrip().endswith(":"):
        rest.pop()
    return rest, items


def _is_resources(block: Block) -> bool:
    return all(item.children and "](" in item.children[0].text for item in block.children)


def _split_title(title: str) -> tuple[LinkKind | None, str]:
    """The kind that a title is tagged with, and the title without it."""
    if found := _TAG.fullmatch(title):
        return _kind(found[1].lower()), found[2].strip()
    if title.startswith("@"):
        word = title[1:].lower()
        known = max((kind for kind in _KINDS if word.startswith(kind)), key=len, default="")
        return (_KINDS[known], title[1 + len(known) :].strip()) if known else (None, title[1:])
    return None, title


@lru_cache(maxsize=256)
def _kind(word: str) -> LinkKind:
    close = closest_names(word, _KINDS, cutoff=0.7)
    return _KINDS[close[0]] if close else LinkKind.OTHER

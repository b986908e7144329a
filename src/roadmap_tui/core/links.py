"""Links: valid addresses, the default link of a topic, and all links of a topic, the user's own included."""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from roadmap_tui.core.progress import Progress
from roadmap_tui.core.roadmap import Link, Node
from roadmap_tui.core.text import escape_markdown
from roadmap_tui.errors import UsageError

MAX_URL = 2_048
"""Characters."""

MAX_LINK_TITLE = 300
"""Characters of the title of an own link."""

_PLAIN_URL = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9.-]*(?:[/?#][!-\[\]-~]*)?")
"""Nearly every URL there is; matching it is ten times as fast as looking at each character."""

_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"})
"""Unicode categories: controls, format characters, surrogates, separators."""

_MARKDOWN = re.compile(r"\[(?P<title>.*)\]\(<?(?P<url>[^<>]*?)>?\)")
_ONE_SCRIPT = ({"CJK", "HIRAGANA", "KATAKANA"}, {"CJK", "HANGUL"}, {"CJK", "BOPOMOFO"})
"""Scripts that are written together, by the first words of their letters' names."""


class TopicLink(NamedTuple):
    """A link of a topic or section as the user sees it."""

    link: Link
    is_own: bool
    """Whether the user added it."""

    is_read: bool


def topic_links(progress: Progress, node: Node) -> list[TopicLink]:
    """The links of a node in the roadmap's order, then the user's own in the order they were added."""
    own = [Link(mark.value, mark.url) for mark in progress.own_links(node.id)]
    every = [(link, False) for link in node.links] + [(link, True) for link in own]
    return [TopicLink(link, is_own, progress.has_read(node.id, link.url)) for link, is_own in every]


def default_link(links: Sequence[TopicLink]) -> TopicLink | None:
    """The default link: unread before read, free before paid."""
    return min(links, key=lambda each: (each.is_read, each.link.free is False), default=None)


def parse_own_link(text: str) -> tuple[str, str]:
    """The URL and the title of what a user pasted: `https://… Title`, `[Title](https://…)` or a bare URL.

    Raises:
        UsageError: It does not hold a URL that may be opened.
    """
    found = _MARKDOWN.fullmatch(text.strip())
    url, title = (found["url"], found["title"]) if found else _split(text)
    if not url:
        raise UsageError("Paste an address, and a title behind it if you like.")
    if problem := url_problem(url):
        raise UsageError(f"The address {problem}.")
    return url, (title.strip() or _title_of(url))[:MAX_LINK_TITLE]


def as_markdown(link: Link) -> str:
    """A link as Markdown has it (CommonMark 0.31, section 6.3)."""
    title = escape_markdown(" ".join(link.title.split()), r"\[]`*_<>")
    return f"[{title}](<{link.url}>)" if re.search(r"[()<>]", link.url) else f"[{title}]({link.url})"


def shown_url(url: str) -> str:
    """A URL as a user should see it: a host that mixes scripts, to look like another, in the form that says so."""
    host = re.match(r"https?://([^/?#]*)", url, re.IGNORECASE)
    if not host or host[1].isascii():
        return url
    labels = [_safe_label(label) for label in host[1].split(".")]
    return url[: host.start(1)] + ".".join(labels) + url[host.end(1) :]


def url_problem(url: str) -> str | None:
    """Why a link must not lead to that URL, as the end of a sentence that begins with what it is; None for none."""
    if len(url) > MAX_URL:
        return f"is longer than {MAX_URL:,} characters"
    if _PLAIN_URL.fullmatch(url):
        return None
    if any(character == "\\" or unicodedata.category(character) in _INVISIBLE for character in url):
        return "has a blank, a backslash or an invisible character in it"
    return _address_problem(url)


def _address_problem(url: str) -> str | None:
    address = re.match(r"https?://([^/?#]*)", url, re.IGNORECASE)
    if not address:
        return "must begin with http:// or https://"
    if "@" in address[1]:
        return "must not hold a user name or a password"
    return None if _has_host(url) else "has no valid host after the //"


def _has_host(url: str) -> bool:
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(url)
        return any(map(str.isalnum, parts.hostname or "")) and parts.port != 0
    except ValueError:
        return False


def _split(text: str) -> tuple[str, str]:
    url, _, title = text.strip().partition(" ")
    return url.removeprefix("<").removesuffix(">"), title


def _title_of(url: str) -> str:
    """The title of an address without one: the address, without its scheme and `www`."""
    return re.sub(r"^https?://(www\.)?", "", url, flags=re.IGNORECASE).rstrip("/") or url


def _safe_label(label: str) -> str:
    scripts = {re.split("[ -]", unicodedata.name(letter, "?"))[0] for letter in label if letter.isalpha()}
    if len(scripts) < 2 or any(scripts <= together for together in _ONE_SCRIPT):
        return label
    return "xn--" + label.lower().encode("punycode").decode("ascii")

"""The kind of resource that a link leads to, guessed from its words and its host.

Words in brackets count most (`[book]`, `(video)`), then the host, then words anywhere in the title.
"""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from roadmap_tui.core.roadmap import LinkKind

_WORDS: Mapping[str, LinkKind] = {
    word: kind
    for kind, words in {
        LinkKind.VIDEO: "video videos playlist youtube screencast webcast feed",
        LinkKind.BOOK: "book books ebook textbook",
        LinkKind.COURSE: "course courses mooc lecture lectures class bootcamp",
        LinkKind.PAPER: "paper papers whitepaper",
        LinkKind.TALK: "talk talks podcast keynote conference",
        LinkKind.ARTICLE: "article articles blog post tutorial guide newsletter",
        LinkKind.DOCS: "docs documentation reference manual official rfc specification",
        LinkKind.PROJECT: "repo repository github project opensource",
        LinkKind.TOOL: "tool playground visualizer",
    }.items()
    for word in words.split()
}

_HOSTS: Mapping[str, LinkKind] = {
    host: kind
    for kind, hosts in {
        LinkKind.VIDEO: "youtube.com youtu.be vimeo.com twitch.tv bilibili.com",
        LinkKind.COURSE: "coursera.org edx.org udacity.com udemy.com khanacademy.org ocw.mit.edu mooc.fi "
        "classcentral.com pluralsight.com codecademy.com frontendmasters.com egghead.io",
        LinkKind.PAPER: "arxiv.org doi.org dl.acm.org usenix.org ieeexplore.ieee.org research.google",
        LinkKind.BOOK: "amazon.com manning.com gutenberg.org goodreads.com leanpub.com nostarch.com oreilly.com",
        LinkKind.PROJECT: "github.com gitlab.com codeberg.org bitbucket.org sourceforge.net",
        LinkKind.DOCS: "developer.mozilla.org readthedocs.io readthedocs.org learn.microsoft.com rfc-editor.org "
        "tools.ietf.org datatracker.ietf.org man7.org docs.python.org w3.org",
        LinkKind.ARTICLE: "medium.com dev.to wikipedia.org freecodecamp.org hackernoon.com geeksforgeeks.org "
        "stackoverflow.com css-tricks.com smashingmagazine.com blogspot.com wordpress.com substack.com",
        LinkKind.TALK: "infoq.com ted.com speakerdeck.com slideshare.net",
    }.items()
    for host in hosts.split()
}


def guess_kind(title: str, url: str) -> LinkKind:
    """The most likely kind of a link; `other` when nothing speaks for any."""
    aside = " ".join(re.findall(r"[\[(]([^\])]*)[\])]", title[:500]))
    return _by_words(aside) or _by_host(url) or _by_words(title) or LinkKind.OTHER


def _by_words(text: str) -> LinkKind | None:
    words = re.findall(r"[a-z]+", text[:500].lower())
    return next((_WORDS[word] for word in words if word in _WORDS), None)


def _by_host(url: str) -> LinkKind | None:
    try:
        host = (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return None
    if host.startswith(("docs.", "doc.")):
        return LinkKind.DOCS
    parts = host.split(".")
    endings = (".".join(parts[start:]) for start in range(len(parts) - 1))
    return next((_HOSTS[ending] for ending in endings if ending in _HOSTS), None)

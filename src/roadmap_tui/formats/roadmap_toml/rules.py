"""What a URL and the id of a roadmap have to be like.

Each rule gives the end of a sentence that begins with what the value is, or None when all is well; `keys` has those for
the ids of sections and topics.
"""

import re
import unicodedata
from urllib.parse import urlsplit

from roadmap_tui.formats.roadmap_toml.limits import MAX_ID, MAX_URL

_PLAIN_URL = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9.-]*(?:[/?#][!-\[\]-~]*)?")
"""Nearly every URL there is; matching it is ten times as fast as looking at each character."""

_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"})
"""Unicode categories: controls, format characters, surrogates, separators."""


def is_slug(text: str) -> bool:
    """Whether there are only hyphens and letters, accents and digits of any alphabet."""
    return all(character == "-" or unicodedata.category(character)[0] in "LMN" for character in text)


def roadmap_id_problem(roadmap_id: str) -> str | None:
    """Why a roadmap must not call itself that."""
    if len(roadmap_id) > MAX_ID:
        return f"is longer than {MAX_ID} characters"
    is_fine = roadmap_id and is_slug(roadmap_id) and roadmap_id == roadmap_id.lower()
    return None if is_fine else "may hold only small letters, digits and hyphens"


def url_problem(url: str) -> str | None:
    """Why a link must not lead to that URL."""
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
    try:
        parts = urlsplit(url)
        return any(map(str.isalnum, parts.hostname or "")) and parts.port != 0
    except ValueError:
        return False

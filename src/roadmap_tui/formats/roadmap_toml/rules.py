"""What the id of a roadmap has to be like.

A rule gives the end of a sentence that begins with what the value is, or None when all is well; `keys` has those for
the ids of sections and topics, `core.links` the one for URLs.
"""

import unicodedata

from roadmap_tui.formats.roadmap_toml.limits import MAX_ID


def is_slug(text: str) -> bool:
    """Whether there are only hyphens and letters, accents and digits of any alphabet."""
    return all(character == "-" or unicodedata.category(character)[0] in "LMN" for character in text)


def roadmap_id_problem(roadmap_id: str) -> str | None:
    """Why a roadmap must not call itself that."""
    if len(roadmap_id) > MAX_ID:
        return f"is longer than {MAX_ID} characters"
    is_fine = roadmap_id and is_slug(roadmap_id) and roadmap_id == roadmap_id.lower()
    return None if is_fine else "may hold only small letters, digits and hyphens"

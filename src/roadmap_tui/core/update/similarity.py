"""How alike two titles are, and whether that is enough to take one for the other.

A wrong guess puts a tick on something nobody learnt, so only slips of the pen and changed endings are certain: no
other number, no other short word, no word more or less.
"""

import re
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

from roadmap_tui.core.search.normalize import normalize

_CERTAIN_WORD = 0.72
"""How alike two words must be, from 0 to 1, to be the same one written in another way."""

_DOUBTFUL = 0.6
_SAME_START = 3
"""Characters; what differs at the front (`encode`, `decode`) is another word."""

_COMPARED = 200
"""Characters of a title that are looked at."""


def normalize_title(title: str) -> str:
    """A title without case, accents and punctuation; what is nothing else, and `+` and `#`, stay."""
    return " ".join(re.sub(r"[^\w+#]+|_", " ", normalize(title)).split()) or " ".join(title.split())


def similarity(old: str, new: str) -> float:
    """How alike two loose titles are: 0 when they are not worth a question, else up to 1.

    The Dice coefficient of their pairs of letters, which takes a twentieth of the time that `difflib` does.
    """
    before, after = _letter_pairs(old), _letter_pairs(new)
    ratio = 2 * len(before & after) / (len(before) + len(after) or 1)
    return ratio if ratio >= _DOUBTFUL else _containment(old, new)


@lru_cache(maxsize=1 << 16)
def _letter_pairs(title: str) -> frozenset[str]:
    text = f" {title[:_COMPARED]} "
    return frozenset(map("".join, pairwise(text)))


def is_certain(old: str, new: str) -> bool:
    """Whether two loose titles differ by spelling only, word by word."""
    before, after = old[:_COMPARED].split(), new[:_COMPARED].split()
    if "".join(before) == "".join(after):
        return True
    pairs = [pair for pair in zip(before, after, strict=False) if pair[0] != pair[1]]
    is_same_length = len(before) == len(after) and len(old) <= _COMPARED >= len(new)
    return is_same_length and len(pairs) <= max(1, len(before) // 3) and all(_is_same_word(*pair) for pair in pairs)


def _is_same_word(old: str, new: str) -> bool:
    if any(map(str.isdigit, old + new)) or min(len(old), len(new)) <= _SAME_START:
        return False
    return old[:_SAME_START] == new[:_SAME_START] and SequenceMatcher(None, old, new).ratio() >= _CERTAIN_WORD


def _containment(old: str, new: str) -> float:
    """One title with words added to it is worth a question."""
    shorter, longer = sorted((old.split(), new.split()), key=len)
    return _DOUBTFUL if shorter and set(shorter) <= set(longer) else 0.0

"""Text in the form in which it is compared, without case, accents and variants of Unicode."""

import unicodedata
from collections.abc import Iterable


def normalize(text: str) -> str:
    """Text without case and accents, in one Unicode form.

    Each character is folded by itself, so the fold of two texts put together is the two folds put together.
    """
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    marks = [ord(character) for character in set(decomposed) if unicodedata.combining(character)]
    return decomposed.translate(dict.fromkeys(marks)) if marks else decomposed


def normalize_spaces(text: str) -> str:
    """Folded text with single blanks between its words, so that a line break in a phrase does not matter."""
    folded = normalize(text).replace("\n\n", " ").replace("\n", " ")
    if folded.isprintable() and "  " not in folded and folded[:1] != " " != folded[-1:]:
        return folded  # the only blank that is printable is the common one; splitting takes four times as long
    return " ".join(folded.split())


def matched_letters(text: str, words: Iterable[str]) -> list[bool]:
    """Which characters of a text belong to an occurrence of one of the words.

    Args:
        text: A title, as it is shown.
        words: Folded and not empty.

    Returns:
        One answer a character; an accent goes with the letter before it.
    """
    folds = [normalize(character) for character in text]
    origins = [place for place, folded in enumerate(folds) for _ in folded]
    folded = "".join(folds)
    matched = [False] * len(text)
    for word in words:
        start = folded.find(word)
        while start >= 0:
            first, last = origins[start], origins[start + len(word) - 1]
            matched[first : last + 1] = [True] * (last + 1 - first)
            start = folded.find(word, start + 1)
    for place, letter in enumerate(folds):
        if not letter and place:
            matched[place] = matched[place - 1]
    return matched

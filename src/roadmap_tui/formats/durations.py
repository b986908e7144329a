"""Durations in the words that curricula use: `13 weeks`, `8-10 hours/week`, `1h 30m`."""

import re

_NUMBER = r"(\d{1,5}(?:[.,]\d{1,2})?)"
_RANGE = rf"{_NUMBER}(?:\s*(?:-|–|—|to)\s*{_NUMBER})?\s*"
_PER_WEEK = re.compile(rf"{_RANGE}(hours?|hrs?|h)\s*(?:/|per|a|each)\s*(?:week|wk|w)\b", re.IGNORECASE)
_WEEKS = re.compile(rf"{_RANGE}(?:weeks?|wks?)\b", re.IGNORECASE)
_HOURS = re.compile(rf"{_RANGE}(?:hours?|hrs?|h)(?![a-z])", re.IGNORECASE)
_MINUTES = re.compile(rf"{_RANGE}(?:minutes?|mins?|min|m)(?![a-z])", re.IGNORECASE)


def parse_minutes(*texts: str) -> int | None:
    """The minutes that some cells of one row add up to; the middle of a range. None when they do not say.

    Weeks alone give no hours.
    """
    text = " ; ".join(texts)
    weekly, weeks = _PER_WEEK.search(text), _WEEKS.search(_PER_WEEK.sub("", text))
    if weekly and weeks:
        return _positive(60 * _middle(weekly) * _middle(weeks))
    if weekly:
        return None
    hours, minutes = _HOURS.search(text), _MINUTES.search(text)
    return _positive(60 * (_middle(hours) if hours else 0) + (_middle(minutes) if minutes else 0))


def _middle(found: re.Match[str]) -> float:
    low = float(found[1].replace(",", "."))
    return (low + float(found[2].replace(",", "."))) / 2 if found[2] else low


def _positive(minutes: float) -> int | None:
    return round(minutes) or None

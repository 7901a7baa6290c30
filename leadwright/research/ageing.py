"""How long a fact is believed. Pure: no Django, no clock. What a company does seldom changes, whom it seeks each month
does."""

from datetime import date, timedelta

USUAL_DAYS = 365
DAYS = {
    "hiring": 60,
    "news": 120,
    "funding": 180,
    "people": 180,
    "technology": 270,
    "expansion": 270,
    "role": 180,
    "contact": 270,
    "size": 365,
}


def is_stale(kind: str, seen_on: date, *, today: date) -> bool:
    """Whether it should be looked at again before anybody builds on it."""
    return today - seen_on > timedelta(days=DAYS.get(kind, USUAL_DAYS))

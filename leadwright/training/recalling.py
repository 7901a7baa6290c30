"""When a card is asked again, and how well it is remembered: the kept scheduler fsrs (Ye and others 2022), wrapped so
that a card's state is a plain value. Pure: state and grade in, state and day out.
"""

from collections.abc import Iterable
from datetime import datetime

from fsrs import Card, Rating, Scheduler

GRADES = {"again": Rating.Again, "hard": Rating.Hard, "good": Rating.Good, "easy": Rating.Easy}
# Without fuzz: two who answer alike are asked alike, and a test can be told beforehand.
_SCHEDULER = Scheduler(desired_retention=0.9, enable_fuzzing=False)


TALK_COUNTS = 3  # cards


def graded(state: dict, grade: str, now: datetime) -> tuple[dict, datetime]:
    """The card after an answer, and when it is asked again; an empty state is a card that was never asked."""
    card = Card.from_dict(state) if state else Card(card_id=1, due=now)
    card, _log = _SCHEDULER.review_card(card, GRADES[grade], now)
    return dict(card.to_dict()), card.due


def known(state: dict, now: datetime) -> float:
    """How likely it is remembered now, 0 to 1; 0 where it was never asked."""
    if not state:
        return 0.0
    return float(_SCHEDULER.get_card_retrievability(Card.from_dict(state), now))


def readiness(
    states: Iterable[dict], cards: int, now: datetime, *, talks: int = 0, shares: Iterable[float] = ()
) -> float:
    """0 to 1: the mean over all of a topic's `cards`, of which these were asked; 0 where it has none. Each of the
    `talks` that the topic asks for counts as three cards; `shares` (0 to 1) are how the practised ones went."""
    whole = cards + TALK_COUNTS * talks
    best = sorted(shares, reverse=True)[:talks]
    return (sum(known(state, now) for state in states) + TALK_COUNTS * sum(best)) / whole if whole else 0.0

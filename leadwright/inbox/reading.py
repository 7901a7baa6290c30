"""What a mail means. Pure: a parsed mail in, a reading out, with the words that were the evidence.

The order is the order of certainty: what machines say about themselves (a bounce, a complaint, an automatic answer)
before what people say, and a no to all mail before every other meaning.
"""

import re
from dataclasses import dataclass
from datetime import date

from leadwright.inbox import automatic, intents
from leadwright.inbox.bounces import Bounce, bounces_of
from leadwright.inbox.dates import return_day
from leadwright.inbox.parsing import Parsed
from leadwright.inbox.phrases import language_of, table
from leadwright.inbox.quoting import own_words
from leadwright.inbox.words import around, fold

COMPLAINT = re.compile(r"complaint about message from [\d.]{7,15}$")  # Hotmail's own form, older than RFC 5965

__all__ = ["Bounce", "Reading", "read"]


@dataclass(frozen=True)
class Reading:
    """`kind` and `intent` are values of inbox.models Kind and Intent; confidence runs from 0 to 1."""

    kind: str
    intent: str = ""
    words: str = ""
    evidence: str = ""
    confidence: float = 0.0
    returns_on: date | None = None
    language: str = ""
    bounces: tuple[Bounce, ...] = ()
    left: bool = False


def read(parsed: Parsed, *, today: date | None = None) -> Reading:
    """`today` is the day of arrival (else the mail's own date): dates without a year are counted from it."""
    bounces = bounces_of(parsed)
    if bounces:
        return undelivered(parsed, bounces)
    if parsed.report_type == "feedback-report" or parsed.feedback or COMPLAINT.match(fold(parsed.subject)):
        return complaint(parsed)
    words = own_words(parsed.text)
    folded = fold(words)
    language = language_of(folded)
    day = today or (parsed.date.date() if parsed.date else date.min)
    machine = automatic.header_sign(parsed) or automatic.subject_sign(parsed)
    if machine:
        return written_by_machine(parsed, words, folded, language, day, machine)
    said = intents.read(words, folded, parsed.subject)
    if (not said.intent or said.weak) and (away := away_by_words(parsed, words, folded, language, day)):
        return away
    return Reading("reply", said.intent, words, said.evidence, said.confidence, language=language)


def undelivered(parsed: Parsed, bounces: tuple[Bounce, ...]) -> Reading:
    failed = [one for one in bounces if one.permanence]
    if not failed:
        return Reading("auto_reply", "", parsed.text[:2_000], "Delivered", 1.0, bounces=bounces)
    worst = next((one for one in failed if one.permanence == "hard"), failed[0])
    evidence = " ".join(filter(None, [worst.status if worst.status not in worst.reason else "", worst.reason]))
    return Reading(
        "bounce", "", parsed.text[:2_000], evidence[:300], 1.0 if parsed.statuses else 0.9, bounces=tuple(failed)
    )


def complaint(parsed: Parsed) -> Reading:
    """RFC 5965: `abuse` and its like are complaints; `not-spam` is the contrary."""
    kind = fold(parsed.feedback.get("feedback-type", "abuse")).strip()
    if kind in {"not-spam", "auth-failure"}:
        return Reading("auto_reply", "", parsed.text[:2_000], f"Feedback-Type: {kind}", 1.0)
    return Reading("complaint", "", parsed.text[:2_000], f"Feedback-Type: {kind}", 1.0)


def written_by_machine(parsed: Parsed, words: str, folded: str, language: str, day: date, sign: str) -> Reading:
    left = table("LEFT").search(folded)
    if left:
        evidence = around(words, left.start())
        return Reading("auto_reply", "referral", words, evidence, 0.9, language=language, left=True)
    away = table("AWAY").search(folded)
    subject = automatic.away_subject(parsed)
    returns = return_day(folded, language=language, today=day) or return_day(
        fold(parsed.subject), language=language, today=day
    )
    vacation = "VACATION" in sign
    if away or subject or vacation:
        evidence = around(words, away.start()) if away else subject or sign
        return Reading("out_of_office", "", words, evidence[:300], 1.0, returns, language)
    return Reading("auto_reply", "", words, sign, 1.0, language=language)


def away_by_words(parsed: Parsed, words: str, folded: str, language: str, day: date) -> Reading | None:
    """An answering machine that does not say so in its headers: away, and nothing else is said."""
    away, subject = table("AWAY").search(folded[:1_500]), automatic.away_subject(parsed)
    if not (away or subject) or (not subject and len(words) > 900):
        return None
    returns = return_day(folded, language=language, today=day)
    evidence = around(words, away.start()) if away else subject
    return Reading("out_of_office", "", words, evidence[:300], 0.8 if subject else 0.7, returns, language)

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
from leadwright.inbox.persons import Person
from leadwright.inbox.phrases import language_of, table
from leadwright.inbox.quoting import own_words
from leadwright.inbox.words import around, fold

COMPLAINT = re.compile(r"complaint about message from [\d.]{7,15}$")  # Hotmail's own form, older than RFC 5965

FAR_BACK = date(2000, 1, 1)  # a mail without a date, read without a day

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
    forwarded: bool = False
    objection: str = ""
    referral: Person | None = None
    stand_in: Person | None = None
    again_on: date | None = None


def read(parsed: Parsed, *, today: date | None = None) -> Reading:
    """`today` is the day of arrival (else the mail's own date): dates without a year are counted from it."""
    bounces = bounces_of(parsed)
    if bounces:
        return undelivered(parsed, bounces)
    if parsed.report_type == "feedback-report" or parsed.feedback or COMPLAINT.match(fold(parsed.subject)):
        return complaint(parsed)
    text = Text.of(parsed, today)
    sign = automatic.header_sign(parsed) or automatic.subject_sign(parsed)
    if sign:
        return written_by_machine(parsed, text, sign)
    said = intents.read(text.words, text.folded, parsed.subject)
    if (not said.intent or said.weak) and (away := away_by_words(parsed, text)):
        return away
    return Reading("reply", said.intent, text.words, said.evidence, said.confidence, language=text.language)


@dataclass(frozen=True)
class Text:
    """The writer's own words, folded for matching, and the day from which dates are counted."""

    words: str
    folded: str
    language: str
    day: date

    @classmethod
    def of(cls, parsed: Parsed, today: date | None) -> "Text":
        words = own_words(parsed.text)
        folded = fold(words)
        day = today or (parsed.date.date() if parsed.date else FAR_BACK)
        return cls(words, folded, language_of(folded), day)

    def returns(self, subject: str) -> date | None:
        found = return_day(self.folded, language=self.language, today=self.day)
        return found or return_day(fold(subject), language=self.language, today=self.day)


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


def written_by_machine(parsed: Parsed, text: Text, sign: str) -> Reading:
    """Away, has left, or another automatic answer, by its words; `sign` is what gave it away."""
    if left := table("LEFT").search(text.folded):
        evidence = around(text.words, left.start())
        return Reading("auto_reply", "referral", text.words, evidence, 0.9, language=text.language, left=True)
    away, subject = table("AWAY").search(text.folded), automatic.away_subject(parsed)
    if away or subject or "VACATION" in sign:
        evidence = around(text.words, away.start()) if away else subject or sign
        returns = text.returns(parsed.subject)
        return Reading("out_of_office", "", text.words, evidence[:300], 1.0, returns, text.language)
    return Reading("auto_reply", "", text.words, sign, 1.0, language=text.language)


def away_by_words(parsed: Parsed, text: Text) -> Reading | None:
    """An answering machine that does not say so in its headers: away, and nothing else is said."""
    away, subject = table("AWAY").search(text.folded[:1_500]), automatic.away_subject(parsed)
    if not (away or subject) or (not subject and len(text.words) > 900):
        return None
    evidence = around(text.words, away.start()) if away else subject
    confidence = 0.8 if subject else 0.7
    return Reading(
        "out_of_office", "", text.words, evidence[:300], confidence, text.returns(parsed.subject), text.language
    )

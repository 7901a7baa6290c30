"""What a mail means. Pure: a parsed mail in, a reading out, with the words that were the evidence.

The order is the order of certainty: what machines say about themselves (a bounce, a complaint, an automatic answer)
before what people say, and a no to all mail before every other meaning.
"""

import re
from dataclasses import dataclass
from datetime import date

from leadwright.inbox import automatic, intents
from leadwright.inbox.bounces import Bounce, bounces_of
from leadwright.inbox.challenges import challenges
from leadwright.inbox.dates import return_day
from leadwright.inbox.later import again_on
from leadwright.inbox.machine_talk import likely_away, likely_machine
from leadwright.inbox.parsing import Parsed
from leadwright.inbox.persons import Person, named
from leadwright.inbox.phrases import language_of, table
from leadwright.inbox.phrases.acknowledging import acknowledges, asks_as_a_person
from leadwright.inbox.quoting import written
from leadwright.inbox.words import around, fold

COMPLAINT = re.compile(r"complaint about message from [\d.]{7,15}$")  # Hotmail's own form, older than RFC 5965

I_AM = re.compile(
    r"\b(?:i am|i'm|i will|i'll|i have|esu|busiu|ich (?:bin|habe|werde)|bin ich|"
    r"je (?:suis|serai)|estoy|estare|sono|saro|"
    r"jestem|bede|mam|estou|estarei|jag (?:ar|har)|ik (?:ben|heb)|я|меня|indisponible)\b"
)
FORWARDED = re.compile(r"(?:fwd?|fw|wg|tr|rv|i|pd|enc|vb|vs|doorst|persiusta|pers|пересл)\s?:")
# That no person wrote it; where somebody seems to have said something; where they seem to have refused contact.
LIKELY, BEYOND_DOUBT, SURELY = 0.5, 0.7, 0.9
HARDLY = 0.1  # that a note says no more than that somebody is away
MOST_LETTERS, MOST_OF_A_NOTE = 1_500, 900  # of what a desk confirms, and of a note that somebody is away
FAR_BACK = date(2000, 1, 1)  # a mail without a date, read without a day

__all__ = ["Bounce", "Reading", "read"]


@dataclass(frozen=True)
class Reading:
    """`kind` and `intent` are values of inbox.models Kind and Intent; confidence runs from 0 to 1. `form` tells
    what a mail is beyond its kind: "calendar" (an invitation or the answer to one) or "challenge" (a program that wants
    its sender confirmed)."""

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
    form: str = ""


def read(parsed: Parsed, *, today: date | None = None) -> Reading:
    """`today` is the day of arrival (else the mail's own date): dates without a year are counted from it."""
    bounces = bounces_of(parsed)
    if bounces:
        return undelivered(parsed, bounces)
    if parsed.report_type == "feedback-report" or parsed.feedback or COMPLAINT.match(fold(parsed.subject)):
        return complaint(parsed)
    text = Text.of(parsed, today)
    if parsed.calendar:
        return calendar(parsed, text)
    if hit := challenges(text.folded[:3_000]):
        words = around(text.words, hit.start()) or hit.group()
        return Reading("other", "", text.words, words[:300], 0.9, language=text.language, form="challenge")
    said = intents.read(text.words, text.folded, parsed.subject)
    sign = automatic.header_sign(parsed) or automatic.subject_sign(parsed)
    if sign and not is_answer_through_list(parsed, sign, said):
        return written_by_machine(parsed, text, sign)
    if found := machine_by_words(parsed, text, said):
        return found
    return answer(parsed, text, said)


@dataclass(frozen=True)
class Text:
    """The writer's own words, folded for matching, and the day from which dates are counted. `whole` adds what was
    taken for a signature: a person named there is looked for in it."""

    words: str
    folded: str
    language: str
    day: date
    whole: str = ""
    forwarded: bool = False

    @classmethod
    def of(cls, parsed: Parsed, today: date | None) -> "Text":
        found = written(parsed.text)
        folded = fold(found.words)
        day = today or (parsed.date.date() if parsed.date else FAR_BACK)
        forwarded = found.forwarded or bool(FORWARDED.match(fold(parsed.subject).strip()))
        return cls(found.words, folded, language_of(folded, found.words), day, found.unsigned, forwarded)

    def person(self, parsed: Parsed, *, generic: bool) -> Person | None:
        return named(self.whole, (parsed.sender, *parsed.recipients), generic=generic)

    def returns(self, subject: str) -> date | None:
        found = return_day(self.folded, language=self.language, today=self.day)
        return found or return_day(fold(subject), language=self.language, today=self.day)


def is_answer_through_list(parsed: Parsed, sign: str, said: intents.Said) -> bool:
    """Group addresses and ticket systems put list headers on what a person answers: such an answer still counts."""
    listed = sign in automatic.OF_LISTS
    return listed and bool(said.intent) and bool(parsed.in_reply_to or said.intent == "opt_out")


def machine_by_words(parsed: Parsed, text: Text, said: intents.Said) -> Reading | None:
    """What only a machine writes, though no header says so. Where a person may have meant something, as who is away may
    still ask for a meeting, the words must leave no doubt."""
    machine, away = likely_machine(text.folded), likely_away(text.folded)
    doubted = may_be_machine(text, said)
    refuses = said.intent == "opt_out" and said.confidence >= 0.8
    if ((doubted and not refuses) or away >= BEYOND_DOUBT) and (found := away_by_words(parsed, text, away)):
        return found
    if len(text.words) > MOST_LETTERS or not (doubted or machine >= BEYOND_DOUBT):
        return None
    least = SURELY if refuses or asks_as_a_person(text.folded) else LIKELY
    if machine >= least:
        said_so = intents.first_sentence(text.words)
        return Reading("auto_reply", "", text.words, said_so[:300], 0.7, language=text.language)
    hit = None if refuses else confirmed(text)
    if not hit:
        return None
    return Reading("auto_reply", "", text.words, around(text.words, hit.start())[:300], 0.7, language=text.language)


def may_be_machine(text: Text, said: intents.Said) -> bool:
    """Nothing sure was said; or "call this number if it is urgent", which asks for no meeting."""
    if said.intent == "opt_out" and not said.weak:
        return False
    urgent = table("URGENT").search(text.folded) or confirmed(text)
    return not said.intent or said.weak or said.confidence < 0.8 or bool(urgent)


def confirmed(text: Text) -> re.Match[str] | None:
    """The words by which a desk confirms by itself that it has got our mail."""
    if text.language == "en" and asks_as_a_person(text.folded):
        return None
    return table("MACHINE").search(text.folded) or acknowledges(text.folded, text.language)


def calendar(parsed: Parsed, text: Text) -> Reading:
    """An invitation, or the answer to ours: who sends one wants to meet, unless it says no."""
    refused = "DECLINED" in parsed.calendar or parsed.calendar.startswith("CANCEL")
    intent = "" if refused else "meeting"
    return Reading("reply", intent, text.words, parsed.calendar, 0.9, language=text.language, form="calendar")


def answer(parsed: Parsed, text: Text, said: intents.Said) -> Reading:
    """What a person wrote, with whom they name and when they want to hear again."""
    return Reading(
        "reply",
        said.intent,
        text.words,
        said.evidence,
        said.confidence,
        language=text.language,
        forwarded=text.forwarded,
        objection=said.objection,
        referral=text.person(parsed, generic=True) if said.intent == "referral" else None,
        again_on=again_on(text.folded, language=text.language, today=text.day) if said.intent == "not_now" else None,
    )


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
        person = text.person(parsed, generic=True)
        return Reading(
            "auto_reply", "referral", text.words, evidence, 0.9, language=text.language, left=True, referral=person
        )
    away, subject = table("AWAY").search(text.folded), automatic.away_subject(parsed)
    returns = text.returns(parsed.subject)
    if away or subject or "VACATION" in sign or is_absence(text, sign, returns):
        evidence = around(text.words, away.start()) if away else subject or sign
        stand_in = text.person(parsed, generic=False)
        return Reading("out_of_office", "", text.words, evidence[:300], 1.0, returns, text.language, stand_in=stand_in)
    return Reading("auto_reply", "", text.words, sign, 1.0, language=text.language)


def is_absence(text: Text, sign: str, returns: date | None) -> bool:
    """A responder that speaks of itself as a person (RFC 3834, 5230), or names a day, and confirms no ticket."""
    if table("MACHINE").search(text.folded):
        return False
    return bool(returns) or ("auto-replied" in sign and bool(I_AM.search(text.folded)))


def away_by_words(parsed: Parsed, text: Text, likely: float) -> Reading | None:
    """An answering machine that does not say so in its headers: away, and nothing else is said."""
    away, subject = table("AWAY").search(text.folded[:1_500]), automatic.away_subject(parsed)
    if not (away or subject or likely >= BEYOND_DOUBT) or (not subject and len(text.words) > MOST_OF_A_NOTE):
        return None
    if not subject and (likely < HARDLY or "?" in (around(text.words, away.start()) if away else text.words)):
        return None  # "my colleague is on leave, write to me", "does it work where there is limited access?"
    evidence = around(text.words, away.start()) if away else subject or intents.first_sentence(text.words)
    confidence = 0.8 if subject or likely >= BEYOND_DOUBT else 0.7
    returns = text.returns(parsed.subject)
    stand_in = text.person(parsed, generic=False)
    return Reading(
        "out_of_office", "", text.words, evidence[:300], confidence, returns, text.language, stand_in=stand_in
    )

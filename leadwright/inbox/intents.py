"""What a person wants, from their own words. An opt-out is looked for first and with the widest net: a no that is
missed costs more than a yes that is asked again."""

import re
from dataclasses import dataclass
from functools import cache

from leadwright.inbox.phrases import LANGUAGES, table
from leadwright.inbox.words import around, fold, sentences

# What one intent yields to: "not now, but call me in March" is a "not now", whatever else it says.
ORDER = ("REFERRAL", "NOT_NOW", "NOT_INTERESTED", "MEETING", "OBJECTION", "QUESTION", "INTERESTED")
ASKS = re.compile(r"\?(?=\s|$|[\"')])")
COURTESY = re.compile(r"(?:how are you|how's it going|kaip sekasi|kaip laikotes|wie geht)")


@dataclass(frozen=True)
class Said:
    intent: str = ""
    evidence: str = ""
    confidence: float = 0.0
    weak: bool = False


def read(words: str, folded: str, subject: str = "") -> Said:
    bare = folded.strip(" .!,*-\n\"'")
    if found := opt_out(words, folded, bare, subject):
        return found
    for name, intent in (("NO_ALONE", "not_interested"), ("YES_ALONE", "interested")):
        if alone(name, bare):
            return Said(intent, words.strip()[:280], 0.9)
    hits = {name: hit for name in ORDER if (hit := table(name).search(folded))}
    if "MEETING" in hits and table("NOT_MEETING").search(folded):
        del hits["MEETING"]
    name = chosen(hits, folded)
    if not name:
        return asked(words, folded)
    evidence = around(words, hits[name].start())
    return Said(
        name.lower(), evidence[:300], 0.85 if len(hits) == 1 else 0.65, weak=name in {"QUESTION", "NOT_NOW", "REFERRAL"}
    )


def chosen(hits: dict[str, re.Match[str]], folded: str) -> str:
    """One meaning where several were found."""
    if "REFERRAL" in hits:
        return "REFERRAL"
    if "MEETING" in hits and "NOT_INTERESTED" not in hits and not ("NOT_NOW" in hits and later(hits, folded)):
        return "MEETING"
    if "NOT_INTERESTED" in hits and "NOT_NOW" in hits:
        return "NOT_NOW"
    if "OBJECTION" in hits and "NOT_INTERESTED" in hits:
        return "NOT_INTERESTED" if hits["NOT_INTERESTED"].start() <= hits["OBJECTION"].start() else "OBJECTION"
    if "QUESTION" in hits and {"OBJECTION", "NOT_NOW", "NOT_INTERESTED"} & set(hits):
        return next(name for name in ("NOT_INTERESTED", "NOT_NOW", "OBJECTION") if name in hits)
    if {"QUESTION", "INTERESTED"} <= set(hits) and table("NEXT_STEP").search(folded):
        return "INTERESTED"
    return next((name for name in ORDER if name in hits), "")


def later(hits: dict[str, re.Match[str]], folded: str) -> bool:
    """The wish to meet stands in the same breath as the wait: "let us talk in March"."""
    meet, wait = hits["MEETING"], hits["NOT_NOW"]
    return (
        "?" not in folded[meet.start() : meet.end()] and abs(meet.start() - wait.start()) < 160 and "\n\n" not in folded
    )


def opt_out(words: str, folded: str, bare: str, subject: str) -> Said | None:
    if alone("OPT_OUT_ALONE", bare):
        return Said("opt_out", words.strip()[:280], 1.0)
    title = fold(subject).strip(" .!")
    if alone("OPT_OUT_ALONE", title) or title in {"unsubscribe me", "please unsubscribe", "remove me please"}:
        return Said("opt_out", subject[:280], 0.95)
    for start, end in sentences(words):
        part = folded[start:end]
        hit = table("OPT_OUT").search(part)
        if hit and not excused(part, hit):
            return Said("opt_out", words[start:end].strip()[:300], 0.95)
    return None


def excused(part: str, hit: re.Match[str]) -> bool:
    """ "Stop by our booth", "please do not remove me": the same words, another meaning."""
    return any(one.start() - 12 <= hit.start() <= one.end() for one in table("NOT_OPT_OUT").finditer(part))


def alone(name: str, bare: str) -> bool:
    return len(bare) < 60 and bare in alone_words(name)


@cache
def alone_words(name: str) -> frozenset[str]:
    """Words that mean it when nothing else is said."""
    rows = (row for language in LANGUAGES.values() for row in getattr(language, name, ()))
    return frozenset(fold(row).strip(" .!") for row in rows)


def asked(words: str, folded: str) -> Said:
    """A question mark is a question, unless it only asks how we are."""
    for start, end in sentences(words):
        part = folded[start:end]
        if ASKS.search(part) and not COURTESY.search(part):
            return Said("question", words[start:end].strip()[:300], 0.6)
    return Said()

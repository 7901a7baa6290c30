"""What a person wants, from their own words. An opt-out is looked for first (optouts.py). Among the rest, the tables of
phrases and a small model vote."""

import re

from leadwright.inbox.likely import likelihoods, likely_objection
from leadwright.inbox.meaning import intents_by_meaning, objection_by_meaning
from leadwright.inbox.optouts import GUESSED, PERHAPS, opt_out, perhaps_out
from leadwright.inbox.phrases import alone, language_of, table
from leadwright.inbox.said import Said
from leadwright.inbox.words import around, sentences

# What one intent yields to: "not now, but call me in March" is a "not now", whatever else it says.
ORDER = ("REFERRAL", "NOT_NOW", "NOT_INTERESTED", "MEETING", "OBJECTION", "QUESTION", "INTERESTED")
OBJECTIONS = {
    "OBJECTION_NO_AUTHORITY": "no_authority",
    "OBJECTION_PRICE": "price",
    "OBJECTION_HAS_VENDOR": "has_vendor",
    "OBJECTION_TIMING": "timing",
    "OBJECTION_NO_NEED": "no_need",
}
ASKS = re.compile(r"\?(?=\s|$|[\"')])")
COURTESY = re.compile(r"(?:how are you|how's it going|kaip sekasi|kaip laikotes|wie geht)")
ADDRESS = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,63}\.\w")
# In units of the model's logarithms: what the rules chose, what a table found, an address in the words.
CHOSEN, FOUND, ADDRESSED = 2.5, 2.0, 2.0
LEAST = 0.5  # below this the model alone says nothing
BY_WORDS, BY_MEANING, NEVER = 0.5, 1.2, -4.0
SPACED = re.compile(r"\b(?:\w ){3,}\w\b")  # "s t o p"


def read(words: str, folded: str, subject: str = "") -> Said:
    bare = SPACED.sub(lambda hit: hit.group().replace(" ", ""), folded.strip(" .!,*-\n\"'"))
    if found := opt_out(words, folded, bare, subject):
        return found
    for name, intent in (("NO_ALONE", "not_interested"), ("YES_ALONE", "interested")):
        if alone(name, bare):
            return Said(intent, words.strip()[:280], 0.9)
    kinds = {kind: hit for name, kind in OBJECTIONS.items() if (hit := table(name).search(folded))}
    hits = {name: hit for name in ORDER if (hit := table(name).search(folded))}
    if kinds and "OBJECTION" not in hits:
        hits["OBJECTION"] = min(kinds.values(), key=lambda hit: hit.start())
    if "MEETING" in hits and table("NOT_MEETING").search(folded):
        del hits["MEETING"]
    language = language_of(folded, words)
    intent, sure = vote(hits, kinds, folded, words if language == "en" else "")
    least = PERHAPS if intent in {"", "not_interested"} else GUESSED if sure < LEAST else 1.0
    if least < 1.0 and (held := perhaps_out(words, folded, least, language)):
        return held
    if not intent:
        return asked(words, folded)
    hit = hits.get(intent.upper())
    evidence = around(words, hit.start()) if hit else first_sentence(words)
    kind = kind_of_objection(words, folded, language, kinds) if intent == "objection" else ""
    weak = intent in {"question", "not_now", "referral"} or (hit is None)
    return Said(intent, evidence[:300], sure, weak=weak, objection=kind)


def kind_of_objection(words: str, folded: str, language: str, kinds: dict[str, re.Match[str]]) -> str:
    """One table decides; where none or several did, the meaning of the whole does."""
    if len(kinds) == 1:
        return next(iter(kinds))
    meant = objection_by_meaning(words) if language == "en" else ""
    return meant if meant and (not kinds or meant in kinds) else next(iter(kinds), "") or likely_objection(folded)


def vote(
    hits: dict[str, re.Match[str]], kinds: dict[str, re.Match[str]], folded: str, english: str
) -> tuple[str, float]:
    """The intent that rules and model together find likeliest, and how sure that is (0 to 0.95). The encoder, which
    costs most, is asked (for `english` words) where rules and model are not of one mind."""
    by_rule, scores = chosen(hits, folded), likelihoods(folded)
    likeliest = max(scores, key=scores.__getitem__) if scores else ""
    if english and not (len(hits) == 1 and likeliest == by_rule.lower()) and (meant := intents_by_meaning(english)):
        scores = {
            name: BY_WORDS * scores.get(name, NEVER) + BY_MEANING * meant.get(name, NEVER) for name in {*scores, *meant}
        }
    if not hits and not scores:
        return "", 0.0
    for name in ORDER:
        intent = name.lower()
        bonus = FOUND * (name in hits) + CHOSEN * (name == by_rule)
        if name == "OBJECTION" and kinds:
            bonus += 1.0
        if name == "REFERRAL" and ADDRESS.search(folded):
            bonus += ADDRESSED
        scores[intent] = scores.get(intent, NEVER) + bonus
    best = max(scores, key=scores.__getitem__)
    share = share_of(scores, best)
    if best == "none" or (best.upper() not in hits and share < LEAST):
        return (by_rule.lower(), 0.5) if by_rule and best != "none" else ("", 0.0)
    if best.upper() not in hits:
        return best, round(min(0.6, share * 0.6), 2)
    agreed = len(hits) == 1 or share > 0.9
    return best, 0.85 if agreed else 0.65


def share_of(scores: dict[str, float], best: str) -> float:
    return 1 / sum(2.718281828 ** (score - scores[best]) for score in scores.values())


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


def asked(words: str, folded: str) -> Said:
    """A question mark is a question, unless it only asks how we are."""
    for start, end in sentences(words):
        part = folded[start:end]
        if ASKS.search(part) and not COURTESY.search(part):
            return Said("question", words[start:end].strip()[:300], 0.6)
    return Said()


def first_sentence(words: str) -> str:
    return next((words[start:end].strip() for start, end in sentences(words)), "")

"""What a person wants, from their own words. An opt-out is looked for first and with the widest net: a no that is
missed costs more than a yes that is asked again. Among the rest, the tables of phrases and a small model vote."""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from leadwright.inbox.likely import likelihoods, likely_objection
from leadwright.inbox.meaning import intents_by_meaning, objection_by_meaning
from leadwright.inbox.phrases import LANGUAGES, language_of, table
from leadwright.inbox.phrases.keeping_on import goes_on
from leadwright.inbox.phrases.opting import says_no_mail
from leadwright.inbox.refusing import likely_refusal, refusal_by_meaning
from leadwright.inbox.words import around, fold, phrases, sentences

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
# Who asks to be taken off says so of themselves, also in a question. Not so who asks what somebody of theirs is to do.
DOES = "".join(
    rf"(?<!\b{verb} )" for verb in ("do", "does", "did", "can", "could", "will", "would", "should", "must", "may")
)
ONESELF = re.compile(
    r"\b(?:i(?! \w+i\b)|me|us|(?:my|our) (?:e-?mail|address|name|details|data|inbox|contact|company|firm)\w*|"
    rf"{DOES}(?:my|our) \w+|"
    r"this (?:e-?mail|address)|mane|manes|mus|musu|mano|mich|uns|mein\w*|unser\w*|moi|nous|"
    r"mon|ma|mes|"
    r"nos|notre|m'|mi|mis|nosotros|nuestr\w*|mio|mia|miei|ci|nostr\w*|mnie|nas|moj\w*|nasz\w*|meu|minha|nosso|nossa|mig|oss|"
    r"min|mina|var|vara|mij|ons|mijn|onze|меня|нас|мой|мои|мою|наш\w*|unsub\w*)\b|\w+(?:rmi|emi|ami|ci|nos|me)\b"
)
BY_PHONE = re.compile(
    r"\b(?:by|over the|on the|via) (?:tele)?phone\b|\bphone calls?\b|\btelefon\w*|\btelefono\b|\banruf\w*"
)
BY_POST = re.compile(
    r"\b(?:by post|per post|par la poste|por correo postal|(?:per|via) posta|poczta|pelo correio|med posten|почтой|"
    r"(?:siusti|siuskite|siusk) pastu)\b"
)
BY_MAIL = re.compile(r"\be-?mail|\bmails?\b|\blaisk|\bcorreo|\bmejl|\bписьм|\bcourriel|\bwrite|\brasyk|\bschreib")
NOT_CALL = re.compile(
    r"\b(?:please |prosze |prosim )?(?:don't|do not|no need to|no|non|nao|nie|не|ne|bel|ring) ?(?:to |me |mig |mi )?"
    r"(?:phone|call|ring|llam|chiam|telefon|lig|dzwon|звон|appel|skambin|niet\b|inte\b)|neskambin|"
    r"rufen sie (?:mich )?nicht"
)
WRITE = re.compile(
    r"(?:but|just|rather|instead)? ?\b(?:write|e-?mail|mail|rasy|parasy|schreib|ecri|escri|scriv|pisa|napis|escrev|"
    r"skriv|mejl|schrij|пиши|напиш)"
)
NEITHER = re.compile(r"\b(?:don't|do not|or|nor|ir ne\w+|noch|ni|ne|ani|nem|och inte|of|не|и не) ?\w*$")
# Alone in a mail these opt out; as one sentence of several they may mean anything.
UNSURE_ALONE = {
    "enough",
    "end",
    "cancel",
    "off",
    "quit",
    "ende",
    "delete",
    "remove",
    "cancelar",
    "basta",
    "gana",
    "koniec",
}
# In units of the model's logarithms: what the rules chose, what a table found, an address in the words.
CHOSEN, FOUND, ADDRESSED = 2.5, 2.0, 2.0
LEAST = 0.5  # below this the model alone says nothing
BY_WORDS, BY_MEANING, NEVER = 0.5, 1.2, -4.0
# How likely the model must find a refusal: where a table or their bones know the words, by itself, and beyond doubt.
POSSIBLE, LIKELY, CLEAR = 0.15, 0.4, 0.75
# In English: how likely by its pieces before its meaning is asked, and both together, by itself and with a table.
THINKABLE, MEANT, BORNE_OUT = 0.06, 0.3, 0.25
PERHAPS, GUESSED = 0.25, 0.35  # where nothing else is wanted or they decline, and where what they want is a guess
LEARNT = {"en", "lt", "de", "fr", "es", "it", "pl", "pt", "sv", "nl", "ru"}
BY_BONES, UNSURE, HELD = 0.85, 0.6, 0.5  # how sure an opt-out is then; an unsure one holds, and goes to a person
FEW_WORDS, SHORT, MOST_SENTENCES = 3, 12, 120
SHORT_LETTERS, LONG_LETTERS, ALIKE = 60, 8, 0.84
COURTEOUS = re.compile(
    r"\b(?:please|pls|plz|kindly|thanks|thank you|thx|asap|now|prasau|prasom|aciu|dekui|bitte|danke|svp|"
    r"s'il (?:vous|te) plait|merci|por favor|gracias|per favore|grazie|prosze|dziekuje|obrigad[oa]|tack|snalla|aub|"
    r"alsjeblieft|graag|bedankt|пожалуиста|спасибо)\b"
)
SPACED = re.compile(r"\b(?:\w ){3,}\w\b")  # "s t o p"
ANSWERS = re.compile(r"(?:re|aw|sv|antw|odp|res|rif|ats|atb|fwd?|fw|wg|tr|rv|vs|doorst|pers|на|отв)(?:\[\d+\])?\s?:")
FOOTER = re.compile(
    r"\b(?:click|tap|klick\w*|cliquez|cliquer|haga clic|pulse|clicca|clicchi|kliknij|clique|klicka|klik|нажмите|"
    r"spustelekite|paspauskite) .{0,60}\b(?:here|hier|ici|aqui|qui|tutaj|tu|har|link\w*|button|lien|enlace|сюда|"
    r"здесь|cia|nuorod\w*)\b|\bclick here\b|unsubscribe\s*[:|<]\s*https?:|manage (?:your )?(?:e-?mail )?preferences|"
    r"if you (?:would rather not|no longer wish to|do not wish to|don't want to|prefer not to) (?:hear|receive) .{0,80}"
    r"(?:https?:|reply|click|let (?:me|us) know|tell (?:me|us))|you (?:are receiving|receive|received|get) this "
    r"(?:e-?mail|message|mail|because)|intended recipient|sie erhalten diese|vous recevez ce|"
    r"if (?:you|this) .{0,40}(?:in error|by mistake)"
)


@dataclass(frozen=True)
class Said:
    intent: str = ""
    evidence: str = ""
    confidence: float = 0.0
    weak: bool = False
    objection: str = ""


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


def opt_out(words: str, folded: str, bare: str, subject: str) -> Said | None:
    if alone("OPT_OUT_ALONE", bare):
        return Said("opt_out", words.strip()[:280], 1.0)
    plain = COURTEOUS.sub("", bare).strip(" .!,-") if len(bare) < SHORT_LETTERS else ""
    if alone("OPT_OUT_ALONE", plain) or misspelt("OPT_OUT_ALONE", plain):
        return Said("opt_out", words.strip()[:280], 0.9)
    if found := in_the_subject(subject):
        return found
    language = language_of(folded, words)
    found: list[Said] = []
    for start, end in sentences(words)[:MOST_SENTENCES]:
        sure = refused(words[start:end], folded[start:end], folded, language)
        if sure:
            weak = sure in {BY_BONES, UNSURE}
            found.append(Said("opt_out", words[start:end].strip()[:300], sure, weak=weak))
            if not weak:
                break
    return max(found, key=lambda said: said.confidence, default=None)


def in_the_subject(subject: str) -> Said | None:
    """A subject that somebody wrote, not one that answers ours, is read as a sentence."""
    title = fold(subject).strip(" .!")
    if alone("OPT_OUT_ALONE", title):
        return Said("opt_out", subject[:280], 0.95)
    if not title or ANSWERS.match(title):
        return None
    sure = refused(subject, title, title, language_of(title, subject))
    return Said("opt_out", subject.strip()[:280], sure, weak=sure in {BY_BONES, UNSURE}) if sure else None


def perhaps_out(words: str, folded: str, least: float, language: str) -> Said | None:
    """A mail that wants nothing else for sure and sounds a little like a refusal of contact, at least so much: held,
    and shown to a person."""
    for start, end in sentences(words)[:MOST_SENTENCES]:
        part = folded[start:end]
        clear = (
            FOOTER.search(part)
            or table("NOT_MINE").search(part)
            or table("KEEP_ON").search(part)
            or goes_on(part)
            or rather_written(part)
        )
        if not clear and len(part.split()) >= FEW_WORDS and sounds(words[start:end], part, language) >= least:
            return Said("opt_out", words[start:end].strip()[:300], HELD, weak=True)
    return None


def sounds(said: str, part: str, language: str) -> float:
    """How much a sentence sounds like a refusal: by its pieces, and in English by its meaning as well."""
    likely = likely_refusal(part)
    meant = refusal_by_meaning(said) if language == "en" and likely >= PERHAPS else None
    return likely if meant is None else (likely + meant) / 2


def refused(said: str, part: str, folded: str, language: str) -> float:
    """How sure it is that this sentence refuses contact; 0 where it does not. Words that the tables know need no more
    than that the model does not find them absurd; words that nobody foresaw need its word alone, and in English that
    of their meaning too."""
    if FOOTER.search(part):
        return 0.0  # the small print of a mail to many, ours or theirs
    if alone("OPT_OUT_ALONE", said_alone := part.strip(" .!,*-\n\"'")) and said_alone not in UNSURE_ALONE:
        return 0.9
    if alone("NO_ALONE", said_alone) or table("KEEP_ON").search(part) or goes_on(part) or rather_written(part):
        return 0.0
    if table("BINNED").search(part) and "?" not in part:
        return UNSURE
    likely = likely_refusal(part)
    hit = table("OPT_OUT").search(part)
    if hit and not excused(part, hit) and bears_out(said, likely, language):
        return 0.95
    hit = says_no_mail(part, folded, language) if likely >= POSSIBLE else None
    if hit and not excused(part, hit):
        return BY_BONES
    if not hit and table("NOT_MINE").search(part):
        return 0.0
    few = len(part.split()) < FEW_WORDS
    if few and part.strip() != folded.strip():  # a word or two in a longer mail may be a name
        return UNSURE if said_alone in UNSURE_ALONE and len(folded.split()) <= SHORT else 0.0
    if language == "en" and not few and likely >= THINKABLE and (meant := refusal_by_meaning(said)) is not None:
        both = (likely + meant) / 2
        return BY_BONES if likely >= CLEAR and both >= LIKELY else UNSURE if both > MEANT else 0.0
    if likely >= CLEAR:
        return BY_BONES
    return UNSURE if likely >= LIKELY else 0.0


def bears_out(said: str, likely: float, language: str) -> bool:
    """Whether the model finds that words of a table are meant as they stand there; in English their meaning is asked
    where it is in doubt. Of languages that it never learnt the tables alone speak."""
    if language not in LEARNT and unlearnt().search(fold(said)):
        return True
    if likely >= POSSIBLE and (language != "en" or likely >= LIKELY):
        return True
    meant = refusal_by_meaning(said) if language == "en" and likely >= THINKABLE else None
    return likely >= POSSIBLE if meant is None else (likely + meant) / 2 > BORNE_OUT


def excused(part: str, hit: re.Match[str]) -> bool:
    """ "Stop by our booth", "please do not remove me", "can old data be deleted?": the same words, another meaning."""
    if part.rstrip().endswith("?") and not ONESELF.search(part):
        return True
    if BY_PHONE.search(part) and not BY_MAIL.search(part[: hit.end()]):
        return True
    return any(one.start() - 12 <= hit.start() <= one.end() for one in table("NOT_OPT_OUT").finditer(part))


def rather_written(part: str) -> bool:
    """ "Don't call, write", "not by post, mail will do": a way of contact, not its end."""
    if BY_POST.search(part) and BY_MAIL.search(part):
        return True
    called = NOT_CALL.search(part)
    written = called and WRITE.search(part, called.end())
    return bool(written and not NEITHER.search(part, called.end(), written.end()))


def alone(name: str, bare: str) -> bool:
    return len(bare) < 60 and bare in alone_words(name)


def misspelt(name: str, word: str) -> bool:
    """One long word, as a hasty hand writes one of them. Its beginning must stand: `subscribe` is no slip."""
    if len(word) < LONG_LETTERS or " " in word or alone("YES_ALONE", word):
        return False
    meant = [one for one in alone_words(name) if len(one) >= LONG_LETTERS and one[:2] == word[:2] and " " not in one]
    return bool(get_close_matches(word, meant, n=1, cutoff=ALIKE))


@cache
def unlearnt() -> re.Pattern[str]:
    return phrases(row for code, language in LANGUAGES.items() if code not in LEARNT for row in language.OPT_OUT)


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


def first_sentence(words: str) -> str:
    return next((words[start:end].strip() for start, end in sentences(words)), "")

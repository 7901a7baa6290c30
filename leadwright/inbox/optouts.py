"""Whether a mail refuses all further contact. Words that the tables know, their bones in any order, and a model of what
nobody foresaw (refusing.py) are heard sentence by sentence, with the widest net: a no that is missed costs more than a
yes that is asked again. What is in doubt is held, and goes to a person. Pure."""

import re
from difflib import get_close_matches
from functools import cache

from leadwright.inbox.phrases import LANGUAGES, alone, alone_words, language_of, table
from leadwright.inbox.phrases.keeping_on import goes_on
from leadwright.inbox.phrases.opting import says_no_mail
from leadwright.inbox.refusing import likely_refusal, refusal_by_meaning
from leadwright.inbox.said import Said
from leadwright.inbox.words import fold, phrases, sentences

__all__ = ["GUESSED", "PERHAPS", "opt_out", "perhaps_out"]

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
# How likely the model must find a refusal: where a table or their bones know the words, by itself, and beyond doubt.
POSSIBLE, LIKELY, CLEAR = 0.15, 0.4, 0.75
# In English: how likely by its pieces before its meaning is asked, and both together, by itself and with a table.
THINKABLE, MEANT, BORNE_OUT = 0.06, 0.3, 0.25
PERHAPS, GUESSED = 0.15, 0.25  # where nothing else is wanted or they decline, and where what they want is a guess
LEARNT = {"en", "lt", "de", "fr", "es", "it", "pl", "pt", "sv", "nl", "ru"}
BY_BONES, UNSURE, HELD = 0.85, 0.6, 0.5  # how sure an opt-out is then; an unsure one holds, and goes to a person
FEW_WORDS, SHORT, MOST_SENTENCES = 3, 12, 120
SHORT_LETTERS, LONG_LETTERS, ALIKE = 60, 8, 0.84
COURTEOUS = re.compile(
    r"\b(?:please|pls|plz|kindly|thanks|thank you|thx|asap|now|prasau|prasom|aciu|dekui|bitte|danke|svp|"
    r"s'il (?:vous|te) plait|merci|por favor|gracias|per favore|grazie|prosze|dziekuje|obrigad[oa]|tack|snalla|aub|"
    r"alsjeblieft|graag|bedankt|пожалуиста|спасибо)\b"
)
ANSWERS = re.compile(r"(?:re|aw|sv|antw|odp|res|rif|ats|atb|fwd?|fw|wg|tr|rv|vs|doorst|pers|на|отв)(?:\[\d+\])?\s?:")
BESIDE = re.compile(r" [-–—|/(] ?|[:;] ")
FOOTER = re.compile(
    r"\b(?:click|tap|klick\w*|cliquez|cliquer|haga clic|pulse|clicca|clicchi|kliknij|clique|klicka|klik|нажмите|"
    r"spustelekite|paspauskite) .{0,60}\b(?:here|hier|ici|aqui|qui|tutaj|tu|har|link\w*|button|lien|enlace|сюда|"
    r"здесь|cia|nuorod\w*)\b|\bclick here\b|unsubscribe\s*[:|<]\s*https?:|manage (?:your )?(?:e-?mail )?preferences|"
    r"if you (?:would rather not|no longer wish to|do not wish to|don't want to|prefer not to) (?:hear|receive) .{0,80}"
    r"(?:https?:|reply|click|let (?:me|us) know|tell (?:me|us))|you (?:are receiving|receive|received|get) this "
    r"(?:e-?mail|message|mail|because)|intended recipient|sie erhalten diese|vous recevez ce|"
    r"if (?:you|this) .{0,40}(?:in error|by mistake)"
)


def opt_out(words: str, folded: str, bare: str, subject: str) -> Said | None:
    if alone("OPT_OUT_ALONE", bare):
        return Said("opt_out", words.strip()[:280], 1.0)
    plain = COURTEOUS.sub("", bare).strip(" .!,-") if len(bare) < SHORT_LETTERS else ""
    if alone("OPT_OUT_ALONE", plain) or misspelt("OPT_OUT_ALONE", plain):
        return Said("opt_out", words.strip()[:280], 0.9)
    if found := in_the_subject(subject) or (beside_our_subject(subject) if not bare else None):
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
    if not found and in_few_words(words, folded, language):
        return Said("opt_out", words.strip()[:300], UNSURE, weak=True)
    return max(found, key=lambda said: said.confidence, default=None)


def in_few_words(words: str, folded: str, language: str) -> bool:
    """ "Nope. Unsub.": a mail of a few words, in pieces too short to be judged one by one, is judged as a whole."""
    whole = " ".join(folded.split())
    if len(whole.split()) > SHORT or len(sentences(words)) < 2 or is_wish_to_go_on(whole):
        return False
    return likely_refusal(whole) >= CLEAR and sounds(words, whole, language) >= LIKELY


def in_the_subject(subject: str) -> Said | None:
    """A subject that somebody wrote, not one that answers ours, is read as a sentence."""
    title = fold(subject).strip(" .!")
    if alone("OPT_OUT_ALONE", title):
        return Said("opt_out", subject[:280], 0.95)
    if not title or ANSWERS.match(title):
        return None
    sure = refused(subject, title, title, language_of(title, subject))
    return Said("opt_out", subject.strip()[:280], sure, weak=sure in {BY_BONES, UNSURE}) if sure else None


def beside_our_subject(subject: str) -> Said | None:
    """What somebody put behind our subject in a mail that says nothing else: "Re: Your cold chain - please stop"."""
    for part in BESIDE.split(subject)[1:]:
        title = fold(part).strip(" .!)")
        plain = COURTEOUS.sub("", title).strip(" .!,-")
        if alone("OPT_OUT_ALONE", plain) or refused(part, title, title, language_of(title, part)):
            return Said("opt_out", part.strip()[:280], BY_BONES)
    return None


def perhaps_out(words: str, folded: str, least: float, language: str) -> Said | None:
    """A mail that wants nothing else for sure and sounds a little like a refusal of contact, at least so much: held,
    and shown to a person."""
    for start, end in sentences(words)[:MOST_SENTENCES]:
        part = folded[start:end]
        clear = FOOTER.search(part) or table("NOT_MINE").search(part) or is_wish_to_go_on(part)
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
    if alone("NO_ALONE", said_alone) or is_wish_to_go_on(part):
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
        plain = COURTEOUS.sub("", said_alone).strip(" .!,-")
        return UNSURE if alone("OPT_OUT_ALONE", plain) and len(folded.split()) <= SHORT else 0.0
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


def is_wish_to_go_on(part: str) -> bool:
    return bool(table("KEEP_ON").search(part) or goes_on(part) or rather_written(part))


def rather_written(part: str) -> bool:
    """ "Don't call, write", "not by post, mail will do": a way of contact, not its end."""
    if BY_POST.search(part) and BY_MAIL.search(part):
        return True
    called = NOT_CALL.search(part)
    written = called and WRITE.search(part, called.end())
    return bool(written and not NEITHER.search(part, called.end(), written.end()))


def misspelt(name: str, word: str) -> bool:
    """One long word, as a hasty hand writes one of them. Its beginning must stand: `subscribe` is no slip."""
    if len(word) < LONG_LETTERS or " " in word or alone("YES_ALONE", word):
        return False
    meant = [one for one in alone_words(name) if len(one) >= LONG_LETTERS and one[:2] == word[:2] and " " not in one]
    return bool(get_close_matches(word, meant, n=1, cutoff=ALIKE))


@cache
def unlearnt() -> re.Pattern[str]:
    return phrases(row for code, language in LANGUAGES.items() if code not in LEARNT for row in language.OPT_OUT)

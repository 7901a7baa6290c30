"""Whether a sentence says only what its sources say. Pure.

A language model may put words in another order, join and shorten; it may add nothing. So every word that carries
meaning must stand in one place of one source (a sentence, or two that follow each other), numbers with the thing that
they count and in their order, and words that turn or bind a statement (not, only, up to, always, free, will) must
stand in both or in neither. That is stricter than meaning: a good sentence is struck sooner than a false one is kept.
What it does not see is who does what to whom, where all words and names are the same.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

__all__ = ["Checked", "Struck", "checked", "sentences"]

_SENTENCE = re.compile(r"(?<=[.!?…])[\"”“')\]]*\s+(?=[^\Wa-z_]|[\"“„(])|\n+")
_TOKEN = re.compile(r"\d+(?:[.,:  ]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)?|[%€$£]")
_STEM = 5  # letters from which on two forms of a word may differ in more than their commonest endings
_LITHUANIAN = "a as ą o os ų ai e ė ės ę į is io us ui u ys".split()
_SHORT_ENDINGS = frozenset(["", "s", "es", "ed", "ing", *_LITHUANIAN])
_ENDINGS = _SHORT_ENDINGS | frozenset(
    "d e er ers ly y ies ied al ion ions ation ity ment ments i iai iais iam iams ams om oms ose uose yje imas imo "
    "ti ta tas tą ti tos jama jami uoja uojame uotas amas ama ami imą ia iame".split()
)

# What any sentence may hold: it says nothing by itself.
_PLAIN = frozenset(
    """
    a an the this that these those it its they them their there here he she we you your our us i me my and or but so
    as is are was were be been being am do does did have has had having of in on at to for by with about into onto
    then than when where which who whom whose what how if also too both each per please thank thanks question asking
    hello hi dear regards kind best happy glad help let know can would like further questions answer short sure course
    ir o bei bet tai tas ta tie tos jis ji jie jos jų mes mūsų jūs jūsų aš mano yra buvo būti kad kaip kai kur kuris
    kuri kurie kurios ar į iš su per prie apie už dėl taip pat ačiū klausimą labas laba diena sveiki prašome jei pagal
    """.split()
)
# A sentence of plain words alone still says something ("Sure, we can do that."); only these are courtesy.
_COURTESY = frozenset(
    "thank thanks you for your question asking hello hi dear regards kind best and ačiū už klausimą jūsų labas laba "
    "diena sveiki".split()
)
# Words that turn or bind what a sentence says: what the sentence has of them its place of the source has too, and the
# reserves of the place (`_RESERVES`) are not left out.
_BINDING = {
    "no": "not no never none nor neither cannot nothing nobody ne nei nėra be negalima niekada jokio jokių",
    "without": "without",
    "yes": "yes",
    "only": "only except unless exclusively merely solely tik išskyrus nebent",
    "most": "up most maximum max until till within under below less fewer before iki mažiau",
    "least": "least minimum min from over above more after since nuo bent daugiau po",
    "all": "all every any always everything everybody anytime whole entire visi visos visada kiekvienas",
    "some": "some sometimes usually often mostly normally typically maybe perhaps might may could kartais dažniausiai",
    "will": "will shall going promise promised guarantee guaranteed guarantees ensure definitely certainly immediately "
    "instantly garantuojame garantuoja pažadame iškart tuoj",
    "must": "must need needs required requires require should reikia privalo būtina turite",
    "free": "free gratis complimentary nemokamai nemokamas nemokama nemokami",
    "about": "about approximately around roughly nearly almost apie maždaug beveik",
}
_BINDS = {word: kind for kind, words in _BINDING.items() for word in words.split()}
_RESERVES = frozenset({"no", "without", "only", "most", "least", "some", "must", "about"})
_TURNS_THE_NEXT = frozenset({"no", "without", "only"})  # the word that they stand before belongs to them
_COUNTED = {
    name: str(number)
    for number, names in enumerate(
        [
            "zero nulis", "one vienas viena vieną", "two du dvi", "three trys tris", "four keturi", "five penki penkis",
            "six šeši", "seven septyni", "eight aštuoni", "nine devyni", "ten dešimt", "eleven", "twelve dvylika",
        ]
    )
    for name in names.split()
}  # fmt: skip
_CURRENCY = {"€": "eur", "$": "usd", "£": "gbp", "%": "percent", "euro": "eur", "euros": "eur", "eurų": "eur"}
_CURRENCY |= {"eurai": "eur", "eurus": "eur", "dollars": "usd", "dollar": "usd", "pounds": "gbp", "procentų": "percent"}


@dataclass(frozen=True)
class Struck:
    """A sentence that was left out, and the words for which no source speaks."""

    sentence: str
    why: str  # "number", "name", "word" or "turn"
    words: tuple[str, ...]


@dataclass(frozen=True)
class Checked:
    kept: tuple[str, ...]
    struck: tuple[Struck, ...]


@dataclass(frozen=True)
class Token:
    said: str  # as it was written
    word: str  # lower case, numbers in one spelling
    first: bool  # the first of its sentence: its capital letter tells nothing

    @property
    def number(self) -> bool:
        return self.word[:1].isdecimal()

    @property
    def name(self) -> bool:
        inner = any(letter.isupper() for letter in self.said[1:])
        return inner or (self.said[:1].isupper() and not self.first and self.said != "I")


def checked(text: str, sources: Iterable[str]) -> Checked:
    """Each sentence of `text`, kept where one place of one of the `sources` says it."""
    places = [place for source in sources for place in _places(source)]
    kept, struck = [], []
    for sentence in sentences(text):
        faults = min((_faults(tokens(sentence), place) for place in places), key=_weight, default=None)
        if faults is None:
            struck.append(Struck(sentence, "word", ()))
        elif faults:
            why = next(kind for kind in ("number", "name", "turn", "word") if kind in faults)
            struck.append(Struck(sentence, why, tuple(word for words in faults.values() for word in words)))
        else:
            kept.append(sentence)
    return Checked(tuple(kept), tuple(struck))


def sentences(text: str) -> list[str]:
    return [part.strip() for part in _SENTENCE.split(text) if part.strip()]


def tokens(text: str) -> list[Token]:
    found, first = [], True
    for match in _TOKEN.finditer(text):
        said = match.group()
        for part in _apart(said):
            found.append(Token(said, _plain(part), first))
        first = False
    return found


def _apart(said: str) -> list[str]:
    """ "don't" is "do" and "not"."""
    low = said.lower().replace("’", "'")
    if low.endswith("n't"):
        return [low[:-3] or low, "not"]
    if low == "can't":
        return ["can", "not"]
    if "'" in low:
        head, _mark, tail = low.partition("'")
        return [head, "will"] if tail == "ll" else [head]
    return [said]


def _plain(said: str) -> str:
    low = unicodedata.normalize("NFC", said.lower())
    if low[:1].isdecimal():
        return _figure(low)
    return _COUNTED.get(low) or _CURRENCY.get(low, low)


def _figure(text: str) -> str:
    """ "1,000" and "1 000" are 1000; "3,90" and "3.90" are 3.9; "14:00" stays."""
    text = re.sub(r"[  ]", "", text)
    if ":" in text:
        return text
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", text):
        return re.sub(r"[.,]", "", text)
    whole, _point, part = text.replace(",", ".").partition(".")
    part = part.rstrip("0") if part.isdecimal() else part
    return f"{int(whole)}.{part}" if part else str(int(whole))


def _places(source: str) -> list[list[Token]]:
    """Each sentence of a source, and each two that follow each other."""
    said = [tokens(sentence) for sentence in sentences(source)]
    return said + [one + other for one, other in zip(said, said[1:], strict=False)]


def _faults(said: Sequence[Token], place: Sequence[Token]) -> dict[str, tuple[str, ...]]:
    """What the sentence says beyond this place of a source, by kind; empty where it says no more."""
    there = [token.word for token in place]
    if not any(token.number or _named(token) or _tells(token) for token in said):
        rude = tuple(token.said for token in said if token.word not in _COURTESY)
        return {"word": rude} if rude else {}
    found = {
        "number": tuple(token.said for at, token in enumerate(said) if token.number and not _counts(said, at, place)),
        "name": tuple(token.said for token in said if _named(token) and token.word not in there),
        "turn": _turned(said, place),
        "word": tuple(token.said for token in said if _tells(token) and not _stands(token.word, there)),
    }
    bare = [token.word for at, token in enumerate(said) if token.number and not _unit(said, at)]
    if not found["number"] and not _in_order(bare, [token.word for token in place if token.number]):
        found["number"] = tuple(bare)
    return {kind: words for kind, words in found.items() if words}


def _weight(faults: dict[str, tuple[str, ...]]) -> int:
    return sum(len(words) for words in faults.values())


def _named(token: Token) -> bool:
    return token.name and not token.number and token.word not in _PLAIN and token.word not in _BINDS


def _tells(token: Token) -> bool:
    return not token.number and token.word not in _PLAIN and token.word not in _BINDS and not token.name


def _turned(said: Sequence[Token], place: Sequence[Token]) -> tuple[str, ...]:
    """The words that turn or bind only here or turn something else, and the reserves that were left out."""
    ours, theirs = _binding(said), _binding(place)
    more = [word for kind, (word, next_) in ours.items() if kind not in theirs or _apart_from(kind, next_, theirs)]
    return tuple(more + [word for kind, (word, _next) in theirs.items() if kind not in ours and kind in _RESERVES])


def _apart_from(kind: str, following: str, theirs: dict[str, tuple[str, str]]) -> bool:
    return kind in _TURNS_THE_NEXT and not _same(following, theirs[kind][1])


def _binding(words: Sequence[Token]) -> dict[str, tuple[str, str]]:
    """By kind: the word, and the next one that tells something."""
    found = {}
    for at, token in enumerate(words):
        if token.word in _BINDS:
            following = (other.word for other in words[at + 1 :] if other.word not in _PLAIN | _BINDS.keys())
            found[_BINDS[token.word]] = (token.said, next(following, ""))
    return found


def _stands(word: str, there: Sequence[str]) -> bool:
    return any(_same(word, other) for other in there)


def _same(one: str, other: str) -> bool:
    """Two forms of one word: the same beginning, and only endings that differ."""
    if one == other:
        return True
    shared = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    endings = _ENDINGS if shared >= _STEM else _SHORT_ENDINGS
    return shared >= 3 and one[shared:] in endings and other[shared:] in endings


def _counts(said: Sequence[Token], at: int, place: Sequence[Token]) -> bool:
    """The number stands there too, beside the same thing that it counts."""
    unit = _unit(said, at)
    for there, token in enumerate(place):
        if token.word == said[at].word and (not unit or any(_same(unit, word) for word in _beside(place, there))):
            return True
    return False


def _unit(words: Sequence[Token], at: int) -> str:
    """What a number counts: the next word that tells something, or the sign of money before it."""
    if at and words[at - 1].word in _CURRENCY.values():
        return words[at - 1].word
    following = [token.word for token in words[at + 1 : at + 3] if token.word not in _PLAIN]
    return next((word for word in following[:1] if not word[:1].isdecimal() and word not in _BINDS), "")


def _beside(words: Sequence[Token], at: int) -> list[str]:
    return [token.word for token in words[max(0, at - 2) : at + 4]]


def _in_order(numbers: Sequence[str], there: Sequence[str]) -> bool:
    rest = iter(there)
    return all(number in rest for number in numbers)

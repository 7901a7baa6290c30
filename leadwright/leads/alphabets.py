"""Which old encoding gives likely letters: each is read as the languages that were written in it spell. Pure.

Latin languages have a marked letter here and there; Cyrillic, Greek and Chinese ones have hardly anything else. That
parts the two before any encoding is tried.
"""

import itertools
import re
from collections import Counter

MARKED = 0.55  # the share of signs beyond ASCII in the words that have any, from which on a text is no Latin one
NEUTRAL = frozenset("€£©®™§±½¼¾²–—“”„‘’‚«»‹›°·…\xa0ªº¡¿•")
HEAD = 20_000  # signs
APOSTROPHES = frozenset("’‘·\xa0°–—")  # stand between letters
LATIN = {  # in the order of preference where two read as well
    "cp1252": {
        "french": "àâæçéèêëîïôœùûüÿ",
        "german": "äöüß",
        "spanish": "áéíñóúü",
        "italian": "àèéìíòóù",
        "portuguese": "ãáâàçéêíóôõú",
        "nordic": "æøåäöé",
    },
    "cp1257": {"lithuanian": "ąčęėįšųūž", "latvian": "āčēģīķļņšūž", "estonian": "õäöüšž", "german": "äöüß"},
    "cp1250": {
        "polish": "ąćęłńóśźż",
        "czech": "áčďéěíňóřšťúůýž",
        "slovak": "áäčďéíĺľňóôŕšťúýž",
        "hungarian": "áéíóöőúüű",
        "romanian": "ăâîşţ",
        "croatian": "čćđšž",
        "german": "äöüß",
    },
    "iso8859-2": {"polish": "ąćęłńóśźż", "czech": "áčďéěíňóřšťúůýž", "hungarian": "áéíóöőúüű", "croatian": "čćđšž"},
    "cp1254": {"turkish": "çğıöşüâîİ"},
    "cp850": {"french": "àâæçéèêëîïôùûüÿ", "german": "äöüß", "spanish": "áéíñóúü", "nordic": "æøåäöé"},
    "mac-roman": {"french": "àâæçéèêëîïôœùûüÿ", "german": "äöüß", "spanish": "áéíñóúü"},
}
# Where a letter of another encoding's language shows itself: õ at the end of a word or behind sz, gy and the like is
# the Hungarian ő, ª and º before a letter are the Romanian ş.
STRANGE = {
    "cp1252": re.compile(r"õ\b|(?:[sgclntz][yz]|cs|zs)õ|[ªº](?=[^\W\d_])", re.IGNORECASE),
    "cp1257": re.compile(r"õ\b|(?:[gclnt]y|[cs]z|cs|zs)[õū]", re.IGNORECASE),
}
SELDOM = re.compile(r"(?<!o)û", re.IGNORECASE)  # in French, where é, è, ç and the like are met ten times as often
ALONE = {"cp1252": {"icelandic": "áéíóúýðþæö"}}  # whose letters would make others of any text
CYRILLIC = ("cp1251", "koi8-r", "iso8859-5", "cp866", "mac-cyrillic")
OFTEN_CYRILLIC = frozenset("оеаинтсрвлкмдпуяыьгзбчйіїє")
GREEK = ("cp1253", "iso8859-7", "cp737")
OFTEN_GREEK = frozenset("αοιετσνηυρπκμλςάέίόήώδγθύφχβ")
EASTERN = ("euc_kr", "shift_jis", "euc_jp", "gb18030", "big5")
ALL_KOREAN = 0.95  # of the signs: Chinese and Japanese text has some syllables when it is read so


def is_latin(sample: bytes) -> bool:
    """Whether words that have signs beyond ASCII are mostly of plain letters."""
    words = [word for word in re.findall(rb"[A-Za-z\x80-\xff]{2,}", sample) if not word.isascii()]
    beyond = sum(sign > 127 for word in words for sign in word)
    return beyond <= MARKED * sum(map(len, words))


def scores_of(sample: bytes) -> dict[str, float]:
    """How likely the text is as each encoding has it, 0 to 1, the preferred ones first; those that cannot have it are
    left out."""
    if is_latin(sample):
        return {name: score for name in LATIN if (score := as_latin(sample, name)) is not None}
    read = {name: as_script(sample, name, OFTEN_CYRILLIC, "\u0400", "\u045f") for name in CYRILLIC}
    read |= {name: as_script(sample, name, OFTEN_GREEK, "\u0370", "\u03ff") for name in GREEK}
    read |= {name: as_eastern(sample, name) for name in EASTERN}
    return {name: score for name, score in read.items() if score is not None}


def strict(sample: bytes, encoding: str) -> str | None:
    """The text, or None where the encoding has no such signs. The last one may be cut."""
    for end in range(4):
        try:
            return sample[: len(sample) - end].decode(encoding)
        except UnicodeDecodeError as refused:
            if refused.start < len(sample) - 4:
                return None
    return None


def as_latin(sample: bytes, encoding: str) -> float | None:
    """Half of it: signs that some language of the encoding has. Half: those of the two that have the most."""
    if (text := strict(sample, encoding)) is None:
        return None
    signs = Counter(lower(sign) for sign in text if ord(sign) > 127 and sign not in NEUTRAL)
    amiss = strange(text, encoding, signs)
    if not signs:
        return 0.0 if amiss else 1.0
    alphabets = [frozenset(letters) for letters in LATIN[encoding].values()]
    pairs = [one | other for one, other in itertools.combinations_with_replacement(alphabets, 2)]
    pairs += [frozenset(letters) for letters in ALONE.get(encoding, {}).values()]
    held = max(sum(count for sign, count in signs.items() if sign in pair) for pair in pairs)
    known = frozenset().union(*alphabets)
    usual = max(held, sum(count for sign, count in signs.items() if sign in known))
    return max(0.0, (held + usual) / 2 - amiss) / signs.total()


def strange(text: str, encoding: str, signs: Counter) -> int:
    """How many signs stand where nobody who wrote in this encoding puts them."""
    found = len(STRANGE[encoding].findall(text)) if encoding in STRANGE else 0
    found += sum(
        one.islower() and other.islower() and sign > "\x7f" and (sign.isupper() or sign in NEUTRAL - APOSTROPHES)
        for one, sign, other in zip(*(text[at : at + HEAD] for at in range(3)), strict=False)
    )
    seldom = len(SELDOM.findall(text)) if encoding == "cp1252" else 0
    return found + (seldom if seldom > signs.total() - signs["û"] else 0)


def lower(sign: str) -> str:
    """One sign, as İ is two in small letters."""
    return sign.lower() if len(sign.lower()) == 1 else sign


def as_script(sample: bytes, encoding: str, often: frozenset[str], first: str, last: str) -> float | None:
    """The share of signs that are frequent letters of the script, written as words are: a capital only in front, or
    the whole word in capitals."""
    if (text := strict(sample, encoding)) is None:
        return None
    beyond = sum(ord(sign) > 127 and sign not in NEUTRAL for sign in text)
    usual = sum(first <= sign <= last and sign.lower() in often for sign in text)
    turned = sum(one.islower() and other.isupper() for one, other in itertools.pairwise(text) if other > "\x7f")
    return max(0.0, (usual - 3 * turned) / max(1, beyond))


def as_eastern(sample: bytes, encoding: str) -> float | None:
    """The share of frequent signs: kana and the first of two levels of characters, or Korean syllables."""
    if (text := strict(sample, encoding)) is None:
        return None
    beyond = [sign for sign in text if ord(sign) > 127]
    usual = 0
    for sign in beyond:
        kana, syllable = "\u3000" <= sign <= "\u30ff", "\uac00" <= sign <= "\ud7a3"
        if encoding == "euc_kr":
            usual += syllable
        elif kana:
            usual += encoding in {"shift_jis", "euc_jp"} or sign <= "\u3020"
        elif "\u4e00" <= sign <= "\u9fff":
            usual += LEVEL[encoding](sign.encode(encoding)[0])
    share = usual / len(beyond) if beyond else 0.0
    return share if encoding != "euc_kr" or share > ALL_KOREAN else 0.0


LEVEL = {
    "shift_jis": lambda lead: 0x88 <= lead <= 0x97,
    "euc_jp": lambda lead: 0xB0 <= lead <= 0xCF,
    "gb18030": lambda lead: 0xB0 <= lead <= 0xD7,
    "big5": lambda lead: 0xA4 <= lead <= 0xC6,
    "euc_kr": lambda lead: False,
}

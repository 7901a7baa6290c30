"""What people write, language by language, in plain phrases (see inbox/words.py for the few signs that they know).

A language is one file of tables; a name that a file does not have is an empty table. Later languages are added by
copying the nearest file and naming it in `LANGUAGES`.
"""

import re
from functools import cache, lru_cache
from re import Pattern
from types import ModuleType

from leadwright.inbox.phrases import (
    answers,
    de,
    en,
    es,
    fr,
    it,
    keeping_on,
    lt,
    lv,
    more_english,
    nl,
    objections,
    others,
    pl,
    pt,
    ru,
    sv,
)
from leadwright.inbox.words import fold, phrases

LANGUAGES: dict[str, ModuleType] = {
    "en": en, "lt": lt, "de": de, "fr": fr, "es": es, "pl": pl, "it": it, "nl": nl, "lv": lv, "pt": pt, "sv": sv,
    "ru": ru, "": others
}  # fmt: skip


WORDS = re.compile(r"[a-zа-я]{4,}")
WORDS_OF_ANY = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
LETTERS_OF = {
    "lt": "ėųįūšž",
    "pl": "łńśźżćę", "de": "ßü", "sv": "å", "pt": "ãõ", "es": "ñ¿¡", "fr": "êœùç", "it": "òì", "lv": "āēīķļņģ",
    "ru": "абвгдежзиклмнопрстуфхцчшщыьэюя",
}  # fmt: skip
TOPICS: tuple[ModuleType, ...] = (
    answers,
    objections,
    more_english,
    keeping_on,
)  # tables that hold every language themselves


@cache
def table(name: str) -> Pattern[str]:
    """All languages' phrases for one meaning, as one pattern over folded text."""
    return phrases(row for language in (*LANGUAGES.values(), *TOPICS) for row in getattr(language, name, ()))


@cache
def small_words() -> dict[str, list[str]]:
    """In which languages each small word is one."""
    return by_word(
        {
            code: frozenset(fold(language.SMALL_WORDS).split())
            for code, language in LANGUAGES.items()
            if hasattr(language, "SMALL_WORDS")
        }
    )


@cache
def stems() -> dict[str, list[str]]:
    """In which languages' own tables a word begins so."""
    return by_word(
        {
            code: frozenset(
                word[:5]
                for name, rows in vars(language).items()
                if name.isupper() and isinstance(rows, tuple)
                for row in rows
                for word in WORDS.findall(fold(row))
            )
            for code, language in LANGUAGES.items()
            if code and hasattr(language, "SMALL_WORDS")
        }
    )


def by_word(words: dict[str, frozenset[str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for code, known in words.items():
        for word in known:
            found.setdefault(word, []).append(code)
    return found


@lru_cache(maxsize=64)  # one mail asks several times
def language_of(folded: str, written: str = "") -> str:
    """The language with the most small words in the text, then of the words that its tables know; letters that only
    it has (`written` still has its accents) count too. "" where none stands out."""
    letters = set(written[:3000].lower())
    counts = {
        code: 1.5 * bool(letters & set(LETTERS_OF.get(code, "")))
        for code, language in LANGUAGES.items()
        if hasattr(language, "SMALL_WORDS")
    }
    small, known = small_words(), stems()
    for word in WORDS_OF_ANY.findall(folded[:3000]):
        for code in small.get(word, ()):
            counts[code] += 1
        for code in known.get(word[:5], ()) if len(word) > 3 else ():
            counts[code] += 0.4
    best = max(counts, key=counts.__getitem__)
    return best if counts[best] else ""


def alone(name: str, bare: str) -> bool:
    """Whether a mail says nothing but these words of the table."""
    return len(bare) < 60 and bare in alone_words(name)


@cache
def alone_words(name: str) -> frozenset[str]:
    """Words that mean it when nothing else is said."""
    rows = (row for language in LANGUAGES.values() for row in getattr(language, name, ()))
    return frozenset(fold(row).strip(" .!") for row in rows)

"""What people write, language by language, in plain phrases (see inbox/words.py for the few signs that they know).

A language is one file of tables; a name that a file does not have is an empty table. Later languages are added by
copying the nearest file and naming it in `LANGUAGES`.
"""

from functools import cache
from re import Pattern
from types import ModuleType

from leadwright.inbox.phrases import de, en, es, fr, it, lt, lv, nl, others, pl, pt, ru, sv
from leadwright.inbox.words import fold, phrases

LANGUAGES: dict[str, ModuleType] = {
    "en": en, "lt": lt, "de": de, "fr": fr, "es": es, "pl": pl, "it": it, "nl": nl, "lv": lv, "pt": pt, "sv": sv,
    "ru": ru, "": others
}  # fmt: skip


@cache
def table(name: str) -> Pattern[str]:
    """All languages' phrases for one meaning, as one pattern over folded text."""
    return phrases(row for language in LANGUAGES.values() for row in getattr(language, name, ()))


@cache
def small_words() -> dict[str, frozenset[str]]:
    return {
        code: frozenset(fold(language.SMALL_WORDS).split())
        for code, language in LANGUAGES.items()
        if hasattr(language, "SMALL_WORDS")
    }


def language_of(folded: str) -> str:
    """The language with the most small words in the text; "" where none stands out."""
    seen = folded[:3000].replace(",", " ").replace(".", " ").replace("?", " ").replace("!", " ").split()
    counts = {code: sum(word in known for word in seen) for code, known in small_words().items()}
    best = max(counts, key=counts.__getitem__)
    return best if counts[best] else ""

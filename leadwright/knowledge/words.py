"""Words as they are compared: without case, accents and the words that stand in every sentence. Pure.

Endings and prefixes differ from question to article, in Lithuanian more than in English, so words are compared by
their runs of three letters (character n-grams; McNamee and Mayfield 2004). The end of a word is not marked: endings
tell the case, not the thing.
"""

import re
import unicodedata
from functools import lru_cache

GRAM = 3
_WORD = re.compile(r"[^\W_]+")

# Words that stand in every sentence: they tell no article from another. The lists also tell the languages apart.
_COMMON = {
    "en": """
        a an the is are was be been do does did can could would will shall should may might must have has had of in on
        at to for from by with without and or not no if it its this that these those there here you your we our us i
        my me they them their he his she her what which who how when where why any some one also just so than then as
        about please thanks thank hello hi regards best question tell know like want need get got work works much many
        long dont im ive id am were only up out into there's cant
    """,
    "lt": """
        ar ir o bet su be už į iš ant po prie kad kaip kas kur kada kiek koks kokia kokie kokį kokią jūsų jūs mūsų mes
        man mums jums mano tai yra būtų bus būti galima galite galiu galėtume gal dar ačiū laba diena sveiki ne taip
        jei nuo iki per apie pas mus jo jos jų čia kuris kuri kurie arba nes dėl reikia norime noriu turite turime
        ką kokiu kokios kurioje mane savo labai jau vis tik
    """,
    "de": "der die das und ist nicht ein eine wie was kann wir sie ich mit für auf zu den dem von haben es bei oder",
    "pl": "i w na z do nie się jest jak co czy to dla od po są mamy można proszę ile jaki jaka przez nasze wasze",
    "fr": "le la les et est une des que qui pour dans avec vous nous comment pas sur votre notre au du ce",
    "es": "el los las y es una que para con por como cuál qué puedo su nuestro se del al",
}


def folded(text: str) -> str:
    """Lower case and without accents: "Žurnalas" is "zurnalas"."""
    apart = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


_WORDS_OF = {name: frozenset(words.split()) for name, words in _COMMON.items()}
_EMPTY = frozenset(folded(word) for name in ("en", "lt") for word in _WORDS_OF[name])


def words(text: str) -> list[str]:
    """The words that carry meaning, folded, in their order."""
    return [word for word in _WORD.findall(folded(text)) if word not in _EMPTY and (len(word) > 1 or word.isdigit())]


def spelled(text: str) -> str:
    """All its words in their order, folded: texts that differ in marks alone are spelled alike."""
    return " ".join(_WORD.findall(folded(text)))


@lru_cache(maxsize=100_000)
def grams(word: str) -> tuple[str, ...]:
    """The runs of three letters of a word with its beginning marked; a short word ("CEO", "14") stands whole."""
    if len(word) <= GRAM:
        return (f"_{word}_",)
    marked = f"_{word}"
    return tuple(marked[at : at + GRAM] for at in range(len(marked) - GRAM + 1))


def language(text: str) -> str:
    """The language of a text by its commonest words: "en", "lt", "de", ...; empty where they do not tell.

    Made for questions of five words, for which statistical guesses are poor.
    """
    seen = _WORD.findall(text.lower())
    # A Lithuanian who types without accents still writes "kiek" and "jusu".
    plain = _WORD.findall(folded(text))
    tally = {
        name: sum(word in common for word in seen) + (name == "lt" and sum(word in _LT_PLAIN for word in plain))
        for name, common in _WORDS_OF.items()
    }
    best = max(tally, key=lambda name: tally[name])
    if any(letter in "ąčęėįšųūž" for letter in text.lower()) and tally["lt"] >= tally[best] - 1:
        return "lt"
    return best if tally[best] else ""


_LT_PLAIN = frozenset(folded(word) for word in _WORDS_OF["lt"]) - _WORDS_OF["lt"]

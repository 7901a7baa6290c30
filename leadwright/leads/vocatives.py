"""The Lithuanian vocative of names: "Jonas" is greeted "Jonai". Pure.

Source of the rule: the declension of proper names as the Lithuanian language commission teaches it. Proper names in
-as take -ai, where common nouns take -e; -is, -ys, -ė and -us lose their end.
"""

import re
import unicodedata

ENDINGS = (
    ("jas", "jau"),
    ("ias", "y"),
    ("as", "ai"),
    ("is", "i"),
    ("ys", "y"),
    ("us", "au"),
    ("ė", "e"),
)
# What is said in front of a name; a common noun, so -as becomes -e.
TITLES = {
    "ponas": "pone",
    "daktaras": "daktare",
    "docentas": "docente",
    "inžinierius": "inžinieriau",
    "gerbiamas": "gerbiamas",
    "gerbiamasis": "gerbiamasis",
    "gerbiama": "gerbiama",
    "panelė": "panele",
    "kunigas": "kunige",
    "vyskupas": "vyskupe",
    "generolas": "generole",
    "pulkininkas": "pulkininke",
    "kapitonas": "kapitone",
    "seržantas": "seržante",
}
# Names that end like a Lithuanian nominative and are not one: they stay as they are.
FOREIGN = frozenset(
    re.findall(
        r"\S+",
        """
        abbas agnes alexis amadeus amaris andreas angus artemis atlas boris chris christus claus cornelius curtis
        cyrus dallas davis demetris denis dennis dimitris doris douglas elias ellis elyas emrys erasmus francis
        giannis gladys gustavus haris harris idas idris ilias iljas ilyas inas ines iris jarvis jesus klaus kostas
        lewis lexis linus lois louis lucas luis magnus marcus markus mathis matias mavis maximus moris nicolas
        niklas nikolas nikos olaus phyllis pius rasmus rhys silas spiros stas tanis thais tobias travis urbanus
        willis yannis yunus zacarias zacharias
        """,
    )
)
# Lithuanian, though they look like one of the above or like a foreign spelling.
OWN = frozenset(["matas", "paulius", "julius", "marius", "darius", "vilius", "titas", "anupras", "joris", "emilis"])
# What Lithuanian does not write: such a name is foreign, whatever its end.
FOREIGN_LETTERS = re.compile(r"[wxqàáâãåæçèéêëìíîïñòóôøùúûýßœłőű]|th|ph|ck|sch|oo|ee|ou|([^aeiou\W])\1")
FAMILY = re.compile(r".+(auskas|inskas|evičius|avičius|aitis|ytis|utis|ūnas|onis|ienė|aitė|ytė|utė|ūtė|ėnas|ulis|elis)")


def vocative(name: str, *, family: str = "") -> str:
    """The form that calls somebody, word by word and part by part. A foreign name stays, but one that is written the
    same in both worlds ("Titus", "Boris") is declined where the family name is Lithuanian."""
    lithuanian = bool(FAMILY.fullmatch(family.lower()))
    words = unicodedata.normalize("NFC", name).split(" ")
    called = [
        of_word(word, lithuanian=lithuanian or len(words) > 1 and bool(FAMILY.fullmatch(word.lower())))
        for word in words
    ]
    return " ".join(called)


def of_word(word: str, *, lithuanian: bool) -> str:
    if title := TITLES.get(word.lower()):
        return title.capitalize() if word[:1].isupper() else title
    if "-" in word:
        return "-".join(of_word(part, lithuanian=lithuanian) for part in word.split("-"))
    plain = word.lower()
    stays = FOREIGN_LETTERS.search(plain) or (plain in FOREIGN and not lithuanian)
    if plain not in OWN and (stays or len(plain) < 3):
        return word
    for ending, called in ENDINGS:
        if plain.endswith(ending) and len(plain) > len(ending):
            return word[: -len(ending)] + (called.upper() if word.isupper() else called)
    return word

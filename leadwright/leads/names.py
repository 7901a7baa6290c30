"""The parts of a written name, and the word we greet somebody by. Pure: no Django, no network.

nameparser cuts the name; what it leaves open is settled here: family names that stand first and say so themselves
(in capitals, by a Lithuanian or Vietnamese ending or name, by a patronymic), and names in Han letters without a space.
"""

import re
import unicodedata
from dataclasses import asdict, dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from leadwright.leads.families import (
    FAMILY_BEFORE_HYPHEN,
    HUNGARIAN_FAMILIES,
    JAPANESE_FAMILIES,
    LITHUANIAN_FAMILY,
    LITHUANIAN_GIVEN,
    PINYIN_FAMILY,
    PINYIN_GIVEN,
    SLAVIC_PATRONYMIC,
    SPANISH_FAMILIES,
    VIETNAMESE_FAMILIES,
)
from leadwright.leads.vocatives import vocative

if TYPE_CHECKING:
    from nameparser import ParsedName, Parser

LONGEST = 200
NO_NAME = re.compile(r"\S+@\S+\.\S+|https?://\S+|[\W\d_]*")
# What people write behind a name and is none: an address in brackets, a job after a bar or a dash, how they are spoken
# of, their company, which shows itself by its legal form.
JOBS = "head|manager|director|chief|officer|lead|sales|marketing|engineer|consultant|founder|owner|partner|specialist|"
JOBS += r"(?:vadov|direktor|vadybinink|specialist|leiter|gesch[äa]fts|kierownik|dyrektor)\w*"
FORMS = r"uab|gmbh|ltd|limited|llc|inc|corp|sia|oü|aps|srl|sarl|oyj|plc|kft|s\.?r\.?o|sp\. z o\.?o"
BESIDE = re.compile(
    r"\s*<[^<>]*@[^<>]*>\s*$|\s+[|/•·]\s.*$|\s*\((?:she|he|they)\b[^()]*\)\s*$"
    rf"|\s+[-–—]\s+(?=[^,]*\b(?:{JOBS})\b)[^,]*$"
    rf"|\s*\((?=[^()]*\b(?:{FORMS})\b)[^()]*\)\s*$|,\s*(?=[^,]*\b(?:{FORMS})\b)[^,]*$",
    re.IGNORECASE,
)
BORN = re.compile(r",(?=\s+(?:née|nee|geb\.?|geborene|rozená|z domu)\s)", re.IGNORECASE)
KEPT_SIGNS = frozenset("®©™°")
HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff々]+")
HAN_OR_KANA = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff々]+")
LONGEST_CHINESE = 3  # letters of a whole name; with four it is Japanese, two and two
USUAL_JAPANESE = 4
SON_OF = frozenset(["bin", "bint", "ibn", "ben", "ap", "ferch"])  # in small letters they begin a family name
TITLES = frozenset(  # that the library takes for names
    ["pon.", "ponas", "ponia", "panelė", "gerb.", "gerbiamas", "gerbiama", "pani", "shri", "smt.", "sayın", "sayin"]
)


@dataclass(frozen=True, slots=True)
class Name:
    """The parts as they were written; what is not there is empty."""

    title: str = ""
    given: str = ""
    middle: str = ""
    family: str = ""
    suffix: str = ""
    nickname: str = ""
    maiden: str = ""

    @property
    def greeting(self) -> str:
        """How a letter greets: the given name; the second where the first is a letter only; "Dr. Smith" where no given
        name is known; the whole name where it is written in Han letters or Hangul."""
        if self.given and self.family and is_east_asian(self.family):
            return self.family + self.given
        for word in (self.given, self.middle.split(" ")[0], self.nickname):
            if word and not is_initials(word):
                return cased(word)
        if self.family:
            return f"{self.title} {cased(self.family)}".strip()
        return self.given

    @property
    def vocative(self) -> str:
        """The greeting as Lithuanian calls somebody; a title in front of it is called too."""
        return vocative(self.greeting, family=self.family)

    def as_dict(self) -> dict[str, str]:
        """The parts, then `greeting` and `vocative`."""
        return {**asdict(self), "greeting": self.greeting, "vocative": self.vocative}


def parse(text: str) -> Name:
    """The parts of one written name; all of them empty where the text holds no name."""
    written = plainly_written(text)
    if NO_NAME.fullmatch(written):
        return Name()
    title, rest = title_in_front(written)
    found = settled(of_parsed(parser("").parse(rest)), rest)
    if title and found.given and not found.family:  # "ponas Vilkas", as "Mr. Smith"
        found = replace(found, given="", family=found.given)
    return replace(found, title=f"{title} {found.title}".strip()) if title else found


def plainly_written(text: str) -> str:
    """The name without what is written beside it, and without pictures."""
    bare = BORN.sub("", BESIDE.sub("", text))
    if bare != text and re.fullmatch(r'\s*"[^"]*"\s*', bare):  # "Family, Given" <address>
        bare = bare.strip()[1:-1]
    shown = (sign for sign in bare if unicodedata.category(sign) != "So" or sign in KEPT_SIGNS)
    return " ".join("".join(shown).split())[:LONGEST]


def greeting_name(given: str, family: str = "", *, language: str = "") -> str:
    """The word that a letter in `language` (ISO 639) greets by, of a name whose parts are known; "" where no given name
    is written out, for nobody is greeted by a letter or by a bare family name."""
    words = given.split()
    full = [word for word in words if not is_initials(word)]
    if not full:
        return ""
    name = Name(given=" ".join(words if len(full) == len(words) else full[:1]), family=family)
    return name.vocative if language.lower()[:2] == "lt" else name.greeting


def title_in_front(written: str) -> tuple[str, str]:
    """A title that the library takes for a name ("p." too, but not the initial "P."), and what follows."""
    first, _space, rest = written.partition(" ")
    if (first == "p." or first.lower() in TITLES) and rest:
        more, rest = title_in_front(rest)
        return f"{first} {more}".strip(), rest
    return "", written


@cache
def parser(order: str) -> "Parser":
    """nameparser with its rules for patronymics, which change only names that carry one."""
    from nameparser import FAMILY_FIRST_GIVEN_LAST, Policy, locales, parser_for
    from nameparser import Parser as Bare

    if order == "family first":
        return Bare(policy=Policy(name_order=FAMILY_FIRST_GIVEN_LAST))
    if order == "two families":
        return Bare(policy=Policy(two_family_names=True))
    return parser_for(locales.RU, locales.TR_AZ, *([locales.ZH] if order == "chinese" else []))


def of_parsed(found: "ParsedName") -> Name:
    return Name(
        found.title, found.given, found.middle, found.family, found.suffix, found.nickname, getattr(found, "maiden", "")
    )


def settled(found: Name, written: str) -> Name:
    """The same name where the order of its words says more than the library looks for."""
    if HAN_OR_KANA.fullmatch(written):
        return han(found, written)
    if "," in written or not found.given:
        return found
    words = written.split()
    if unicodedata.normalize("NFC", words[0]).lower() in VIETNAMESE_FAMILIES and len(words) > 2 and not found.title:
        return of_parsed(parser("family first").parse(written))
    if len(words) == 3 and SLAVIC_PATRONYMIC.fullmatch(words[2]):
        return replace(found, family=words[0], given=words[1], middle=words[2])
    if bears_two_families(found, written):
        return of_parsed(parser("two families").parse(written))
    if found.middle.split(" ")[0] in SON_OF and found.family[:1].isupper():
        return replace(found, middle="", family=f"{found.middle} {found.family}")
    if found.given and found.family and says_it_is_family(found):
        given = f"{found.middle} {found.family}".split()
        return replace(found, family=found.given, given=given[0], middle=" ".join(given[1:]))
    return found


def bears_two_families(found: Name, written: str) -> bool:
    """The word before the last one is a Spanish family name, and what else is there is Spanish too."""
    before, last = found.middle.rpartition(" ")[2], found.family.split(" ")[-1]
    if not is_spanish_family(before):
        return False
    return is_spanish_family(last) or bool(re.search("[áéíóúñ]", unicodedata.normalize("NFC", written.lower())))


def is_spanish_family(word: str) -> bool:
    plain = "".join(sign for sign in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(sign))
    return plain in SPANISH_FAMILIES or (len(plain) > 4 and plain.endswith("ez"))


def says_it_is_family(found: Name) -> bool:
    """The first word is a family name by its look, and the last is not: "DUPONT Jean", "Kazlauskienė Rūta"."""
    first, last = found.given, found.family
    if len(first) > 3 and first.isupper() and first.isalpha() and not last.isupper() and len(last) > 1:
        return bool(re.search(r"[AEIOUYÀ-ÖØ-Þ]", first))
    if FAMILY_BEFORE_HYPHEN.fullmatch(first.lower()) and re.fullmatch(r"\w{2,6}-\w{2,6}", last):
        return True  # "Park Ji-sung", "Chen Wei-Ling"
    if PINYIN_FAMILY.fullmatch(first.lower()) and PINYIN_GIVEN.fullmatch(last.lower()):
        return True  # "Wang Xiaoming"
    if first.lower() in HUNGARIAN_FAMILIES and last.lower() not in HUNGARIAN_FAMILIES:
        return True  # "Kovács István"
    if re.fullmatch(r".+iņ[šaē]", first.lower()) and not re.fullmatch(r".+iņ[šaē]", last.lower()):
        return True  # "Bērziņš Jānis"
    return is_lithuanian_family(first) and not is_lithuanian_family(last)


def is_lithuanian_family(word: str) -> bool:
    plain = unicodedata.normalize("NFC", word).lower()
    return bool(LITHUANIAN_FAMILY.fullmatch(plain)) and plain not in LITHUANIAN_GIVEN


def han(found: Name, written: str) -> Name:
    """A whole name in Han letters without a space: Japanese where it begins with one of the usual families, Chinese
    by the library's family names up to three letters, two and two else."""
    if family := next((one for one in JAPANESE_FAMILIES if written.startswith(one)), ""):
        body = found.family or found.given
        return replace(found, family=family, given=body.removeprefix(family)) if body.startswith(family) else found
    if not HAN.fullmatch(written):
        return found
    chinese = of_parsed(parser("chinese").parse(written))
    body = chinese.family + chinese.given
    if len(body) <= LONGEST_CHINESE or len(chinese.family) > 1:
        return chinese
    if len(found.family) == USUAL_JAPANESE and not found.given:
        return replace(found, family=found.family[:2], given=found.family[2:])
    return chinese


def is_east_asian(text: str) -> bool:
    return bool(re.match(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]", text))


def is_initials(word: str) -> bool:
    """ "J.", "J", "J.R.", "J.-P."; not a short name in another script."""
    return bool(re.fullmatch(r"(\w\.)+(-?\w\.)*|\w\.?-\w\.|[^\W\d_]", word)) and not is_east_asian(word)


def cased(word: str) -> str:
    """A name as it is usually written; only where it is all in capitals or all in small letters is it changed."""
    if not (word.isupper() or word.islower()) or len(word) < 2:
        return word
    return re.sub(r"(^|[\s'’\-])(\w)", lambda found: found[1] + found[2].upper(), word.lower())

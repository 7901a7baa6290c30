"""How well two cells agree, in a few steps from "differ" to "the same", by what their column means. Pure; needs numpy.

A step is a number: 0 where one of them is empty, 1 where they differ, more where they agree better. What a step is
worth is not decided here but learnt from the tables, see `weighing`.
"""

import re
from collections.abc import Callable, Mapping, Sequence, Set
from functools import partial

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA, JaroWinkler

from leadwright.leads import matching
from leadwright.leads.aliases import is_given_name, same_given_name

MISSING, DIFFER, FAR, PART, NEAR, SAME = range(6)
STEPS = 7
ELSEWHERE = 6  # not here, but in another column of the other row: first and last name in the wrong order
LIKE = ((0.92, NEAR), (0.8, FAR))
LIKE_PROSE = ((0.75, NEAR), (0.5, PART), (0.3, FAR))
WAYS = frozenset(
    re.findall(
        r"\S+",
        """
        st str street road rd avenue ave av lane ln drive dr court ct place pl crescent cres close circuit cct way
        boulevard blvd square sq terrace tce g gatve gatves pr prospektas al aleja strasse weg platz allee ulica ul iela
        tn tanav rue via calle no nr
        """,
    )
)
# A day of our times: year first, or last; eight digits with the year first. Two digits are a year of it.
DAY = re.compile(
    r"(?:(?P<year>(?:1[89]|20)\d\d)(?P<sign>[./-]?)(?P<month>0?[1-9]|1[0-2])(?P=sign)(?P<day>0?[1-9]|[12]\d|3[01])"
    r"|(?P<first>0?[1-9]|[12]\d|3[01])[./-](?P<second>0?[1-9]|[12]\d|3[01])[./-](?P<last>(?:1[89]|20)?\d\d))"
)
MONTHS = 12
NUMBER_NEAR = 0.02  # of an amount
NUMBER_FAR = 0.15
DIGITS_OF_A_PHONE = 7
CODE = 4  # signs of a maker's number, at least
EXCHANGE = 10  # the last digits of a number, of which
EXTENSION = 4  # these are one's own


def normal(kind: str) -> Callable[[str], str]:
    """The function that makes two spellings of one cell equal."""
    return {
        "email": matching.email,
        "linkedin": lambda cell: matching.linkedin(cell) or matching.folded(cell),
        "site": lambda cell: matching.company_domain(cell) or matching.folded(cell),
        "phone": phone_digits,
        "number": number,
        "date": day,
        "company": matching.plain_company,
        "person": person,
        "street": street,
    }.get(kind, matching.folded)


def phone_digits(cell: str) -> str:
    return re.sub(r"\D", "", re.split(r"x|ext", cell.lower())[0]).lstrip("0")


def number(cell: str) -> str:
    """Digits without what stands around them; "1,200.50" and "$1200.5" are equal."""
    bare = re.sub(r"[^\d.,\-/:]", "", cell)
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", bare):
        bare = bare.replace(",", "")
    if re.fullmatch(r"\d+\.\d+", bare):
        bare = bare.rstrip("0").rstrip(".")
    return bare.lstrip("0") or bare[:1]


def day(cell: str) -> str:
    """Year, month and day as eight digits; the day first where nobody can tell. What is no day stays as it is."""
    if not (found := DAY.fullmatch(cell.strip())):
        return matching.folded(cell)
    if found["year"]:
        return f"{found['year']}{int(found['month']):02}{int(found['day']):02}"
    month, of_month = int(found["second"]), int(found["first"])
    if month > MONTHS:
        month, of_month = of_month, month
    return f"{found['last']:0>4}{month:02}{of_month:02}"


def person(cell: str) -> str:
    """A whole name, the family name last."""
    family, comma, given = cell.partition(",")
    return matching.folded(f"{given} {family}" if comma else cell)


def street(cell: str) -> str:
    """A street's own words, in order; "Main St 5" and "5 Main Street" are equal."""
    words = matching.folded(re.sub(r"(?<=[a-z])(str\.|strasse|straße)", " str ", cell.lower())).split()
    own = [word for word in words if word not in WAYS] or words
    return " ".join(sorted(own, key=lambda word: word.isdigit()))


def rejoined(text: str, known: Set[str]) -> str:
    """A folded text whose maker's number is one word, where it is one elsewhere: "xt 807a" is "xt807a"."""
    words = text.split()
    at = 0
    while at < len(words) - 1:
        both = words[at] + words[at + 1]
        if has_digit(both) and both in known:
            words[at : at + 2] = [both]
        at += 1
    return " ".join(words)


def has_digit(word: str) -> bool:
    return any(sign.isdigit() for sign in word)


def steps(kind: str, left: Sequence[str], right: Sequence[str], tells: Mapping[str, float]) -> np.ndarray:
    """How well the normal cells of each pair agree. `tells` is how much each word of the column tells, for prose."""
    one, other = np.array(left, dtype=object), np.array(right, dtype=object)
    found = np.full(len(one), DIFFER, dtype=np.int8)
    same = one == other
    empty = (one == "") | (other == "")
    open_ones = np.flatnonzero(~same & ~empty)
    if len(open_ones):
        compare = COMPARED.get(kind, of_text)
        if tells:
            compare = partial(of_prose if kind == "prose" else of_words, tells)
        found[open_ones] = compare([left[at] for at in open_ones], [right[at] for at in open_ones])
    found[same] = SAME
    found[empty] = MISSING
    return found


def of_text(left: list[str], right: list[str]) -> np.ndarray:
    """Slips of the pen, words in another order, and a name that is the other's beginning or part."""
    alike = np.maximum(
        scored(JaroWinkler.normalized_similarity, left, right) - 0.02, scored(fuzz.token_sort_ratio, left, right) / 100
    )
    found = by_limits(alike, LIKE)
    part = scored(fuzz.token_set_ratio, left, right) >= 99
    words = np.array([min(len(one), len(other)) for one, other in zip(left, right, strict=True)])
    found[part & (words > 2) & (found < PART)] = PART
    joined = np.array([one.replace(" ", "") == other.replace(" ", "") for one, other in zip(left, right, strict=True)])
    found[joined] = NEAR
    return found


def of_given(left: list[str], right: list[str]) -> np.ndarray:
    """As text; an initial agrees with a name that begins so, a pet name with its full one."""
    found = of_text(left, right)
    for at, (one, other) in enumerate(zip(left, right, strict=True)):
        if found[at] >= NEAR:
            continue
        if same_given_name(one, other):
            found[at] = NEAR
        elif is_given_name(one) and is_given_name(other):
            found[at] = DIFFER  # Erik is no slip of the pen for Henrik
        elif min(len(one), len(other)) <= 2 and (one[0] == other[0]):
            found[at] = PART
    return found


def of_person(left: list[str], right: list[str]) -> np.ndarray:
    """Whole names: the worse of given and family name, in the order that fits better. Where one side is turned round,
    nobody knows which: either may have its given name last."""
    found = of_text(left, right)
    first, last = (
        ([one.split(" ")[0] for one in side] for side in (left, right)),
        ([one.split(" ")[-1] for one in side] for side in (left, right)),
    )
    (first_left, first_right), (last_left, last_right) = first, last
    straight = np.minimum(each(of_given, first_left, first_right), each(of_text, last_left, last_right))
    right_turned = np.minimum(each(of_given, first_left, last_right), each(of_text, last_left, first_right))
    left_turned = np.minimum(each(of_text, first_left, last_right), each(of_given, last_left, first_right))
    several = np.array([" " in one and " " in other for one, other in zip(left, right, strict=True)])
    both = np.minimum(np.maximum(straight, np.maximum(right_turned, left_turned)), NEAR)
    return np.where(several, both, found).astype(np.int8)


def each(compare: Callable[[list[str], list[str]], np.ndarray], left: list[str], right: list[str]) -> np.ndarray:
    found = compare(left, right)
    found[np.array(left, dtype=object) == np.array(right, dtype=object)] = SAME
    return found


def of_number(left: list[str], right: list[str]) -> np.ndarray:
    """One digit wrong, or two changed places; amounts with a fraction by how far apart they are."""
    slip = scored(OSA.distance, left, right) <= 1
    long = np.array([min(len(one), len(other)) >= 3 for one, other in zip(left, right, strict=True)])
    found = np.where(slip & long, NEAR, np.where(slip, FAR, DIFFER)).astype(np.int8)
    for at, (one, other) in enumerate(zip(left, right, strict=True)):
        if "." in one or "." in other:
            found[at] = of_amounts(one, other)
    return found


def of_day(left: list[str], right: list[str]) -> np.ndarray:
    """One digit wrong, two changed places, or day and month changed places; a year of two digits."""
    found = np.where(scored(OSA.distance, left, right) <= 1, NEAR, DIFFER).astype(np.int8)
    for at, (one, other) in enumerate(zip(left, right, strict=True)):
        turned = f"{other[:4]}{other[6:]}{other[4:6]}"
        if one == turned or (one[2:] in {other[2:], turned[2:]} and "00" in {one[:2], other[:2]}):
            found[at] = NEAR
    return found


def of_amounts(one: str, other: str) -> int:
    try:
        first, second = float(one), float(other)
    except ValueError:
        return DIFFER
    apart = abs(first - second) / max(abs(first), abs(second), 1e-9)
    return NEAR if apart <= NUMBER_NEAR else FAR if apart <= NUMBER_FAR else DIFFER


def of_phone(left: list[str], right: list[str]) -> np.ndarray:
    """With and without the country's prefix; one digit wrong."""
    slip = scored(OSA.distance, left, right) <= 1
    found = np.where(slip, NEAR, DIFFER).astype(np.int8)
    for at, (one, other) in enumerate(zip(left, right, strict=True)):
        short, long = sorted((one, other), key=len)
        if len(short) < DIGITS_OF_A_PHONE or found[at] == NEAR:
            continue
        if long.endswith(short[-max(DIGITS_OF_A_PHONE, len(short) - 2) :]):
            found[at] = SAME
        elif one[-EXCHANGE:-EXTENSION] == other[-EXCHANGE:-EXTENSION] and len(short) >= EXCHANGE:
            found[at] = PART  # another extension of one switchboard
    return found


def of_email(left: list[str], right: list[str]) -> np.ndarray:
    """A slip in the address, but another number in it is another address; the same name at another host."""
    alike = scored(OSA.normalized_similarity, left, right)
    found = np.where(alike >= 0.9, NEAR, DIFFER).astype(np.int8)
    for at, (one, other) in enumerate(zip(left, right, strict=True)):
        if re.findall(r"\d+", one) != re.findall(r"\d+", other):
            found[at] = DIFFER
        name = one.partition("@")[0]
        if name == other.partition("@")[0] and not matching.is_shared(one) and len(name) > 4:
            found[at] = max(found[at], PART)
    return found


def of_code(left: list[str], right: list[str]) -> np.ndarray:
    return by_limits(scored(OSA.normalized_similarity, left, right), ((0.88, NEAR),))


def of_prose(tells: Mapping[str, float], left: list[str], right: list[str]) -> np.ndarray:
    """Long texts by the words that they share, rare ones counted more."""
    return without_other_codes(by_limits(cosines(tells, left, right), LIKE_PROSE), left, right)


def without_other_codes(found: np.ndarray, left: list[str], right: list[str]) -> np.ndarray:
    """Two things whose maker's numbers differ are different, whatever else their texts share."""
    for at in np.flatnonzero(found > DIFFER).tolist():
        mine, theirs = codes(left[at]), codes(right[at])
        if mine and theirs and not any(a.startswith(b) or b.startswith(a) for a in mine for b in theirs):
            found[at] = DIFFER
    return found


def codes(text: str) -> list[str]:
    """The words of a text that are made of letters and digits."""
    return [word for word in text.split() if len(word) >= CODE and has_digit(word) and not word.isdigit()]


def of_words(tells: Mapping[str, float], left: list[str], right: list[str]) -> np.ndarray:
    """Texts of a few words: as written, or by the words that they share, whichever agrees better."""
    return without_other_codes(np.maximum(of_text(left, right), of_prose(tells, left, right)), left, right)


def cosines(tells: Mapping[str, float], left: list[str], right: list[str]) -> np.ndarray:
    split: dict[str, tuple[set[str], float]] = {}
    for text in {*left, *right}:
        words = set(text.split())
        split[text] = words, sum(tells.get(word, 1.0) ** 2 for word in words) ** 0.5
    found = np.zeros(len(left))
    for at, (one, other) in enumerate(zip(left, right, strict=True)):
        (first, size), (second, other_size) = split[one], split[other]
        shared = sum(tells.get(word, 1.0) ** 2 for word in first & second)
        found[at] = shared / (size * other_size) if size and other_size else 0.0
    return found


def by_limits(alike: np.ndarray, limits: Sequence[tuple[float, int]]) -> np.ndarray:
    found = np.full(len(alike), DIFFER, dtype=np.int8)
    for limit, step in reversed(limits):
        found[alike >= limit] = step
    return found


def scored(scorer: Callable, left: list[str], right: list[str]) -> np.ndarray:
    return process.cpdist(left, right, scorer=scorer)


COMPARED: dict[str, Callable[[list[str], list[str]], np.ndarray]] = {
    "given": of_given,
    "person": of_person,
    "number": of_number,
    "date": of_day,
    "phone": of_phone,
    "email": of_email,
    "linkedin": of_code,
    "site": of_code,
}

"""When somebody wants to hear from us again: "in March", "next quarter", "po pusmečio", "in drei Monaten". Pure."""

import re
from datetime import date, timedelta
from functools import cache

from leadwright.inbox import dates

__all__ = ["again_on"]

NUMBERS = {
    1: "a one an mėnesio einem ein un une uno una jeden miesiąc um uma en een один",
    2: "two couple dviejų poros porą zwei deux dos due dwa dwóch dois duas två twee два двух",
    3: "three few trijų kelių drei trois tres tre trzy trzech três drie три трех",
    4: "four keturių vier quatre cuatro quattro cztery quatro fyra четыре",
    5: "five penkių fünf cinq cinco cinque pięć fem vijf пять",
    6: "six šešių sechs seis sei sześć sex zes шесть",
    9: "nine devynių neun neuf nueve nove dziewięć nio negen девять",
    12: "twelve dvylikos zwölf douze doce dodici dwanaście doze tolv twaalf двенадцать",
}
HALF_YEAR = (
    r"half (?:a|of a) year|pusmeci\w*|puses metu|"
    r"(?:halben|halbes) jahr|six mois|medio ano|mezz'anno|pol roku|meio ano|halv\w* ar|half jaar|полгода"
)
NEXT_YEAR = (
    r"next year|new year|kitais metais|kitamet|kitus metus|nachste[sn]? jahr|kommende[sn]? jahr|annee prochaine|"
    r"(?:ano que viene|proximo ano)|anno prossimo|prossimo anno|przyszly\w* rok\w*|nasta ar|volgend jaar|"
    r"следующ\w+ год\w*"
)
NEXT_QUARTER = (
    r"next quarter|kita\w* ketvirt\w*|nachste[sn]? quartal|trimestre prochain|prochain trimestre|proximo trimestre|"
    r"prossimo trimestre|przyszlym kwartale|nasta kvartal|volgend kwartaal|следующ\w+ квартал\w*"
)
NEXT_MONTH = (
    r"next month|kita menesi|nachste[nrm]? monat|mois prochain|proximo mes|prossimo mese|nasta manad|volgende maand"
)
QUARTER = re.compile(
    r"\bq ?([1-4])\b|\b(first|second|third|fourth|pirma\w*|antra\w*|trecia\w*|ketvirta\w*) (?:quarter|ketvirt\w*)"
)
ORDINALS = {"f": 1, "s": 2, "t": 3, "p": 1, "a": 2}
UNITS = (
    r"(days?|dienu|dienos|tagen?|jours?|dias?|giorni|dni|dagar|dagen|дн\w+)|"
    r"(weeks?|savaici\w*|savaites|wochen?|semaines?|semanas?|settiman[ae]|tygodni\w*|veckor|weken|week|недел\w+)|"
    r"(months?|menesi\w*|monat\w*|mois|mes(?:es)?|mesi|miesi\w+|manader|manad|maanden|maand|месяц\w*)|"
    r"(years?|metu|jahr\w*|ans?|anos?|anni|lat|ar|jaar|год\w*|лет)"
)
# English months are words too: "may", "march". So they need a word before them.
MONTH_CUE = re.compile(
    r"(?:in|until|till|by|before|after|from|every|each|around|mid|mid-|early|late|end of|beginning of|start of|next|"
    r"this|about)[ -]{1,2}$"
)
LITHUANIAN = {
    1: "saus(?:i|io|yje)", 2: "vasar(?:i|io|yje)", 3: "kov(?:a|o|e)", 4: "balandz?(?:i|io|yje)", 5: "geguz(?:e|es|eje)",
    6: "birzel(?:i|io|yje)", 7: "liep(?:a|os|oje)", 8: "rugpjut(?:i|io|yje)", 9: "rugsej(?:i|o|yje)",
    10: "spal(?:i|io|yje)", 11: "lapkrit(?:i|yje)|lapkricio", 12: "gruod(?:i|yje)|gruodzio",
}  # fmt: skip


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    numbers = "|".join(sorted({word for row in NUMBERS.values() for word in dates.fold(row).split()}, key=len)[::-1])
    names = "|".join(sorted(map(re.escape, dates.months()), key=len, reverse=True))
    lithuanian = "|".join(f"(?P<m{number}>{stem})" for number, stem in LITHUANIAN.items())
    return {
        "span": re.compile(
            rf"\b(?:in|after|within|po|uz|nach|dans|apres|en|dentro de|fra|tra|za|po|em|daqui a|om|over|через)"
            rf"(?: an?other| the next| a| kokiu)? (\d{{1,2}}|{numbers})? ?(?:of )?(?:{UNITS})\b"
        ),
        "month": re.compile(rf"\b({names})\b"),
        "lithuanian": re.compile(rf"\b(?:{lithuanian})\b"),
    }


def again_on(folded: str, *, language: str, today: date) -> date | None:
    """The first day of the time that they name; nothing where they name none."""
    exact = [one for one in dates.find(folded, language=language, today=today) if one.day > today]
    if exact:
        return exact[0].day
    if found := span(folded, today):
        return found
    if hit := QUARTER.search(folded):
        number = int(hit[1]) if hit[1] else 4 if hit[2].startswith(("fo", "ke")) else ORDINALS[hit[2][0]]
        return coming(today, number * 3 - 2)
    if re.search(NEXT_QUARTER, folded):
        return coming(today, (today.month - 1) // 3 * 3 + 4)
    if found := month(folded, language, today):
        return found
    if re.search(NEXT_MONTH, folded):
        return coming(today, today.month + 1)
    if re.search(NEXT_YEAR, folded):
        return date(today.year + 1, 1, 1)
    return None


def span(folded: str, today: date) -> date | None:
    """ "in three months", counted from today."""
    if re.search(HALF_YEAR, folded):
        return months_on(today, 6)
    hit = patterns()["span"].search(folded)
    if not hit:
        return None
    number = int(hit[1]) if (hit[1] or "").isdigit() else number_of(hit[1] or "")
    if hit[2] or hit[3]:
        return today + timedelta(days=number * (7 if hit[3] else 1))
    return months_on(today, number * (12 if hit[5] else 1))


@cache
def number_of(word: str) -> int:
    return next((number for number, row in NUMBERS.items() if word in dates.fold(row).split()), 1)


def month(folded: str, language: str, today: date) -> date | None:
    for hit in patterns()["lithuanian"].finditer(folded):
        if language in {"lt", ""}:
            return coming(today, next(int(name[1:]) for name, value in hit.groupdict().items() if value))
    for hit in patterns()["month"].finditer(folded):
        cued = language != "en" or MONTH_CUE.search(folded[max(0, hit.start() - 16) : hit.start()])
        if cued and (len(hit[1]) >= 4 or hit[1] == "may"):
            return coming(today, dates.months()[hit[1]])
    return None


def coming(today: date, number: int) -> date:
    """The first day of that month, the next time that it comes; months beyond 12 are next year's."""
    year, number = today.year + (number - 1) // 12, (number - 1) % 12 + 1
    day = date(year, number, 1)
    return day if day > today else date(year + 1, number, 1)


def months_on(today: date, number: int) -> date:
    index = today.month - 1 + number
    year, number = today.year + index // 12, index % 12 + 1
    for day in (today.day, 30, 29, 28):
        try:
            return date(year, number, day)
        except ValueError:
            continue
    return date(year, number, 1)

"""Dates in the words of a mail, in every language that `babel` knows the months of and we listen for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from babel.dates import get_day_names, get_month_names

from leadwright.inbox.phrases import table
from leadwright.inbox.words import fold

LOCALES = ("en", "lt", "de", "fr", "es", "pl", "it", "nl", "lv", "sv", "da", "nb", "fi", "et", "pt", "ru", "cs")
TOMORROW = {
    "tomorrow",
    "rytoj",
    "demain",
    "manana",
    "jutro",
    "domani",
    "rit",
    "imorgon",
    "huomenna",
    "homme",
    "завтра",
    "morgen",
    "amanha",
}
AFTER_TOMORROW = {
    "day after tomorrow", "poryt", "ubermorgen", "apres-demain", "pasado manana", "dopodomani", "pojutrze",
    "overmorgen", "overmorgon", "depois de amanha", "послезавтра", "ylihuomenna", "ulehomme",
}  # fmt: skip
NEXT_WEEK = (
    r"next week|kita savaite|nachste woche|nachster woche|la semaine prochaine|la proxima semana|"
    r"w przyszlym tygodniu|volgende week"
)
NO_MONTH = r"mardi|martes|martedi|marti\b|major|mayor|mart[aei]n|maria|mark|main|jung|julia|okt?o\b"  # begin alike
LONGEST_DAYS = 400
# A number alone: no hour, no percent, no part of a date, no length of time.
BARE_DAY = re.compile(
    r"\b(\w+(?: [^\W\d]+){0,3} )(\d{1,2})(?:st|nd|rd|th|er|º|\.)?(?=[\s,;!)]|[.]?$|\.\s)(?! ?(?:[^\W\d]*(?:day|"
    r"dag|tag|jour|dia|giorn|dni|"
    r"dien|week|woche|savait|semain|seman|settiman|tygod|veck|недел|hour|stunde|heure|hora|ore\b|uhr|val\b|am\b|pm\b|uur|klo|час)|"
    r"de |di |d'|\d|[./:-]\d))",
)


RANGES = {" al ", " au ", " ao "}  # "from the 30th of November to the 8th of December" takes the 8th in
SENTENCE_END = re.compile(r"[.;!]\s")
CLAUSE = re.compile(r"[.;)]\s+[^\W\d]|,\s+[^\W\d]+\s[^\W\d]")


@dataclass(frozen=True)
class Found:
    start: int
    end: int
    day: date


@cache
def months() -> dict[str, int]:
    return names_of(get_month_names, {})


@cache
def weekdays() -> dict[str, int]:
    short = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "pirmadieni": 0, "antradieni": 1, "treciadieni": 2}
    bent = {"ketvirtadieni": 3, "penktadieni": 4, "srode": 2, "srody": 2, "среду": 2, "пятницу": 4, "субботу": 5}
    short |= {"segunda": 0, "terca": 1, "quarta": 2, "quinta": 3, "sexta": 4, "antradienio": 1}
    return names_of(get_day_names, {**short, **bent})


def names_of(names: object, more: dict[str, int]) -> dict[str, int]:
    found = dict(more)
    for locale in LOCALES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in names(width, context, locale).items():
                    plain = fold(name).strip(". ")
                    if len(plain) >= 3 and width == "wide" or len(plain) >= 3 and names is get_month_names:
                        found.setdefault(plain, number)
    return found


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    month = "|".join(sorted(map(re.escape, months()), key=len, reverse=True))
    day = "|".join(sorted(map(re.escape, weekdays()), key=len, reverse=True))
    year = r"(?:(?:,? {0,2}|-)(?:de |del )?(20\d\d))?"
    return {
        "iso": re.compile(r"\b(20\d\d) ?[-./] ?(\d{1,2}) ?[-./] ?(\d{1,2})\b"),
        "numbers": re.compile(r"\b(\d{1,2}) ?[./-] ?(\d{1,2}) ?[./-] ?(20\d\d|\d\d)\b"),
        "short": re.compile(r"\b(\d{1,2})[./-](\d{1,2})(?![\d:])(?! ?(?:uhr|val|pm|am|h\b|%|eur|°))"),
        "day_month": re.compile(
            rf"\b(\d{{1,2}})(?:st|nd|rd|th|er|\.|º|°|ro)?(?: of| de| d\.?| den|-)? {{0,2}}"
            rf"(?!{NO_MONTH})({month})\w{{0,3}}\.?{year}"
        ),
        "month_day": re.compile(
            rf"(?:\b(20\d\d) ?(?:m\.?|metu|gada|\.)? )?\b"
            rf"(?!{NO_MONTH})({month})\w{{0,3}}\.? {{0,2}}(?:the )?(\d{{1,2}})"
            rf"(?!\d|[:.]\d)(?:st|nd|rd|th)?(?: ?- ?(\d{{1,2}}))?(?: ?d\.)?{year}"
        ),
        "weekday": re.compile(rf"\b({day})\b"),
        "relative": re.compile(rf"\b(?<!guten )(?<!goede )(?:{'|'.join((*AFTER_TOMORROW, *TOMORROW))}|{NEXT_WEEK})\b"),
    }


def find(folded: str, *, language: str, today: date) -> list[Found]:
    """Each date in the text, first in the text first. A day without a year is the nearest to come."""
    found: list[Found] = []
    taken: list[tuple[int, int]] = []
    for one in readings(folded[:8_000], language, today):
        if not any(one.start < end and start < one.end for start, end in taken):
            found.append(one)
            taken.append((one.start, one.end))
    return sorted(found, key=lambda one: one.start)


def readings(text: str, language: str, today: date) -> Iterator[Found]:
    by = patterns()
    for hit in by["iso"].finditer(text):
        yield from dated(hit, int(hit[1]), int(hit[2]), int(hit[3]), today)
    for hit in by["numbers"].finditer(text):
        a, b, year = int(hit[1]), int(hit[2]), int(hit[3])
        year = year if year > 99 else 2000 + year
        yield from dated(hit, year, *((a, b) if b > 12 else (b, a)), today)
    for hit in by["month_day"].finditer(text):
        year = int(hit[1] or hit[5] or 0)
        yield from dated(hit, year, months()[hit[2]], int(hit[4] or hit[3]), today)
    for hit in by["day_month"].finditer(text):
        yield from dated(hit, int(hit[3] or 0), months()[hit[2]], int(hit[1]), today)
    for hit in by["short"].finditer(text):
        a, b = int(hit[1]), int(hit[2])
        month_first = b > 12 or (language == "lt" and a <= 12)
        yield from dated(hit, 0, *((a, b) if month_first else (b, a)), today)
    for hit in by["weekday"].finditer(text):
        ahead = (weekdays()[hit[1]] - today.weekday() - 1) % 7 + 1
        yield Found(hit.start(), hit.end(), today + timedelta(days=ahead))
    for hit in by["relative"].finditer(text):
        ahead = 1 if hit[0] in TOMORROW else 2 if hit[0] in AFTER_TOMORROW else 7 - today.weekday()
        yield Found(hit.start(), hit.end(), today + timedelta(days=ahead))


def dated(hit: re.Match[str], year: int, month: int, day: int, today: date) -> Iterator[Found]:
    try:
        found = date(year or today.year, month, day)
        if not year and (today - found).days > 45:
            found = date(today.year + 1, month, day)
    except ValueError:
        return
    yield Found(hit.start(), hit.end(), found)


def return_day(folded: str, *, language: str, today: date) -> date | None:
    """The day on which somebody who is away is back, as far as their words say. Past days and far ones do not count."""
    named = find(folded, language=language, today=today)
    ahead = [one for one in named if 0 <= (one.day - today).days <= LONGEST_DAYS]
    best: tuple[bool, date] | None = None
    if ahead and (day := bare_day(folded, named, max(one.day for one in ahead))):
        ahead.append(day)
    for one in ahead:
        before = folded[max(0, one.start - 40, said_before(folded, named, one)) : one.start]
        after = SENTENCE_END.split(folded[one.end : one.end + 25])[0]
        until, back = (
            bool(table("UNTIL").search(before) or before.rstrip().endswith("-")),
            bool(table("BACK").search(before)),
        )
        spans = any(folded[other.end : one.start] in RANGES for other in named if other.end < one.start)
        through = spans or until and bool(table("INCLUSIVE").search(before[-30:]) or table("INCLUSIVE").search(after))
        rank = (until or back, one.day + timedelta(days=1) if through else one.day)
        best = max(best, rank) if best else rank
    return best[1] if best else None


def said_before(folded: str, named: list[Found], one: Found) -> int:
    """Where the words begin that speak of this date: behind the last one that has a sentence or a clause of its own."""
    ends = (other.end for other in named if other.end <= one.start and CLAUSE.search(folded[other.end : one.start]))
    return max(ends, default=0)


def bare_day(folded: str, named: list[Found], last: date) -> Found | None:
    """ "Away until Friday 11 December, back on the 14th": a number behind a word for coming back is a day that comes
    after the `last` that was named."""
    for hit in BARE_DAY.finditer(folded):
        taken = any(hit.start(2) < one.end for one in named)
        if not taken and table("BACK").search(hit[1]) and 1 <= int(hit[2]) <= 31:
            for ahead in range(1, 32):
                day = last + timedelta(days=ahead)
                if day.day == int(hit[2]):
                    return Found(hit.start(2), hit.end(2), day)
    return None

"""Countries as people write them, and the time zone of a place or of a phone number. A country with many zones gives
none unless the city names one; then the number may."""

from datetime import datetime
from functools import cache, lru_cache
from importlib import resources
from zoneinfo import ZoneInfo

import phonenumbers
from babel import Locale, UnknownLocaleError
from phonenumbers.timezone import UNKNOWN_TIMEZONE, time_zones_for_number

from leadwright.leads.matching import folded

SPELLED = {
    "uk": "GB",
    "great britain": "GB",
    "england": "GB",
    "scotland": "GB",
    "wales": "GB",
    "usa": "US",
    "u s a": "US",
    "united states of america": "US",
    "jav": "US",
    "holland": "NL",
    "czech republic": "CZ",
    "czechia": "CZ",
    "uae": "AE",
    "lietuvos respublika": "LT",
}
MAINLANDS = frozenset({"ES", "PT", "NZ"})  # their islands have zones of their own
SEASONS = (datetime(2026, 1, 15), datetime(2026, 7, 15))
LANGUAGES = ("en", "lt", "lv", "et", "pl", "de", "nb", "sv", "fi", "da", "fr", "es", "it", "nl")


def country_code(text: str) -> str:
    """ISO 3166 letters of a country written as a code or as a name; "" where it is neither."""
    written = text.strip()
    if len(written) == 2 and written.upper() in codes():
        return written.upper()
    return names().get(folded(written), "")


def zone_of(country: str, city: str = "") -> str:
    """The IANA zone of a place; "" where the country keeps several times and the city names none of its zones."""
    zones = zones_of_countries().get(country, ())
    named = folded(city)
    by_city = next((zone for zone in zones if named and folded(zone.rpartition("/")[2]) == named), "")
    return by_city or (zones[0] if zones and (country in MAINLANDS or keeps_one_time(country)) else "")


@cache
def keeps_one_time(country: str) -> bool:
    clocks = {
        tuple(at.replace(tzinfo=ZoneInfo(zone)).utcoffset() for at in SEASONS) for zone in zones_of_countries()[country]
    }
    return len(clocks) == 1


@cache
def codes() -> frozenset[str]:
    return frozenset(zones_of_countries())


@cache
def names() -> dict[str, str]:
    found: dict[str, str] = {}
    for language in LANGUAGES:
        try:
            territories = Locale.parse(language).territories
        except UnknownLocaleError:  # pragma: no cover - a trimmed Babel
            continue
        for code, name in territories.items():
            if code in codes():
                found.setdefault(folded(name), code)
    return found | SPELLED


@cache
def zones_of_countries() -> dict[str, tuple[str, ...]]:
    """Country to zones, most populous first, from the zone table of the tz database."""
    table = (resources.files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    found: dict[str, tuple[str, ...]] = {}
    for line in table.splitlines():
        if line and not line.startswith("#"):
            country, _position, zone = line.split("\t")[:3]
            found[country] = (*found.get(country, ()), zone)
    return found


@lru_cache(maxsize=1 << 14)
def zone_of_phone(phone: str) -> str:
    """The IANA zone of a number (E.164), where it names exactly one; "" for a mobile one of a country with several."""
    if not phone.startswith("+"):
        return ""
    try:
        number = phonenumbers.parse(phone)
    except phonenumbers.NumberParseException:
        return ""
    if of_country := zone_of(phonenumbers.region_code_for_number(number) or ""):
        return of_country
    zones = time_zones_for_number(number)
    return zones[0] if len(zones) == 1 and zones[0] != UNKNOWN_TIMEZONE else ""

"""When the law lets a stranger be called: by the country of whom we call and the clock on their wall. Pure.

No legal advice; a person who knows the law of a country is asked before calls go there. Sources:
- US: 47 CFR 64.1200(c)(1), 8 a.m. to 9 p.m. at the called party's location. Some states are stricter.
- CA: CRTC Unsolicited Telecommunications Rules, part III, 23: weekdays 9:00 to 21:30, week-ends 10:00 to 18:00.
- FR: decree 2022-1313: Monday to Friday 10:00 to 13:00 and 14:00 to 20:00, not on public holidays.
- AU: Telecommunications (Telemarketing and Research Calls) Industry Standard 2017: weekdays 9 to 20, Saturdays 9 to 17,
  not on Sundays and national public holidays.
"""

from datetime import time
from functools import lru_cache

from leadwright.cadences.hours import Hours, Week, Windows, week

EARLY, LATE = time(8), time(21)
LAW: dict[str, tuple[Windows, ...]] = {
    "US": (((EARLY, LATE),),) * 7,
    "CA": (((time(9), time(21, 30)),),) * 5 + (((time(10), time(18)),),) * 2,
    "FR": (((time(10), time(13)), (time(14), time(20))),) * 5 + ((), ()),
    "AU": (((time(9), time(20)),),) * 5 + (((time(9), time(17)),), ()),
}


@lru_cache(maxsize=1024)
def lawful(hours: Hours, country: str) -> Hours:
    """The hours in which they may be called: those of the cadence, cut by the law of the country. Where that leaves
    nothing, the law's own hours."""
    law = LAW.get(country.upper())
    if law is None:
        return hours
    days = hours.days if isinstance(hours, Week) else (hours,) * 5 + ((), ())
    cut = tuple(common(mine, allowed) for mine, allowed in zip(days, law, strict=True))
    return week(cut if any(cut) else law)


def common(mine: Windows, allowed: Windows) -> Windows:
    found = [(max(a, c), min(b, d)) for a, b in mine for c, d in allowed]
    return tuple(sorted(window for window in found if window[0] < window[1]))

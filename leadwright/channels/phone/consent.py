"""Whether a call may be recorded, by the country of the person who is called. Pure.

`ASK`: nothing is recorded until they have said yes, and the rep has noted it. `TELL`: they hear a sentence before they
are put through, and the recording begins with the answer. Where a country is not in the table, or has states of both
kinds, the stricter rule holds. This is a table for engineers, not legal advice; each line names its source.
"""

from dataclasses import dataclass
from enum import StrEnum


class Consent(StrEnum):
    ASK = "ask"
    TELL = "tell"


@dataclass(frozen=True)
class Rule:
    consent: Consent
    source: str


# The member states of the EU and the EEA: no recording of a talk without the consent of those who take part in it.
EUROPE = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK"
EPRIVACY = "Directive 2002/58/EC, Article 5(1); Regulation (EU) 2016/679, Articles 6(1)(a) and 13"
NOT_KNOWN = Rule(Consent.ASK, "This country is not in our table, so the strictest rule holds")
RULES = {country: Rule(Consent.ASK, EPRIVACY) for country in EUROPE.split()} | {
    "AT": Rule(Consent.ASK, f"Strafgesetzbuch (Austria), section 120; {EPRIVACY}"),
    "DE": Rule(Consent.ASK, f"Strafgesetzbuch (Germany), section 201; {EPRIVACY}"),
    "FR": Rule(Consent.ASK, f"Code pénal, article 226-1; {EPRIVACY}"),
    "CH": Rule(Consent.ASK, "Swiss Criminal Code, article 179ter"),
    "GB": Rule(Consent.ASK, "UK GDPR, Articles 6 and 13; SI 2018/356, regulations 3 and 4"),
    "US": Rule(
        Consent.ASK,
        "18 U.S.C. 2511(2)(d) asks for one party, but California (Penal Code 632), Florida (934.03), Pennsylvania "
        "(18 Pa.C.S. 5704), Washington (RCW 9.73.030) and others for all; the state is not known",
    ),
    "CA": Rule(Consent.ASK, "PIPEDA, Schedule 1, principle 4.3"),
    "AU": Rule(Consent.ASK, "Telecommunications (Interception and Access) Act 1979, section 7, and acts of the states"),
    "NZ": Rule(Consent.TELL, "Crimes Act 1961, section 216B(2)(a); Privacy Act 2020, principle 3"),
    "ZA": Rule(Consent.TELL, "Act 70 of 2002 (RICA), section 4; POPIA, section 18"),
}


def rule_of(country: str) -> Rule:
    """The rule for an ISO country code, in any case; the strictest where it is not known."""
    return RULES.get(country.upper(), NOT_KNOWN)

"""How a simulated rep finds out about a lead: the company's site, then their own words in the brief."""

from datetime import datetime

from leadwright.kit.http import NotFetched
from leadwright.leads.models import Lead
from leadwright.market.companies import NEEDS
from leadwright.market.models import Market
from leadwright.market.people import Person, person
from leadwright.research.checking import brief_of, check, write
from leadwright.research.models import Fact
from leadwright.research.site_reading import read_site
from leadwright.team.models import Member

GAPS = {
    "paper": "nobody sees the temperatures before the lorry is back",
    "claims": "there is no record to show to the customer who refuses a load",
    "audit": "the records are in several places and not by load",
    "blind": "nobody is told at night or on the road",
    "growth": "each brand of logger has its own program",
}
OPENERS = {
    "paper": "I read on your site how many temperature sheets your drivers hand in each month.",
    "claims": "I read on your site that you promise your customers a record of each journey.",
    "audit": "I read on your site that you are preparing for an audit.",
    "blind": "I read on your site that your cold rooms are checked by hand three times a day.",
    "growth": "I read on your site that you bought new vehicles this year.",
}


def research(market: Market, lead: Lead, *, by: Member, now: datetime) -> None:
    """Read the site once a company, fill the brief, have it checked."""
    who = person(market.seed, lead.email)
    read = site_was_read(lead, by, now)
    firm = who.company
    if not read:
        know_otherwise(lead, who, by, now)
    brief = brief_of(lead, now)
    words = {
        "company": brief.company or f"{lead.account.name if lead.account else firm.name}: {firm.sells}.",
        "need": f"{NEEDS[firm.need]}.",
        "gap": f"{GAPS[firm.need]}",
        "role": who.buying_role,
        "opener": OPENERS[firm.need] if read and firm.site == "good" else "",
    }
    write(brief, words, by=by, now=now)
    check(brief, by=by, now=now)


def site_was_read(lead: Lead, by: Member, now: datetime) -> bool:
    if lead.account is None or not lead.account.domain.endswith(".example"):
        return False
    if Fact.objects.filter(account=lead.account).exists():
        return True
    try:
        return bool(read_site(lead.account, by=by, now=now, pause=at_once))
    except NotFetched:
        return False


def at_once(_seconds: float) -> None:
    """The market's sites are our own: nobody is disturbed."""


def know_otherwise(lead: Lead, who: Person, by: Member, now: datetime) -> None:
    """The site gave nothing: what the person's profile says is a fact as well."""
    text = f"{lead.title or who.title} at {lead.account.name if lead.account else who.company.name}"
    if not Fact.objects.filter(lead=lead, text=text).exists():
        Fact.objects.create(
            lead=lead, text=text, kind="people", source="LinkedIn profile", seen_on=now.date(), added_by=by
        )

"""What a company's own pages say, with the page and the day."""

import json

import pytest

from leadwright.kit.http import NotFetched, Page
from leadwright.research import checking
from leadwright.research.models import Brief, Fact
from leadwright.research.site_reading import read_site
from tests.cast import a_lead

HOME = "https://pieno-kelias.example/"
ORGANISATION = {
    "@context": "https://schema.org",
    "@graph": [
        {
            "@type": ["Organization"],
            "description": "Dairy with four depots.",
            "numberOfEmployees": {"@type": "QuantitativeValue", "value": 240},
            "address": {"streetAddress": "Pieno 1", "addressLocality": "Panevėžys", "addressCountry": {"name": "LT"}},
            "foundingDate": "1994",
            "founder": {"@type": "Person", "name": "Darius Vaitkus", "jobTitle": "COO"},
        }
    ],
}
FRONT = f"""<html><head><title>Pieno Kelias</title><meta name="description" content="Milk on time.">
<script type="application/ld+json">{json.dumps(ORGANISATION)}</script></head>
<body><a href="mailto:x@y">x</a><a href="/apie-mus#top">Apie mus</a></body></html>"""
ABOUT = "<html><body><main><p>Short.</p>"
ABOUT += "<p>We drive 33 own lorries and hire about twenty more in summer.</p></main></body></html>"


def site(**pages: str):
    """A web of a few pages; asking for another is answered as the guarded door answers."""

    def fetch(url: str, *, accept: str = "text/html") -> Page:
        path = url.split("pieno-kelias.example/")[-1].split("#")[0] or "home"
        if path not in pages:
            raise NotFetched("The page is not there.")
        return Page(url, 200, "text/html", pages[path])

    return fetch


def test_a_site_gives_facts_with_their_page_and_day(cast, now):
    lead = a_lead(cast.alice)
    brief = checking.brief_of(lead, now)
    found = read_site(lead.account, by=cast.alice, now=now, fetch=site(home=FRONT, **{"apie-mus": ABOUT}))
    said = {fact.text: fact for fact in found}
    assert set(said) == {
        "Dairy with four depots.",
        "240 employees",
        "Pieno 1, Panevėžys, LT",
        "Founded 1994",
        "Darius Vaitkus, COO",
        "Milk on time.",
        "We drive 33 own lorries and hire about twenty more in summer.",
    }
    assert said["240 employees"].kind == "size" and said["240 employees"].source == HOME
    assert said["Founded 1994"].seen_on == now.date()
    brief.refresh_from_db()
    assert brief.company == "Dairy with four depots."


def test_reading_twice_and_what_was_struck_out_adds_nothing(cast, now):
    lead = a_lead(cast.alice)
    fetch = site(home=FRONT)
    first = read_site(lead.account, by=cast.alice, now=now, fetch=fetch)
    Fact.objects.filter(pk=first[0].pk).update(struck_out_at=now)
    assert read_site(lead.account, by=cast.alice, now=now, fetch=fetch) == []
    assert Fact.objects.count() == len(first)


def test_what_a_person_wrote_is_not_replaced(cast, now):
    lead = a_lead(cast.alice)
    brief = checking.brief_of(lead, now)
    checking.write(brief, {"company": "Ours"}, by=cast.alice, now=now)
    read_site(lead.account, by=cast.alice, now=now, fetch=site(home=FRONT))
    assert Brief.objects.get().company == "Ours"


@pytest.mark.parametrize(
    "page",
    [
        "",
        "   ",
        "not html at all",
        "<html><script type='application/ld+json'>{broken</script><p>x</p></html>",
        "<html><script type='application/ld+json'>[[[{\"@type\": 7}]]]</script></html>",
        '<html><script type="application/ld+json">{"@type":"Organization","description":{"a":[]},'
        '"numberOfEmployees":[],"address":[],"founder":[3,null]}</script></html>',
        "<p>" * 5000,
        "<a href='http://[bad'>about</a>",
        "<a href='https://elsewhere.example/about'>About</a>",
    ],
)
def test_a_hostile_or_empty_page_breaks_nothing(cast, now, page):
    found = read_site(a_lead(cast.alice).account, by=cast.alice, now=now, fetch=site(home=page))
    assert all(len(fact.text) <= 500 for fact in found)


def test_endless_words_are_cut_at_a_word(cast, now):
    page = f'<meta name="description" content="{"word " * 400}">'
    (fact,) = read_site(a_lead(cast.alice).account, by=cast.alice, now=now, fetch=site(home=page))
    assert len(fact.text) <= 500 and fact.text.endswith("word…")


def test_nothing_is_fetched_where_no_address_is_known(cast, now):
    account = a_lead(cast.alice).account
    account.domain = account.website = ""
    with pytest.raises(NotFetched, match="no web address"):
        read_site(account, by=cast.alice, now=now)

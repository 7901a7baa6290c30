"""What is read beside a company's site: its news feed, and texts that people paste; each fact with its words."""

import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from leadwright.kit.http import NotFetched, Page
from leadwright.research import refreshing
from leadwright.research.models import Fact
from leadwright.research.providers import FETCHING, About, provider
from leadwright.research.providers.feed.items import NotAFeed, items_of
from leadwright.research.providers.pasted.reading import claims_in
from tests.cast import a_lead

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Kita</title><link>https://kita.example/</link>
<item><title>A calm summer</title><link>https://kita.example/n/1</link>
<pubDate>Mon, 03 Aug 2026 09:00:00 GMT</pubDate></item>
<item><title>Kita raises 4 million &amp; hires</title><link>https://kita.example/n/2</link>
<description>&lt;p&gt;The round was led by &lt;b&gt;Baltic Fund&lt;/b&gt;.&lt;/p&gt;</description>
<pubDate>Tue, 10 Nov 2026 09:00:00 +0200</pubDate></item>
<item><title>Atidarome naują sandėlį Kaune</title><link>https://kita.example/n/3</link></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Kita</title>
<entry><title>Jana Ras appointed COO</title><link rel="self" href="https://x.example/"/>
<link href="https://kita.example/a"/>
<updated>2026-10-01T10:00:00Z</updated><summary>From October.</summary></entry></feed>"""
BOMB = (
    '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><rss><channel><item><title>&c;</title></item></channel></rss>'
)
PROFILE = """Ona Lapė
Head of Quality at Pieno Kelias | Cold chain
Kaunas, Lithuania
Contact: ona.lape@pk.example, +370 612 34567

Experience
Head of Quality
Pieno Kelias · Full-time
Jan 2021 - Present · 5 yrs
Quality Engineer
Other Firm
2015 - 2020
"""
RESULT = """Pieno Kelias expands: the dairy opens a new warehouse in Klaipėda
Pieno Kelias has 240 employees. We are hiring a quality manager for our new plant.
The weather was fine in Kaunas.
"""


def web(pages: dict[str, str]):
    asked = []

    def fetch(url: str, *, accept: str = "text/html") -> Page:
        asked.append(url)
        if url not in pages:
            raise NotFetched("not there")
        return Page(url, 200, "text/html", pages[url])

    return fetch, asked


def read(name: str, pages: dict[str, str]):
    fetch, asked = web(pages)
    about = About(company="Kita", domain="kita.example")
    return provider(name).claims(about, fetch=fetch, pause=lambda seconds: None), asked


def test_every_provider_keeps_the_contract():
    for name in (*FETCHING, "pasted", "model"):
        one = provider(name)
        assert name == one.NAME and str(one.LABEL)
        assert one.reads(About()) is False


def test_a_feed_becomes_signals_with_their_words_and_days():
    home = '<link rel="alternate" type="application/rss+xml" href="/news.xml">'
    claims, _asked = read("feed", {"https://kita.example/": home, "https://kita.example/news.xml": RSS})
    told = {claim.kind: claim for claim in claims}
    assert set(told) == {"funding", "expansion", "news"} and claims[-1].kind == "news"
    assert told["funding"].text == "Kita raises 4 million & hires (2026-11-10)"
    assert told["funding"].words == "The round was led by Baltic Fund ." and told["funding"].source.endswith("/n/2")
    assert [item.address for item in items_of(ATOM)] == ["https://kita.example/a"]
    assert str(items_of(ATOM)[0].day) == "2026-10-01"


def test_a_feed_of_others_and_one_that_robots_txt_keeps_are_left_alone():
    home = '<link rel="alternate" type="application/rss+xml" href="https://other.example/feed">'
    pages = {"https://kita.example/": home, "https://other.example/feed": RSS}
    with pytest.raises(NotFetched, match="names no feed"):
        read("feed", pages)
    keep = {"https://kita.example/robots.txt": "User-agent: *\nDisallow: /feed", "https://kita.example/feed/": RSS}
    fetch, asked = web(keep)
    with pytest.raises(NotFetched):
        provider("feed").claims(About(domain="kita.example"), fetch=fetch, pause=lambda seconds: None)
    assert "https://kita.example/feed/" not in asked


@pytest.mark.parametrize("text", [BOMB, "<html><p>x</p></html>", "", "no xml", "<rss><channel>"])
def test_what_is_no_feed_or_declares_entities_is_not_read(text):
    with pytest.raises(NotAFeed):
        items_of(text)


def test_a_profile_says_role_place_and_contact_with_its_lines():
    told = {(claim.kind, claim.text): claim.words for claim in claims_in(PROFILE, "LinkedIn", company="Pieno Kelias")}
    assert told["role", "Head of Quality at Pieno Kelias | Cold chain"].startswith("Head of Quality at")
    assert told["role", "Head of Quality, Pieno Kelias (Jan 2021–)"] == "Jan 2021 - Present · 5 yrs"
    assert told["place", "Kaunas, Lithuania"] == "Kaunas, Lithuania"
    assert ("contact", "ona.lape@pk.example") in told and ("contact", "+370 612 34567") in told
    assert not any("Quality Engineer" in text for _kind, text in told)


def test_a_search_result_says_what_it_says_of_the_company_alone():
    kinds = {claim.kind for claim in claims_in(RESULT, "search", company="UAB Pieno Kelias")}
    assert kinds == {"expansion", "size", "hiring"}
    assert {claim.kind for claim in claims_in(RESULT, "search", company="Quite Another")} <= {"size", "hiring"}


@given(
    st.text(
        st.sampled_from("Head of Quality at Kita, Kaunas Lithuania 2020 - Present 240 employees\n+37061234567@."),
        max_size=200,
    )
)
def test_no_fact_is_without_words_that_stand_in_the_text(text):
    plain = " ".join(text.split())
    for claim in claims_in(text, "note"):
        assert claim.words and claim.words in plain


def test_pasted_facts_are_proposed_once_and_struck_out_for_good(cast, as_member):
    lead = a_lead(cast.alice)
    client, door = as_member(cast.alice), reverse("research:pasted", args=[lead.pk])
    assert client.post(door, {"text": " ", "source": "x"}).status_code == 422
    client.post(door, {"text": PROFILE, "source": "LinkedIn profile"})
    facts = Fact.objects.filter(lead=lead)
    assert facts.count() == 5 and all(fact.read_by_us and fact.words for fact in facts)
    page = client.get(reverse("research:panel", args=[lead.pk])).content.decode()
    assert "Jan 2021 - Present" in page and "80 % sure" in page
    struck = facts.get(kind="place")
    client.post(reverse("research:struck_out", args=[lead.pk, struck.pk]))
    client.post(door, {"text": PROFILE, "source": "LinkedIn profile"})
    assert facts.count() == 5 and facts.get(pk=struck.pk).struck_out_at
    saved = SimpleUploadedFile("p.html", f"<html><body><p>{RESULT}</p></body></html>".replace("\n", "</p><p>").encode())
    client.post(door, {"file": saved, "source": "search"})
    assert Fact.objects.filter(account=lead.account, kind="size").exists()
    assert as_member(cast.charlie).post(door, {"text": PROFILE, "source": "x"}).status_code == 404


@pytest.mark.wire
def test_the_timer_reads_site_and_feed_through_the_guarded_door(cast, now, settings):
    class Site(BaseHTTPRequestHandler):
        def do_GET(self):
            told = {"/": ("text/html", "<p>Kita makes cheese in Kaunas since 1999.</p>"), "/feed/": ("text/xml", RSS)}
            kind, text = told.get(self.path, ("text/html", ""))
            self.send_response(200 if text else 404)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *told):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        settings.DEMO, settings.MARKET_ADDRESS = True, f"127.0.0.1:{server.server_port}"
        lead = a_lead(cast.alice, "ona@kita.example")
        old = now.date() - timedelta(days=400)
        Fact.objects.create(account=lead.account, text="x", kind="news", source="https://kita.example/", seen_on=old)
        assert refreshing.refresh_stale(now=now) == 1
        assert Fact.objects.filter(account=lead.account, kind="funding", words__contains="Baltic Fund").exists()
    finally:
        server.shutdown()
        server.server_close()

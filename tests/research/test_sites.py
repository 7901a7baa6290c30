"""Fifty company sites of many shapes, read over real HTTP; and facts that grow old."""

from datetime import timedelta

import pytest
from django.urls import reverse

from leadwright.kit.http import NotFetched, Page
from leadwright.leads.models import Status
from leadwright.research import refreshing
from leadwright.research.ageing import is_stale
from leadwright.research.models import Fact, SiteVisit
from leadwright.research.site_reading import read_site
from leadwright.research.walking import walk
from measure.research import JUDGED, read_all, served
from measure.sites import sites
from tests.cast import a_lead


@pytest.mark.wire
def test_what_fifty_sites_say_of_themselves_is_found_and_right(db):
    told, right, said, found = read_all(sites(50))
    for kind in JUDGED:
        assert found[kind] >= 0.9 * told[kind] and right[kind] >= 0.95 * said[kind], (kind, found[kind], told[kind])
    assert found.total() >= 0.95 * told.total() > 500


def web(pages: dict[str, str]):
    asked = []

    def fetch(url: str, *, accept: str = "text/html") -> Page:
        path = url.removeprefix("https://pk.example")
        asked.append(path)
        if path not in pages:
            raise NotFetched("not there")
        return Page(url, 200, "text/html", pages[path])

    return fetch, asked


HOME = '<a href="/about">About us</a><a href="/team">Team</a><a href="https://other.example/jobs">Jobs</a>'


def test_what_robots_txt_keeps_is_left_alone_and_the_pace_is_theirs():
    robots = "User-agent: *\nDisallow: /team\nCrawl-delay: 3\n"
    fetch, asked = web({"/": HOME, "/robots.txt": robots, "/about": "<p>x</p>", "/team": "<p>y</p>"})
    waited = []
    assert [kind for kind, _page in walk("https://pk.example/", fetch, pause=waited.append)] == ["home", "about"]
    assert asked == ["/robots.txt", "/", "/about"] and waited == [3.0]
    fetch, _asked = web({"/": HOME, "/robots.txt": "User-agent: Leadwright\nDisallow: /\n"})
    with pytest.raises(NotFetched, match="asks programs not to read"):
        list(walk("https://pk.example/", fetch, pause=waited.append))


def test_each_kind_of_fact_is_believed_for_a_time_of_its_own(now):
    today = now.date()
    assert is_stale("hiring", today - timedelta(days=61), today=today)
    assert not is_stale("what", today - timedelta(days=61), today=today)


def test_a_fact_that_still_stands_there_is_young_again(cast, now):
    account = a_lead(cast.alice, "a@pk.example").account
    fetch, _asked = web({"/": '<meta name="description" content="Dairy with depots."><p>x</p>'})
    account.website = "https://pk.example/"
    read_site(account, by=None, now=now - timedelta(days=400), fetch=fetch, pause=lambda _s: None)
    assert read_site(account, by=None, now=now, fetch=fetch, pause=lambda _s: None) == []
    assert Fact.objects.get().seen_on == now.date() and 0 < Fact.objects.get().confidence < 1


@pytest.mark.wire
def test_stale_facts_are_refreshed_by_rule_and_a_broken_site_waits_a_week(cast, now):
    site = sites(1)[0]
    lead = a_lead(cast.alice, f"a@{site.host}")
    gone = a_lead(cast.alice, "a@gone.example")
    ended = a_lead(cast.alice, "a@ended.example", status=Status.DISQUALIFIED)
    for one in (lead, gone, ended):
        old = now.date() - timedelta(days=400)
        Fact.objects.create(account=one.account, text="old", kind="hiring", source="https://x.example/", seen_on=old)
    with served([site]):
        assert refreshing.refresh_stale(now=now, pause=lambda _seconds: None) == 1
    assert Fact.objects.filter(account=lead.account, seen_on=now.date()).count() > 3
    assert SiteVisit.objects.get(account=gone.account).said and not SiteVisit.objects.filter(account=ended.account)
    assert not refreshing.due(now + timedelta(days=1)).exists()


def test_a_person_confirms_what_the_program_proposed(cast, as_member, now):
    lead = a_lead(cast.alice)
    told = {"account": lead.account, "text": "240 people", "source": "https://pk.example/", "confidence": 0.7}
    fact = Fact.objects.create(**told, seen_on=now.date() - timedelta(days=900))
    page = as_member(cast.alice).get(reverse("research:panel", args=[lead.pk])).content.decode()
    assert "70 % sure" in page and ">old<" in page
    door = reverse("research:confirmed", args=[lead.pk, fact.pk])
    assert as_member(cast.charlie).post(door).status_code == 404
    page = as_member(cast.alice).post(door, headers={"HX-Request": "true"}).content.decode()
    fact.refresh_from_db()
    assert fact.confirmed_by == cast.alice and "confirmed" in page and ">old<" not in page

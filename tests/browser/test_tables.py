"""Tables of who gets a meeting, of deals and of money fit a phone: each row is a small card, and nothing scrolls."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from leadwright.commissions.paying import default_plans
from leadwright.leads.models import Status
from leadwright.meetings.booking import book, rules_of
from leadwright.pipeline import handing_over
from leadwright.pipeline.models import Opportunity
from tests.cast import a_lead
from tests.pipeline.stage import a_qualified_lead, an_offer

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
WIDE = """() => [...document.querySelectorAll(".scroll, .card:has(> .table)")]
    .filter(each => each.scrollWidth > each.clientWidth + 1).map(each => each.textContent.trim().slice(0, 60))"""
PAGES = ("/pipeline/forecast/", "/meetings/routing/", "/pipeline/?view=list", "/meetings/", "/commissions/plans/",
         "/qualification/score/")  # fmt: skip


def test_no_table_scrolls_sideways_on_a_phone(page: Page, cast, seated, monday):
    for month in range(5):
        at = monday - timedelta(days=30 * month + 12)
        lead = a_qualified_lead(cast.alice, f"p{month}@c{month}.example", now=at)
        deal = handing_over.accept(an_offer(cast, lead, now=at), by=cast.erin, now=at)
        Opportunity.objects.filter(pk=deal.pk).update(created_at=at)
        deal.refresh_from_db()
        if month:
            deal.move("won", by=cast.erin, now=at + timedelta(days=9), amount_cents=4_321_000, won_reason="The audit")
    rules_of(cast.workspace)
    default_plans(cast.workspace, monday)
    book(a_lead(cast.alice), starts_at=monday + timedelta(days=2), by=cast.alice, now=monday)
    a_lead(cast.alice, "next@next.example", status=Status.ANSWERED)
    page.set_viewport_size({"width": 390, "height": 844})
    seated(cast.dana)
    for address in PAGES:
        page.goto(address)
        expect(page.locator("main .table tr").first).to_be_attached()
        assert page.evaluate(WIDE) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address

"""On a phone, by thumb: Today, the lead page, a call, a reply."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from leadwright.conversations.models import Call, Message
from leadwright.inbox.models import Reply
from leadwright.tasks.models import Task, TaskKind
from tests.browser import a_day

pytestmark = pytest.mark.browser

# What a thumb presses is 44 px high; links within a sentence are read.
SMALL = """() => {
    const pressed = 'main :is(button, summary, select, input, textarea, a.btn, nav a, [data-row]), .bottomnav > *'
    return [...document.querySelectorAll(pressed)]
        .filter(each => each.checkVisibility() && each.getBoundingClientRect().width && each.type !== 'hidden')
        .filter(each => each.getBoundingClientRect().height < 43.5 && !each.matches('[type=checkbox], [type=radio]'))
        .map(each => `${each.outerHTML.slice(0, 100)}: ${Math.round(each.getBoundingClientRect().height)} px`)
}"""
WIDE = "document.documentElement.scrollWidth"


@pytest.fixture
def context(browser: Browser, live_server) -> Iterator[BrowserContext]:
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
    opened = browser.new_context(base_url=live_server.url, locale="en-GB", **phone)
    opened.set_default_timeout(15_000)
    yield opened
    opened.close()


@pytest.fixture
def leads(cast, seated, monday):
    made = a_day.fill(cast, monday)
    seated(cast.alice)
    return made


def fits(page: Page) -> list[str]:
    page.wait_for_load_state("networkidle")
    wide = page.evaluate(WIDE)
    return page.evaluate(SMALL) + ([f"{page.url} is {wide} px wide"] if wide > 390 else [])


def test_what_is_pressed_is_large_enough_and_nothing_scrolls_sideways(page: Page, leads):
    call = Task.objects.filter(kind=TaskKind.CALL).order_by("pk").first()
    reply = Reply.objects.order_by("pk").first()
    pages = ["/today/", f"/leads/{leads[4].pk}/", f"/focus/call/{call.pk}/", f"/today/call/{call.pk}/"]
    pages += [f"/focus/reply/{reply.pk}/", f"/inbox/{reply.pk}/"]
    found = {}
    for address in pages:
        page.goto(address)
        found[address] = fits(page)
    assert {address: faults for address, faults in found.items() if faults} == {}


def test_a_call_is_logged_by_thumb(page: Page, leads):
    page.goto("/today/")
    page.locator("[data-row]", has_text="Ingrid Solberg").tap()
    expect(page).to_have_url(re.compile("/today/call/"))
    assert page.locator("a[href^='tel:']").get_attribute("href") == f"tel:{leads[4].phone}"
    page.get_by_role("button", name="No answer").tap()
    expect(page.locator(".toast")).to_contain_text("No answer")
    assert Call.objects.get().disposition == Call.Disposition.NO_ANSWER


def test_a_reply_is_answered_by_thumb(page: Page, leads):
    page.goto("/inbox/")
    page.locator("[data-row]", has_text="Hannah Okafor").tap()
    expect(page).to_have_url(re.compile(r"/inbox/\d+/"))
    page.locator("textarea[name=text]").first.fill("Yes, it keeps them for ninety days.")
    page.get_by_role("button", name="Send").first.tap()
    expect(page.locator(".toast")).to_be_visible()
    assert Message.objects.get(outbound=True).text.startswith("Yes, it keeps them")


def test_the_lead_page_keeps_its_head_and_rings(page: Page, leads):
    page.goto(f"/leads/{leads[4].pk}/")
    head = page.locator("#lead-head")
    expect(head.locator(f"a[href='tel:{leads[4].phone}']")).to_be_visible()
    expect(head.locator("h2")).to_have_text("Ingrid Solberg")
    head.locator("summary", has_text="Note").tap()
    head.locator("textarea").fill("She asked for the log of May.")
    head.get_by_role("button", name="Keep").tap()
    expect(page.locator("#activities-panel")).to_contain_text("the log of May")

"""What comes while the page is open appears in it."""

import pytest
from playwright.sync_api import Page, expect

from leadwright.inbox.models import Intent
from leadwright.web.noticing import gather
from tests.browser.a_day import a_reply
from tests.cast import a_lead, a_mailbox

pytestmark = pytest.mark.browser
ASK = "document.dispatchEvent(new Event('visibilitychange'))"  # as when the tab comes to the front: it asks at once


@pytest.mark.parametrize("address", ["/today/", "/inbox/"])
def test_a_reply_appears_without_a_reload(page: Page, cast, seated, monday, address):
    lead, mailbox = a_lead(cast.alice), a_mailbox(cast.alice)
    seated(cast.alice)
    with page.expect_response("**/notices/live/**"):
        page.goto(address)
    page.evaluate("window.stayed = true")
    a_reply(lead, mailbox, Intent.QUESTION, "Does it keep records without a signal?", 0.9, monday)
    gather(monday)
    page.evaluate(ASK)
    expect(page.locator(".toast")).to_contain_text("Rūta Kazlauskaitė: A reply waits for you")
    expect(page.locator("[data-row]").first).to_contain_text("Rūta Kazlauskaitė")
    expect(page.locator(".rail [data-waiting-replies]")).to_have_text("1")
    assert page.evaluate("window.stayed")

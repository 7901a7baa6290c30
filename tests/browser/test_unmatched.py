"""Mail that belongs to nobody we know, settled by keyboard alone."""

import re

import pytest
from playwright.sync_api import Page, expect

from leadwright.inbox.receiving import receive
from tests.cast import a_lead, a_mailbox
from tests.inbox.letters import a_mail

pytestmark = pytest.mark.browser


def test_unmatched_mail_is_settled_by_the_keys_of_its_row(page: Page, cast, seated, monday):
    a_lead(cast.alice, "tomas@siaures-ledas.example", given_name="Tomas", family_name="Petrauskas")
    box = a_mailbox(cast.alice)
    for sender in ("office@siaures-ledas.example", "stranger@elsewhere.example", "other@elsewhere.example"):
        receive(box, a_mail("Could you call me?", sender=sender), now=monday)
    seated(cast.alice)
    page.goto("/inbox/triage/")
    current, rows = page.locator("[data-row][aria-current]"), page.locator("[data-row]")
    page.keyboard.press("j")
    second = current.locator("b").first.inner_text()
    page.keyboard.press("o")
    expect(current).to_contain_text("Could you call me?")
    page.keyboard.press("x")
    expect(rows).to_have_count(2)
    assert second not in page.locator("main").inner_text()
    while "siaures-ledas" not in current.inner_text():
        page.keyboard.press("j")
    page.keyboard.press("1")
    expect(page.locator("main")).to_contain_text("Petrauskas")
    expect(page).not_to_have_url(re.compile("triage"))

"""A stranger books in a real browser, by keyboard, in the zone of their own clock."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page, expect

from leadwright.leads.models import Lead
from leadwright.meetings.models import Meeting
from leadwright.meetings.welcoming import open_page

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


@pytest.fixture
def context(browser: Browser, live_server):
    """Somebody in Vilnius, on a phone."""
    size = {"width": 390, "height": 844}
    opened = browser.new_context(
        base_url=live_server.url, viewport=size, locale="en-GB", timezone_id="Europe/Vilnius", has_touch=True
    )
    opened.set_default_timeout(60_000)
    yield opened
    opened.close()


def test_a_stranger_books_by_keyboard_in_their_own_zone(page: Page, cast, monday):
    address = open_page(cast.workspace, None, now=monday)
    page.goto(f"/meetings/with/{address.slug}/")
    expect(page.get_by_label("Times are those of")).to_have_value("Europe/Vilnius", timeout=60_000)
    at_eleven = page.get_by_role("radiogroup", name="Tuesday 24 November").get_by_role("radio", name="11:00")
    at_eleven.focus()
    page.keyboard.press("Space")
    expect(at_eleven).to_be_checked()
    page.get_by_label("Your name").fill("Jonas Petraitis")
    page.get_by_label("Your e-mail").fill("jonas@kelias.example")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("on Tuesday 24 November 2026 at 11:00 (Europe/Vilnius)")
    assert Meeting.objects.get().starts_at == datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    assert Lead.objects.get().timezone == "Europe/Vilnius"

"""The pages of a cadence: steps moved by mouse, by keyboard and without scripts; nothing that axe finds."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from leadwright.cadences.models import Cadence
from leadwright.cadences.shipped import default_cadence
from leadwright.channels.models import Mailbox
from tests.browser.looking import AXE, audit
from tests.browser.shots import take
from tests.cadences.floor import enrolled, tick

pytestmark = pytest.mark.browser
SHOTS = os.environ.get("LEADWRIGHT_SHOTS", "")  # a folder: then pictures are taken there


@pytest.fixture
def cadence(cast, monday) -> Cadence:
    return default_cadence(cast.workspace, by=None, now=monday)


def names(cadence: Cadence) -> list[str]:
    return list(cadence.current.steps.values_list("name", flat=True))


def test_a_step_is_moved_by_mouse_and_by_keyboard(page: Page, cast, seated, cadence):
    first, second, third, *rest = names(cadence)
    seated(cast.dana)
    page.goto(f"/cadences/{cadence.pk}/")
    rows = page.locator("step-order tbody tr")
    rows.nth(2).drag_to(rows.nth(0))
    expect(page.locator("body")).to_contain_text("version 2")
    assert names(cadence) == [third, first, second, *rest]
    page.keyboard.press(".")
    expect(page.locator("body")).to_contain_text("version 3")
    assert names(cadence) == [first, third, second, *rest]
    page.keyboard.press("ArrowRight")
    expect(page.locator("aside h2").first).to_have_text(second)


def test_without_scripts_a_button_moves_it_and_leaving_the_question_changes_nothing(
    browser: Browser, client, live_server, cast, cadence, monday
):
    enrolled(cast.alice, now=monday - timedelta(hours=1))
    before = names(cadence)
    client.force_login(cast.dana.user, backend="django.contrib.auth.backends.ModelBackend")
    plain = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    plain.add_cookies([{"name": cookie.key, "value": cookie.value, "domain": "localhost", "path": "/"}])
    page = plain.new_page()
    page.goto(f"/cadences/{cadence.pk}/")
    page.get_by_role("button", name="Later").click()
    expect(page.locator("h1")).to_have_text("For whom?")
    page.get_by_role("link", name="Leave it").click()
    assert names(cadence) == before
    page.get_by_role("button", name="Later").click()
    page.get_by_role("button", name="Those on their way too").click()
    expect(page.locator("body")).to_contain_text("Nothing that was done is done again.")
    assert names(cadence)[:2] == [before[1], before[0]]
    plain.close()


def test_axe_finds_nothing(page: Page, cast, seated, cadence, monday, live_server):
    people = [enrolled(cast.alice, now=monday, email=f"p{n}@company{n}.example").lead for n in range(4)]
    tick(monday)
    Mailbox.objects.update(daily_limit=3)
    seated(cast.dana)
    addresses = [f"/cadences/{cadence.pk}/", f"/cadences/{cadence.pk}/messages/", "/cadences/forecast/"]
    addresses += [f"/cadences/lead/{people[0].pk}/why/", "/mailboxes/"]
    faults = [fault for address in addresses for fault in audit(page, address)]
    page.goto(addresses[0])
    page.get_by_role("button", name="Later").click()
    expect(page.locator("h1")).to_have_text("For whom?")
    page.evaluate(AXE_SCRIPT)
    faults += page.evaluate(AXE, None)
    if SHOTS:
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        for address in addresses:
            take(page, live_server.url + address, Path(SHOTS))
    assert not faults, "\n".join(faults)

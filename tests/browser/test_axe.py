"""No page that a rep lives in has a fault that axe finds, at either width, in either theme. Every page of the product
is looked at in the same way by `make pictures` (walk.py), which takes some minutes."""

import pytest
from playwright.sync_api import Page

from tests.browser import a_day
from tests.browser.looking import audit

pytestmark = pytest.mark.browser

ADDRESSES = [
    "/today/",
    "/focus/?kind=call",
    "/focus/?kind=research",
    "/inbox/",
    "/approvals/",
    "/leads/",
    "/leads/lists/",
]
ADDRESSES += ["/cadences/", "/templates/", "/commissions/", "/profile/", "/pipeline/", "/figures/", "/knowledge/"]
ADDRESSES += ["/styleguide/", "/nowhere/"]


def test_axe_finds_nothing(page: Page, cast, seated, monday):
    faults = audit(page, "/login/")
    leads = a_day.fill(cast, monday)
    seated(cast.alice)
    for address in [*ADDRESSES, f"/leads/{leads[0].pk}/"]:
        faults += audit(page, address)
    page.faults[:] = [fault for fault in page.faults if "404" not in fault]  # asked for: the page of nothing
    assert not faults, "\n".join(faults)

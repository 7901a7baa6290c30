"""No page of the shell has a fault that axe finds, in either theme."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser import a_day

pytestmark = pytest.mark.browser

ADDRESSES = ["/today/", "/inbox/", "/leads/", "/leads/lists/", "/leads/lists/import/", "/leads/new/", "/research/"]
ADDRESSES += ["/cadences/", "/templates/", "/knowledge/new/", "/commissions/", "/mailboxes/", "/profile/"]
ADDRESSES += ["/focus/", "/focus/?kind=call", "/focus/?kind=research", "/approvals/", "/tasks/team/"]
ADDRESSES += ["/pipeline/", "/figures/", "/knowledge/", "/mailboxes/new/", "/styleguide/", "/nowhere/"]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing(page: Page, cast, seated, monday, live_server, theme, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.context.add_cookies([{"name": "theme", "value": theme, "url": live_server.url}])
    faults = audit(page, "/login/")
    a_day.fill(cast, monday)
    seated(cast.alice)
    for address in ADDRESSES:
        faults += audit(page, address)
    page.faults[:] = [fault for fault in page.faults if "404" not in fault]  # asked for: the page of nothing
    assert not faults, "\n".join(faults)


def audit(page: Page, address: str) -> list[str]:
    page.goto(address)
    page.wait_for_load_state("networkidle")
    # The policy refuses inline scripts; axe is put in through the debugging door, which it does not cover.
    found = Axe().run(page)
    return [
        f"{address}: {fault['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:200]}"
        for fault in found.response["violations"]
        for node in fault["nodes"][:3]
    ]

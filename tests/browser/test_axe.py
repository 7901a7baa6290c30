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


THEMES = ["light", "dark"]
DRESSED = """theme => {
    document.documentElement.dataset.theme = theme
    for (const each of document.getAnimations())
        if (each.effect.getComputedTiming().endTime < Infinity) each.finish()
}"""


@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing(page: Page, cast, seated, monday, width):
    page.set_viewport_size({"width": width, "height": 900})
    faults = audit(page, "/login/", THEMES)
    a_day.fill(cast, monday)
    seated(cast.alice)
    for address in ADDRESSES:
        faults += audit(page, address, THEMES)
    page.faults[:] = [fault for fault in page.faults if "404" not in fault]  # asked for: the page of nothing
    assert not faults, "\n".join(faults)


def audit(page: Page, address: str, themes: list[str]) -> list[str]:
    """What axe finds on the page, in each theme: the page itself is the same, it only wears the other colours."""
    page.goto(address)
    page.wait_for_load_state("networkidle")
    found = []
    for theme in themes:
        page.evaluate(DRESSED, theme)
        found += [f"{address} in {theme}: {fault}" for fault in audit_here(page)]
    return found


def audit_here(page: Page) -> list[str]:
    # The policy refuses inline scripts; axe is put in through the debugging door, which it does not cover.
    return [
        f"{fault['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:200]}"
        for fault in Axe().run(page).response["violations"]
        for node in fault["nodes"][:3]
    ]

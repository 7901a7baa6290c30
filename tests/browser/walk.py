"""`make pictures`: every page of the URL table looked at by axe, in either theme, at either width, and photographed for
docs/guide. It takes some minutes, so the gate looks at the pages of test_axe.py only."""

import base64
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.every_page import every_page, furnished

pytestmark = pytest.mark.browser

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "guide" / "pictures"
PARTS = 4  # so that several browsers may look at once
SIZES = {1440: 900, 390: 844}
DRESSED = """theme => {
    document.documentElement.dataset.theme = theme
    for (const each of document.getAnimations())
        if (each.effect.getComputedTiming().endTime < Infinity) each.finish()
}"""
QUIET = "!document.querySelector('.htmx-request, [aria-busy=true]')"
# The other theme changes colours only, so that only what hangs on colours is looked at again.
IN_COLOURS = "axe.run({ runOnly: ['color-contrast', 'link-in-text-block'] })"


@pytest.mark.timeout(1200)
@pytest.mark.parametrize("part", range(PARTS))
def test_axe_finds_nothing_on_any_page(page: Page, context, cast, seated, monday, part):
    world = furnished(cast, monday)
    faults = []
    for seen in every_page(cast, world, monday)[part::PARTS]:
        context.clear_cookies()
        if seen.member:
            seated(seen.member)
        faults += audit(page, seen.address, partial(picture, page, seen.address))
    page.faults[:] = [fault for fault in page.faults if "404" not in fault]  # asked for: the pages of nothing
    assert not faults, "\n".join(faults)


def audit(page: Page, address: str, seen: Callable[[int, str], None] | None = None) -> list[str]:
    """What axe finds on one page: at each width in the light theme, then what the dark one does to its colours. `seen`
    is called with the width and the theme each time."""
    found = []
    page.goto(address)
    for width, height in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_function(QUIET)
        page.evaluate(DRESSED, "light")
        found += told(address, f"light at {width}", Axe().run(page).response)
        seen and seen(width, "light")
        page.evaluate(DRESSED, "dark")
        found += told(address, f"dark at {width}", page.evaluate(IN_COLOURS))
        seen and seen(width, "dark")
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"{address} scrolls sideways at {width}")
    return found


def told(address: str, where: str, response: dict) -> list[str]:
    return [
        f"{address} in {where}: {fault['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:200]}"
        for fault in response["violations"]
        for node in fault["nodes"][:3]
    ]


def picture(page: Page, address: str, width: int, theme: str) -> None:
    """A small picture: half the size at the desk, three quarters on the phone."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    clip = {"x": 0, "y": 0, "width": width, "height": SIZES[width], "scale": 0.5 if width > 600 else 0.75}
    asked = {"format": "webp", "quality": 40, "clip": clip}
    taken = page.context.new_cdp_session(page).send("Page.captureScreenshot", asked)
    name = re.sub(r"\d+", "n", re.sub(r"[^\w]+", "-", address)).strip("-") or "home"
    (PICTURES / f"{name}-{width}-{theme}.webp").write_bytes(base64.b64decode(taken["data"]))


def write_guide(names: list[str]) -> None:
    """The page that shows them: for each page its four pictures, the address first."""
    pages = sorted({re.sub(r"-(1440|390)-(light|dark)$", "", name) for name in names})
    lines = [
        "# What each page looks like",
        "",
        "Taken by the browser tests (`make pictures`), of invented people.",
        "",
    ]
    for page in pages:
        shown = [f"{page}-{width}-{theme}" for width in SIZES for theme in ("light", "dark")]
        images = " ".join(f"![{each}](pictures/{each}.webp)" for each in shown if each in names)
        lines += [f"## {page}", "", images, ""]
    (PICTURES.parent / "pictures.md").write_text("\n".join(lines))


def test_the_guide_shows_every_picture():
    pictures = list(PICTURES.glob("*.webp"))
    write_guide([each.stem for each in pictures])
    assert pictures and sum(each.stat().st_size for each in pictures) < 6_000_000
    assert max(each.stat().st_size for each in pictures) < 60_000

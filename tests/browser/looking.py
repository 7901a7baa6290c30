"""One page looked at as everybody sees it: axe, sideways scrolling and pictures, at either width, in either theme."""

import base64
from collections.abc import Callable
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

SIZES = {1280: 800, 390: 844}
NARROW = 600
# What is asked of the page goes through the debugging door: the policy of the pages refuses scripts of others.
DRESSED = """async theme => {
    document.documentElement.dataset.theme = theme
    const busy = () => document.querySelector('.htmx-request, [aria-busy=true], [data-slot]:empty')
    const late = performance.now() + 5000
    while (busy() && performance.now() < late) await new Promise(done => setTimeout(done, 20))
    for (const each of document.getAnimations())
        if (each.effect.getComputedTiming().endTime < Infinity) each.finish()
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))
}"""
AXE = """async rules => {
    const found = await axe.run({ resultTypes: ['violations'], rules: { 'target-size': { enabled: true } },
        ...(rules && { runOnly: rules, rules: {} }) })
    return found.violations.flatMap(fault => fault.nodes.slice(0, 3).map(node =>
        `${fault.id}: ${node.html.slice(0, 160)} ${(node.failureSummary || '').slice(0, 200)}`))
}"""
# The other theme changes colours only, so that only what hangs on colours is looked at again.
IN_COLOURS = ["color-contrast", "link-in-text-block"]
WIDE = "() => document.documentElement.scrollWidth"

Shown = Callable[[int, str], None]


def audit(page: Page, address: str, seen: Shown | None = None) -> list[str]:
    """What is wrong with one page: at each width in the light theme, then what the dark one does to its colours. `seen`
    is called with the width and the theme each time."""
    found = []
    fingers = page.context.new_cdp_session(page)  # what is narrow is touched: the controls grow for it
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(address, wait_until="load")
    page.evaluate(AXE_SCRIPT)
    for width, height in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        fingers.send("Emulation.setTouchEmulationEnabled", {"enabled": width < NARROW})
        for theme, rules in (("light", None), ("dark", IN_COLOURS)):
            page.evaluate(DRESSED, theme)
            found += [f"{address} in {theme} at {width}: {fault}" for fault in page.evaluate(AXE, rules)]
            if seen:
                seen(width, theme)
        if (wide := page.evaluate(WIDE)) > width:
            found.append(f"{address} is {wide} px wide at {width}")
    fingers.detach()
    return found


def photograph(page: Page, file: Path, width: int) -> None:
    """A small picture: what stands in the window, smaller than it was."""
    clip = {"x": 0, "y": 0, "width": width, "height": SIZES[width], "scale": 0.6}
    asked = {"format": "webp", "quality": 45, "clip": clip}
    session = page.context.new_cdp_session(page)
    taken = session.send("Page.captureScreenshot", asked)
    session.detach()
    file.write_bytes(base64.b64decode(taken["data"]))

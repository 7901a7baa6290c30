"""Pictures of pages, wide and narrow, light and dark, for people to look at.

    python -m tests.browser.shots ADDRESS OUT PATH [PATH ...]

ADDRESS is where a running server lets one in (the address that `make run` prints); each PATH is then shown.
"""

import sys
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import Page, sync_playwright

from tests.browser.chromium import FLAGS, chromium

SIZES = {1440: 1000, 390: 844}


def take(page: Page, address: str, out: Path, *, sizes: dict[int, int] = SIZES) -> list[str]:
    """Four pictures of one page; what the browser complained of, and any sideways scrolling, is told."""
    told: list[str] = []
    page.on("console", lambda line: told.append(f"{address}: {line.text}") if line.type == "error" else None)
    name = address.split("://", 1)[1].split("/", 1)[1].strip("/").replace("/", "-").replace("?", "-") or "home"
    for width, height in sizes.items():
        for theme in ("light", "dark"):
            page.context.add_cookies([{"name": "theme", "value": theme, "url": urljoin(address, "/")}])
            page.set_viewport_size({"width": width, "height": height})
            page.goto(address)
            page.wait_for_load_state("networkidle")
            page.screenshot(path=out / f"{name}-{width}-{theme}.png", full_page=width < 600)
            wide = page.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                told.append(f"{address}: {wide} px wide at {width}")
    return told


def main(entrance: str, out: str, *paths: str) -> None:
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        page = browser.new_page()
        page.goto(entrance)
        page.wait_for_load_state("networkidle")
        for path in paths:
            for line in take(page, urljoin(entrance, path), folder):
                print(line)
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])

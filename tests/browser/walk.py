"""`make pictures`: every page of the URL table looked at by axe, in either theme, at either width, and photographed for
docs/guide. Some minutes; the gate looks at the pages of test_axe.py in the same way."""

import os
import re
import time
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.every_page import every_page, furnished
from tests.browser.looking import SIZES, audit, photograph

pytestmark = pytest.mark.browser

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "guide" / "pictures"
ONLY = os.environ.get("LEADWRIGHT_PAGES", "/")  # while one room is looked at


@pytest.mark.timeout(1800)
def test_axe_finds_nothing_on_any_page(page: Page, context, cast, seated, monday, capsys):
    world = furnished(cast, monday)
    begun(PICTURES)
    faults, began, sitting = [], time.monotonic(), cast
    pages = [each for each in every_page(cast, world, monday) if each.address.startswith(ONLY)]
    for at, seen in enumerate(sorted(pages, key=lambda each: each.member.pk if each.member else 0)):
        if seen.member != sitting:
            sitting = seen.member
            context.clear_cookies()
            if sitting:
                seated(sitting)
        faults += audit(page, seen.address, partial(picture, page, seen.address))
        with capsys.disabled():
            print(f"{at + 1}/{len(pages)} {seen.address}, {time.monotonic() - began:.0f} s", flush=True)
    page.faults[:] = [fault for fault in page.faults if "404" not in fault]  # asked for: the pages of nothing
    assert not faults, "\n".join(faults)


def begun(folder: Path) -> None:
    """What a whole walk does not photograph anew is a page that is there no more."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.webp") if ONLY == "/" else ():
        old.unlink()


def picture(page: Page, address: str, width: int, theme: str) -> None:
    name = re.sub(r"\d+", "n", re.sub(r"[^\w]+", "-", address)).strip("-") or "home"
    photograph(page, PICTURES / f"{name}-{width}-{theme}.webp", width)


def test_the_guide_shows_every_picture():
    """After the walk: the page that shows them, and no picture of a page that is there no more."""
    pictures = sorted(PICTURES.glob("*.webp"))
    write_guide({each.stem for each in pictures})
    assert pictures and sum(each.stat().st_size for each in pictures) < 6_000_000


def write_guide(names: set[str]) -> None:
    """For each page its four pictures, under its address."""
    pages = sorted({re.sub(r"-\d+-(light|dark)$", "", name) for name in names})
    lines = [
        "# What each page looks like",
        "",
        "Taken of invented people by `make pictures`, which looks at every page",
    ]
    lines += ["with axe as well: at the desk and on a phone, in the light and in the dark.", ""]
    for page in pages:
        shown = [f"{page}-{width}-{theme}" for theme in ("light", "dark") for width in SIZES]
        images = [f"![{page}, {each.rsplit('-', 1)[1]}](pictures/{each}.webp)" for each in shown if each in names]
        lines += [f"## {page.replace('-', ' ')}", "", *images, ""]
    (PICTURES.parent / "pictures.md").write_text("\n".join(lines))

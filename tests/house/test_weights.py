"""What a page weighs on the wire: with everything that it loads, the first time and after."""

import gzip
import re
from functools import cache
from html import unescape

from django.contrib.staticfiles import finders

from tests.house.addresses import every_address
from tests.house.test_queries import NOT_PAGES
from tests.house.world import furnish

FIRST, AFTER = 150_000, 40_000
STATIC = re.compile(r"/static/([^\"'?#\s)]+)")
LOADED = re.compile(r'hx-get="([^"]+)"[^>]*hx-trigger="[^"]*\bload\b')
PEOPLE = 8
BROWSER = {"accept-encoding": "gzip"}


def test_no_page_is_heavy(client, cast, now):
    world = furnish(cast, now, PEOPLE)
    first, after = {}, {}
    for address in every_address():
        if address.name in NOT_PAGES or "token" in address.parts:
            continue
        for member in (cast.alice, cast.ada, cast.mara):
            client.force_login(member.user)
            size, html = page(client, address.of(world))
            if html:
                after[address.name] = size + panels(client, html)
                first[address.name] = after[address.name] + sum(stored(name) for name in set(STATIC.findall(html)))
                break
    assert len(first) > 80
    assert {name: size for name, size in first.items() if size > FIRST} == {}
    assert {name: size for name, size in after.items() if size > AFTER} == {}


def page(client, address: str) -> tuple[int, str]:
    """What goes over the wire, and what it says; nothing where it is no whole page."""
    answer = client.get(address, headers=BROWSER)
    if answer.status_code != 200 or "text/html" not in answer["Content-Type"]:
        return 0, ""
    packed = answer.get("Content-Encoding") == "gzip"
    html = (gzip.decompress(answer.content) if packed else answer.content).decode()
    return (len(answer.content), html) if "<html" in html[:300] else (0, "")


def panels(client, html: str) -> int:
    """What the page asks for at once."""
    asked = [client.get(unescape(address), headers=BROWSER) for address in LOADED.findall(html)]
    return sum(len(answer.content) for answer in asked)


@cache
def stored(name: str) -> int:
    """A style, a script or a sign as it is kept compressed beside itself, and sent."""
    found = finders.find(name)
    assert found, name
    with open(found, "rb") as file:
        return len(gzip.compress(file.read()))

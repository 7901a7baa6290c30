"""A real Chromium against a live server. Playwright drives the browser that the system has; none is downloaded."""

import os
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from leadwright.kit.models import MarketClock
from tests import cast as people
from tests.browser.chromium import FLAGS, chromium


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright's own loop runs in this thread; the tests use the ORM beside it, never inside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def context(browser: Browser, live_server) -> Iterator[BrowserContext]:
    opened = browser.new_context(base_url=live_server.url, viewport={"width": 1440, "height": 900}, locale="en-GB")
    opened.set_default_timeout(15_000)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that must stay free of errors: a refused script or style (the content policy) is one of them."""
    opened = context.new_page()
    faults: list[str] = []
    opened.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.faults = faults
    yield opened
    opened.wait_for_load_state("networkidle")  # a request under way would still read rows that the next test clears
    assert not faults, faults


@pytest.fixture
def cast(transactional_db) -> people.Cast:
    return people.assemble()


@pytest.fixture
def monday(cast, now):
    """The live server lives in the tests' Monday: the market's clock stands still there, at ten past nine."""
    MarketClock.objects.update_or_create(
        pk=1, defaults={"virtual_at": now + timedelta(hours=1), "real_at": timezone.now(), "rate": 0}
    )
    return now + timedelta(hours=1)


@pytest.fixture
def seated(context: BrowserContext):
    """`seated(cast.alice)` puts her session into the browser.

    Each person logs in by a client of her own: one that changes hands ends the first session, and an answer that is
    still under way with it would take the second person's cookie away.
    """

    def log_in(member) -> None:
        client = Client()
        client.force_login(member.user, backend="django.contrib.auth.backends.ModelBackend")
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        host = {"domain": "localhost", "path": "/"}
        context.add_cookies([{"name": cookie.key, "value": cookie.value, **host}])

    return log_in

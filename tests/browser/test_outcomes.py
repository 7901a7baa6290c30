"""What is done in Focus is written in the background: once, in order, whatever the line and the colleagues do."""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from leadwright.activities.models import Activity, Kind
from leadwright.conversations.models import Call
from leadwright.leads.models import Status
from leadwright.tasks.models import Task, TaskKind
from tests.browser.a_day import a_task
from tests.browser.test_focus import press
from tests.cast import a_lead

pytestmark = pytest.mark.browser
NAME = "h1.focus__name"


@pytest.fixture
def calls(cast, seated, monday) -> list[Task]:
    people = ["Ona", "Rasa", "Vilma"]
    leads = [
        a_lead(cast.alice, f"{name}@firm.example", given_name=name, family_name="", status=Status.WORKING)
        for name in people
    ]
    made = [a_task(lead, TaskKind.CALL, f"Call {lead.name}", "Step 5 of 10.", monday) for lead in leads]
    seated(cast.alice)
    return made


def come(true: Callable[[], bool]) -> None:
    """Wait for the database: the browser writes by itself."""
    for _ in range(100):
        if true():
            return
        time.sleep(0.05)
    raise AssertionError("it did not come")


def in_focus(page: Page) -> None:
    page.goto("/focus/")
    page.wait_for_load_state("networkidle")  # all three stand ready


def without_the_line(page: Page) -> None:
    """The browser says of each request that is cut off that it was."""
    page.faults[:] = [fault for fault in page.faults if "ERR_FAILED" not in fault]


def test_what_got_no_answer_is_sent_again_and_counts_once(page: Page, calls):
    tries = []

    def stumble(route: Route) -> None:
        tries.append(route.request.url)
        if len(tries) == 1:
            return route.abort()
        if len(tries) == 2:
            route.fetch()  # the server hears it, and its answer is lost
            return route.abort()
        return route.continue_()

    page.route("**/outcome/", stumble)
    in_focus(page)
    press(page, "4")
    expect(page.locator(NAME)).to_have_text("Rasa")
    expect(page.locator(".toast")).to_contain_text("kept in this page")
    expect(page.locator(".toast")).to_contain_text("logged before; the first stands")
    assert len(tries) == 3
    assert Call.objects.count() == Activity.objects.filter(kind=Kind.CALL).count() == 1
    without_the_line(page)


def test_what_could_not_be_sent_comes_back_and_what_was_typed_meanwhile_stays(page: Page, calls):
    page.route("**/outcome/", lambda route: route.abort())
    in_focus(page)
    press(page, "4", "n")
    page.keyboard.type("Rang at noon")
    expect(page.locator(NAME)).to_have_text("Ona", timeout=15_000)  # three tries later
    expect(page.locator(".toast")).to_contain_text("nothing was logged. The task is here again")
    page.unroute("**/outcome/")
    press(page, "4")
    expect(page.locator(".toast")).to_contain_text("Logged: No answer")
    expect(page.locator(NAME)).to_have_text("Rasa")
    expect(page.locator("[name=note]").first).to_have_value("Rang at noon")
    assert Call.objects.get().lead.given_name == "Ona"
    without_the_line(page)


def test_a_card_that_a_colleague_took_meanwhile_gives_way_to_the_next(page: Page, cast, calls):
    in_focus(page)
    calls[1].hand(cast.bob, cast.dana, calls[1].due_at)
    page.evaluate("htmx.trigger(document.body, 'lw:arrived')")  # as when a notice says that something came
    press(page, "4")
    expect(page.locator(".toast", has_text="Somebody else has done it, or has it now")).to_be_visible()
    expect(page.locator(NAME)).to_have_text("Vilma")
    calls[2].close(by=cast.bob, outcome=Task.Outcome.DONE, now=calls[2].due_at)
    press(page, "4")
    expect(page.locator(".toast", has_text="logged before; the first stands")).to_be_visible()
    assert Call.objects.get().lead.given_name == "Ona"


def test_the_next_page_waits_for_what_was_done(page: Page, calls):
    in_focus(page)
    press(page, "4", "Escape")
    expect(page).to_have_url(page.url.split("/focus")[0] + "/today/")
    expect(page.locator(".row__who")).to_have_text(["Rasa", "Vilma"])


def test_a_page_that_is_left_still_sends_what_was_done(page: Page, calls):
    in_focus(page)
    press(page, "4", "4", "4")
    page.goto("about:blank")
    come(lambda: Call.objects.count() == 3)
    assert not Task.objects.open().exists()
    assert Activity.objects.filter(kind=Kind.CALL).values("lead").distinct().count() == 3

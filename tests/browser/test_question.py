"""A question that no article answers: from the inbox to the one who knows, to the customer, to the next customer."""

import re
from email.message import EmailMessage
from email.utils import format_datetime

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_relay import Floor, floor  # noqa: F401
from tests.cast import a_lead
from tests.wire.servers import PostOffice, _office, post  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

KNOWN = "The model H2 measures humidity from 0 to 100 percent."


def asks(lead, question: str, floor: Floor, post: PostOffice) -> None:  # noqa: F811
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = lead.email, floor.mailbox.address, "A question"
    mail["Date"], mail["Message-ID"] = format_datetime(floor.now), f"<{lead.pk}@customer.example>"
    mail.set_content(f"Hello,\n\n{question}\n\n{lead.given_name}")
    post.put(floor.mailbox.address, mail.as_bytes())
    floor.work()


def test_a_colleagues_answer_reaches_the_customer_and_answers_the_next_one(page: Page, cast, seated, floor, post):  # noqa: F811
    first = a_lead(cast.alice)
    second = a_lead(cast.alice, "jonas@kitas.example", given_name="Jonas", family_name="Petraitis")
    seated(cast.alice)
    asks(first, "Can the logger measure humidity too?", floor, post)
    page.goto("/inbox/")
    expect(page.locator(".inbox")).to_contain_text("no article answers this")
    page.get_by_role("link", name="Ask who knows").click()
    page.get_by_label("Colleague").select_option(label="Erin Castell")
    page.get_by_role("button", name=re.compile("^Ask")).click()
    expect(page.get_by_text("Erin Castell was asked.", exact=False).first).to_be_visible()

    seated(cast.erin)
    page.goto("/knowledge/")
    page.get_by_role("link", name=re.compile("humidity")).first.click()
    page.get_by_label("The answer, as it may be sent").fill(KNOWN)
    page.get_by_label("Title of the new article").fill("Humidity")
    page.get_by_role("button", name=re.compile("^Keep the answer")).click()
    expect(page.get_by_role("link", name="Humidity")).to_be_visible()

    seated(cast.alice)
    page.goto("/inbox/")
    draft = page.get_by_role("textbox", name="Your answer")
    expect(draft).to_have_value(re.compile(re.escape(KNOWN)))
    draft.focus()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#inbox-open")).to_contain_text("Answered")
    floor.pass_time(lambda: post.taken, most_hours=3)
    assert KNOWN in post.taken[-1].mail.get_body().get_content()

    asks(second, "Does your logger measure humidity?", floor, post)
    page.goto("/inbox/")
    page.get_by_text("Jonas Petraitis").first.click()
    expect(page.get_by_role("textbox", name="Your answer")).to_have_value(re.compile(re.escape(KNOWN)))

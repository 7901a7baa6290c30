"""From evidence to the statement in a real browser: verdict, meeting, hand-off, proposal, board, won, paid."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from leadwright.commissions.paying import pay_due
from leadwright.conversations.models import Message
from leadwright.leads.models import Lead, Status
from leadwright.meetings.changing import hold
from leadwright.meetings.links import token_of
from leadwright.meetings.models import Meeting
from leadwright.pipeline.models import Handoff, Opportunity, Proposal
from leadwright.qualification.models import Evidence
from tests.cast import a_lead, a_mailbox
from tests.qualification.stage import a_brief, a_reply, show_everything

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]
PATIENCE_MS = 60_000  # panels come one by one, and a machine may be busy
expect.set_options(timeout=PATIENCE_MS)
SAID = "We have 33 trucks. Our director decides that. It must run by next March."


def test_from_evidence_to_the_statement(page: Page, cast, seated, monday):
    page.set_default_timeout(PATIENCE_MS)
    a_mailbox(cast.erin)
    lead = a_lead(cast.alice, status=Status.ANSWERED)
    a_brief(lead)
    a_reply(lead, a_mailbox(cast.alice), words=SAID, intent="interested")
    show_everything(lead, cast.alice, but=("urgency",))
    seated(cast.alice)
    judge(page, lead)
    offer(page, lead)
    book_a_talk(page, lead, monday)
    seated(cast.erin)
    accept(page, lead)
    propose(page, lead)
    win(page, lead)
    hold(Meeting.objects.get(), by=cast.erin, now=monday + timedelta(days=3))
    assert pay_due(now=monday) == 2
    statement(page, "490.00 EUR")
    seated(cast.alice)
    statement(page, "80.00 EUR")
    page.get_by_role("link", name="Qualified lead accepted").click()
    expect(page.locator("#line")).to_contain_text("How it came about")


def judge(page: Page, lead: Lead) -> None:
    """What they wrote is proposed; the rep says that it shows it, and then that the lead is qualified."""
    page.goto(f"/leads/{lead.pk}/")
    card = page.locator("#qualification-panel")
    expect(card).to_contain_text("Ask next · Urgency")
    expect(card).to_contain_text("It must run by next March.")
    row = card.locator("form", has_text="It must run by next March.")
    row.first.get_by_role("button", name="Shows it").click()
    expect(card).to_contain_text("All criteria are shown")
    assert Evidence.objects.latest("pk").origin.startswith("reply:")
    card.get_by_role("button", name=re.compile("^Qualify")).click()
    expect(card).to_contain_text("Qualified")


def offer(page: Page, lead: Lead) -> None:
    page.goto(f"/leads/{lead.pk}/")
    page.locator("#pipeline-panel").get_by_role("button", name=re.compile("Offer to the AE")).click()
    expect(page.locator("#pipeline-panel")).to_contain_text("Waits for the AE")


def book_a_talk(page: Page, lead: Lead, monday) -> None:
    """As the lead does it, with the link: one click, and the invitation is queued."""
    page.goto(f"/meetings/book/{token_of(lead)}/")
    page.locator(".slots button").first.click()
    expect(page.locator("h1")).to_have_text("It is booked")
    meeting = Meeting.objects.get()
    assert meeting.host.user.email == "erin@northmark.example" and meeting.starts_at > monday
    assert "METHOD:REQUEST" in Message.objects.get(outbound=True).calendar


def accept(page: Page, lead: Lead) -> None:
    page.goto(f"/pipeline/handoffs/{Handoff.objects.get(lead=lead).pk}/")
    expect(page.locator("main")).to_contain_text("It must run by next March.")
    page.keyboard.press("a")
    expect(page).to_have_url(re.compile(r"/pipeline/deals/\d+/"))
    expect(page.locator("#meetings-panel")).to_contain_text("Erin Castell")


def propose(page: Page, lead: Lead) -> None:
    deal = Opportunity.objects.get(lead=lead)
    page.goto(f"/pipeline/deals/{deal.pk}/proposals/")
    page.get_by_label("Words before the lines").fill("Dear Rūta,\n\n33 loggers, as we said: #emph[no markup].")
    page.get_by_role("textbox", name=re.compile("^Lines")).fill("Logger, 12 months; 33; 140.00\nSet-up; 1; 280")
    page.get_by_role("button", name=re.compile("^Make the file")).click()
    expect(page.locator("#proposals tbody")).to_contain_text("4,900.00 EUR")
    made = Proposal.objects.get()
    read = PdfReader(BytesIO(bytes(made.file))).pages[0].extract_text()
    assert "#emph[no markup]" in read and "4,900.00 EUR" in read
    page.locator("summary", has_text="Send…").click()
    page.get_by_role("button", name="Send it").click()
    expect(page.locator("#proposals tbody")).to_contain_text("Waiting to be sent")
    assert bytes(Message.objects.latest("pk").enclosed) == bytes(made.file)


def win(page: Page, lead: Lead) -> None:
    deal = Opportunity.objects.get(lead=lead)
    page.goto("/pipeline/")
    expect(page.locator("[data-stage=accepted]")).to_contain_text("4,900.00 EUR")
    card = page.locator(f"[data-deal='{deal.pk}']")
    card.locator("summary").click()
    card.get_by_role("button", name="Won", exact=True).click()
    expect(page.locator("[data-stage=won]")).to_contain_text(deal.name)


def statement(page: Page, sum_: str) -> None:
    page.goto("/commissions/")
    expect(page.locator("tbody")).to_contain_text(sum_)

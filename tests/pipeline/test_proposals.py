"""Proposals as PDF files with versions, exit criteria, the forecast, silent AEs and the warm introduction."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from leadwright.cadences.guards import last_look
from leadwright.conversations.models import Message
from leadwright.conversations.sending import send_due
from leadwright.meetings.booking import book
from leadwright.meetings.changing import hold
from leadwright.pipeline import handing_over, proposing
from leadwright.pipeline.models import CannotMove, ExitCriterion, Handoff, Opportunity, Proposal, ProposalTemplate
from leadwright.pipeline.package import package_of
from leadwright.pipeline.printing import Item, total
from leadwright.tasks.asking import ask
from leadwright.tasks.models import Task
from tests.cast import a_lead, a_mailbox
from tests.pipeline.stage import a_deal, a_qualified_lead, an_offer
from tests.qualification.stage import a_brief
from tests.wire.servers import _office, post  # noqa: F401

HTMX = {"HTTP_HX_REQUEST": "true"}
ITEMS = [Item("Logger #strong[x]", 3_300, 14_900), Item("Set-up", 150, 80_001)]
EVIL = 'Dear *Rūta*, $x^2$ #read("/etc/passwd") <label> @ref // comment\n\nąčęėįšųūž "quoted" \\u{1F600}'


def at(name, *args):
    return reverse(f"pipeline:{name}", args=args)


def text_of(proposal: Proposal) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(bytes(proposal.file))).pages)


def test_what_people_write_is_text_on_the_page_and_never_markup(cast, now):
    deal = a_deal(cast)
    made = proposing.make(deal, title="Loggers #1", intro=EVIL, terms="No VAT.", items=ITEMS, by=cast.erin, now=now)
    read = text_of(made)
    for words in ('#read("/etc/passwd")', "*Rūta*", "$x^2$", "// comment", "ąčęėįšųūž", "#strong[x]", "Loggers #1"):
        assert words in read
    assert total(ITEMS) == made.total_cents == 491_700 + 120_002  # 1.5 × 800.01, half up
    assert "6,117.02 EUR" in read and "version 1" in read and "root:" not in read
    assert Opportunity.objects.get().amount_cents == made.total_cents
    again = proposing.make(deal, title="Loggers", intro="", terms="", items=[], by=cast.erin, now=now)
    assert again.version == 2 and Opportunity.objects.get().amount_cents == made.total_cents
    assert text_of(Proposal.objects.get(version=1)) == read


def test_a_proposal_of_many_lines_goes_on_over_pages(cast, now):
    items = [Item(f"Part {n}", 100, 1_00) for n in range(120)]
    made = proposing.make(a_deal(cast), title="T", intro="", terms="", items=items, by=cast.erin, now=now)
    pages = PdfReader(BytesIO(bytes(made.file))).pages
    assert len(pages) > 2 and "Page 2" in pages[1].extract_text() and "Part 119" in text_of(made)


@pytest.mark.wire
def test_an_ae_makes_sends_and_follows_a_proposal(cast, as_member, now, post):  # noqa: F811
    post.mailbox_of(cast.erin)
    deal = a_deal(cast)
    template = ProposalTemplate.objects.create(
        workspace=cast.workspace,
        name="Fleet",
        title="Fleet",
        intro="Hello",
        items=[["Logger", 100, 500]],
        updated_at=now,
    )
    ae = as_member(cast.erin)
    page = ae.get(f"{at('proposals', deal.pk)}?template={template.pk}").content.decode()
    assert "Logger; 1; 5.00" in page and "style=" not in page
    given = {"title": "Fleet", "intro": "Hello", "items": "Logger; 33; 149.00\nSet-up; 1,5; 800", "terms": ""}
    for wrong in ("Logger; many; 3", "Logger", "Logger; -1; 5", "; 1; 1", "Logger; 0; 1"):
        assert ae.post(at("proposals", deal.pk), {**given, "items": wrong}, **HTMX).status_code == 422
    assert ae.post(at("proposals", deal.pk), given, **HTMX).status_code == 200
    proposal = Proposal.objects.get()
    assert proposal.total_cents == 33 * 14_900 + 120_000
    file = ae.get(at("proposal_file", proposal.pk))
    assert file["Content-Type"] == "application/pdf" and file.content.startswith(b"%PDF")
    assert as_member(cast.alice).post(at("proposal_sending", proposal.pk), {"text": "x"}).status_code == 403
    ae = as_member(cast.erin)
    for _twice in range(2):
        assert ae.post(at("proposal_sending", proposal.pk), {"text": "Here it is."}, **HTMX).status_code == 200
    message = Message.objects.get()
    assert send_due(now=message.due_at, worker="w", last_look=last_look) == 1
    letter, enclosed = post.taken[-1].mail.iter_parts()
    assert letter.get_content().startswith("Here it is.") and enclosed.get_filename() == "Fleet v1.pdf"
    assert PdfReader(BytesIO(enclosed.get_payload(decode=True))).pages[0].extract_text().startswith("Northmark")
    assert "Sent" in ae.get(at("proposals", deal.pk)).content.decode()


def test_a_column_is_left_with_what_the_workspace_asks_for(cast, as_member, now):
    deal = a_deal(cast)
    manager = as_member(cast.dana)
    assert manager.post(at("exit_criteria"), {"accepted": ["meeting", "nonsense"]}, **HTMX).status_code == 422
    given = {"accepted": ["meeting", "close_date"], "demo": ["demo"]}
    assert manager.post(at("exit_criteria"), given, **HTMX).status_code == 200
    assert ExitCriterion.objects.count() == 3
    ae = as_member(cast.erin)
    refused = ae.post(at("stage", deal.pk), {"to_stage": "proposal"}, **HTMX)
    assert refused.status_code == 422 and "a meeting that was held" in refused.content.decode()
    meeting = book(deal.lead, starts_at=now + timedelta(days=1), by=cast.alice, now=now)
    hold(meeting, by=cast.erin, now=now + timedelta(days=1, hours=1))
    with pytest.raises(CannotMove, match="a day by which it is to close"):
        deal.move("proposal", by=cast.erin, now=now)
    Opportunity.objects.update(closes_on=now.date())
    assert deal.move("proposal", by=cast.erin, now=now) and deal.move("accepted", by=cast.erin, now=now)
    assert deal.move("lost", by=cast.erin, now=now, lost_reason="Budget")


def test_the_list_shows_stale_deals_and_each_currency_by_itself(cast, as_member, stopped_clock, now):
    deal = a_deal(cast)
    other = a_deal(cast, a_qualified_lead(cast.alice, "a@one.example"))
    Opportunity.objects.filter(pk=deal.pk).update(amount_cents=100_000)
    Opportunity.objects.filter(pk=other.pk).update(amount_cents=200_000, currency="USD")
    stopped_clock.virtual_at = now + timedelta(days=30)
    stopped_clock.save()
    board = as_member(cast.erin).get(at("index")).content.decode()
    assert "1,000.00 EUR · 2,000.00 USD" in board and "stands still for 30 days" in board
    listed = as_member(cast.erin).get(f"{at('index')}?view=list").content.decode()
    assert "Closes by" in listed and "<deal-board" not in listed


def test_the_forecast_shows_how_far_off_it_was(cast, as_member, now, stopped_clock):
    for number in range(6):
        opened = now - timedelta(days=30 * (7 - number))
        deal = a_deal(cast, a_qualified_lead(cast.alice, f"p{number}@c{number}.example", now=opened), now=opened)
        deal.move("won", by=cast.erin, now=opened + timedelta(days=20), amount_cents=100_000 * (number + 1))
    page = as_member(cast.dana).get(at("forecast")).content.decode()
    assert "100.00 %" in page and "6 / 6" in page and "21,000.00 EUR" in page
    assert "Said on the first" in page and "Off by" in page and "style=" not in page


def test_a_silent_ae_is_reminded_and_then_a_manager_is_asked_once(cast, now):
    offer = an_offer(cast)
    late = offer.answer_by + timedelta(hours=1)
    assert handing_over.remind_silent_aes(now=late) == 1 and handing_over.escalate_silent(now=late) == 0
    later = handing_over.next_working_day(offer.answer_by, cast.erin) + timedelta(minutes=1)
    assert handing_over.escalate_silent(now=later) == 1 and handing_over.escalate_silent(now=later) == 0
    assert Task.objects.get(key__contains="escalated").owner == cast.dana


def test_the_package_holds_promises_and_people_and_the_sdr_introduces_the_ae(cast, as_member, now):
    a_mailbox(cast.alice)
    lead = a_qualified_lead(cast.alice)
    a_brief(lead)
    a_lead(cast.alice, "tomas@pieno-kelias.example", given_name="Tomas", family_name="Petrauskas", title="Director")
    ask(kind="reminder", lead=lead, owner=cast.alice, title="Send the audit list", why="", key="promise:1", due_at=now,
        now=now)  # fmt: skip
    offer = an_offer(cast, lead)
    package = package_of(lead)
    assert [person.name for person in package.people] == ["Tomas Petrauskas"]
    assert [task.title for task in package.promises] == ["Send the audit list"]
    sdr = as_member(cast.alice)
    page = sdr.get(at("handoff", offer.pk)).content.decode()
    assert "You told me about records for the audit;" in page and "Erin Castell knows such cases best" in page
    assert as_member(cast.bob).post(at("introduction", offer.pk), {"text": "x"}, **HTMX).status_code == 422
    sdr = as_member(cast.alice)
    assert sdr.post(at("introduction", offer.pk), {"text": "Hello Rūta"}, **HTMX).status_code == 200
    assert sdr.post(at("introduction", offer.pk), {"text": "Hello Rūta"}, **HTMX).status_code == 422
    assert Message.objects.get().sender == "alice@northmark.example"
    assert Handoff.objects.get().introduced_at is not None

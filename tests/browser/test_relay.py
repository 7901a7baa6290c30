"""The whole relay in a real browser: one list, steps 1 to 9, over real SMTP and IMAP. Any broken step fails it."""

import re
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from leadwright.activities.models import Activity, Kind
from leadwright.cadences.engine import advance_due
from leadwright.cadences.guards import last_look
from leadwright.cadences.models import Enrolment
from leadwright.commissions.models import Posting
from leadwright.commissions.paying import pay_due
from leadwright.conversations.sending import send_due
from leadwright.inbox.models import Reply
from leadwright.inbox.receiving import read_mailbox
from leadwright.kit.models import MarketClock
from leadwright.knowledge.shipped import shipped_articles
from leadwright.leads.models import Lead, Status
from leadwright.pipeline.models import Handoff, Opportunity
from leadwright.tasks.models import Task, TaskKind
from tests.wire.servers import (  # noqa: F401
    PostOffice,
    _office,
    post,
)

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

LIST = """First name;Last name;Job title;E-mail;Company;Website;City;Country
Rūta;Kazlauskaitė;Head of quality;ruta@pieno-kelias.example;Pieno Kelias UAB;https://pieno-kelias.example;Panevėžys;Lithuania
Rūta;Kazlauskaitė;Head of quality;RUTA@pieno-kelias.example;Pieno Kelias;;Panevėžys;Lithuania
Nobody;At all;;not-an-address;;;;
"""
QUESTION = "Hello Alice,\n\nDoes the logger keep records where there is no signal?\n\nRūta"
BRIEF = {
    "What the company does": "A dairy that exports to nine countries.",
    "What they need": "a temperature record of each load",
    "The gap that our offer closes": "nobody can show one load's whole journey",
}
CRITERIA = 5


class Floor:
    """What the worker does beside the browser, hour by hour of the market's clock."""

    def __init__(self, mailbox) -> None:
        self.mailbox = mailbox

    @property
    def now(self) -> datetime:
        return MarketClock.objects.get(pk=1).virtual_at

    def work(self) -> None:
        now = self.now
        read_mailbox(self.mailbox, now=now)
        self.mailbox.refresh_from_db()
        assert self.mailbox.read_error == ""
        advance_due(now=now, worker="floor")
        send_due(now=now, worker="floor", last_look=last_look)
        pay_due(now=now)

    def pass_time(self, until, most_hours: int = 24 * 5) -> None:
        """Hour by hour until something is so; it must be so in time."""
        for _ in range(most_hours):
            self.work()
            if until():
                return
            clock = MarketClock.objects.get(pk=1)
            MarketClock.objects.update(virtual_at=clock.virtual_at + timedelta(hours=1), real_at=timezone.now())
        raise AssertionError("it did not come about in time")


@pytest.fixture
def floor(cast, post: PostOffice, settings, now) -> Floor:  # noqa: F811
    settings.DEMO = True
    MarketClock.objects.update_or_create(pk=1, defaults={"virtual_at": now, "real_at": timezone.now(), "rate": 0})
    shipped_articles(cast.workspace, now)
    return Floor(post.mailbox_of(cast.alice))


def test_one_list_becomes_two_commission_lines(page: Page, cast, seated, floor, post):  # noqa: F811
    seated(cast.alice)
    lead = import_the_list(page)
    write_the_brief(page, lead)
    enrol(page, lead)
    first_contact(page, lead, floor, post)
    answer_the_question(page, lead, floor, post)
    qualify(page, lead)
    hand_over(page, lead)
    seated(cast.erin)
    close(page, lead)
    floor.work()
    commission(page, "1,200.00 EUR")
    seated(cast.alice)
    commission(page, "80.00 EUR")
    the_record_is_whole(page, lead, cast, seated)


def import_the_list(page: Page) -> Lead:
    page.goto("/leads/lists/import/")
    page.set_input_files("input[type=file]", {"name": "expo.csv", "mimeType": "text/csv", "buffer": LIST.encode()})
    page.get_by_label("Name of the list").fill("Expo Riga")
    page.get_by_role("button", name=re.compile("Read the file")).click()
    expect(page.locator("#import")).to_contain_text("not-an-address")
    page.get_by_role("button", name=re.compile("^Import 3 rows")).click()
    expect(page.locator("#import")).to_contain_text("Imported.")
    report = Lead.objects.get().list.imports.get()
    assert (report.created, report.refused, report.created + report.updated + report.skipped + report.refused) == (
        1,
        1,
        3,
    )
    return Lead.objects.get()


def write_the_brief(page: Page, lead: Lead) -> None:
    page.goto(f"/leads/{lead.pk}/")
    card = page.locator("#research-panel")
    expect(card).to_contain_text("Their need is not known.")
    for label, words in BRIEF.items():
        card.get_by_label(re.compile(f"^{label}")).fill(words)
    card.get_by_label("Their part in buying").select_option("decides")
    card.get_by_role("button", name="Keep the brief").click()
    expect(card).not_to_contain_text("Their need is not known.")
    expect(card).to_contain_text("No fact with a source")
    opened(card, "Add a fact")
    card.get_by_label("Fact", exact=True).fill("Drives 33 trucks of its own")
    card.locator("#id_source").fill("annual report 2025")
    card.get_by_role("button", name="Keep the fact").click()
    expect(card).to_contain_text("Drives 33 trucks")
    page.keyboard.press("b")
    expect(card).to_contain_text("good enough")
    expect(card).not_to_contain_text("not good enough")


def enrol(page: Page, lead: Lead) -> None:
    page.goto(f"/leads/{lead.pk}/")
    page.locator("#cadences-panel").get_by_role("button", name=re.compile("^Start the cadence")).click()
    expect(page.locator("#cadences-panel")).to_contain_text("On its way")
    assert Enrolment.objects.get(lead=lead).version.steps.count() == 10


def first_contact(page: Page, lead: Lead, floor: Floor, post: PostOffice) -> None:  # noqa: F811
    floor.pass_time(lambda: Task.objects.filter(kind=TaskKind.LINKEDIN).exists() and post.taken)
    letter = post.taken[0]
    assert letter.recipients == [lead.email]
    assert "Rūta" in letter.mail.get_body().get_content()
    assert letter.mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    page.goto("/today/")
    expect(page.locator("[data-row][aria-current]")).to_contain_text(lead.name)
    expect(page.locator("#pane")).to_contain_text("LinkedIn")
    page.keyboard.press("d")
    expect(page.locator(".toast").first).to_be_visible()
    assert Activity.objects.filter(lead=lead, kind=Kind.LINKEDIN).count() == 1
    floor.pass_time(lambda: len(post.taken) == 2)
    assert post.taken[1].mail["In-Reply-To"] == letter.message_id
    assert letter.message_id in post.taken[1].mail["References"]


def answer_the_question(page: Page, lead: Lead, floor: Floor, post: PostOffice) -> None:  # noqa: F811
    last = post.taken[-1]
    question = a_reply(lead, last, floor.now)
    post.put(floor.mailbox.address, question.as_bytes())
    floor.work()
    assert Enrolment.objects.get(lead=lead).state == Enrolment.State.STOPPED
    page.goto("/inbox/")
    expect(page.locator(".inbox")).to_contain_text("Question")
    expect(page.locator(".inbox")).to_contain_text("Records where there is no signal")
    draft = page.get_by_role("textbox", name="Your answer")
    expect(draft).to_have_value(re.compile("60 days"))
    draft.focus()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#inbox-open")).to_contain_text("Answered")
    sent = len(post.taken)
    floor.pass_time(lambda: len(post.taken) > sent, most_hours=3)
    assert post.taken[-1].mail["In-Reply-To"] == question["Message-ID"]
    floor.pass_time(lambda: floor.now.hour == 10)
    assert len(post.taken) == sent + 1, "nothing but the answer leaves after a reply"


def qualify(page: Page, lead: Lead) -> None:
    page.goto(f"/leads/{lead.pk}/")
    card = page.locator("#qualification-panel")
    for at in range(CRITERIA):
        opened(card, "Add evidence")
        form = card.locator("form", has=page.locator("#evidence-criterion"))
        form.get_by_label("Criterion").select_option(index=at)
        form.get_by_label("What shows it").fill(f"She said so, point {at + 1}")
        form.get_by_label("Where from").fill("her e-mail")
        form.get_by_label("How strong").select_option("shown")
        form.get_by_role("button", name="Keep").click()
        expect(card).to_contain_text(f"point {at + 1}")
    page.locator("#qualification-panel").get_by_role("button", name=re.compile("^Qualify")).click()
    expect(card).to_contain_text("Qualified")
    lead.refresh_from_db()
    assert lead.status == Status.QUALIFIED


def hand_over(page: Page, lead: Lead) -> None:
    page.goto(f"/leads/{lead.pk}/")
    page.locator("#pipeline-panel").get_by_role("button", name=re.compile("Offer to the AE")).click()
    expect(page.locator("#pipeline-panel")).to_contain_text("Waits for the AE")


def close(page: Page, lead: Lead) -> None:
    handoff = Handoff.objects.get(lead=lead)
    page.goto("/today/")
    expect(page.locator("[data-row]", has_text=lead.name).first).to_be_visible()
    page.goto(f"/pipeline/handoffs/{handoff.pk}/")
    expect(page.locator("main")).to_contain_text("no signal")
    expect(page.locator("main")).to_contain_text("nobody can show one load")
    page.keyboard.press("a")
    expect(page).to_have_url(re.compile(r"/pipeline/deals/\d+/"))
    deal = Opportunity.objects.get(lead=lead)
    page.goto("/pipeline/")
    expect(page.locator("main")).to_contain_text(deal.name)
    page.goto(f"/pipeline/deals/{deal.pk}/")
    for stage in ("Proposal", "Demo"):
        page.locator("#deal").get_by_role("button", name=stage, exact=True).click()
        expect(page.locator("#deal header").first).to_contain_text(stage)
    opened(page.locator("#deal"), "Won…")
    page.locator("#deal details[open]").get_by_label(re.compile("^Amount")).fill("12000")
    page.locator("#deal details[open]").get_by_role("button", name="Won", exact=True).click()
    expect(page.locator("#deal header").first).to_contain_text("Won")


def commission(page: Page, sum_: str) -> None:
    page.goto("/commissions/")
    expect(page.locator("tbody")).to_contain_text(sum_)
    expect(page.locator("tbody .why").first).not_to_be_empty()


def the_record_is_whole(page: Page, lead: Lead, cast, seated) -> None:
    kinds = list(Activity.objects.filter(lead=lead).values_list("kind", flat=True))
    for kind in (Kind.IMPORTED, Kind.ENROLLED, Kind.LINKEDIN, Kind.EMAIL_RECEIVED, Kind.VERDICT, Kind.ACCEPTED):
        assert kinds.count(kind) == 1, f"{kind}: {kinds}"
    assert kinds.count(Kind.EMAIL_SENT) == 3
    assert kinds.count(Kind.COMMISSION) == 2
    assert sum(Posting.objects.values_list("cents", flat=True)) == 0
    assert Reply.objects.get(lead=lead).settled_how == "answered"
    seated(cast.dana)
    page.goto("/figures/")
    expect(page.locator("main")).to_contain_text("Expo Riga")


def opened(card: Locator, summary: str) -> None:
    """Open one of the card's folds, unless it stands open."""
    fold = card.locator("details", has=card.page.locator("summary", has_text=summary)).first
    if fold.get_attribute("open") is None:
        fold.locator("summary").first.click()


def a_reply(lead: Lead, to, now: datetime) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = f"{lead.name} <{lead.email}>"
    mail["To"] = to.sender
    mail["Subject"] = f"Re: {to.mail['Subject']}"
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = "<question@pieno-kelias.example>"
    mail["In-Reply-To"] = to.message_id
    mail["References"] = f"{to.mail['References'] or ''} {to.message_id}".strip()
    mail.set_content(QUESTION)
    return mail

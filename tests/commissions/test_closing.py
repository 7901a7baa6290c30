from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from leadwright.commissions import disputing
from leadwright.commissions.closing import close_due
from leadwright.commissions.models import Dispute, Line, Statement
from leadwright.commissions.paying import pay_due
from tests.pipeline.stage import a_deal, a_qualified_lead

DECEMBER = datetime(2026, 12, 1, 8, tzinfo=UTC)
QUESTIONS_OVER = datetime(2026, 12, 7, 12, 1, tzinfo=UTC)  # after noon of the fifth working day


@pytest.fixture
def line(cast, now):
    a_deal(cast)
    pay_due(now=now)
    return Line.objects.get()


def test_a_month_is_a_draft_then_open_to_questions_then_final(cast, line, now):
    assert close_due(now=now) == 0
    assert close_due(now=DECEMBER) == 1 and close_due(now=DECEMBER) == 0
    statement = Statement.objects.get()
    assert (statement.period, statement.state) == (date(2026, 11, 1), "inquiry")
    assert statement.inquiry_until == datetime(2026, 12, 7, 12, tzinfo=UTC)
    assert close_due(now=QUESTIONS_OVER) == 1 and close_due(now=QUESTIONS_OVER) == 0
    statement.refresh_from_db()
    assert statement.state == "final"


def test_what_comes_late_to_a_final_month_stands_on_the_next(cast, line, now):
    close_due(now=DECEMBER)
    close_due(now=QUESTIONS_OVER)
    a_deal(cast, a_qualified_lead(cast.alice, "a@one.example"))
    pay_due(now=QUESTIONS_OVER)
    late = Line.objects.exclude(pk=line.pk).get()
    assert (late.earned_in, late.period) == (date(2026, 11, 1), date(2026, 12, 1))


def test_an_open_question_keeps_a_month_from_being_final_and_its_answer_may_correct(cast, line, now):
    close_due(now=DECEMBER)
    dispute = disputing.ask(line, by=cast.alice, text="Was it not 90?", now=DECEMBER)
    assert disputing.ask(line, by=cast.alice, text="And why?", now=DECEMBER) == dispute
    assert close_due(now=QUESTIONS_OVER) == 0
    for _twice in range(2):
        disputing.settle(dispute, by=cast.dana, text="It was.", correct_cents=1_000, now=QUESTIONS_OVER)
    correction = Line.objects.exclude(pk=line.pk).get()
    assert (correction.amount_cents, correction.credit, correction.period) == (1_000, "correction", date(2026, 11, 1))
    assert sum(posting.cents for posting in correction.postings.all()) == 0
    assert [remark.text for remark in dispute.remarks.all()] == ["Was it not 90?", "And why?", "It was."]
    assert close_due(now=QUESTIONS_OVER) == 1


def test_a_line_leads_to_its_event_its_rule_and_its_questions(cast, line, as_member):
    page = as_member(cast.alice).get(reverse("commissions:line", args=[line.pk])).content.decode()
    assert reverse("pipeline:handoff", args=[line.key.split(":")[1]]) in page
    assert "80.00 EUR" in page and "Owed to the member" in page and "style=" not in page
    for other, status in ((cast.bob, 404), (cast.erin, 404), (cast.charlie, 404), (cast.dana, 200), (cast.mara, 403)):
        assert as_member(other).get(reverse("commissions:line", args=[line.pk])).status_code == status


def test_the_story_of_a_lead_tells_nobody_what_a_colleague_earns(cast, line, as_member):
    story = reverse("activities:panel", args=[line.lead_id_shown])
    for reader, told in ((cast.alice, True), (cast.dana, True), (cast.bob, False), (cast.erin, False)):
        page = as_member(reader).get(story).content.decode()
        assert ("80.00 EUR" in page) == told and "Accepted by Erin Castell" in page


def test_a_question_is_asked_answered_and_settled_on_the_page(cast, line, as_member):
    ask = reverse("commissions:dispute", args=[line.pk])
    assert as_member(cast.bob).post(ask, {"text": "Mine?"}).status_code == 404
    assert as_member(cast.alice).post(ask, {"text": ""}).status_code == 422
    assert as_member(cast.alice).post(ask, {"text": "Was it not 90?"}).status_code == 303
    dispute = Dispute.objects.get()
    waiting = as_member(cast.dana).get(reverse("commissions:index")).content.decode()
    assert "Questions that wait for a manager" in waiting and "Was it not 90?" in waiting
    assert "Questions that wait" not in as_member(cast.alice).get(reverse("commissions:index")).content.decode()
    remark, settle = (reverse(f"commissions:{name}", args=[dispute.pk]) for name in ("remark", "settlement"))
    assert as_member(cast.alice).post(settle, {"text": "Yes"}).status_code == 403
    assert as_member(cast.dana).post(remark, {"text": "Let me look."}).status_code == 303
    assert as_member(cast.dana).post(settle, {"text": "Yes", "correction": "ten"}).status_code == 422
    assert as_member(cast.dana).post(settle, {"text": "Yes", "correction": "-10.00"}).status_code == 303
    page = as_member(cast.alice).get(reverse("commissions:line", args=[line.pk])).content.decode()
    assert "Was it not 90?" in page and "Let me look." in page and "Settled by Dana Whitlock" in page
    assert "−10.00 EUR" in page
    assert "Questions that wait" not in as_member(cast.dana).get(reverse("commissions:index")).content.decode()
    assert as_member(cast.alice).post(remark, {"text": "Thanks"}).status_code == 422

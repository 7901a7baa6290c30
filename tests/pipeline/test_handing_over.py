from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from leadwright.activities.models import Activity
from leadwright.leads.models import Lead, Status
from leadwright.meetings.booking import book, rules_of
from leadwright.meetings.models import Queue, Rule, Seat
from leadwright.pipeline import handing_over
from leadwright.pipeline.models import Handoff, Opportunity, Stage
from leadwright.pipeline.suggesting import Suggested, suggest
from leadwright.qualification.judging import CannotJudge, disqualify, qualify, withdraw
from leadwright.qualification.models import Verdict
from leadwright.qualification.standing import status_of
from leadwright.tasks.models import Leave, Task
from leadwright.team.roles import Role
from tests.cast import a_lead, a_member
from tests.pipeline.stage import a_deal, a_qualified_lead, an_offer


def test_only_a_qualified_lead_is_handed_over(cast, now):
    with pytest.raises(handing_over.CannotHandOver, match="on a guess"):
        handing_over.offer(a_lead(cast.alice), to=cast.erin, by=cast.alice, now=now)


@pytest.mark.parametrize(
    ("hours", "due"),
    [(2, "2026-11-30T10:00"), (1, "2026-11-27T17:00"), (10, "2026-12-01T10:00"), ("", "2026-11-30T16:00")],
)
def test_a_manager_sets_within_how_many_working_hours_an_offer_is_answered(cast, as_member, hours, due):
    """Erin works from 9 to 17; it is Friday, 16:00."""
    address = reverse("pipeline:answer_time")
    assert as_member(cast.dana).post(address, {"hours": "81"}).status_code == 422
    assert as_member(cast.dana).post(address, {"hours": str(hours)}, follow=True).status_code == 200
    assert as_member(cast.erin).post(address, {"hours": "3"}).status_code == 403
    offer = an_offer(cast, now=datetime(2026, 11, 27, 16, 0, tzinfo=UTC))
    assert offer.answer_by == datetime.fromisoformat(f"{due}+00:00")


def test_an_offer_stands_once_and_is_answered_within_a_working_day(cast):
    friday = datetime(2026, 11, 27, 15, 0, tzinfo=UTC)
    offer = an_offer(cast, now=friday)
    assert an_offer(cast, offer.lead, now=friday + timedelta(hours=1)) == offer
    assert offer.answer_by == datetime(2026, 11, 30, 15, 0, tzinfo=UTC)
    assert Activity.objects.filter(kind="handed_over").count() == 1


def test_the_lead_goes_to_who_has_the_company_then_by_rule_then_to_the_fewest_waiting(cast, now):
    lead = a_qualified_lead(cast.alice)
    assert suggest(a_lead(cast.charlie, "x@else.example"), now=now) is None
    assert suggest(lead, now=now).ae == cast.erin
    felix = a_member(cast.workspace, "Felix Orr", Role.AE)
    an_offer(cast, now=now, lead=a_qualified_lead(cast.alice, "b@b.example"))
    assert suggest(lead, now=now) == Suggested(felix, "Felix Orr has the fewest hand-offs waiting.")
    queue = Queue.objects.create(workspace=cast.workspace, name="Baltics")
    Seat.objects.create(queue=queue, member=cast.erin)
    rules_of(cast.workspace)
    rule = {"position": 20, "field": "country", "test": "one_of", "value": "lt", "gives": "queue", "queue": queue}
    Rule.objects.create(workspace=cast.workspace, **rule)
    assert (suggest(lead, now=now).ae, "Baltics" in suggest(lead, now=now).why) == (cast.erin, True)
    book(a_lead(cast.bob, "boss@pieno-kelias.example"), starts_at=now + timedelta(days=1), by=None, host=felix, now=now)
    assert "Felix Orr has this company" in suggest(lead, now=now).why
    leave = {"first_on": now.date(), "last_on": now.date(), "cover": cast.erin, "at": now}
    Leave.objects.create(workspace=cast.workspace, member=felix, **leave)
    assert suggest(lead, now=now).ae == cast.erin


def test_a_manager_gives_an_unanswered_offer_to_another_ae(cast, as_member, now):
    felix = a_member(cast.workspace, "Felix Orr", Role.AE)
    offer = an_offer(cast, now=now)
    late = now + timedelta(days=4)
    assert (handing_over.remind_silent_aes(now=late), handing_over.escalate_silent(now=late)) == (1, 1)
    address = reverse("pipeline:recipient", args=[offer.pk])
    assert as_member(cast.erin).post(address, {"to": felix.pk}).status_code == 403
    assert as_member(cast.dana).post(address, {"to": cast.alice.pk}).status_code == 422
    for _twice in range(2):
        assert as_member(cast.dana).post(address, {"to": felix.pk}).status_code == 303
    offer.refresh_from_db()
    assert (offer.offered_to, offer.escalated_at) == (felix, None) and offer.answer_by > offer.at
    assert not Task.objects.open().exists()
    assert Activity.objects.filter(summary="Offered to Felix Orr in place of Erin Castell").count() == 1
    assert handing_over.accept(offer, by=felix, now=late).owner == felix
    assert as_member(cast.dana).post(address, {"to": cast.erin.pk}).status_code == 422


def test_accepting_opens_one_deal_with_a_next_step_and_the_verdict_stands_for_good(cast, now):
    offer = an_offer(cast)
    deal = handing_over.accept(offer, by=cast.erin, now=now)
    assert handing_over.accept(offer, by=cast.erin, now=now + timedelta(hours=1)) == deal
    assert (deal.stage, deal.owner, deal.name) == (Stage.ACCEPTED, cast.erin, "Pieno Kelias")
    assert deal.next_step and deal.next_step_on == (now + timedelta(days=1)).date()
    assert Opportunity.objects.count() == 1 and deal.moves.count() == 1
    for judge in (
        lambda: withdraw(offer.verdict, cast.alice, now),
        lambda: disqualify(offer.lead, reason="no_fit", by=cast.alice, now=now),
    ):
        with pytest.raises(CannotJudge, match="Move the deal to lost"):
            judge()


def test_a_returned_lead_goes_back_to_its_sdr_and_is_qualified_anew(cast, now):
    offer = an_offer(cast)
    for _twice in range(2):
        handing_over.give_back(offer, reason="no_budget", note="No figure", by=cast.erin, now=now)
    lead = Lead.objects.get(pk=offer.lead_id)
    assert lead.status == Status.ANSWERED
    task = Task.objects.get()
    assert (task.owner, task.words) == (cast.alice, "No figure")
    assert "No budget" in task.why
    with pytest.raises(handing_over.CannotHandOver):
        handing_over.offer(lead, to=cast.erin, by=cast.alice, now=now)
    with pytest.raises(handing_over.CannotHandOver, match="no longer stands"):
        handing_over.accept(offer, by=cast.erin, now=now)


def test_the_second_return_asks_a_manager_and_only_a_manager_offers_again(cast, now):
    offer = an_offer(cast)
    handing_over.give_back(offer, reason="no_budget", by=cast.erin, now=now)
    lead = offer.lead
    qualify(lead, by=cast.alice, now=now + timedelta(hours=1))
    again = an_offer(cast, lead, now=now + timedelta(hours=1))
    assert again != offer
    handing_over.give_back(again, reason="no_need", by=cast.erin, now=now + timedelta(hours=2))
    assert Task.objects.open().order_by("-pk").first().owner == cast.dana
    qualify(lead, by=cast.alice, now=now + timedelta(hours=3))
    with pytest.raises(handing_over.CannotHandOver, match="manager decides"):
        an_offer(cast, lead, now=now + timedelta(hours=3))
    assert handing_over.offer(lead, to=cast.erin, by=cast.dana, now=now + timedelta(hours=3))


def test_an_offer_goes_when_its_verdict_goes(cast, now):
    offer = an_offer(cast)
    withdraw(offer.verdict, cast.alice, now)
    handing_over.tidy(now=now)
    offer.refresh_from_db()
    assert offer.state == Handoff.State.TAKEN_BACK
    with pytest.raises(handing_over.CannotHandOver):
        handing_over.accept(offer, by=cast.erin, now=now)


def test_an_offer_taken_back_can_be_made_to_another_ae(cast, now):
    offer = an_offer(cast)
    handing_over.take_back(offer, by=cast.alice, now=now)
    other = a_member(cast.workspace, "Felix Orr", Role.AE)
    again = handing_over.offer(offer.lead, to=other, by=cast.alice, now=now + timedelta(hours=1))
    assert (again.state, again.offered_to, Handoff.objects.count()) == (Handoff.State.OFFERED, other, 1)


def test_a_silent_ae_is_reminded_once(cast, now):
    offer = an_offer(cast)
    assert handing_over.remind_silent_aes(now=now) == 0
    for hours in (0, 1, 30):
        handing_over.remind_silent_aes(now=offer.answer_by + timedelta(hours=hours))
    task = Task.objects.get()
    assert task.owner == cast.erin
    handing_over.accept(offer, by=cast.erin, now=offer.answer_by + timedelta(days=2))
    task.refresh_from_db()
    assert task.closed_at


def test_the_cached_standing_equals_a_recount_whatever_happened(cast, now):
    """Invariant I7."""
    a_deal(cast, a_qualified_lead(cast.alice, "a@one.example"))
    an_offer(cast, a_qualified_lead(cast.alice, "b@two.example"))
    handing_over.give_back(
        an_offer(cast, a_qualified_lead(cast.alice, "c@three.example")), reason="no_need", by=cast.erin, now=now
    )
    disqualify(a_lead(cast.bob, "d@four.example"), reason="too_small", by=cast.bob, now=now)
    for lead in Lead.objects.exclude(verdicts__withdrawn_at__isnull=False):
        assert lead.status == status_of(lead)
    assert Verdict.objects.count() == 4

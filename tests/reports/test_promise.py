from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from leadwright.cadences.models import Enrolment
from leadwright.cadences.shipped import default_cadence
from leadwright.conversations.calls import log_call
from leadwright.leads.models import Lead, Status
from leadwright.pipeline.handing_over import give_back, take_back
from leadwright.pipeline.models import Opportunity, Stage
from leadwright.qualification.judging import disqualify, not_yet
from leadwright.reports.promise import next_action, without_next_action
from leadwright.reports.standing import standing
from leadwright.tasks.asking import ask
from tests.cast import a_lead, a_mailbox
from tests.pipeline.stage import a_deal, a_qualified_lead, an_offer
from tests.qualification.stage import a_brief, a_reply


@dataclass
class Floor:
    """A sales floor on which leads stand everywhere that they can."""

    cast: object
    now: object
    made: int = 0

    def lead(self, status=Status.NEW, *, owned=True):
        self.made += 1
        lead = a_lead(self.cast.alice, f"p{self.made}@co{self.made}.example", status=status)
        if not owned:
            lead.owner = None
            lead.save(update_fields=["owner"])
        return lead

    def qualified(self):
        self.made += 1
        return a_qualified_lead(self.cast.alice, f"p{self.made}@co{self.made}.example")

    def enrolment(self, lead, **fields):
        cadence = default_cadence(lead.workspace, by=self.cast.dana, now=self.now)
        mailbox = self.cast.alice.mailboxes.first() or a_mailbox(self.cast.alice)
        given = {"due_at": self.now + timedelta(days=2), **fields}
        return Enrolment.objects.create(
            lead=lead, version=cadence.current, mailbox=mailbox, started_at=self.now, **given
        )

    def task(self, lead):
        return ask(
            kind="call",
            lead=lead,
            owner=self.cast.alice,
            title="Call",
            why="It falls due",
            key=f"t:{lead.pk}",
            due_at=self.now,
            now=self.now,
        )

    def reply(self, lead, **fields):
        return a_reply(lead, self.cast.alice.mailboxes.first() or a_mailbox(self.cast.alice), **fields)


@pytest.fixture
def floor(cast, now):
    return Floor(cast, now)


def cared_for(floor) -> dict[str, Lead]:
    """One lead of each kind that has a next step, by what the step says."""
    cast, now = floor.cast, floor.now
    ready = floor.lead(Status.READY)
    a_brief(ready)
    moving, held, called = (floor.lead(Status.WORKING) for _ in range(3))
    floor.enrolment(moving)
    hold = floor.enrolment(held, due_at=None).holds
    hold.create(reason="Out of office", code="out_of_office", at=now, until=now + timedelta(days=7))
    floor.task(called)
    asked, settled, talked = (floor.lead(Status.ANSWERED) for _ in range(3))
    floor.reply(asked)
    floor.reply(settled, settled_at=now, settled_how="answered")
    log_call(lead=talked, member=cast.alice, disposition="reached", note="", key="c:1", now=now)
    returned = floor.qualified()
    give_back(an_offer(cast, returned), reason="no_need", by=cast.erin, now=now)
    returned.tasks.update(closed_at=now, outcome="done")
    returned.refresh_from_db()
    waiting = floor.lead()
    not_yet(waiting, by=cast.alice, revisit_on=date(2027, 3, 1), now=now)
    fresh = floor.qualified()
    offered, accepted = floor.qualified(), floor.qualified()
    an_offer(cast, offered)
    a_deal(cast, accepted)
    return {
        "Research": floor.lead(),
        "Enrol": ready,
        "Next by itself": moving,
        "Held": held,
        "Call": called,
        "Answer": asked,
        "Give a verdict": settled,
        "Give a verdict ": talked,
        "Give a verdict  ": returned,
        "Comes back": waiting,
        "Offer it": fresh,
        "Erin Castell answers": offered,
        "First talk": accepted,
    }


def slipped(floor) -> list[Lead]:
    """Leads that nobody and nothing is to act on."""
    stopped, undated = floor.lead(Status.WORKING), floor.lead(Status.WORKING)
    floor.enrolment(stopped, state="stopped", due_at=None)
    floor.enrolment(undated, due_at=None)
    deal = a_deal(floor.cast, floor.qualified())
    Opportunity.objects.filter(pk=deal.pk).update(next_step_on=None)
    return [
        stopped,
        undated,
        floor.lead(owned=False),
        floor.lead(Status.READY, owned=False),
        floor.lead(Status.WORKING),
        floor.lead(Status.ANSWERED),
        floor.lead(Status.WAITING),
        deal.lead,
    ]


def test_each_kind_of_lead_has_its_next_step_with_a_day_an_owner_and_a_why(floor, now):
    for words, lead in cared_for(floor).items():
        action = next_action(Lead.objects.get(pk=lead.pk), now)
        assert action is not None, words
        assert action.what.startswith(words.strip()), (words, action)
        assert action.why and action.url and action.due_at.tzinfo
    assert without_next_action(floor.cast.workspace, now) == []


def test_the_list_and_the_banner_agree_on_who_slipped(floor, now):
    kept = cared_for(floor)
    lost = {lead.pk for lead in slipped(floor)}
    assert set(without_next_action(floor.cast.workspace, now)) == lost
    for lead in Lead.objects.exclude(status__in=["disqualified", "finished"]):
        assert (next_action(lead, now) is None) == (lead.pk in lost), (lead.status, lead.pk)
    assert len(kept) + len(lost) == Lead.objects.count()


def test_ended_leads_need_no_next_step(floor, now):
    for status in (Status.DISQUALIFIED, Status.OPTED_OUT, Status.BOUNCED, Status.FINISHED):
        assert next_action(floor.lead(status), now) is None
    lost = a_deal(floor.cast, floor.qualified())
    lost.move(Stage.LOST, by=floor.cast.erin, now=now, lost_reason="Price")
    assert next_action(Lead.objects.get(pk=lost.lead_id), now) is None
    assert without_next_action(floor.cast.workspace, now) == []


def test_a_verdict_is_due_a_working_day_after_the_answer_was_settled(floor, now):
    friday = now + timedelta(days=4)
    lead = floor.lead(Status.ANSWERED)
    floor.reply(lead, settled_at=friday, settled_how="answered")
    assert next_action(lead, now).due_at == friday + timedelta(days=3)


def test_an_offer_taken_back_leaves_the_lead_with_its_owner(floor, now):
    offer = an_offer(floor.cast, floor.qualified())
    take_back(offer, by=floor.cast.alice, now=now)
    assert next_action(Lead.objects.get(pk=offer.lead_id), now).owner == floor.cast.alice


def test_every_lead_is_counted_in_one_outcome(floor, now):
    cared_for(floor)
    disqualify(floor.lead(), reason="other", by=floor.cast.alice, now=now)
    counts = standing(floor.cast.workspace)
    assert sum(counts.values()) == Lead.objects.count()
    assert counts == {
        "qualified": 3,
        "disqualified": 1,
        "waiting": 1,
        "opted_out": 0,
        "bounced": 0,
        "finished": 0,
        "in_progress": 9,
    }


def test_the_promise_takes_one_query_whatever_the_floor(floor, now, django_assert_num_queries):
    cared_for(floor)
    with django_assert_num_queries(1):
        without_next_action(floor.cast.workspace, now)

from datetime import date, timedelta

import pytest

from leadwright.activities.models import Activity
from leadwright.cadences.models import Enrolment
from leadwright.leads.models import Lead, Status, opt_out
from leadwright.qualification import judging, returning
from leadwright.qualification.criteria import criteria_of
from leadwright.qualification.models import Evidence, Verdict
from leadwright.qualification.proposals import proposals_for
from leadwright.qualification.standing import status_of
from leadwright.research.models import Brief
from leadwright.tasks.asking import ask
from tests.cast import a_lead, a_mailbox
from tests.qualification.stage import a_brief, a_reply, show_everything


@pytest.fixture
def lead(cast):
    return a_lead(cast.alice)


def enrolled(lead, cast, now):
    from leadwright.cadences.shipped import default_cadence

    cadence = default_cadence(lead.workspace, by=cast.dana, now=now)
    lead.mark(Status.WORKING)
    return Enrolment.objects.create(
        lead=lead,
        version=cadence.current,
        mailbox=a_mailbox(cast.alice),
        by=cast.alice,
        due_at=now,
        started_at=now,
    )


def test_the_five_criteria_ship_on_first_use_each_with_a_question(cast):
    first = criteria_of(cast.workspace)
    assert [criterion.code for criterion in first] == ["size", "industry", "affordability", "urgency", "fit"]
    assert all(criterion.question.endswith("?") for criterion in first)
    assert criteria_of(cast.workspace) == first
    assert criteria_of(cast.elsewhere) != first


def test_a_hint_is_not_enough_and_what_is_missing_is_named_with_its_question(cast, lead, now):
    show_everything(lead, cast.alice, but=("affordability", "fit"))
    fit = criteria_of(cast.workspace)[4]
    judging.add_evidence(lead, criterion=fit, text="They may", source="site", strength="hint", by=cast.alice, now=now)
    with pytest.raises(judging.NotShown) as refusal:
        judging.qualify(lead, by=cast.alice, now=now)
    assert [criterion.code for criterion in refusal.value.criteria] == ["affordability", "fit"]
    assert not Verdict.objects.exists()


def test_the_same_evidence_stands_once_and_counts_no_more_once_struck_out(cast, lead, now):
    show_everything(lead, cast.alice)
    show_everything(lead, cast.alice)
    assert Evidence.objects.count() == 5
    assert Activity.objects.filter(kind="evidence").count() == 5
    piece = Evidence.objects.get(criterion__code="fit")
    judging.strike_out(piece, by=cast.bob, now=now)
    judging.strike_out(piece, by=cast.bob, now=now)
    assert [criterion.code for criterion in judging.not_shown(lead)] == ["fit"]
    assert Activity.objects.filter(summary__startswith="Struck out").count() == 1


def test_qualifying_stops_cadences_settles_replies_drops_tasks_and_is_told_once(cast, lead, now):
    enrolment = enrolled(lead, cast, now)
    reply = a_reply(lead, enrolment.mailbox)
    call = ask(kind="call", lead=lead, owner=cast.alice, title="Call", why="", key="t:1", due_at=now, now=now)
    doubt = ask(kind="settle", lead=lead, owner=cast.alice, title="Sent?", why="", key="t:2", due_at=now, now=now)
    show_everything(lead, cast.alice)
    verdict = judging.qualify(lead, by=cast.alice, note="Ready", now=now)
    assert judging.qualify(lead, by=cast.alice, now=now + timedelta(hours=1)) == verdict
    for row in (enrolment, reply, call, doubt, lead):
        row.refresh_from_db()
    assert enrolment.state == Enrolment.State.STOPPED
    assert reply.settled_how == "verdict"
    assert call.outcome == "dropped" and doubt.closed_at is None
    assert lead.status == Status.QUALIFIED == status_of(lead)
    assert Activity.objects.get(kind="verdict").why == "Ready"


@pytest.mark.parametrize(("revisit_on", "status"), [(None, Status.DISQUALIFIED), (date(2027, 5, 3), Status.WAITING)])
def test_a_disqualified_lead_waits_where_it_has_a_date(cast, lead, now, revisit_on, status):
    for _again in range(2):
        judging.disqualify(lead, reason="no_urgency", by=cast.alice, revisit_on=revisit_on, now=now)
    assert Verdict.objects.count() == 1
    assert Lead.objects.get(pk=lead.pk).status == status == status_of(lead)


def test_a_reason_that_is_none_is_refused(cast, lead, now):
    with pytest.raises(ValueError, match="because"):
        judging.disqualify(lead, reason="because", by=cast.alice, now=now)


def test_somebody_who_opted_out_of_everything_is_not_handed_over(cast, lead, now):
    show_everything(lead, cast.alice)
    opt_out(lead, channel="all", source="reply", at=now)
    with pytest.raises(judging.CannotJudge, match="not to be contacted"):
        judging.qualify(lead, by=cast.alice, now=now)


def test_a_withdrawn_verdict_opens_what_it_closed(cast, lead, now):
    reply = a_reply(lead, a_mailbox(cast.alice))
    task = ask(kind="reminder", lead=lead, owner=cast.alice, title="Call back", why="", key="r", due_at=now, now=now)
    lead.mark(Status.ANSWERED)
    verdict = judging.disqualify(lead, reason="other", by=cast.alice, now=now)
    judging.withdraw(verdict, cast.alice, now + timedelta(minutes=1))
    judging.withdraw(verdict, cast.alice, now + timedelta(minutes=2))
    for row in (reply, task, lead):
        row.refresh_from_db()
    assert reply.settled_at is None and task.closed_at is None
    assert lead.status == Status.ANSWERED == status_of(lead)
    assert Activity.objects.filter(summary__startswith="Taken back").count() == 1


def test_undoing_a_second_verdict_leaves_the_first_in_force(cast, lead, now):
    judging.not_yet(lead, by=cast.alice, revisit_on=date(2027, 5, 3), now=now)
    second = judging.disqualify(lead, reason="no_fit", by=cast.alice, now=now + timedelta(days=1))
    judging.withdraw(second, cast.alice, now + timedelta(days=1, minutes=1))
    assert Lead.objects.get(pk=lead.pk).status == Status.WAITING


@pytest.mark.parametrize(("age_days", "status"), [(0, Status.READY), (181, Status.NEW), (None, Status.NEW)])
def test_on_its_date_a_lead_is_back_with_its_owner(cast, lead, now, age_days, status):
    back_on = now + timedelta(days=90)
    if age_days is not None:
        a_brief(lead, at=back_on - timedelta(days=age_days))
    judging.not_yet(lead, by=cast.alice, revisit_on=back_on.date(), now=now)
    assert returning.revisit_due(now=back_on - timedelta(days=1)) == 0
    assert returning.revisit_due(now=back_on) == 1
    assert returning.revisit_due(now=back_on) == 0
    lead.refresh_from_db()
    assert (lead.status, lead.owner) == (status, cast.alice)
    assert status_of(lead) == status
    assert Activity.objects.filter(kind="revisited", lead=lead).count() == 1
    assert not Brief.objects.filter(good_at__isnull=False).exists() or status == Status.READY


def test_the_day_of_return_is_the_workspaces_day(cast, lead, now):
    cast.workspace.timezone = "Pacific/Auckland"
    cast.workspace.save(update_fields=["timezone"])
    judging.not_yet(lead, by=cast.alice, revisit_on=date(2026, 12, 1), now=now)
    assert returning.revisit_due(now=now.replace(month=11, day=30, hour=10)) == 0
    assert returning.revisit_due(now=now.replace(month=11, day=30, hour=12)) == 1


def test_a_lead_that_opted_out_meanwhile_does_not_come_back(cast, lead, now):
    judging.not_yet(lead, by=cast.alice, revisit_on=date(2026, 12, 1), now=now)
    lead.mark(Status.OPTED_OUT)
    assert returning.revisit_due(now=now + timedelta(days=30)) == 0
    assert Lead.objects.get(pk=lead.pk).status == Status.OPTED_OUT
    assert not Activity.objects.filter(kind="revisited").exists()


def test_what_is_known_is_proposed_and_counts_only_once_confirmed(cast, lead, now):
    lead.account.employees, lead.account.industry = 240, "Dairy"
    lead.account.save(update_fields=["employees", "industry"])
    lead.custom = {"Annual revenue": "38 M EUR", "Colour": "blue"}
    lead.save(update_fields=["custom"])
    a_brief(lead)
    a_reply(lead, a_mailbox(cast.alice), words="We have an audit in November", evidence="an audit in November")
    found = {proposal.topic: proposal for proposal in proposals_for(lead)}
    assert {code: proposal.strength for code, proposal in found.items()} == {
        "size": "shown",
        "industry": "shown",
        "affordability": "hint",
        "fit": "hint",
        "need": "hint",
        "authority": "hint",
        "urgency": "hint",
    }
    assert len(judging.not_shown(lead)) == 5
    size = found["size"]
    judging.add_evidence(
        lead,
        criterion=criteria_of(cast.workspace)[0],
        text=size.text,
        source=size.source,
        strength=size.strength,
        by=cast.alice,
        now=now,
    )
    assert "size" not in {proposal.topic for proposal in proposals_for(lead)}
    assert len(judging.not_shown(lead)) == 4


@pytest.mark.parametrize(("revisit_on", "status"), [(date(2027, 5, 3), "answered"), (None, "disqualified")])
def test_who_waits_and_writes_has_answered_and_who_was_scrapped_stays_so(cast, lead, now, revisit_on, status):
    judging.disqualify(lead, reason="no_urgency", by=cast.alice, revisit_on=revisit_on, now=now)
    a_reply(lead, a_mailbox(cast.alice), at=now + timedelta(days=3))
    assert status_of(lead) == status

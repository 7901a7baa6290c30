"""A mailbox whose mails come back stops by itself; a person releases it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from leadwright.activities.models import Kind, record
from leadwright.cadences.braking import brake_mailboxes, health
from leadwright.channels.pacing import Health
from leadwright.conversations.models import Conversation, Message
from leadwright.leads.models import opt_out
from tests.cast import a_lead, a_mailbox


@pytest.fixture
def box(cast, now):
    return a_mailbox(cast.alice, created_at=now - timedelta(days=30))


def mails(box, count, at, *, begin=0, **fields):
    given = {"outbound": True, "state": "sent", "sender": box.address, "automatic": True, **fields}
    for number in range(begin, begin + count):
        lead = a_lead(box.member, f"p{number}@c{number}.example")
        same = {"workspace": box.workspace, "mailbox": box, "lead": lead}
        talk = Conversation.objects.create(**same, started_at=at)
        Message.objects.create(
            **same, **given, conversation=talk, message_id=f"<{number}@x>", recipient=lead.email, at=at
        )


def bounce(box, lead, at):
    talk = Conversation.objects.get(lead=lead)
    came = Message.objects.create(
        workspace=box.workspace,
        mailbox=box,
        lead=lead,
        conversation=talk,
        outbound=False,
        state="received",
        message_id=f"<b{lead.pk}@x>",
        sender="mailer-daemon@x.example",
        recipient=box.address,
        at=at,
    )
    record(
        Kind.BOUNCED,
        workspace_id=box.workspace_id,
        key=f"message:{came.pk}:bounced",
        summary="Bounced",
        lead=lead,
        detail={"message": came.pk, "hard": True},
        at=at,
    )


def test_it_stops_at_too_many_bounces_says_why_and_only_a_person_releases_it(cast, box, now, as_member):
    mails(box, 18, now - timedelta(days=1))
    mails(box, 2, now - timedelta(days=1), begin=18, state="failed", failure="bad_address: No such user.")
    assert brake_mailboxes(now) == []
    bounce(box, box.workspace.leads.first(), now - timedelta(hours=1))
    assert health(box, now) == Health(20, 3, 0)
    assert brake_mailboxes(now) == [box]
    assert brake_mailboxes(now + timedelta(days=30)) == []
    box.refresh_from_db()
    assert "3 of 20 mails came back" in box.stopped_why
    assert cast.workspace.activities.filter(summary__contains="stopped by itself").count() == 1
    assert b"3 of 20 mails came back" in as_member(cast.alice).get(reverse("channels:index")).content
    box.release(now + timedelta(hours=1))
    assert brake_mailboxes(now + timedelta(hours=2)) == []


def test_it_stops_at_complaints_and_old_ones_do_not_count(box, now):
    mails(box, 25, now - timedelta(days=2))
    for lead in box.workspace.leads.order_by("pk")[:2]:
        opt_out(lead, channel="email", source="complaint", at=now - timedelta(hours=1))
    assert health(box, now) == Health(25, 0, 2)
    assert health(box, now + timedelta(days=8)) == Health(0, 0, 0)
    assert brake_mailboxes(now) == [box]

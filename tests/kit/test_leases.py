import threading
from datetime import timedelta

import pytest
from django.db import connection

from leadwright.conversations.models import Message
from leadwright.kit.leases import claim


@pytest.fixture
def messages(cast, now):
    return some_messages(cast, now)


def some_messages(cast, now, count=30):
    from leadwright.conversations.models import Conversation
    from tests.cast import a_lead, a_mailbox

    lead, mailbox = a_lead(cast.alice), a_mailbox(cast.alice)
    thread = Conversation.objects.create(
        workspace=cast.workspace, lead=lead, mailbox=mailbox, subject="x", started_at=now
    )
    return Message.objects.bulk_create(
        Message(
            workspace=cast.workspace,
            conversation=thread,
            lead=lead,
            mailbox=mailbox,
            message_id=f"<{n}@northmark.example>",
            due_at=now,
            outbound=True,
            state=Message.State.QUEUED,
            at=now,
        )
        for n in range(count)
    )


def test_a_batch_belongs_to_its_worker_until_the_lease_ends(messages, now):
    due = Message.objects.order_by("pk")
    first = claim(due, now=now, batch=20, seconds=60, worker="a")
    assert [row.lease_by for row in first] == ["a"] * 20
    assert len(claim(due, now=now, batch=20, seconds=60, worker="b")) == 10
    assert claim(due, now=now + timedelta(seconds=59), batch=20, seconds=60, worker="c") == []
    assert len(claim(due, now=now + timedelta(seconds=60), batch=50, seconds=60, worker="c")) == 30


def test_changes_are_written_with_the_lease(messages, now):
    rows = claim(Message.objects.order_by("pk"), now=now, batch=1, seconds=60, worker="a" * 99, subject="claimed")
    kept = Message.objects.get(pk=rows[0].pk)
    assert (rows[0].subject, kept.subject, kept.lease_by) == ("claimed", "claimed", "a" * 40)


@pytest.mark.django_db(transaction=True)
def test_eight_workers_at_once_never_get_the_same_row(now):
    from tests import cast as people

    count = len(some_messages(people.assemble(), now, 200))
    got: list[int] = []

    def work(name):
        while rows := claim(Message.objects.order_by("pk"), now=now, batch=7, seconds=60, worker=name):
            got.extend(row.pk for row in rows)
        connection.close()

    threads = [threading.Thread(target=work, args=(str(n),)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # A worker may stop early when all that is left is being claimed by the others; nobody gets a row twice.
    assert len(got) == len(set(got))
    got += [row.pk for row in claim(Message.objects.order_by("pk"), now=now, batch=500, seconds=60, worker="last")]
    assert len(set(got)) == count == len(got)

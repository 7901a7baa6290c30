"""A worker whose wire went dead in the middle of a transaction keeps its rows locked; the others go on around them."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import OperationalError, connection

from leadwright.cadences.engine import advance_due, wake
from leadwright.cadences.models import Enrolment
from leadwright.cadences.stopping import stop_all
from leadwright.channels.models import Mailbox
from leadwright.conversations.models import Message
from leadwright.conversations.sending import LEASE, reclaim_expired
from tests import cast as people
from tests.cadences.floor import enrolled

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def impatient():
    """Who waits for a lock fails."""
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '1s'")
        yield
        cursor.execute("RESET lock_timeout")


@contextmanager
def locked(*rows):
    """By somebody else, for as long as the block lasts."""
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("BEGIN")
        for row in rows:
            cursor.execute(f"SELECT 1 FROM {row._meta.db_table} WHERE id = %s FOR UPDATE", [row.pk])
        yield
        cursor.execute("ROLLBACK")  # the server hears of a closed connection a little later
    other.close()


@pytest.fixture
def written(now):
    """Two of Alice's leads, each with a mail that is queued."""
    alice = people.assemble().alice
    for number in range(2):
        enrolled(alice, now=now, email=f"p{number}@firm{number}.example")
    later = now + timedelta(hours=3)
    Mailbox.objects.update(read_at=later)
    advance_due(now=later, worker="test")
    return list(Message.objects.order_by("pk"))


@pytest.mark.parametrize(("state", "free_one"), [("claimed", "queued"), ("committing", "unknown")])
def test_a_lease_that_ran_out_is_taken_back_beside_a_locked_one(written, impatient, now, state, free_one):
    Message.objects.update(state=state, lease_until=now, lease_by="gone")
    with locked(written[0]):
        assert reclaim_expired(now + LEASE) == 1
    assert list(Message.objects.order_by("pk").values_list("state", flat=True)) == [state, free_one]
    assert reclaim_expired(now + LEASE) == 1


def test_enrolments_are_woken_beside_a_locked_one(written, impatient, now):
    Message.objects.update(state="sent")
    first = Enrolment.objects.order_by("pk").first()
    with locked(first):
        assert wake(now) == 1
    assert wake(now) == 1


def test_who_stops_waits_for_the_lead_before_the_enrolment(written, impatient, now):
    """As the point of a mail has it: the two wait for each other in one order, and never in a ring."""
    enrolment = Enrolment.objects.order_by("pk").first()
    with locked(enrolment.lead, enrolment), pytest.raises(OperationalError) as kept_waiting:
        stop_all(enrolment.lead, code="manual", why="Enough.", now=now)
    assert 'relation "leads_lead"' in kept_waiting.value.__cause__.diag.context

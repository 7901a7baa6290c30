"""A small world, end to end: real SMTP, IMAP and PostgreSQL, in virtual time."""

import pytest
from django.core.management import call_command

from leadwright.leads.models import Lead
from leadwright.market import lists
from leadwright.market.simulate import simulate

pytestmark = [pytest.mark.wire, pytest.mark.django_db(transaction=True), pytest.mark.timeout(240)]


def run(leads: int, days: int, seed: int = 11) -> dict:
    return simulate(lists.as_csv(lists.people(leads, seed)), "list.csv", days=days, seed=seed)


def test_the_relay_keeps_its_promises():
    found = run(leads=30, days=20)
    assert found["leads"] == Lead.objects.count() == 30
    assert sum(found["outcomes"].values()) == 30
    assert found["without_next_action"] == 0
    assert found["duplicates"] == 0
    assert found["sent_after_stop"] == 0
    assert found["messages_unknown"] == 0
    assert found["messages_sent"] == found["messages_at_the_sink"] > 30
    assert found["replies"] > 0
    assert found["funnel"]["contacted"] >= 27
    assert found["commission_balance_cents"] == 0


def test_the_same_seed_tells_the_same_story():
    first = run(leads=14, days=9)
    call_command("flush", interactive=False, verbosity=0)
    assert without_time(run(leads=14, days=9)) == without_time(first)


def without_time(found: dict) -> dict:
    return {key: value for key, value in found.items() if key != "seconds"}

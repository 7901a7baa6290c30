"""A small world, end to end: real SMTP, IMAP and PostgreSQL, in virtual time."""

import pytest

from leadwright.leads.models import Lead
from leadwright.market import lists
from leadwright.market.simulate import simulate
from leadwright.team.models import Workspace

pytestmark = [pytest.mark.wire, pytest.mark.django_db(transaction=True), pytest.mark.timeout(240)]
LEADS, DAYS, SEED = 30, 20, 11


def run() -> dict:
    return simulate(lists.as_csv(lists.people(LEADS, SEED)), "list.csv", days=DAYS, seed=SEED)


def test_the_relay_keeps_its_promises_and_the_same_seed_tells_the_same_story(django_db_blocker):
    first = run()
    assert first["leads"] == Lead.objects.count() == LEADS
    assert sum(first["outcomes"].values()) == LEADS
    assert first["without_next_action"] == 0
    assert first["duplicates"] == 0
    assert first["sent_after_stop"] == 0
    assert first["messages_unknown"] == 0
    assert first["messages_sent"] == first["messages_at_the_sink"] > LEADS
    assert first["replies"] > 0
    assert first["funnel"]["contacted"] >= LEADS * 0.9
    assert first["commission_balance_cents"] == 0
    empty_the_database()
    assert without_time(run()) == without_time(first)


def without_time(found: dict) -> dict:
    return {key: value for key, value in found.items() if key != "seconds"}


def empty_the_database() -> None:
    from django.core.management import call_command

    call_command("flush", interactive=False, verbosity=0)
    assert not Workspace.objects.exists()

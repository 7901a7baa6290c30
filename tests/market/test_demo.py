from datetime import UTC, date, datetime, timedelta

import pytest

from leadwright.channels.models import Mailbox
from leadwright.inbox.models import Reply
from leadwright.kit.models import MarketClock
from leadwright.leads.models import Lead, Status
from leadwright.market import demo
from leadwright.reports.promise import without_next_action
from leadwright.team.models import Member, Workspace
from tests.cast import MONDAY


@pytest.mark.wire
@pytest.mark.timeout(240)
@pytest.mark.django_db(transaction=True)
def test_the_demo_has_a_past_and_starts_once(monkeypatch, settings):
    monkeypatch.setattr(demo, "PEOPLE", 16)
    monkeypatch.setattr(demo, "PAST", timedelta(days=7))
    monkeypatch.setenv("LEADWRIGHT_MARKET_SMTP", "8025")
    demo.ensure_demo(MONDAY)
    workspace = Workspace.objects.get()
    assert [member.first_name for member in Member.objects.order_by("pk")][:2] == ["Alice", "Bob"]
    assert Lead.objects.exclude(status=Status.NEW).count() > 8
    assert Lead.objects.filter(list__name=demo.LIST_NAME).count() == 16
    assert without_next_action(workspace) == []
    assert set(Mailbox.objects.values_list("smtp_port", flat=True)) == {8025}
    assert not Reply.objects.filter(at__gt=MONDAY).exists()

    MarketClock.objects.update(rate=1440, real_at=datetime.now(UTC) - timedelta(hours=8))
    demo.ensure_demo(MONDAY)
    assert Workspace.objects.get() == workspace
    clock = MarketClock.objects.get(pk=1)
    assert clock.at(datetime.now(UTC)) - demo.working_morning(MONDAY) < timedelta(minutes=1)


@pytest.mark.parametrize(
    "at, morning",
    [
        (datetime(2026, 11, 23, 23, 0, tzinfo=UTC), date(2026, 11, 23)),
        (datetime(2026, 11, 28, 12, 0, tzinfo=UTC), date(2026, 11, 27)),
        (datetime(2026, 11, 29, 12, 0, tzinfo=UTC), date(2026, 11, 27)),
    ],
)
def test_the_visitor_always_comes_on_a_working_morning(at, morning):
    assert demo.working_morning(at).date() == morning
    assert demo.working_morning(at).hour == 8


def test_working_days_leave_week_ends_out():
    assert demo.working_days(date(2026, 11, 20), date(2026, 11, 23)) == 1
    assert demo.working_days(date(2026, 11, 19), date(2026, 11, 23)) == 2

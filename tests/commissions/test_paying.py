from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.db.models import Sum
from django.urls import reverse

from leadwright.activities.models import Activity
from leadwright.commissions.models import Line, Plan, Posting
from leadwright.commissions.paying import default_plans, pay_due
from leadwright.commissions.trying import tried
from leadwright.pipeline.models import Stage
from tests.cast import assemble
from tests.pipeline.stage import a_deal, a_qualified_lead


def balance():
    return Posting.objects.aggregate(cents=Sum("cents"))["cents"]


def won(cast, now, cents=1_200_000, **at):
    deal = a_deal(cast, **at)
    deal.move(Stage.WON, by=cast.erin, now=now + timedelta(days=9), amount_cents=cents)
    return deal


def test_the_sdr_is_paid_for_the_accepted_lead_and_the_ae_for_the_won_deal(cast, now):
    won(cast, now)
    assert pay_due(now=now + timedelta(days=10)) == 2
    assert pay_due(now=now + timedelta(days=11)) == 0
    sdr, ae = Line.objects.order_by("at")
    assert (sdr.member, sdr.amount_cents) == (cast.alice, 8_000)
    assert sdr.why == (
        "Rūta Kazlauskaitė (Pieno Kelias) was accepted by Erin Castell on 23 Nov 2026. "
        "Plan “Qualified lead accepted”, version 1: 80.00 EUR for each."
    )
    assert (ae.member, ae.amount_cents) == (cast.erin, 120_000)
    assert ae.why == (
        "Pieno Kelias was won on 2 Dec 2026. Plan “Deal won”, version 1: 10 % of 12,000.00 EUR = 1,200.00 EUR."
    )
    assert balance() == 0
    assert Activity.objects.filter(kind="commission").count() == 2


def test_a_deal_that_is_no_longer_won_is_taken_back_to_the_cent_and_may_be_won_again(cast, now):
    deal = won(cast, now, cents=333_35)
    pay_due(now=now)
    deal.move(Stage.DEMO, by=cast.erin, now=now + timedelta(days=12))
    for _twice in range(2):
        pay_due(now=now)
    ae = Line.objects.filter(member=cast.erin)
    assert sorted(ae.values_list("amount_cents", flat=True)) == [-3_334, 3_334]
    deal.move(Stage.WON, by=cast.erin, now=now + timedelta(days=20), amount_cents=500_000)
    pay_due(now=now)
    assert ae.aggregate(cents=Sum("amount_cents"))["cents"] == 50_000
    assert balance() == 0


def test_a_shared_deal_pays_each_their_part_and_takes_it_back_to_the_cent(cast, as_member, now):
    deal = a_deal(cast)
    address = reverse("pipeline:shares", args=[deal.pk])
    assert as_member(cast.erin).post(address, {"member": cast.dana.pk, "percent": "30"}).status_code == 403
    manager = as_member(cast.dana)
    for member, percent in ((cast.erin, "30"), (cast.charlie, "30"), (cast.bob, "100"), (cast.bob, "-1")):
        assert manager.post(address, {"member": member.pk, "percent": percent}).status_code == 422
    for member, percent in ((cast.dana, "33.33"), (cast.bob, "20"), (cast.bob, "0"), (cast.bob, "10")):
        assert manager.post(address, {"member": member.pk, "percent": percent}).status_code == 303
    assert manager.post(address, {"member": cast.ada.pk, "percent": "60"}).status_code == 422
    deal.move(Stage.WON, by=cast.erin, now=now + timedelta(days=9), amount_cents=100_003)
    assert manager.post(address, {"member": cast.bob.pk, "percent": "5"}).status_code == 422
    pay_due(now=now + timedelta(days=10))
    lines = Line.objects.filter(plan__event="deal_won")
    assert sorted(lines.values_list("member__user__name", "credit", "amount_cents")) == [
        ("Bob Tarrant", "partner", 1_000),
        ("Dana Whitlock", "partner", 3_333),
        ("Erin Castell", "owner", 5_667),
    ]
    assert "33.33 % of it: 33.33 EUR." in lines.get(member=cast.dana).why
    terms = Plan.objects.get(event="deal_won").terms()
    again = tried(terms, "deal_won", cast.workspace, now.date().replace(day=1))
    assert {one.member.name: one.more_cents for one in again} == {m.name: 0 for m in (cast.bob, cast.dana, cast.erin)}
    deal.move(Stage.DEMO, by=cast.erin, now=now + timedelta(days=12))
    for _twice in range(2):
        pay_due(now=now)
    assert lines.count() == 6 and lines.aggregate(cents=Sum("amount_cents"))["cents"] == 0 == balance()


def test_a_deal_moved_on_before_it_was_paid_earns_nothing(cast, now):
    won(cast, now).move(Stage.DEMO, by=cast.erin, now=now + timedelta(days=10))
    pay_due(now=now)
    assert not Line.objects.filter(member=cast.erin).exists()


def test_the_plan_of_the_day_of_the_event_counts(cast, now):
    default_plans(cast.workspace, now)
    default_plans(cast.workspace, now)
    assert Plan.objects.count() == 2
    Plan.objects.create(
        workspace=cast.workspace,
        event="handoff_accepted",
        version=2,
        flat_cents=9_000,
        starts_on=(now + timedelta(days=30)).date(),
        created_at=now,
    )
    a_deal(cast, a_qualified_lead(cast.alice, "a@one.example"))
    later = now + timedelta(days=30)
    a_deal(cast, a_qualified_lead(cast.alice, "b@two.example"), now=later)
    pay_due(now=later)
    assert list(Line.objects.order_by("at").values_list("amount_cents", flat=True)) == [8_000, 9_000]


def test_one_workspace_is_paid_alone(cast, now):
    a_deal(cast)
    assert pay_due(now=now, workspace=cast.elsewhere) == 0
    assert pay_due(now=now, workspace=cast.workspace) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_pay_each_event_once(now):
    """Invariant I8."""
    cast = assemble()
    for number in range(12):
        a_deal(cast, a_qualified_lead(cast.alice, f"p{number}@co{number}.example"))
    default_plans(cast.workspace, now)

    def pay(_worker):
        try:
            return pay_due(now=now)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as workers:
        written = sum(workers.map(pay, range(4)))
    assert written == Line.objects.count() == 12
    assert Posting.objects.count() == 24 and balance() == 0

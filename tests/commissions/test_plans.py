from datetime import timedelta

import pytest
from django.db.models import Sum
from django.urls import reverse

from leadwright.commissions.models import FirstDay, Line, Plan, Posting
from leadwright.commissions.paying import default_plans, pay_due
from leadwright.meetings.booking import book
from leadwright.meetings.changing import hold, miss
from leadwright.pipeline.models import Stage
from tests.cast import MONDAY, a_lead
from tests.pipeline.stage import a_deal, a_qualified_lead


def a_plan(cast, event, version=2, **fields):
    default_plans(cast.workspace, MONDAY)
    return Plan.objects.create(
        workspace=cast.workspace,
        event=event,
        version=version,
        starts_on=MONDAY.date(),
        created_at=MONDAY,
        **fields,
    )


def won(cast, cents, number=1, after=9):
    deal = a_deal(cast, a_qualified_lead(cast.alice, f"p{number}@co{number}.example"))
    deal.move(Stage.WON, by=cast.erin, now=MONDAY + timedelta(days=after, minutes=number), amount_cents=cents)
    return deal


def amounts(member):
    return list(
        Line.objects.filter(member=member, key__startswith="won").order_by("pk").values_list("amount_cents", flat=True)
    )


def form(**fields):
    return {"event": "deal_won", "share": "10", "starts_on": "2026-12-01", **fields}


def test_each_deal_is_priced_by_what_was_won_before_it_in_the_month(cast, now):
    a_plan(cast, "deal_won", share_bp=1_000, tiers=[[1_500_000, 0, 2_000]], cap_cents=290_000)
    for number in (1, 2, 3):
        won(cast, 1_000_000, number)
    pay_due(now=now)
    assert amounts(cast.erin) == [100_000, 150_000, 40_000]
    lines = Line.objects.filter(member=cast.erin).order_by("pk")
    assert "10 % of 5,000.00 EUR + 20 % of 5,000.00 EUR beyond 15,000.00 EUR in the month" in lines[1].why
    assert "over the cap of 2,900.00 EUR" in lines[2].why
    assert all(sum(step["cents"] for step in line.steps) == line.priced_cents for line in lines)


def test_a_split_pays_who_brought_the_lead_and_is_taken_back_from_both(cast, now):
    a_plan(cast, "deal_won", share_bp=1_000, source_bp=1_500)
    deal = won(cast, 333_35)
    pay_due(now=now)
    assert (amounts(cast.erin), amounts(cast.alice)) == ([2_834], [500])
    deal.move(Stage.DEMO, by=cast.erin, now=now + timedelta(days=20))
    for _twice in range(2):
        pay_due(now=now)
    assert (sum(amounts(cast.erin)), sum(amounts(cast.alice))) == (0, 0)
    assert Line.objects.exclude(reverses=None).count() == 2
    assert Posting.objects.aggregate(sum=Sum("cents"))["sum"] == 0


def test_after_the_days_of_the_clawback_a_payment_stands(cast, now):
    a_plan(cast, "deal_won", share_bp=1_000, clawback_days=10)
    early, late = won(cast, 100_000, 1), won(cast, 200_000, 2)
    pay_due(now=now)
    early.move(Stage.DEMO, by=cast.erin, now=now + timedelta(days=18))
    late.move(Stage.DEMO, by=cast.erin, now=now + timedelta(days=30))
    pay_due(now=now)
    assert sorted(amounts(cast.erin)) == [-10_000, 10_000, 20_000]


def test_a_held_meeting_pays_who_brought_it_once_and_is_taken_back_when_nobody_came_after_all(cast, now):
    at = now + timedelta(days=1)
    meeting = book(a_lead(cast.alice), starts_at=at, by=cast.alice, now=now)
    over = at + timedelta(hours=1)
    hold(meeting, by=cast.erin, now=over)
    assert pay_due(now=over) == 0  # no plan speaks of meetings
    a_plan(cast, "meeting_held", 1, flat_cents=2_500)
    assert pay_due(now=over) == 1 and pay_due(now=over) == 0
    line = Line.objects.get()
    assert (line.member, line.amount_cents) == (cast.alice, 2_500) and "was held on 24 Nov 2026" in line.why
    miss(meeting, by=cast.erin, now=over)
    assert pay_due(now=over) == 1 and pay_due(now=over) == 0
    back = Line.objects.latest("pk")
    assert (back.amount_cents, back.reverses) == (-2_500, line) and "nobody came after all" in back.why
    assert Posting.objects.aggregate(sum=Sum("cents"))["sum"] == 0


def test_a_meeting_that_was_held_after_all_is_paid_again_once(cast, now):
    at = now + timedelta(days=1)
    meeting = book(a_lead(cast.alice), starts_at=at, by=cast.alice, now=now)
    a_plan(cast, "meeting_held", 1, flat_cents=2_500)
    for turn in range(3):
        over = at + timedelta(hours=1 + turn)
        hold(meeting, by=cast.erin, now=over)
        assert pay_due(now=over) == 1 and pay_due(now=over) == 0
        miss(meeting, by=cast.erin, now=over)
        hold(meeting, by=cast.erin, now=over)  # a slip that was put right before anybody looked
        assert pay_due(now=over) == 0
        if turn < 2:
            miss(meeting, by=cast.erin, now=over)
            assert pay_due(now=over) == 1 and pay_due(now=over) == 0
    paid = list(Line.objects.order_by("pk").values_list("amount_cents", flat=True))
    assert paid == [2_500, -2_500, 2_500, -2_500, 2_500]
    keys = [
        key.partition(":")[2].partition(":")[2] for key in Line.objects.order_by("pk").values_list("key", flat=True)
    ]
    assert keys == ["", "reversed", "2", "2:reversed", "3"]
    assert Posting.objects.aggregate(sum=Sum("cents"))["sum"] == 0


def test_the_ramp_counts_from_the_first_day(cast, now):
    a_plan(cast, "handoff_accepted", flat_cents=8_000, quota=4, accelerators=[[100, 20_000]], ramp=[25])
    FirstDay.objects.create(member=cast.alice, day=now.date())
    for number in (1, 2):
        a_deal(cast, a_qualified_lead(cast.alice, f"p{number}@co{number}.example"))
    pay_due(now=now)
    assert sorted(Line.objects.values_list("amount_cents", flat=True)) == [8_000, 16_000]


def test_a_manager_writes_the_next_version_and_it_pays_from_its_day(cast, now, as_member):
    won(cast, 1_000_000)
    pay_due(now=now)
    client = as_member(cast.dana)
    fields = form(share="12.5", tiers="50000: 15 %\n100000: 20 %", quota="80000", accelerators="100: 1.25", cap="9,000")
    answer = client.post(
        reverse("commissions:version"), fields | {"source": "5", "ramp": "30, 60", "clawback_days": "90"}
    )
    assert answer.status_code == 303
    plan = Plan.objects.get(event="deal_won", version=2)
    assert (plan.share_bp, plan.tiers) == (1_250, [[5_000_000, 0, 1_500], [10_000_000, 0, 2_000]])
    assert (plan.quota, plan.accelerators, plan.cap_cents) == (8_000_000, [[100, 12_500]], 900_000)
    assert (plan.source_bp, plan.ramp, plan.clawback_days, plan.by) == (500, [30, 60], 90, cast.dana)
    page = client.get(reverse("commissions:plans")).content.decode()
    assert "Beyond 50,000.00 EUR in a month: 15 % of the amount." in page and "style=" not in page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"starts_on": "2020-01-01"}, "A version begins today or later"),
        ({"share": "", "flat": ""}, "Say what it pays"),
        ({"share": "101"}, "A percentage from 0 to 100"),
        ({"tiers": "a lot"}, "is not written as in the example"),
        ({"tiers": "10: 5 %\n10: 6 %"}, "Each threshold stands once"),
        ({"accelerators": "100: 1.25"}, "Accelerators need a quota"),
        ({"event": "handoff_accepted"}, "Only a won deal has an amount to share"),
        ({"ramp": "a, b"}, "Percentages with commas"),
        ({"quota": "NaN"}, "is no amount"),
    ],
)
def test_what_cannot_be_a_plan_is_said_and_nothing_is_stored(cast, as_member, stopped_clock, fields, said):
    answer = as_member(cast.dana).post(reverse("commissions:version"), form(**fields))
    assert answer.status_code == 422 and said in answer.content.decode()
    assert not Plan.objects.exists()


def test_a_version_is_tried_on_the_past_and_nothing_is_stored(cast, now, as_member, stopped_clock):
    won(cast, 1_000_000, after=0)
    pay_due(now=now)
    answer = as_member(cast.dana).post(reverse("commissions:trial"), form(share="12", source="10"))
    page = answer.content.decode()
    assert answer.status_code == 200 and "1,080.00 EUR" in page and "120.00 EUR" in page and "80.00 EUR" in page
    assert not Plan.objects.filter(version=2).exists()


def test_a_version_is_tried_for_one_person_event_by_event(cast, now, as_member, stopped_clock):
    won(cast, 1_000_000, 1, after=0)
    won(cast, 500_000, 2, after=0)
    pay_due(now=now)
    client = as_member(cast.dana)
    page = client.post(reverse("commissions:trial"), form(share="12", source="10") | {"person": cast.alice.pk})
    assert (
        "Each event of Alice Marlowe" in page.content.decode()
        and 'Erin Castell</td><td class="n">' not in page.content.decode()
    )
    page = client.post(reverse("commissions:trial"), form(share="12") | {"person": cast.erin.pk}).content.decode()
    assert page.count("was won on") == 2 and "1,200.00 EUR" in page and "600.00 EUR" in page
    assert client.post(reverse("commissions:trial"), form() | {"person": cast.charlie.pk}).status_code == 404
    assert not Plan.objects.filter(version=2).exists()


def test_everybody_reads_the_plans_and_managers_alone_change_them(cast, as_member, stopped_clock):
    default_plans(cast.workspace, MONDAY)
    client = as_member(cast.alice)
    assert "10 % of the amount" in client.get(reverse("commissions:plans")).content.decode()
    assert client.post(reverse("commissions:version"), form()).status_code == 403
    assert client.post(reverse("commissions:trial"), form()).status_code == 403
    day = reverse("commissions:first_day", args=[cast.alice.pk])
    assert client.post(day, {"day": "2026-11-02"}).status_code == 403
    assert as_member(cast.dana).post(day, {"day": "2026-11-02"}).status_code == 303
    assert FirstDay.objects.get().member == cast.alice
    assert as_member(cast.charlie).post(day, {"day": "2026-11-02"}).status_code in {403, 404}

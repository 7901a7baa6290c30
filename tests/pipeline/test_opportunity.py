from datetime import timedelta

import pytest

from leadwright.activities.models import Activity
from leadwright.pipeline.models import CannotMove, Opportunity, Stage
from tests.pipeline.stage import a_deal


def test_a_move_is_kept_and_told_once(cast, now):
    deal = a_deal(cast)
    assert deal.move(Stage.PROPOSAL, by=cast.erin, now=now, note="Sent")
    assert deal.move(Stage.PROPOSAL, by=cast.erin, now=now) is None
    assert [(step.from_stage, step.to_stage) for step in deal.moves.order_by("pk")] == [
        ("", "accepted"),
        ("accepted", "proposal"),
    ]
    assert Activity.objects.get(kind="stage").summary == "Pieno Kelias: Accepted → Proposal"


@pytest.mark.parametrize(
    ("stage", "given", "field"),
    [
        (Stage.WON, {}, "amount"),
        (Stage.WON, {"amount_cents": 0}, "amount"),
        (Stage.LOST, {}, "lost_reason"),
        (Stage.LOST, {"lost_reason": "  "}, "lost_reason"),
    ],
)
def test_won_needs_an_amount_and_lost_a_reason(cast, now, stage, given, field):
    deal = a_deal(cast)
    with pytest.raises(CannotMove) as refusal:
        deal.move(stage, by=cast.erin, now=now, **given)
    assert refusal.value.field == field
    assert Opportunity.objects.get().stage == deal.stage == Stage.ACCEPTED


def test_a_closed_deal_has_its_day_and_loses_it_when_it_opens_again(cast, now):
    deal = a_deal(cast)
    deal.move(Stage.WON, by=cast.erin, now=now, amount_cents=1_200_000)
    assert deal.closed_at == now
    deal.move(Stage.DEMO, by=cast.erin, now=now + timedelta(days=40))
    stored = Opportunity.objects.get()
    assert (stored.closed_at, stored.amount_cents) == (None, 1_200_000)
    assert stored.next_step_on > (now + timedelta(days=40)).date()

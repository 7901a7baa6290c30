from datetime import timedelta

import pytest

from leadwright.conversations.calls import log_call
from leadwright.pipeline.models import Stage
from leadwright.reports.funnel import STAGES, at_stage, funnel, leads_of
from tests.cast import a_lead, a_list, a_mailbox
from tests.pipeline.stage import a_deal, a_qualified_lead, an_offer
from tests.qualification.stage import a_brief, a_reply


@pytest.fixture
def floor(cast, now):
    """Six leads: one stands at each stage but won and accepted, which one lead reaches; Bob has the first two."""
    mailbox = a_mailbox(cast.alice)
    other = a_list(cast.workspace, "Nordic seafood")
    a_lead(cast.bob, "new@a.example", list=other)
    a_brief(a_lead(cast.bob, "ready@b.example", list=other))
    tried = a_lead(cast.alice, "tried@c.example")
    log_call(lead=tried, member=cast.alice, disposition="no_answer", note="", key="c:1", now=now)
    a_reply(a_lead(cast.alice, "said@d.example"), mailbox)
    away = a_lead(cast.alice, "away@e.example")
    a_reply(away, mailbox, kind="out_of_office", intent="")
    an_offer(cast, a_qualified_lead(cast.alice, "good@f.example"))
    deal = a_deal(cast, a_qualified_lead(cast.alice, "won@g.example"))
    deal.move(Stage.WON, by=cast.erin, now=now, amount_cents=100)
    a_lead(cast.charlie, "elsewhere@h.example")
    return cast


def test_a_lead_that_reached_a_stage_has_reached_those_before_it(floor):
    assert funnel(floor.workspace) == {
        "leads": 7,
        "researched": 5,
        "contacted": 4,
        "answered": 3,
        "qualified": 2,
        "accepted": 1,
        "won": 1,
    }


def test_members_and_lists_add_up_to_the_whole(floor):
    whole = funnel(floor.workspace)
    for by in ("member", "list"):
        rows = funnel(floor.workspace, by=by)
        assert len(rows) == 2
        for stage in STAGES:
            assert sum(row.counts[stage] for row in rows) == whole[stage]
    assert funnel(floor.workspace, by="member")[0].key == floor.alice.pk


def test_the_rows_behind_a_figure_are_as_many_as_it_says(floor):
    for stage, count in funnel(floor.workspace).items():
        assert at_stage(leads_of(floor.workspace), stage).count() == count


def test_a_period_and_a_list_narrow_the_leads(floor, now):
    assert funnel(floor.workspace, since=now + timedelta(days=1))["leads"] == 0
    seafood = a_list(floor.workspace, "Nordic seafood")
    assert funnel(floor.workspace, list_id=seafood.pk)["leads"] == 2
    assert funnel(floor.workspace, owner=floor.bob.pk, until=now)["leads"] == 0


def test_the_funnel_takes_one_query(floor, django_assert_num_queries):
    with django_assert_num_queries(1):
        funnel(floor.workspace)

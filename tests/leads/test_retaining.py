"""The page of retention: tried first, then it holds, and it can be ended."""

from datetime import timedelta

from django.urls import reverse

from leadwright.activities.models import record
from leadwright.leads.erasing import apply_rules
from leadwright.leads.models import Lead, Retention, Status
from tests.cast import a_lead


def test_a_rule_is_tried_before_it_holds_and_ended_again(cast, as_member, now, stopped_clock):
    old = now - timedelta(days=400)
    gone = a_lead(cast.alice, "a@kita.example", given_name="Ona", status=Status.FINISHED, created_at=old)
    soon = now - timedelta(days=350)
    a_lead(cast.alice, "s@kita.example", status=Status.FINISHED, created_at=soon)
    heard = a_lead(cast.alice, "b@kita.example", given_name="Ida", status=Status.FINISHED, created_at=old)
    record("call", workspace_id=cast.workspace.pk, key="1", summary="x", lead=heard, at=now - timedelta(days=9))
    client, page = as_member(cast.dana), reverse("leads:retention")
    assert client.post(page, {"status": "finished", "months": "0"}).status_code == 422
    answer = client.post(page, {"status": "finished", "months": "12"})
    _rule, tonight, within, first = answer.context["tried"]
    assert (tonight, within, first) == (1, 2, [gone]) and not Retention.objects.exists()
    client.post(page, {"status": "finished", "months": "12", "keep": "1"})
    client.post(page, {"status": "finished", "months": "11", "keep": "1"})  # the same standing: the rule is changed
    rule = Retention.objects.get()
    assert (rule.months, rule.by) == (11, cast.dana)
    client.post(page, {"status": "finished", "months": "12", "keep": "1"})
    assert as_member(cast.alice).get(page).status_code == 403
    one = reverse("leads:retention_rule", args=[rule.pk])
    assert as_member(cast.charlie).post(one).status_code in {403, 404}
    assert apply_rules(cast.workspace, now=now) == 1 and Lead.objects.count() == 2
    as_member(cast.dana).post(one)
    assert not Retention.objects.exists()

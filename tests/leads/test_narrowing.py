"""Every filter of the lead list, alone and with others."""

from datetime import timedelta

import pytest
from django.urls import reverse

from leadwright.activities import last_touches
from leadwright.activities.models import record
from leadwright.leads import parts, stretches
from leadwright.leads.models import Lead
from leadwright.research.models import Brief
from leadwright.tasks.asking import ask
from leadwright.tasks.models import TaskKind
from tests.cast import a_lead


@pytest.fixture
def three(cast, now, stopped_clock):
    ruta = a_lead(cast.alice, tags=["warm"], created_at=now - timedelta(days=40))
    jonas = a_lead(cast.bob, "jonas@kita.example", given_name="Jonas", title="Quality manager", country="LV", phone="")
    ona = a_lead(cast.bob, "", given_name="Ona", title="", linkedin="https://linkedin.com/in/ona", status="bounced")
    for lead, employees, industry in ((ruta, 30, "Food production"), (jonas, 5000, "Cold logistics")):
        lead.account.employees, lead.account.industry = employees, industry
        lead.account.save()
    told = {"workspace_id": cast.workspace.pk, "summary": "Called"}
    record("call", **told, key="1", lead=ruta, at=now - timedelta(days=35))
    record("email_sent", **told, key="2", lead=jonas, at=now - timedelta(days=3))
    record("note", **told, key="3", lead=ona, at=now)
    Brief.objects.create(lead=ruta, good_at=now, updated_at=now)
    due = now - timedelta(days=1)
    ask(kind=TaskKind.CALL, lead=jonas, owner=cast.bob, title="Call", why="", key="k", due_at=due, now=now)
    last_touches.follow()
    return cast


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"country": "Latvia"}, {"Jonas"}),
        ({"country": "Atlantis"}, {"Rūta", "Jonas", "Ona"}),
        ({"title": "quality"}, {"Rūta", "Jonas"}),
        ({"title": "qual manag"}, {"Jonas"}),
        ({"title": "&|!:*"}, {"Rūta", "Jonas", "Ona"}),
        ({"industry": "food"}, {"Rūta"}),
        ({"size": "11-50"}, {"Rūta"}),
        ({"size": "1001-"}, {"Jonas"}),
        ({"size": "x"}, {"Rūta", "Jonas", "Ona"}),
        ({"tag": "Warm"}, {"Rūta"}),
        ({"reach": "no_email"}, {"Ona"}),
        ({"reach": "no_phone"}, {"Jonas"}),
        ({"reach": "linkedin"}, {"Ona"}),
        ({"reach": "bounced"}, {"Ona"}),
        ({"reach": "no"}, set()),
        ({"came": "30"}, {"Jonas", "Ona"}),
        ({"touched": "7"}, {"Jonas"}),
        ({"touched": "not_30"}, {"Rūta", "Ona"}),
        ({"touched": "never"}, {"Ona"}),
        ({"next": "overdue"}, {"Jonas"}),
        ({"next": "cadence"}, set()),
        ({"next": "none"}, {"Rūta"}),
        ({"brief": "good"}, {"Rūta"}),
        ({"brief": "missing", "country": "lv"}, {"Jonas"}),
        ({"motion": "inbound"}, set()),
        ({"industry": "cold", "touched": "7", "q": "jon"}, {"Jonas"}),
        ({"industry": "cold", "touched": "not_7"}, set()),
        ({"country": "lt", "title": "head", "tag": "warm", "brief": "good", "next": "none"}, {"Rūta"}),
        ({"c-nothing": "1"}, {"Rūta", "Jonas", "Ona"}),
    ],
)
def test_each_filter_and_all_together(three, as_member, query, names):
    answer = as_member(three.dana).get(reverse("leads:index"), {"owner": "all", **query})
    assert {lead.given_name for lead in answer.context["page"]} == names


def test_what_is_asked_stands_above_the_list_and_in_a_kept_view(three, as_member):
    client = as_member(three.dana)
    query = {"owner": "all", "country": "LV", "touched": "7"}
    page = client.get(reverse("leads:index"), {**query, "title": ""}).content.decode()
    assert "Country: <b>LV</b>" in page and "Last touch: <b>in the last 7 days</b>" in page
    client.post(reverse("leads:saved_views"), {**query, "name": "Latvia"})
    view = three.workspace.views.get()
    assert view.query == "owner=all&country=LV&touched=7"
    assert 'aria-current="true">Latvia' in client.get(f"{reverse('leads:index')}?{view.query}").content.decode()


WAYS = {  # how much is walked, and when a set is made: each leads the question another way
    "walked at once": {},
    "walked in two stretches": {(stretches, "SAMPLE"): 1},
    "walked on with sets": {(stretches, "SAMPLE"): 1, (parts, "A_SET"): 10**9},
    "found at once": {(stretches, "SAMPLE"): 1, (stretches, "DEAREST"): 0, (parts, "A_SET"): 0},
    "found with sets": {(stretches, "SAMPLE"): 1, (stretches, "DEAREST"): 0, (parts, "A_SET"): 10**9},
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("sort", ["", "score"])
def test_common_or_rare_the_same_are_found_in_the_same_order(three, as_member, monkeypatch, way, sort):
    Score = Lead._meta.get_field("score").related_model
    names = {"Rūta": 70, "Jonas": 90, "Ona": 80}
    for lead in Lead.objects.all():
        Score.objects.create(lead=lead, workspace=lead.workspace, points=names[lead.given_name])
    for (module, name), value in WAYS[way].items():
        monkeypatch.setattr(module, name, value)
    wanted = ["Jonas", "Ona", "Rūta"] if sort else ["Ona", "Jonas", "Rūta"]
    client = as_member(three.dana)
    for query, found in (
        ({}, {"Rūta", "Jonas", "Ona"}),
        ({"size": "11-50"}, {"Rūta"}),
        ({"industry": "food", "size": "11-50"}, {"Rūta"}),
        ({"next": "task"}, {"Jonas"}),
        ({"next": "none"}, {"Rūta"}),
        ({"brief": "good"}, {"Rūta"}),
        ({"brief": "missing"}, {"Jonas", "Ona"}),
        ({"title": "quality"}, {"Rūta", "Jonas"}),
        ({"score-from": "75"}, {"Jonas", "Ona"}),
        ({"score-to": "85", "country": "lt"}, {"Rūta", "Ona"}),
        ({"score-to": "85", "reach": "no_email"}, {"Ona"}),
        ({"owner": str(three.bob.pk)}, {"Jonas", "Ona"}),
        ({"owner": str(three.bob.pk), "title": "quality"}, {"Jonas"}),
        ({"status": "bounced"}, {"Ona"}),
        ({"status": "bounced", "touched": "never"}, {"Ona"}),
        ({"owner": "none"}, set()),
        ({"owner": str(three.bob.pk), "list": str(three.workspace.lists.get().pk)}, {"Jonas", "Ona"}),
        ({"list": str(three.workspace.lists.get().pk), "status": "bounced"}, {"Ona"}),
    ):
        answer = client.get(reverse("leads:index"), {"owner": "all", "sort": sort, **query})
        assert [lead.given_name for lead in answer.context["page"]] == [one for one in wanted if one in found], query


def test_the_last_touch_follows_the_ledger_and_never_goes_back(cast, now):
    lead = a_lead(cast.alice)
    told = {"workspace_id": cast.workspace.pk, "lead": lead, "summary": "Called"}
    for key, days in (("1", 3), ("2", 9)):
        record("call", **told, key=key, at=now - timedelta(days=days))
        last_touches.follow()
    record("note", **told, key="3", at=now)
    assert last_touches.follow(most=1) >= 0 and last_touches.follow() == 0
    lead.refresh_from_db()
    assert lead.touched_at == now - timedelta(days=3)

"""The score beside each lead, and the lead list narrowed and ordered by it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from leadwright.activities.models import record
from leadwright.leads.models import Lead
from leadwright.qualification import ranking, scoring
from leadwright.qualification.history import row_of
from leadwright.qualification.models import FitRule, LeadScore, ScoreRound
from leadwright.qualification.retraining import likelihood, standing, train
from tests.cast import a_lead
from tests.qualification.test_retraining import worked_leads


def scores(cast) -> dict[str, int]:
    rows = LeadScore.objects.filter(workspace=cast.workspace).select_related("lead")
    return {row.lead.given_name: row.points for row in rows}


@pytest.fixture
def five(cast, now):
    """Their points by the rules of fit that ship: 80, 70, 60, 50 and 30."""
    titles = {"Ona": ("Head of quality", 0, "inbound"), "Jonas": ("Director", 1, ""), "Ieva": ("Shift manager", 2, "")}
    for name, (title, days, motion) in {**titles, "Rasa": ("Buyer", 3, ""), "Petras": ("Intern", 4, "")}.items():
        about = {"given_name": name, "title": title, "created_at": now - timedelta(days=days)}
        a_lead(cast.alice, f"{name.lower()}@a.example", **about, **({"motion": motion} if motion else {}))
    ranking.keep_up(now=now)
    return cast


def test_every_lead_gets_the_number_of_its_card_and_twice_is_once(five, now):
    assert scores(five) == {"Ona": 80, "Jonas": 70, "Ieva": 60, "Rasa": 50, "Petras": 30}
    for lead in Lead.objects.filter(workspace=five.workspace):
        assert likelihood(lead)["points"] == lead.score.points
    assert ranking.keep_up(now=now) == 0 and ranking.keep_up(now=now + 2 * ranking.A_ROUND) == 0


def test_whom_the_ledger_names_is_scored_in_the_next_turn(five, now):
    new = a_lead(five.alice, "new@a.example", given_name="Nida", title="CEO")
    ranking.keep_up(now=now)
    told = {"workspace_id": five.workspace.pk, "summary": "-", "at": now}
    record("imported", **told, key="1", lead=new)
    ona = Lead.objects.get(given_name="Ona")
    Lead.objects.filter(pk=ona.pk).update(title="Buyer")
    record("note", **told, key="2", lead=ona)
    ranking.keep_up(now=now)
    assert scores(five)["Nida"] == 70 and scores(five)["Ona"] == 60


def test_a_round_goes_on_where_it_was_and_begins_anew_with_another_rule_or_model(five, now):
    FitRule.objects.filter(column="Title", points=20).update(points=5)
    assert [ranking.go_on(five.workspace, now=now, most=2) for _turn in range(4)] == [2, 0, 0, 0]
    assert scores(five)["Ona"] == 65 and ScoreRound.objects.get(workspace=five.workspace).ended_at == now
    worked_leads(five, 200)
    train(five.workspace, now=now)
    ranking.keep_up(now=now)
    model = scoring.Model.of(standing(five.workspace).model)
    for lead in Lead.objects.filter(workspace=five.workspace).select_related("score"):
        assert lead.score.points == round(100 * scoring.score(model, row_of(lead)).chance)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"score": "tenth"}, ["Ona"]),
        ({"score": "quarter"}, ["Ona"]),
        ({"score": "half"}, ["Ona", "Jonas"]),
        ({"score": "low"}, ["Ieva", "Rasa", "Petras"]),
        ({"score": "x", "sort": "x"}, ["Ona", "Jonas", "Ieva", "Rasa", "Petras"]),
        ({"score-from": "50", "score-to": "70"}, ["Jonas", "Ieva", "Rasa"]),
        ({"score-from": "fifty"}, ["Ona", "Jonas", "Ieva", "Rasa", "Petras"]),
        ({"score-to": "30", "title": "intern"}, ["Petras"]),
        ({"score-to": "60", "q": "a.example"}, ["Ieva", "Rasa", "Petras"]),
    ],
)
def test_the_list_is_narrowed_by_bands_and_by_points(five, as_member, query, names):
    answer = as_member(five.dana).get(reverse("leads:index"), {"owner": "all", **query})
    assert [lead.given_name for lead in answer.context["page"]] == names


def test_the_likeliest_stand_first_on_every_page_and_in_a_search(five, as_member, now):
    late = a_lead(five.alice, "late@a.example", given_name="Late", title="Owner", created_at=now - timedelta(days=90))
    record("imported", workspace_id=five.workspace.pk, summary="-", at=now, key="1", lead=late)
    ranking.keep_up(now=now)
    client = as_member(five.dana)
    wanted = ["Ona", "Late", "Jonas", "Ieva", "Rasa", "Petras"]
    for query in ({}, {"q": "a.example"}, {"status": "new"}):
        answer = client.get(reverse("leads:index"), {"owner": "all", "sort": "score", **query})
        assert [lead.given_name for lead in answer.context["page"]] == wanted
    page = answer.content.decode()
    assert 'name="sort" value="score"' in page and ">80</td>" in page
    assert "Score" in client.get(reverse("leads:download"), {"owner": "all", "sort": "score"}).getvalue().decode()
    client.post(reverse("leads:saved_views"), {"owner": "all", "sort": "score", "score-from": "50", "name": "Best"})
    assert five.workspace.views.get().query == "owner=all&sort=score&score-from=50"


def test_another_company_neither_sees_nor_moves_the_scores(five, now, as_member):
    theirs = a_lead(five.charlie, "z@z.example", given_name="Zita", title="CEO")
    record("imported", workspace_id=five.elsewhere.pk, summary="-", at=now, key="1", lead=theirs)
    ranking.keep_up(now=now)
    answer = as_member(five.charlie).get(reverse("leads:index"), {"owner": "all", "sort": "score"})
    assert [lead.given_name for lead in answer.context["page"]] == ["Zita"]
    assert "Zita" not in scores(five)

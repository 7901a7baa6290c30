from datetime import timedelta
from random import Random

import pytest
from django.urls import reverse

from leadwright.activities.models import Kind, record
from leadwright.kit.jobs import app
from leadwright.leads.models import Lead
from leadwright.qualification.models import FitRule, LeftOut, ScoreModel
from leadwright.qualification.retraining import likelihood, standing, train, train_all
from tests.cast import MONDAY, a_lead

SCORE = "qualification:score"


def worked_leads(cast, count, seed=3):
    """Leads that went their way: who came from the fair and manages is qualified more often."""
    lot = Random(seed)
    Lead.objects.bulk_create(_worked(cast, lot, f"{seed}-{at}") for at in range(count))


def _worked(cast, lot, number):
    origin, title = lot.choice(["Fair", "Web"]), lot.choice(["Head of quality", "Buyer"])
    won = lot.random() < 0.1 + 0.4 * (origin == "Fair") + 0.4 * (title != "Buyer")
    return Lead(
        workspace=cast.workspace,
        email=f"p{number}@co.example",
        title=title,
        custom={"Origin": origin, "Call result": lot.choice("AAB" if won else "ABB")},
        status="qualified" if won else lot.choice(["disqualified", "finished"]),
        created_at=MONDAY,
    )


def test_nothing_is_learnt_from_too_little_history_and_rules_of_fit_hold(cast, now):
    worked_leads(cast, 20)
    assert train_all(now=now) == 0
    lead = a_lead(cast.alice)
    likely = likelihood(lead)
    assert likely["points"] == 70 and [rule.points for rule in likely["rules"]] == [20]
    assert not train(cast.workspace, now=now).kept


def test_a_model_is_learnt_by_itself_and_replaced_only_by_a_better_one(cast, now):
    worked_leads(cast, 200)
    assert train_all(now=now) == 1
    first = standing(cast.workspace)
    assert first.auc > 0.75 and "The first" in first.why
    assert train_all(now=now) == 0  # nothing new
    second = train(cast.workspace, now=now + timedelta(days=1))
    assert not second.kept and second.why.startswith("Not better") and second.model == {}
    assert standing(cast.workspace) == first
    LeftOut.objects.create(workspace=cast.workspace, column="Call result", at=now)
    third = train(cast.workspace, now=now + timedelta(days=2))
    assert third.kept and "Call result" in third.why and standing(cast.workspace) == third
    assert standing(cast.elsewhere) is None


def test_how_likely_a_lead_is_to_be_won_is_learnt_from_how_deals_ended(cast, now, as_member):
    worked_leads(cast, 300)
    lot, leads = Random(5), list(Lead.objects.filter(status="qualified").order_by("pk"))
    for lead in leads[:-10]:
        to = "won" if lot.random() < (0.8 if lead.custom["Origin"] == "Fair" else 0.2) else "lost"
        for at, stage in enumerate(["demo", to]):
            detail = {"detail": {"to": stage}, "at": now + timedelta(hours=at)}
            record(
                Kind.STAGE, workspace_id=lead.workspace_id, lead=lead, key=f"m:{lead.pk}:{at}", summary="x", **detail
            )
    assert train_all(now=now) == 2
    model = standing(cast.workspace, "Won")
    assert model.rows == 290 and model.auc > 0.7  # ten are with an AE
    fair, web = ({"custom": {"Origin": origin}} for origin in ("Fair", "Web"))
    good, poor = a_lead(cast.alice, **fair), a_lead(cast.alice, "x@two.example", **web)
    assert likelihood(good)["won"]["percent"] > likelihood(poor)["won"]["percent"] + 10
    page = as_member(cast.alice).get(reverse("qualification:panel", args=[good.pk])).content.decode()
    assert "% likely to be won" in page
    assert "were won; AUC" in as_member(cast.alice).get(reverse(SCORE)).content.decode()


def test_the_card_of_a_lead_says_how_likely_and_why(cast, now, as_member):
    worked_leads(cast, 200)
    train_all(now=now)
    good = a_lead(cast.alice, custom={"Origin": "Fair"})
    poor = a_lead(cast.alice, "x@two.example", title="Buyer", custom={"Origin": "Web"})
    assert likelihood(good)["percent"] > likelihood(poor)["percent"] + 40
    page = as_member(cast.alice).get(reverse("qualification:panel", args=[good.pk])).content.decode()
    assert f"{likelihood(good)['percent']} % likely to be qualified" in page
    assert "Origin: “Fair”" in page and "style=" not in page


def test_the_page_shows_what_was_learnt_and_a_person_decides_on_columns(cast, now, as_member):
    worked_leads(cast, 200)
    model = train(cast.workspace, now=now)
    model.report["flagged_columns"] = [{"name": "Call result", "why": "may leak", "detail": "It may."}]
    model.save(update_fields=["report"])
    assert "Call result" in as_member(cast.alice).get(reverse(SCORE)).content.decode()
    out = {"column": "Call result", "left_out": "1"}
    assert as_member(cast.alice).post(reverse("qualification:column"), out).status_code == 403
    client = as_member(cast.dana)
    assert client.post(reverse("qualification:column"), out).status_code == 303
    assert LeftOut.objects.get().by == cast.dana
    assert "Left out by Dana Whitlock" in client.get(reverse(SCORE)).content.decode()
    assert client.post(reverse("qualification:column"), out | {"left_out": "0"}).status_code == 303
    assert not LeftOut.objects.exists()
    assert client.post(reverse("qualification:column"), {"left_out": "1"}).status_code == 422


def test_a_manager_writes_changes_and_removes_rules_of_fit(cast, as_member):
    client = as_member(cast.dana)
    client.get(reverse(SCORE))
    shipped = FitRule.objects.count()
    new = {"column": "Country", "test": "one_of", "value": "LT, LV", "points": "20"}
    assert client.post(reverse("qualification:new_rule"), new).status_code == 303
    assert client.post(reverse("qualification:new_rule"), new | {"test": "at_least"}).status_code == 422
    rule = FitRule.objects.get(column="Country")
    address = reverse("qualification:rule", args=[rule.pk])
    assert client.post(address, new | {"points": "30"}).status_code == 303
    assert client.post(address, new | {"points": "300"}).status_code == 422
    assert likelihood(a_lead(cast.alice))["points"] == 100
    assert client.delete(address).status_code == 303
    assert likelihood(Lead.objects.get())["points"] == 70
    assert FitRule.objects.count() == shipped + 1
    assert as_member(cast.charlie).post(address, new).status_code in {403, 404}


@pytest.mark.django_db
def test_learning_again_is_a_job(cast, as_member):
    assert as_member(cast.alice).post(reverse("qualification:training")).status_code == 403
    assert as_member(cast.dana).post(reverse("qualification:training")).status_code == 303
    from procrastinate.contrib.django.models import ProcrastinateJob

    job = ProcrastinateJob.objects.get(task_name="leadwright.qualification.jobs.train_now")
    assert job.args == {"workspace_id": cast.workspace.pk} and app.tasks[job.task_name]
    assert not ScoreModel.objects.exists()

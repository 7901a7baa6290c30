import pytest
from django.urls import reverse

from leadwright.leads.models import Lead, Status
from leadwright.qualification.criteria import criteria_of
from leadwright.qualification.models import Evidence, Verdict
from tests.cast import a_lead
from tests.qualification.stage import a_brief, show_everything

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def lead(cast):
    return a_lead(cast.alice)


def addresses(lead):
    piece = Evidence.objects.filter(lead=lead).first()
    verdict = Verdict.objects.filter(lead=lead).first()
    return {
        "panel": ("get", reverse("qualification:panel", args=[lead.pk])),
        "evidence": ("post", reverse("qualification:evidence", args=[lead.pk])),
        "verdict": ("post", reverse("qualification:verdict", args=[lead.pk])),
        "struck_out": ("post", reverse("qualification:struck_out", args=[piece.pk])) if piece else None,
        "withdrawal": ("post", reverse("qualification:withdrawal", args=[verdict.pk])) if verdict else None,
    }


def test_the_panel_shows_each_criterion_with_its_evidence_or_its_question(cast, lead, as_member):
    show_everything(lead, cast.alice, but=("fit",))
    a_brief(lead)
    page = as_member(cast.alice).get(reverse("qualification:panel", args=[lead.pk])).content.decode()
    assert 'id="qualification-panel"' in page and "4 of 5" in page
    assert "Size is known" in page and "Ask: What would have to be true" in page
    assert "Nobody can show one load&#x27;s journey" in page
    assert "style=" not in page


def test_evidence_is_kept_and_the_panel_answers(cast, lead, as_member):
    criterion = criteria_of(cast.workspace)[0]
    given = {"criterion": criterion.pk, "text": "240 people", "source": "call", "strength": "shown"}
    client = as_member(cast.alice)
    for _twice in range(2):
        answer = client.post(addresses(lead)["evidence"][1], given, **HTMX)
        assert answer.status_code == 200 and "240 people" in answer.content.decode()
    assert Evidence.objects.count() == 1
    without_htmx = client.post(addresses(lead)["evidence"][1], given)
    assert (without_htmx.status_code, without_htmx.url) == (303, reverse("leads:detail", args=[lead.pk]))


def test_evidence_of_another_workspaces_criterion_is_refused(cast, lead, as_member):
    foreign = criteria_of(cast.elsewhere)[0]
    given = {"criterion": foreign.pk, "text": "240", "source": "call", "strength": "shown"}
    answer = as_member(cast.alice).post(addresses(lead)["evidence"][1], given, **HTMX)
    assert answer.status_code == 422 and not Evidence.objects.exists()


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"decision": "not_yet", "revisit_on": "2099-01-01"}, 422),  # too far
        ({"decision": "not_yet", "revisit_on": "2000-01-01"}, 422),  # past
        ({"decision": "not_yet"}, 422),
        ({"decision": "disqualified"}, 422),
        ({"decision": "disqualified", "reason": "nonsense"}, 422),
        ({"decision": "qualified"}, 422),  # nothing is shown
        ({"decision": "maybe"}, 422),
        ({"decision": "disqualified", "reason": "too_small", "note": "Nine people"}, 200),
    ],
)
def test_a_verdict_needs_what_it_says(cast, lead, as_member, given, status):
    answer = as_member(cast.alice).post(addresses(lead)["verdict"][1], given, **HTMX)
    assert answer.status_code == status
    assert Verdict.objects.count() == (status == 200)


def test_a_qualified_lead_can_be_taken_back_from_the_toast(cast, lead, as_member):
    show_everything(lead, cast.alice)
    client = as_member(cast.alice)
    answer = client.post(addresses(lead)["verdict"][1], {"decision": "qualified"}, **HTMX)
    undo = addresses(lead)["withdrawal"][1]
    assert undo in answer["HX-Trigger"]
    assert Lead.objects.get(pk=lead.pk).status == Status.QUALIFIED
    assert client.post(undo, **HTMX).status_code == 200
    assert Lead.objects.get(pk=lead.pk).status == Status.NEW


@pytest.mark.parametrize("name", ["panel", "evidence", "verdict", "struck_out", "withdrawal"])
def test_each_door_has_its_verb_its_roles_and_its_workspace(cast, lead, as_member, now, name):
    from leadwright.qualification.judging import qualify

    show_everything(lead, cast.alice)
    qualify(lead, by=cast.alice, now=now)
    verb, address = addresses(lead)[name]
    other = "post" if verb == "get" else "get"
    assert getattr(as_member(cast.alice), other)(address).status_code == 405
    assert getattr(as_member(cast.charlie), verb)(address).status_code == 404
    assert getattr(as_member(cast.mara), verb)(address).status_code == 403
    if name in {"verdict", "withdrawal"}:
        assert getattr(as_member(cast.erin), verb)(address).status_code == 403

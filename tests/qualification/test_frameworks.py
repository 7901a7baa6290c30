"""Which questions are asked, what may show them, and leads that come back once something is so."""

from datetime import timedelta

import pytest
from django.urls import reverse

from leadwright.conversations.models import Call
from leadwright.leads.models import Lead, Status
from leadwright.qualification import judging, returning
from leadwright.qualification.criteria import adopt, adopted, criteria_of, next_question
from leadwright.qualification.models import Criterion, Evidence, Verdict
from leadwright.qualification.proposals import about, proposals_for
from leadwright.research.models import Fact
from tests.cast import a_lead, a_mailbox
from tests.qualification.stage import a_brief, a_reply, show_everything

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.mark.parametrize(("code", "names"), [("bant", 4), ("meddicc", 7), ("champ", 4), ("gpctba", 6), ("five", 5)])
def test_another_framework_asks_its_own_questions_and_keeps_what_was_shown(cast, now, code, names):
    lead = a_lead(cast.alice)
    show_everything(lead, cast.alice)
    assert adopted(cast.workspace) == "five"
    adopt(cast.workspace, code, now=now)
    assert (len(criteria_of(cast.workspace)), adopted(cast.workspace)) == (names, code)
    assert all(criterion.topic and criterion.question for criterion in criteria_of(cast.workspace))
    assert bool(judging.not_shown(lead)) == (code != "five")
    adopt(cast.workspace, "five", now=now)
    assert judging.not_shown(lead) == [] and Evidence.objects.count() == 5


def test_a_framework_of_ones_own_is_not_overwritten(cast, as_member):
    manager = as_member(cast.dana)
    criteria_of(cast.workspace)
    for criterion in criteria_of(cast.workspace)[1:]:
        manager.post(reverse("qualification:criterion", args=[criterion.pk]), {"removed": "1"})
    given = {"name": "Fleet", "question": "How many trucks are your own?", "topic": "size"}
    assert manager.post(reverse("qualification:new_criterion"), given, **HTMX).status_code == 200
    assert manager.post(reverse("qualification:new_criterion"), {**given, "question": ""}, **HTMX).status_code == 422
    assert [criterion.name for criterion in criteria_of(cast.workspace)] == ["Size", "Fleet"]
    assert adopted(cast.workspace) == ""
    manager.post(reverse("qualification:criterion", args=[criteria_of(cast.workspace)[0].pk]), {"removed": "1"})
    last = criteria_of(cast.workspace)[0]
    answer = manager.post(reverse("qualification:criterion", args=[last.pk]), {"removed": "1"}, **HTMX)
    assert answer.status_code == 422 and Criterion.objects.filter(retired_at=None).count() == 1
    assert as_member(cast.alice).post(reverse("qualification:adoption"), {"framework": "bant"}).status_code == 403


def test_what_mails_calls_brief_and_list_say_is_proposed_with_where_it_stands(cast, now, as_member):
    adopt(cast.workspace, "bant", now=now)
    lead = a_lead(cast.alice, custom={"Budget 2027": "40k"})
    a_brief(lead)
    reply = a_reply(lead, a_mailbox(cast.alice), words="Thanks. Our director decides that. It must run by next March!")
    call = Call.objects.create(workspace=cast.workspace, lead=lead, member=cast.alice, key="c", disposition="reached",
                               note="Costs them 60,000 EUR a year. Nice talk.", at=now)  # fmt: skip
    found = {criterion.code: about(criterion, proposals_for(lead), most=9) for criterion in criteria_of(cast.workspace)}
    said = {code: [(one.text, one.origin) for one in proposals] for code, proposals in found.items()}
    assert ("Budget 2027: 40k", "list") in said["budget"]
    assert ("Costs them 60,000 EUR a year.", f"call:{call.pk}") in said["budget"]
    assert ("Our director decides that.", f"reply:{reply.pk}") in said["authority"]
    assert ("Head of quality: recommends", "brief") in said["authority"]
    assert ("It must run by next March!", f"reply:{reply.pk}") in said["timing"]
    assert ("Records for the audit", "brief") in said["need"]
    assert all(one.strength == "hint" for proposals in found.values() for one in proposals)
    assert not Evidence.objects.exists()  # proposed, never decided
    timing = criteria_of(cast.workspace)[3]
    given = {"criterion": timing.pk, "text": "It must run by next March!", "source": "their e-mail", "strength": "hint"}
    client = as_member(cast.alice)
    address = reverse("qualification:evidence", args=[lead.pk])
    assert client.post(address, {**given, "origin": "javascript:alert(1)"}, **HTMX).status_code == 422
    page = client.post(address, {**given, "origin": f"reply:{reply.pk}"}, **HTMX).content.decode()
    marked = "#:~:text=It%20must%20run%20by%20next%20March%21"
    assert f'href="{reverse("inbox:detail", args=[reply.pk])}{marked}"' in page
    assert "Ask next" in page and "When should it be running" in page


def test_the_next_question_settles_a_hint_before_it_opens_a_gap(cast):
    first, second, *_rest = criteria_of(cast.workspace)
    assert next_question([first, second], {second.code}).startswith("Industry")
    assert next_question([first, second], set()).startswith("Size")
    assert next_question([], set()) == ""


def test_a_lead_comes_back_when_they_have_grown(cast, now, as_member):
    lead = a_lead(cast.alice, status=Status.ANSWERED)
    lead.account.employees = 6
    lead.account.save()
    rule = {"revisit_column": "Employees", "revisit_test": "at_least", "revisit_value": "11"}
    address = reverse("qualification:verdict", args=[lead.pk])
    client = as_member(cast.alice)
    for wrong in ({"revisit_value": "many"}, {"revisit_test": ""}):
        given = {"decision": "disqualified", "reason": "too_small", **rule, **wrong}
        assert client.post(address, given, **HTMX).status_code == 422
    page = client.post(address, {"decision": "disqualified", "reason": "too_small", **rule}, **HTMX)
    assert "Comes back by itself when Employees is at least 11" in page.content.decode()
    assert Lead.objects.get().status == Status.WAITING
    later = now + timedelta(days=90)
    assert returning.revisit_due(now=later) == 0
    size = {"account": lead.account, "kind": "size", "source": "x"}
    Fact.objects.create(**size, text="20 people", seen_on=now - timedelta(days=9))
    assert returning.revisit_due(now=later) == 0  # read before the verdict
    Fact.objects.create(**size, text="14 people, Bremen", seen_on=later)
    assert returning.revisit_due(now=later) == 1 and returning.revisit_due(now=later) == 0
    assert Lead.objects.get().status != Status.WAITING and Verdict.objects.get().revisited_at == later

from datetime import timedelta

import pytest
from django.urls import reverse

from leadwright.cadences.engine import advance_due
from leadwright.cadences.models import Cadence, Enrolment, Hold, Refusal, Step, Version
from leadwright.cadences.shipped import default_cadence
from leadwright.channels.models import Mailbox
from leadwright.conversations.models import Call
from leadwright.leads.models import Status
from leadwright.playbooks.models import Template
from leadwright.tasks.models import Task
from tests.cadences.floor import a_good_lead, enrolled, tick
from tests.cast import a_lead, a_mailbox

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def enrolment(cast, now):
    return enrolled(cast.alice, now=now)


@pytest.fixture
def call_task(cast, enrolment, now):
    """Alice's call is due: the four steps before it are done."""
    for step in enrolment.version.steps.filter(position__lt=5):
        enrolment.touches.create(step=step, outcome="done", at=now, done_at=now - timedelta(days=7))
    Enrolment.objects.update(due_at=now, position=4)
    Mailbox.objects.update(read_at=now)
    advance_due(now=now + timedelta(hours=1), worker="test")
    return Task.objects.get(kind="call")


STEP_FORM = {"name": "Other words", "wait_days": "0", "patience_days": "3", "subject": "", "body": "Hi {{ lead.name }}"}


def doors(cast, enrolment):
    """Name, arguments, what is posted, and who may not."""
    step = enrolment.version.steps.first()
    lead = enrolment.lead
    return [
        ("index", [], None, cast.mara),
        ("new", [], {"name": "Mine"}, cast.alice),
        ("detail", [enrolment.version.cadence_id], None, cast.mara),
        ("steps", [enrolment.version.cadence_id], {**STEP_FORM, "kind": "email"}, cast.alice),
        ("step", [step.pk], STEP_FORM, cast.alice),
        ("preview", [step.pk], None, cast.mara),
        ("place", [step.pk], {"to": "down"}, cast.alice),
        ("removal", [step.pk], {}, cast.alice),
        ("enrolments", [], {"lead": [lead.pk]}, cast.mara),
        ("hold", [enrolment.pk], {"until": "2027-01-04", "reason": "Asked."}, cast.erin),
        ("resumption", [enrolment.pk], {}, cast.erin),
        ("stop", [enrolment.pk], {"reason": "Asked."}, cast.erin),
        ("panel", [lead.pk], None, None),
        ("enrolment", [lead.pk], {}, cast.erin),
    ]


def address(name, args):
    return reverse(f"cadences:{name}", args=args)


def test_each_door_knows_its_verb_its_workspace_and_its_roles(cast, enrolment, as_member):
    for name, args, posted, refused in doors(cast, enrolment):
        url = address(name, args)
        if posted is None:
            assert as_member(cast.dana).post(url).status_code == 405, name
            assert as_member(cast.dana).get(url).status_code == 200, name
        else:
            assert as_member(cast.dana).put(url).status_code == 405, name
        if args:
            outsider = cast.charlie
            if name in {"steps", "step", "place", "removal"}:
                outsider.role = "manager"
                outsider.save(update_fields=["role"])
            method = as_member(outsider).get if posted is None else as_member(outsider).post
            assert method(url, posted).status_code == 404, name
        if refused:
            method = as_member(refused).get if posted is None else as_member(refused).post
            assert method(url, posted).status_code == 403, name
    assert Enrolment.objects.get().state == "active"
    assert Version.objects.count() == 1


def test_the_cadence_shows_its_days_and_its_numbers(cast, enrolment, now, as_member):
    tick(now + timedelta(hours=3))
    page = as_member(cast.alice).get(address("detail", [enrolment.version.cadence_id]))
    assert b"10 steps, 22 working days" in page.content
    assert [line.day for line in page.context["lines"]] == [1, 1, 3, 7, 9, 9, 9, 13, 17, 22]
    first = page.context["lines"][0]
    assert (first.reached, first.done) == (1, 1)
    step = page.context["lines"][4].step
    part = as_member(cast.alice).get(address("detail", [enrolment.version.cadence_id]), {"step": step.pk}, **HTMX)
    assert b"<html" not in part.content
    assert part.context["line"].step == step


def test_a_change_makes_a_version_for_new_prospects_only(cast, enrolment, as_member):
    old = enrolment.version
    step = old.steps.get(position=3)
    asked = as_member(cast.dana).post(address("step", [step.pk]), STEP_FORM)
    assert (asked.status_code, asked.context["active"], old.cadence.versions.count()) == (200, 1, 1)
    answer = as_member(cast.dana).post(address("step", [step.pk]), {**STEP_FORM, "whom": "new"})
    assert answer.status_code == 303
    new = old.cadence.current
    assert new.number == 2
    assert new.steps.get(position=3).template.body == "Hi {{ lead.name }}"
    step.refresh_from_db()
    assert "Hello {{ lead.given_name }}" in step.template.body
    enrolment.refresh_from_db()
    assert enrolment.version == old
    again = as_member(cast.dana).post(address("step", [step.pk]), STEP_FORM, follow=True)
    assert old.cadence.versions.count() == 2
    assert "meanwhile" in str(list(again.context["messages"])[-1])


def test_steps_are_added_moved_and_taken_out(cast, now, as_member):
    cadence = default_cadence(cast.workspace, by=None, now=now)
    client = as_member(cast.dana)

    def names():
        return list(cadence.current.steps.values_list("name", flat=True))

    before = names()
    client.post(address("steps", [cadence.pk]), {**STEP_FORM, "kind": "call", "after": "2"})
    assert names()[2] == "Other words"
    client.post(address("place", [cadence.current.steps.get(position=3).pk]), {"to": "down"})
    assert names()[3] == "Other words"
    client.post(address("removal", [cadence.current.steps.get(position=4).pk]))
    assert names() == before
    assert cadence.versions.count() == 4
    assert Template.objects.filter(name="Other words").count() == 1


def test_words_that_are_no_template_are_not_kept(cast, now, as_member):
    cadence = default_cadence(cast.workspace, by=None, now=now)
    step = cadence.current.steps.first()
    answer = as_member(cast.dana).post(address("step", [step.pk]), {**STEP_FORM, "body": "{% for a in b %}"})
    assert answer.status_code == 422
    assert b"not a template" in answer.content
    assert cadence.versions.count() == 1


def test_a_new_cadence_is_a_copy_of_the_default_one(cast, now, as_member):
    as_member(cast.dana).post(address("new", []), {"name": "Fairs"})
    assert Cadence.objects.get(name="Fairs").current.steps.count() == 10
    assert as_member(cast.dana).post(address("new", []), {"name": "Fairs"}).status_code == 422


def test_a_step_is_read_as_a_lead_would_read_it(cast, now, as_member):
    a_mailbox(cast.alice)
    lead = a_good_lead(cast.alice, now=now)
    step = default_cadence(cast.workspace, by=None, now=now).current.steps.first()
    page = as_member(cast.alice).get(address("preview", [step.pk]), {"lead": lead.pk})
    assert "Hello Rūta" in page.content.decode()
    lead.given_name = ""
    lead.save(update_fields=["given_name"])
    assert b"lead.given_name" in as_member(cast.alice).get(address("preview", [step.pk]), {"lead": lead.pk}).content


def test_a_list_is_enrolled_and_each_refusal_counted(cast, now, as_member):
    a_mailbox(cast.alice)
    good = a_good_lead(cast.alice, now=now)
    a_lead(cast.alice, "no@brief.example")
    url = address("enrolments", [])
    page = as_member(cast.alice).get(url, {"list": good.list_id})
    assert (page.context["ready"], page.context["refused"]) == (1, [("The brief is not good enough yet.", 1)])
    assert Enrolment.objects.count() == 0
    answer = as_member(cast.alice).post(url, {"list": good.list_id}, follow=True)
    said = str(list(answer.context["messages"])[0])
    assert said == "1 lead enrolled. 1 not: The brief is not good enough yet. (1)"
    assert Refusal.objects.get().code == "brief_not_good"
    as_member(cast.alice).post(url, {"lead": [good.pk, 999_999, "x"]})
    assert Enrolment.objects.count() == 1
    assert as_member(cast.charlie).post(url, {"list": good.list_id}).status_code == 404


def test_one_lead_is_enrolled_held_let_go_and_stopped_from_its_panel(cast, now, as_member):
    a_mailbox(cast.alice)
    lead = a_good_lead(cast.alice, now=now)
    client = as_member(cast.alice)
    panel = client.post(address("enrolment", [lead.pk]), **HTMX)
    assert b'id="cadences-panel"' in panel.content
    enrolment = Enrolment.objects.get()
    assert client.post(address("enrolment", [lead.pk])).status_code == 303
    assert Enrolment.objects.count() == 1
    past = client.post(address("hold", [enrolment.pk]), {"until": "2020-01-01", "reason": "x"}, **HTMX)
    assert past.status_code == 422
    held = client.post(address("hold", [enrolment.pk]), {"until": "2100-01-04", "reason": "She asked."}, **HTMX)
    assert b"She asked." in held.content
    assert client.delete(address("hold", [enrolment.pk]), **HTMX).status_code == 200
    assert Hold.objects.get().lifted_at is not None
    assert client.post(address("stop", [enrolment.pk]), {}, **HTMX).status_code == 422
    client.post(address("stop", [enrolment.pk]), {"reason": "Wrong person."}, **HTMX)
    enrolment.refresh_from_db()
    assert (enrolment.ended_code, enrolment.ended_why) == ("manual", "Wrong person.")
    lead.refresh_from_db()
    assert lead.status == Status.READY


def test_the_panel_says_why_a_lead_is_not_enrolled(cast, as_member):
    lead = a_lead(cast.alice)
    assert "brief is not good enough" in as_member(cast.alice).get(address("panel", [lead.pk])).content.decode()


def test_a_call_is_logged_once(cast, call_task, as_member):
    url = address("call", [call_task.pk])
    assert as_member(cast.charlie).post(url, {"disposition": "reached"}).status_code == 404
    assert as_member(cast.mara).post(url, {"disposition": "reached"}).status_code == 403
    client = as_member(cast.alice)
    assert client.get(url).status_code == 405
    assert client.post(url, {"disposition": "nonsense"}, **HTMX).status_code == 422
    assert client.post(url, {"disposition": "voicemail", "note": "Said who I am."}, **HTMX).status_code == 200
    assert client.post(url, {"disposition": "reached", "from": "today"}).headers["Location"] == reverse("web:today")
    assert Call.objects.get().disposition == "voicemail"
    assert Task.objects.filter(kind="reminder").count() == 1
    assert Enrolment.objects.get().touches.get(step__position=6).outcome == "done"


def test_a_linkedin_contact_is_noted_once(cast, enrolment, now, as_member):
    tick(now + timedelta(hours=3))
    task = Task.objects.get(kind="linkedin")
    url = address("linkedin", [task.pk])
    client = as_member(cast.alice)
    assert client.post(url, **HTMX).status_code == 200
    assert client.post(url).status_code == 303
    assert cast.workspace.activities.filter(kind="linkedin").count() == 1
    assert enrolment.touches.get(step__position=2).outcome == "done"
    assert as_member(cast.charlie).post(url).status_code == 404


def test_the_shipped_cadence_is_that_of_the_job(cast, now):
    cadence = default_cadence(cast.workspace, by=cast.dana, now=now)
    assert default_cadence(cast.workspace, by=None, now=now) == cadence
    kinds = list(Step.objects.filter(version=cadence.current).order_by("position").values_list("kind", "wait_days"))
    # M5: day 1 an e-mail and a LinkedIn contact; second e-mail two days later; a follow-up some days later; two days
    # after that a call, and a voicemail left if it goes to voicemail, and another e-mail; up to two more follow-ups;
    # with no answer a break-up e-mail, and the contact is struck off.
    assert kinds == [
        ("email", 0),
        ("linkedin", 0),
        ("email", 2),
        ("email", 4),
        ("call", 2),
        ("voicemail", 0),
        ("email", 0),
        ("email", 4),
        ("email", 4),
        ("email", 5),
    ]
    assert all("{{ lead.given_name }}" in step.template.body for step in cadence.current.steps.all())
    assert all(len(step.template.body.split()) < 100 for step in cadence.current.steps.exclude(kind="call"))

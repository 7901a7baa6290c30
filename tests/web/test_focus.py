"""Focus and the acts of Today: one card with all it needs, an outcome logged once, and the way back."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse

from leadwright.activities.models import Activity, Kind
from leadwright.cadences.models import Hold, Touch
from leadwright.conversations.models import Call, Message
from leadwright.inbox.models import Intent
from leadwright.knowledge.models import Answer
from leadwright.leads.models import Motion, Status
from leadwright.tasks.models import Task, TaskKind
from leadwright.web.today import queue
from tests.browser.a_day import a_reply, a_task, fill
from tests.cadences.floor import enrolled, run, tick
from tests.cadences.test_engine import do_tasks
from tests.cast import a_lead, a_mailbox

HTMX = {"HX-Request": "true"}
HOUR = timedelta(hours=1)


@pytest.fixture
def client_of(as_member, stopped_clock):
    return as_member


@pytest.fixture
def call(cast, now):
    lead = a_lead(cast.alice, status=Status.WORKING)
    return a_task(lead, TaskKind.CALL, "Call Rūta", "Step 5 of 10.", now, "Good morning.")


def post(client, name, *args, **given):
    return client.post(reverse(name, args=args), given, headers=HTMX)


def undo_of(answer) -> str:
    return json.loads(answer["HX-Trigger"])["lw:said"]["undo"]


def words(member, now) -> dict[str, list[str]]:
    return {group.kind.name: [str(item.lead.name) for item in group.items] for group in queue(member, now)}


def test_each_kind_has_one_card_that_holds_all_of_it(client_of, cast, now, django_assert_max_num_queries):
    fill(cast, now)
    a_lead(cast.alice, "in@bound.example", motion=Motion.INBOUND, created_at=now)
    client = client_of(cast.alice)
    items = [item for group in queue(cast.alice, now + HOUR) for item in group.items]
    assert {item.kind for item in items} >= {"reply", "inbound", "call", "linkedin", "reminder", "research"}
    page = client.get(reverse("web:focus")).content.decode()
    assert all(item.card in page for item in queue(cast.alice, now)[0].items)
    for item in items:
        assert client.get(item.card).status_code == 200
        with django_assert_max_num_queries(30):
            card = client.get(item.card, headers=HTMX).content.decode()
        assert card.count("data-card=") == 1 and str(item.lead.name) in card, item.kind
    outsider = client_of(cast.charlie)
    assert {outsider.get(item.card).status_code for item in items} == {404}


def test_several_cards_come_at_once_and_what_is_gone_says_so(client_of, cast, now, django_assert_max_num_queries):
    fill(cast, now)
    items = [item for group in queue(cast.alice, now + HOUR) for item in group.items]
    client = client_of(cast.alice)
    wanted, got = [item.card for item in items], []
    while wanted:
        client.get(reverse("web:focus_cards"), {"card": wanted[:4]}, headers=HTMX)  # what is made at first is made
        with django_assert_max_num_queries(30):
            page = client.get(reverse("web:focus_cards"), {"card": wanted[:4]}, headers=HTMX).content.decode()
        here = [card for card in wanted if f'data-card="{card}"' in page]
        assert here == wanted[: len(here)] and here and "data-settled" not in page
        got, wanted = got + here, wanted[len(here) :]
    assert got == [item.card for item in items]
    done, taken = (item for item in items if item.kind == "call")
    Task.objects.get(pk=done.pk).close(by=cast.bob, outcome="done", now=now)
    Task.objects.get(pk=taken.pk).hand(cast.bob, cast.dana, now)
    asked = {"card": [done.card, taken.card, "/focus/call/0/", "/focus/nothing/1/", "/today/", "no address"]}
    page = client.get(reverse("web:focus_cards"), asked, headers=HTMX).content.decode()
    assert page.count("data-settled") == page.count("data-card=") == 3
    assert str(taken.lead.name) not in page
    strange = client_of(cast.charlie).get(reverse("web:focus_cards"), asked, headers=HTMX).content.decode()
    assert strange.count("data-settled") == 3 and str(done.lead.name) not in strange


def test_a_call_needs_its_outcome_and_keeps_what_was_heard_and_promised(client_of, cast, now, call):
    client = client_of(cast.alice)
    assert post(client, "web:outcome", call.pk, note="Talked").status_code == 422
    assert post(client, "tasks:close", call.pk, outcome="done").status_code == 422
    given = {"disposition": "reached", "note": "She asked for the price ??Is there an API?", "concern": "Price"}
    given |= {"promise": "Send the price list", "promised_on": "2026-11-25"}
    for _ in range(2):
        assert post(client, "web:outcome", call.pk, **given).status_code == 204
    assert Call.objects.get().disposition == "reached"
    assert [row.detail["concern"] for row in Activity.objects.filter(kind=Kind.NOTE)] == ["Price"]
    assert Answer.objects.get().question == "Is there an API?"
    reminder = Task.objects.get(kind=TaskKind.REMINDER)
    assert (reminder.title, reminder.due_at.date().isoformat()) == ("Send the price list", "2026-11-25")
    card = client.get(reverse("web:focus_card", args=["reminder", reminder.pk]), headers=HTMX).content.decode()
    assert "Heard before" in card and "She asked for the price" in card


def standing(lead) -> dict:
    """All that an outcome may change."""
    enrolment = lead.enrolments.get()
    return {
        "enrolment": (enrolment.state, enrolment.position, enrolment.ended_code),
        "touches": list(Touch.objects.filter(enrolment=enrolment).order_by("pk").values_list("step", "outcome")),
        "holds": Hold.objects.filter(enrolment=enrolment, lifted_at=None).count(),
        "tasks": list(Task.objects.filter(lead=lead).order_by("pk").values_list("key", "outcome")),
        "calls": Call.objects.filter(lead=lead).count(),
        "lead": type(lead).objects.get(pk=lead.pk).status,
    }


def at_the_call(cast, now) -> tuple[Task, object]:
    """A lead whose cadence has come to its call."""
    enrolment = enrolled(cast.alice, now=now)
    for day in range(14):
        run(now + timedelta(days=day), days=1)
        if Task.objects.open().filter(kind=TaskKind.LINKEDIN).exists():
            do_tasks(cast.alice)(now + timedelta(days=day, hours=8))
        if found := Task.objects.open().filter(kind=TaskKind.CALL).first():
            return found, now + timedelta(days=day, hours=8)
    raise AssertionError(f"no call came: {enrolment}")


def test_every_outcome_of_a_call_can_be_taken_back_and_logged_anew(client_of, cast, now, stopped_clock):
    task, later = at_the_call(cast, now)
    type(stopped_clock).objects.update(virtual_at=later)
    client = client_of(cast.alice)
    before = standing(task.lead)
    for disposition in Call.Disposition.values:
        answer = post(client, "web:outcome", task.pk, disposition=disposition)
        assert standing(task.lead) != before
        assert client.post(undo_of(answer), headers=HTMX).status_code == 204
        assert standing(task.lead) == before, disposition
    post(client, "web:outcome", task.pk, disposition="no_answer")
    assert Call.objects.get().disposition == "no_answer"
    tick(later + HOUR)
    assert standing(task.lead)["touches"][-1] != before["touches"][-1]


def test_after_the_cadence_went_on_only_the_log_is_taken_back(client_of, cast, now, stopped_clock):
    task, later = at_the_call(cast, now)
    type(stopped_clock).objects.update(virtual_at=later)
    client = client_of(cast.alice)
    answer = post(client, "web:outcome", task.pk, disposition="no_answer")
    run(later.replace(hour=9) + timedelta(days=1), days=5)
    touches = standing(task.lead)["touches"]
    client.post(undo_of(answer), headers=HTMX)
    assert standing(task.lead)["touches"] == touches
    assert not Call.objects.exists() and Task.objects.get(pk=task.pk).is_open
    post(client, "web:outcome", task.pk, disposition="voicemail")
    assert Call.objects.get().disposition == "voicemail"


def test_what_is_put_off_until_they_write_comes_back_when_they_do(client_of, cast, now, call):
    client = client_of(cast.alice)
    call.kind = TaskKind.REMINDER
    call.save(update_fields=["kind"])
    answer = post(client, "tasks:snooze", call.pk, to="answer")
    assert "reminder" not in words(cast.alice, now + HOUR)
    a_reply(call.lead, a_mailbox(cast.alice), Intent.QUESTION, "How?", 0.9, now + HOUR)
    assert words(cast.alice, now + 2 * HOUR)["reminder"] == [call.lead.name]
    client.post(undo_of(answer), headers=HTMX)
    call.refresh_from_db()
    assert (call.due_at, call.wakes_after) == (now, None)
    post(client, "tasks:snooze", call.pk, to="hour")
    call.refresh_from_db()
    assert call.due_at == now + HOUR


def test_a_task_a_reply_and_a_lead_are_handed_over_and_back(client_of, cast, now, call):
    reply = a_reply(call.lead, a_mailbox(cast.alice), Intent.QUESTION, "How?", 0.9, now)
    client = client_of(cast.alice)
    for kind, row in (("call", call), ("reply", reply), ("research", call.lead)):
        answer = post(client, "web:owner", kind, row.pk, to=cast.bob.pk, note="You know her")
        row.refresh_from_db()
        assert row.owner == cast.bob
        client.post(undo_of(answer), headers=HTMX)
        row.refresh_from_db()
        assert row.owner == cast.alice
    assert post(client, "web:owner", "call", call.pk, to=cast.charlie.pk).status_code == 422
    assert post(client, "web:owner", "deal", call.pk, to=cast.bob.pk).status_code == 404
    post(client, "web:owner", "research", call.lead.pk, to=cast.bob.pk)
    assert words(cast.bob, now + HOUR).keys() >= {"reply", "call"}  # what the lead asks for goes along


def test_a_lead_without_an_owner_is_always_in_somebodys_today(client_of, cast, now):
    lead = a_lead(cast.alice)
    type(lead).objects.update(owner=None)
    a_reply(lead, a_mailbox(cast.alice), Intent.MEETING, "Yes.", 0.9, now)
    type(lead).objects.update(owner=None)
    lead.replies.update(owner=None)
    assert words(cast.alice, now) == {}
    assert words(cast.dana, now).keys() == {"reply", "nobodys"}
    cast.dana.active = False
    cast.dana.save(update_fields=["active"])
    assert words(cast.ada, now).keys() == {"reply", "nobodys"}
    cast.ada.active = False
    cast.ada.save(update_fields=["active"])
    assert words(cast.bob, now).keys() == {"reply", "nobodys"}
    client = client_of(cast.bob)
    answer = post(client, "web:owner", "nobodys", lead.pk, to=cast.bob.pk)
    assert words(cast.bob, now).keys() == {"reply", "research"}
    client.post(undo_of(answer), headers=HTMX)
    assert "nobodys" in words(cast.bob, now)


def test_inbound_stands_before_the_calls_and_who_waits_longest_first(cast, now):
    for number, minutes in ((1, 5), (2, 50)):
        lead = a_lead(cast.alice, f"in{number}@bound.example", given_name=f"In{number}", motion=Motion.INBOUND)
        type(lead).objects.filter(pk=lead.pk).update(created_at=now - timedelta(minutes=minutes))
    group = queue(cast.alice, now)[0]
    assert [item.lead.given_name for item in group.items] == ["In2", "In1"]
    assert "50 min" in group.items[0].why


def test_a_doubtful_send_is_settled_by_a_persons_word(client_of, cast, now):
    lead = a_lead(cast.alice)
    reply = a_reply(lead, a_mailbox(cast.alice), Intent.QUESTION, "How?", 0.9, now)
    doubt = Message.objects.filter(pk=reply.message_id)
    doubt.update(outbound=True, state=Message.State.UNKNOWN)
    task = a_task(lead, TaskKind.SETTLE, "Was it sent?", "No answer.", now)
    Task.objects.filter(pk=task.pk).update(key=f"settle:{reply.message_id}")
    client = client_of(cast.alice)
    assert post(client, "web:outcome", task.pk, outcome="done").status_code == 422
    assert post(client, "web:outcome", task.pk, sent="yes").status_code == 204
    assert doubt.get().state == Message.State.SENT
    assert "settle" not in words(cast.alice, now)


def test_without_htmx_an_outcome_goes_back_to_where_it_was_given(client_of, cast, call):
    given = {"disposition": "no_answer", "from": "focus"}
    answer = client_of(cast.alice).post(reverse("web:outcome", args=[call.pk]), given)
    assert (answer.status_code, answer["Location"]) == (303, reverse("web:focus"))
    assert client_of(cast.charlie).post(reverse("web:taking_back", args=[call.pk])).status_code == 404


def test_without_a_known_profile_linkedin_is_searched_for_them(as_member, cast, now):
    lead = a_lead(cast.alice, given_name="Ann & Co", linkedin="")
    task = a_task(lead, TaskKind.LINKEDIN, "Ask to connect", "Step 2.", now, "Hello")
    card, known = reverse("web:focus_card", args=["linkedin", task.pk]), "https://www.linkedin.com/in/ann"
    page = as_member(cast.alice).get(card).content.decode()
    assert "keywords=Ann+%26+Co+Kazlauskait%C4%97+Pieno+Kelias" in page
    lead.linkedin = known
    lead.save(update_fields=["linkedin"])
    assert f'href="{known}"' in as_member(cast.alice).get(card).content.decode()

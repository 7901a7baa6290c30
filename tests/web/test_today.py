"""Today: everything that is due, in order, each row with its why, and nobody else's work."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from leadwright.conversations.models import Call
from leadwright.inbox.models import Intent
from leadwright.leads.models import Motion, Status
from leadwright.pipeline.models import Opportunity
from leadwright.tasks.models import TaskKind
from leadwright.web import day
from leadwright.web.day import day_pace
from leadwright.web.desk import SHOWN, Item, desk
from leadwright.web.templatetags.shell import forgotten_key
from leadwright.web.today import KINDS, queue
from tests.browser.a_day import a_reply, a_task, fill
from tests.cast import a_lead, a_mailbox

HOUR = timedelta(hours=1)


@pytest.fixture
def at_ten(now):
    return now + HOUR


def words(groups) -> dict[str, list[str]]:
    return {group.kind.name: [str(item.lead.name) for item in group.items] for group in groups}


def later(member, now) -> list[Item]:
    return day.later(desk(member, now, SHOWN))


def test_replies_come_first_and_a_meeting_before_them_all(cast, now):
    mailbox = a_mailbox(cast.alice)
    lead = a_lead(cast.alice)
    a_reply(lead, mailbox, Intent.NOT_INTERESTED, "No.", 0.9, now - 9 * HOUR)
    other = a_lead(cast.alice, "tomas@siaures-ledas.example", given_name="Tomas")
    a_reply(other, mailbox, Intent.MEETING, "Yes, Thursday.", 0.9, now - HOUR)
    first = queue(cast.alice, now)[0]
    assert first.kind.name == "reply"
    assert [item.lead.pk for item in first.items] == [other.pk, lead.pk]
    assert "Nothing goes before a meeting" in first.items[0].why


def test_the_groups_stand_in_the_order_of_the_work(cast, at_ten):
    fill(cast, at_ten)
    groups = queue(cast.alice, at_ten)
    order = [kind.name for kind in KINDS]
    assert [group.kind.name for group in groups] == sorted(words(groups), key=order.index)
    assert words(groups)["call"] == ["Ingrid Solberg", "Aisling Byrne"]
    assert all(item.why for group in groups for item in group.items)


def test_a_call_outside_their_hours_waits_under_later(cast, at_ten):
    lead = a_lead(cast.alice, timezone="America/Chicago", country="US", status=Status.WORKING)
    a_task(lead, TaskKind.CALL, "Call", "Step 5 of 10.", at_ten - HOUR)
    assert "call" not in words(queue(cast.alice, at_ten))
    (waiting,) = later(cast.alice, at_ten)
    assert "09:30" in waiting.why
    assert "call" in words(queue(cast.alice, at_ten + timedelta(hours=6)))


def test_nobody_sees_the_work_of_another(cast, at_ten):
    fill(cast, at_ten)
    assert queue(cast.bob, at_ten) == []
    assert queue(cast.charlie, at_ten) == []


def test_an_answer_that_is_settled_asks_for_a_verdict(cast, now):
    lead = a_lead(cast.alice, status=Status.ANSWERED)
    reply = a_reply(lead, a_mailbox(cast.alice), Intent.QUESTION, "How?", 0.8, now)
    assert "decide" not in words(queue(cast.alice, now))
    reply.settled_at = now
    reply.save(update_fields=["settled_at"])
    assert words(queue(cast.alice, now)) == {"decide": [lead.name]}


def test_a_reply_that_was_put_off_waits_under_later_and_comes_back(as_member, stopped_clock, cast, now):
    reply = a_reply(
        a_lead(cast.alice, status=Status.ANSWERED), a_mailbox(cast.alice), Intent.QUESTION, "How?", 0.9, now
    )
    client, htmx = as_member(cast.alice), {"HX-Request": "true"}
    card = client.get(reverse("web:focus_card", args=["reply", reply.pk]), headers=htmx).content.decode()
    door = reverse("inbox:snooze", args=[reply.pk])
    assert f'action="{door}"' in card and 'value="later"' in card
    brief = htmx | {"Prefer": "return=minimal"}
    answer = client.post(door, {"until": "later"}, headers=brief)
    assert (answer.status_code, answer.content) == (204, b"")
    assert "reply" not in words(queue(cast.alice, now))
    coming = later(cast.alice, now)
    assert [(item.kind, item.lead.pk) for item in coming] == [("reply", reply.lead_id)] and "comes back at" in coming[
        0
    ].why
    assert b"data-waiting-replies hidden" in client.get(reverse("web:today")).content
    assert "reply" in words(queue(cast.alice, now + 5 * HOUR)) and not later(cast.alice, now + 5 * HOUR)
    assert client.post(door, headers=brief).status_code == 204  # taken back
    assert "reply" in words(queue(cast.alice, now))


def test_a_deal_without_a_date_is_due(cast, now):
    lead = a_lead(cast.alice, status=Status.QUALIFIED)
    given = {"workspace": cast.workspace, "lead": lead, "owner": cast.erin, "handoff": None, "created_at": now}
    deal = Opportunity.objects.create(name="Loggers", **given)
    assert "deal" in words(queue(cast.erin, now))
    deal.next_step_on = (now + timedelta(days=3)).date()
    deal.save(update_fields=["next_step_on"])
    assert queue(cast.erin, now) == []


def test_the_queue_takes_the_same_few_queries_for_many_rows(cast, at_ten, django_assert_max_num_queries):
    for at in range(40):
        a_lead(cast.alice, f"p{at}@pieno-kelias.example")
        a_task(a_lead(cast.alice, f"t{at}@pieno-kelias.example"), TaskKind.CALL, "Call", "Step 5.", at_ten)
    a_lead(cast.alice, "asks@pieno-kelias.example", motion=Motion.INBOUND)
    with django_assert_max_num_queries(14):
        groups = queue(cast.alice, at_ten)
    research = next(group for group in groups if group.kind.name == "research")
    assert (len(research.items), research.count, research.more) == (15, 80, 65)


def test_the_day_is_measured_against_the_clock(cast, now):
    assert day_pace(cast.alice, now, 8).due == 0
    assert day_pace(cast.alice, now + 4 * HOUR, 8).due == 4
    assert day_pace(cast.alice, now + 12 * HOUR, 8).due == 8
    cast.alice.day_ends = cast.alice.day_starts
    assert day_pace(cast.alice, now, 8).due == 8


@pytest.mark.parametrize("query", ["", "?kind=reply", "?kind=later", "?kind=nonsense"])
def test_the_page_opens_with_and_without_htmx(as_member, cast, now, query):
    fill(cast, now)
    client = as_member(cast.alice)
    whole = client.get(reverse("web:today") + query)
    part = client.get(reverse("web:today") + query, headers={"HX-Request": "true"})
    assert whole.status_code == part.status_code == 200
    assert b"<!doctype html>" in whole.content and b"<!doctype html>" not in part.content


def test_whatever_a_row_says_is_escaped(as_member, cast, now, stopped_clock):
    evil = "<b>&\"'"
    lead = a_lead(cast.alice, given_name=evil, family_name="", title=evil, city=evil)
    lead.account.name = evil
    lead.account.save(update_fields=["name"])
    a_reply(lead, a_mailbox(cast.alice), Intent.QUESTION, evil, 0.9, now - HOUR)
    for kind in (TaskKind.CALL, TaskKind.REMINDER):
        a_task(lead, kind, evil, evil, now - HOUR)
    a_task(lead, TaskKind.OTHER, evil, evil, now + HOUR)
    queue_page = as_member(cast.alice).get(reverse("web:today"), headers={"HX-Request": "true"}).content.decode()
    assert "<b>&" not in queue_page and "\"'" not in queue_page
    assert queue_page.count("&lt;b&gt;&amp;&quot;&#x27;") >= 10


def test_an_empty_queue_says_that_nobody_was_forgotten(as_member, cast):
    for member in cast.everyone():
        client = as_member(member)
        client.get(reverse("web:promise"))
        assert "nobody was forgotten" in client.get(reverse("web:today")).content.decode()


def test_an_empty_queue_does_not_say_so_while_somebody_is(as_member, cast, stopped_clock):
    cache.delete(forgotten_key(cast.workspace))
    a_lead(cast.alice, status=Status.WORKING)  # in no cadence, and nothing is asked of anybody
    client = as_member(cast.bob)
    before = client.get(reverse("web:today")).content.decode()
    promise = client.get(reverse("web:promise")).content.decode()
    after = client.get(reverse("web:today")).content.decode()
    assert "1 live lead has no next step" in promise and f'href="{reverse("reports:rows")}?stage=slipped"' in promise
    assert "nobody was forgotten" not in before + after and "1 live lead has no next step" in after
    assert client.get(reverse("reports:rows") + "?stage=slipped").status_code == 200


def test_each_row_opens_in_the_pane_and_as_a_page_and_nowhere_else(as_member, cast, now):
    fill(cast, now)
    addresses = [item.pane for group in queue(cast.alice, now + HOUR) for item in group.items]
    assert len(addresses) >= 11
    client = as_member(cast.alice)
    for address in addresses:
        assert client.get(address).status_code == 200, address
        assert b"<!doctype html>" not in client.get(address, headers={"HX-Request": "true"}).content
        assert client.post(address).status_code == 405
    outsider = as_member(cast.charlie)
    assert {outsider.get(address).status_code for address in addresses} == {404}
    assert client.get("/today/nonsense/1/").status_code == 404


def test_each_outcome_of_a_call_has_its_button(as_member, cast, now):
    lead = a_lead(cast.alice, status=Status.WORKING)
    task = a_task(lead, TaskKind.CALL, "Call", "Step 5.", now)
    page = as_member(cast.alice).get(reverse("web:today_item", args=["call", task.pk])).content.decode()
    assert all(f'value="{outcome}"' in page for outcome in Call.Disposition.values)


def test_what_a_worker_stored_is_told_in_the_language_of_the_reader(cast, as_member, stopped_clock, now):
    lead = a_lead(cast.alice, status=Status.WORKING)
    why = "Step 5 of 10, Ask: 2 working days after step 4, in their hours (Europe/Vilnius)."
    a_task(lead, TaskKind.LINKEDIN, f"Connect with {lead.name} on LinkedIn", why, now)
    cast.alice.user.language = "lt"
    cast.alice.user.save(update_fields=["language"])
    page = as_member(cast.alice).get("/today/").content.decode()
    assert "2 darbo dienos po 4 žingsnio" in page and "working days" not in page
    assert f"Connect with {lead.name}" not in page

"""Put off, handed over, noted, and learnt from what a person corrected."""

from datetime import timedelta

import pytest
from django.urls import reverse

from leadwright.inbox.keeping import wakes_at
from leadwright.inbox.lessons import Lesson, taught
from leadwright.inbox.models import Reply
from leadwright.inbox.reading import Reading
from leadwright.inbox.receiving import receive
from tests.cast import a_lead, a_mailbox
from tests.inbox.letters import a_mail

INDEX = reverse("inbox:index")


@pytest.fixture
def reply(cast, now) -> Reply:
    a_lead(cast.alice)
    return receive(a_mailbox(cast.alice), a_mail("How much does it cost?"), now=now)


def act(client, name: str, reply: Reply, **given):
    return client.post(reverse(f"inbox:{name}", args=[reply.pk]), given)


def waiting(client, show: str = "") -> int:
    return len(client.get(f"{INDEX}?show={show}" if show else INDEX).context["page"])


def test_what_is_put_off_leaves_the_list_and_comes_back_by_itself(reply, cast, as_member, stopped_clock):
    client = as_member(cast.alice)
    assert waiting(client) == 1
    assert act(client, "snooze", reply, until="tomorrow").status_code == 303
    assert (waiting(client), waiting(client, "snoozed")) == (0, 1)
    stopped_clock.virtual_at += timedelta(days=1)
    stopped_clock.save()
    assert (waiting(client), waiting(client, "snoozed")) == (1, 0)


def test_putting_off_is_taken_back_and_another_time_is_refused(reply, cast, as_member, stopped_clock):
    client = as_member(cast.alice)
    act(client, "snooze", reply, until="later")
    act(client, "snooze", reply)
    assert waiting(client) == 1
    assert act(client, "snooze", reply, until="never").status_code == 422


def test_times_are_those_of_the_member(cast, now):
    cast.alice.timezone = "Europe/Vilnius"
    assert wakes_at("tomorrow", cast.alice, now).isoformat() == "2026-11-24T08:00:00+02:00"
    assert wakes_at("monday", cast.alice, now).isoformat() == "2026-11-30T08:00:00+02:00"


def test_a_reply_is_handed_to_a_colleague_and_waits_there(reply, cast, as_member, stopped_clock):
    assert act(as_member(cast.alice), "owner", reply, member=cast.bob.pk).status_code == 303
    assert waiting(as_member(cast.alice)) == 0 and waiting(as_member(cast.bob)) == 1
    assert act(as_member(cast.alice), "owner", reply, member=cast.charlie.pk).status_code == 422


def test_a_note_stands_beside_the_thread_and_an_empty_one_is_refused(reply, cast, as_member, stopped_clock):
    client = as_member(cast.alice)
    act(client, "notes", reply, text="Met her <b>boss</b> at the fair.")
    page = as_member(cast.bob).get(reverse("inbox:detail", args=[reply.pk])).content.decode()
    assert "Met her &lt;b&gt;boss&lt;/b&gt; at the fair." in page
    assert act(client, "notes", reply, text="  ").status_code == 422


def test_a_correction_teaches_how_the_next_answer_like_it_is_read(cast, now):
    a_lead(cast.alice)
    box = a_mailbox(cast.alice)
    first = receive(
        box, a_mail("We are fine as it stands with our paper book here.", message_id="<1@x.example>"), now=now
    )
    first.correct("reply", "not_now", cast.alice, now)
    second = receive(box, a_mail("We are fine as it stands with the paper book.", message_id="<2@x.example>"), now=now)
    assert (second.intent, second.confidence) == ("not_now", 0.8)


def test_no_lesson_unlearns_an_opt_out_and_an_unlike_one_teaches_nothing():
    lesson = [Lesson("interested", "please remove me from your list")]
    opted = Reading("reply", "opt_out", "please remove me from your list", "", 0.95)
    assert taught(opted, lesson) is opted
    other = Reading("reply", "question", "How much does it cost?", "", 0.8)
    assert taught(other, lesson) is other

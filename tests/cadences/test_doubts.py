"""Of each doubtful mail one person is asked, once."""

from datetime import timedelta

import pytest
from django.urls import reverse

from leadwright.cadences.doubts import ask_about_doubts
from leadwright.cadences.engine import advance_due
from leadwright.cadences.models import Enrolment, Hold
from leadwright.cadences.stopping import stop_all
from leadwright.channels.models import Mailbox
from leadwright.conversations.models import Message
from leadwright.conversations.sending import settle
from leadwright.tasks.models import Task
from tests.cadences.floor import enrolled
from tests.cast import a_lead, a_mailbox
from tests.conversations.stage import a_message


@pytest.fixture
def doubtful(cast, now):
    """A mail that Alice wrote herself: no cadence looks after it."""
    message = a_message(a_mailbox(cast.alice), a_lead(cast.alice), automatic=False)
    return put_in_doubt(message)


def put_in_doubt(message: Message) -> Message:
    message.state = Message.State.UNKNOWN
    message.save(update_fields=["state"])
    return message


def test_the_owner_is_asked_once_and_sees_it_on_today(doubtful, cast, as_member, stopped_clock, now):
    assert [ask_about_doubts(now), ask_about_doubts(now)] == [1, 0]
    task = Task.objects.get()
    assert (task.kind, task.owner, task.lead) == ("settle", cast.alice, doubtful.lead)
    page = as_member(cast.alice).get(reverse("web:today"))
    assert "Was this mail sent?" in page.text


def test_the_answer_on_today_settles_the_mail(doubtful, cast, as_member, stopped_clock, now):
    ask_about_doubts(now)
    as_member(cast.alice).post(reverse("web:outcome", args=[Task.objects.get().pk]), {"sent": "yes"})
    doubtful.refresh_from_db()
    assert doubtful.state == Message.State.SENT
    assert ask_about_doubts(now) == 0


def test_an_answer_elsewhere_drops_the_question(doubtful, cast, now):
    ask_about_doubts(now)
    settle(doubtful, sent=False, by=cast.alice, now=now)
    ask_about_doubts(now)
    assert Task.objects.get().outcome == Task.Outcome.DROPPED


def test_the_mail_of_a_cadence_that_ended_is_asked_about_too(cast, now):
    enrolment = enrolled(cast.alice, now=now)
    message = begun(now)
    stop_all(enrolment.lead, code="answered", why="She wrote back.", now=now)
    put_in_doubt(message)
    assert ask_about_doubts(now) == 1


def test_who_is_held_is_asked_about_once_and_the_planner_rests(cast, now):
    """The question of the cadence and the one of the timer are the same task."""
    enrolment = enrolled(cast.alice, now=now)
    message = begun(now)
    Hold.objects.create(enrolment=enrolment, reason="Away.", code="out_of_office", at=now, until=now + timedelta(9))
    put_in_doubt(message)
    ask_about_doubts(now)
    advance_due(now=now, worker="test")
    assert Task.objects.get().touch == enrolment.touches.get()
    assert advance_due(now=now + timedelta(minutes=2), worker="test") == 0
    assert Enrolment.objects.get().due_at > now + timedelta(hours=20)


def begun(now) -> Message:
    later = now + timedelta(hours=3)
    Mailbox.objects.update(read_at=later)
    advance_due(now=later, worker="test")
    return Message.objects.get()

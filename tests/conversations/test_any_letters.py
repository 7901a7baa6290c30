"""Addresses in letters outside ASCII: sent where the server takes them, a person's task where it does not."""

import pytest

from leadwright.cadences.other_ways import ask_for_other_ways
from leadwright.conversations.models import Message
from leadwright.tasks.models import Task
from tests.cast import a_lead
from tests.conversations.stage import a_message, later, send, state_of

State = Message.State


@pytest.fixture
def message(cast, post):
    box = post.mailbox_of(cast.alice)
    return a_message(box, a_lead(cast.alice, email="jõgi@näide.example", given_name="Mari"))


@pytest.mark.wire
def test_a_server_that_does_not_take_it_makes_a_task_of_it_and_nothing_is_tried_again(message, post, cast):
    assert send() == 0 and post.taken == []
    assert state_of(message) == State.FAILED and message.failure_code == "no_utf8"
    assert [ask_for_other_ways(later()), ask_for_other_ways(later(minutes=1))] == [1, 0]
    task = Task.objects.get()
    assert (task.owner, task.lead, task.words) == (cast.alice, message.lead, message.text)
    assert "jõgi@näide.example" in task.why and "another way" in task.title
    assert send(now=later(days=3)) == 0


@pytest.mark.wire
@pytest.mark.parametrize("pipelining", [False, True])
def test_a_server_that_takes_it_gets_it_and_the_next_mail_goes_as_ever(message, post, pipelining):
    post.utf8, post.pipelining = True, pipelining
    other = a_message(message.mailbox, a_lead(message.mailbox.member, email="x@plain.example"))
    assert send() == 2 and state_of(message) == state_of(other) == State.SENT
    assert sorted(taken.recipients for taken in post.taken) == [["jõgi@xn--nide-loa.example"], ["x@plain.example"]]
    assert any("To: jõgi@xn--nide-loa.example" in taken.raw.decode() for taken in post.taken)
    assert not ask_for_other_ways(later())


@pytest.mark.wire
def test_a_domain_in_any_letters_goes_in_its_ascii_form_everywhere(cast, post):
    a_message(post.mailbox_of(cast.alice), a_lead(cast.alice, email="ruta@žurnalas.example"))
    assert send() == 1
    assert post.taken[-1].recipients == ["ruta@xn--urnalas-cxb.example"]
    assert post.taken[-1].raw.isascii()

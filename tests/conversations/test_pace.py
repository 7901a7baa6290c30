"""The pace of a mailbox in the send: how much leaves, when the rest goes, and what counts."""

import pytest

from leadwright.conversations.models import Message
from leadwright.conversations.sending import settle
from tests.conversations.stage import later, messages, send, state_of
from tests.wire.servers import HANG_UP

State = Message.State


def test_the_daily_limit_spreads_the_rest_over_the_days_that_follow(cast, post):
    box = post.mailbox_of(cast.alice, daily_limit=3)
    found = messages(box, 7)
    assert send() == 3 and send() == 0
    waiting = [message for message in found if state_of(message) == State.QUEUED]
    assert sorted(message.due_at for message in waiting) == [later(hours=24)] * 3 + [later(hours=48)]
    assert waiting[0].failure_code == "waits"
    box.keep_place(1, 0, later(hours=24))
    assert send(later(hours=24)) == 3


def test_what_left_twenty_hours_ago_still_counts_in_the_day(cast, post):
    box = post.mailbox_of(cast.alice, daily_limit=1)
    _first, second = messages(box, 2)
    Message.objects.filter(pk=second.pk).update(due_at=later(hours=20))
    assert send() == 1
    for hours, left in ((20, 0), (24, 1)):
        box.keep_place(1, 0, later(hours=hours))
        assert send(later(hours=hours)) == left


@pytest.mark.parametrize(
    ("pace", "half", "left"),
    [({"gap_seconds": 60}, {"seconds": 30}, [1, 0, 1, 0, 1]), ({"hourly_limit": 2}, {"minutes": 30}, [2, 0, 2, 0, 1])],
    ids=["gap", "hour"],
)
def test_no_more_leave_than_the_gap_and_the_limit_of_the_hour_allow(cast, post, pace, half, left):
    messages(post.mailbox_of(cast.alice, **pace), sum(left))
    assert [send(later(**{unit: turn * size for unit, size in half.items()})) for turn in range(len(left))] == left


def test_a_young_mailbox_sends_less(cast, post):
    box = post.mailbox_of(cast.alice, daily_limit=40, ramp_from=later().date())
    found = messages(box, 14)
    assert send() == 10
    waiting = [message for message in found if state_of(message) == State.QUEUED]
    assert {message.due_at for message in waiting} == {later(hours=24)} and "10 a day" in waiting[0].failure_words
    box.keep_place(1, 0, later(hours=24))
    assert send(later(hours=24)) == 4


def test_the_gap_varies_and_stays_what_it_was_for_the_same_mail(cast, post):
    box = post.mailbox_of(cast.alice, gap_seconds=60, jitter_seconds=600)
    _first, second = messages(box, 2)
    assert send() == 1
    state_of(second)
    gap = (second.due_at - later()).total_seconds()
    assert 60 < gap <= 660
    assert send(later(seconds=gap - 1)) == 0 and send(later(seconds=gap)) == 1


def test_a_full_domain_waits_while_others_go_on(cast, post):
    box = post.mailbox_of(cast.alice, domain_limit=1)
    found = messages(box, 3)
    for message, recipient in zip(found, ["a@one.example", "b@ONE.example", "c@two.example"], strict=True):
        Message.objects.filter(pk=message.pk).update(recipient=recipient)
    assert send() == 2
    assert [state_of(message) for message in found] == [State.SENT, State.QUEUED, State.SENT]
    assert found[1].due_at == later(hours=24) and "one.example" in found[1].failure_words
    box.keep_place(1, 0, later(hours=24))
    assert send(later(hours=24)) == 1


def test_a_mail_that_a_person_takes_for_not_sent_counts_in_the_pace(cast, post):
    box = post.mailbox_of(cast.alice, domain_limit=1, gap_seconds=0)
    doubtful, next_one = messages(box, 2)
    Message.objects.update(recipient=doubtful.recipient)
    post.faults, post.once = {"lost": HANG_UP}, True
    send(limit=1)
    assert state_of(doubtful) == State.UNKNOWN
    settle(doubtful, sent=False, by=cast.alice, now=later(minutes=1))
    assert send(later(hours=1)) == 0 and state_of(next_one) == State.QUEUED


def test_an_answer_by_hand_does_not_wait_for_the_pace_but_counts(cast, post):
    box = post.mailbox_of(cast.alice, daily_limit=1, gap_seconds=60)
    automatic, by_hand = messages(box, 2)
    by_hand.automatic = False
    by_hand.save(update_fields=["automatic"])
    assert send() == 1
    assert (state_of(automatic), state_of(by_hand)) == (State.QUEUED, State.SENT)
    assert automatic.due_at == later(hours=24)

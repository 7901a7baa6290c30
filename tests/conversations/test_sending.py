"""The send: each state, and that nothing leaves twice."""

import pytest
from django.db import DatabaseError, connection

from leadwright.activities.models import Activity
from leadwright.conversations.models import Message
from leadwright.conversations.opting_out import opt_out_by
from leadwright.conversations.point import Point
from leadwright.conversations.sending import cancel, reclaim_expired, settle
from leadwright.leads.models import OptOut
from tests.cast import a_lead
from tests.conversations.stage import a_message, each_of, go, later, messages, send, state_of
from tests.wire.servers import HANG_UP

State = Message.State


def facts(message) -> list[tuple[str, str]]:
    return list(Activity.objects.filter(key__startswith=f"message:{message.pk}:").values_list("kind", "key"))


def test_what_is_due_leaves_once_and_is_told_once(cast, post):
    message = a_message(post.mailbox_of(cast.alice))
    assert send() == 1 and send() == 0
    assert state_of(message) == State.SENT and len(post.taken) == 1
    assert post.taken[0].message_id == message.message_id
    assert facts(message) == [("email_sent", f"message:{message.pk}:sent")]
    assert Activity.objects.get(key__contains=":sent").why


def test_what_is_not_due_stays(cast, post):
    message = a_message(post.mailbox_of(cast.alice), due_at=later(minutes=1))
    assert send() == 0 and state_of(message) == State.QUEUED
    assert send(later(minutes=1)) == 1


def test_the_point_of_no_return_is_stored_before_the_body_leaves(cast, post):
    """The last look is asked while nothing lies at the server, and a lost answer finds the row past the point."""
    message = a_message(post.mailbox_of(cast.alice))
    seen = []

    def look(fresh: Message) -> str:
        seen.append(len(post.taken))
        return ""

    post.faults = {"lost": HANG_UP}
    send(last_look=look)
    assert seen == [0] and len(post.taken) == 1 and state_of(message) == State.UNKNOWN


def test_the_last_look_is_the_last_word(cast, post):
    message = a_message(post.mailbox_of(cast.alice))
    assert send(last_look=lambda fresh: "She answered on Thursday.") == 0
    assert state_of(message) == State.CANCELLED and post.taken == []
    assert message.failure_words == "She answered on Thursday."
    assert facts(message) == [("email_not_sent", f"message:{message.pk}:cancelled")]


def test_the_last_look_gets_the_row_as_it_is_now(cast, post):
    message = a_message(post.mailbox_of(cast.alice))

    def look(fresh: Message) -> str:
        return "out" if OptOut.objects.covering(fresh.lead, "email").exists() else ""

    opt_out_by(message, source="one_click", now=later())
    send(last_look=look)
    assert state_of(message) == State.CANCELLED and post.taken == []


@pytest.mark.django_db(transaction=True)
def test_what_was_claimed_when_the_database_went_away_leaves_when_it_is_back(cast, post):
    found = messages(post.mailbox_of(cast.alice), 3)

    def gone(fresh: Message) -> str:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        return ""

    with pytest.raises(DatabaseError):
        send(last_look=gone)
    connection.close()
    assert [state_of(message) for message in found] == [State.CLAIMED] * 3
    assert send() == 3 and len(post.taken) == 3


def test_an_error_in_the_last_look_sends_nothing_and_loses_nothing(cast, post):
    message = a_message(post.mailbox_of(cast.alice))

    def broken(fresh: Message) -> str:
        raise RuntimeError("a bug above")

    with pytest.raises(RuntimeError):
        send(last_look=broken)
    assert post.taken == [] and state_of(message) == State.CLAIMED
    assert reclaim_expired(later(minutes=16)) == 1
    assert send(later(minutes=16)) == 1


@pytest.mark.parametrize("fault", [HANG_UP, "gibberish"])
def test_a_lost_answer_is_unknown_and_never_sent_again(cast, post, fault):
    message = a_message(post.mailbox_of(cast.alice))
    post.faults, post.once = {"lost": fault}, True
    assert send() == 0
    assert state_of(message) == State.UNKNOWN and message.failure_code == "no_answer"
    for hours in range(1, 40):
        reclaim_expired(later(hours=hours))
        send(later(hours=hours))
    assert state_of(message) == State.UNKNOWN and len(post.taken) == 1
    assert facts(message) == [("email_not_sent", f"message:{message.pk}:unknown")]


@pytest.mark.parametrize(("sent", "state"), [(True, State.SENT), (False, State.FAILED)])
def test_a_person_settles_an_unknown_one_once(cast, post, sent, state):
    message = a_message(post.mailbox_of(cast.alice))
    post.faults = {"lost": HANG_UP}
    send()
    message.refresh_from_db()
    assert settle(message, sent=sent, by=cast.alice, now=later(hours=1))
    assert state_of(message) == state
    assert not settle(message, sent=not sent, by=cast.alice, now=later(hours=2))
    assert state_of(message) == state
    assert send(later(hours=3)) == 0 and len(post.taken) == 1


@pytest.mark.parametrize("state", ["mail", "rcpt", "data", "body"])
def test_a_temporary_refusal_comes_back_half_an_hour_later(cast, post, state):
    message = a_message(post.mailbox_of(cast.alice))
    post.faults, post.once = {state: "451 4.3.0 Later"}, True
    assert send() == 0
    assert state_of(message) == State.QUEUED and message.due_at == later(minutes=30)
    assert message.failure_code == "busy" and message.attempts == 1
    assert send(later(minutes=29)) == 0
    cast_reads(message, later(minutes=30))
    assert send(later(minutes=30)) == 1
    assert state_of(message) == State.SENT and message.failure == ""


def cast_reads(message: Message, now) -> None:
    message.mailbox.keep_place(1, 0, now)


def test_temporary_refusals_end_after_so_many_tries(cast, post):
    message = a_message(post.mailbox_of(cast.alice))
    post.faults = {"rcpt": "450 4.2.0 Later"}
    now = later()
    for _turn in range(30):
        cast_reads(message, now)
        send(now)
        if state_of(message) != State.QUEUED:
            break
        now = message.due_at
    assert message.state == State.FAILED and message.attempts == 12
    assert facts(message)[0][0] == "email_not_sent"


@pytest.mark.parametrize(
    ("reply", "code", "bad"),
    [("550 5.1.1 No such user", "bad_address", True), ("550 5.7.1 Blocked", "refused", False)],
)
def test_a_refusal_for_good_fails_with_a_code_and_the_others_go_out(cast, post, reply, code, bad):
    first, second = messages(post.mailbox_of(cast.alice), 2)
    post.faults, post.once = {"rcpt": reply}, True
    assert send() == 1
    assert state_of(first) == State.FAILED and first.failure_code == code and first.address_is_bad is bad
    assert state_of(second) == State.SENT
    assert facts(first) == [("email_not_sent", f"message:{first.pk}:failed")]


@pytest.mark.parametrize("state", ["mail", "rcpt", "data"])
def test_a_connection_lost_before_the_body_is_tried_again_and_the_rest_waits(cast, post, state):
    first, second = messages(post.mailbox_of(cast.alice), 2)
    post.faults, post.once = {state: HANG_UP}, True
    assert send() == 0
    assert {state_of(first), state_of(second)} == {State.QUEUED}
    assert send(later(minutes=30)) == 2
    assert len({taken.message_id for taken in post.taken}) == len(post.taken) == 2


def test_a_server_that_cannot_be_reached_puts_all_off(cast, post):
    box = post.mailbox_of(cast.alice, smtp_port=1)
    first, second = messages(box, 2)
    assert send() == 0
    assert state_of(first) == state_of(second) == State.QUEUED and first.failure_code == "no_connection"
    assert first.due_at > later()


def test_a_refused_log_in_stops_the_mailbox_and_loses_nothing(cast, post):
    box = post.mailbox_of(cast.alice, password="wrong")
    message = a_message(box)
    assert send() == 0 and send(later(minutes=5)) == 0
    box.refresh_from_db()
    assert box.stopped_at and "password" in box.stopped_why and post.connections == 1
    assert state_of(message) == State.QUEUED
    box.password = "secret"
    box.save(update_fields=["password"])
    box.release(later(minutes=6))
    assert send(later(minutes=6)) == 1


def test_a_header_that_cannot_be_fails_for_good(cast, post):
    message = a_message(post.mailbox_of(cast.alice), subject="Hi =?utf-8?q?=0ABcc:_evil@x.example?=")
    assert send() == 0
    assert state_of(message) == State.FAILED and message.failure_code == "bad_header" and post.taken == []


def test_stopping_all_sending_stops_it_and_what_is_queued_waits(cast, post):
    message = a_message(post.mailbox_of(cast.alice))
    cast.workspace.sending_stopped_at = later()
    cast.workspace.save(update_fields=["sending_stopped_at"])
    assert send() == 0 and state_of(message) == State.QUEUED
    cast.workspace.sending_stopped_at = None
    cast.workspace.save(update_fields=["sending_stopped_at"])
    assert send() == 1


def test_a_stop_between_two_mails_of_a_round_holds_the_second(cast, post):
    box = post.mailbox_of(cast.alice)
    first, second = messages(box, 2)

    def look(fresh: Message) -> str:
        box.stop("An alarm.", later())
        return ""

    assert send(last_look=look) == 1
    assert (state_of(first), state_of(second)) == (State.SENT, State.QUEUED)


def test_automatic_mail_waits_until_the_mailbox_was_read_and_says_so(cast, post):
    box = post.mailbox_of(cast.alice, read_at=later(hours=-3))
    message, by_hand = messages(box, 2)
    by_hand.automatic = False
    by_hand.save(update_fields=["automatic"])
    assert send() == 1
    assert (state_of(message), state_of(by_hand)) == (State.QUEUED, State.SENT)
    assert message.failure_code == "waits" and "read" in message.failure_words
    box.keep_place(1, 0, later())
    assert send() == 1 and state_of(message) == State.SENT and message.failure == ""


def test_automatic_mail_waits_for_the_postal_address(cast, post):
    message = a_message(post.mailbox_of(cast.alice))
    cast.workspace.postal_address = ""
    cast.workspace.save(update_fields=["postal_address"])
    assert send() == 0
    assert state_of(message) == State.QUEUED and "postal" in message.failure_words


def test_a_worker_that_died_before_the_point_of_no_return_is_replaced(cast, post):
    message = a_message(post.mailbox_of(cast.alice))
    hold(message, State.CLAIMED, "dead")
    assert reclaim_expired(later(minutes=14)) == 0
    assert reclaim_expired(later(minutes=15)) == 1 and send(later(minutes=15)) == 1


def test_a_worker_that_died_after_it_leaves_an_unknown_one(cast, post):
    message = a_message(post.mailbox_of(cast.alice))
    hold(message, State.COMMITTING, "dead")
    assert reclaim_expired(later(minutes=15)) == 1 and reclaim_expired(later(minutes=16)) == 0
    assert state_of(message) == State.UNKNOWN and send(later(minutes=16)) == 0
    assert post.taken == [] and len(facts(message)) == 1


def test_a_worker_whose_lease_was_taken_over_does_not_pass_the_point(cast, post):
    """Reclaimed while it stood at 354: the row is no longer its own, and the last look is not even asked."""

    def look(fresh: Message) -> str:
        raise AssertionError("it must not get as far as the last look")

    message = a_message(post.mailbox_of(cast.alice))
    hold(message, State.CLAIMED, "mine")
    mine = Point(now=later(), token="mine", last_look=each_of(look))
    reclaim_expired(later(minutes=15))
    assert mine.passed(message) is False and state_of(message) == State.QUEUED
    hold(message, State.CLAIMED, "another")
    assert mine.passed(message) is False and state_of(message) == State.CLAIMED


def test_of_those_who_come_to_the_point_together_each_is_looked_at_by_itself(cast, post):
    box, other = post.mailbox_of(cast.alice), post.mailbox_of(cast.bob)
    passes, no, lost, taken = messages(box, 4)
    stopped = a_message(other, a_lead(cast.bob, email="b@firm.example"))
    for each in (passes, no, stopped):
        hold(each, State.CLAIMED, "mine")
    hold(lost, State.CLAIMED, "another")
    hold(taken, State.COMMITTING, "mine")
    other.stop("An alarm.", later())
    point = Point(
        now=later(), token="mine", last_look=each_of(lambda mail: "She answered." if mail.pk == no.pk else "")
    )
    asked = [(passes, False), (taken, True), (no, False), (lost, False), (stopped, False)]
    assert point.write_down(asked) == [True, True, False, False, False]
    assert (state_of(passes), state_of(taken), state_of(no)) == (State.COMMITTING, State.SENT, State.CANCELLED)
    assert (state_of(lost), state_of(stopped)) == (State.CLAIMED, State.QUEUED)
    assert facts(taken) == [("email_sent", f"message:{taken.pk}:sent")] and facts(passes) == []


def hold(message: Message, state: str, worker: str) -> None:
    Message.objects.filter(pk=message.pk).update(state=state, lease_by=worker, lease_until=later(minutes=15))


def test_a_receipt_settles_what_a_reclaim_put_into_doubt_meanwhile(cast, post):
    message = a_message(post.mailbox_of(cast.alice))
    hold(message, State.COMMITTING, "mine")
    reclaim_expired(later(minutes=20))
    message = Message.objects.select_related("workspace", "mailbox", "lead").get(pk=message.pk)
    point = Point(now=later(), token="mine", last_look=each_of(go))
    assert point.noted(point.note(message))
    assert state_of(message) == State.SENT


def test_a_queued_message_can_be_withdrawn_and_a_sent_one_cannot(cast, post):
    first, second = messages(post.mailbox_of(cast.alice), 2)
    assert cancel(first, by=cast.alice, now=later()) and not cancel(first, by=cast.alice, now=later())
    assert send() == 1
    second.refresh_from_db()
    assert not cancel(second, by=cast.alice, now=later())
    assert (state_of(first), state_of(second)) == (State.CANCELLED, State.SENT)


def test_two_leads_with_one_letter_each_get_their_own(cast, post):
    found = messages(post.mailbox_of(cast.alice), 30)
    assert send(limit=10) == 10 and send() == 20
    assert sorted(taken.recipients[0] for taken in post.taken) == sorted(message.recipient for message in found)
    assert post.connections == 2

"""Automatic mail answers automatic mail for ever, if nobody ends it. We do: five responders that answer whatever they
get, and two workspaces that write to each other."""

import pytest

from leadwright.conversations.models import Message
from leadwright.inbox.models import Kind, Reply
from leadwright.inbox.receiving import read_mailbox
from tests.cast import a_lead
from tests.conversations.stage import a_message, later, send
from tests.inbox.letters import a_mail
from tests.wire.servers import _office, post

__all__ = ["_office", "post"]
pytestmark = pytest.mark.wire
RESPONDERS = {
    "vacation": {"text": "I am on annual leave until 7 December 2026.", "headers": {"Auto-Submitted": "auto-replied"}},
    "office": {"text": "I am out of office and back on Monday.", "headers": {"X-Auto-Response-Suppress": "All"}},
    "tickets": {"text": "Thank you for contacting us. Your ticket #4711 has been created. Please do not reply."},
    "gate": {"text": "To have your message delivered, confirm that you are human: click this link."},
    "list": {"text": "This is an automatic reply.", "headers": {"Precedence": "bulk", "List-Id": "<x.firm.example>"}},
}


def test_five_responders_that_answer_everything_get_one_mail_each(cast, post):
    box = post.mailbox_of(cast.alice)
    leads = {f"{name}@ring.example": a_lead(cast.alice, email=f"{name}@ring.example") for name in RESPONDERS}
    for lead in leads.values():
        a_message(box, lead=lead)
    read_mailbox(box, now=later())
    answered = 0
    for turn in range(6):
        send(later(minutes=turn))
        for taken in post.taken[answered:]:
            respond(post, box, taken, answered := answered + 1)
        read_mailbox(box, now=later(minutes=turn))
    assert answered == len(post.taken) == len(RESPONDERS)
    assert not Message.objects.filter(state="queued").exists()
    kinds = dict(Reply.objects.values_list("lead__email", "kind"))
    assert len(kinds) == len(RESPONDERS) and Kind.REPLY not in kinds.values()


def respond(post, box, taken, number: int) -> None:
    (address,) = taken.recipients
    told = RESPONDERS[address.partition("@")[0]]
    raw = a_mail(told["text"], sender=address, message_id=f"<auto{number}@ring.example>", in_reply_to=taken.message_id)
    head = "".join(f"{name}: {value}\r\n" for name, value in told.get("headers", {}).items())
    post.put(box.username, head.encode() + raw)


def test_two_workspaces_that_write_to_each_other_fall_silent(cast, post):
    ours, theirs = post.mailbox_of(cast.alice), post.mailbox_of(cast.charlie)
    for box, other in ((ours, theirs), (theirs, ours)):
        a_message(box, lead=a_lead(box.member, email=other.address))
        read_mailbox(box, now=later())
    for turn in range(5):
        send(later(minutes=turn))
        for box in (ours, theirs):
            box.refresh_from_db()
            read_mailbox(box, now=later(minutes=turn))
    assert len(post.taken) == 2
    assert Reply.objects.count() == 2

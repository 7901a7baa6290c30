"""What the tests of this room begin with."""

from datetime import timedelta

from leadwright.conversations.models import Message
from leadwright.conversations.sending import send_due
from leadwright.conversations.writing import queue_email
from tests.cast import MONDAY, a_lead


def go(message: Message) -> str:
    """A last look with nothing to say against it."""
    return ""


def a_message(box, lead=None, **fields) -> Message:
    given = {"subject": "Audit logs", "text": "Good morning.", "automatic": True, "due_at": MONDAY, "now": MONDAY}
    lead = lead or a_lead(box.member)
    return queue_email(lead=lead, mailbox=box, author=box.member, **{**given, **fields})


def messages(box, count: int) -> list[Message]:
    return [a_message(box, a_lead(box.member, email=f"p{n}@firm{n}.example")) for n in range(count)]


def each_of(look):
    """The last look of many that looks at one at a time."""
    return lambda messages: [look(message) for message in messages]


def send(now=MONDAY, last_look=go, worker="w", **fields) -> int:
    return send_due(now=now, worker=worker, last_look=each_of(last_look), **fields)


def state_of(message: Message) -> str:
    message.refresh_from_db()
    return message.state


def later(**how_long):
    return MONDAY + timedelta(**how_long)

"""A message is written once, with its thread, before any wire is touched."""

from leadwright.conversations.calls import log_call
from leadwright.conversations.models import Conversation, Message
from leadwright.conversations.writing import queue_email
from tests.cast import a_lead, a_mailbox
from tests.conversations.stage import a_message, later, send


def test_the_first_message_begins_a_thread_and_has_an_identifier(cast):
    box = a_mailbox(cast.alice)
    message = a_message(box)
    assert message.conversation.subject == "Audit logs" and message.conversation.lead == message.lead
    assert message.message_id.endswith("@northmark.example>") and not message.references
    assert (message.sender, message.recipient) == (box.address, message.lead.email)


def test_a_follow_up_stays_in_the_thread_and_names_all_before_it(cast):
    first = a_message(a_mailbox(cast.alice))
    second = a_message(first.mailbox, first.lead, parent=first, subject="")
    third = a_message(first.mailbox, first.lead, parent=second, subject="")
    assert Conversation.objects.count() == 1 and second.subject == third.subject == "Re: Audit logs"
    assert third.in_reply_to == second.message_id
    assert third.references.split() == [first.message_id, second.message_id]


def test_an_answer_to_their_mail_names_what_they_answered(cast):
    first = a_message(a_mailbox(cast.alice))
    theirs = Message.objects.create(
        workspace=cast.workspace,
        conversation=first.conversation,
        mailbox=first.mailbox,
        lead=first.lead,
        outbound=False,
        state="received",
        message_id="<theirs@pieno-kelias.example>",
        in_reply_to=first.message_id,
        sender=first.lead.email,
        recipient=first.sender,
        subject="RE: Audit logs",
        at=later(hours=1),
    )
    answer = a_message(first.mailbox, first.lead, parent=theirs, subject="")
    assert answer.references.split() == [first.message_id, theirs.message_id] and answer.subject == "RE: Audit logs"


def test_a_long_thread_keeps_its_first_and_its_last_identifiers(cast):
    message = a_message(a_mailbox(cast.alice))
    first = message
    for _turn in range(30):
        message = a_message(first.mailbox, first.lead, parent=message)
    links = message.references.split()
    assert len(links) == 21 and links[0] == first.message_id and links[-1] == message.in_reply_to


def test_thread_headers_stand_on_the_wire(cast, post):
    box = post.mailbox_of(cast.alice)
    first = a_message(box)
    send()
    second = a_message(box, first.lead, parent=first, subject="")
    send()
    mail = post.taken[1].mail
    assert mail["In-Reply-To"] == first.message_id and mail["References"] == first.message_id
    assert mail["Subject"] == "Re: Audit logs" and mail["Message-ID"] == second.message_id
    line = next(line for line in post.taken[1].raw.split(b"\r\n") if line.startswith(b"List-Unsubscribe: "))
    assert line.startswith(b"List-Unsubscribe: <http") and line.endswith(b"/>") and b"=?" not in line


def test_a_call_is_logged_once_for_what_asked_for_it(cast, now):
    lead = a_lead(cast.alice)
    given = {"lead": lead, "member": cast.alice, "note": "Left word.", "key": "task:12", "now": now}
    first = log_call(disposition="voicemail", **given)
    assert log_call(disposition="reached", **given) == first and first.disposition == "voicemail"
    assert list(lead.activities.values_list("kind", "key", "summary")) == [
        ("call", f"call:{first.pk}", "Call: Voicemail left")
    ]


def test_a_subject_that_is_too_long_is_cut_to_what_a_header_holds(cast, now):
    box = a_mailbox(cast.alice)
    message = queue_email(
        lead=a_lead(cast.alice),
        mailbox=box,
        author=None,
        subject="x" * 2000,
        text="",
        automatic=True,
        due_at=now,
        now=now,
    )
    assert len(message.subject) == 998
